"""What a measure speaks about: which partners, and what share of each atom of trade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Case, Measure, Scope
from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.policy.atoms import SERVICES, Goods, Weights
from tradetalks.policy.scopes import ALL_GOODS, NO_GOODS, Share, composed, digest

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Coverage:
    """Answers who and what a measure reaches, for one case, one world and its weights."""

    case: Case
    axes: Axes
    weights: Weights

    @cached_property
    def scopes(self) -> dict[str, Scope]:
        """Scopes of the case by name."""
        return {scope.name: scope for scope in self.case.scopes}

    @cached_property
    def members(self) -> dict[str, frozenset[str]]:
        """Party -> itself and, where it is a customs union, its members."""
        return {party.id: frozenset((party.id, *party.members)) for party in self.case.parties}

    def who(self, label: str) -> frozenset[str]:
        """The codes that a party or country code stands for."""
        return self.members.get(label, frozenset((label,)))

    def imposes(self, measure: Measure) -> tuple[str, ...]:
        """Economies of the world that impose a measure: a customs union imposes for each member that is one."""
        return tuple(economy for economy in self.axes.economies if economy in self.who(measure.imposer))

    def reaches(self, measure: Measure, partner: str) -> bool:
        """Whether a measure is aimed at a partner; nobody is aimed at by its own union."""
        if partner in self.who(measure.imposer):
            return False
        if any(partner in self.who(label) for label in measure.exempt):
            return False
        return any(label == "ALL" or partner in self.who(label) for label in measure.targets)

    def flows(self, measure: Measure) -> tuple[tuple[str, str], ...]:
        """(importer, exporter) pairs that a measure on exports speaks of: the imposer sells, the targets buy."""
        return tuple(
            (importer, exporter)
            for exporter in self.imposes(measure)
            for importer in self.axes.economies
            if importer != exporter and self.reaches(measure, importer)
        )

    def share(self, name: str, goods: Goods, partner: str) -> Share | None:
        """Share of each of a partner's atoms inside a scope; None where that is not known.

        In this order: every good, a share computed from trade by tariff line (where the scope has not changed
        since), and shares of sectors as the scope gives them.
        """
        if name == ALL_GOODS:
            every = np.array([float(atom.sector not in SERVICES) for atom in goods.of(partner)])
            return Share(every, np.zeros_like(every))
        if name == NO_GOODS or name not in self.scopes:
            return None
        weighed = self.weights.weighed.get((goods.importer, partner, name, self._digest(name)))
        if weighed is None:
            return self._by_sector(self.scopes[name], goods, partner)
        return Share(*goods.inside(weighed.token, partner, float(self._all_goods(name))))

    def _all_goods(self, name: str) -> bool:
        """Whether a scope is all goods but some, so that it also covers a sector of which nothing was traded."""
        return name == ALL_GOODS or (name in self.scopes and any(self._all_goods(n) for n in self.scopes[name].plus))

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            self._digests[name] = digest(name, self.scopes)
        return self._digests[name]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def _by_sector(self, scope: Scope, goods: Goods, partner: str) -> Share | None:
        if any(line.hs for line in scope.lines) or not (scope.lines or scope.plus):
            return None
        atoms = goods.of(partner)
        held = {"definite": np.zeros(len(atoms)), "maybe": np.zeros(len(atoms))}
        for line in scope.lines:
            held[line.certainty] += line.share * np.array([atom.sector == line.sector for atom in atoms])
        own = Share(held["definite"], held["maybe"])
        return composed(scope, own, lambda name: self.share(name, goods, partner))


def check_sectors(measures: Iterable[Measure], scopes: Iterable[Scope], axes: Axes) -> None:
    """Refuse scopes that name sectors which the world does not have, all at once; raises `BadInput`."""
    used = {measure.scope for measure in measures}
    wrong = [
        Mistake(
            f"scope {scope.name}",
            f'"{line.sector}" is not a sector of this world',
            did_you_mean(line.sector, axes.sectors, show=40),
        )
        for scope in scopes
        if scope.name in used
        for line in scope.lines
        if line.sector and line.sector not in axes.sectors
    ]
    if wrong:
        raise BadInput(wrong)


def why_unknown(scope: str, scopes: Mapping[str, Scope]) -> str:
    """Why a scope has no share of trade on a pair, in words for the user."""
    if scope == NO_GOODS:
        return "not about goods"
    if scope not in scopes:
        return f"scope {scope} is not in the case"
    return f"trade by tariff line is not known for scope {scope} (run `tradetalks weigh`)"
