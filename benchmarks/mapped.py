"""Many heights of the same tariffs, one by one, in threads and as one program mapped by `jax.vmap`.

`python -m benchmarks.mapped [18x33:16 81x28:16]`, worlds and how many, prints the table of docs/benchmarks.md.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.worlds import cobb_douglas, tariffs, timed, world
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.path import MOST_STEPS, Evaluation, evaluate, find
from tradetalks.equilibrium.precision import compiled, on_host
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, size_of

HEADER = ("world", "scenarios", "one by one, s", "threads, s", "mapped, s", "mapped, left where they are, s")
REPEATS = 3


def solved(
    start: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters
) -> tuple[jax.Array, Evaluation[jax.Array]]:
    """The equilibrium with all prices and flows; `find` and `evaluate` are taken without their own compiling."""
    found = find.__wrapped__(start, accounts, policy, parameters, TOLERANCE, MOST_STEPS)
    return found.z, evaluate.__wrapped__(found.z, accounts, policy, parameters)


TARIFF_ONLY = Instruments(**{name: 0 if name == "tariff" else None for name in Instruments._fields})
alone = compiled(solved)
mapped = compiled(jax.vmap(solved, in_axes=(None, None, TARIFF_ONLY, None)))


def measure(size: str, count: int) -> tuple[str, ...]:
    """One row: each way with all results as arrays of the host, and the mapped one without."""
    economy = world(size)
    full, parameters = tariffs(economy), parameters_of(cobb_douglas(economy), "fixed")
    accounts, policy = accounts_of(economy), instruments_of(economy, full)
    start = jnp.zeros(size_of(accounts, policy))
    heights = np.arange(1, count + 1) / count
    rates = jnp.asarray(economy.tariff + heights[:, None, None, None] * (full.tariff - economy.tariff))
    policies = [policy._replace(tariff=rate) for rate in rates]

    def one(policy: Instruments) -> Any:
        return on_host(alone(start, accounts, policy, parameters))

    def all_mapped() -> Any:
        return mapped(start, accounts, policy._replace(tariff=rates), parameters)

    times = [timed(lambda: list(map(one, policies)), REPEATS)]
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        times.append(timed(lambda: list(cores.map(one, policies)), REPEATS))
    times += [timed(lambda: on_host(all_mapped()), REPEATS), timed(all_mapped, REPEATS)]
    assert float(jnp.max(all_mapped()[1].largest)) <= TOLERANCE
    return size, str(count), *(f"{warm:.3f}" for _, warm in times)


def main() -> None:
    """Measure and print."""
    print(f"{jax.devices()[0].device_kind}, {os.cpu_count()} cores\n")
    print("| " + " | ".join(HEADER) + " |\n|" + "---|" * len(HEADER))
    for asked in sys.argv[1:] or ("18x33:16", "81x28:16"):
        size, count = asked.split(":")
        print("| " + " | ".join(measure(size, int(count))) + " |", flush=True)


if __name__ == "__main__":
    main()
