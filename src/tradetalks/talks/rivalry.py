"""How much a side may mind the other's gain before there is nothing left to agree on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tradetalks.talks.deals import Deal
from tradetalks.talks.frontier import Frontier
from tradetalks.talks.game import Payoffs, rivalry_matrix, with_rivalry
from tradetalks.talks.surplus import NoDeal, surplus
from tradetalks.talks.threat import Threat

LARGEST = 2.0
STRIDE = 0.25  # first look at gamma
CLOSE = 1e-4


def deal_survives(deal: Deal) -> dict[str, float]:
    """Party -> the rival-income weight up to which it still prefers this deal to failing: own gain over the rival's.

    Infinite where no rival gains.
    """
    total = sum(deal.gain.values())
    return {party: gain / (total - gain) if total > gain else float("inf") for party, gain in deal.gain.items()}


def agreement_disappears_at(payoffs: Payoffs, threat: Threat, parties: tuple[str, ...] | None = None) -> float | None:
    """The rival-income weight gamma from which no package beats the threat, for the named parties or for all.

    The threat keeps its payoffs in own income and is judged with the same weights. 0 where there is no deal even
    without rivalry, None where there still is one at every gamma up to `LARGEST`. First looked for in strides, since
    beyond 1 both may agree to harm each other, then bisected to `CLOSE`. Where both sides of two mind alike the answer
    is 1 whenever some package gives both the same gain, as U_1 = -U_2 there.
    """
    minding = payoffs.parties if parties is None else parties

    def agreeable(gamma: float) -> bool:
        weights = dict.fromkeys(minding, gamma)
        game = with_rivalry(payoffs, weights)
        judged = replace(threat, value=rivalry_matrix(payoffs, weights) @ threat.value)
        return not isinstance(surplus(game, judged), NoDeal)

    return _bisect(agreeable)


def disappears_on(frontier: Frontier, threat: Threat) -> float | None:
    """The same weight for two parties that mind alike, read off a frontier that is already known.

    Both gain g_1 > gamma g_2 and g_2 > gamma g_1 on some package exactly while gamma is below the largest
    min(g_1 / g_2, g_2 / g_1): 1 where the frontier, straight between its points, gives both the same; 0 where no
    point of it beats the threat; None for more than two parties.
    """
    if len(frontier.parties) != 2:
        return None
    gain = frontier.payoff - threat.value
    both = np.asarray((gain > 0.0).all(axis=1))
    if not both.any():
        return 0.0
    ahead = gain[:, 0] - gain[:, 1]
    meets = np.array(ahead[:-1] * ahead[1:] <= 0.0) & both[:-1] & both[1:]
    even = gain[both].min(axis=1) / gain[both].max(axis=1)
    return 1.0 if meets.any() else float(even.max())


def _bisect(agreeable: Callable[[float], bool]) -> float | None:
    if not agreeable(0.0):
        return 0.0
    strides = (float(gamma) for gamma in np.arange(STRIDE, LARGEST + STRIDE / 2, STRIDE))
    failing = next((gamma for gamma in strides if not agreeable(gamma)), None)
    if failing is None:
        return None
    low, high = failing - STRIDE, failing
    while high - low > CLOSE:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if agreeable(middle) else (low, middle)
    return 0.5 * (low + high)
