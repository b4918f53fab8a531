"""Which measures bite on a day, by what was public on a day."""

from __future__ import annotations

from datetime import date

from tradetalks.case.model import Case
from tradetalks.case.schedule import state_on
from tradetalks.policy.state import InForce


def measures_in_force(case: Case, on: date, known: date) -> tuple[InForce, ...]:
    """Every measure that bites on a day, of whatever instrument, in the case's order."""
    unverified = {reference.id for reference in case.references if not reference.confirmed}
    found = []
    for measure in case.measures:
        state = state_on(measure, on, known)
        if state is not None:
            confirmed = state.act.confidence != "mem" and not unverified.intersection(state.act.reference)
            found.append(InForce(measure, state.act, state.since, state.until, state.then, confirmed))
    return tuple(found)
