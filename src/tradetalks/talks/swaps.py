"""Every concession of one side against every concession of the other, from where failing would lead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradetalks.talks.exchange import Rate, exchange_rate, finite_rate
from tradetalks.talks.game import Array, Payoffs

STEP = 10.0  # points of a duty that finite exchange rates are told for
LICENCE_STEP = 0.1  # of base volume


@dataclass(frozen=True)
class Swap:
    """What one step of one concession is worth in units of another.

    needed   units of `taken` that make the giver whole for the step, 0 where it gains by the step itself; None where
             nothing in the range does
    offered  units of `taken` after which the taker is no better off than before; None where it would give it all
    """

    rate: Rate
    step: float
    needed: float | None
    offered: float | None


def swaps_of(game: Payoffs, start: Array) -> tuple[Swap, ...]:
    """Every pair of concessions between two sides, at the point from which talks begin."""
    first, second = game.parties[:2]
    swaps = []
    for given in (one for one in game.instruments if one.owner == first and one.free):
        for taken in (one for one in game.instruments if one.owner == second and one.free):
            rate = exchange_rate(game, start, given.id, taken.id)
            k = game.instrument(given.id)
            toward = np.sign(game.gradient(start)[game.party(second), k])
            step = float(toward) * (LICENCE_STEP if given.unit != "points" else STEP)
            step = float(np.clip(start[k] + step, given.low, given.high) - start[k])
            if step == 0.0:
                continue
            needed = (
                0.0
                if _gains(game, start, first, k, step)
                else finite_rate(game, start, first, given.id, step, taken.id)
            )
            offered = finite_rate(game, start, second, given.id, step, taken.id)
            swaps.append(Swap(rate, step, needed, offered))
    return tuple(swaps)


def _gains(game: Payoffs, start: Array, party: str, k: int, step: float) -> bool:
    """Whether a party is better off by its own concession."""
    moved = start.copy()
    moved[k] += step
    i = game.party(party)
    return bool(game.value(moved)[i] >= game.value(start)[i])
