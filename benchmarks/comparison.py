"""The engine beside other ways to the same equilibrium: one row a world, in one run and to the same tolerance."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from tests.equilibrium import caliendo_parro, oracle

from benchmarks.engine import TOLERANCE
from benchmarks.nested_loop import base_of, nested_loop
from benchmarks.worlds import cobb_douglas, tariffs, timed, world
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.path import MOST_STEPS, Evaluation, evaluate, find
from tradetalks.equilibrium.system import size_of

# Economies times sectors up to which each is timed. The loop in NumPy solves a dense linear system each round; the
# oracle takes one complex step for each unknown and derivative.
LARGEST = {"nested loop, compiled": np.inf, "the loop in NumPy": 700, "oracle in SciPy": 100}
HEADER = ("world", "engine, s", "rounds", *(head for name in LARGEST for head in (f"{name}, s", "ratio")), "apart")


def compare(size: str) -> tuple[str, ...]:
    """One row: each peer's time, that over the engine's, and the largest distance of log prices from the engine's."""
    economy = world(size)
    shock, elasticities = tariffs(economy), cobb_douglas(economy)
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    parameters = parameters_of(elasticities, "fixed")
    start = jnp.zeros(size_of(accounts, policy))
    base, wedge = base_of(economy), jnp.asarray(1.0 + shock.tariff)
    plain = caliendo_parro.model_of(economy, elasticities.theta)

    def engine() -> Evaluation[jax.Array]:
        found = find(start, accounts, policy, parameters, TOLERANCE, MOST_STEPS)
        return evaluate(found.z, accounts, policy, parameters)

    peers = {
        "nested loop, compiled": lambda: nested_loop(base, wedge).price,
        "the loop in NumPy": lambda: np.log(caliendo_parro.solve(plain, 1.0 + shock.tariff, tolerance=TOLERANCE).price),
        "oracle in SciPy": lambda: np.log(oracle.solve(economy, shock, elasticities, tolerance=TOLERANCE).price),
    }
    _, ours = timed(engine, 3)
    price, apart, columns = np.asarray(engine().state.log_price), 0.0, []
    for name, largest in LARGEST.items():
        if price.size > largest:
            columns += ["", ""]
            continue
        _, theirs = timed(peers[name], 3)
        apart = max(apart, float(np.abs(price - np.asarray(peers[name]())).max()))
        columns += [f"{theirs:.4f}", f"{theirs / ours:.1f}"]
    return size, f"{ours:.4f}", str(int(nested_loop(base, wedge).count)), *columns, f"{apart:.0e}"
