"""The average duty of each side on the other's goods, as findings, each method apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import NOW, Policies
from tradetalks.policy.atoms import SERVICES
from tradetalks.policy.averages import Average, averages
from tradetalks.report.findings import Finding, rounded
from tradetalks.report.glossary import IN_FORCE, outcome_named

OUTCOME = "average-tariff"
MODELLED = "as-modelled"


def average_findings(asked: Question, law: Policies) -> Iterator[Finding]:
    """Averages of the day by every method that was public, then the one the model computes with, by scenario."""
    newest: dict[tuple[str, str, str], Average] = {}
    for average in averages(asked.case, asked.day, asked.known):
        if {average.importer, average.exporter} <= set(asked.sides):
            newest.setdefault((average.importer, average.exporter, _slug(average.method)), average)
    for (importer, exporter, method), average in newest.items():
        yield Finding(
            key=asked.key(IN_FORCE, NOW, OUTCOME, importer, f"{exporter}.{method}"),
            value=None if average.percent is None else rounded(average.percent),
            unit=outcome_named(OUTCOME).unit,
            source=average.source,
            note=_note(average),
        )
    yield from _modelled(asked, law)


def _slug(method: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", method).strip("-") or "unnamed"


def _note(average: Average) -> str:
    kind = "" if average.computed else f"published, about {average.on.isoformat()}"
    return "; ".join(part for part in (kind, average.note, average.source) if part)


def _modelled(asked: Question, law: Policies) -> Iterator[Finding]:
    """The duty the model computes with: goods weighted by the world table's trade, base rate included."""
    axes, economy = asked.economy.axes, asked.economy
    goods = np.array([sector not in SERVICES for sector in axes.sectors])
    for scenario, state in law.states.items():
        duty = economy.tariff + state.added - law.before.added
        for importer in asked.sides:
            for exporter in asked.sides:
                cell = axes.economy(importer), axes.economy(exporter), goods
                weight = economy.border[cell]
                if importer == exporter or not weight.sum() > 0.0:
                    continue
                yield Finding(
                    key=asked.key(IN_FORCE, scenario, OUTCOME, importer, f"{exporter}.{MODELLED}"),
                    value=rounded(float(100.0 * (duty[cell] * weight).sum() / weight.sum())),
                    unit=outcome_named(OUTCOME).unit,
                    source=f"law of {state.on.isoformat()} on the trade of {economy.provenance.name}",
                    note="what the model computes with: the duty in the world table plus what changed since the day "
                    "compared with, weighted by the table's trade",
                )
