"""The files that trade weights live in, beside a case: one table of atoms, one of scopes with their shares."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from tradetalks.case.model import Case
from tradetalks.errors import BadInput, Mistake
from tradetalks.policy.atoms import Atom, Weighed, Weights

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


def load_weights(case: Case) -> Weights:
    """Read `weights/<world>.csv` and `weights/<world>-scopes.csv` beside the case; empty when there are none."""
    if not case.folder:
        return Weights()
    table = Path(case.folder) / "weights" / f"{case.world}.csv"
    if not table.is_file():
        return Weights()
    return _cached(table, table.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _cached(table: Path, changed: int) -> Weights:  # noqa: ARG001 - part of the cache's key
    return read_weights(table)


def read_weights(table: Path) -> Weights:
    """Read a table of atoms and its neighbour of scopes; raises `BadInput` naming file and line."""
    scopes = table.with_name(f"{table.stem}-scopes.csv")
    atoms = tuple(_atom(row, table, n) for n, row in _rows(table))
    weighed = tuple(_weighed(row, scopes, n) for n, row in _rows(scopes))
    return Weights(atoms, weighed)


def _rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise BadInput(Mistake(str(path), "not found", "Run `tradetalks weigh` again."))
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
