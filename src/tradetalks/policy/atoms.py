"""Trade weights: sets of tariff lines that every scope of a case treats alike, so that stacking is exact on each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes

Array = NDArray[np.float64]

# Labels of sectors that customs duties do not reach; everything else is goods.
SERVICES = frozenset(
    {
        "services",
        "mining-services",
        "construction",
        "trade-hospitality",
        "transport-telecom",
        "finance-business",
        "public-services",
    }
)


@dataclass(frozen=True)
class Atom:
    """Goods of one importer, partner and sector that lie in the same scopes.

    signature: scope -> share of the atom inside it (definite); `maybe` the same for lines that only may be inside.
    value: USD of 2024; base, mfn: rates as fractions (None: not known); collected: USD of duty; lines: tariff lines;
    estimated: USD of the value whose MFN rate is an ad valorem equivalent of a specific or compound rate.
    """

    importer: str
    partner: str
    economy: str
    sector: str
    signature: Mapping[str, float]
    maybe: Mapping[str, float]
    value: float
    base: float | None
    mfn: float | None
    collected: float | None
    lines: int
    estimated: float = 0.0


@dataclass(frozen=True)
class Weighed:
    """A scope whose trade share on a pair has been computed.

    digest: which content of the scope that was; token: its name in signatures; covered, maybe, total: USD.
    """

    importer: str
    partner: str
    scope: str
    digest: str
    token: str
    lines: int
    covered: float
    maybe: float
    total: float


@dataclass(frozen=True)
class Weights:
    """The trade weights of a case on a world; empty where none were computed."""

    atoms: tuple[Atom, ...] = ()
    scopes: tuple[Weighed, ...] = ()

    @cached_property
    def by_importer(self) -> dict[str, tuple[Atom, ...]]:
        """Atoms of each importer."""
        found: dict[str, list[Atom]] = {}
        for atom in self.atoms:
            found.setdefault(atom.importer, []).append(atom)
        return {importer: tuple(atoms) for importer, atoms in found.items()}

    @cached_property
    def sectors_of(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """(importer, partner) -> sectors in which something was traded; an empty label for goods of no sector."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for atom in self.atoms:
            found.setdefault((atom.importer, atom.partner), {})[atom.sector] = None
        return {pair: tuple(sectors) for pair, sectors in found.items()}

    def goods(self, importer: str, axes: Axes) -> Goods:
        """Every cell of one importer as atoms: the weighed ones, and one unweighed atom for a cell that has none."""
        key = (importer, axes)
        if key not in self._goods:
            self._goods[key] = _goods_of(importer, self, axes)
        return self._goods[key]

    @cached_property
    def _goods(self) -> dict[tuple[str, Axes], Goods]:
        return {}

    @cached_property
    def weighed(self) -> dict[tuple[str, str, str, str], Weighed]:
        """(importer, partner, scope, digest) -> its computed share."""
        return {(one.importer, one.partner, one.scope, one.digest): one for one in self.scopes}


@dataclass(frozen=True)
class Goods:
    """The atoms of one importer, aligned to a world's axes: arrays over atoms.

    cell: position of [exporter, sector] as exporter * sectors + sector; value: USD; weight: share of the cell's trade;
    base: rate before the case's measures, NaN where it is not known.
    """

    importer: str
    atoms: tuple[Atom, ...]
    cell: NDArray[np.int64]
    value: Array
    weight: Array
    base: Array

    @cached_property
    def partners(self) -> dict[str, NDArray[np.int64]]:
        """Partner -> positions of its atoms."""
        found: dict[str, list[int]] = {}
        for position, atom in enumerate(self.atoms):
            found.setdefault(atom.partner, []).append(position)
        return {partner: np.array(positions) for partner, positions in found.items()}

    def inside(self, token: str, partner: str, untraded: float) -> tuple[Array, Array]:
        """Shares of a partner's atoms inside a scope by its name in signatures: for sure, and perhaps [atom].

        `untraded` is the share taken of goods of which nothing was traded.
        """
        key = (token, partner, untraded)
        if key not in self._inside:
            atoms = self.of(partner)
            self._inside[key] = (
                np.array(
                    [a.signature.get(token, 0.0) if a.lines else untraded * (a.sector not in SERVICES) for a in atoms]
                ),
                np.array([a.maybe.get(token, 0.0) for a in atoms]),
            )
        return self._inside[key]

    @cached_property
    def _inside(self) -> dict[tuple[str, str, float], tuple[Array, Array]]:
        return {}

    def of(self, partner: str) -> tuple[Atom, ...]:
        """The atoms of one partner, in the order of its positions."""
        return tuple(self.atoms[n] for n in self.partners[partner])

    def in_cells(self, per_atom: Array, axes: Axes) -> Array:
        """Aggregate a quantity per atom to [exporter, sector], by the atoms' weights in each cell."""
        exporters, sectors = len(axes.economies), len(axes.sectors)
        total = np.bincount(self.cell, weights=per_atom * self.weight, minlength=exporters * sectors)
        return np.asarray(total, dtype=np.float64).reshape(exporters, sectors)


def sector_weights(axes: Axes, trade: Array, duty: Array) -> Weights:
    """A world table's trade as weights, one atom per cell, for pairs whose trade by tariff line is not known.

    trade: value at the border, duty: rate, both [importer, exporter, sector]; cells without trade are left out.
    """
    goods = [(n, sector) for n, sector in enumerate(axes.sectors) if sector not in SERVICES]
    return Weights(
        tuple(
            Atom(
                importer, exporter, exporter, sector, {}, {}, float(trade[i, e, s]), float(duty[i, e, s]), None, None, 0
            )
            for i, importer in enumerate(axes.economies)
            for e, exporter in enumerate(axes.economies)
            if i != e
            for s, sector in goods
            if trade[i, e, s] > 0.0
        )
    )


def _goods_of(importer: str, weights: Weights, axes: Axes) -> Goods:
    placed = [
        (atom, economy)
        for atom in weights.by_importer.get(importer, ())
        if (economy := _economy(atom, axes)) not in (None, importer) and atom.sector in axes.sectors
    ]
    seen = {(economy, atom.sector) for atom, economy in placed}
    placed += [
        (Atom(importer, economy, economy, sector, {}, {}, 1.0, None, None, None, 0), economy)
        for economy in axes.economies
        for sector in axes.sectors
        if economy != importer and (economy, sector) not in seen
    ]
    sectors = len(axes.sectors)
    cell = np.array([axes.economy(str(e)) * sectors + axes.sector(atom.sector) for atom, e in placed], dtype=np.int64)
    atoms = tuple(atom for atom, _ in placed)
    value = np.array([max(atom.value, 1.0) for atom in atoms], dtype=np.float64)  # a dollar each at least: no 0 / 0
    total = np.bincount(cell, weights=value, minlength=len(axes.economies) * sectors)
    base = np.array([np.nan if atom.base is None else atom.base for atom in atoms], dtype=np.float64)
    return Goods(importer, atoms, cell, value, value / total[cell], base)


def _economy(atom: Atom, axes: Axes) -> str | None:
    """The economy of a world that a partner belongs to: itself, its group, or the rest of the world."""
    return next((name for name in (atom.partner, atom.economy, "ROW") if name in axes.economies), None)
