"""One command measures every size and prints the table: `python -m benchmarks [--sizes 5x10,18x33] [--loops 31x40]`."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from importlib.metadata import version

import jax

from benchmarks import comparison, engine

SIZES = "5x10,18x33,31x40,81x28,81x45"
LOOPS = "5x10,18x33,31x40"
BUSY = 0.5  # load per core above which times say little


def main() -> None:
    """Measure and print; says first on what, and whether the machine was busy."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help="economies x sectors, comma-separated")
    parser.add_argument("--loops", default=LOOPS, help="sizes at which the nested loop runs too")
    chosen = parser.parse_args()
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    print(
        f"{jax.devices()[0].device_kind}, {platform.machine()}, {cores} cores, jax {version('jax')}, load {load:.1f}."
    )
    if load > BUSY * cores:
        print("The machine is busy: these times are too long.")
    _table(engine.HEADER, engine.measure, chosen.sizes)
    _table(comparison.HEADER, comparison.compare, chosen.loops)


def _table(header: tuple[str, ...], row: Callable[[str], tuple[str, ...]], sizes: str) -> None:
    print("\n| " + " | ".join(header) + " |\n|" + "---|" * len(header))
    for size in filter(None, sizes.split(",")):
        print("| " + " | ".join(row(size)) + " |", flush=True)


if __name__ == "__main__":
    main()
