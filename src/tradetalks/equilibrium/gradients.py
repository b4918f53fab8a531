"""Derivatives of welfare through the equilibrium by the implicit function theorem."""

from __future__ import annotations

import jax.numpy as jnp

from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.implicit import Levers, welfare_slopes
from tradetalks.equilibrium.precision import on_host
from tradetalks.equilibrium.solve import Equilibrium
from tradetalks.errors import NotConverged


def welfare_gradient(equilibrium: Equilibrium) -> Levers:
    """Derivative of every economy's log welfare with respect to every instrument at a solved equilibrium.

    The first axis of each array is the economy. A licence that is slack has derivative zero; where one just begins to
    bite see `licence_values`. Raises `NotConverged` for an equilibrium that was not found.
    """
    if not equilibrium.converged:
        raise NotConverged(equilibrium.failure)
    rests = equilibrium.rests_on
    _, slopes = welfare_slopes(
        jnp.asarray(equilibrium.unknowns),
        accounts_of(equilibrium.economy),
        instruments_of(equilibrium.economy, equilibrium.shock),
        parameters_of(rests.elasticities, rests.deficits),
    )
    arrays: Levers = on_host(slopes)
    return arrays
