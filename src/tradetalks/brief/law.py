"""The law of the day in words: measures, deadlines, and what the computed numbers leave out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tradetalks.case import deadlines, stopped_on
from tradetalks.case.model import Case, Measure, Then
from tradetalks.case.schedule import Step
from tradetalks.policy import InForce, PolicyState
from tradetalks.policy.words import CAUSES, citations, ending, level, scope_title
from tradetalks.report.contents import Counted, Deadline, EndedLine, MeasureLine, SourceLine, Unpriced

DUTIES = ("import-tariff", "tariff-ceiling", "tariff-quota", "tariff-exemption", "export-tax")
_CONTROLS = ("export-licence", "export-ban")


def measure_lines(
    case: Case, before: PolicyState, state: PolicyState, unpriced: Iterable[Unpriced]
) -> tuple[MeasureLine, ...]:
    """Everything in force on the day, in the order of the case."""
    left_out = {line.id for line in unpriced}
    return tuple(_line(case, one, _counted(one, before, left_out)) for one in state.in_force)


def _counted(one: InForce, before: PolicyState, left_out: set[str]) -> Counted:
    if unchanged(one, before):
        return "before"
    return "no" if one.measure.id in left_out else "yes"


def unchanged(one: InForce, before: PolicyState) -> bool:
    """Whether the same terms held on the day compared with."""
    return any(old.measure.id == one.measure.id and old.since == one.since for old in before.in_force)


def _line(case: Case, one: InForce, counted: Counted) -> MeasureLine:
    measure = one.measure
    return MeasureLine(
        id=measure.id,
        title=measure.title,
        imposer=measure.imposer,
        targets=measure.targets,
        instrument=measure.instrument,
        rate=level(measure, one.act),
        scope=scope_title(case, measure.scope),
        since=one.since,
        until=one.until,
        then=_then(one.then),
        reference=citations(case, one.act),
        confirmed=one.confirmed,
        counted=counted,
    )


def ended_lines(before: PolicyState, state: PolicyState, unpriced: Iterable[Unpriced]) -> tuple[EndedLine, ...]:
    """Everything in force on the day compared with that is no longer, in the order of the case."""
    left_out = {line.id for line in unpriced}
    lines = []
    for one in _ended(before, state):
        step = stopped_on(one.measure, state.on, state.known)
        if step is not None:
            lines.append(_ended_line(one, step, counted="no" if one.measure.id in left_out else "yes"))
    return tuple(lines)


def _ended(before: PolicyState, state: PolicyState) -> tuple[InForce, ...]:
    bites = {one.measure.id for one in state.in_force}
    return tuple(one for one in before.in_force if one.measure.id not in bites)


def _ended_line(one: InForce, step: Step, *, counted: Counted) -> EndedLine:
    return EndedLine(
        id=one.measure.id,
        title=one.measure.title,
        imposer=one.measure.imposer,
        targets=one.measure.targets,
        instrument=one.measure.instrument,
        rate=level(one.measure, one.act),
        on=step.on,
        why=CAUSES[step.cause] if step.cause else "ended",
        counted=counted,
    )


def unpriced_lines(before: PolicyState, state: PolicyState, not_priced: Iterable[str]) -> tuple[Unpriced, ...]:
    """What has changed or ended since the day compared with and is not part of the numbers; with the reason."""
    missing = set(not_priced)
    lines = []
    for one in state.in_force:
        why = "" if unchanged(one, before) else _why(one.measure, state, missing)
        if why:
            lines.append(Unpriced(one.measure.id, one.measure.title, why))
    for one in _ended(before, state):
        why = _why_ended(one.measure, before)
        if why:
            lines.append(Unpriced(one.measure.id, one.measure.title, why))
    return tuple(lines)


def _why_ended(measure: Measure, before: PolicyState) -> str:
    if measure.instrument in _CONTROLS:
        return "it has ended, and what it held back is not in the world table"
    return _why(measure, before, set())


def _why(measure: Measure, state: PolicyState, missing: set[str]) -> str:
    if measure.instrument not in (*DUTIES, *_CONTROLS):
        return f"the model has no place for a measure of this kind ({measure.instrument.replace('-', ' ')})"
    if measure.id in state.unpriced_because:
        return state.unpriced_because[measure.id].partition(" (run ")[0]
    return (
        "what share of trade it covers, or how much it lets through or held back before, is not known"
        if measure.id in missing
        else ""
    )


def deadline_lines(case: Case, day: date, known: date, *, show: int = 12) -> tuple[Deadline, ...]:
    """The next days on which something is already fixed to happen."""
    return tuple(Deadline(ahead.on, f"{ahead.what}{_to(ahead.then)}") for ahead in deadlines(case, day, known)[:show])


def _to(then: Then | None) -> str:
    return f", {_then(then)}" if then is not None and (then.rate is not None or then.resumes) else ""


def _then(then: Then | None) -> str:
    if then is None:
        return ""
    return f"then {ending(then)}{' unless extended' if then.cause == 'truce' else ''}"


def references_used(case: Case, state: PolicyState) -> tuple[SourceLine, ...]:
    """The documents behind the measures in force."""
    used = {name for one in state.in_force for name in one.act.reference}
    return tuple(
        SourceLine(
            reference.title, reference.citation or reference.source, reference.url, confirmed=reference.confirmed
        )
        for reference in case.references
        if reference.id in used
    )
