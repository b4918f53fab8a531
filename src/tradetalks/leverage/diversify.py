"""One more point of supply from others: the trade in an item if a target leaned less on a holder."""

from __future__ import annotations

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold, Level
from tradetalks.economy.economy import Array, Economy
from tradetalks.economy.split import MOST, item_trade, poured

POINT = 0.01  # of the target's supply, moved from the holder to others
MOVED = 1e-9  # part of the point that rounding may leave


def diversified(economy: Economy, item: CriticalItem, hold: Hold, size: Level = "central") -> Array | None:
    """Trade in the item with `POINT` of the hit side moved from the flows that are cut to the others, in proportion.

    The buyer buys a point less of the holder, or (where the holder buys) the seller sells a point less to it. No flow
    grows above `MOST` of its parent's. None where the holder has less than a point, or the others have no room for it.
    """
    border, parent = item_trade(economy, item, size), economy.border[:, :, economy.axes.sector(item.parent)]
    axes = economy.axes
    over = axes.economy(hold.over)
    seller = hold.side == "seller"
    line, most = (border[over], parent[over]) if seller else (border[:, over], parent[:, over])
    cut = [axes.economy(label) for label in ((hold.exporters or (hold.holder,)) if seller else (hold.holder,))]
    others = np.ones(len(line), dtype=bool)
    others[cut] = False
    amount = POINT * line.sum()
    room = np.where(others, np.maximum(MOST * most - line, 0.0), 0.0)
    more = poured(amount, np.where(others, line, 0.0), room)
    if line[cut].sum() <= amount or more.sum() < amount * (1.0 - MOVED):
        return None
    new = line + more
    new[cut] *= 1.0 - amount / line[cut].sum()
    out = border.copy()
    if seller:
        out[over] = new
    else:
        out[:, over] = new
    return out
