"""Trade weights: sets of tariff lines that every scope of a case treats alike, so that stacking is exact on each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Case
from tradetalks.errors import BadInput, Mistake

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

ATOM_COLUMNS = (
    "importer",
    "partner",
    "economy",
    "sector",
    "signature",
    "value_usd",
    "base",
    "mfn",
    "collected_usd",
    "lines",
    "estimated_usd",
)
WEIGHED_COLUMNS = (
    "importer",
    "partner",
    "scope",
    "digest",
    "token",
    "lines",
    "covered_usd",
    "maybe_usd",
    "total_usd",
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


def load_weights(case: Case) -> Weights:
    """Read `weights/<world>.csv` and `weights/<world>-scopes.csv` beside the case; empty when there are none."""
    if not case.folder:
        return Weights()
    table = Path(case.folder) / "weights" / f"{case.world}.csv"
    if not table.is_file():
        return Weights()
    return _read(table, table.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(table: Path, changed: int) -> Weights:  # noqa: ARG001 - part of the cache's key
    scopes = table.with_name(f"{table.stem}-scopes.csv")
    atoms = tuple(_atom(row, table, n) for n, row in _rows(table))
    weighed = tuple(_weighed(row, scopes, n) for n, row in _rows(scopes))
    return Weights(atoms, weighed)


def _rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from enumerate(csv.DictReader(file), start=2)


def _atom(row: dict[str, str], path: Path, line: int) -> Atom:
    try:
        signature, maybe = read_signature(row["signature"])
        return Atom(
            row["importer"],
            row["partner"],
            row["economy"],
            row["sector"],
            signature,
            maybe,
            float(row["value_usd"]),
            _number(row["base"]),
            _number(row["mfn"]),
            _number(row["collected_usd"]),
            int(row["lines"]),
            float(row["estimated_usd"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(path, line, error) from None


def _weighed(row: dict[str, str], path: Path, line: int) -> Weighed:
    try:
        return Weighed(
            row["importer"],
            row["partner"],
            row["scope"],
            row["digest"],
            row["token"],
            int(row["lines"]),
            float(row["covered_usd"]),
            float(row["maybe_usd"]),
            float(row["total_usd"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(path, line, error) from None


def _unreadable(path: Path, line: int, error: Exception) -> BadInput:
    return BadInput(Mistake(f"{path}:{line}", f"not a row of trade weights ({error})", "Run `tradetalks weigh` again."))


def _number(text: str) -> float | None:
    return float(text) if text else None


def read_signature(text: str) -> tuple[dict[str, float], dict[str, float]]:
    """Scopes of an atom: ``name`` wholly inside, ``name@0.4`` by that share, a trailing ``?`` for may be inside."""
    sure: dict[str, float] = {}
    maybe: dict[str, float] = {}
    for token in text.split():
        name, _, share = token.removesuffix("?").partition("@")
        (maybe if token.endswith("?") else sure)[name] = float(share) if share else 1.0
    return sure, maybe


def write_signature(sure: Mapping[str, float], maybe: Mapping[str, float]) -> str:
    """The inverse of `read_signature`, in alphabetical order."""

    def token(name: str, share: float) -> str:
        return name if share == 1.0 else f"{name}@{share:g}"

    return " ".join(
        [token(name, share) for name, share in sorted(sure.items())]
        + [token(name, share) + "?" for name, share in sorted(maybe.items())]
    )


@dataclass(frozen=True)
class Goods:
    """The atoms of one importer, aligned to a world's axes: arrays over atoms.

    cell: position of [exporter, sector] as exporter * sectors + sector; weight: share of the cell's trade.
    """

    importer: str
    atoms: tuple[Atom, ...]
    cell: NDArray[np.int64]
    weight: Array
    base: Array

    @cached_property
    def partners(self) -> dict[str, NDArray[np.int64]]:
        """Partner -> positions of its atoms."""
        found: dict[str, list[int]] = {}
        for position, atom in enumerate(self.atoms):
            found.setdefault(atom.partner, []).append(position)
        return {partner: np.array(positions) for partner, positions in found.items()}

    def of(self, partner: str) -> tuple[Atom, ...]:
        """The atoms of one partner, in the order of its positions."""
        return tuple(self.atoms[n] for n in self.partners[partner])

    def in_cells(self, per_atom: Array, axes: Axes) -> Array:
        """Aggregate a quantity per atom to [exporter, sector], by the atoms' weights in each cell."""
        exporters, sectors = len(axes.economies), len(axes.sectors)
        total = np.bincount(self.cell, weights=per_atom * self.weight, minlength=exporters * sectors)
        return np.asarray(total, dtype=np.float64).reshape(exporters, sectors)


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
    return Goods(importer, atoms, cell, value / total[cell], base)


def _economy(atom: Atom, axes: Axes) -> str | None:
    """The economy of a world that a partner belongs to: itself, its group, or the rest of the world."""
    return next((name for name in (atom.partner, atom.economy, "ROW") if name in axes.economies), None)
