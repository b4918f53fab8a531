"""What a holder can do to a target by cutting a critical input off, and what that costs the holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium import Elasticities, Equilibrium, solve
from tradetalks.leverage.stage import SWEEP, Cell, Setting, Stage, cells, cut_to, spread
from tradetalks.leverage.stages import Stages, shared_otherwise


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
    shares: bool = True,
    ratio: float = 0.0,
    along: bool = True,
    stages: Stages | None = None,
) -> Power:
    """Cut the flows a holder controls to `ratio` of their volume (0: a ban), at every setting, and (`shares`) at the
    first one with every user's share at its ends.

    `needs` are items that `item` names as users; `stages` keeps splits of `economy` between calls. Raises `BadInput`
    where the item does not fit the economy; an unsolved setting is told, never filled in. `along` as in `solve`.
    """
    known = stages or Stages(economy)
    harms, nexts = [], []
    first: Equilibrium | None = None
    for setting in settings:
        ready = known.at((*needs, item), horizon, setting)
        one, found = _harm(ready, (cells(ready.economy, item, hold),), hold, ratio, along=along)
        harms.append(one)
        first = found if first is None else first
        if diversification:
            nexts.append(_next_point(known, item, hold, ready, one, ratio, found))
    for name, other in shared_otherwise(item) if shares else ():
        setting = replace(settings[0], name=name)
        ready = known.at((*needs, other), horizon, setting)
        start = None if first is None else first.unknowns
        harms.append(_harm(ready, (cells(ready.economy, other, hold),), hold, ratio, start=start)[0])
    return power_from(item, hold, horizon, harms, nexts)


def power_from(
    item: CriticalItem, hold: Hold, horizon: str, harms: Sequence[Harm], nexts: Sequence[float | None] = ()
) -> Power:
    """The harms of one cut as central figures and ranges; the first harm is the central one."""
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
    return _harm(ready, groups, hold, ratio)[0]


def _harm(
    ready: Stage,
    groups: Sequence[Sequence[Cell]],
    hold: Hold,
    ratio: float = 0.0,
    *,
    start: Array | None = None,
    elasticities: Elasticities | None = None,
    along: bool = True,
) -> tuple[Harm, Equilibrium | None]:
    """The harm with the equilibrium it was found at, to start a neighbour from."""
    groups = [group for group in groups if group]
    if not groups:
        return Harm(ready.setting, 0.0, 0.0, True, 0.0, "there is no such flow in the base year"), None
    found = after_cut(ready, groups, ratio, start=start, elasticities=elasticities, along=along)
    if not found.converged:
        return Harm(ready.setting, None, None, False, found.residual, found.failure.splitlines()[0]), None
    loss = -100.0 * np.asarray(found.state.log_income - found.state.log_final_price)
    axes = ready.economy.axes
    over, holder = float(loss[axes.economy(hold.over)]), float(loss[axes.economy(hold.holder)])
    return Harm(ready.setting, over, holder, True, found.residual), found


def after_cut(
    ready: Stage,
    groups: Sequence[Sequence[Cell]],
    ratio: float = 0.0,
    *,
    start: Array | None = None,
    elasticities: Elasticities | None = None,
    along: bool = True,
) -> Equilibrium:
    """The equilibrium after the cut, solved or not; `start` is the `unknowns` of a neighbouring one.

    `elasticities` are those of the cut itself (`cut_to`) unless given.
    """
    shock, chosen = cut_to(ready, groups, ratio)
    return solve(
        ready.economy,
        shock,
        horizon=ready.horizon,
        elasticities=elasticities or chosen,
        start=start,
        strict=False,
        along=along,
    )


def _ratio(one: Harm) -> float | None:
    if one.target is None or one.holder is None or one.holder <= 0.0:
        return None
    return one.target / one.holder


def _next_point(
    stages: Stages,
    item: CriticalItem,
    hold: Hold,
    ready: Stage,
    now: Harm,
    ratio: float,
    found: Equilibrium | None,
) -> float | None:
    """Fall of power when `POINT` of the target's supply moves from the holder to others; None where it cannot.

    Both cuts have the elasticities of the first: a floor that only one of them needs is no value of diversification.
    """
    if now.target is None or found is None:
        return None
    again = stages.moved(item, hold, ready.items[:-1], ready.horizon, ready.setting)
    if again is None:
        return None
    same = found.rests_on.elasticities
    cut = (cells(again.economy, item, hold),)
    then, _ = _harm(again, cut, hold, ratio, start=found.unknowns, elasticities=same, along=False)
    return None if then.target is None else now.target - then.target


def joint_power(
    stages: Stages, items: Sequence[CriticalItem], holder: str, target: str, horizon: str, settings: Sequence[Setting]
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
        ready = stages.at(items, horizon, setting)
        groups = [cells(ready.economy, item, hold) for item, hold in held]
        out.append(harm(ready, groups, Hold(holder=holder, over=target)))
    return tuple(out)
