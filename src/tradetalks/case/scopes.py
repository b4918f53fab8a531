"""Product lists: scope/<name>.csv holds codes or sector shares, scope/scopes.yaml says what each list is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from tradetalks.case.goods import EDITIONS, LENGTHS, known_goods
from tradetalks.case.model import ScopeLine
from tradetalks.case.nodes import Scalar, read_text
from tradetalks.case.values import BAD, Spot, between, one_of, slug
from tradetalks.errors import did_you_mean

CERTAINTIES = ("definite", "maybe")
_SHARE = between(0, 1)
_CERTAINTY = one_of(CERTAINTIES, "certainty")


def read_table(path: Path, spot: Spot, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Rows of a CSV file as line, header and cells; a header or a row that does not fit is noted and left out."""
    content = read_text(path, spot.file, spot.mistakes)
    if content is None:
        return
    rows = csv.reader(StringIO(content, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        if not _header_is_sound(header, columns, spot):
            return
        for row in rows:
            if len(row) == len(header):
                yield rows.line_num, header, row
            elif any(cell.strip() for cell in row):
                spot.note(
                    Scalar("", False, rows.line_num, 1),
                    f"{len(row)} cells where the header has {len(header)}",
                    "Put text that holds a comma in double quotes.",
                )
    except csv.Error as reason:
        spot.note(Scalar("", False, rows.line_num, 1), f"is not a table: {reason}", "Check the double quotes.")


def _header_is_sound(header: list[str], columns: tuple[str, ...], spot: Spot) -> bool:
    top = Scalar("", False, 1, 1)
    sound = True
    for position, name in enumerate(header):
        if name not in columns:
            spot.note(cell(1, header, position), f'unknown column "{name}".', did_you_mean(name, columns, show=20))
            sound = False
        elif name in header[:position]:
            spot.note(cell(1, header, position), f'the column "{name}" stands twice', "Remove one of the two.")
            sound = False
    if not header:
        spot.note(top, "is empty", f"Begin with a header; columns: {', '.join(columns)}.")
        sound = False
    return sound


def cell(line: int, row: list[str], position: int) -> Scalar:
    """A cell as a scalar with its place in the file."""
    return Scalar(row[position], False, line, 1 + sum(len(before) + 1 for before in row[:position]))


def read_lines(path: Path, spot: Spot, edition: str) -> tuple[ScopeLine, ...]:
    """The lines of one scope file; every code is checked against the edition of the Harmonized System."""
    goods = known_goods(edition)
    lines: list[ScopeLine] = []
    seen: dict[str, int] = {}
    for number, header, row in read_table(path, spot, ("hs", "sector", "share", "certainty", "note")):
        found = dict(zip(header, row, strict=True))
        code, sector = found.get("hs", ""), found.get("sector", "")
        first = seen.setdefault(code or sector, number)
        if first != number:
            spot.note(
                _at(number, header, row, "hs" if code else "sector"),
                f'"{code or sector}" is already on line {first}',
                "Keep one.",
            )
        elif code and not sector and not found.get("share") and found.get("certainty", "definite") == "definite":
            if (code[:6] in goods and len(code) in LENGTHS and code.isdigit()) or _code_is_sound(
                _at(number, header, row, "hs"), spot, edition, goods
            ):
                lines.append(ScopeLine(code))
        else:
            line = _full_line(number, header, row, spot, edition, goods)
            if line is not None:
                lines.append(line)
    return tuple(lines)


def _at(number: int, header: list[str], row: list[str], column: str) -> Scalar:
    return cell(number, row, header.index(column)) if column in header else Scalar("", False, number, 1)


def _full_line(
    number: int, header: list[str], row: list[str], spot: Spot, edition: str, goods: frozenset[str]
) -> ScopeLine | None:
    """A line with a sector, a share or a certainty: each cell read with its own place."""
    before = len(spot.mistakes)
    found = dict(zip(header, row, strict=True))
    code, sector = found.get("hs", ""), found.get("sector", "")
    given: dict[str, Any] = {}
    if bool(code) == bool(sector):
        spot.note(Scalar("", False, number, 1), "a line names either a code (hs) or a sector", "Fill one of the two.")
    elif code:
        _code_is_sound(_at(number, header, row, "hs"), spot, edition, goods)
        given["hs"] = code
    else:
        given["sector"] = slug(_at(number, header, row, "sector"), spot)
    if found.get("share"):
        given["share"] = _SHARE(_at(number, header, row, "share"), spot)
    elif sector:
        spot.note(
            Scalar("", False, number, 1), f'sector "{sector}" has no share', "Give the share of its trade, 0 to 1."
        )
    if found.get("certainty"):
        given["certainty"] = _CERTAINTY(_at(number, header, row, "certainty"), spot)
    return ScopeLine(**given) if len(spot.mistakes) == before and BAD not in given.values() else None


def _code_is_sound(node: Scalar, spot: Spot, edition: str, goods: frozenset[str]) -> bool:
    """Whether a code has the form of one and its edition has it."""
    code = node.text
    digits = "".join(sign for sign in code if sign.isdigit())
    if not (code.isascii() and code.isdigit()):
        spot.note(node, f'code "{code}" is not digits', f"Write {digits}." if digits else "Codes are digits.")
    elif len(code) not in LENGTHS:
        lost = f" Was a leading zero lost? Then write 0{code}." if len(code) + 1 in LENGTHS else ""
        spot.note(node, f'code "{code}" has {len(code)} digits', f"Codes have 2, 4, 6, 8 or 10 digits.{lost}")
    elif not edition:
        spot.note(node, f'code "{code}" belongs to no edition', f"Say `edition:` in scope/scopes.yaml. {EDITIONS}")
        return False
    elif code[:6] not in goods and not (code[:2] in ("98", "99") and code[:2] in goods):
        known = next((code[:cut] for cut in (4, 2) if code[:cut] in goods), "")
        near = f"{known} exists; look below it." if known else "No chapter begins like this."
        spot.note(node, f'code "{code}" is not in {edition}', near)
    else:
        return True
    return False
