"""The trade war: settings from which nobody gains by moving alone, found by best replies in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tradetalks.errors import NotConverged
from tradetalks.talks.best_reply import best_reply
from tradetalks.talks.game import Array, Payoffs

TOLERANCE = 1e-6  # gain, in payoff units, below which nobody bothers to move
MOST_ROUNDS = 60
APART = 1e-3  # settings closer than this part of their ranges are one equilibrium


@dataclass(frozen=True)
class War:
    """A Nash equilibrium with its certificate.

    largest_gain  the most any mover could still gain by moving alone, every instrument and several starts tried
    rounds        turns through all movers
    distinct      equilibria found from the different starts, this one first
    starts        from which they were looked for
    """

    movers: tuple[str, ...]
    x: Array
    payoff: Array
    others: Array
    largest_gain: float
    rounds: int
    distinct: tuple[Array, ...] = field(default=(), repr=False)
    starts: int = 1


def nash_war(
    payoffs: Payoffs,
    *,
    movers: Sequence[str] | None = None,
    starts: Iterable[Array] | None = None,
    tolerance: float = TOLERANCE,
    steps: int = 400,
) -> War:
    """Sequential (Gauss-Seidel) best replies with warm starts; who does not move stays where the start has it.

    Each start is followed to its equilibrium and the first one found is returned; the others are in `distinct`.
    Raises `NotConverged` where best replies do not settle.
    """
    moving = tuple(payoffs.parties if movers is None else movers)
    points = [payoffs.now, _raised(payoffs, moving)] if starts is None else list(starts)
    found = [_settle(payoffs, moving, start, tolerance, steps) for start in points]
    width = np.where(payoffs.high > payoffs.low, payoffs.high - payoffs.low, 1.0)
    distinct: list[Array] = []
    for war in found:
        if all(np.abs((war.x - known) / width).max(initial=0.0) > APART for known in distinct):
            distinct.append(war.x)
    return replace(found[0], distinct=tuple(distinct), starts=len(points))


def _settle(payoffs: Payoffs, movers: tuple[str, ...], start: Array, tolerance: float, steps: int) -> War:
    x = np.clip(start, payoffs.low, payoffs.high)
    gain = np.inf
    for rounds in range(1, MOST_ROUNDS + 1):
        gains = []
        for party in movers:
            reply = best_reply(payoffs, party, x, starts=(), steps=steps)
            gains.append(reply.gain)
            x = reply.x
        gain = max(gains, default=0.0)
        if gain < tolerance:
            left = [best_reply(payoffs, party, x, steps=steps) for party in movers]
            best = max(left, key=lambda reply: reply.gain)
            if best.gain < tolerance:
                return War(movers, x, payoffs.value(x), payoffs.others(x), best.gain, rounds)
            x = best.x
    raise NotConverged(
        f"Best replies of {', '.join(movers)} had not settled after {MOST_ROUNDS} rounds; "
        f"somebody still gained {gain:.1e} in the last.\n  There may be no equilibrium in single settings."
    )


def _raised(payoffs: Payoffs, movers: tuple[str, ...]) -> Array:
    """The movers half way up their ranges."""
    moved = np.isin([one.owner for one in payoffs.instruments], movers)
    return np.where(moved, 0.5 * (payoffs.low + payoffs.high), payoffs.now)
