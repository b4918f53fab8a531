"""What was in force on a day, as known on a day: a measure's acts turned into dated steps."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from tradetalks.case.model import Act, Case, Cause, Measure, Then


@dataclass(frozen=True, slots=True)
class Step:
    """From ``on`` until the next step the terms of ``act`` hold; None: the measure is not in force."""

    on: date
    act: Act | None
    cause: Cause | None = None  # why the measure stopped or changed here, where the law says it
    paused: Act | None = None  # the terms a suspension holds back


@dataclass(frozen=True, slots=True)
class State:
    """A measure in force on a day: whose terms hold, since when, until when, and what follows then.

    ``until`` is the first day on which something else is scheduled; None: open-ended. ``then`` is what
    the law says about that day, and ``following`` the terms that hold from it (None: the measure stops).
    Where a rate has returned, ``act`` is the act that said so, carrying that rate.
    """

    act: Act
    since: date
    until: date | None = None
    then: Then | None = None
    following: Act | None = None


def schedule(measure: Measure, known: date) -> tuple[Step, ...]:
    """The dated steps of a measure, by what was public on ``known``; strictly ascending by day.

    Acts are taken in the order they were announced (on one day: by effective day, then as written).
    Each replaces everything scheduled on and after its own ``on``. Threats never bite. A day before
    the first step is a day without the measure.
    """
    steps: list[Step] = []
    law = (act for act in measure.acts if act.announced <= known and not act.threat)
    for act in sorted(law, key=lambda act: (act.announced, act.on)):
        steps = _with(steps, act)
    return tuple(steps)


def _with(steps: list[Step], act: Act) -> list[Step]:
    """The steps after one more act: what it replaces is cut, what it says about ``until`` is added."""
    kept = [step for step in steps if step.on < act.on]
    held = _held([step for step in steps if step.on <= act.on])
    if act.ends is None:
        kept.append(Step(act.on, act))
    else:
        kept.append(Step(act.on, None, act.ends, paused=held if act.until else None))
    if act.until is not None:
        kept.append(_after(act, held))
    return kept


def _held(steps: list[Step]) -> Act | None:
    """The terms that hold, or that a suspension holds back, at the last of these steps."""
    return (steps[-1].act or steps[-1].paused) if steps else None


def _after(act: Act, held: Act | None) -> Step:
    """The step at an act's ``until``: a rate returns, suspended terms resume, or the measure stops."""
    assert act.until is not None
    then = act.then or Then(cause="expiry")
    if then.rate is not None:
        returned = replace(act, on=act.until, rate=then.rate, ends=None, until=None, then=None, unknown=False)
        return Step(act.until, returned, then.cause)
    if then.resumes and held is not None:
        resumed = replace(held, on=act.until, until=None, then=None)
        return Step(act.until, resumed, then.cause)
    return Step(act.until, None, then.cause)


def state_on(measure: Measure, day: date, known: date) -> State | None:
    """The measure on ``day`` as known on ``known``; None when it is not in force."""
    steps = schedule(measure, known)
    at = _at(steps, day)
    if at is None or (act := steps[at].act) is None:
        return None
    if at + 1 == len(steps):
        return State(act, steps[at].on)
    coming = steps[at + 1]
    said = act.then if act.then is not None and coming.on == act.until else _said_by(coming)
    return State(act, steps[at].on, coming.on, said, coming.act)


def _at(steps: tuple[Step, ...], day: date) -> int | None:
    """Position of the step that covers ``day``."""
    position = bisect_right(steps, day, key=lambda step: step.on) - 1
    return position if position >= 0 else None


def _said_by(step: Step) -> Then:
    """A scheduled next step in the words of a ``then``."""
    return Then(cause=step.cause or "replacement", rate=step.act.rate if step.act else None)


def stopped_on(measure: Measure, day: date, known: date) -> Step | None:
    """The step that ended a measure which held before but not on ``day``; None when it holds or never did."""
    steps = schedule(measure, known)
    at = _at(steps, day)
    return steps[at] if at is not None and steps[at].act is None else None


def threats_on(measure: Measure, day: date, known: date) -> tuple[Act, ...]:
    """Threats standing on ``day``: announced, neither withdrawn nor turned into law by a later act, nor run out."""
    public = min(day, known)
    acts = [act for act in measure.acts if act.announced <= public]
    return tuple(
        act
        for position, act in enumerate(acts)
        if act.threat
        and act.ends is None
        and (act.until is None or day < act.until)
        and not any(later.announced > act.announced for later in acts)
        and not any(later.announced == act.announced for later in acts[position + 1 :])
    )


def change_days(case: Case, known: date) -> tuple[date, ...]:
    """Every day on which some measure of the case changes, by what was public on ``known``; ascending."""
    return tuple(sorted({step.on for measure in case.measures for step in schedule(measure, known)}))


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day ahead that is already fixed: a measure that starts, changes or runs out, or a calendar entry."""

    on: date
    what: str
    measure: str = ""  # empty for a calendar entry
    then: Then | None = None
    reference: tuple[str, ...] = ()


def deadlines(case: Case, on: date, known: date) -> tuple[Deadline, ...]:
    """What lies ahead of ``on``, by what was public on ``known``: earliest first, then calendar before measures."""
    ahead = [
        Deadline(entry.on, entry.title, reference=(entry.reference,))
        for entry in case.calendar
        if entry.on > on and entry.announced <= known
    ]
    for measure in case.measures:
        steps = schedule(measure, known)
        for before, step in zip((None, *steps), steps, strict=False):
            if step.on > on:
                ahead.append(_ahead(measure, before, step))
    return tuple(sorted(ahead, key=lambda deadline: deadline.on))


def _ahead(measure: Measure, before: Step | None, step: Step) -> Deadline:
    """One scheduled step as a deadline: whether the measure starts, changes, returns or ends, and by which law."""
    held = before.act if before else None
    if step.act is None:
        word = "Ends"
    elif held is not None:
        word = "Changes"
    else:
        word = "Returns" if before and before.paused else "Starts"
    then = held.then if held and held.until == step.on and held.then else _said_by(step)
    by = step.act or held
    return Deadline(step.on, f"{word}: {measure.title}", measure.id, then, by.reference if by else ())
