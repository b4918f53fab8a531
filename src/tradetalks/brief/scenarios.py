"""Which policies a brief compares: today's law, what it schedules if nothing is agreed, the highest duties so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.brief.law import DUTIES
from tradetalks.case import Deadline, change_days, deadlines
from tradetalks.case.model import Case
from tradetalks.equilibrium.controls import controls_between
from tradetalks.equilibrium.law import law_of
from tradetalks.policy import LicenceInForce, PolicyState, policy_at
from tradetalks.policy.words import percent
from tradetalks.report.contents import Scenario
from tradetalks.report.words import long_day

if TYPE_CHECKING:
    from tradetalks.economy.economy import Array, Economy

NOW, SNAP_BACK, ESCALATION, EACH_OTHER, DUTIES_ONLY = "now", "snap-back", "escalation", "each-other", "duties-only"
SAME = 1e-12  # rates closer than this are one rate, summed in another order
CUT_OFF = "cut-off"  # no policy of a day: what is tried on one critical input at a time


@dataclass(frozen=True)
class Policies:
    """The law to compare with, and each scenario's law with its words; ``now`` always comes first."""

    before: PolicyState
    states: Mapping[str, PolicyState]
    scenarios: tuple[Scenario, ...]

    @property
    def lead(self) -> str:
        """The scenario that the text of a brief is about: what the sides do to each other; today where that is all."""
        return EACH_OTHER if EACH_OTHER in self.states else NOW

    def told(self, scenario: str) -> Scenario:
        """The words of a scenario."""
        return next(one for one in self.scenarios if one.id == scenario)


def policies(case: Case, economy: Economy, *, day: date, known: date, before: date) -> Policies:
    """The law before, on the day, and in the scenarios that this case has on that day.

    A case without a truce that can lapse has no ``snap-back``; one whose duties are at their highest has no
    ``escalation``; one whose sides leave everybody else alone has no ``each-other``; one without a licence or ban
    between them no ``duties-only``. A lapse that returns the highest duties is ``snap-back`` and tells both.
    """
    base, now = (law_of(case, when, economy, known=known) for when in (before, day))
    states = {NOW: now}
    told = [_as_it_is(day, known)]
    between = parties_mask(case, economy)
    alone = spliced(base, now, between)
    if not _same_terms(alone, now):
        states[EACH_OTHER] = alone
        told.append(_each_other())
    if controls_between(base, alone, economy).bite:
        states[DUTIES_ONLY] = without_controls(base, alone)
        told.append(_duties_only())
    peak = _highest(case, economy, between, day=day, known=known)
    highest = at_the_higher_rate(now, peak, between)
    lapse = _lapse(case, now, between, economy, known)
    as_high = lapse is not None and _same_terms(lapse.state, highest)
    if lapse is not None:
        states[SNAP_BACK] = lapse.state
        told.append(_told_lapse(case, lapse, known, peak.on if as_high else None))
    if not as_high and not _same_terms(highest, now):
        states[ESCALATION] = highest
        told.append(_return(peak.on))
    return Policies(base, states, tuple(told))


def _same_terms(one: PolicyState, other: PolicyState) -> bool:
    """Whether two laws ask the same of every flow."""
    rates = all(np.allclose(getattr(one, name), getattr(other, name), atol=SAME) for name in ("added", "export_tax"))
    return rates and set(one.licences) == set(other.licences) and set(one.bans) == set(other.bans)


def sides(case: Case, economies: tuple[str, ...]) -> tuple[str, ...]:
    """The parties that impose measures and are economies of their own in the world, in the order of the case."""
    imposers = {measure.imposer for measure in case.measures}
    return tuple(party.id for party in case.parties if party.id in imposers and party.id in economies)


def parties_mask(case: Case, economy: Economy) -> Array:
    """1 for every flow between two different sides, else 0. [importer, exporter, 1]"""
    at = [economy.axes.economy(side) for side in sides(case, economy.axes.economies)]
    mask = np.zeros((len(economy.axes.economies),) * 2)
    mask[np.ix_(at, at)] = 1.0
    np.fill_diagonal(mask, 0.0)
    return mask[:, :, None]


@dataclass(frozen=True)
class _Lapse:
    """What returns on one day: duties that rise, the law they make, and what the numbers leave out."""

    rising: tuple[Deadline, ...]
    state: PolicyState
    left_out: tuple[Deadline, ...]


def _lapse(case: Case, now: PolicyState, between: Array, economy: Economy, known: date) -> _Lapse | None:
    """The first day ahead on which suspended terms between the sides return and duties rise, by what was public."""
    parties = set(sides(case, economy.axes.economies))
    named = {measure.id for measure in case.measures if measure.imposer in parties and parties & set(measure.targets)}
    ahead = [one for one in deadlines(case, now.on, known) if one.measure in named]
    for on in dict.fromkeys(one.on for one in ahead):
        then = law_of(case, on, economy, known=known)
        due = [one for one in ahead if one.on == on]
        rising = tuple(one for one in due if _returns(one) and _rises(one.measure, now, then, economy, between))
        if rising:
            left_out = tuple(one for one in due if _returns_unpriced(case, one.measure, now, then))
            return _Lapse(rising, _returned(now, then, tuple(one.measure for one in rising), between), left_out)
    return None


def _returns_unpriced(case: Case, measure: str, now: PolicyState, then: PolicyState) -> bool:
    """Whether a measure that is not in force today returns, but as no duty or as one without a known rate."""
    held, returned = ({one.measure.id for one in state.in_force} for state in (now, then))
    if measure in held or measure not in returned:
        return False
    return measure in then.unpriced_because or any(
        one.id == measure and one.instrument not in DUTIES for one in case.measures
    )


def _rises(measure: str, now: PolicyState, then: PolicyState, economy: Economy, between: Array) -> bool:
    return _burden(then, economy, between, measure) > _burden(now, economy, between, measure)


def _returned(now: PolicyState, then: PolicyState, measures: tuple[str, ...], between: Array) -> PolicyState:
    """Today's law with some measures between the sides at the level of another day."""
    nothing = np.zeros_like(now.added)
    contribution = dict(now.contribution)
    for measure in measures:
        level = then.contribution.get(measure, nothing)
        contribution[measure] = np.where(between > 0.0, level, now.contribution.get(measure, nothing))
    return replace(now, added=np.sum(list(contribution.values()), axis=0), contribution=contribution)


def _burden(state: PolicyState, economy: Economy, between: Array, measure: str | None = None) -> float:
    """Added duty between the sides on the trade of the base year, of one measure or of all."""
    added = state.added if measure is None else state.contribution.get(measure, np.zeros_like(state.added))
    return float((added * economy.border * between).sum())


def _returns(deadline: Deadline) -> bool:
    then = deadline.then
    return then is not None and then.cause != "replacement" and (then.resumes or then.rate is not None)


def _highest(case: Case, economy: Economy, between: Array, *, day: date, known: date) -> PolicyState:
    """The law of the day, up to the brief's, whose duties between the sides are highest on base trade."""
    days = [when for when in change_days(case, known) if when <= day] or [day]
    states = (policy_at(case, when, economy.unsplit.axes, known=known) for when in days)
    peak = max(states, key=lambda state: _burden(state, economy.unsplit, between))
    return law_of(case, peak.on, economy, known=known)


def at_the_higher_rate(now: PolicyState, peak: PolicyState, between: Array) -> PolicyState:
    """Today's law, but between the sides each flow bears the higher of its duty today and on the peak day."""
    higher = (between > 0.0) & (peak.added > now.added)
    names = dict.fromkeys([*now.contribution, *peak.contribution])
    nothing = np.zeros_like(now.added)
    contribution = {
        name: np.where(higher, peak.contribution.get(name, nothing), now.contribution.get(name, nothing))
        for name in names
    }
    return replace(now, added=np.where(higher, peak.added, now.added), contribution=contribution)


def spliced(outside: PolicyState, inside: PolicyState, between: Array) -> PolicyState:
    """One day's law on what the sides sell to each other, another day's law on all other trade.

    What a licence or ban of one side keeps a third economy from selling to the other (a foreign direct product rule)
    is between the sides too.
    """
    here = between > 0.0
    sides = {inside.axes.economies[at] for at in np.flatnonzero(here.any(axis=(1, 2)))}
    imposers = {one.measure.id: one.measure.imposer for one in (*outside.in_force, *inside.in_force)}

    def of_sides(one: LicenceInForce) -> bool:
        return one.importer in sides and imposers[one.measure] in sides - {one.importer}

    def taxes(name: str) -> dict[str, Array]:
        old, new = getattr(outside, name), getattr(inside, name)
        nothing = np.zeros_like(inside.added)
        return {one: np.where(here, new.get(one, nothing), old.get(one, nothing)) for one in {**old, **new}}

    def controls(name: str) -> tuple[LicenceInForce, ...]:
        old, new = getattr(outside, name), getattr(inside, name)
        return tuple(one for one in old if not of_sides(one)) + tuple(one for one in new if of_sides(one))

    return replace(
        inside,
        added=np.where(here, inside.added, outside.added),
        export_tax=np.where(here, inside.export_tax, outside.export_tax),
        licences=controls("licences"),
        bans=controls("bans"),
        contribution=taxes("contribution"),
        export_tax_contribution=taxes("export_tax_contribution"),
    )


def without_controls(before: PolicyState, now: PolicyState) -> PolicyState:
    """The duties of one law, the licences and bans of another."""
    return replace(now, licences=before.licences, bans=before.bans)


def _duties_only() -> Scenario:
    return Scenario(
        DUTIES_ONLY,
        "Their duties on each other alone",
        "If only their duties on each other stay",
        "The duties of the day on what the sides sell to each other; licences, bans and measures on everybody else as "
        "before.",
        "part",
    )


def _each_other() -> Scenario:
    return Scenario(
        EACH_OTHER,
        "What the sides do to each other",
        "If only what the sides do to each other stays",
        "The law of the day on what the sides sell to each other, and on what one keeps others from selling to the "
        "other; their measures on everybody else as before.",
        "part",
    )


def _as_it_is(day: date, known: date) -> Scenario:
    public = "as known that day" if day == known else f"as known on {long_day(known)}"
    assumes = f"The law of {long_day(day)}, {public}, held for good."
    return Scenario(NOW, "All measures, as they are", "If this stays as it is", assumes, "today")


def _told_lapse(case: Case, lapse: _Lapse, known: date, as_on: date | None) -> Scenario:
    """The words of the lapse; ``as_on``: the day of the highest duties so far, where they are what returns."""
    titles = {measure.id: measure.title for measure in case.measures}
    returning = "; ".join(f"{titles[end.measure]}{_to(end)}" for end in lapse.rising)
    on = long_day(lapse.rising[0].on)
    also = "; ".join(titles[end.measure] for end in lapse.left_out)
    left_out = f"Returning on the same day, but not part of the numbers: {also}. " if also else ""
    highest = f" and the duties of {long_day(as_on)}, the highest so far, return" if as_on else ""
    return Scenario(
        SNAP_BACK,
        "The truce lapses",
        f"If the truce lapses on {on}{highest}",
        f"The law of {long_day(known)} already says what follows if nothing more is agreed by {on}: {returning}. "
        f"{left_out}Everything else stays as it is today.",
        "future",
    )


def _to(end: Deadline) -> str:
    rate = end.then.rate if end.then else None
    return " resumes" if rate is None else f" goes to {percent(rate)}"


def _return(peak: date) -> Scenario:
    on = long_day(peak)
    return Scenario(
        ESCALATION,
        "The highest duties return",
        f"If the duties of {on} return",
        f"Duties between the sides were highest on {on}. Each sector's trade between two of them bears the higher of "
        "its average duty of that day and of today; licences and bans stay as they are today. This is a yardstick, not "
        "something the law schedules.",
        "future",
    )
