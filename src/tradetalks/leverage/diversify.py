"""One more point of supply from others: the trade in an item if a target leaned less on a holder."""

from __future__ import annotations

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold, Level
from tradetalks.economy.economy import Array, Economy
from tradetalks.economy.split import item_trade

POINT = 0.01  # of the target's supply, moved from the holder to others


def diversified(economy: Economy, item: CriticalItem, hold: Hold, size: Level = "central") -> Array | None:
    """Trade in the item with `POINT` of the hit side moved from the flows that are cut to the others, in proportion.

    The buyer buys a point less of the holder, or (where the holder buys) the seller sells a point less to it. None
    where the holder has less than a point, or nobody else anything.
    """
    border = item_trade(economy, item, size)
    axes = economy.axes
    over = axes.economy(hold.over)
    line = border[over] if hold.side == "seller" else border[:, over]
    cut = [
        axes.economy(label)
        for label in ((hold.exporters or (hold.holder,)) if hold.side == "seller" else (hold.holder,))
    ]
    others = np.ones(len(line), dtype=bool)
    others[cut] = False
    amount = POINT * line.sum()
    if line[cut].sum() <= amount or line[others].sum() <= 0.0:
        return None
    new = np.where(others, line * (1.0 + amount / line[others].sum()), line)
    new[cut] *= 1.0 - amount / line[cut].sum()
    out = border.copy()
    if hold.side == "seller":
        out[over] = new
    else:
        out[:, over] = new
    return out
