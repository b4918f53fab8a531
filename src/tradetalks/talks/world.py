"""Payoffs from the model of trade: instruments move policy, real incomes and their gradient come from the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock, elasticities_of
from tradetalks.talks.game import Array, Payoffs, remembered
from tradetalks.talks.neighbourhood import Neighbourhood
from tradetalks.talks.setting import Lever, setting_of

UNIT = "per cent of real income, in logs"
ACCURACY = 1e-8  # of a payoff, in per cent: well above what the solver leaves, well below what anybody minds
BITES = 1e-5  # log premium above which a licence bites
HAIR = 1e-6  # of base volume

FEW = 4  # parties, up to which the gradients of all cost little more than one


def world_payoffs(
    economy: Economy,
    shock: Shock,
    levers: Sequence[Lever],
    parties: Sequence[str],
    *,
    horizon: str = "1 year",
    elasticities: Elasticities | None = None,
    sector_weights: Mapping[str, Mapping[str, float]] | None = None,
) -> Payoffs:
    """The game in which `levers` move policy away from `shock`, their settings as they stand.

    A payoff is 100 log(G' / G) against the economy's base, G = (sum_k a_k V_k + revenue, rents and transfers) / P: real
    income, where `sector_weights` (party -> sector -> a_k, 1 unless given) may count the value added of some sectors
    for more or less, as in Ossa (2014) and Grossman and Helpman (1994). Bystanders are all other economies, unweighted.
    Raises `NotConverged` where a setting has no equilibrium.
    """
    chosen = elasticities or elasticities_of(economy, horizon)
    setting = setting_of(economy, shock, levers, chosen, sector_weights or {})
    rows = np.array([economy.axes.economy(party) for party in parties])
    others = np.array([n for n in range(len(economy.axes.economies)) if n not in rows], dtype=int)
    near = Neighbourhood(setting, shock.label, widths(levers))
    near.expect_slopes(len(rows) if len(rows) <= FEW else 1)
    return Payoffs(
        parties=tuple(parties),
        instruments=tuple(lever.instrument for lever in levers),
        value=lambda x: near.payoffs(x)[rows],
        gradient=remembered(lambda x: near.slopes(x, rows)),
        bystanders=tuple(economy.axes.economies[n] for n in others),
        others=lambda x: near.payoffs(x)[others],
        unit=UNIT,
        accuracy=ACCURACY,
        taut=remembered(lambda x: _taut(near, levers, x)),
        bites=lambda x: _bites(near, levers, x),
        gradient_of=(lambda x, i: near.slopes(x, rows[[i]])[0]) if len(rows) > FEW else None,
    )


def _bites(near: Neighbourhood, levers: Sequence[Lever], x: Array) -> dict[str, bool]:
    """Of each instrument that is a licence, whether it earns a premium; a slack one is worth nothing to concede."""
    held = [lever for lever in levers if lever.licence]
    premium = near.licences(x)[0] if held else np.zeros(0)
    return {lever.instrument.id: bool((premium[list(lever.licence)] > BITES).any()) for lever in held}


def _taut(near: Neighbourhood, levers: Sequence[Lever], x: Array) -> Array:
    """Each licence that does not bite down to the volume that passes anyway, less a hair. [lever]"""
    found, bites = x.copy(), _bites(near, levers, x)
    volume = near.licences(x)[1] if bites else np.zeros(0)
    for at, lever in enumerate(levers):
        if lever.licence and not bites[lever.instrument.id]:
            passing = [1.0 - (1.0 - volume[place]) / share for place, share in lever.licence.items() if share > 0.0]
            found[at] = min(x[at], max(passing, default=x[at]) - HAIR)
    return found


def widths(levers: Sequence[Lever]) -> Array:
    """The range of each lever. [lever]"""
    return np.array([lever.instrument.high - lever.instrument.low for lever in levers])
