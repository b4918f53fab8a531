"""Times the war of all: every economy's best duty on everything it buys abroad, with its certificate.

Run it as `python -m benchmarks.talks.war_of_all [44x16 81x28]`; compiled code is kept in an empty folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time


def main() -> None:
    """Measure each size from cold and once more warm."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRADETALKS_CACHE"] = folder
        from benchmarks.worlds import nested, world

        from tradetalks.equilibrium import no_change
        from tradetalks.talks.everyone import war_of_all

        for size in sys.argv[1:] or ["44x16", "81x28"]:
            economy = world(size)
            for name in ("cold", "warm"):
                began, used = time.perf_counter(), time.process_time()
                found = war_of_all(economy, no_change(economy), nested(economy))
                wall, processor = time.perf_counter() - began, time.process_time() - used
                print(
                    f"{size} {name}: {wall:.1f} s, processor {processor:.1f} s, {found.rounds} rounds, "
                    f"largest gain left {found.largest_gain:.0e} %",
                    flush=True,
                )


if __name__ == "__main__":
    main()
