"""The solved world as a differentiable function of policy, by the implicit function theorem."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from tradetalks.equilibrium.balance import balance, fixed
from tradetalks.equilibrium.newton import conjugate_residuals
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.system import (
    Accounts,
    Instruments,
    Parameters,
    State,
    pack,
    residual_at,
    state,
    unpack,
)

LINEAR_TOLERANCE = 1e-12  # of the linear solve behind a derivative,
LINEAR_MEMORY = 64  # which remembers as many directions


class Levers(NamedTuple):
    """Everything of `Instruments` that can be moved by a little, or derivatives with respect to it.

    As derivatives of several outcomes each array has a first axis more, the outcome.
    """

    tariff: Array  # [n, i, s]
    export_tax: Array  # [n, i, s]
    log_iceberg: Array  # [n, i, s]
    log_productivity: Array  # [i, k]
    available: Array  # [n, i, s]
    log_premium: Array  # [n, i, s]
    log_ratio: Array  # [licence]; the derivative is zero where the licence is slack


def levers_of(policy: Instruments) -> Levers:
    """The movable part of a policy."""
    return Levers(**{name: getattr(policy, name) for name in Levers._fields})


def state_of(
    levers: Levers,
    unknowns: Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
    biting: Array | None = None,
) -> State[Array]:
    """The equilibrium at `levers`, differentiable at the solved `unknowns` in either mode and to any order.

    F(z, p) = 0 defines z(p); `lax.custom_root` supplies dz = -F_z^{-1} F_p dp. `biting` says which licences are held to
    bite and which to be slack; without it the point decides, which has no answer just where one begins to bite.
    """
    chosen = policy._replace(**levers._asdict())
    tables = fixed(accounts, chosen, parameters)

    def function(vector: Array) -> Array:
        z = unpack(vector, accounts)
        now = balance(z, accounts, chosen, parameters, tables)
        left = residual_at(z, now, accounts)
        if biting is not None:
            left = left._replace(licence=jnp.where(biting, now.slack, z.premium))
        return pack(left)

    def invert(apply, rhs):  # type: ignore[no-untyped-def]
        def solve_one(operator, right):  # type: ignore[no-untyped-def]
            goal = LINEAR_TOLERANCE * jnp.linalg.norm(right)
            return conjugate_residuals(operator, right, goal, memory=LINEAR_MEMORY)[0]

        return lax.custom_linear_solve(apply, rhs, solve_one, transpose_solve=solve_one)

    vector = lax.custom_root(function, unknowns, lambda _, start: start, invert)
    return state(unpack(vector, accounts), accounts, chosen, parameters)


def log_welfare(now: State[Array]) -> Array:
    """Log real income of each economy."""
    return now.log_income - now.log_final_price


@compiled
def welfare_slopes(
    unknowns: Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
    biting: Array | None = None,
    rows: Array | None = None,
) -> tuple[Array, Levers]:
    """Log welfare of every economy, and its derivative with respect to every lever, [welfare of, ...].

    `rows` are positions of the economies whose derivatives are wanted; all without it.
    """
    value, pull = jax.vjp(
        lambda levers: log_welfare(state_of(levers, unknowns, accounts, policy, parameters, biting)), levers_of(policy)
    )
    units = jnp.eye(value.size)
    units = units if rows is None else units[rows]
    return value, lax.map(lambda one: pull(one)[0], units)
