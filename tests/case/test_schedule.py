"""What is in force on a day as known on a day, on made-up measures worked by hand."""

from __future__ import annotations

from acts import act, day, measure

from tradetalks.case import schedule, state_on, stopped_on, threats_on
from tradetalks.case.model import Measure, Then

# 10 % from 5 April and 34 % from 9 April, announced together; 125 % decided on the 9th for the 10th;
# a truce at 10 % until 12 August, when 34 % returns; the truce is prolonged one day before it lapses
ESCALATION = measure(
    act("2025-04-05", "2025-04-02", rate=0.10),
    act("2025-04-09", "2025-04-02", rate=0.34),
    act("2025-04-10", "2025-04-09", rate=1.25),
    act("2025-05-14", "2025-05-12", rate=0.10, until="2025-08-12", then=Then(rate=0.34, cause="truce")),
    act("2025-08-12", "2025-08-11", rate=0.10, until="2025-11-10", then=Then(rate=0.34, cause="truce")),
)


def rate(measure: Measure, on: str, known: str | None = None) -> float | None:
    state = state_on(measure, day(on), day(known or on))
    return state.act.rate if state else None


def test_a_measure_is_not_in_force_before_its_first_day() -> None:
    assert rate(ESCALATION, "2025-04-04") is None
    assert rate(ESCALATION, "2025-04-05") == 0.10


def test_the_latest_act_known_that_day_holds() -> None:
    assert rate(ESCALATION, "2025-04-09", known="2025-04-08") == 0.34
    assert rate(ESCALATION, "2025-04-10", known="2025-04-08") == 0.34
    assert rate(ESCALATION, "2025-04-10", known="2025-04-09") == 1.25


def test_a_truce_lapses_as_long_as_its_prolongation_is_not_known() -> None:
    assert rate(ESCALATION, "2025-08-12", known="2025-06-10") == 0.34
    assert rate(ESCALATION, "2025-08-12", known="2025-08-11") == 0.10
    assert rate(ESCALATION, "2025-08-11", known="2025-06-10") == 0.10


def test_a_state_says_since_when_until_when_and_what_then() -> None:
    state = state_on(ESCALATION, day("2025-06-10"), day("2025-06-10"))
    assert state is not None
    assert (state.since, state.until) == (day("2025-05-14"), day("2025-08-12"))
    assert state.then == Then(rate=0.34, cause="truce")
    assert state.following is not None
    assert state.following.rate == 0.34


def test_a_scheduled_step_is_what_follows() -> None:
    state = state_on(ESCALATION, day("2025-04-06"), day("2025-04-06"))
    assert state is not None
    assert state.until == day("2025-04-09")
    assert state.then == Then(rate=0.34, cause="replacement")


def test_an_act_wipes_what_was_scheduled_after_it() -> None:
    steps = schedule(ESCALATION, day("2025-05-12"))
    assert [(step.on, step.act and step.act.rate) for step in steps] == [
        (day("2025-04-05"), 0.10),
        (day("2025-04-09"), 0.34),
        (day("2025-04-10"), 1.25),
        (day("2025-05-14"), 0.10),
        (day("2025-08-12"), 0.34),
    ]


def test_of_two_acts_on_one_day_the_later_announced_holds() -> None:
    duty = measure(act("2025-04-10", "2025-04-09", rate=0.84), act("2025-04-10", "2025-04-04", rate=0.34))
    assert rate(duty, "2025-04-10", known="2025-04-08") == 0.34
    assert rate(duty, "2025-04-10") == 0.84


def test_of_two_acts_announced_for_one_day_together_the_later_written_holds() -> None:
    duty = measure(act("2025-04-10", "2025-04-04", rate=0.34), act("2025-04-10", "2025-04-04", rate=0.36))
    assert rate(duty, "2025-04-10") == 0.36


def test_a_court_ends_a_measure_and_the_cause_is_kept() -> None:
    duty = measure(act("2025-01-01", "2025-01-01", rate=0.2), act("2025-03-01", "2025-02-20", ends="court"))
    assert rate(duty, "2025-02-28") == 0.2
    assert rate(duty, "2025-03-01") is None
    stopped = stopped_on(duty, day("2025-03-01"), day("2025-03-01"))
    assert stopped is not None
    assert (stopped.on, stopped.cause) == (day("2025-03-01"), "court")
    assert stopped_on(duty, day("2025-03-01"), day("2025-02-19")) is None


def test_a_sunset_stops_a_measure_without_another_act() -> None:
    duty = measure(act("2026-02-24", "2026-02-20", rate=0.1, until="2026-07-24", then=Then(cause="sunset")))
    assert rate(duty, "2026-07-23") == 0.1
    assert rate(duty, "2026-07-24") is None
    stopped = stopped_on(duty, day("2026-08-01"), day("2026-08-01"))
    assert stopped is not None
    assert stopped.cause == "sunset"


def test_a_retroactive_act_bites_from_its_day_once_known() -> None:
    duty = measure(
        act("2025-04-05", "2025-04-02", rate=0.2),
        act("2025-04-05", "2025-04-11", ends="settlement", retroactive=True),
    )
    assert rate(duty, "2025-04-06", known="2025-04-10") == 0.2
    assert rate(duty, "2025-04-06", known="2025-04-11") is None


def test_an_act_suspended_before_its_first_day_never_bites() -> None:
    duty = measure(
        act("2019-12-15", "2019-08-20", rate=0.15),
        act("2019-12-15", "2019-12-13", ends="suspension"),
    )
    assert rate(duty, "2019-12-15", known="2019-12-12") == 0.15
    assert rate(duty, "2019-12-15") is None
    assert rate(duty, "2025-01-01") is None


def test_what_a_suspension_holds_back_resumes_when_it_runs_out() -> None:
    resumes = Then(resumes=True, cause="expiry")
    duty = measure(
        act("2025-11-09", "2025-10-16", rate=1.0),
        act("2025-11-09", "2025-11-01", ends="suspension", until="2026-11-10", then=resumes),
        act("2026-06-01", "2026-05-20", ends="suspension", until="2027-11-10", then=resumes),
    )
    assert rate(duty, "2025-12-01") is None
    assert rate(duty, "2026-11-10", known="2025-12-01") == 1.0
    assert rate(duty, "2026-11-10", known="2026-06-01") is None
    assert rate(duty, "2027-11-10", known="2026-06-01") == 1.0


def test_terms_before_a_passing_change_resume() -> None:
    duty = measure(
        act("2025-01-01", "2024-12-01", rate=0.25),
        act("2025-03-01", "2025-02-20", rate=0.05, until="2025-06-01", then=Then(resumes=True, cause="expiry")),
    )
    assert [rate(duty, on) for on in ("2025-02-28", "2025-03-01", "2025-06-01")] == [0.25, 0.05, 0.25]


def test_a_threat_is_seen_and_never_bites() -> None:
    duty = measure(
        act("2025-03-01", "2025-02-01", rate=0.2),
        act("2025-11-01", "2025-10-10", rate=1.0, threat=True),
        act("2025-10-30", "2025-10-30", ends="withdrawal", threat=True),
    )
    for known in ("2025-10-09", "2025-10-15", "2025-11-02"):
        assert rate(duty, "2025-11-01", known=known) == 0.2
    seen = {
        on: len(threats_on(duty, day(on), day(on))) for on in ("2025-10-09", "2025-10-10", "2025-10-29", "2025-10-30")
    }
    assert seen == {"2025-10-09": 0, "2025-10-10": 1, "2025-10-29": 1, "2025-10-30": 0}
    assert threats_on(duty, day("2025-10-15"), day("2025-10-01")) == ()


def test_a_threat_that_became_law_is_no_longer_a_threat() -> None:
    duty = measure(
        act("2025-06-01", "2025-05-01", rate=0.5, threat=True),
        act("2025-06-01", "2025-05-20", rate=0.3),
    )
    assert [one.rate for one in threats_on(duty, day("2025-05-19"), day("2025-05-19"))] == [0.5]
    assert threats_on(duty, day("2025-05-20"), day("2025-05-20")) == ()
    assert rate(duty, "2025-06-01") == 0.3
