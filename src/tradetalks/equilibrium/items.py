"""What the critical inputs of an economy ask of the model: nests of their own, other suppliers' capacity, a floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.economy.critical import LEVELS, CriticalItem, Level
from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.change import shock_between
from tradetalks.equilibrium.horizons import CriticalInput, Elasticities, elasticities_for
from tradetalks.equilibrium.refuse import LARGEST_CAPACITY, checked
from tradetalks.equilibrium.shock import Capacity, Cell, Shock

if TYPE_CHECKING:
    from tradetalks.policy.state import PolicyState

CAPACITY = "capacity"  # what the bounds on other suppliers are called where a result is split by measure
SCARCE = 0.1  # a cut that leaves less than this of a bundle's supply ...
FLOOR = 0.75  # ... gets at least this theta: the price of what is left would have no bound


def priced(
    before: PolicyState, now: PolicyState, economy: Economy, horizon: str, level: Level = "central", *, label: str = ""
) -> tuple[Shock, Elasticities]:
    """The change of policy between two days and the elasticities to solve it with, at one end of their ranges.

    `shock_between`, what other suppliers of the critical inputs can sell at most, and `elasticities_of` with a floor
    where a bundle is left scarce. Figures on critical inputs that are no elasticities are the central ones.
    """
    shock = bounded_shock(before, now, economy, horizon, label=label)
    return shock, floored(elasticities_of(economy, horizon, level), economy, shock)


def bounded_shock(before: PolicyState, now: PolicyState, economy: Economy, horizon: str, *, label: str = "") -> Shock:
    """`shock_between` with bounds on what other suppliers of the critical inputs can sell, central figures."""
    shock = shock_between(before, now, economy, horizon=horizon, label=label or None)
    return with_capacity(economy, shock, economy.items, horizon) if economy.items else shock


def elasticities_of(economy: Economy, horizon: str, level: Level = "central") -> Elasticities:
    """`elasticities_for` with a nest for each critical input of `economy`, all elasticities at one end of their ranges.

    Raises `BadInput` for a horizon that the table or an item does not have.
    """
    base = elasticities_for(horizon, economy.axes, level)
    if not economy.items:
        return base
    return with_nests(base, economy, economy.items, horizon, sigma=level, theta=level)


def with_nests(
    base: Elasticities,
    economy: Economy,
    items: Sequence[CriticalItem],
    horizon: str,
    *,
    sigma: Level = "central",
    theta: Level = "central",
    content: Level = "central",
) -> Elasticities:
    """`base` with a nest for each item (sigma and rho move together) and each item's own theta across sources."""
    across, nests = np.array(base.theta), []
    for item in items:
        at, known = economy.axes.sector(item.name), item.substitution(horizon)
        end = LEVELS.index(sigma)
        across[at] = known.theta[LEVELS.index(theta)]
        nests.append(CriticalInput(at, known.sigma[end], known.rho[end], _content(economy, item, content)))
    return replace(base, theta=across, critical=tuple(nests))


def _content(economy: Economy, item: CriticalItem, level: Level) -> tuple[float, ...]:
    shares = {user: figure.at(level) for user, figure in item.content}
    return tuple(shares.get(label, 0.0) for label in economy.axes.sectors)


def with_capacity(
    economy: Economy, shock: Shock, items: Sequence[CriticalItem], horizon: str, level: Level = "central"
) -> Shock:
    """Bound what each supplier of an item can sell in all, at home included; flows that are held back stand outside."""
    held = {cell for licence in shock.licences for cell in licence.cells}
    bounds: list[Capacity] = []
    for item in items:
        for label, supplier in item.suppliers:
            ratio = dict(supplier.capacity).get(horizon, (np.inf,) * len(LEVELS))[LEVELS.index(level)]
            sold = ((importer, label, item.name) for importer in economy.axes.economies)
            group = tuple(cell for cell in sold if cell not in held and _open(economy, shock, cell))
            if group and ratio <= LARGEST_CAPACITY:
                bounds.append(Capacity(f"{CAPACITY}: {label} for {item.name}", group, ratio))
    return checked(replace(shock, licences=(*shock.licences, *bounds)), economy)


def _open(economy: Economy, shock: Shock, cell: Cell) -> bool:
    at = economy.axes.cell(*cell)
    return bool(economy.producer[at] > 0.0 and not shock.banned[at])


def floored(elasticities: Elasticities, economy: Economy, *shocks: Shock) -> Elasticities:
    """Theta of at least `FLOOR` in the critical inputs whose supply any of the shocks leaves scarce."""
    theta = np.array(elasticities.theta)
    for shock in shocks:
        left = _left(economy, shock)
        for item in economy.items:
            at_item = economy.axes.sector(item.name)
            if left[economy.expenditure[:, at_item] > 0.0, at_item].min() < SCARCE:
                theta[at_item] = max(theta[at_item], FLOOR)
    return replace(elasticities, theta=theta)


def _left(economy: Economy, shock: Shock) -> Array:
    """What a shock leaves of each bundle's supply, as a share. [importer, sector]"""
    kept = np.where(shock.banned, 0.0, 1.0)
    for licence in shock.licences:
        for cell in licence.cells:
            at = economy.axes.cell(*cell)
            kept[at] = min(kept[at], licence.ratio, 1.0)
    left: Array = (economy.share * kept).sum(axis=1)
    return left
