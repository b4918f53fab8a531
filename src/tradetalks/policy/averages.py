"""Average tariffs of one country on another: a number never comes without its method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tradetalks.axes import Axes
from tradetalks.case.model import Case, Observation
from tradetalks.errors import BadInput, Mistake
from tradetalks.policy.atoms import Weights
from tradetalks.policy.coverage import Coverage
from tradetalks.policy.duties import ON_IMPORTS, duties_on
from tradetalks.policy.in_force import measures_in_force
from tradetalks.policy.rulesets import LEGAL, Deviation, Ruled, applied, deviated, rule_set
from tradetalks.policy.shapley import shapley
from tradetalks.policy.stack import Stack
from tradetalks.policy.weights_file import load_weights

ANCHORED = "sourced-level-plus-change"


@dataclass(frozen=True)
class Average:
    """An average tariff in per cent of import value; ``percent`` is None where it cannot be known.

    computed: worked out from the law (else published by ``source``). on: the day it describes.
    """

    importer: str
    exporter: str
    method: str
    percent: float | None
    on: date
    computed: bool
    source: str
    note: str = ""


def method_of(case: Case, rules: str, importer: str, exporter: str) -> str:
    """Name of the method that computes an average: which rules, on trade by tariff line or by sector."""
    by_line = (importer, exporter) in load_weights(case).sectors_of
    return f"{rules}-2024-weights" if by_line else f"{rules}-sector-weights"


def pairs(case: Case) -> tuple[tuple[str, str], ...]:
    """(importer, exporter) pairs of parties of which the first has named the second as the target of a duty."""
    known = {party.id for party in case.parties}
    found = [
        (measure.imposer, target)
        for measure in case.measures
        if measure.instrument in ON_IMPORTS
        for target in measure.targets
        if target in known and measure.imposer in known
    ]
    mutual = [pair for pair in dict.fromkeys(found) if pair[::-1] in found]
    return tuple(mutual or dict.fromkeys(found))


def computed(
    case: Case,
    on: date,
    known: date,
    importer: str,
    exporter: str,
    *,
    rules: str = LEGAL,
    table: Weights | None = None,
) -> Stack | None:
    """The average of a day on trade by tariff line, else on a world table's trade by sector; None without either.

    A table's duty holds what was in force when it was made, so its base is that duty less what the case's measures
    added on the day the case compares with.
    """
    ruled, weights = applied(case, rules), load_weights(case)
    if (importer, exporter) in weights.sectors_of or table is None:
        return computed_under(ruled, weights, on, known, importer, exporter)
    now = computed_under(ruled, table, on, known, importer, exporter)
    before = computed_under(ruled, table, case.before, known, importer, exporter)
    if now is None or before is None or now.base is None:
        return now
    return replace(now, base=now.base - before.change)


def computed_under(ruled: Ruled, weights: Weights, on: date, known: date, importer: str, exporter: str) -> Stack | None:
    """The average under a case already turned by a rule set: sum_a v_a (base_a + added_a) / sum_a v_a over atoms a."""
    sectors = weights.sectors_of.get((importer, exporter))
    if sectors is None:
        return None
    axes = Axes((importer, exporter), sectors)
    goods = weights.goods(importer, axes)
    coverage = Coverage(ruled.case, axes, weights)
    imposed = [
        one
        for one in measures_in_force(ruled.case, on, known)
        if one.measure.instrument in ON_IMPORTS and importer in coverage.imposes(one.measure)
    ]
    duties = duties_on(goods, imposed, coverage, collected_base=ruled.collected_base)
    weight = 100.0 * goods.value / goods.value.sum()
    base = float(weight @ duties.base)
    added = {name: float(weight @ rate) for name, rate in duties.by_measure.items() if rate.any()}
    return Stack(None if np.isnan(base) else base, added, duties.unpriced)


def averages(
    case: Case, on: date, known: date, *, rules: str = LEGAL, table: Weights | None = None
) -> tuple[Average, ...]:
    """Every average that can be told of a day: the computed one, then the newest that each source had published.

    `table` is a world's trade by sector (`sector_weights`), for pairs of which the case has no trade by tariff line.
    """
    found: list[Average] = []
    for importer, exporter in pairs(case):
        found += _told(case, on, known, importer, exporter, rules, table)
    return tuple(found)


def _told(
    case: Case, on: date, known: date, importer: str, exporter: str, rules: str, table: Weights | None
) -> list[Average]:
    now = computed(case, on, known, importer, exporter, rules=rules, table=table)
    method = method_of(case, rules, importer, exporter)
    source = "this case's measures on trade by tariff line"
    if method.endswith("sector-weights"):
        source = "this case's measures on the world table's trade by sector"
    if now is None:
        head = [Average(importer, exporter, method, None, on, True, source, "no trade weights for this pair")]
    elif now.level is not None:
        head = [Average(importer, exporter, method, now.level, on, True, source)]
    else:
        head = [anchored(case, on, known, importer, exporter, rules=rules)]
    newest: dict[str, Observation] = {}
    for one in published(case, on, known, importer, exporter):
        newest.setdefault(one.method, one)
    return head + [
        Average(importer, exporter, one.method, one.value, one.on, False, one.source) for one in newest.values()
    ]


def anchored(case: Case, on: date, known: date, importer: str, exporter: str, *, rules: str = LEGAL) -> Average:
    """A sourced level that is not decomposed, plus the change since its day computed from the law.

    Used where the base rate is not known by tariff line.
    """
    now = computed(case, on, known, importer, exporter, rules=rules)
    level = anchor(case, on, known, importer, exporter, rules=rules)
    if now is None or level is None:
        note = "the base rate is not known, and no level is published"
        return Average(importer, exporter, ANCHORED, None, on, True, "", note)
    note = f"{level.value:g} of {level.on} ({level.method}), not decomposed, and {now.change:+.1f} since"
    return Average(importer, exporter, ANCHORED, level.value + now.change, on, True, level.source, note)


def anchor(
    case: Case, on: date, known: date, importer: str, exporter: str, *, rules: str = LEGAL
) -> Observation | None:
    """The last published level before the first of this case's priced duties, so that nothing is counted twice."""
    for level in published(case, on, known, importer, exporter):
        then = computed(case, level.on, known, importer, exporter, rules=rules)
        if then is not None and not then.change:
            return level
    return None


def published(case: Case, on: date, known: date, importer: str, exporter: str) -> list[Observation]:
    """Average tariffs of a pair published by ``known`` about ``on`` or earlier, newest first."""
    ours = [
        one
        for one in case.observations
        if one.series.startswith("average-tariff")
        and (one.importer, one.exporter) == (importer, exporter)
        and one.on <= on
        and one.published is not None
        and one.published <= known
    ]
    return sorted(ours, key=lambda one: one.on, reverse=True)


@dataclass(frozen=True)
class Gap:
    """Why two rule sets differ on a day: points by named deviation, which sum to ``other`` less ``legal``."""

    importer: str
    exporter: str
    on: date
    legal: float
    other: float
    points: Mapping[str, float]


def gaps(case: Case, on: date, known: date, rules: str) -> tuple[Gap, ...]:
    """The gap of a rule set to the law for every pair whose level is computed."""
    deviations = rule_set(case, rules).deviations
    levels = [(pair, computed(case, on, known, *pair)) for pair in pairs(case)]
    return tuple(
        gap(case, on, known, *pair, deviations)
        for pair, found in levels
        if found is not None and found.level is not None
    )


def gap(case: Case, on: date, known: date, importer: str, exporter: str, deviations: Sequence[Deviation]) -> Gap:
    """Attribute the gap between the law and another source's conventions to its named deviations.

    Shapley value: each deviation's mean effect over every order in which they can be taken, so the points add up and
    no order is preferred. Raises `BadInput` where the pair has no average.
    """
    weights = load_weights(case)
    case = replace(case, measures=tuple(one for one in case.measures if one.instrument in ON_IMPORTS))

    def level(chosen: frozenset[int]) -> float:
        ruled = deviated(case, [deviations[n] for n in sorted(chosen)])
        found = computed_under(ruled, weights, on, known, importer, exporter)
        if found is None or found.level is None:
            raise BadInput(Mistake("", f"there is no computed average of {importer} on {exporter}"))
        return found.level

    values = shapley(len(deviations), level)
    names = [one.name for one in deviations]
    every = frozenset(range(len(deviations)))
    return Gap(importer, exporter, on, level(frozenset()), level(every), dict(zip(names, values, strict=True)))
