"""What licences let through week by week: the dated acts of a measure, temporary ones with their end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tradetalks.case.model import Act, Case, Measure
from tradetalks.case.schedule import state_on
from tradetalks.equilibrium.law import Tight
from tradetalks.policy.observed import observed_ratio


def let_through(case: Case, tight: Tight, day: date, known: date) -> Callable[[int], float]:
    """Volume allowed over base in each week from the one in which the measure began, as scheduled on `known`.

    An act's own ratio holds while the act does (a temporary licence until its end, when what held before returns);
    under an act without one it is what was inferred from its series, or else known; a week without the measure is free.
    """
    measure = next(one for one in case.measures if one.id == tight.measure)
    began = _began(measure, day, known)

    def ratio(week: int) -> float:
        state = state_on(measure, began + timedelta(weeks=week - 1), known)
        if state is None:
            return 1.0
        if measure.instrument == "export-ban":
            return 0.0
        return _inferred(case, tight, state.act, began, known) if state.act.ratio is None else state.act.ratio

    return ratio


def _inferred(case: Case, tight: Tight, act: Act, began: date, known: date) -> float:
    if tight.evidence or not act.ratio_series:
        return tight.ratio
    seen = observed_ratio(case, act.ratio_series, tight.importer, tight.exporter, since=began, known=known)
    return seen.ratio if seen else tight.ratio


def _began(measure: Measure, day: date, known: date) -> date:
    """The first day of the spell in which the measure has been in force up to `day`, whatever its terms."""
    began = day
    while (state := state_on(measure, began, known)) is not None:
        before = state.since - timedelta(days=1)
        if state_on(measure, before, known) is None:
            return state.since
        began = before
    return began
