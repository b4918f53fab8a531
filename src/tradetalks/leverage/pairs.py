"""Who depends on whom: every buyer of every item and every seller to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Economy
from tradetalks.leverage.closed_forms import herfindahl
from tradetalks.leverage.dependence import Through

LEAST = 0.01  # of what a buyer spends on an item, below which a seller is left out


@dataclass(frozen=True)
class Pair:
    """A buyer's base-year dependence on a seller for an item, at the central figures.

    value          bought of the seller, million of the economy's unit, and its share of all it spends on the item
    concentration  Herfindahl index of the buyer's suppliers, itself included
    reliance       part of the buyer's whole output that the seller's item stands behind, through every round of inputs
    """

    item: str
    seller: str
    buyer: str
    value: float
    share: float
    concentration: float
    reliance: float


def pairs(economy: Economy, items: Sequence[CriticalItem], through: Through, least: float = LEAST) -> tuple[Pair, ...]:
    """Every pair across a border with trade in an item that is split in `economy`, most reliance first."""
    axes, output = economy.axes, economy.output
    out = []
    for item in items:
        s = axes.sector(item.name)
        for n, i in np.argwhere(economy.share[:, :, s] >= least):
            if n != i and economy.expenditure[n, s] > 0.0:
                seller, buyer = axes.economies[i], axes.economies[n]
                behind = through[seller, item.name][n] @ output[n] / output[n].sum()
                out.append(
                    Pair(
                        item.name,
                        seller,
                        buyer,
                        float(economy.share[n, i, s] * economy.expenditure[n, s]),
                        float(economy.share[n, i, s]),
                        herfindahl(economy.share[n, :, s]),
                        float(behind),
                    )
                )
    return tuple(sorted(out, key=lambda one: -one.reliance))
