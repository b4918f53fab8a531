"""Made-up measures for the tests of the calendar of law."""

from __future__ import annotations

from datetime import date
from typing import Any

from tradetalks.case.model import Act, Measure


def day(text: str) -> date:
    return date.fromisoformat(text)


def act(on: str, announced: str, **terms: Any) -> Act:
    """An act on a day, announced on a day; ``until`` may be given as text."""
    if "until" in terms:
        terms["until"] = day(terms["until"])
    return Act(on=day(on), announced=day(announced), reference=("law",), **terms)


def measure(*acts: Act) -> Measure:
    """A duty with these acts."""
    return Measure(
        id="duty",
        title="Duty",
        imposer="AAA",
        targets=("BBB",),
        instrument="import-tariff",
        authority="tariff-act",
        scope="all-goods",
        acts=acts,
    )
