"""CSV files as positioned text: a header, and rows whose cells know where they stand."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from tradetalks.case.nodes import Scalar, read_text
from tradetalks.case.values import Spot
from tradetalks.errors import did_you_mean


class Row(NamedTuple):
    """The cells of one line, by column name."""

    line: int
    header: list[str]
    cells: list[str]

    @property
    def start(self) -> Scalar:
        """The beginning of the line, to point at."""
        return Scalar("", False, self.line, 1)

    def get(self, name: str) -> str:
        """A cell's text; empty where the column is left out."""
        return self.cells[self.header.index(name)] if name in self.header else ""

    def at(self, name: str) -> Scalar:
        """A cell with its place in the file."""
        position = self.header.index(name)
        return Scalar(self.cells[position], False, self.line, 1 + sum(len(cell) + 1 for cell in self.cells[:position]))


class Table(NamedTuple):
    """A header and its rows, each with the line it stands on; a `Row` is made only where one is asked for."""

    header: list[str]
    numbered: list[tuple[int, list[str]]]

    @property
    def rows(self) -> list[Row]:
        return [Row(line, self.header, cells) for line, cells in self.numbered]

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        position = self.header.index(name)
        return [cells[position] for _, cells in self.numbered]


def read_table(path: Path, spot: Spot, columns: tuple[str, ...]) -> Table:
    """A CSV file with these columns or some of them; what does not fit is noted and left out."""
    content = read_text(path, spot.file, spot.mistakes)
    if content is None:
        return Table([], [])
    reader = csv.reader(StringIO(content, newline=""), strict=True)
    try:
        header = next(reader, [])
        if not _is_sound(header, columns, spot):
            return Table([], [])
        numbered = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as reason:
        spot.note(Scalar("", False, reader.line_num, 1), f"is not a table: {reason}", "Check the double quotes.")
        return Table([], [])
    width = len(header)
    for line, cells in numbered:
        if len(cells) != width:
            what = f"{len(cells)} cells where the header has {width}"
            spot.note(Row(line, header, cells).start, what, "Put text that holds a comma in double quotes.")
    return Table(header, [(line, cells) for line, cells in numbered if len(cells) == width])


def _is_sound(header: list[str], columns: tuple[str, ...], spot: Spot) -> bool:
    """Whether a header names known columns, each once."""
    before = len(spot.mistakes)
    row = Row(1, header, header)
    if not header:
        spot.note(row.start, "is empty", f"Begin with a header; columns: {', '.join(columns)}.")
    for position, name in enumerate(header):
        if name not in columns:
            spot.note(row.at(name), f'unknown column "{name}".', did_you_mean(name, columns, show=20))
        elif name in header[:position]:
            spot.note(row.at(name), f'the column "{name}" stands twice', "Remove one of the two.")
    return len(spot.mistakes) == before
