"""The truce clock: what more time is worth, and when a side should take today's offer."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """Payoffs per year of one party.

    truce    while talks go on
    lapse    if the truce lapses
    better   under the deal it hopes for
    """

    truce: float
    lapse: float
    better: float


def value_of_waiting(flow: Flow, *, interest: float, arrival: float, hazard: float) -> float:
    """Yearly payoff that is worth as much as talking on: (r S + a B + h P) / (r + a + h).

    The deal hoped for arrives at rate `arrival` a year, the truce lapses for good at rate `hazard`.
    """
    total = interest + arrival + hazard
    return (interest * flow.truce + arrival * flow.better + hazard * flow.lapse) / total


def indifference_hazard(offer: float, flow: Flow, *, interest: float, arrival: float) -> float | None:
    """The yearly hazard of a lapse at which today's offer A is as good as talking on.

    h* = (r (S - A) + a (B - A)) / (A - P): above it the offer should be taken, below it refused. 0 where the offer is
    better than waiting without any risk, None where even certain lapse is no worse than the offer.
    """
    if offer <= flow.lapse:
        return None
    hazard = (interest * (flow.truce - offer) + arrival * (flow.better - offer)) / (offer - flow.lapse)
    return max(0.0, hazard)


def value_of_extension(flow: Flow, *, years: float, interest: float, arrival: float) -> float:
    """What `years` more of truce are worth now, as a yearly payoff for good, against a lapse today.

    ((r S + a B) / (r + a)) (1 - e^{-(r+a) T}) + e^{-(r+a) T} P - P: the truce flows, the deal may arrive, and what is
    left at the end lapses.
    """
    fading = math.exp(-(interest + arrival) * years)
    meanwhile = (interest * flow.truce + arrival * flow.better) / (interest + arrival)
    return (meanwhile - flow.lapse) * (1.0 - fading)
