"""Does a package leave anything on the table? The small change that would help everybody, or the proof of none."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.search import Box

AT_WALL = 1e-7  # part of the range within which a setting counts as at its limit
SMALL = 1e-6  # common gain, per full range of every instrument, below which there is none


@dataclass(frozen=True)
class Improvement:
    """The best common direction.

    rate       gain of the party that gains least, per unit of movement, each instrument scaled to its range
    direction  instrument -> part of its range, what brings most first; empty where nothing helps everybody
    weights    party -> the multiplier that proves it: with these weights no movement raises the weighted sum by more
    efficient  on the frontier to first order: nothing above what the payoffs' accuracy can tell
    """

    rate: float
    direction: dict[str, float]
    weights: dict[str, float] = field(repr=False)
    efficient: bool


def improvement(payoffs: Payoffs, x: Array) -> Improvement:
    """max s subject to g_i . dx >= s for every party, |dx| <= 1 and x + dx in the box, by linear programming.

    By duality (Stiemke) s = 0 exactly when some weights of the parties make the weighted gradient zero inside the box:
    the first-order condition of the Pareto frontier. `weights` are those.
    """
    box = Box(payoffs.low, payoffs.high)
    at = box.unit(x)
    slope = box.slope(at, payoffs.gradient(x))
    parties, free = slope.shape
    bites = payoffs.bites(x)
    names = [one.id for one in payoffs.instruments if one.free]
    slack = np.array([not bites.get(name, True) for name in names], dtype=bool)  # a slope upwards there is none
    low, high = np.where(at <= AT_WALL, 0.0, -1.0), np.where((at >= 1.0 - AT_WALL) | slack, 0.0, 1.0)
    found = linprog(
        np.append(np.zeros(free), -1.0),
        A_ub=np.hstack([-slope, np.ones((parties, 1))]),
        b_ub=np.zeros(parties),
        bounds=[*zip(low, high, strict=True), (0.0, None)],
        method="highs",
    )
    rate = float(found.x[-1])
    small = max(SMALL, float(np.sqrt(payoffs.accuracy)))
    weights = np.abs(found.ineqlin.marginals)
    step = found.x[:-1]
    order = np.argsort(-(weights @ slope) * step, kind="stable")
    moved = {names[k]: float(step[k]) for k in order if step[k] != 0.0}
    return Improvement(
        rate,
        moved if rate > small else {},
        dict(zip(payoffs.parties, weights.tolist(), strict=True)),
        rate <= small,
    )
