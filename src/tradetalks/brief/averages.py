"""The average duty of each side on the other's goods, as findings, each method apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import Policies
from tradetalks.policy.atoms import SERVICES
from tradetalks.report.findings import Finding
from tradetalks.report.glossary import IN_FORCE, outcome_named

OUTCOME = "average-tariff"
METHOD = "model-weighted"


def average_findings(asked: Question, law: Policies) -> Iterator[Finding]:
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
                    key=asked.key(IN_FORCE, scenario, OUTCOME, importer, f"{exporter}.{METHOD}"),
                    value=float(100.0 * (duty[cell] * weight).sum() / weight.sum()),
                    unit=outcome_named(OUTCOME).unit,
                    source=f"law of {state.on.isoformat()} on the trade of {economy.provenance.name}",
                    note="as the model computes with it: goods, weighted by trade before; base duty of the world table "
                    "plus what changed",
                )
