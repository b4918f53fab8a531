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


def climb(
    function: Valued, low: Array, high: Array, start: Array, *, steps: int = STEPS, accuracy: float = EXACT
) -> Peak:
    """Maximise in a box by L-BFGS-B (Byrd, Lu, Nocedal and Zhu 1995), each free setting scaled to its range.

    With many settings each is scaled again by the root of its own curvature, read off two gradients, so that those
    that matter little are found as well as those that matter much.
    """
    free, width = _scaled(low, high)
    if not free.any():
        return Peak(low.copy(), function(low)[0], 0.0, 0.0, 1)
    first = ((np.clip(start, low, high) - low) / np.where(free, width, 1.0))[free]

    def up(y: Array) -> tuple[float, Array]:
        value, slope = function(_place(low, free, width, y))
        return value, (slope * width)[free]

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
    return Peak(_place(low, free, width, y), -float(found.fun), inward(y, -found.jac * stretch), 0.0, int(found.nfev))


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

    Values are scaled so that the steepest slope is one over the range of a setting: the method begins with a curvature
    of one.
    """
    free, width = _scaled(low, high)
    if not free.any():
        return Peak(low.copy(), function(low)[0], 0.0, _short(conditions(low)[0]), 1)

    def place(y: Array) -> Array:
        return _place(low, free, width, y)

    first = ((np.clip(start, low, high) - low) / np.where(free, width, 1.0))[free]
    steepest = float(np.abs(function(place(first))[1] * width).max())
    scale = 1.0 / steepest if steepest > 0.0 else 1.0
    found = minimize(
        lambda y: -scale * function(place(y))[0],
        first,
        jac=lambda y: -scale * (function(place(y))[1] * width)[free],
        method="SLSQP",
        bounds=[(0.0, 1.0)] * int(free.sum()),
        constraints={
            "type": "ineq",
            "fun": lambda y: scale * conditions(place(y))[0],
            "jac": lambda y: scale * (conditions(place(y))[1] * width)[:, free],
        },
        options={"maxiter": steps, "ftol": scale * accuracy},
    )
    y = np.clip(found.x, 0.0, 1.0)
    x = place(y)
    value, slope = function(x)
    return Peak(x, value, inward(y, (slope * width)[free]), _short(conditions(x)[0]), int(found.nfev))


def inward(y: Array, slope: Array) -> float:
    """Largest component of an upward slope that does not push against a wall of the unit box."""
    kept = np.where(((y <= 0.0) & (slope < 0.0)) | ((y >= 1.0) & (slope > 0.0)), 0.0, slope)
    return float(np.abs(kept).max(initial=0.0))


def _scaled(low: Array, high: Array) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], Array]:
    width = high - low
    return width > 0.0, width


def _place(low: Array, free: np.ndarray[tuple[int], np.dtype[np.bool_]], width: Array, y: Array) -> Array:
    x = low.copy()
    x[free] += width[free] * np.clip(y, 0.0, 1.0)
    return x


def _short(conditions: Array) -> float:
    return float(max(0.0, -conditions.min(initial=0.0)))
