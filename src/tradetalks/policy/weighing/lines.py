"""Which tariff lines a scope covers: matching by HS prefix at the depth the scope's codes have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tradetalks.case.model import Case, Scope
from tradetalks.policy.rulesets import deviated, rule_set, rule_sets
from tradetalks.policy.scopes import ALL_GOODS, NO_GOODS, Share, composed, digest

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """One reading of a scope: its name, its name in signatures, and the scopes it is composed of."""

    scope: str
    token: str
    digest: str
    scopes: dict[str, Scope]


def readings(case: Case) -> tuple[Reading, ...]:
    """Every scope that a measure of the case uses, as the law reads it and as any of a rule set's deviations do."""
    versions = [case]
    for name in rule_sets(case)[1:]:
        deviations = rule_set(case, name).deviations
        reread = [one for one in deviations if one.rereads]
        groups = (group for size in range(1, len(reread) + 1) for group in combinations(reread, size))
        versions += [deviated(case, group).case for group in groups]
    found: dict[tuple[str, str], Reading] = {}
    for position, version in enumerate(versions):
        scopes = {scope.name: scope for scope in version.scopes}
        for name in dict.fromkeys(measure.scope for measure in version.measures):
            if name in scopes:
                mark = digest(name, scopes)
                token = name if position == 0 else f"{name}~{mark[:4]}"
                found.setdefault((name, mark), Reading(name, token, mark, scopes))
    return tuple(found.values())


@dataclass(frozen=True)
class Lines:
    """Tariff lines of one importer's trade.

    codes: digits as text, all `depth` digits long; sectors: of the world, empty where a line has none.
    home: how the names of the importer's own tariff editions begin (`hts`, `cn`).
    """

    codes: tuple[str, ...]
    sectors: tuple[str, ...]
    home: str
    depth: int

    @cached_property
    def _cut(self) -> dict[int, list[str]]:
        return {n: [code[:n] for code in self.codes] for n in (2, 4, 6, 8, 10)}

    def share(self, name: str, scopes: dict[str, Scope]) -> Share | None:
        """Share of each line in a scope [line]; None for what is not about goods or not in the case.

        A code covers the lines that begin with it. A code longer than trade is known by covers its subheading when it
        is of the importer's own tariff; a national code of another country says for sure nothing below six digits, so
        there the lines of its subheading may be covered.
        """
        nothing = np.zeros(len(self.codes))
        if name == ALL_GOODS:
            return Share(np.ones(len(self.codes)), nothing)
        if name == NO_GOODS or name not in scopes:
            return None
        scope = scopes[name]
        held = {"definite": nothing.copy(), "maybe": nothing.copy()}
        for line in scope.lines:
            if line.sector:
                here = np.array([line.share * (sector == line.sector) for sector in self.sectors])
                held[line.certainty] = np.maximum(held[line.certainty], here)
        for (depth, certainty), share_of in self._by_depth(scope).items():
            here = np.array([share_of.get(prefix, 0.0) for prefix in self._cut[depth]])
            held[certainty] = np.maximum(held[certainty], here)
        own = Share(held["definite"], np.minimum(held["maybe"], 1.0 - held["definite"]))
        return composed(scope, own, lambda part: self.share(part, scopes))

    def _by_depth(self, scope: Scope) -> dict[tuple[int, str], dict[str, float]]:
        found: dict[tuple[int, str], dict[str, float]] = {}
        for line in scope.lines:
            if line.hs:
                foreign = len(line.hs) > 6 and not scope.edition.startswith(self.home)
                depth = min(len(line.hs), 6 if foreign else self.depth)
                certainty = "maybe" if foreign else line.certainty
                found.setdefault((depth, certainty), {})[line.hs[:depth]] = line.share
        return found

    def shares(self, of: Iterable[Reading]) -> dict[str, Share]:
        """Token -> share of each line, for the readings that are about goods."""
        found = {reading.token: self.share(reading.scope, reading.scopes) for reading in of}
        return {token: share for token, share in found.items() if share is not None}
