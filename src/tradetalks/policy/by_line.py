"""Import duties on goods known by their tariff lines: what a day's law adds to each, from the lists of goods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Case, Scope
from tradetalks.policy.at import import_duties
from tradetalks.policy.atoms import Atom, Weighed, Weights
from tradetalks.policy.coverage import Coverage
from tradetalks.policy.duties import ON_IMPORTS
from tradetalks.policy.rulesets import applied
from tradetalks.policy.scopes import digest
from tradetalks.policy.state import PolicyState
from tradetalks.policy.weighing.lines import Lines

Array = NDArray[np.float64]

DEPTHS = {"USA": ("hts", 10)}  # whose own tariff edition the codes are of, and its digits
ELSEWHERE = ("cn", 6)  # any other importer's lists are read at the six digits that all tariffs share


class TariffLine(NamedTuple):
    """A line of the US tariff, its part of a good's trade, and its ordinary US duty as a fraction."""

    code: str
    share: float
    mfn: float


Goods = Mapping[str, Sequence[TariffLine]]


def added_by_line(case: Case, state: PolicyState, goods: Goods) -> dict[str, Array]:
    """What each measure in force under `state` adds to the duty on each good: measure -> [importer, exporter, good].

    Lines stand in the lists that name their codes for sure; goods that only may be on a list are not charged, as in
    `policy_at`. A good's rate is the mean over its lines by their part of its trade. Partners bear what the law says of
    them by name or of all; a list given as shares of sectors says nothing of a line.
    """
    ruled = applied(case, state.rules)
    axes = Axes(state.axes.economies, tuple(goods))
    scopes = {scope.name: scope for scope in ruled.case.scopes}
    reach = Coverage(ruled.case, axes, Weights())
    imposed = [one for one in state.in_force if one.measure.instrument in ON_IMPORTS]
    wanted = {name: digest(name, scopes) for one in imposed if (name := one.measure.scope) in scopes}
    listed = [(good, line) for good, lines in goods.items() for line in lines]
    atoms: list[Atom] = []
    weighed: list[Weighed] = []
    for importer in dict.fromkeys(label for one in imposed for label in reach.imposes(one.measure)):
        inside = _inside(importer, [line for _, line in listed], wanted, scopes)
        for partner in (label for label in axes.economies if label != importer):
            for position, (good, line) in enumerate(listed):
                sure = {name: float(share[position]) for name, share in inside.items() if share[position] > 0.0}
                atoms.append(_atom(importer, partner, good, line, sure))
            weighed += [
                Weighed(importer, partner, name, wanted[name], name, len(listed), 0.0, 0.0, 1.0) for name in inside
            ]
    coverage = Coverage(ruled.case, axes, Weights(tuple(atoms), tuple(weighed)))
    return import_duties(state.in_force, coverage, collected_base=False).by_measure


def _inside(
    importer: str, lines: Sequence[TariffLine], wanted: Iterable[str], scopes: dict[str, Scope]
) -> dict[str, Array]:
    """Part of each line that is for sure in each scope, for the scopes that are about goods [line]."""
    home, depth = DEPTHS.get(importer, ELSEWHERE)
    codes = tuple(line.code.ljust(depth, "0")[:depth] for line in lines)
    read = Lines(codes, ("",) * len(codes), home=home, depth=depth)
    found = {name: read.share(name, scopes) for name in wanted}
    return {name: share.sure for name, share in found.items() if share is not None}


def _atom(importer: str, partner: str, good: str, line: TariffLine, sure: dict[str, float]) -> Atom:
    base = line.mfn if importer in DEPTHS else None
    return Atom(importer, partner, partner, good, sure, {}, line.share * 1e6, base, base, None, 1)
