"""How tight a licence pays the exporter most: beyond that, coercion costs the one who coerces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import world_value_added
from tradetalks.leverage.power import after_cut
from tradetalks.leverage.stage import CORNERS, Setting, Stage, cells
from tradetalks.leverage.stages import Stages

RATIOS = (0.95, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1)
FEW = (0.8, 0.5, 0.25, 0.1)  # for a look at every item


@dataclass(frozen=True)
class Tightness:
    """At one setting, over a grid of volumes let through: where export revenue and the holder's real income peak.

    `ratio` is None where every tightening lowers revenue; `welfare_ratio` where it lowers the holder's real income.
    Gains are per cent over no licence; `unsolved` lists ratios at which no equilibrium was found.
    """

    setting: Setting
    ratio: float | None
    revenue_gain: float
    welfare_ratio: float | None
    welfare_gain: float
    unsolved: tuple[float, ...]


def best_tightness(
    economy: Economy,
    item: CriticalItem,
    hold: Hold,
    horizon: str,
    *,
    needs: Sequence[CriticalItem] = (),
    settings: Sequence[Setting] = CORNERS,
    ratios: Sequence[float] = RATIOS,
    stages: Stages | None = None,
) -> tuple[Tightness, ...]:
    """One line per setting for a seller's licence; the premium is the exporter's. Empty for a buyer's hold."""
    if hold.side == "buyer":
        return ()
    known = stages or Stages(economy)
    return tuple(_best(known.at((*needs, item), horizon, one), item, hold, one, ratios) for one in settings)


def _best(ready: Stage, item: CriticalItem, hold: Hold, setting: Setting, ratios: Sequence[float]) -> Tightness:
    group = cells(ready.economy, item, hold)
    revenue, welfare, unsolved = {1.0: 0.0}, {1.0: 0.0}, []
    start: Array | None = None  # each volume is found from the one before
    for ratio in ratios if group else ():
        found = after_cut(ready, (group,), ratio, start=start)
        if not found.converged:
            unsolved.append(ratio)
            continue
        start = found.unknowns
        at = tuple(zip(*(ready.economy.axes.cell(*cell) for cell in group), strict=True))
        sold = world_value_added(ready.economy) * found.state.border[at].sum()
        revenue[ratio] = float(100.0 * (sold / ready.economy.border[at].sum() - 1.0))
        holder = ready.economy.axes.economy(hold.holder)
        welfare[ratio] = float(100.0 * np.expm1((found.state.log_income - found.state.log_final_price)[holder]))
    pays, best = max(revenue, key=revenue.__getitem__), max(welfare, key=welfare.__getitem__)
    return Tightness(
        setting,
        None if pays == 1.0 else pays,
        revenue[pays],
        None if best == 1.0 else best,
        welfare[best],
        tuple(unsolved),
    )
