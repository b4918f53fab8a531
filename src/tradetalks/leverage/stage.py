"""Where a cut is tried: an economy with its critical inputs split, their elasticities, other suppliers' capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tradetalks.economy.critical import CriticalItem, Hold, Level
from tradetalks.economy.economy import Economy
from tradetalks.economy.split import split_all
from tradetalks.equilibrium import Elasticities, Licence, Shock, elasticities_for, no_change, with_ban, with_licence
from tradetalks.equilibrium.items import floored, with_capacity, with_nests

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
    """Split the items out of `economy` and give each its nest; raises `BadInput` where one does not fit.

    Items that `economy` already has split are put back first: a setting takes each at its own size.
    """
    chosen = tuple(item for item in items if item.is_split)
    return staged(split_all(economy.unsplit, chosen, level=setting.size), chosen, horizon, setting)


def staged(economy: Economy, items: Sequence[CriticalItem], horizon: str, setting: Setting) -> Stage:
    """The same for an economy in which the items are already sectors."""
    base = elasticities_for(horizon, economy.axes, setting.others)
    nested = with_nests(
        base, economy, items, horizon, sigma=setting.sigma, theta=setting.theta, content=setting.content
    )
    named = replace(nested, name=f"{base.name}; critical inputs: {setting.name}")
    return Stage(economy, tuple(items), horizon, setting, named)


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


def with_suppliers(ready: Stage, shock: Shock) -> Shock:
    """The shock with what each other supplier can sell in all bounded; flows that are held back stand outside."""
    return with_capacity(ready.economy, shock, ready.items, ready.horizon, ready.setting.capacity)


def cut_to(ready: Stage, groups: Sequence[Sequence[Cell]], ratio: float) -> tuple[Shock, Elasticities]:
    """Flows cut to a ratio of their volume (0: banned), other suppliers bounded by capacity.

    Each group of cells stands under one licence. Elasticities come with the floor where a bundle is left scarce.
    """
    shock = no_change(ready.economy)
    for group in groups:
        if ratio > 0.0:
            name = f"licence on {group[0][2]} of {group[0][1]}"
            shock = with_licence(ready.economy, Licence(name, tuple(group), ratio), onto=shock)
            continue
        for importer, exporter, sector in group:
            shock = with_ban(ready.economy, importer, exporter, sector, onto=shock)
    return with_suppliers(ready, shock), floored(ready.elasticities, ready.economy, shock)


def spread(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Lowest and highest of what is known."""
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (None, None)
