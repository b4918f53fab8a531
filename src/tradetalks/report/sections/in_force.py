"""What is in force on the day, in each direction, and what ends when."""

from __future__ import annotations

from tradetalks.report.contents import Brief, MeasureLine
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import cell, listed, long_day, said

_TARIFFS = ("import-tariff", "tariff-ceiling", "tariff-quota", "tariff-exemption", "export-tax")


def in_force(brief: Brief) -> Section:
    """Average duties, then the measures of each side: tariffs apart from everything else; then the deadlines."""
    tables = [_averages(brief), *(table for side in brief.sides for table in _measures(brief, side)), _deadlines(brief)]
    return Section(
        "in-force",
        "What is in force",
        paragraphs=(_opening(brief),),
        items=tuple(table for table in tables if table.rows),
    )


def _opening(brief: Brief) -> tuple[Cell, ...]:
    day, known = long_day(brief.day), long_day(brief.known)
    since = "as known that day" if brief.day == brief.known else f"as known on {known}"
    parts: list[Cell] = [f"On {day}, {since}, {len(brief.measures)} measures bite. "]
    for finding in brief.findings.select(outcome="average-tariff", scenario=brief.today).values():
        partner, _, method = finding.key.detail.partition(".")
        if method == brief.average_shown:
            parts += [
                f"The duty of {brief.name(finding.key.economy)} on goods from {brief.name(partner)} averages ",
                said(finding, plus=False),
                ". ",
            ]
    return tuple(parts)


def _averages(brief: Brief) -> Table:
    found = brief.findings.select(outcome="average-tariff", scenario=brief.today).values()
    rows = []
    for finding in found:
        partner, _, method = finding.key.detail.partition(".")
        direction = f"{brief.name(finding.key.economy)} on goods from {brief.name(partner)}"
        rows.append((direction, method.replace("-", " "), cell(finding, plus=False), finding.note))
    return Table(
        "average-tariffs", "Average duty each way", ("Direction", "Method", "%", "How it is averaged"), tuple(rows)
    )


def _measures(brief: Brief, side: str) -> list[Table]:
    mine = [measure for measure in brief.measures if measure.imposer == side]
    tariffs = [measure for measure in mine if measure.instrument in _TARIFFS]
    other = [measure for measure in mine if measure.instrument not in _TARIFFS]
    who = brief.name(side)
    return [
        Table(
            f"duties-{side}",
            f"Duties of {who}",
            ("Measure", "On goods of", "Rate", "Since", "Until, and then"),
            tuple((_titled(m), _targets(brief, m), m.rate, m.since.isoformat(), _until(m)) for m in tariffs),
            note=_marks(tariffs),
        ),
        Table(
            f"controls-{side}",
            f"Licences, bans and other measures of {who}",
            ("Measure", "Against", "Kind", "Since", "Until, and then"),
            tuple(
                (_titled(m), _targets(brief, m), m.instrument.replace("-", " "), m.since.isoformat(), _until(m))
                for m in other
            ),
            note=_marks(other),
        ),
    ]


def _titled(measure: MeasureLine) -> str:
    marks = ("" if measure.priced else " *") + ("" if measure.confirmed else " †")
    return f"{measure.title}{marks}"


def _marks(measures: list[MeasureLine]) -> str:
    notes = []
    if not all(measure.priced for measure in measures):
        notes.append("* In force, but not part of the computed costs: see what the model leaves out.")
    if not all(measure.confirmed for measure in measures):
        notes.append("† The legal reference has not been confirmed against the primary text.")
    return " ".join(notes)


def _targets(brief: Brief, measure: MeasureLine) -> str:
    return listed("everybody" if target == "ALL" else brief.name(target) for target in measure.targets)


def _until(measure: MeasureLine) -> str:
    if measure.until is None:
        return "no end set"
    return f"{measure.until.isoformat()}: {measure.then}" if measure.then else measure.until.isoformat()


def _deadlines(brief: Brief) -> Table:
    rows = tuple((deadline.on.isoformat(), deadline.what) for deadline in brief.deadlines)
    return Table("deadlines", "Next deadlines", ("Day", "What happens"), rows)
