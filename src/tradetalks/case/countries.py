"""Which countries there are: ISO 3166 codes of three letters, with the two-letter ones people type instead."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from tradetalks.errors import did_you_mean


@cache
def countries() -> dict[str, str]:
    """Name by ISO 3166-1 alpha-3 code."""
    return {row["alpha3"]: row["name"] for row in _rows()}


def advise(code: str, parties: tuple[str, ...]) -> str:
    """What to write for a code that is neither a country nor a party."""
    wanted = "A party of this case"
    wanted += f" ({', '.join(parties)})" if parties else ""
    for row in _rows():
        if code.upper() == row["alpha2"] or code.casefold() == row["name"].casefold():
            return f"{wanted} or an ISO 3166 code of three letters. Did you mean {row['alpha3']} ({row['name']})?"
    advice = f"{wanted} or an ISO 3166 code of three letters."
    if len(code) < 3:
        return advice
    close = did_you_mean(code.upper(), [*parties, *countries()], show=0).partition("Did you mean")[2]
    return advice + (f" Did you mean{close}" if close else "")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
