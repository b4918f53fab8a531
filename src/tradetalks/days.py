"""Reading a calendar day that a user wrote: YYYY-MM-DD and nothing else."""

from __future__ import annotations

from datetime import date

from tradetalks.errors import BadInput, Mistake


def as_day(given: date | str, name: str) -> date:
    """A calendar day from a date or YYYY-MM-DD; raises `BadInput` naming ``name`` for anything else."""
    if isinstance(given, date):
        return given
    try:
        day = date.fromisoformat(given)
        if day.isoformat() != given:  # fromisoformat also reads 20250610 and 2025-W24-2
            raise ValueError
    except ValueError:
        todo = "Write it as YYYY-MM-DD, for example 2025-06-10."
        raise BadInput(Mistake(name, f'"{given}" is not a day of the calendar', todo)) from None
    return day
