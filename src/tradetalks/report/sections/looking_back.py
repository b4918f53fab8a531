"""What was published after the day, beside what the brief computed; only in a brief that may know it."""

from __future__ import annotations

from dataclasses import replace

from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import capital, cell, long_day


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
    seen_pairs = {_pair(seen.finding) for seen in brief.observed}
    for computed in brief.findings.select(outcome="goods-imports-value-change", scenario=brief.today).values():
        if _pair(computed) in seen_pairs:
            when = f"computed, after {computed.key.horizon}"
            rows.append((_who(brief, computed), when, cell(computed, ranged=True), *_elasticity(brief, computed)))
    for seen in brief.observed:
        when = f"{seen.period}, published {long_day(seen.published)}"
        rows.append((_who(brief, seen.finding), when, cell(seen.finding), *_elasticity(brief, seen.finding)))
    return Table(
        "looking-back-trade",
        "Goods imports, change in value",
        ("Trade", "Period", "%", "Implied trade elasticity"),
        tuple(rows),
        note="Observed months are compared with the same months a year before. They also reflect goods ordered or "
        "held back around the changes of duty, seasons, and everything else that moved trade in the year. The implied "
        "elasticity takes the whole change as the effect of the duty of the brief's day.",
    )


def _pair(finding: Finding) -> tuple[str, str]:
    return finding.key.economy, finding.key.detail.partition(".")[0]


def _elasticity(brief: Brief, change: Finding) -> tuple[Cell, ...]:
    key = replace(change.key, outcome="implied-elasticity")
    return (cell(brief[key], plus=False),) if str(key) in brief.findings else ("",)


def _who(brief: Brief, change: Finding) -> str:
    importer, exporter = _pair(change)
    return f"{capital(brief.name(importer))} from {brief.name(exporter)}"
