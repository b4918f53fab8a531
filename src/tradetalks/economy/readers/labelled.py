"""From a matrix whose rows and columns carry (economy, code) labels to a table: only labels decide what a number is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array
from tradetalks.economy.readers.table import InterCountryTable, close_rows
from tradetalks.errors import BadInput, Mistake

Label = tuple[str, str]  # economy, code of an industry or of a final use


def table_of(
    where: str,
    rows: Sequence[Label],
    columns: Sequence[Label],
    values: Array,
    *,
    total: Label | None = None,
    parts: Mapping[str, str] | None = None,
    **about: Any,
) -> InterCountryTable:
    """Industries are labels that stand on a row and on a column; an economy's other columns are its final uses.

    Rows that are no industry (taxes, value added, totals) are left out, as are columns of no producing economy. `total`
    labels the column of published output, which the rows must meet. `parts` renames economies that are published in
    parts, which are then added up. Economies and sectors come in alphabetical order, whatever the order of the file.
    """
    _no_doubles(where, rows, "row")
    _no_doubles(where, columns, "column")
    industries = {label for label in rows if label[1]} & set(columns)
    if not industries:
        raise BadInput(Mistake(where, "no industry stands both on a row and on a column"))
    whole = dict(parts or {})
    economies = sorted({whole.get(economy, economy) for economy, _ in industries})
    sectors = sorted({sector for _, sector in industries})
    _complete(where, industries, {economy for economy, _ in industries}, sectors)
    at = {name: place for place, name in enumerate(economies)}
    sold = {label: (at[whole.get(label[0], label[0])], sectors.index(label[1])) for label in industries}
    n, s = len(economies), len(sectors)
    row = [place for place, label in enumerate(rows) if label in industries]
    seller = np.array([np.ravel_multi_index(sold[rows[place]], (n, s)) for place in row])
    use = [place for place, label in enumerate(columns) if label in industries]
    user = np.array([np.ravel_multi_index(sold[columns[place]], (n, s)) for place in use])
    last = [
        p for p, (e, c) in enumerate(columns) if (e, c) not in industries and whole.get(e, e) in at and (e, c) != total
    ]
    buyer = np.array([at[whole.get(columns[place][0], columns[place][0])] for place in last], dtype=int)
    intermediate, final = np.zeros((n * s, n * s)), np.zeros((n * s, n))
    np.add.at(intermediate, (seller[:, None], user[None, :]), values[np.ix_(row, use)])
    np.add.at(final, (seller[:, None], buyer[None, :]), values[np.ix_(row, last)])
    table = InterCountryTable(
        Axes(tuple(economies), tuple(sectors)), intermediate.reshape(n, s, n, s), final.reshape(n, s, n), **about
    )
    if total is None or total not in columns:
        return table
    published = np.zeros(n * s)
    np.add.at(published, seller, values[row, columns.index(total)])
    return close_rows(table, published.reshape(n, s))


def _no_doubles(where: str, labels: Sequence[Label], kind: str) -> None:
    seen: set[Label] = set()
    twice = {label for label in labels if label in seen or seen.add(label)}  # type: ignore[func-returns-value]
    if twice:
        names = ", ".join(" ".join(label).strip() for label in sorted(twice)[:5])
        raise BadInput(Mistake(where, f"{kind} labels stand more than once: {names}"))


def _complete(where: str, industries: set[Label], economies: set[str], sectors: Sequence[str]) -> None:
    missing = sorted((e, s) for e in economies for s in sectors if (e, s) not in industries)
    if missing:
        raise BadInput(
            [Mistake(where, f"no row or no column for {economy} {sector}") for economy, sector in missing[:20]]
        )


def numbers(where: str, frame: Any) -> Array:
    """A block of cells as numbers; raises `BadInput` naming the first few that are not."""
    import pandas as pd

    block = frame.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    wrong = np.argwhere(~np.isfinite(block))
    if wrong.size:
        raise BadInput(
            [Mistake(f"{where}, row {r + 1}, column {c + 1} of the numbers", "not a number") for r, c in wrong[:20]]
        )
    return np.asarray(block)
