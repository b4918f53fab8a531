"""Finds the best settings inside a box, with or without conditions; every answer says how far it can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from tradetalks.talks.game import Array

Valued = Callable[[Array], tuple[float, Array]]  # settings -> value, gradient
Conditions = Callable[[Array], tuple[Array, Array]]  # settings -> [c], [c, instrument]; met where not negative

STEPS, PROGRAMME_STEPS = 400, 100
EXACT = 1e-14  # relative change of the value below which a search stops
MANY = 60  # settings, from which on curvature is looked at
STEP = 1e-3  # of the range, to see curvature
FLATTEST = 1e-10  # curvature, against the largest, below which a setting counts as flat
WIDE = 1e3  # times its lowest setting, from which on a range is searched in roots
MET = 1e-9  # a condition short by less counts as met


@dataclass(frozen=True)
class Peak:
    """The best settings found.

    slope  largest component of the gradient that points into the box, at settings scaled to their range
    short  how far the worst condition is from being met; zero without conditions
    """

    x: Array
    value: float
    slope: float
    short: float
    evaluations: int


class Box:
    """Settings as numbers from 0 to 1 over their ranges; those that are fixed are left out.

    A range over many orders of magnitude goes by the root of its setting: the first bit of what was stopped altogether
    is worth far more than the last, and in roots the slope stays of one size.
    """

    def __init__(self, low: Array, high: Array) -> None:
        self.free = high > low
        self._low = low
        self._root = ((low > 0.0) & (high > WIDE * low))[self.free]
        self._from, to = self._inner(low[self.free]), self._inner(high[self.free])
        self._width = to - self._from

    def _inner(self, x: Array) -> Array:
        return np.where(self._root, np.sqrt(np.abs(x)), x)

    def unit(self, x: Array) -> Array:
        """Settings to numbers from 0 to 1. [free]"""
        return np.asarray(np.clip((self._inner(x[self.free]) - self._from) / self._width, 0.0, 1.0))

    def place(self, y: Array) -> Array:
        """Numbers to settings. [instrument]"""
        x, at = self._low.copy(), self._from + self._width * np.clip(y, 0.0, 1.0)
        x[self.free] = np.where(self._root, at**2, at)
        return x

    def slope(self, y: Array, slope: Array) -> Array:
        """Derivatives with respect to the numbers, from those with respect to settings. [..., free]"""
        at = self._from + self._width * np.clip(y, 0.0, 1.0)
        return np.asarray(slope[..., self.free] * self._width * np.where(self._root, 2.0 * at, 1.0))


def climb(
    function: Valued, low: Array, high: Array, start: Array, *, steps: int = STEPS, accuracy: float = EXACT
) -> Peak:
    """Maximise in a box by L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995), each free setting scaled to its range.

    With many settings each is scaled again by the root of its own curvature, read off two gradients, so that those
    that matter little are found as well as those that matter much.
    """
    box = Box(low, high)
    if not box.free.any():
        return Peak(low.copy(), function(low)[0], 0.0, 0.0, 1)
    first = box.unit(start)

    def up(y: Array) -> tuple[float, Array]:
        value, slope = function(box.place(y))
        return value, box.slope(y, slope)

    stretch = _stretch(up, first) if len(first) > MANY else np.ones(len(first))

    def down(y: Array) -> tuple[float, Array]:
        value, slope = up(y / stretch)
        return -value, -slope / stretch

    found = minimize(
        down,
        first * stretch,
        jac=True,
        method="L-BFGS-B",
        bounds=list(zip(np.zeros(len(first)), stretch, strict=True)),
        options={"maxiter": steps, "maxfun": 3 * steps, "ftol": accuracy, "gtol": max(1e-11, accuracy), "maxcor": 20},
    )
    y = np.clip(found.x / stretch, 0.0, 1.0)
    return Peak(box.place(y), -float(found.fun), inward(y, -found.jac * stretch), 0.0, int(found.nfev))


def _stretch(up: Valued, first: Array) -> Array:
    """Root of each setting's curvature, from how its slope changes over a small step of all settings together."""
    inside = np.where(first > 0.5, -STEP, STEP)
    curvature = np.abs(up(first + inside)[1] - up(first)[1])
    most = max(float(curvature.max()), np.finfo(float).tiny)
    return np.asarray(np.sqrt(np.maximum(curvature / most, FLATTEST)))


def programme(
    function: Valued,
    conditions: Conditions,
    low: Array,
    high: Array,
    start: Array,
    *,
    steps: int = PROGRAMME_STEPS,
    accuracy: float = EXACT,
) -> Peak:
    """Maximise in a box under conditions by sequential quadratic programming (Kraft 1988).

    Values are scaled so that the steepest slope is one over the range of a setting, since the method takes curvature to
    be one at first.
    """
    box = Box(low, high)
    if not box.free.any():
        return Peak(low.copy(), function(low)[0], 0.0, _short(conditions(low)[0]), 1)
    first = box.unit(start)
    slopes = np.vstack([function(box.place(first))[1], conditions(box.place(first))[1]])
    steepest = float(np.abs(box.slope(first, slopes)).max())
    scale = 1.0 / steepest if steepest > 0.0 else 1.0
    found = minimize(
        lambda y: -scale * function(box.place(y))[0],
        first,
        jac=lambda y: -scale * box.slope(y, function(box.place(y))[1]),
        method="SLSQP",
        bounds=[(0.0, 1.0)] * len(first),
        constraints={
            "type": "ineq",
            "fun": lambda y: scale * conditions(box.place(y))[0],
            "jac": lambda y: scale * box.slope(y, conditions(box.place(y))[1]),
        },
        options={"maxiter": steps, "ftol": scale * accuracy},
    )
    y = np.clip(found.x, 0.0, 1.0)
    x = box.place(y)
    value, slope = function(x)
    return Peak(x, value, inward(y, box.slope(y, slope)), _short(conditions(x)[0]), int(found.nfev))


def inward(y: Array, slope: Array) -> float:
    """Largest component of an upward slope that does not push against a wall of the unit box."""
    kept = np.where(((y <= 0.0) & (slope < 0.0)) | ((y >= 1.0) & (slope > 0.0)), 0.0, slope)
    return float(np.abs(kept).max(initial=0.0))


def _short(conditions: Array) -> float:
    return float(max(0.0, -conditions.min(initial=0.0)))
