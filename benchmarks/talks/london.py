"""Times London's talks on world-2024 from a cold start: three threat points, 25 points of the frontier, the Nash deal.

Run it as `python benchmarks/talks/london.py`; compiled code is kept in an empty folder, so that nothing is warm.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRADETALKS_CACHE"] = folder
        began = last = time.perf_counter()

        def told(what: str) -> None:
            nonlocal last
            now = time.perf_counter()
            used = resource.getrusage(resource.RUSAGE_SELF)
            processor = used.ru_utime + used.ru_stime
            print(
                f"{what:32} {now - last:6.1f} s   in all {now - began:6.1f} s, processor {processor:6.1f} s", flush=True
            )
            last = now

        from tradetalks import load_case, load_economy
        from tradetalks.talks import frontier, nash_deal
        from tradetalks.talks.scenarios import threat_point
        from tradetalks.talks.table import payoffs

        table = payoffs(load_economy("world-2024"), load_case("london-2025"))
        told("case, world, law, game")
        threats = {name: threat_point(table, name) for name in ("status-quo", "snap-back", "war")}
        told("three threat points")
        frontier(table.payoffs, 25)
        told("frontier, 25 points")
        nash_deal(table.payoffs, threats["snap-back"])
        told("Nash deal")


if __name__ == "__main__":
    main()
