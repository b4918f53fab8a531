"""What other policies would do: the truce lapses, or the highest duties so far return."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding, Findings
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import cell


def lapse(brief: Brief) -> Section | None:
    """Real income under each scenario, from the day compared with and from today's policy."""
    others = brief.scenarios[1:]
    if not others:
        return None
    return Section(
        "lapse",
        "What else may come",
        paragraphs=tuple((f"{scenario.title}. {scenario.assumes}",) for scenario in others),
        items=tuple(_table(brief, horizon) for horizon in brief.horizons),
    )


def _table(brief: Brief, horizon: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for economy in brief.economies:
        found = brief.findings.select(horizon=horizon, economy=economy)
        row: list[Cell] = [brief.name(economy)]
        for scenario in brief.scenarios:
            row.append(_one(found, "welfare-change", scenario.id, ranged=True))
            if scenario is not brief.scenarios[0]:
                row.append(_one(found, "welfare-change-from-now", scenario.id))
        rows.append(tuple(row))
    columns = ["Economy"]
    for scenario in brief.scenarios:
        columns.append(scenario.title)
        if scenario is not brief.scenarios[0]:
            columns.append("of it, from today")
    return Table(
        f"scenarios-{horizon.replace(' ', '-')}",
        f"Real income after {horizon}, change in per cent since {brief.before.isoformat()} (range)",
        tuple(columns),
        tuple(rows),
        folded=horizon != brief.main_horizon,
    )


def _one(found: Findings, outcome: str, scenario: str, *, ranged: bool = False) -> Cell:
    finding: Finding = found.only(outcome=outcome, scenario=scenario)
    return cell(finding, ranged=ranged)
