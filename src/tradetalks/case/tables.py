"""CSV files as positioned text: a header, and rows whose cells know where they stand."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

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

    def filled(self) -> dict[str, Scalar]:
        """The cells that are not empty, by column name, each with its place in the file."""
        found: dict[str, Scalar] = {}
        column = 1
        for name, cell in zip(self.header, self.cells, strict=True):
            if cell.strip():
                found[name] = Scalar(cell, False, self.line, column)
            column += len(cell) + 1
        return found


class Table(NamedTuple):
    """A header and the cells below it; rows with their line numbers are made only where they are asked for."""

    header: list[str]
    cells: list[list[str]]
    content: str

    @property
    def rows(self) -> list[Row]:
        reader = _reader(self.content)
        numbered = [Row(reader.line_num, self.header, cells) for cells in reader if cells]
        return [row for row in numbered[1:] if len(row.cells) == len(self.header)]

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        position = self.header.index(name)
        return [cells[position] for cells in self.cells]


def read_table(path: Path, spot: Spot, columns: tuple[str, ...]) -> Table:
    """A CSV file with these columns or some of them; what does not fit is noted and left out."""
    content = read_text(path, spot.file, spot.mistakes)
    if content is None:
        return Table([], [], "")
    reader = _reader(content)
    try:
        header: list[str] = next(reader, [])
        if not _is_sound(header, columns, spot):
            return Table([], [], "")
        cells = [row for row in reader if row]
    except csv.Error as reason:
        spot.note(Scalar("", False, reader.line_num, 1), f"is not a table: {reason}", "Check the double quotes.")
        return Table([], [], "")
    if {len(row) for row in cells} - {len(header)}:
        _note_widths(header, content, spot)
    return Table(header, [row for row in cells if len(row) == len(header)], content)


def _reader(content: str) -> Any:
    return csv.reader(StringIO(content, newline=""), strict=True)


def _note_widths(header: list[str], content: str, spot: Spot) -> None:
    """Note each row that has more or fewer cells than the header."""
    reader = _reader(content)
    for cells in reader:
        if cells and len(cells) != len(header):
            what = f"{len(cells)} cells where the header has {len(header)}"
            todo = "Put text that holds a comma in double quotes."
            spot.note(Row(reader.line_num, header, cells).start, what, todo)


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
