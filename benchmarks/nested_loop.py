"""The nested loop of Caliendo and Parro (2015), compiled and vectorised, to compare with.

Wages outside, prices and expenditures inside, each by its own fixed point and each begun where the last round ended, so
that the loop does no work twice. The step of wages is the longest that converged on all sizes.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from benchmarks.engine import TOLERANCE
from benchmarks.worlds import cobb_douglas
from tradetalks.economy import Economy

WAGE_STEP = 0.6
INNER = 0.1 * TOLERANCE  # inner loops end below the outer tolerance
MOST_ROUNDS = 20_000


class Base(NamedTuple):
    """n importer, i exporter, s supplying, k using sector."""

    share: Array  # [n, i, s]
    beta: Array  # [n, k]
    gamma: Array  # [n, s, k] of gross output
    alpha: Array  # [n, s]
    value_added: Array  # [n]
    transfer: Array  # [n]
    expenditure: Array  # [n, s]
    theta: Array  # [s]


class Round(NamedTuple):
    wage: Array
    price: Array  # log [n, s]
    spent: Array
    gap: Array
    count: Array


def base_of(economy: Economy) -> Base:
    theta = cobb_douglas(economy).theta
    unit = economy.value_added.sum()
    gamma = economy.input_share * (1.0 - economy.value_added_share)[:, None, :]
    arrays = (
        economy.share, economy.value_added_share, gamma, economy.final / economy.income[:, None],
        economy.value_added.sum(axis=1) / unit, economy.transfer / unit, economy.expenditure / unit, theta,
    )  # fmt: skip
    return Base(*map(jnp.asarray, arrays))


@jax.jit
def nested_loop(base: Base, wedge: Array) -> Round:
    """The equilibrium after tariffs `wedge` = 1 + t on an economy that had none."""
    log_wedge = jnp.log(wedge)

    def costs(log_wage: Array, price: Array) -> Array:
        return base.beta * log_wage[:, None] + jnp.einsum("nsk,ns->nk", base.gamma, price)

    def pull(cost: Array) -> Array:
        return base.share * jnp.exp(-base.theta * (cost[None, :, :] + log_wedge))

    def prices(log_wage: Array, start: Array) -> Array:
        def step(carry: tuple[Array, Array]) -> tuple[Array, Array]:
            price, _ = carry
            new = -jnp.log(jnp.sum(pull(costs(log_wage, price)), axis=1)) / base.theta
            return new, jnp.max(jnp.abs(new - price))

        return lax.while_loop(lambda carry: carry[1] > INNER, step, (start, jnp.asarray(jnp.inf)))[0]

    def spending(earned: Array, sold: Array, revenue: Array, start: Array) -> Array:
        def step(carry: tuple[Array, Array]) -> tuple[Array, Array]:
            spent, _ = carry
            output = jnp.einsum("nis,ns->is", sold, spent)
            income = earned + jnp.sum(revenue * spent, axis=1) + base.transfer
            new = base.alpha * income[:, None] + jnp.einsum("nsk,nk->ns", base.gamma, output)
            return new, jnp.max(jnp.abs(new / spent - 1.0))

        return lax.while_loop(lambda carry: carry[1] > INNER, step, (start, jnp.asarray(jnp.inf)))[0]

    def turn(last: Round) -> Round:
        price = prices(jnp.log(last.wage), last.price)
        share = pull(costs(jnp.log(last.wage), price)) * jnp.exp(base.theta * price)[:, None, :]
        sold = share / wedge
        revenue = 1.0 - jnp.sum(sold, axis=1)
        spent = spending(last.wage * base.value_added, sold, revenue, last.spent)
        demand = jnp.sum(base.beta * jnp.einsum("nis,ns->is", sold, spent), axis=1) / base.value_added
        excess = demand / last.wage - 1.0
        wage = last.wage * (1.0 + WAGE_STEP * excess)
        wage = wage / jnp.sum(wage * base.value_added) * jnp.sum(base.value_added)
        return Round(wage, price, spent, jnp.max(jnp.abs(excess)), last.count + 1)

    start = Round(
        jnp.ones_like(base.value_added),
        jnp.zeros_like(base.alpha),
        base.expenditure,
        jnp.asarray(jnp.inf),
        jnp.asarray(0),
    )
    return lax.while_loop(lambda r: (r.gap > TOLERANCE) & (r.count < MOST_ROUNDS), turn, start)
