"""The days on which anything changes, and what already lies ahead on a day."""

from __future__ import annotations

from pathlib import Path

from acts import act, day, measure

from tradetalks.case import change_days, deadlines, load_case
from tradetalks.case.model import Case, Party, Then


def case_of(*acts_of_duty: object) -> Case:
    """A case whose only measure has these acts."""
    return Case(
        name="made-up",
        title="Made up",
        checked_on=day("2026-01-01"),
        before=day("2025-01-01"),
        day=day("2025-06-01"),
        parties=(Party(id="AAA", title="A"),),
        measures=(measure(*acts_of_duty),),  # type: ignore[arg-type]
        references=(),
    )


def ahead(case: Case, on: str, known: str | None = None) -> list[tuple[str, str]]:
    return [(str(one.on), one.what) for one in deadlines(case, day(on), day(known or on))]


def test_a_case_changes_on_each_day_of_its_law(folder: Path) -> None:
    case = load_case(folder)
    told = [str(one) for one in change_days(case, day("2025-05-01"))]
    assert told == ["2025-03-01", "2025-03-15", "2025-04-01", "2025-05-15", "2025-08-13"]
    assert [str(one) for one in change_days(case, day("2025-03-04"))] == ["2025-03-01"]


def test_meetings_and_ends_of_law_lie_ahead(folder: Path) -> None:
    case = load_case(folder)
    assert ahead(case, "2025-05-15") == [
        ("2025-06-20", "Second meeting of the trade ministers"),
        ("2025-08-13", "Changes: Duty on Korean metals and machines"),
        ("2025-08-13", "Changes: Duty on Japanese farm goods and food"),
    ]
    assert deadlines(case, day("2025-05-15"), day("2025-05-15"))[1].then == Then(rate=0.25, cause="expiry")


def test_what_is_not_yet_public_does_not_lie_ahead(folder: Path) -> None:
    assert ahead(load_case(folder), "2025-04-30") == []


def test_a_deadline_that_has_come_no_longer_lies_ahead(folder: Path) -> None:
    assert ahead(load_case(folder), "2025-08-13", known="2025-05-15") == []


def test_a_deadline_says_whether_a_measure_starts_changes_ends_or_returns() -> None:
    case = case_of(
        act("2025-03-01", "2025-01-01", rate=0.1),
        act("2025-04-01", "2025-01-01", rate=0.2),
        act(
            "2025-05-01",
            "2025-01-01",
            ends="suspension",
            until="2025-06-01",
            then=Then(cause="expiry", resumes=True),
        ),
    )
    assert ahead(case, "2025-01-01") == [
        ("2025-03-01", "Starts: Duty"),
        ("2025-04-01", "Changes: Duty"),
        ("2025-05-01", "Ends: Duty"),
        ("2025-06-01", "Returns: Duty"),
    ]
    causes = [one.then.cause for one in deadlines(case, day("2025-03-15"), day("2025-03-15")) if one.then]
    assert causes == ["replacement", "suspension", "expiry"]
