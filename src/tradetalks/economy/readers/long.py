"""Any table in long form: one line per flow, with columns that say who sold what to whom for what use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.readers.labelled import numbers
from tradetalks.economy.readers.table import InterCountryTable
from tradetalks.errors import BadInput, Mistake, did_you_mean

COLUMNS = ("exporter", "sector", "importer", "use", "value")


def read_long(
    path: str | Path,
    *,
    year: int,
    unit: str,
    columns: Sequence[str] = COLUMNS,
    final: Sequence[str] = ("final",),
    name: str = "",
    sources: tuple[str, ...] = (),
) -> InterCountryTable:
    """Read a CSV whose `columns` hold exporter, sector, importer, use and value, under these or other names.

    A use is a sector, or one of `final`. Lines of one cell are added up; a cell without a line is zero; the order of
    lines and columns does not matter. A social accounting matrix reads alike once its flows stand in this form.
    Raises `BadInput`.
    """
    import pandas as pd

    where = str(path)
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as problem:
        raise BadInput(Mistake(where, f"cannot be read as CSV: {problem}")) from None
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise BadInput(
            [Mistake(where, f'no column "{one}"', did_you_mean(one, map(str, frame.columns))) for one in missing]
        )
    exporter, sector, importer, use = (frame[column].str.strip() for column in columns[:4])
    value = numbers(where, frame[[columns[4]]])[:, 0]
    economies, sectors = sorted(set(exporter)), sorted(set(sector))
    mistakes = [
        Mistake(where, f'importer "{one}" sells nothing', did_you_mean(one, economies))
        for one in sorted(set(importer) - set(economies))
    ] + [
        Mistake(where, f'use "{one}" is neither a sector nor a final use', did_you_mean(one, [*sectors, *final]))
        for one in sorted(set(use) - set(sectors) - set(final))
    ]
    if mistakes:
        raise BadInput(mistakes)
    n, s = len(economies), len(sectors)
    place = {label: at for at, label in enumerate(sectors)}
    i, j = (np.array([economies.index(one) for one in side], dtype=int) for side in (exporter, importer))
    sold, used = np.array([place[one] for one in sector]), np.array([place.get(one, -1) for one in use])
    last = used < 0
    intermediate, bought = np.zeros((n, s, n, s)), np.zeros((n, s, n))
    np.add.at(intermediate, (i[~last], sold[~last], j[~last], used[~last]), value[~last])
    np.add.at(bought, (i[last], sold[last], j[last]), value[last])
    return InterCountryTable(
        Axes(tuple(economies), tuple(sectors)),
        intermediate,
        bought,
        name=name or Path(path).stem,
        year=year,
        unit=unit,
        sources=sources,
    )
