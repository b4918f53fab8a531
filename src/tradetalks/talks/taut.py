"""Searches a game from points where every limit that does not bite was pulled tight, so that no slope is hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.search import Conditions, Peak, Valued, climb, programme

ROUNDS = 4  # of searches, each from the last pulled tight
MOVED = 1e-3  # part of a range, from which on a limit that moved is worth another search


def best(
    payoffs: Payoffs,
    aim: Valued,
    start: Array,
    conditions: Conditions | None = None,
    *,
    low: Array | None = None,
    high: Array | None = None,
    accuracy: float | None = None,
    steps: int | None = None,
) -> Peak:
    """The best settings near `start`, in the game's ranges or between `low` and `high`, with or without conditions.

    Beyond where a limit ceases to bite payoffs are flat: settings there are pulled back first, and not looked at again
    until the search has come to where the limit bites; then the search goes on from there.
    """
    lowest, highest = payoffs.low if low is None else low, payoffs.high if high is None else high
    exact = payoffs.accuracy if accuracy is None else accuracy
    more = {} if steps is None else {"steps": steps}
    mark = MOVED * (highest - lowest)
    begin, cap = _ahead(payoffs, np.clip(start, lowest, highest), lowest, highest)
    evaluations = 0
    for _ in range(ROUNDS):
        if conditions is None:
            peak = climb(aim, lowest, cap, begin, accuracy=exact, **more)
        else:
            peak = programme(aim, conditions, lowest, cap, begin, accuracy=exact, **more)
        evaluations += peak.evaluations
        begin, ahead = _ahead(payoffs, peak.x, lowest, highest)
        slack, further = begin < peak.x - mark, (peak.x >= cap - mark) & (ahead > cap + mark)
        if not (slack | further).any():
            break
        cap = ahead
    return replace(peak, evaluations=evaluations)


def _ahead(payoffs: Payoffs, x: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """Where a search from x begins, and the highest settings that change anything as long as what is slack stays so."""
    begin = np.clip(payoffs.taut(x), low, high)
    return begin, np.where(begin < x, begin, high)
