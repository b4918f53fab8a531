"""From HS codes to the world's sectors: HS10 to NAICS to ISIC Rev. 4, with named exceptions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tradetalks.economy.build.rules import rule_table

UNCLASSIFIED = ("98", "99")  # HS chapters of goods returned and special provisions: no sector


def sector_of_naics(naics: str, rules: Mapping[str, str]) -> str | None:
    """The sector of a NAICS code by its longest known prefix; None for scrap, used goods and unclassified codes."""
    return longest_prefix(naics.rstrip("X"), rules)


def longest_prefix(code: str, rules: Mapping[str, str]) -> str | None:
    """The value of the longest key that `code` starts with."""
    for length in range(len(code), 1, -1):
        if code[:length] in rules:
            return rules[code[:length]]
    return None


def hs_to_sector(hs10_naics: Mapping[str, str], value: Mapping[str, float], extra_hs6: Iterable[str]) -> dict[str, str]:
    """Map every HS6, and longer prefixes where an HS6 splits, to a sector.

    Each HS10 takes the exception that names it, else its NAICS sector, else the sector with the greatest import value
    (then the most codes) among its neighbours at HS8, HS6, HS4 and HS2. A prefix longer than HS6 appears only where it
    differs from its HS6, whose own row is the sector of the greatest value: look a code up by its longest prefix.

    hs10_naics: the crosswalk. value: USD by HS10, for the majorities. extra_hs6: further HS6 codes, of other editions.
    """
    naics_rules = {row["naics"]: row["sector"] for row in rule_table("naics_to_sector.csv")}
    exceptions = {row["hs"]: row["sector"] for row in rule_table("hs_exceptions.csv")}
    codes = sorted(code for code in {*hs10_naics, *value} if code[:2] not in UNCLASSIFIED)
    known: dict[str, str] = {}
    for code in codes:
        sector = longest_prefix(code, exceptions) or sector_of_naics(hs10_naics.get(code, ""), naics_rules)
        if sector:
            known[code] = sector
    majority = _majorities(known, value)
    for code in codes:
        known.setdefault(code, majority[next(code[:n] for n in (8, 6, 4, 2) if code[:n] in majority)])
    table = _shortest(known, _majorities(known, value))
    for hs6 in sorted(extra_hs6):
        if hs6[:2] not in UNCLASSIFIED and hs6 not in table:
            fallback = next((majority[hs6[:n]] for n in (4, 2) if hs6[:n] in majority), None)
            sector = longest_prefix(hs6, exceptions) or fallback
            if sector:
                table[hs6] = sector
    return dict(sorted(table.items()))


def _majorities(known: Mapping[str, str], value: Mapping[str, float]) -> dict[str, str]:
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for code, sector in known.items():
        for length in (8, 6, 4, 2):
            weight[code[:length]][sector] += value.get(code, 0.0) + 1.0  # a dollar each: untraded codes still vote
    return {prefix: max(sorted(votes), key=votes.__getitem__) for prefix, votes in weight.items()}


def _shortest(known: Mapping[str, str], majority: Mapping[str, str]) -> dict[str, str]:
    """The HS6 rows, then HS8 and HS10 rows only where they differ from the row above them."""
    table = {code[:6]: majority[code[:6]] for code in known}
    for length in (8, 10):
        for code, sector in known.items():
            wanted = sector if length == 10 else majority[code[:8]]
            if longest_prefix(code[:length], table) != wanted:
                table[code[:length]] = wanted
    return table
