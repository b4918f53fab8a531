"""Would a deal be kept? Critical discount factors, the most cooperative deal that is, and punishments that would be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from tradetalks.talks.best_reply import best_reply
from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.search import MET, Peak, programme
from tradetalks.talks.starts import sample

HARSH = 1  # sample points, those hardest on the deviator, from which a punishment is looked for beside the deal
ROUGH, FEW_STEPS = 1e3, 25  # times the payoffs' accuracy, or steps, at which that search ends
KEPT = 1e-9  # a shortfall of patience below this is rounding


@dataclass(frozen=True)
class Patience:
    """What it takes for a party to keep a deal.

    deal, deviation, punishment  its payoff per period in each
    critical                     smallest discount factor per period at which it keeps its word; 0 where it has nothing
                                 to gain by breaking it, None where no patience suffices
    """

    deal: float
    deviation: float
    punishment: float
    lag: float
    critical: float | None


def critical_discount(deal: float, deviation: float, punishment: float, *, lag: float = 1.0) -> float | None:
    """delta such that (1 - delta^L) D + delta^L P = C, i.e. delta = ((D - C) / (D - P))^(1/L).

    Trigger strategies (Friedman 1971): a deviation earns D for `lag` periods until it is noticed and then P for good;
    keeping the deal earns C. None where the punishment is no worse than the deal.
    """
    if deviation <= deal:
        return 0.0
    if punishment >= deal:
        return None
    return float(((deviation - deal) / (deviation - punishment)) ** (1.0 / lag))


def effective_discount(rate: float, period: float, hazard: float = 0.0) -> float:
    """e^(-r Delta) (1 - h Delta): impatience, and the chance that the relation ends in the period for other reasons."""
    return math.exp(-rate * period) * (1.0 - hazard * period)


def patience_needed(payoffs: Payoffs, x: Array, punishment: Array, *, lag: float = 1.0) -> dict[str, Patience]:
    """Each party's critical discount factor in a package, when breaking it leads to `punishment` [party]."""
    needed = {}
    for i, party in enumerate(payoffs.parties):
        kept, broken = float(payoffs.value(x)[i]), float(best_reply(payoffs, party, x).payoff[i])
        critical = critical_discount(kept, broken, float(punishment[i]), lag=lag)
        needed[party] = Patience(kept, broken, float(punishment[i]), lag, critical)
    return needed


def most_cooperative(
    payoffs: Payoffs, punishment: Array, discount: Mapping[str, float], *, lag: float = 1.0
) -> Array | None:
    """The package that maximises the Nash product over `punishment` among those every party would keep.

    Conditions C_i >= (1 - d) D_i + d P_i with d = delta_i^L; D_i is an inner optimum whose derivative with respect to
    the others' settings follows from the envelope theorem. None where no package that beats the punishment is
    kept.
    """
    weight = np.array([discount[party] ** lag for party in payoffs.parties])

    def kept(x: Array) -> tuple[Array, Array]:
        value, slope = payoffs.value(x), payoffs.gradient(x)
        room, change = np.empty(len(weight)), np.empty_like(slope)
        for i, party in enumerate(payoffs.parties):
            broken, moved = _temptation(payoffs, party, x)
            room[i] = value[i] - (1.0 - weight[i]) * broken - weight[i] * punishment[i]
            change[i] = slope[i] - (1.0 - weight[i]) * moved
        return room, change

    def product(x: Array) -> tuple[float, Array]:
        gain = np.maximum(payoffs.value(x) - punishment, 1e-12)
        return float(np.log(gain).mean()), np.asarray((1.0 / gain / len(gain)) @ payoffs.gradient(x))

    starts = [x for x in sample(payoffs) if (payoffs.value(x) > punishment).all()]
    starts = sorted(starts, key=lambda x: -float(np.minimum(kept(x)[0], 0.0).sum()) - 1e-3 * product(x)[0])[:3]
    found = [programme(product, kept, payoffs.low, payoffs.high, start, accuracy=payoffs.accuracy) for start in starts]
    met = [peak for peak in found if peak.short <= KEPT]
    return max(met, key=lambda peak: peak.value).x if met else None


def renegotiation_proof(payoffs: Payoffs, x: Array, *, lag: float = 1.0, tell: Tell = quiet) -> dict[str, Patience]:
    """Critical discount factors when the punishment must be one that the others would not bargain away.

    Farrell and Maskin (1989): party i is punished by a package p_i in which all others get at least what the deal
    gives them, so that they have no reason to return to it early. The worst that holds i down to is its best reply
    payoff there, c_i = min over p of max over x_i of U_i, subject to U_j(p) >= U_j(deal); that replaces P.
    """
    needed = {}
    for i, party in enumerate(payoffs.parties):
        kept, broken = float(payoffs.value(x)[i]), float(best_reply(payoffs, party, x).payoff[i])
        tell(f"What {party} could be held to without anybody wanting the deal back")
        held = _harshest(payoffs, party, x)
        critical = None if held is None else critical_discount(kept, broken, held, lag=lag)
        needed[party] = Patience(kept, broken, np.nan if held is None else held, lag, critical)
    return needed


def _harshest(payoffs: Payoffs, party: str, deal: Array) -> float | None:
    """The lowest best-reply payoff of `party` over packages that leave the others no worse off than the deal."""
    i = payoffs.party(party)
    rest = np.arange(len(payoffs.parties)) != i
    floor = payoffs.value(deal)[rest]

    rough, own = replace(payoffs, accuracy=ROUGH * payoffs.accuracy), payoffs.owned(party)
    last = deal

    def down(x: Array) -> tuple[float, Array]:
        nonlocal last
        last = best_reply(rough, party, np.where(own, last, x), starts=()).x  # begun where the last one led
        slope = np.where(own, 0.0, payoffs.gradient(last)[i])
        return -float(payoffs.value(last)[i]), -slope

    def rest_kept(x: Array) -> tuple[Array, Array]:
        return payoffs.value(x)[rest] - floor, payoffs.gradient(x)[rest]

    met_there = [x for x in sample(payoffs) if (payoffs.value(x)[rest] >= floor).all()]
    starts = [deal, *sorted(met_there, key=lambda x: float(payoffs.value(x)[i]))[:HARSH]]
    found: list[Peak] = [
        programme(down, rest_kept, payoffs.low, payoffs.high, start, steps=FEW_STEPS, accuracy=rough.accuracy)
        for start in starts
    ]
    met = [-peak.value for peak in found if peak.short <= max(MET, rough.accuracy)]
    return min(met) if met else None


def _temptation(payoffs: Payoffs, party: str, x: Array) -> tuple[float, Array]:
    """What breaking a package earns a party, and its derivative with respect to the others' settings."""
    i = payoffs.party(party)
    reply = best_reply(payoffs, party, x, starts=())
    slope = np.where(payoffs.owned(party), 0.0, payoffs.gradient(reply.x)[i])
    return float(reply.payoff[i]), slope
