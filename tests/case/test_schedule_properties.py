"""Laws of the calendar that hold for any acts: compared with a table of days filled in one act at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from acts import measure
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.case import schedule, state_on, threats_on
from tradetalks.case.model import Act, Then

FIRST = date(2025, 1, 1)
DAYS = 30
HORIZON = 3 * DAYS  # no act of the tests reaches further


def at(offset: int) -> date:
    return FIRST + timedelta(days=offset)


@st.composite
def an_act(draw: st.DrawFn) -> Act:
    on = draw(st.integers(0, DAYS))
    rate = draw(st.integers(1, 50)) / 100
    ends = draw(st.sampled_from([None, None, "court", "suspension"]))
    until = draw(st.none() | st.integers(1, DAYS))
    returns = draw(st.sampled_from([None, 0.6, 0.7]))
    then = Then(cause="expiry", rate=returns, resumes=returns is None and draw(st.booleans()))
    return Act(
        on=at(on),
        announced=at(draw(st.integers(0, DAYS))),
        reference=("law",),
        rate=None if ends else rate,
        ends=ends,
        until=None if until is None else at(on + until),
        then=None if until is None else then,
        threat=draw(st.sampled_from([False, False, False, True])),
    )


acts = st.lists(an_act(), max_size=6)
offsets = st.integers(-5, HORIZON)


def by_table_of_days(written: list[Act], known: date) -> dict[date, float | None]:
    """The definition said plainly: act by act, overwrite every day from its first on."""
    rate: dict[date, float | None] = {at(offset): None for offset in range(-5, HORIZON + 1)}
    held: dict[date, float | None] = dict(rate)  # what holds, or is held back by a suspension
    law = [one for one in written if one.announced <= known and not one.threat]
    for one in sorted(law, key=lambda one: (one.announced, one.on)):
        before = held[one.on]
        for day in rate:
            if day < one.on:
                continue
            rate[day] = one.rate
            held[day] = before if one.ends and one.until else one.rate
            if one.until is not None and one.then is not None and day >= one.until:
                rate[day] = held[day] = before if one.then.resumes else one.then.rate
    return rate


@given(acts, offsets)
def test_the_schedule_agrees_with_a_table_of_days(written: list[Act], known: int) -> None:
    duty = measure(*written)
    expected = by_table_of_days(written, at(known))
    for day, rate in expected.items():
        state = state_on(duty, day, at(known))
        assert (state.act.rate if state else None) == rate, day


@given(acts, offsets, offsets)
def test_a_day_lies_between_since_and_until(written: list[Act], day: int, known: int) -> None:
    state = state_on(measure(*written), at(day), at(known))
    if state is not None:
        assert state.since <= at(day)
        assert state.until is None or at(day) < state.until
        assert state.act.announced <= at(known)
        assert not state.act.threat


@given(acts, offsets)
def test_steps_stand_on_different_days_in_order(written: list[Act], known: int) -> None:
    days = [step.on for step in schedule(measure(*written), at(known))]
    assert days == sorted(set(days))


@given(acts, offsets)
def test_an_act_not_yet_announced_never_matters(written: list[Act], known: int) -> None:
    public = [one for one in written if one.announced <= at(known)]
    assert schedule(measure(*written), at(known)) == schedule(measure(*public), at(known))


@given(acts, offsets)
def test_a_threat_never_changes_the_law(written: list[Act], known: int) -> None:
    law = [one for one in written if not one.threat]
    assert schedule(measure(*written), at(known)) == schedule(measure(*law), at(known))


@given(acts, offsets, st.randoms(use_true_random=False))
def test_the_order_in_the_file_matters_only_among_acts_of_one_day(written: list[Act], known: int, random) -> None:  # type: ignore[no-untyped-def]
    distinct = list({(one.announced, one.on): one for one in written}.values())
    shuffled = random.sample(distinct, len(distinct))
    assert schedule(measure(*distinct), at(known)) == schedule(measure(*shuffled), at(known))


@given(acts, an_act(), offsets)
def test_a_new_act_leaves_the_days_before_it_alone(written: list[Act], new: Act, day: int) -> None:
    new = replace(new, announced=at(HORIZON), threat=False)
    if at(day) < new.on:
        before = state_on(measure(*written), at(day), at(HORIZON))
        after = state_on(measure(*written, new), at(day), at(HORIZON))
        assert (before and (before.act, before.since)) == (after and (after.act, after.since))


@given(acts, offsets)
def test_a_threat_seen_was_announced_and_is_not_law(written: list[Act], day: int) -> None:
    for threat in threats_on(measure(*written), at(day), at(day)):
        assert threat.threat
        assert threat.announced <= at(day)
