"""What failing to agree may lead to: each threat point as a scenario with its words and its certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.policy.atoms import SERVICES
from tradetalks.talks.best_reply import best_reply
from tradetalks.talks.everyone import war_of_all
from tradetalks.talks.game import Array, Instrument, Payoffs, rivalry_matrix, with_rivalry
from tradetalks.talks.setting import Lever
from tradetalks.talks.table import Table
from tradetalks.talks.threat import Threat, threat_at
from tradetalks.talks.war import War, nash_war
from tradetalks.talks.world import world_payoffs

STATUS_QUO, SNAP_BACK, WAR, FULL_WAR = "status-quo", "snap-back", "war", "full-war"
CONTROLS, BEST_FOR = "export-controls", "best-for-"

HIGHEST_DUTY = 1000.0  # points
FIRST_DUTY = 20.0  # points; where best replies begin
RAISED = 4.0  # times those, where they begin once more, to see whether that leads to the same war
SETTLED = 1e-6  # per cent
START_AGAIN = 0.5  # of the first guess of everybody's duties, to see whether it leads to the same war


def threat_point(table: Table, name: str) -> Threat:
    """A threat point by name; raises `BadInput` for one that this day does not have."""
    makers: Mapping[str, Callable[[Table], Threat]] = {
        STATUS_QUO: status_quo,
        SNAP_BACK: snap_back,
        WAR: war,
        FULL_WAR: full_war,
        CONTROLS: export_controls,
        **{f"{BEST_FOR}{party}": _alone(party) for party in table.free.parties},
    }
    if name not in makers:
        raise BadInput(Mistake("--threat", f'unknown threat "{name}"', did_you_mean(name, makers)))
    return makers[name](table)


def status_quo(table: Table) -> Threat:
    """Everything stays as it is that day."""
    stands = np.array([one.now for one in table.free.instruments])
    return threat_at(table.free, stands, STATUS_QUO, f"The law of {table.day} stays as it is.")


def snap_back(table: Table) -> Threat:
    """The truce lapses: on its day every item moves to what its act says; all else stays as it is."""
    if table.lapses_on is None:
        todo = f"Choose {STATUS_QUO} or {WAR}."
        raise BadInput(Mistake("--threat", f"no truce that lapses is known on {table.known}", todo))
    x = table.settings_after_lapse
    back = [
        f"{one.title} up {value - one.now:g} points"
        for one, value in zip(table.free.instruments, x, strict=True)
        if value != one.now
    ]
    return threat_at(table.free, x, SNAP_BACK, f"The truce lapses on {table.lapses_on}: {'; '.join(back)}.")


def export_controls(table: Table) -> Threat:
    """Every licence on the table at its tightest known ratio; raises `BadInput` where none has a number."""
    levers = table.agenda.levers
    if not any(lever.licence for lever in levers):
        unknown = [f"{one.measure or one.item}: {one.why}" for one in table.agenda.not_modelled]
        raise BadInput(Mistake("--threat", "no export control on the table has a number", "; ".join(unknown)))
    x = np.array([one.instrument.low if one.licence else one.instrument.now for one in levers])
    return threat_at(table.free, x, CONTROLS, "Every licence at its tightest known ratio; duties stay as they are.")


def war(table: Table) -> Threat:
    """The two sides set the duty on all of each other's goods that is best for them; third parties do not answer."""
    game = duel(table)
    return _of(game, nash_war(game, starts=[game.now, RAISED * game.now], tolerance=SETTLED), WAR)


def best_for(table: Table, party: str) -> Threat:
    """One side sets its best duty on all goods of the other, which keeps its duties of the day."""
    game = duel(table, answering=party)
    reply = best_reply(game, party, game.now)
    rate = reply.x[game.owned(party)][0]
    words = f"{party} sets its best duty on all goods of the other side, {rate:.0f} %; the other keeps its measures."
    return Threat(f"{BEST_FOR}{party}", game.value(reply.x), game.others(reply.x), words)


def full_war(table: Table) -> Threat:
    """Every economy sets the one duty on all foreign goods that is best for it."""
    axes, sides, payoffs = table.economy.axes, table.free.parties, table.free
    goods = np.zeros(len(axes.sectors))
    goods[_goods(axes.sectors)] = 1.0
    pattern = (1.0 - np.eye(len(axes.economies)))[:, :, None] * goods
    shock = replace(table.shock, tariff=table.economy.tariff, label=f"{table.case.name}, war of everybody")
    rows = [axes.economy(party) for party in sides]
    minds = np.eye(len(axes.economies))
    minds[np.ix_(rows, rows)] = rivalry_matrix(payoffs, table.rivalry)
    found = war_of_all(
        table.economy, shock, table.elasticities, pattern=pattern, minds=minds, starts=(1.0, START_AGAIN)
    )
    value = dict(zip(axes.economies, found.payoff, strict=True))
    duties = ", ".join(f"{name} {100.0 * rate:.0f} %" for name, rate in zip(axes.economies, found.x, strict=True))
    words = f"Every economy sets its best duty on all foreign goods: {duties}."
    here = np.array([value[party] for party in sides])
    return Threat(FULL_WAR, here, np.array([value[one] for one in payoffs.bystanders]), words, war=found)


def duel(table: Table, answering: str | None = None) -> Payoffs:
    """One duty per side on all goods of the other sides, in place of the case's measures between them.

    With `answering` only that side's measures are replaced; the others keep theirs.
    """
    axes, sides = table.economy.axes, table.free.parties
    rates, levers = table.shock.tariff.copy(), []
    for party in sides:
        n, rivals = axes.economy(party), [axes.economy(other) for other in sides if other != party]
        pattern = np.zeros(axes.bilateral)
        pattern[np.ix_([n], rivals, _goods(axes.sectors))] = 0.01
        if answering in (None, party):
            rates[n, rivals] = table.economy.tariff[n, rivals]
        levers.append(Lever(_duty(party), pattern))
    shock = replace(table.shock, tariff=rates + sum(_standing(levers)), label=f"{table.case.name}, war of duties")
    game = world_payoffs(table.economy, shock, levers, sides, elasticities=table.elasticities)
    if answering is not None:
        raise_none = [
            replace(one, low=0.0, high=0.0, now=0.0) if one.owner != answering else one for one in game.instruments
        ]
        game = replace(game, instruments=tuple(raise_none))
    return with_rivalry(game, table.rivalry) if table.rivalry else game


def _standing(levers: list[Lever]) -> list[Array]:
    """What the levers add to duties where they stand."""
    return [lever.instrument.now * lever.tariff for lever in levers if lever.tariff is not None]


def _duty(party: str) -> Instrument:
    title = f"Duty of {party} on all goods"
    return Instrument(f"duty-{party}", party, 0.0, HIGHEST_DUTY, FIRST_DUTY, "points", title)


def _goods(sectors: tuple[str, ...]) -> list[int]:
    return [at for at, sector in enumerate(sectors) if sector not in SERVICES]


def _of(game: Payoffs, found: War, name: str) -> Threat:
    words = f"Each side sets its best duty on all goods of the other: {_duties(game, found)}; no third party answers."
    return Threat(name, game.value(found.x), game.others(found.x), words, war=found)


def _duties(game: Payoffs, found: War) -> str:
    return ", ".join(f"{one.owner} {rate:.0f} %" for one, rate in zip(game.instruments, found.x, strict=True))


def _alone(party: str) -> Callable[[Table], Threat]:
    return lambda table: best_for(table, party)
