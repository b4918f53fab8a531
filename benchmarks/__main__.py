"""One command measures every size and prints the table: `python -m benchmarks [--sizes 5x10,18x33] [--loops 31x40]`."""

from __future__ import annotations

import argparse
import os
import platform
from importlib.metadata import version

import jax

from benchmarks.engine import HEADER, measure
from benchmarks.nested_loop import compare

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
    print("\n| " + " | ".join(HEADER) + " |\n|" + "---|" * len(HEADER))
    for size in chosen.sizes.split(","):
        print("| " + " | ".join(measure(size)) + " |", flush=True)
    print("\n| world | engine, s | nested loop, s | ratio | rounds | largest difference |\n|---|---|---|---|---|---|")
    for size in filter(None, chosen.loops.split(",")):
        print("| " + " | ".join(compare(size)) + " |", flush=True)


if __name__ == "__main__":
    main()
