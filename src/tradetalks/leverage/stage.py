"""Where a cut is tried: an economy with its critical inputs split, their elasticities, other suppliers' capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold, Level
from tradetalks.economy.economy import Economy
from tradetalks.economy.split import split_all
from tradetalks.equilibrium import (
    Capacity,
    CriticalInput,
    Elasticities,
    Licence,
    Shock,
    elasticities_for,
    no_change,
    with_ban,
    with_licence,
)
from tradetalks.equilibrium.refuse import LARGEST_CAPACITY

LEVELS: tuple[Level, ...] = get_args(Level)
SCARCE = 0.1  # a cut that leaves less than this of a bundle's supply ...
FLOOR = 0.75  # ... gets at least this theta: the price of what is left would have no bound

Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Setting:
    """Which end of its range each uncertain figure takes.

    sigma and rho (together), theta, capacity and content at their low end make a cut hurt more, as does size (what the
    item is worth) at its high end. `others` is the level of every other elasticity of the horizon.
    """

    name: str
    sigma: Level = "central"
    theta: Level = "central"
    capacity: Level = "central"
    content: Level = "central"
    size: Level = "central"
    others: Level = "central"


CENTRAL = Setting("central")
RIGID = Setting("sigma low", sigma="low")
SUPPLE = Setting("sigma high", sigma="high")
HARD = Setting("all ends that hurt", "low", "low", "low", "low", "high", "low")
SOFT = Setting("all ends that spare", "high", "high", "high", "high", "low", "high")
CORNERS = (CENTRAL, HARD, SOFT)
SWEEP = (CENTRAL, RIGID, SUPPLE, HARD, SOFT)


@dataclass(frozen=True)
class Stage:
    """Everything a cut needs but the cut."""

    economy: Economy
    items: tuple[CriticalItem, ...]
    horizon: str
    setting: Setting
    elasticities: Elasticities


def stage(economy: Economy, items: Sequence[CriticalItem], horizon: str, setting: Setting = CENTRAL) -> Stage:
    """Split the items out of `economy` and give each its nest; raises `BadInput` where one does not fit."""
    chosen = tuple(item for item in items if item.is_split)
    return staged(split_all(economy, chosen, level=setting.size), chosen, horizon, setting)


def staged(economy: Economy, items: Sequence[CriticalItem], horizon: str, setting: Setting) -> Stage:
    """The same for an economy in which the items are already sectors."""
    base = elasticities_for(horizon, economy.axes, setting.others)
    theta = np.array(base.theta)
    critical = []
    for item in items:
        at, known = economy.axes.sector(item.name), item.substitution(horizon)
        theta[at] = known.theta[LEVELS.index(setting.theta)]
        critical.append(
            CriticalInput(
                at,
                sigma=known.sigma[LEVELS.index(setting.sigma)],
                rho=known.rho[LEVELS.index(setting.sigma)],
                content=_content(economy, item, setting.content),
            )
        )
    name = f"{base.name}; critical inputs: {setting.name}"
    elasticities = replace(base, theta=theta, critical=tuple(critical), name=name)
    return Stage(economy, tuple(items), horizon, setting, elasticities)


def _content(economy: Economy, item: CriticalItem, level: Level) -> tuple[float, ...]:
    shares = {user: figure.at(level) for user, figure in item.content}
    return tuple(shares.get(label, 0.0) for label in economy.axes.sectors)


def cells(economy: Economy, item: CriticalItem, hold: Hold) -> tuple[Cell, ...]:
    """The flows a holder controls: what it (or whom it binds) sells to the target, or what it buys of the target."""
    if hold.side == "buyer":
        named: tuple[Cell, ...] = ((hold.holder, hold.over, item.name),)
    else:
        named = tuple((hold.over, exporter, item.name) for exporter in hold.exporters or (hold.holder,))
    return tuple(cell for cell in named if economy.producer[economy.axes.cell(*cell)] > 0.0)


def everywhere(economy: Economy, item: CriticalItem, holder: str) -> tuple[Cell, ...]:
    """All that a holder sells abroad of an item."""
    named = tuple((n, holder, item.name) for n in economy.axes.economies if n != holder)
    return tuple(cell for cell in named if economy.producer[economy.axes.cell(*cell)] > 0.0)


def supply_left(economy: Economy, cut: Sequence[Cell], kept: float = 0.0) -> float:
    """Smallest share of a bundle's supply that a cut to `kept` leaves any of the buyers it hits."""
    lost: dict[tuple[int, int], float] = {}
    for cell in cut:
        n, i, s = economy.axes.cell(*cell)
        lost[n, s] = lost.get((n, s), 0.0) + float(economy.share[n, i, s]) * (1.0 - kept)
    return 1.0 - max(lost.values(), default=0.0)


def with_capacity(ready: Stage, cut: Sequence[Cell], onto: Shock | None = None) -> Shock:
    """Bound what each other supplier can sell in all, at home included; flows that are cut stand outside."""
    shock = onto or no_change(ready.economy)
    economy, taken = ready.economy, set(cut)
    for item in ready.items:
        for label, supplier in item.suppliers:
            if ready.horizon not in dict(supplier.capacity):
                continue
            ratio = dict(supplier.capacity)[ready.horizon][LEVELS.index(ready.setting.capacity)]
            group = tuple(
                cell
                for cell in ((n, label, item.name) for n in economy.axes.economies)
                if economy.producer[economy.axes.cell(*cell)] > 0.0 and cell not in taken
            )
            if group and ratio <= LARGEST_CAPACITY:
                shock = with_licence(
                    economy, Capacity(f"capacity of {label} for {item.name}", group, ratio), onto=shock
                )
    return shock


def cut_to(ready: Stage, groups: Sequence[Sequence[Cell]], ratio: float) -> tuple[Shock, Elasticities]:
    """Flows cut to a ratio of their volume (0: banned), other suppliers bounded by capacity.

    Each group of cells stands under one licence. Elasticities come with the floor where a bundle is left scarce.
    """
    cut = [cell for group in groups for cell in group]
    shock = with_capacity(ready, cut)
    for group in groups:
        if ratio > 0.0:
            name = f"licence on {group[0][2]} of {group[0][1]}"
            shock = with_licence(ready.economy, Licence(name, tuple(group), ratio), onto=shock)
            continue
        for importer, exporter, sector in group:
            shock = with_ban(ready.economy, importer, exporter, sector, onto=shock)
    return shock, floored(ready, cut, ratio)


def floored(ready: Stage, cut: Sequence[Cell], kept: float) -> Elasticities:
    """Theta of at least `FLOOR` in the items whose supply a cut leaves scarce."""
    theta = np.array(ready.elasticities.theta)
    for name in dict.fromkeys(cell[2] for cell in cut):
        if supply_left(ready.economy, [cell for cell in cut if cell[2] == name], kept) < SCARCE:
            at = ready.economy.axes.sector(name)
            theta[at] = max(theta[at], FLOOR)
    return replace(ready.elasticities, theta=theta)


def spread(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Lowest and highest of what is known."""
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (None, None)
