"""Product lists: scope/<name>.csv holds codes or sector shares, one per line."""

from __future__ import annotations

import re
from itertools import repeat
from pathlib import Path
from typing import Any

from tradetalks.case.goods import EDITIONS, LENGTHS, is_known, known_goods
from tradetalks.case.model import ScopeLine
from tradetalks.case.nodes import Scalar
from tradetalks.case.tables import Row, Table, read_table
from tradetalks.case.values import BAD, Spot, between, link, one_of

CERTAINTIES = ("definite", "maybe")
COLUMNS = ("hs", "sector", "share", "certainty", "note")
_SHARE = between(0, 1)
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_SECTOR = link("sector")
_CERTAINTY = one_of(CERTAINTIES, "certainty")


def read_lines(path: Path, spot: Spot, edition: str) -> tuple[ScopeLine, ...]:
    """The lines of one scope file; every code is checked against the edition of the Harmonized System."""
    table = read_table(path, spot, COLUMNS)
    lines = _whole_list(table, known_goods(edition))
    return lines if lines is not None else _line_by_line(table, spot, edition)


def _whole_list(table: Table, goods: frozenset[str]) -> tuple[ScopeLine, ...] | None:
    """All lines at once where the file is a sound list of codes, else None. Lists run to thousands of lines."""
    if "hs" not in table.header or "sector" in table.header:
        return None
    codes = table.column("hs")
    digits = "".join(codes)
    sound = (
        digits.isascii()
        and digits.isdigit()
        and {len(code) for code in codes} <= set(LENGTHS)
        and all(is_known(stem, goods) for stem in {code[:6] for code in codes} - goods)
        and len(set(codes)) == len(codes)
    )
    certainties = table.column("certainty") if "certainty" in table.header else ["definite"] * len(codes)
    shares = _shares(table.column("share")) if "share" in table.header else [1.0] * len(codes)
    if not sound or shares is None or not set(certainties) <= set(CERTAINTIES):
        return None
    return tuple(map(ScopeLine._make, zip(codes, repeat(""), shares, certainties, strict=False)))


def _shares(written: list[str]) -> list[float] | None:
    """Shares as numbers, or None when one of them is not a number from 0 to 1."""
    value = {share: float(share) for share in set(written) if _DECIMAL.fullmatch(share)}
    if len(value) < len(set(written)) or any(share > 1 for share in value.values()):
        return None
    return [value[share] for share in written]


def _line_by_line(table: Table, spot: Spot, edition: str) -> tuple[ScopeLine, ...]:
    """Each line on its own, so that each mistake is told with its line."""
    goods = known_goods(edition)
    lines: list[ScopeLine] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        key = row.get("hs") or row.get("sector")
        first = seen.setdefault(key, row.line)
        if key and first != row.line:
            spot.note(row.at("hs" if row.get("hs") else "sector"), f'"{key}" is already on line {first}', "Keep one.")
        elif (line := _line(row, spot, edition, goods)) is not None:
            lines.append(line)
    return tuple(lines)


def _line(row: Row, spot: Spot, edition: str, goods: frozenset[str]) -> ScopeLine | None:
    """One line, or None after noting what is wrong with it."""
    before = len(spot.mistakes)
    code, sector = row.get("hs"), row.get("sector")
    given: dict[str, Any] = {}
    if bool(code) == bool(sector):
        spot.note(row.start, "a line names either a code (hs) or a sector", "Fill one of the two.")
    elif code:
        given["hs"] = code
        _check_code(row.at("hs"), spot, edition, goods)
    else:
        given["sector"] = _SECTOR(row.at("sector"), spot)
    if row.get("share"):
        given["share"] = _SHARE(row.at("share"), spot.named("share"))
    elif sector:
        spot.note(row.start, f'sector "{sector}" has no share', "Give the share of its trade, 0 to 1.")
    if row.get("certainty"):
        given["certainty"] = _CERTAINTY(row.at("certainty"), spot)
    return ScopeLine(**given) if len(spot.mistakes) == before and BAD not in given.values() else None


def _check_code(node: Scalar, spot: Spot, edition: str, goods: frozenset[str]) -> None:
    """A code has the form of one, and its edition has it."""
    code = node.text
    if not (code.isascii() and code.isdigit()):
        digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
        spot.note(node, f'code "{code}" is not digits', f"Write {digits}." if digits else "Codes are digits.")
    elif len(code) not in LENGTHS:
        lost = f" Was a leading zero lost? Then write 0{code}." if len(code) + 1 in LENGTHS else ""
        spot.note(node, f'code "{code}" has {len(code)} digits', f"Codes have 2, 4, 6, 8 or 10 digits.{lost}")
    elif not edition:
        spot.note(node, f'code "{code}" belongs to no edition', f"Say `edition:` in scope/scopes.yaml. {EDITIONS}")
    elif not is_known(code, goods):
        known = next((code[:cut] for cut in (4, 2) if code[:cut] in goods), "")
        near = f"{known} exists; look below it." if known else "No chapter begins like this."
        spot.note(node, f'code "{code}" is not in {edition}, checked to six digits', near)
