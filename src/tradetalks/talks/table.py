"""A case's talks as a game: `payoffs_of` a day, with its levers, its red lines and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tradetalks.case import Deadline, deadlines
from tradetalks.case.model import Case
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock, law_of, priced
from tradetalks.errors import BadInput, Mistake
from tradetalks.policy import PolicyState
from tradetalks.talks.agenda import OnTheTable, escalated, negotiable, on_the_table
from tradetalks.talks.game import Array, Payoffs, with_costs, with_rivalry, within
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.world import world_payoffs


@dataclass(frozen=True)
class Table:
    """The talks of a day.

    free     the game with every lever free in its range
    easing   the same without tighter licences than today's, which only a threat makes use of
    payoffs  the latter inside the red lines: what deals are looked for in
    rivalry  party -> weight on the other side's gain in its payoff, 0 unless given
    """

    case: Case
    economy: Economy
    day: date
    known: date
    before: PolicyState
    now: PolicyState
    lapse: PolicyState | None
    lapses_on: date | None
    shock: Shock
    agenda: OnTheTable
    free: Payoffs
    easing: Payoffs
    payoffs: Payoffs
    horizon: str
    elasticities: Elasticities
    rivalry: Mapping[str, float] = field(default_factory=dict)

    @property
    def settings_after_lapse(self) -> Array:
        """Where each lever stands if the truce lapses. [instrument]"""
        return escalated(self.agenda.levers)


def payoffs(
    economy: Economy,
    case: Case,
    on: date | None = None,
    *,
    known: date | None = None,
    horizon: str = "1 year",
    elasticities: Elasticities | None = None,
    red_lines: bool = True,
    sector_weights: Mapping[str, Mapping[str, float]] | None = None,
    rivalry: Mapping[str, float] | None = None,
    costs: Mapping[tuple[str, str], float] | None = None,
    tell: Tell = quiet,
) -> Table:
    """The game that a case's agenda is on a day, as known on a day (default: that day).

    Payoffs are 100 log real income against the world of `case.before`, one per side; all other economies are
    bystanders. `sector_weights`, `rivalry` and `costs` change what a side wants (`world_payoffs`, `with_rivalry`,
    `with_costs`). Raises `BadInput` where fewer than two sides have something on the table.
    """
    day = on or case.day
    public = known or day
    tell(f"Reading the law of {day}")
    before = law_of(case, case.before, economy, known=public)
    now = law_of(case, day, economy, known=public)
    ends = lapsing(case, day, public)
    lapse = law_of(case, ends[0].on, economy, known=public) if ends else None
    shock, at_horizon = priced(before, now, economy, horizon)
    shock = negotiable(case, now, shock)
    agenda = on_the_table(case, economy, now, shock, lapse=lapse)
    owners = {lever.instrument.owner for lever in agenda.levers}
    sides = tuple(party.id for party in case.parties if party.id in owners)
    if len(sides) < 2:
        left_out = "; ".join(f"{one.measure or one.item}: {one.why}" for one in agenda.not_modelled)
        raise BadInput(Mistake(f"{case.name} on {day}", "fewer than two sides have something to concede", left_out))
    chosen = elasticities or at_horizon
    free = world_payoffs(economy, shock, agenda.levers, sides, elasticities=chosen, sector_weights=sector_weights)
    free = with_costs(free, costs) if costs else free
    free = with_rivalry(free, rivalry) if rivalry else free
    eased = {one.instrument.id: (one.instrument.now, one.instrument.high) for one in agenda.levers if one.licence}
    easing = within(free, eased)
    return Table(
        case=case,
        economy=economy,
        day=day,
        known=public,
        before=before,
        now=now,
        lapse=lapse,
        lapses_on=ends[0].on if ends else None,
        shock=shock,
        agenda=agenda,
        free=free,
        easing=easing,
        payoffs=within(easing, agenda.red_lines) if red_lines else easing,
        horizon=horizon,
        elasticities=chosen,
        rivalry=dict(rivalry or {}),
    )


def lapsing(case: Case, day: date, known: date) -> tuple[Deadline, ...]:
    """The changes of the first day ahead on which suspended terms return, by what was public on `known`."""
    ahead = [one for one in deadlines(case, day, known) if _returns(one)]
    return tuple(one for one in ahead if one.on == ahead[0].on)


def _returns(deadline: Deadline) -> bool:
    then = deadline.then
    return then is not None and then.cause != "replacement" and (then.resumes or then.rate is not None)
