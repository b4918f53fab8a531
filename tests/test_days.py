"""A day is written one way, wherever a user writes it."""

from __future__ import annotations

from datetime import date

import pytest

from tradetalks.axes import Axes
from tradetalks.brief.question import question
from tradetalks.case import load_case
from tradetalks.cli.output import day
from tradetalks.days import as_day
from tradetalks.errors import BadInput
from tradetalks.policy import policy_at

ODD = ("20250610", "2025-W24-2", "2025-6-10", "2025-02-30", "10.06.2025", "", " 2025-06-10")


@pytest.mark.parametrize("text", ODD)
def test_every_door_refuses_another_way_to_write_a_day(text: str) -> None:
    case, axes = load_case("london-2025"), Axes(("USA", "CHN"), ("electrical",))
    for read in (
        lambda: as_day(text, "on"),
        lambda: day(text, "on"),
        lambda: policy_at(case, text, axes),
        lambda: question(case, day=text),
    ):
        with pytest.raises(BadInput, match="is not a day of the calendar"):
            read()


def test_a_day_is_read_as_it_is_written() -> None:
    assert as_day("2024-02-29", "on") == day("2024-02-29", "--on") == date(2024, 2, 29)
    assert as_day(date(2025, 6, 10), "on") == date(2025, 6, 10)
    assert day(None, "--on") is None
