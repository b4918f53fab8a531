"""What time does to a side: the truce clock, and offers in turn under a deadline or the risk that talks break down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from tradetalks.talks.bargaining import Offers, alternating_offers, pie_of
from tradetalks.talks.clock import Flow, indifference_hazard, value_of_extension
from tradetalks.talks.deals import Deal
from tradetalks.talks.frontier import Frontier
from tradetalks.talks.game import Payoffs
from tradetalks.talks.scenarios import SNAP_BACK, STATUS_QUO
from tradetalks.talks.surplus import NoDeal, surplus
from tradetalks.talks.threat import Threat

INTEREST = 0.05  # a year
ARRIVAL = 1.0  # a year: how soon the deal hoped for is expected
EXTENSION = 0.25  # years
MONTH = 365.25 / 12.0  # days from one offer to the next
BREAKDOWN = 0.1  # of talks, at each refusal


@dataclass(frozen=True)
class Clock:
    """What time does to a side, from the deal on the table and the threat of a lapse.

    waits_below  yearly hazard of a lapse under which it holds out for its best deal; None where a lapse does not hurt
    extension    what three more months of truce are worth to it against a lapse today, in payoff units for good
    """

    waits_below: float | None
    extension: float


def clocks_of(game: Payoffs, deal: Deal, threats: Sequence[Threat]) -> dict[str, Clock]:
    known = {threat.name: threat for threat in threats}
    if SNAP_BACK not in known:
        return {}
    lapse, truce = known[SNAP_BACK], known[STATUS_QUO]
    room = surplus(game, deal.threat)
    told = {}
    for i, party in enumerate(game.parties):
        best = float(deal.payoff[i]) if isinstance(room, NoDeal) else float(room.ideal[i])
        hopes = Flow(float(truce.value[i]), float(lapse.value[i]), best)
        gets = Flow(float(truce.value[i]), float(lapse.value[i]), float(deal.payoff[i]))
        told[party] = Clock(
            indifference_hazard(float(deal.payoff[i]), hopes, interest=INTEREST, arrival=ARRIVAL),
            value_of_extension(gets, years=EXTENSION, interest=INTEREST, arrival=ARRIVAL),
        )
    return told


@dataclass(frozen=True)
class Turns:
    """Offers in turn, one a month, at interest of `INTEREST` a year, while the status quo flows.

    deadline   rounds before the truce lapses
    in_time    what is agreed if only the deadline presses, after which the lapse follows
    at_risk    what is agreed if each refusal ends talks with probability `BREAKDOWN`, and the lapse follows
    """

    deadline: int
    in_time: Offers
    at_risk: Offers


def turns_of(frontier: Frontier, threats: Sequence[Threat], day: date, lapses_on: date | None) -> Turns | None:
    """Rubinstein's agreement on a two-party frontier; None without a lapse or a package better than it for both."""
    known = {threat.name: threat.value for threat in threats}
    if lapses_on is None or SNAP_BACK not in known or len(frontier.parties) != 2:
        return None
    lapse, truce = known[SNAP_BACK], known[STATUS_QUO]
    edge = frontier.above(lapse)
    if len(edge.payoff) < 2:
        return None
    rounds = max(1, round((lapses_on - day).days / MONTH))
    kept = float(np.exp(-INTEREST / 12.0))
    after = (float(lapse[0]), float(lapse[1]))
    pie, impasse = pie_of(edge), (float(truce[0]), float(truce[1]))
    in_time = alternating_offers(pie, (kept, kept), impasse=impasse, rounds=rounds, at_deadline=after)
    at_risk = alternating_offers(pie, (kept, kept), breakdown=BREAKDOWN, after_breakdown=after, impasse=impasse)
    return Turns(rounds, in_time, at_risk)
