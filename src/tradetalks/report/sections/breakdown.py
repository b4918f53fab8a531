"""Which measure is responsible for how much of the change, and that the parts add up to the whole."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Bar, Cell, Chart, Section, Table
from tradetalks.report.words import capital, cell, fixed

OUTCOME = "welfare-contribution"
_SHOWN = 8
_LEAST = 0.0005  # points; a smaller contribution is shown as zero and told in the note


def breakdown(brief: Brief) -> Section | None:
    """One row per measure, one column per side, and the total that the rows add up to."""
    parts = brief.findings.select(outcome=OUTCOME, scenario=brief.lead.id)
    if not parts:
        return None
    return Section(
        "breakdown",
        "Which measure does it",
        paragraphs=((_method(brief),),),
        items=(_table(brief), *(_chart(brief, side) for side in brief.sides)),
    )


def contributions(brief: Brief, economy: str) -> list[Finding]:
    """What each measure contributes to an economy's real income, largest first."""
    found = brief.findings.select(outcome=OUTCOME, scenario=brief.lead.id, horizon=brief.main_horizon, economy=economy)
    return sorted(found.values(), key=lambda finding: -abs(finding.value or 0.0))


def _method(brief: Brief) -> str:
    return (
        f"Measures interact, so no single one has an effect of its own. The change in real income after "
        f"{brief.main_horizon} is shared out by putting all measures in force together in small equal steps and "
        f"crediting each with what its own steps do (Aumann-Shapley, the integrated gradient along the straight path "
        f"from {brief.before.isoformat()} to {brief.day.isoformat()}). The shares add up to the whole."
    )


def _table(brief: Brief) -> Table:
    by_side = {side: {finding.key.detail: finding for finding in contributions(brief, side)} for side in brief.sides}
    size: dict[str, float] = {}
    for found in by_side.values():
        for measure, finding in found.items():
            size[measure] = max(size.get(measure, 0.0), abs(finding.value or 0.0))
    ordered = sorted(size, key=lambda measure: -size[measure])
    rows: list[tuple[Cell, ...]] = [
        (brief.name(measure), *(cell(by_side[side][measure]) for side in brief.sides))
        for measure in ordered
        if size[measure] >= _LEAST
    ]
    small = [brief.name(measure) for measure in ordered if size[measure] < _LEAST]
    totals = [
        brief.findings.only(outcome="welfare-change", scenario=brief.lead.id, horizon=brief.main_horizon, economy=side)
        for side in brief.sides
    ]
    rows.append(("All measures together", *(_whole(total) for total in totals)))
    return Table(
        "contributions",
        f"Change in real income after {brief.main_horizon}, percentage points by measure",
        ("Measure", *(capital(brief.name(side)) for side in brief.sides)),
        tuple(rows),
        note=f"{_added_up(totals, by_side)} {_left_out(small)}{brief.lead.assumes}",
    )


def _left_out(small: list[str]) -> str:
    return f"Below {_LEAST} points each, and counted in the total: {'; '.join(small)}. " if small else ""


def _whole(total: Finding) -> Cell:
    phrase = cell(total)
    return phrase if total.value is None else type(phrase)(fixed(total.value, 3, plus=True), total)


def _added_up(totals: list[Finding], by_side: dict[str, dict[str, Finding]]) -> str:
    gaps = [
        abs((total.value or 0.0) - sum(finding.value or 0.0 for finding in by_side[total.key.economy].values()))
        for total in totals
    ]
    shown = "to the last digit shown" if max(gaps) < 5e-4 else f"within {max(gaps):.3f} points"
    return f"Before rounding, the measures add up to the total {shown} (largest gap {max(gaps):.0e} points)."


def _chart(brief: Brief, side: str) -> Chart:
    largest = contributions(brief, side)[:_SHOWN]
    bars = tuple(Bar(brief.name(finding.key.detail), cell(finding)) for finding in largest)
    return Chart(
        f"contributions-{side}",
        f"{capital(brief.name(side))}: real income after {brief.main_horizon}, percentage points by measure",
        "points",
        bars,
        note=f"The {len(bars)} largest." if len(bars) == _SHOWN else "",
        in_terminal=False,
    )
