"""From tariff lines to sectors: the longest prefix of the world's concordance decides."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

from tradetalks.case.model import Scope


@lru_cache(maxsize=4)
def concordance(world: str) -> dict[str, str]:
    """HS prefix -> sector, from `worlds/<world>/hs_to_sector.csv`; empty where the world ships none."""
    path = Path(str(resources.files("tradetalks"))) / "worlds" / world / "hs_to_sector.csv"
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["hs"]: row["sector"] for row in csv.DictReader(file)}


def sector_of(line: str, prefixes: Mapping[str, str]) -> str | None:
    """The sector of a tariff line: that of its longest known prefix; None where there is none."""
    return next((prefixes[line[:n]] for n in range(len(line), 3, -1) if line[:n] in prefixes), None)


def sectors_touched(scope: Scope, scopes: Mapping[str, Scope], world: str) -> frozenset[str]:
    """Sectors that hold at least one line of a scope (what it takes out is not looked at)."""
    prefixes = concordance(world)
    found = {line.sector for line in scope.lines if line.sector}
    for line in scope.lines:
        if not line.hs:
            continue
        exact = sector_of(line.hs, prefixes)
        if exact is not None:
            found.add(exact)
        else:
            found.update(sector for hs, sector in prefixes.items() if hs.startswith(line.hs))
    for name in scope.plus:
        if name in scopes:
            found |= sectors_touched(scopes[name], scopes, world)
    return frozenset(found)
