"""The unilateral optimum: the best a party can do for itself while the others stay where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.taut import best

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

    def aim(x: Array) -> tuple[float, Array]:
        return float(payoffs.value(x)[i]), payoffs.own_gradient(x, i)

    tried = [best(payoffs, aim, start, low=low, high=high, steps=steps) for start in [at, *further]]
    reply = max(tried, key=lambda peak: peak.value)
    return BestReply(
        party=party,
        x=reply.x,
        payoff=payoffs.value(reply.x),
        gain=reply.value - float(payoffs.value(at)[i]),
        slope=reply.slope,
        spread=reply.value - min(peak.value for peak in tried),
    )
