"""Who depends on whom: every buyer of every item and every seller to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Array, Economy
from tradetalks.leverage.closed_forms import herfindahl

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


def pairs(economy: Economy, items: Sequence[CriticalItem], least: float = LEAST) -> tuple[Pair, ...]:
    """Every pair across a border with trade in an item that is split in `economy`, most reliance first."""
    axes = economy.axes
    wanted = [(axes.sector(item.name), i) for item in items for i in range(len(axes.economies))]
    reliance = dict(zip(wanted, _reliance(economy, wanted), strict=True))
    out = []
    for item in items:
        s = axes.sector(item.name)
        for n, i in np.argwhere(economy.share[:, :, s] >= least):
            if n != i and economy.expenditure[n, s] > 0.0:
                out.append(
                    Pair(
                        item.name,
                        axes.economies[i],
                        axes.economies[n],
                        float(economy.share[n, i, s] * economy.expenditure[n, s]),
                        float(economy.share[n, i, s]),
                        herfindahl(economy.share[n, :, s]),
                        float(reliance[s, int(i)][n]),
                    )
                )
    return tuple(sorted(out, key=lambda one: -one.reliance))


def _reliance(economy: Economy, producers: Sequence[tuple[int, int]]) -> list[Array]:
    """For each producer (sector, economy), the part of every economy's output that it stands behind: (L - I) summed."""
    economies, sectors = economy.output.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        use = np.where(economy.output[:, None, :] > 0.0, economy.intermediate / economy.output[:, None, :], 0.0)
    table = np.einsum("nis,nsk->isnk", economy.share, use).reshape(economies * sectors, economies * sectors)
    at = [i * sectors + s for s, i in producers]
    unit = np.zeros((economies * sectors, len(at)))
    unit[at, range(len(at))] = 1.0
    rows = np.linalg.solve((np.eye(economies * sectors) - table).T, unit) - unit
    output: Array = economy.output
    return [(row.reshape(economies, sectors) * output).sum(axis=1) / output.sum(axis=1) for row in rows.T]
