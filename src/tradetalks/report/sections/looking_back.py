"""What was published after the day, beside what the brief computed; only in a brief that may know it."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import cell, long_day


def looking_back(brief: Brief) -> Section | None:
    """Reported, never used to tune: computed and observed changes of trade, and the elasticity each implies."""
    if not brief.observed:
        return None
    return Section(
        "looking-back",
        "Looking back",
        paragraphs=(
            (
                f"This brief is about {long_day(brief.day)} but may know what was published until "
                f"{long_day(brief.known)}. The figures below were not used to compute anything above.",
            ),
        ),
        items=(_table(brief),),
    )


def _table(brief: Brief) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for computed in brief.findings.select(outcome="goods-imports-value-change", scenario=brief.today).values():
        pair = (computed.key.economy, computed.key.detail)
        if any(
            (seen.finding.key.economy, seen.finding.key.detail.partition(".")[0]) == pair for seen in brief.observed
        ):
            rows.append(
                (_who(brief, *pair), f"computed, after {computed.key.horizon}", cell(computed, ranged=True), "")
            )
    for seen in brief.observed:
        partner = seen.finding.key.detail.partition(".")[0]
        published = f"published {long_day(seen.published)}"
        rows.append((_who(brief, seen.finding.key.economy, partner), seen.period, cell(seen.finding), published))
    return Table(
        "looking-back-trade",
        "Goods imports, change in value in per cent",
        ("Trade", "Period", "%", ""),
        tuple(rows),
        note="Observed months are compared with the same months a year before. They also reflect goods ordered early, "
        "seasons, and everything else that moved trade in the year.",
    )


def _who(brief: Brief, importer: str, exporter: str) -> str:
    return f"{brief.name(importer)} from {brief.name(exporter)}"
