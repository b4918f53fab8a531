"""Bargaining in time: offers in turn with impatience, deadlines and the risk that talks break down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from tradetalks.errors import BadInput, Mistake
from tradetalks.talks.frontier import Frontier
from tradetalks.talks.game import Array

Trade = Callable[[float], float]  # what the second party gets when the first gets so much, and decreasing


@dataclass(frozen=True)
class Pie:
    """What can be shared between two parties: the second's payoff as a decreasing function of the first's.

    most  the first party's largest payoff, where the second gets `other(most)`; least likewise its smallest
    """

    other: Trade
    least: float
    most: float

    def first(self, second: float) -> float:
        """The most the first party can get while the second gets `second`, inside the ends."""
        if second <= self.other(self.most):
            return self.most
        if second >= self.other(self.least):
            return self.least
        return float(brentq(lambda u: self.other(u) - second, self.least, self.most, xtol=1e-15, rtol=1e-14))


def unit_pie() -> Pie:
    """One unit to divide."""
    return Pie(lambda first: 1.0 - first, 0.0, 1.0)


def pie_of(frontier: Frontier) -> Pie:
    """A two-party frontier, straight between its points."""
    first, second = frontier.payoff[:, 0], frontier.payoff[:, 1]
    return Pie(lambda u: float(np.interp(u, first, second)), float(first[0]), float(first[-1]))


@dataclass(frozen=True)
class Offers:
    """What the two parties agree on at once when offers are made in turn.

    first_proposes, second_proposes  [party] payoffs when that party makes the first offer
    """

    first_proposes: Array
    second_proposes: Array


def alternating_offers(
    pie: Pie,
    discount: tuple[float, float] = (1.0, 1.0),
    *,
    breakdown: float = 0.0,
    after_breakdown: tuple[float, float] = (0.0, 0.0),
    impasse: tuple[float, float] = (0.0, 0.0),
    rounds: int | None = None,
    at_deadline: tuple[float, float] | None = None,
) -> Offers:
    """Subgame-perfect agreement of alternating offers.

    Rubinstein (1982); with breakdown Binmore, Rubinstein and Wolinsky (1986).

    A refusal ends talks with probability `breakdown`, each side then getting `after_breakdown`; otherwise the next
    round is worth `discount` of what is agreed there and (1 - discount) of the `impasse` payoff that flows meanwhile.
    Whoever refuses makes the next offer. With `rounds` there is a deadline: after that many offers without agreement
    each side gets `at_deadline`; unless given that is `impasse` if nothing else is at stake, or `after_breakdown` where
    refusals risk a breakdown.
    """
    if not all(0.0 < d <= 1.0 for d in discount) or not 0.0 <= breakdown <= 1.0:
        raise BadInput(Mistake("offers", "discount factors lie above 0 and up to 1, breakdown between 0 and 1"))
    if rounds is None and breakdown == 0.0 and discount == (1.0, 1.0):
        raise BadInput(
            Mistake(
                "offers", "without impatience, breakdown or a deadline any split can be agreed", "Give one of them."
            )
        )

    def waiting(i: int, ahead: float) -> float:
        """What refusing is worth to party i, when it gets `ahead` in the round after."""
        later = discount[i] * ahead + (1.0 - discount[i]) * impasse[i]
        return breakdown * after_breakdown[i] + (1.0 - breakdown) * later

    def ours_before(theirs: float) -> float:
        return pie.first(waiting(1, pie.other(theirs)))

    def theirs_before(ours: float) -> float:
        return max(waiting(0, ours), pie.least)

    if rounds is None:  # what the first accepts reproduces itself two rounds on
        theirs = float(brentq(lambda y: theirs_before(ours_before(y)) - y, pie.least, pie.most, xtol=1e-15, rtol=1e-14))
        return _offers(pie, ours_before(theirs), theirs)
    last = at_deadline or (after_breakdown if breakdown > 0.0 else impasse)
    ours, theirs = pie.first(last[1]), max(last[0], pie.least)
    for _ in range(rounds - 1):
        ours, theirs = ours_before(theirs), theirs_before(ours)
    return _offers(pie, ours, theirs)


def _offers(pie: Pie, ours: float, theirs: float) -> Offers:
    return Offers(np.array([ours, pie.other(ours)]), np.array([theirs, pie.other(theirs)]))


def nash_weight(first_rate: float, second_rate: float) -> float:
    """The first party's weight in the Nash product that quick offers lead to, r_2 / (r_1 + r_2): Binmore (1987)."""
    return second_rate / (first_rate + second_rate)
