"""Reaches the equilibrium of a shock: directly from the base, or along a straight line of policies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

import jax
import jax.numpy as jnp

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import Deficits, accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.balance import balance, fixed
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.newton import NewtonResult, newton
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.system import (
    Accounts,
    Instruments,
    Parameters,
    Residual,
    State,
    market_gap,
    pack,
    residual_at,
    size_of,
    state,
    unpack,
)

T = TypeVar("T")

MOST_STEPS = 40
ROUNDING = 10.0  # times the tolerance, which a solution is searched for to, that rounding may leave of a tiny market
SHORTEST_PART = 1.0 / 256.0  # of the way from base to shock, below which the homotopy gives up


class Evaluation(NamedTuple, Generic[T]):
    """What the model says at a point."""

    state: State[T]
    residual: Residual[T]
    largest: T  # absolute residual
    dropped: T  # residual of the market that the numeraire replaces


@dataclass(frozen=True)
class Attempt:
    """The last Newton run and how it was reached."""

    result: NewtonResult
    world: Evaluation[jax.Array]
    steps: int
    path: Literal["direct", "homotopy"]
    reached: float  # part of the way to the shock that was solved


@compiled
def find(
    start: jax.Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
    tolerance: float,
    most_steps: int,
) -> NewtonResult:
    """Newton's method on the model; compiled once per shape."""
    tables = fixed(accounts, policy, parameters)

    def function(vector: jax.Array) -> jax.Array:
        z = unpack(vector, accounts)
        return pack(residual_at(z, balance(z, accounts, policy, parameters, tables), accounts))

    return newton(function, start, jnp.asarray(tolerance), jnp.asarray(most_steps))


@compiled
def evaluate(
    unknowns: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters
) -> Evaluation[jax.Array]:
    """Prices, flows and residuals at a point."""
    z = unpack(unknowns, accounts)
    now = state(z, accounts, policy, parameters)
    left = residual_at(z, now, accounts)
    dropped = market_gap(z, now, accounts).ravel()[accounts.numeraire]
    return Evaluation(now, left, jnp.max(jnp.abs(pack(left))), dropped)


def reach(
    economy: Economy,
    shock: Shock,
    elasticities: Elasticities,
    deficits: Deficits,
    start: Array | None,
    tolerance: float,
    along: bool = True,
) -> Attempt:
    """Directly from `start`, where one of the right size is given, or from the base; if both fail, along the line.

    Without `along` the search ends there: it costs seconds to learn that a hopeless shock has no equilibrium.
    """
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    parameters = parameters_of(elasticities, deficits)
    base = jnp.zeros(size_of(accounts, policy))
    given = [jnp.asarray(start)] if start is not None and start.size == base.size else []
    steps = 0
    for here in (*given, base):
        result = find(here, accounts, policy, parameters, tolerance, MOST_STEPS)
        world = evaluate(result.z, accounts, policy, parameters)
        steps += int(result.steps)
        result = result._replace(largest=world.largest)  # of the equations as written
        if bool(result.largest <= ROUNDING * tolerance):
            return Attempt(result, world, steps, "direct", 1.0)
    if not along:
        return Attempt(result, world, steps, "direct", 0.0)
    return follow(economy, shock, elasticities, deficits, tolerance=tolerance, steps=steps)


def stay(economy: Economy, shock: Shock, elasticities: Elasticities, deficits: Deficits) -> Attempt:
    """The base under the shock, for a shock that no path can reach: what is told of it, and no search."""
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    parameters, here = parameters_of(elasticities, deficits), jnp.zeros(size_of(accounts, policy))
    result = find(here, accounts, policy, parameters, 0.0, 0)
    return Attempt(result, evaluate(here, accounts, policy, parameters), 0, "direct", 0.0)


def follow(
    economy: Economy,
    shock: Shock,
    elasticities: Elasticities,
    deficits: Deficits,
    *,
    tolerance: float,
    first: float = 0.5,
    steps: int = 0,
) -> Attempt:
    """From base to shock on a straight line, each point from the last: stretches halve on failure and else double."""
    accounts = accounts_of(economy)
    here = jnp.zeros(size_of(accounts, instruments_of(economy, shock)))
    reached, stretch = 0.0, first
    last: tuple[NewtonResult, Instruments, Parameters] | None = None  # that could be evaluated at all
    while True:
        part = min(1.0, reached + stretch)
        policy, parameters = instruments_of(economy, shock, part=part), parameters_of(elasticities, deficits, part=part)
        result = find(here, accounts, policy, parameters, tolerance, MOST_STEPS)
        steps += int(result.steps)
        if last is None or bool(jnp.isfinite(result.largest)):
            last = result, policy, parameters
        if bool(result.largest <= ROUNDING * tolerance):
            reached, stretch, here = part, 2.0 * stretch, result.z
        else:
            stretch /= 2.0
        if reached == 1.0 or stretch < SHORTEST_PART:
            result, policy, parameters = last
            return Attempt(result, evaluate(result.z, accounts, policy, parameters), steps, "homotopy", reached)
