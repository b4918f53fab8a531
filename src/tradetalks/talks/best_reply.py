"""The unilateral optimum: the best a party can do for itself while the others stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.search import Peak, climb

SPREAD = (0.15, 0.5)  # further starts, as parts of each range


@dataclass(frozen=True)
class BestReply:
    """A party's optimum and how sure it is.

    gain      over the settings it replied to, in payoff units
    slope     largest remaining gradient into the box, per full range of an instrument
    spread    worst start's optimum below the best start's; zero where all starts agree
    """

    party: str
    x: Array
    payoff: Array
    gain: float
    slope: float
    spread: float


def best_reply(
    payoffs: Payoffs, party: str, at: Array, *, starts: Iterable[Array] | None = None, steps: int = 400
) -> BestReply:
    """max over x_i of U_i(x_i, x_-i) inside the ranges, from several starts.

    Starts are `at` itself and, unless others are given, fixed parts of the party's ranges; the others' settings stay.
    """
    i, own = payoffs.party(party), payoffs.owned(party)
    low, high = np.where(own, payoffs.low, at), np.where(own, payoffs.high, at)
    further = [low + part * (high - low) for part in SPREAD] if starts is None else list(starts)
    tried = [_from(payoffs, i, low, high, start, steps) for start in [at, *further]]
    best = max(tried, key=lambda peak: peak.value)
    return BestReply(
        party=party,
        x=best.x,
        payoff=payoffs.value(best.x),
        gain=best.value - float(payoffs.value(at)[i]),
        slope=best.slope,
        spread=best.value - min(peak.value for peak in tried),
    )


def _from(payoffs: Payoffs, i: int, low: Array, high: Array, start: Array, steps: int) -> Peak:
    begin, ahead = payoffs.ahead(start)
    free = high > low
    return climb(
        lambda x: (float(payoffs.value(x)[i]), payoffs.own_gradient(x, i)),
        low,
        np.where(free, np.minimum(high, ahead), high),
        np.where(free, begin, start),
        steps=steps,
        accuracy=payoffs.accuracy,
    )
