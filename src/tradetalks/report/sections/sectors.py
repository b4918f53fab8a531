"""Which sectors produce more and which less, for each side."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Bar, Cell, Chart, Section, Table
from tradetalks.report.words import capital, cell

_SHOWN = 6


def sectors(brief: Brief) -> Section | None:
    """The largest winners and losers as a chart per side, all sectors and horizons in a table."""
    if not brief.findings.select(outcome="output-change", scenario=brief.lead.id):
        return None
    charts = tuple(_chart(brief, side) for side in brief.sides)
    tables = tuple(_table(brief, side) for side in brief.sides)
    return Section(
        "sectors",
        "Winners and losers by sector",
        paragraphs=((f"Change in the volume each sector produces. {brief.lead.assumes}",),),
        items=(*charts, *tables),
    )


def _found(brief: Brief, side: str, horizon: str) -> list[Finding]:
    found = brief.findings.select(outcome="output-change", scenario=brief.lead.id, horizon=horizon, economy=side)
    return [finding for finding in found.values() if finding.value is not None]


def _chart(brief: Brief, side: str) -> Chart:
    ordered = sorted(_found(brief, side, brief.main_horizon), key=lambda finding: -(finding.value or 0.0))
    chosen = [*ordered[:_SHOWN], *ordered[-_SHOWN:]] if len(ordered) > 2 * _SHOWN else ordered
    bars = tuple(Bar(capital(brief.name(finding.key.detail)), cell(finding)) for finding in chosen)
    return Chart(
        f"output-{side}",
        f"{capital(brief.name(side))}: output after {brief.main_horizon}, change in per cent",
        "%",
        bars,
        note=f"The {_SHOWN} sectors that gain most and the {_SHOWN} that lose most."
        if len(ordered) > 2 * _SHOWN
        else "",
    )


def _table(brief: Brief, side: str) -> Table:
    by_horizon = {
        horizon: {finding.key.detail: finding for finding in _found(brief, side, horizon)} for horizon in brief.horizons
    }
    rows: list[tuple[Cell, ...]] = []
    for sector in by_horizon[brief.main_horizon]:
        rows.append((capital(brief.name(sector)), *(cell(by_horizon[horizon][sector]) for horizon in brief.horizons)))
    return Table(
        f"output-by-sector-{side}",
        f"{capital(brief.name(side))}: output of every sector, change in per cent",
        ("Sector", *(f"after {horizon}" for horizon in brief.horizons)),
        tuple(rows),
        folded=True,
    )
