"""The efficient set: what one side can still get, given what the other gets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradetalks.errors import BadInput, Mistake
from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.search import MET, climb
from tradetalks.talks.starts import best_starts, sample
from tradetalks.talks.taut import best

POINTS = 25
COARSE = 1e3  # times the payoffs' accuracy, at which the search for a point ends
SHORT = 1.0  # times that, by which a point may miss its level
WORSE = 1e-9  # how much worse in every payoff counts as dominated


@dataclass(frozen=True)
class Frontier:
    """Points nobody can leave without somebody losing, ordered by the first party's payoff.

    x       [point, instrument]
    payoff  [point, party]
    others  [point, bystander]
    """

    parties: tuple[str, ...]
    x: Array
    payoff: Array
    others: Array

    def above(self, floor: Array) -> Frontier:
        """The part that gives every party at least `floor`."""
        kept = (self.payoff >= floor - WORSE).all(axis=1)
        return Frontier(self.parties, self.x[kept], self.payoff[kept], self.others[kept])


def frontier(payoffs: Payoffs, points: int = POINTS, *, floor: Array | None = None) -> Frontier:
    """Two parties by the epsilon-constraint method, more by weights; dominated points are left out.

    max U_1 subject to U_2 >= u on a grid of u between the two ends finds every point even where the set is not
    convex (Haimes, Lasdon and Wismer 1971), from its neighbour and from the best of a sample; weighted sums find the
    ends. With `floor` only the part is sought that gives every party at least so much.
    """
    if points < 2:
        raise BadInput(Mistake("frontier", f"{points} points", "At least 2: its ends."))
    found = _two(payoffs, points, floor) if len(payoffs.parties) == 2 else _many(payoffs, points)
    value = np.array([payoffs.value(x) for x in found])
    efficient = _undominated(value)
    order = np.flatnonzero(efficient)[np.argsort(value[efficient, 0], kind="stable")]
    kept = [found[at] for at in order]
    return Frontier(
        payoffs.parties,
        np.array(kept),
        value[order],
        np.array([payoffs.others(x) for x in kept]).reshape(len(kept), -1),
    )


def _two(payoffs: Payoffs, points: int, floor: Array | None) -> list[Array]:
    """From each end to the other; at every level the better of the two, or better still from the best of a sample."""
    first, last = _end(payoffs, 0, floor), _end(payoffs, 1, floor)
    levels = np.linspace(payoffs.value(first)[1], payoffs.value(last)[1], points)[1:-1]
    ways = zip(_sweep(payoffs, levels, first), _sweep(payoffs, levels[::-1], last)[::-1], strict=True)
    found, short = [], SHORT * COARSE * payoffs.accuracy
    for level, way in zip(levels, ways, strict=True):
        met = [x for x in way if payoffs.value(x)[1] >= level - max(short, MET)]
        rivals = [x for x in sample(payoffs) if payoffs.value(x)[1] >= level]
        rival = max([last, *rivals], key=lambda x: payoffs.value(x)[0])
        here = max([*met, rival], key=lambda x: payoffs.value(x)[0])
        found.append(_best_above(payoffs, level, here) if here is rival else here)
    return [first, *found, last]


def _sweep(payoffs: Payoffs, levels: Array, start: Array) -> list[Array]:
    """max U_1 subject to U_2 >= level, level by level, each begun where the last two points lead. [level]"""
    found = [start]
    for level in levels:
        lead = 2.0 * found[-1] - found[-2] if len(found) > 1 else start
        found.append(_best_above(payoffs, level, np.clip(lead, payoffs.low, payoffs.high)))
    return found[1:]


def _best_above(payoffs: Payoffs, level: float, x: Array) -> Array:
    """max U_1 subject to U_2 >= level, by a programme that begins at x."""

    def aim(x: Array) -> tuple[float, Array]:
        return float(payoffs.value(x)[0]), payoffs.gradient(x)[0]

    def enough(x: Array) -> tuple[Array, Array]:
        return payoffs.value(x)[1:] - level, payoffs.gradient(x)[1:]

    return best(payoffs, aim, x, enough, accuracy=COARSE * payoffs.accuracy).x


def _end(payoffs: Payoffs, i: int, floor: Array | None) -> Array:
    """The best point for one party, the other kept at its floor if there is one."""
    other = 1 - i

    def aim(x: Array) -> tuple[float, Array]:
        return float(payoffs.value(x)[i]), payoffs.gradient(x)[i]

    alone = best(payoffs, aim, best_starts(payoffs, lambda value: float(value[i]), 1)[0])
    if floor is None or payoffs.value(alone.x)[other] >= floor[other]:
        return alone.x

    def kept(x: Array) -> tuple[Array, Array]:
        return payoffs.value(x)[[other]] - floor[other], payoffs.gradient(x)[[other]]

    starts = best_starts(
        payoffs, lambda value: float(value[i]) if value[other] >= floor[other] else float(value[other])
    )
    found = [best(payoffs, aim, start, kept, accuracy=COARSE * payoffs.accuracy) for start in starts]
    return max(found, key=lambda peak: (peak.short <= MET, peak.value)).x


def _many(payoffs: Payoffs, points: int) -> list[Array]:
    """Weighted sums: every party alone, then weights spread evenly over the simplex (a fixed draw)."""
    count = len(payoffs.parties)
    draws = np.random.default_rng(0).dirichlet(np.ones(count), max(0, points - count))
    found, start = [], payoffs.now
    for weight in [*np.eye(count), *draws]:

        def total(x: Array, weight: Array = weight) -> tuple[float, Array]:
            return float(weight @ payoffs.value(x)), weight @ payoffs.gradient(x)

        start = climb(total, payoffs.low, payoffs.high, start, accuracy=COARSE * payoffs.accuracy).x
        found.append(start)
    return found


def _undominated(value: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Points that no other point beats in every payoff; of equal points the first stays. [point]"""
    kept = np.ones(len(value), dtype=bool)
    for at, here in enumerate(value):
        better = (value >= here - WORSE).all(axis=1) & (value > here + WORSE).any(axis=1)
        twin = (np.abs(value - here) <= WORSE).all(axis=1)
        kept[at] = not better.any() and not twin[:at].any()
    return kept
