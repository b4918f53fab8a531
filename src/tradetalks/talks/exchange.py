"""What one concession is worth in units of another, at the margin and for a whole step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from tradetalks.talks.game import Array, Payoffs

NOTHING = 1e-12  # a marginal payoff, per unit of an instrument, below which a concession is worth nothing


@dataclass(frozen=True)
class Rate:
    """Terms on which `giver` concedes `given` and `taker` concedes `taken` in return.

    least, most  units of `taken` per unit of `given` between which both gain at the margin; NaN where there is no such
                 interval. At `least` the giver is just made whole, at `most` the taker just gains nothing.
    why_none     why there is none: what is worth nothing, or that the two prices do not meet
    """

    giver: str
    given: str
    taker: str
    taken: str
    least: float
    most: float
    why_none: str = ""

    @property
    def mutual(self) -> bool:
        """Whether some rate makes both better off."""
        return bool(self.least <= self.most)


def exchange_rate(payoffs: Payoffs, x: Array, given: str, taken: str) -> Rate:
    """The interval of mutually acceptable marginal rates for a trade of one instrument against another.

    The owner of `given` moves it in the direction that helps the owner of `taken`, and the other way round. With a, b
    the marginal payoffs per unit of concession, the giver accepts r >= |a_given| / a_taken and the taker
    r <= b_given / |b_taken|. A party that also gains from its own concession accepts any rate.
    """
    k, m = payoffs.instrument(given), payoffs.instrument(taken)
    giver, taker = payoffs.instruments[k].owner, payoffs.instruments[m].owner
    slope = payoffs.gradient(x)
    a, b = slope[payoffs.party(giver)], slope[payoffs.party(taker)]
    toward_taker, toward_giver = np.sign(b[k]), np.sign(a[m])
    gain_taker, gain_giver = abs(b[k]), abs(a[m])
    cost_giver, cost_taker = -a[k] * toward_taker, -b[m] * toward_giver

    def none(why: str) -> Rate:
        return Rate(giver, given, taker, taken, np.nan, np.nan, why)

    if gain_taker <= NOTHING:
        return none(f"{given} is worth nothing to {taker} here")
    if gain_giver <= NOTHING:
        return none(f"{taken} is worth nothing to {giver} here")
    least = max(0.0, cost_giver / gain_giver)
    most = np.inf if cost_taker <= NOTHING else gain_taker / cost_taker
    if least > most:
        return none(f"{giver} would need {least:.3g} for one, {taker} would give at most {most:.3g}")
    return Rate(giver, given, taker, taken, float(least), float(most))


def finite_rate(payoffs: Payoffs, x: Array, party: str, given: str, step: float, taken: str) -> float | None:
    """How far `taken` must move so that `party` is as well off after `given` moved by `step`: U(x + k, l) = U(x).

    The nearest such change inside the range, in units of `taken`; None where no change in its range makes up for it.
    """
    i, k, m = payoffs.party(party), payoffs.instrument(given), payoffs.instrument(taken)
    before = float(payoffs.value(x)[i])
    moved = x.copy()
    moved[k] += step

    def gap(level: float) -> float:
        there = moved.copy()
        there[m] = level
        return float(payoffs.value(there)[i]) - before

    here, width = gap(x[m]), float(payoffs.high[m] - payoffs.low[m])
    if here == 0.0:
        return 0.0
    slope = payoffs.gradient(moved)[i, m]
    toward = payoffs.high[m] if slope * here < 0.0 else payoffs.low[m]
    if gap(toward) * here > 0.0:
        return None
    return float(brentq(gap, x[m], toward, xtol=max(1e-12, 100.0 * payoffs.accuracy * width))) - float(x[m])
