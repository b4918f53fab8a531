"""Packages both sides would sign: Nash, Kalai-Smorodinsky, egalitarian and equal-proportional solutions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from tradetalks.errors import BadInput, Mistake
from tradetalks.talks.efficiency import Improvement, improvement
from tradetalks.talks.evenly import max_min
from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.surplus import LEAST, NoDeal, surplus
from tradetalks.talks.taut import best
from tradetalks.talks.threat import Threat

SMALLEST = 1e-6  # part of the surplus below which the logarithm continues as its tangent


@dataclass(frozen=True)
class Deal:
    """A package that every party prefers to the threat point, and the proof that it does.

    gain           party -> over its threat point
    third_parties  bystander -> over what it gets if talks fail
    room           largest gain that all parties could still share by a small change; zero on the frontier
    """

    solution: str
    threat: Threat = field(repr=False)
    x: Array = field(repr=False)
    package: dict[str, float]
    payoff: Array = field(repr=False)
    gain: dict[str, float]
    third_parties: dict[str, float]
    room: Improvement = field(repr=False)


def nash_deal(payoffs: Payoffs, threat: Threat, *, weights: Mapping[str, float] | None = None) -> Deal | NoDeal:
    """max sum_i a_i log(U_i - d_i): Nash (1950), asymmetric as in Kalai (1977). Weights are equal unless given."""
    room = surplus(payoffs, threat)
    if isinstance(room, NoDeal):
        return room
    weight = _weights(payoffs, weights)
    scale = room.ideal - threat.value

    def product(x: Array) -> tuple[float, Array]:
        part = (payoffs.value(x) - threat.value) / scale
        value = np.where(part > SMALLEST, np.log(np.maximum(part, SMALLEST)), np.log(SMALLEST) + part / SMALLEST - 1.0)
        slope = 1.0 / np.maximum(part, SMALLEST) / scale
        return float(weight @ value), np.asarray((weight * slope) @ payoffs.gradient(x))

    ends = [*room.at, room.at.mean(axis=0)]
    starts = [*ends, _even(payoffs, threat, scale, ends)]
    peak = best(payoffs, product, max(starts, key=lambda x: product(x)[0]))
    if (payoffs.high > payoffs.low).sum() <= len(payoffs.parties) * 10:  # a kink of the payoffs stops a climb early
        again = best(payoffs, product, peak.x, lambda x: _at_least(payoffs, threat, x))
        peak = again if again.value > peak.value and again.short <= 0.0 else peak
    return _struck("Nash", payoffs, threat, peak.x)


def kalai_smorodinsky(payoffs: Payoffs, threat: Threat) -> Deal | NoDeal:
    """Everybody gets the same part of the way from the threat to its ideal point: Kalai and Smorodinsky (1975)."""
    room = surplus(payoffs, threat)
    if isinstance(room, NoDeal):
        return room
    x = _even(payoffs, threat, room.ideal - threat.value, [*room.at, room.at.mean(axis=0)])
    return _struck("Kalai-Smorodinsky", payoffs, threat, x)


def egalitarian(payoffs: Payoffs, threat: Threat, *, per: Mapping[str, float] | None = None) -> Deal | NoDeal:
    """Everybody gains as much: Kalai (1977). Not invariant to units: a party's gain counts in units of `per`.

    With payoffs in log real income, `per` = 1 makes gains equal in proportion (Ossa 2014), and `per` = 1 / income makes
    them equal in money.
    """
    unit = np.array([1.0 if per is None else per[party] for party in payoffs.parties])
    return _equal("egalitarian", payoffs, threat, unit)


def equal_proportional(payoffs: Payoffs, threat: Threat) -> Deal | NoDeal:
    """Everybody's real income rises in the same proportion, for payoffs in logs: the talks of Ossa (2014)."""
    return _equal("equal-proportional", payoffs, threat, np.ones(len(payoffs.parties)))


def _equal(name: str, payoffs: Payoffs, threat: Threat, unit: Array) -> Deal | NoDeal:
    """Raises the common gain; only where that fails is it worked out whose best offer falls short."""
    starts = [payoffs.now, payoffs.low, 0.5 * (payoffs.low + payoffs.high)]
    starts += [] if threat.x is None else [np.clip(threat.x, payoffs.low, payoffs.high)]
    x = _even(payoffs, threat, unit, starts)
    if (payoffs.value(x) - threat.value).min() > LEAST:
        return _deal(name, payoffs, threat, x)
    room = surplus(payoffs, threat)
    if isinstance(room, NoDeal):
        return room
    return _struck(name, payoffs, threat, _even(payoffs, threat, unit, [*room.at, room.at.mean(axis=0)]))


def _even(payoffs: Payoffs, threat: Threat, scale: Array, starts: list[Array]) -> Array:
    def gains(x: Array) -> tuple[Array, Array]:
        return (payoffs.value(x) - threat.value) / scale, payoffs.gradient(x) / scale[:, None]

    start = max(starts, key=lambda x: float(gains(x)[0].min()))
    return max_min(gains, payoffs.low, payoffs.high, start, accuracy=payoffs.accuracy).x


def deal_at(payoffs: Payoffs, threat: Threat, x: Array, name: str = "offer") -> Deal:
    """Any package, measured against a threat point; `gain` may be negative."""
    return _deal(name, payoffs, threat, x)


def _struck(name: str, payoffs: Payoffs, threat: Threat, x: Array) -> Deal | NoDeal:
    """A deal only where everybody gains by it."""
    lost = threat.value - payoffs.value(x)
    if (lost < 0.0).all():
        return _deal(name, payoffs, threat, x)
    short = {party: float(lost[i]) for i, party in enumerate(payoffs.parties) if lost[i] >= 0.0}
    return NoDeal(threat.name, short, payoffs.unit)


def _deal(name: str, payoffs: Payoffs, threat: Threat, x: Array) -> Deal:
    value, others = payoffs.value(x), payoffs.others(x)
    return Deal(
        solution=name,
        threat=threat,
        x=x,
        package=payoffs.package(x),
        payoff=value,
        gain={party: float(value[i] - threat.value[i]) for i, party in enumerate(payoffs.parties)},
        third_parties={party: float(others[i] - threat.others[i]) for i, party in enumerate(payoffs.bystanders)},
        room=improvement(payoffs, x),
    )


def _at_least(payoffs: Payoffs, threat: Threat, x: Array) -> tuple[Array, Array]:
    return payoffs.value(x) - threat.value, payoffs.gradient(x)


def _weights(payoffs: Payoffs, weights: Mapping[str, float] | None) -> Array:
    if weights is None:
        return np.full(len(payoffs.parties), 1.0 / len(payoffs.parties))
    given = np.array([weights.get(party, -1.0) for party in payoffs.parties])
    if (given < 0.0).any() or given.sum() <= 0.0 or len(weights) != len(given):
        raise BadInput(Mistake("weights", "one number from 0 upwards per party", f"For {', '.join(payoffs.parties)}."))
    return np.asarray(given / given.sum())
