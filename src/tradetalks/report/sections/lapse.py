"""What other policies would do: the truce lapses, or the highest duties so far return."""

from __future__ import annotations

from tradetalks.report.contents import Brief, Scenario
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import capital, cell


def lapse(brief: Brief) -> Section | None:
    """Real income under each scenario, from the day compared with and from today's policy."""
    others = brief.of_kind("future")
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
        row: list[Cell] = [capital(brief.name(economy))]
        for scenario in _shown(brief):
            at = {"scenario": scenario.id, "horizon": horizon, "economy": economy}
            row.append(cell(brief.findings.only(outcome="welfare-change", **at)))
            if scenario.kind == "future":
                row.append(cell(brief.findings.only(outcome="welfare-change-from-now", **at)))
        rows.append(tuple(row))
    columns = ["Economy"]
    for scenario in _shown(brief):
        columns.append(scenario.title)
        if scenario.kind == "future":
            columns.append("of it, from today")
    return Table(
        f"scenarios-{horizon.replace(' ', '-')}",
        f"Real income after {horizon}, change in per cent since {brief.before.isoformat()}",
        tuple(columns),
        tuple(rows),
        folded=horizon != brief.main_horizon,
    )


def _shown(brief: Brief) -> tuple[Scenario, ...]:
    return (*brief.of_kind("today"), *brief.of_kind("future"))
