"""What a holder can do to a target by cutting a critical input off, and what that costs the holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Array, Economy
from tradetalks.economy.split import item_trade, split
from tradetalks.equilibrium import Equilibrium, solve
from tradetalks.leverage.stage import (
    CENTRAL,
    SWEEP,
    Cell,
    Setting,
    Stage,
    cells,
    cut_to,
    spread,
    stage,
    staged,
)

POINT = 0.01  # of the target's supply, moved from the holder to others


@dataclass(frozen=True)
class Harm:
    """A cut at one setting: losses of log welfare times 100 (log-per cent); None where not solved."""

    setting: Setting
    target: float | None
    holder: float | None
    solved: bool
    residual: float
    why: str = ""


@dataclass(frozen=True)
class Power:
    """The leverage of one item over one target at one horizon.

    power        POWER = 100 (log W of the target before - after), Clayton, Maggiori and Schreger's joint threat for one
                 good; central, and its range over the sweep
    own_cost     the same for the holder; negative where it gains
    ratio        power over own cost; None where the cut costs the holder nothing
    next_point   log-per cent of power that one more point of supply from others takes away (value of diversification)
    sweep        one line per setting, central first
    """

    item: str
    holder: str
    target: str
    side: str
    horizon: str
    power: float | None
    power_range: tuple[float | None, float | None]
    own_cost: float | None
    own_cost_range: tuple[float | None, float | None]
    ratio: float | None
    ratio_range: tuple[float | None, float | None]
    next_point: float | None
    next_point_range: tuple[float | None, float | None]
    sweep: tuple[Harm, ...]

    @property
    def unsolved(self) -> tuple[str, ...]:
        """Settings at which no equilibrium was found: the range does not hold them."""
        return tuple(harm.setting.name for harm in self.sweep if not harm.solved)


def power_of(
    economy: Economy,
    item: CriticalItem,
    hold: Hold,
    horizon: str,
    *,
    needs: Sequence[CriticalItem] = (),
    settings: Sequence[Setting] = SWEEP,
    diversification: bool = True,
) -> Power:
    """Ban the flows a holder controls, at every setting. `needs` are items that `item` names as users.

    Raises `BadInput` where the item does not fit the economy; an unsolved setting is told, never filled in.
    """
    harms, nexts = [], []
    for setting in settings:
        ready = stage(economy, (*needs, item), horizon, setting)
        harms.append(harm(ready, (cells(ready.economy, item, hold),), hold))
        if diversification:
            nexts.append(_next_point(economy, item, hold, ready, needs, harms[-1]))
    central = harms[0]
    ratios = [_ratio(one) for one in harms]
    return Power(
        item=item.name,
        holder=hold.holder,
        target=hold.over,
        side=hold.side,
        horizon=horizon,
        power=central.target,
        power_range=spread([one.target for one in harms]),
        own_cost=central.holder,
        own_cost_range=spread([one.holder for one in harms]),
        ratio=ratios[0],
        ratio_range=spread(ratios),
        next_point=nexts[0] if nexts else None,
        next_point_range=spread(nexts),
        sweep=tuple(harms),
    )


def harm(ready: Stage, groups: Sequence[Sequence[Cell]], hold: Hold, ratio: float = 0.0) -> Harm:
    """Losses of target and holder when groups of flows are cut to a ratio of their volume."""
    groups = [group for group in groups if group]
    if not groups:
        return Harm(ready.setting, 0.0, 0.0, True, 0.0, "there is no such flow in the base year")
    found = after_cut(ready, groups, ratio)
    if not found.converged:
        return Harm(ready.setting, None, None, False, found.residual, found.failure.splitlines()[0])
    loss = -100.0 * np.asarray(found.state.log_income - found.state.log_final_price)
    axes = ready.economy.axes
    return Harm(
        ready.setting,
        float(loss[axes.economy(hold.over)]),
        float(loss[axes.economy(hold.holder)]),
        True,
        found.residual,
    )


def after_cut(ready: Stage, groups: Sequence[Sequence[Cell]], ratio: float = 0.0) -> Equilibrium:
    """The equilibrium after the cut, solved or not."""
    shock, elasticities = cut_to(ready, groups, ratio)
    return solve(ready.economy, shock, horizon=ready.horizon, elasticities=elasticities, strict=False)


def _ratio(one: Harm) -> float | None:
    if one.target is None or one.holder is None or one.holder <= 0.0:
        return None
    return one.target / one.holder


def _next_point(
    economy: Economy, item: CriticalItem, hold: Hold, ready: Stage, needs: Sequence[CriticalItem], now: Harm
) -> float | None:
    """Fall of power when `POINT` of the target's supply moves from the holder to others; None where it cannot."""
    moved = diversified(economy, item, hold, ready.setting)
    if moved is None or now.target is None:
        return None
    size = ready.setting.size
    base = economy
    for other in needs:
        base = split(base, other, level=size)
    again = staged(split(base, item, level=size, border=moved), ready.items, ready.horizon, ready.setting)
    then = harm(again, (cells(again.economy, item, hold),), hold)
    return None if then.target is None else now.target - then.target


def diversified(economy: Economy, item: CriticalItem, hold: Hold, setting: Setting = CENTRAL) -> Array | None:
    """Trade in the item with `POINT` of the hit side moved from the flows that are cut to the others, in proportion.

    The buyer buys a point less of the holder, or (where the holder buys) the seller sells a point less to it.
    """
    border = item_trade(economy, item, setting.size)
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


def joint_power(
    economy: Economy, items: Sequence[CriticalItem], holder: str, target: str, horizon: str, settings: Sequence[Setting]
) -> tuple[Harm, ...]:
    """Harm of all that a holder can cut of a target at once, by setting; every item stands in one economy."""
    held = [
        (item, hold)
        for item in items
        if item.is_split
        for hold in item.holds
        if (hold.holder, hold.over) == (holder, target)
    ]
    out = []
    for setting in settings:
        ready = stage(economy, [item for item in items if item.is_split], horizon, setting)
        groups = [cells(ready.economy, item, hold) for item, hold in held]
        out.append(harm(ready, groups, Hold(holder=holder, over=target)))
    return tuple(out)
