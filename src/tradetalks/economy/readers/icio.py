"""OECD Inter-Country Input-Output tables, as the OECD publishes them in CSV; and any square table labelled that way."""

from __future__ import annotations

from pathlib import Path

from tradetalks.economy.readers.labelled import Label, numbers, table_of
from tradetalks.economy.readers.table import InterCountryTable
from tradetalks.errors import BadInput, Mistake

# processing and other producers of China and Mexico in the extended tables, whose final uses stand under the whole
PARTS = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
TOTALS = ("OUT", "OUTPUT", "TOTAL")
DISCREPANCY = "DISC"  # belongs to no buyer


def read_icio(path: str | Path, *, year: int, unit: str = "million USD", separator: str = "_") -> InterCountryTable:
    """Read an ICIO table: first column and first line hold labels `ECONOMY_INDUSTRY` (e.g. `ARG_A01_02`).

    Columns `ECONOMY_HFCE`, `_GGFC`, `_INVNT` and so on are final uses, in the edition of 2016 the other way round
    (`HC_ECONOMY`); `OUT` or `TOTAL` is output, which the rows must meet, less the discrepancy (`DISC`) of the editions
    of 2016 and 2018; rows of taxes and value added are left out, as value added follows. The parts of
    China and Mexico in the extended tables are added up. Any square table labelled `A<separator>B` reads alike. Raises
    `BadInput`.
    """
    import pandas as pd

    where = str(path)
    try:
        frame = pd.read_csv(path, index_col=0)
    except (OSError, ValueError) as problem:
        raise BadInput(Mistake(where, f"cannot be read as CSV: {problem}")) from None
    if DISCREPANCY in frame.columns:
        totals = [name for name in frame.columns if name in TOTALS]
        frame[totals] = frame[totals].sub(frame[DISCREPANCY], axis=0)
        frame = frame.drop(columns=DISCREPANCY)
    rows = [_label(str(text), separator) for text in frame.index]
    economies = {economy for economy, code in rows if code}
    columns = [_turned(_label(str(text), separator), economies) for text in frame.columns]
    total = next((label for label in columns if label[0] in TOTALS and not label[1]), None)
    return table_of(
        where,
        rows,
        columns,
        numbers(where, frame.fillna(0.0)),
        total=total,
        parts=PARTS,
        name=f"OECD ICIO {year}",
        year=year,
        unit=unit,
        sources=("OECD, Inter-Country Input-Output tables",),
    )


def _label(text: str, separator: str) -> Label:
    economy, _, code = text.strip().partition(separator)
    return economy, code


def _turned(label: Label, economies: set[str]) -> Label:
    """Economy first, also where a column says the use first."""
    first, second = label
    return (second, first) if first not in economies and second in economies else label
