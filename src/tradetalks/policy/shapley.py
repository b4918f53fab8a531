"""The Shapley value of a game given by a function of who takes part."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations
from math import factorial


def shapley(players: int, worth: Callable[[frozenset[int]], float]) -> tuple[float, ...]:
    """Each player's mean marginal contribution over all orders, Shapley (1953).

    phi_i = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S)); they sum to v(all) - v(nobody).
    """
    value = cache(worth)
    total = factorial(players)
    found = []
    for player in range(players):
        others = [n for n in range(players) if n != player]
        mean = 0.0
        for size in range(players):
            weight = factorial(size) * factorial(players - size - 1) / total
            for group in combinations(others, size):
                before = frozenset(group)
                mean += weight * (value(before | {player}) - value(before))
        found.append(mean)
    return tuple(found)
