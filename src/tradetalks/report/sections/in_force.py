"""What is in force on the day, in each direction, and what ends when."""

from __future__ import annotations

from collections.abc import Sequence

from tradetalks.report.contents import Brief, EndedLine, MeasureLine
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Cell, Section, Table
from tradetalks.report.words import capital, cell, listed, long_day, said

TARIFFS = ("import-tariff", "tariff-ceiling", "tariff-quota", "tariff-exemption", "export-tax")


def in_force(brief: Brief) -> Section:
    """Average duties; what the sides have changed against each other; deadlines; folded, everything else in force."""
    tables = [_averages(brief)]
    for side in brief.sides:
        tables += [_duties(brief, side), _controls(brief, side), _ended(brief, side)]
    tables += [_deadlines(brief), *(_rest(brief, side) for side in brief.sides)]
    return Section(
        "in-force",
        "What is in force",
        paragraphs=(_opening(brief),),
        items=tuple(table for table in tables if table.rows),
    )


def _opening(brief: Brief) -> tuple[Cell, ...]:
    day, known = long_day(brief.day), long_day(brief.known)
    since = "as known that day" if brief.day == brief.known else f"as known on {known}"
    parts: list[Cell] = [f"On {day}, {since}, {len(brief.measures)} measures of the case are in force, "]
    fresh = sum(brief.between_sides(measure) for measure in brief.measures)
    parts.append(f"{fresh} of them changed since {long_day(brief.before)} and aimed at the other side. ")
    first: dict[tuple[str, str], Finding] = {}
    for finding in brief.findings.select(outcome="average-tariff", scenario=brief.today).values():
        first.setdefault((finding.key.economy, finding.key.detail.partition(".")[0]), finding)
    for (importer, exporter), finding in first.items():
        parts += [
            f"The average duty of {brief.name(importer)} on goods from {brief.name(exporter)} is ",
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


def _duties(brief: Brief, side: str) -> Table:
    mine = [m for m in brief.measures if m.imposer == side and m.instrument in TARIFFS and brief.between_sides(m)]
    return Table(
        f"duties-{side}",
        f"Duties of {brief.name(side)} changed since {long_day(brief.before)}",
        ("Measure", "On goods of", "Rate", "Since", "Until, and then"),
        tuple((_titled(m), _targets(brief, m), m.rate, m.since.isoformat(), _until(m)) for m in mine),
        note=_marks(mine),
    )


def _controls(brief: Brief, side: str) -> Table:
    mine = [m for m in brief.measures if m.imposer == side and m.instrument not in TARIFFS and brief.between_sides(m)]
    return Table(
        f"controls-{side}",
        f"Licences, bans and other measures of {brief.name(side)} since {long_day(brief.before)}",
        ("Measure", "Against", "Kind", "Since", "Until, and then"),
        tuple((_titled(m), _targets(brief, m), _kind(m), m.since.isoformat(), _until(m)) for m in mine),
        note=_marks(mine),
    )


def _ended(brief: Brief, side: str) -> Table:
    mine = [measure for measure in brief.ended if measure.imposer == side]
    return Table(
        f"ended-{side}",
        f"Measures of {brief.name(side)} that ended since {long_day(brief.before)}",
        ("Measure", "On", "Kind", "Level before", "Ended", "How"),
        tuple((_titled(m), _targets(brief, m), _kind(m), m.rate, m.on.isoformat(), m.why) for m in mine),
        note=_marks(mine),
    )


def _rest(brief: Brief, side: str) -> Table:
    mine = [m for m in brief.measures if m.imposer == side and not brief.between_sides(m)]
    return Table(
        f"other-measures-{side}",
        f"Other measures of {brief.name(side)} in force: older ones, and those on other economies ({len(mine)})",
        ("Measure", "On", "Kind", "Level", "Since", "Until, and then"),
        tuple((_titled(m), _targets(brief, m), _kind(m), m.rate, m.since.isoformat(), _until(m)) for m in mine),
        note=_marks(mine),
        folded=True,
    )


def _kind(measure: MeasureLine | EndedLine) -> str:
    return measure.instrument.replace("-", " ")


_MARKS = {"yes": "", "before": " °", "no": " *"}


def _titled(measure: MeasureLine | EndedLine) -> str:
    return f"{measure.title}{_MARKS[measure.counted]}{'' if _confirmed(measure) else ' †'}"


def _confirmed(measure: MeasureLine | EndedLine) -> bool:
    return isinstance(measure, EndedLine) or measure.confirmed


def _marks(measures: Sequence[MeasureLine | EndedLine]) -> str:
    counted = {measure.counted for measure in measures}
    notes = {
        "° Held unchanged on the day compared with: part of the world that changes are counted from.": "before"
        in counted,
        '* Not part of the computed costs: see "How sure we are".': "no" in counted,
        "† Rests on a citation or a figure that has not been confirmed against the primary text.": not all(
            _confirmed(measure) for measure in measures
        ),
    }
    return " ".join(note for note, holds in notes.items() if holds)


def _targets(brief: Brief, measure: MeasureLine | EndedLine) -> str:
    return listed("everybody" if target == "ALL" else brief.name(target) for target in measure.targets)


def _until(measure: MeasureLine) -> str:
    if measure.until is None:
        return "no end set"
    return f"{measure.until.isoformat()}: {measure.then}" if measure.then else measure.until.isoformat()


def _deadlines(brief: Brief) -> Table:
    rows = tuple((deadline.on.isoformat(), deadline.what) for deadline in brief.deadlines)
    return Table("deadlines", "Next deadlines", ("Day", "What happens"), rows)
