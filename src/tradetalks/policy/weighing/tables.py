"""The files that trade weights live in: one table of atoms, one of scopes with their shares."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from tradetalks.files import write_atomically
from tradetalks.policy.atoms import Weights
from tradetalks.policy.weights_file import ATOM_COLUMNS, WEIGHED_COLUMNS, write_signature


def write_weights(weights: Weights, folder: Path, world: str) -> tuple[Path, Path]:
    """Write `<world>.csv` and `<world>-scopes.csv` into a folder; returns their paths."""
    table, scopes = folder / f"{world}.csv", folder / f"{world}-scopes.csv"
    atoms = (
        (
            atom.importer,
            atom.partner,
            atom.economy,
            atom.sector,
            write_signature(atom.signature, atom.maybe),
            f"{atom.value:.0f}",
            _rate(atom.base),
            _rate(atom.mfn),
            "" if atom.collected is None else f"{atom.collected:.0f}",
            str(atom.lines),
            f"{atom.estimated:.0f}",
        )
        for atom in weights.atoms
    )
    weighed = (
        (
            one.importer,
            one.partner,
            one.scope,
            one.digest,
            one.token,
            str(one.lines),
            f"{one.covered:.0f}",
            f"{one.maybe:.0f}",
            f"{one.total:.0f}",
        )
        for one in weights.scopes
    )
    write_atomically(table, _csv(ATOM_COLUMNS, atoms))
    write_atomically(scopes, _csv(WEIGHED_COLUMNS, weighed))
    return table, scopes


def _rate(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.6f}".rstrip("0").rstrip(".")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
