"""What a red line costs: at the margin, and if it were dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tradetalks.talks.deals import Deal, nash_deal
from tradetalks.talks.game import Payoffs, within
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.setting import VOLUME
from tradetalks.talks.surplus import NoDeal
from tradetalks.talks.threat import Threat

LICENCE_STEP = 0.01  # of base volume
AT_LIMIT = 1e-6  # part of the full range within which a deal stands at a red line


@dataclass(frozen=True)
class RedLine:
    """A limit on one instrument and what it is worth, in payoff units.

    binding   whether the deal stands at the limit
    step      by which it is eased: one unit, but a hundredth of the base volume of a licence, whose first bit is worth
              more than the rest where all was stopped
    marginal  party -> payoff of that step, the other settings held; zero where it does not bind
    dropped   party -> change of its gain if the limit went and a new deal was struck; None where either has no deal or
               none was looked for
    """

    instrument: str
    low: float
    high: float
    binding: bool
    step: float
    marginal: dict[str, float]
    dropped: dict[str, float] | None


def red_lines(
    payoffs: Payoffs,
    threat: Threat,
    limits: dict[str, tuple[float, float]],
    *,
    solve: Callable[[Payoffs, Threat], Deal | NoDeal] = nash_deal,
    deal: Deal | NoDeal | None = None,
    drop: bool = True,
    tell: Tell = quiet,
) -> dict[str, RedLine]:
    """The shadow price of each limit in `limits`, which are narrower than the ranges of `payoffs`.

    Marginal prices are the derivatives of the parties' payoffs in the direction in which the limit eases, for a licence
    differences; by the envelope theorem their weighted sum is the derivative of the objective that the deal maximises.
    The `deal` under all
    limits is looked for unless given; new deals without each limit only with `drop`, which says so to `tell`.
    """
    deal = solve(within(payoffs, limits), threat) if deal is None else deal
    found = {}
    for name in limits:
        if drop:
            tell(f"The deal without the red line on {name}")
        found[name] = _price(payoffs, threat, limits, name, deal, solve if drop else None)
    return found


def _price(
    payoffs: Payoffs,
    threat: Threat,
    limits: dict[str, tuple[float, float]],
    name: str,
    deal: Deal | NoDeal,
    solve: Callable[[Payoffs, Threat], Deal | NoDeal] | None,
) -> RedLine:
    at = payoffs.instrument(name)
    low, high = limits[name]
    rest = {other: limit for other, limit in limits.items() if other != name}
    freed = None if solve is None else solve(within(payoffs, rest), threat)
    licence = payoffs.instruments[at].unit == VOLUME
    step = LICENCE_STEP if licence else 1.0
    if isinstance(deal, NoDeal):
        return RedLine(name, low, high, False, step, dict.fromkeys(payoffs.parties, 0.0), None)
    near = AT_LIMIT * (payoffs.high[at] - payoffs.low[at])
    at_low = deal.x[at] - low <= near and low > payoffs.low[at]
    at_high = high - deal.x[at] <= near and high < payoffs.high[at]
    sign = -1.0 if at_low else 1.0 if at_high else 0.0
    way = sign * step * (np.arange(len(deal.x)) == at)
    price = payoffs.value(deal.x + way) - deal.payoff if licence else payoffs.gradient(deal.x) @ way
    dropped = None
    if isinstance(freed, Deal):
        dropped = {party: freed.gain[party] - deal.gain[party] for party in payoffs.parties}
    return RedLine(
        name,
        low,
        high,
        bool(sign),
        step,
        dict(zip(payoffs.parties, price.tolist(), strict=True)),
        dropped,
    )
