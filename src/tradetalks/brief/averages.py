"""The average duty of each side on the other's goods, as findings, each method apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from tradetalks.brief.question import Question, goods_of
from tradetalks.brief.scenarios import NOW, Policies
from tradetalks.policy.atoms import sector_weights
from tradetalks.policy.averages import Average, averages
from tradetalks.report.findings import Finding, rounded
from tradetalks.report.glossary import IN_FORCE, outcome_named

OUTCOME = "average-tariff"
MODELLED = "as-modelled"


def average_findings(asked: Question, law: Policies) -> Iterator[Finding]:
    """Each direction's averages of the day by every method that was public, and what the model computes with."""
    whole = asked.economy.unsplit
    table = sector_weights(whole.axes, whole.border, whole.tariff)
    told = averages(asked.case, asked.day, asked.known, table=table)
    for importer, exporter in permutations(asked.sides, 2):
        newest: dict[str, Average] = {}
        for average in told:
            if (average.importer, average.exporter) == (importer, exporter):
                newest.setdefault(_slug(average.method), average)
        yield from (_finding(asked, average, method) for method, average in newest.items())
        yield from _modelled(asked, law, importer, exporter)


def _finding(asked: Question, average: Average, method: str) -> Finding:
    return Finding(
        key=asked.key(IN_FORCE, NOW, OUTCOME, average.importer, f"{average.exporter}.{method}"),
        value=None if average.percent is None else rounded(average.percent),
        unit=outcome_named(OUTCOME).unit,
        source=average.source,
        note=_note(average),
    )


def _slug(method: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", method).strip("-") or "unnamed"


def _note(average: Average) -> str:
    kind = "" if average.computed else f"published, about {average.on.isoformat()}"
    return "; ".join(part for part in (kind, average.note, average.source) if part)


def _modelled(asked: Question, law: Policies, importer: str, exporter: str) -> Iterator[Finding]:
    """The duty the model computes with, by scenario: goods weighted by the world table's trade, base rate included."""
    axes, economy = asked.economy.axes, asked.economy
    goods = goods_of(economy)
    cell = axes.economy(importer), axes.economy(exporter), goods
    weight = economy.border[cell]
    if not weight.sum() > 0.0:
        return
    for scenario, state in law.states.items():
        duty = economy.tariff[cell] + state.added[cell] - law.before.added[cell]
        yield Finding(
            key=asked.key(IN_FORCE, scenario, OUTCOME, importer, f"{exporter}.{MODELLED}"),
            value=rounded(float(100.0 * (duty * weight).sum() / weight.sum())),
            unit=outcome_named(OUTCOME).unit,
            source=f"law of {state.on.isoformat()} on the trade of {economy.provenance.name}",
            note="what the model computes with: the world table's duty plus what changed, on the table's trade",
        )
