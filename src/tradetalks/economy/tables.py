"""The text format of a world on disk: which tables, which columns, how they are written and read."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.files import write_atomically

FORMAT = "tradetalks/world/1"
MANIFEST = "manifest.json"
DIGITS = 14


@dataclass(frozen=True)
class Table:
    """One CSV file: label columns by axis name, then number columns. Every combination of labels stands once."""

    file: str
    labels: tuple[tuple[str, str], ...]  # column -> axis, "economies" or "sectors"
    numbers: tuple[str, ...]

    @property
    def header(self) -> list[str]:
        return [column for column, _ in self.labels] + list(self.numbers)


FLOWS = Table(
    "flows.csv",
    (("importer", "economies"), ("exporter", "economies"), ("sector", "sectors")),
    ("spending", "tariff", "export_tax"),
)
INPUTS = Table(
    "inputs.csv",
    (("economy", "economies"), ("input", "sectors"), ("user", "sectors")),
    ("value",),
)
ACCOUNTS = Table(
    "accounts.csv",
    (("economy", "economies"), ("sector", "sectors")),
    ("value_added", "final"),
)
TABLES = (FLOWS, INPUTS, ACCOUNTS)


def write_world(folder: Path, economy: Economy, manifest: dict[str, Any]) -> None:
    """Write an economy in the format; `manifest` gives what the tables do not (sources, method, notes)."""
    content = {
        FLOWS.file: _csv(
            FLOWS,
            economy,
            [economy.expenditure[:, None, :] * economy.share, economy.tariff, economy.export_tax],
        ),
        INPUTS.file: _csv(INPUTS, economy, [economy.intermediate]),
        ACCOUNTS.file: _csv(ACCOUNTS, economy, [economy.value_added, economy.final]),
    }
    for name, text in content.items():
        write_atomically(folder / name, text)
    body = {
        "format": FORMAT,
        "name": economy.provenance.name,
        "year": economy.provenance.year,
        "unit": economy.provenance.unit,
        "economies": list(economy.axes.economies),
        "sectors": list(economy.axes.sectors),
        **manifest,
        "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in content.items()},
    }
    write_atomically(folder / MANIFEST, json.dumps(body, indent=2, ensure_ascii=False) + "\n")


def _csv(table: Table, economy: Economy, columns: Sequence[Array]) -> str:
    axes = {"economies": economy.axes.economies, "sectors": economy.axes.sectors}
    labels = [axes[axis] for _, axis in table.labels]
    numbers = np.stack([np.broadcast_to(column, [len(names) for names in labels]) for column in columns], axis=-1)
    rows = (
        [label[at] for label, at in zip(labels, cell, strict=True)] + [number(value) for value in numbers[cell]]
        for cell in np.ndindex(*[len(names) for names in labels])
    )
    return csv_text(table.header, rows)


def number(value: float) -> str:
    """A number with as many digits as the accounts need to close, and no more."""
    return f"{value:.{DIGITS}g}" if value else "0"


def csv_text(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A CSV table with plain line ends, so that the same figures give the same bytes everywhere."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
