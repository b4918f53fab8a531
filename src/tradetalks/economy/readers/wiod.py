"""World Input-Output Database, releases 2013 and 2016, as published: a sheet with four label columns, R or Stata."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tradetalks.economy.readers.labelled import Label, numbers, table_of
from tradetalks.economy.readers.table import InterCountryTable
from tradetalks.errors import BadInput, Mistake

LABELS = 4  # columns before the numbers: code, description, country, number of the row
TOTAL = "TOT"  # the country of the column of output and of the rows of taxes, margins and value added
NUMBERED = re.compile(r"c\d+")
SOURCE = "Timmer, Dietzenbacher, Los, Stehrer and de Vries (2015), World Input-Output Database, release {}"
UNIT = "million USD"


def read_wiod(path: str | Path, *, release: int, year: int) -> InterCountryTable:
    """Read a world table of WIOD (Timmer et al. 2015): `.xlsx`, `.xlsb` or `.csv` sheet, or R or Stata file (2016).

    In a sheet three lines above the numbers hold code, description and country of each column, a fourth `c1, c2, ...`;
    four columns beside them the same of each row. In release 2013 only industries have a code: final uses and totals go
    by their number. In the other two files columns are `AUS1, AUS2, ...` (Stata: `vAUS1`), numbered like the rows
    (`RNr`), final uses from 57. Reading workbooks and R files needs `pip install "tradetalks[tables]"`. Raises
    `BadInput`.
    """
    if release not in (2013, 2016):
        raise BadInput(Mistake(str(path), f"no release {release} of WIOD", "One of: 2013, 2016."))
    frame = _open(Path(path))
    numbered = Path(path).suffix.lower() in (".dta", ".rdata")
    rows, columns, block = _numbered(str(path), frame) if numbered else _sheet(str(path), frame)
    return table_of(
        str(path),
        rows,
        columns,
        numbers(str(path), block),
        total=next((label for label in reversed(columns) if label[0] == TOTAL), None),
        name=f"WIOD {release} ({year})",
        year=year,
        unit=UNIT,
        sources=(SOURCE.format(release),),
    )


def _open(path: Path) -> Any:
    import pandas as pd

    try:
        if path.suffix == ".dta":
            return pd.read_stata(path)
        if path.suffix.lower() == ".rdata":
            import rdata

            return rdata.read_rda(path)["wiot"]
        if path.suffix == ".csv":
            return pd.read_csv(path, header=None, dtype=str, keep_default_na=False)
        return pd.read_excel(path, header=None, dtype=object)
    except (OSError, ValueError, ImportError, KeyError) as problem:
        raise BadInput(Mistake(str(path), f"cannot be read: {problem}")) from None


def _sheet(where: str, frame: Any) -> tuple[list[Label], list[Label], Any]:
    """Labels and numbers of a sheet; the line `c1, c2, ...` is the last before the numbers."""
    head = frame.iloc[:12, LABELS].astype(str).str.strip().str.fullmatch(NUMBERED)
    if not head.any():
        raise BadInput(Mistake(where, "no line c1, c2, ... of column numbers in column 5", "Save the sheet as it is."))
    last = int(head.to_numpy().argmax())
    countries = _countries(frame.iloc[last - 1, LABELS:])
    codes = _codes(frame.iloc[last - 3, LABELS:], frame.iloc[last, LABELS:])
    body = frame.iloc[last + 1 :]
    body = body[body.iloc[:, 2].notna() & (body.iloc[:, 2].astype(str).str.strip() != "")]
    kept = [place for place, country in enumerate(countries) if country]
    columns = [(countries[place], codes[place]) for place in kept]
    rows = list(zip(_countries(body.iloc[:, 2]), _codes(body.iloc[:, 0], body.iloc[:, 3]), strict=True))
    return rows, columns, body.iloc[:, [LABELS + place for place in kept]].replace("", 0).fillna(0)


def _codes(codes: Any, given: Any) -> list[str]:
    """Codes, or the number of the row or column where there is none."""
    return [code or number for code, number in zip(_texts(codes), _texts(given), strict=True)]


def _countries(cells: Any) -> list[str]:
    """Country codes; some years of release 2013 write Romania in the old way."""
    return ["ROU" if country == "ROM" else country for country in _texts(cells)]


def _numbered(where: str, frame: Any) -> tuple[list[Label], list[Label], Any]:
    """Labels and numbers of the R or Stata file: a column's number is that of the industry's row."""
    needed = ("IndustryCode", "Country", "RNr")
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise BadInput(Mistake(where, f"no column {', '.join(missing)}", f"Columns: {', '.join(needed)}, AUS1, ..."))
    rows = list(zip(_texts(frame["Country"]), _texts(frame["IndustryCode"]), strict=True))
    code = {(country, int(number)): sector for (country, sector), number in zip(rows, frame["RNr"], strict=True)}
    kept, columns = [], []
    for name in frame.columns:
        found = re.fullmatch(r"v?([A-Z]{3})(\d+)", str(name))
        if found:
            country, number = found[1], int(found[2])
            columns.append((country, code.get((country, number), f"use {number}")))
            kept.append(name)
    if TOTAL in frame.columns:
        columns.append((TOTAL, "GO"))
        kept.append(TOTAL)
    return rows, columns, frame[kept].fillna(0.0)


def _texts(cells: Any) -> list[str]:
    return [re.sub(r"^nan$", "", str(cell).strip()) for cell in cells]
