"""Where to begin a search: a fixed sample of the box, looked at once, best places first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from tradetalks.talks.game import Array, Payoffs

MOST_CORNERS = 32
INSIDE = 12  # sample points inside the box


def sample(payoffs: Payoffs, inside: int = INSIDE) -> list[Array]:
    """Where things stand, the middle, the corners if they are few, and points spread evenly inside."""
    low, high = payoffs.low, payoffs.high
    free = np.flatnonzero(high > low)
    points = [payoffs.now, 0.5 * (low + high)]
    if 2 ** len(free) <= MOST_CORNERS:
        for corner in product((0.0, 1.0), repeat=len(free)):
            point = low.copy()
            point[free] += np.array(corner) * (high - low)[free]
            points.append(point)
    points += [low + part * (high - low) for part in _even(inside, len(low))]
    return list({point.tobytes(): point for point in points}.values())


def _even(count: int, size: int) -> Array:
    """Kronecker points with the generalised golden ratio. [count, size]"""
    golden = 2.0
    for _ in range(40):
        golden = (1.0 + golden) ** (1.0 / (size + 1))
    step = golden ** -np.arange(1.0, size + 1.0)
    return np.asarray((0.5 + np.arange(1.0, count + 1.0)[:, None] * step) % 1.0)


def best_starts(payoffs: Payoffs, score: Callable[[Array], float], count: int = 2) -> list[Array]:
    """The sample points whose payoffs score highest."""
    return sorted(sample(payoffs), key=lambda x: -score(payoffs.value(x)))[:count]
