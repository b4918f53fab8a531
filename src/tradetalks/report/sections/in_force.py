"""What is in force on the day, in each direction, and what ends when."""

from __future__ import annotations

from tradetalks.report.contents import Brief, MeasureLine
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import capital, cell, listed, long_day, said

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
    parts: list[Cell] = [f"On {day}, {since}, {len(brief.measures)} measures of the case are in force. "]
    first: dict[tuple[str, str], Finding] = {}
    for finding in brief.findings.select(outcome="average-tariff", scenario=brief.today).values():
        first.setdefault((finding.key.economy, finding.key.detail.partition(".")[0]), finding)
    for (importer, exporter), finding in first.items():
        parts += [
            f"The duty of {brief.name(importer)} on goods from {brief.name(exporter)} averages ",
            said(finding, plus=False),
            ". ",
        ]
    return (*parts, "Averages differ by method: the table names each.") if first else tuple(parts)


def _averages(brief: Brief) -> Table:
    found = brief.findings.select(outcome="average-tariff", scenario=brief.today).values()
    rows = []
    for finding in found:
        partner, _, method = finding.key.detail.partition(".")
        direction = capital(f"{brief.name(finding.key.economy)} on goods from {brief.name(partner)}")
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


_MARKS = {"yes": "", "before": " °", "no": " *"}


def _titled(measure: MeasureLine) -> str:
    return f"{measure.title}{_MARKS[measure.counted]}{'' if measure.confirmed else ' †'}"


def _marks(measures: list[MeasureLine]) -> str:
    counted = {measure.counted for measure in measures}
    notes = {
        "° Held unchanged on the day compared with: part of the world that changes are counted from.": "before"
        in counted,
        '* Not part of the computed costs: see "How sure we are".': "no" in counted,
        "† Rests on a citation or a figure that has not been confirmed against the primary text.": not all(
            measure.confirmed for measure in measures
        ),
    }
    return " ".join(note for note, holds in notes.items() if holds)


def _targets(brief: Brief, measure: MeasureLine) -> str:
    return listed("everybody" if target == "ALL" else brief.name(target) for target in measure.targets)


def _until(measure: MeasureLine) -> str:
    if measure.until is None:
        return "no end set"
    return f"{measure.until.isoformat()}: {measure.then}" if measure.then else measure.until.isoformat()


def _deadlines(brief: Brief) -> Table:
    rows = tuple((deadline.on.isoformat(), deadline.what) for deadline in brief.deadlines)
    return Table("deadlines", "Next deadlines", ("Day", "What happens"), rows)
