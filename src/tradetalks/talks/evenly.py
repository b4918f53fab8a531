"""Raises the smallest of several gains: what Kalai-Smorodinsky, egalitarian and equal-proportional deals share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import logsumexp, softmax

from tradetalks.talks.game import Array
from tradetalks.talks.search import EXACT, Peak, climb, programme

SHARPNESS = (30.0, 300.0, 3e3, 3e4)  # of the smooth minimum, one climb after the other
FEW = 60  # instruments, up to which the corner is found exactly

Gains = Callable[[Array], tuple[Array, Array]]  # settings -> [party], [party, instrument]


def max_min(gains: Gains, low: Array, high: Array, start: Array, *, steps: int = 100, accuracy: float = EXACT) -> Peak:
    """max over x of min_i gain_i(x).

    The minimum is first smoothed, -(1/rho) log sum_i exp(-rho gain_i), with rho rising by steps; where instruments
    are few the corner itself is then found: max s subject to gain_i >= s.
    """
    x = start
    for rho in SHARPNESS:
        x = climb(_smooth(gains, rho), low, high, x, steps=steps, accuracy=accuracy).x
    smallest = float(gains(x)[0].min())
    if int((high > low).sum()) > FEW:
        return Peak(x, smallest, 0.0, 0.0, 0)
    corner = _corner(gains, low, high, x, smallest, accuracy)
    return corner if corner.value > smallest else Peak(x, smallest, 0.0, 0.0, 0)


def _smooth(gains: Gains, rho: float) -> Callable[[Array], tuple[float, Array]]:
    def value(x: Array) -> tuple[float, Array]:
        level, slope = gains(x)
        return float(-logsumexp(-rho * level) / rho), np.asarray(softmax(-rho * level) @ slope)

    return value


def _corner(gains: Gains, low: Array, high: Array, start: Array, smallest: float, accuracy: float) -> Peak:
    """One more unknown, the common gain, last in the list."""
    reach = 1.0 + abs(smallest)
    last = np.append(np.zeros(len(low)), 1.0)

    def conditions(z: Array) -> tuple[Array, Array]:
        level, slope = gains(z[:-1])
        return level - z[-1], np.hstack([slope, -np.ones((len(level), 1))])

    found = programme(
        lambda z: (float(z[-1]), last),
        conditions,
        np.append(low, smallest - reach),
        np.append(high, smallest + reach),
        np.append(start, smallest),
        accuracy=accuracy,
    )
    return Peak(found.x[:-1], float(gains(found.x[:-1])[0].min()), found.slope, found.short, found.evaluations)
