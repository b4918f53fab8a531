"""Times of the engine itself: compile and solve apart, and as multiples of one evaluation of the equations."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp

from benchmarks.worlds import cobb_douglas, licences, nested, tariffs, timed, world
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.derivatives import outcome_gradient
from tradetalks.equilibrium.gradients import welfare_gradient
from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.solve import solve, solve_many
from tradetalks.equilibrium.system import (
    Accounts,
    Instruments,
    Parameters,
    State,
    pack,
    residual_at,
    size_of,
    state,
    unpack,
)

TOLERANCE = 1e-10
GRADIENTS_OF_ALL = 1_000_000  # cells n n s beyond which the derivatives of all economies are not timed
HEADER = (
    "world", "unknowns", "cells", "compile, s", "tariffs, s", "a million cells, s", "CES, ten licences, s", "steps",
    "products", "one evaluation, s", "tariffs in evaluations", "gradient of one welfare, s", "of all, s",
    "sixteen one by one, s", "together, s",
)  # fmt: skip


@jax.jit
def residual(z: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> jax.Array:
    """All equations once."""
    unknowns = unpack(z, accounts)
    return pack(residual_at(unknowns, state(unknowns, accounts, policy, parameters), accounts))


def first_welfare(now: State[jax.Array]) -> jax.Array:
    """Log real income of the first economy."""
    return now.log_income[0] - now.log_final_price[0]


def measure(size: str) -> tuple[str, ...]:
    """One row of the table."""
    economy = world(size)
    accounts, policy = accounts_of(economy), instruments_of(economy, tariffs(economy))
    parameters = parameters_of(cobb_douglas(economy), "fixed")
    start = jnp.zeros(size_of(accounts, policy))
    compiling, plain = timed(lambda: find(start, accounts, policy, parameters, TOLERANCE, MOST_STEPS))
    done = find(start, accounts, policy, parameters, TOLERANCE, MOST_STEPS)
    assert float(done.largest) <= TOLERANCE
    _, once = timed(lambda: residual(start, accounts, policy, parameters), 50)

    many, ces = instruments_of(economy, licences(economy)), parameters_of(nested(economy), "fixed")
    begin = jnp.zeros(size_of(accounts, many))
    _, licensed = timed(lambda: find(begin, accounts, many, ces, TOLERANCE, MOST_STEPS))
    assert float(find(begin, accounts, many, ces, TOLERANCE, MOST_STEPS).largest) <= TOLERANCE

    solved = solve(economy, licences(economy), elasticities=nested(economy), tolerance=TOLERANCE)
    _, one = timed(lambda: outcome_gradient(solved, first_welfare), 3)
    small = economy.border.size <= GRADIENTS_OF_ALL
    every = f"{timed(lambda: welfare_gradient(solved), 1)[1]:.2f}" if small else ""
    alone, together = sixteen(size)
    cells = economy.share.size + economy.input_share.size
    return (
        size,
        f"{start.size:,}",
        f"{cells:,}",
        f"{compiling:.1f}",
        f"{plain:.4f}",
        f"{plain / cells * 1e6:.2f}",
        f"{licensed:.4f}",
        str(int(done.steps)),
        str(int(done.linear_steps)),
        f"{once:.6f}",
        f"{plain / once:.0f}",
        f"{one:.4f}",
        every,
        f"{alone:.3f}",
        f"{together:.3f}",
    )


def sixteen(size: str) -> tuple[float, float]:
    """Sixteen heights of the same tariffs: a loop over `solve`, and `solve_many`."""
    economy = world(size)
    full, chosen = tariffs(economy), cobb_douglas(economy)
    rises = [economy.tariff + (full.tariff - economy.tariff) * part / 16.0 for part in range(1, 17)]
    shocks = [replace(full, tariff=tariff) for tariff in rises]
    _, alone = timed(lambda: [solve(economy, shock, elasticities=chosen).unknowns for shock in shocks], 3)
    _, together = timed(lambda: [one.unknowns for one in solve_many(economy, shocks, elasticities=chosen)], 3)
    return alone, together
