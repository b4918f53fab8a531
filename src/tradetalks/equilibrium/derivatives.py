"""Derivatives beyond welfare's first: of any outcome, second ones along a direction, and at the corner of a licence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Array
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.implicit import Levers, levers_of, log_welfare, state_of, welfare_slopes
from tradetalks.equilibrium.precision import compiled, on_host
from tradetalks.equilibrium.solve import Equilibrium
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, State
from tradetalks.errors import BadInput, Mistake, NotConverged, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

CORNER = 1e-9  # premium and room of a licence, in logs, below both of which it stands where it begins to bite

Outcome = Callable[[State[jax.Array]], jax.Array]  # any number the state of the world gives


def outcome_gradient(equilibrium: Equilibrium, outcome: Outcome) -> Levers:
    """Derivative of one outcome of a solved equilibrium with respect to every instrument.

    `outcome` maps the `State` (JAX arrays, values in units of world value added) to one number, for example
    `lambda now: now.tariff_revenue[0]`. It is compiled once for each function object. Raises `NotConverged`.
    """
    slopes: Levers = on_host(_outcome_gradient(outcome, *_solved(equilibrium)))
    return slopes


@partial(compiled, static_argnums=0)
def _outcome_gradient(
    outcome: Outcome, unknowns: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters
) -> Levers:
    slope = jax.grad(lambda levers: outcome(state_of(levers, unknowns, accounts, policy, parameters)))
    found: Levers = slope(levers_of(policy))
    return found


def welfare_curvature(equilibrium: Equilibrium, economy: str, **direction: Array) -> Levers:
    """Second derivatives of one economy's log welfare times a direction (a Hessian-vector product).

    `direction` gives, by the names of `Levers`, how each instrument moves; what is not named stays. The result says how
    the gradient with respect to every instrument changes along it. Raises `BadInput` and `NotConverged`.
    """
    at = equilibrium.economy.axes.economy(economy)
    solved = _solved(equilibrium)
    policy = solved[2]
    mistakes = []
    for name, change in direction.items():
        if name not in Levers._fields:
            mistakes.append(Mistake("direction", f'no instrument "{name}"', did_you_mean(name, Levers._fields)))
        elif np.shape(change) != getattr(policy, name).shape:
            todo = f"It must be {getattr(policy, name).shape}."
            mistakes.append(Mistake(f"direction {name}", f"has shape {np.shape(change)}", todo))
    if mistakes:
        raise BadInput(mistakes)
    along = Levers(
        *(jnp.asarray(direction.get(name, np.zeros(getattr(policy, name).shape))) for name in Levers._fields)
    )
    product: Levers = on_host(_curvature(at, along, *solved))
    return product


@compiled
def _curvature(
    at: int, along: Levers, unknowns: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters
) -> Levers:
    def slope(levers: Levers) -> Levers:
        found: Levers = jax.grad(lambda x: log_welfare(state_of(x, unknowns, accounts, policy, parameters))[at])(levers)
        return found

    product: Levers = jax.jvp(slope, (levers_of(policy),), (along,))[1]
    return product


def licence_values(equilibrium: Equilibrium) -> pd.DataFrame:
    """What a little more or a little less under each licence is worth to every economy.

    Rows are (licence, economy). `status` is "bites", "slack" or "corner"; `tighter` and `looser` are the derivatives of
    log welfare with respect to the log of the allowed quantity, from below and from above. They are the same for a
    licence that bites, zero for one that is slack, and differ at the corner where it only begins to bite: there the
    one from above is zero. Raises `NotConverged`.
    """
    import pandas as pd

    unknowns, accounts, policy, parameters = _solved(equilibrium)
    names = [licence.name for licence in equilibrium.shock.licences]
    premium, slack = (np.asarray(part) for part in (equilibrium.state.licence_premium, equilibrium.state.slack))
    corner = (np.abs(premium) < CORNER) & (np.abs(slack) < CORNER)
    bites = (premium > slack) & ~corner
    _, looser = welfare_slopes(unknowns, accounts, policy, parameters, jnp.asarray(bites))
    tighter = looser.log_ratio
    if corner.any():
        tighter = welfare_slopes(unknowns, accounts, policy, parameters, jnp.asarray(bites | corner))[1].log_ratio
    rows = [
        (name, economy, status, float(tighter[n, g]), float(looser.log_ratio[n, g]))
        for g, name in enumerate(names)
        for status in ["corner" if corner[g] else "bites" if bites[g] else "slack"]
        for n, economy in enumerate(equilibrium.economy.axes.economies)
    ]
    frame = pd.DataFrame(rows, columns=["licence", "economy", "status", "tighter", "looser"])
    return frame.set_index(["licence", "economy"])


def _solved(equilibrium: Equilibrium) -> tuple[jax.Array, Accounts, Instruments, Parameters]:
    if not equilibrium.converged:
        raise NotConverged(equilibrium.failure)
    rests = equilibrium.rests_on
    return (
        jnp.asarray(equilibrium.unknowns),
        accounts_of(equilibrium.economy),
        instruments_of(equilibrium.economy, equilibrium.shock),
        parameters_of(rests.elasticities, rests.deficits),
    )
