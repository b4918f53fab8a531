"""What every seller and buyer of an item could do to each other by cutting it off: screened, then solved."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Economy
from tradetalks.leverage.closed_forms import output_after_cut
from tradetalks.leverage.pairs import Pair
from tradetalks.leverage.power import Power, power_of
from tradetalks.leverage.stage import CENTRAL, CORNERS
from tradetalks.leverage.stages import Stages

WORTH = 0.1  # log-per cent by the screen, from which a pair is solved unless all are asked for
ALL = 0.0
LAST = 0.01  # what is let through where nobody else sells: a ban would leave the buyer no price


@dataclass(frozen=True)
class Cut:
    """One flow cut off altogether: `power` is what the buyer loses, `own_cost` what the seller does; a ratio below one
    says that the buyer could hold it over the seller. None where the screen left the pair out.

    screen  the larger loss by closed forms at the ends that hurt, log-per cent
    left    volume let through: none, or `LAST` where the seller is the only one
    """

    pair: Pair
    screen: float
    left: float
    power: Power | None


def cut_every_pair(
    stages: Stages,
    items: Sequence[CriticalItem],
    pairs: Sequence[Pair],
    horizon: str,
    *,
    needed: Callable[[CriticalItem], Sequence[CriticalItem]],
    known: Sequence[Power] = (),
    worth: float = WORTH,
    diversification: bool = False,
) -> tuple[Cut, ...]:
    """Every pair with a loss by the screen of at least `worth`, cut off at the corners of what is known; worst first.

    `known` are powers found already: one over the same flow is not solved again. A cut that Newton's method does not
    find from the base is told as unsolved. `diversification` adds the value of the next point, for twice the time.
    """
    by_name = {item.name: item for item in items}
    found = {
        (one.item, one.holder, one.target): one for one in known if one.side == "seller" and one.horizon == horizon
    }

    def cut(pair: Pair) -> Cut:
        item = by_name[pair.item]
        needs = tuple(needed(item))
        apart = stages.at((*needs, item), horizon, CENTRAL).economy
        screen = max(buyer_screen(apart, item, pair, horizon), seller_screen(apart, pair))
        left = LAST if pair.share > 1.0 - 1e-9 else 0.0
        power = found.get((pair.item, pair.seller, pair.buyer)) if _alone(item, pair) else None
        if power is None and screen >= worth:
            power = power_of(
                stages.economy,
                item,
                Hold(holder=pair.seller, over=pair.buyer),
                horizon,
                needs=needs,
                settings=CORNERS,
                shares=False,
                diversification=diversification,
                ratio=left,
                along=False,
                stages=stages,
            )
        return Cut(pair, screen, left, power)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as cores:
        cuts = tuple(cores.map(cut, pairs))
    return tuple(sorted(cuts, key=lambda one: (one.power is None, -_largest(one))))


def _alone(item: CriticalItem, pair: Pair) -> bool:
    """Whether the item's hold of the seller over the buyer is over the seller's own sales and no more."""
    holds = [hold for hold in item.holds if (hold.holder, hold.over) == (pair.seller, pair.buyer)]
    return all(hold.exporters in ((), (pair.seller,)) for hold in holds)


def _largest(cut: Cut) -> float:
    if cut.power is None:
        return cut.screen
    return max(cut.power.power or 0.0, cut.power.own_cost or 0.0)


def buyer_screen(economy: Economy, item: CriticalItem, pair: Pair, horizon: str) -> float:
    """What the buyer would lose if nobody else sold more and it were as hard to replace as may be, log-per cent.

    Each user's output that contains the item by `output_after_cut` (Bachmann et al. 2022) at the low ends of sigma and
    content, weighted by its output over the buyer's income (Hulten); what is final use by its share of income times
    the price rise -log(share left) / theta (Feenstra 1994).
    """
    s, n = economy.axes.sector(item.name), economy.axes.economy(pair.buyer)
    known, content = item.substitution(horizon), dict(item.content)
    left = max(1.0 - pair.share, LAST)
    loss = max(float(economy.final[n, s]), 0.0) * -math.log(left) / known.theta[0]
    for k in np.flatnonzero(economy.intermediate[n, s] > 0.0):
        label, made = economy.axes.sectors[k], float(economy.output[n, k])
        share = float(economy.intermediate[n, s, k]) / made
        inside = max(share, content[label].at("low")) if label in content else share
        lines = math.exp(output_after_cut(left, inside, known.sigma[0]))
        loss -= made * math.log1p(-share / inside * (1.0 - lines))
    return 100.0 * loss / float(economy.income[n])


def seller_screen(economy: Economy, pair: Pair) -> float:
    """What the seller would lose if it sold nothing else instead: its sales to the buyer over its income."""
    return 100.0 * pair.value / float(economy.income[economy.axes.economy(pair.seller)])
