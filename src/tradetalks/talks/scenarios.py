"""What failing to agree may lead to: each threat point as a scenario with its words and its certificate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.policy.atoms import SERVICES
from tradetalks.talks.best_reply import best_reply
from tradetalks.talks.duel import both_fight, duel, only_one_fights
from tradetalks.talks.everyone import war_of_all
from tradetalks.talks.game import Array, Payoffs, rivalry_matrix
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.table import Table
from tradetalks.talks.threat import Threat, threat_at
from tradetalks.talks.war import nash_war

STATUS_QUO, SNAP_BACK, WAR, FULL_WAR = "status-quo", "snap-back", "war", "full-war"
CONTROLS, BEST_FOR = "export-controls", "best-for-"

RAISED = 4.0  # times the first duty, where best replies begin once more, to see whether that leads to the same war
SETTLED = 1e-6  # per cent
START_AGAIN = 0.5  # of the first guess of everybody's duties, to see whether it leads to the same war


def threat_point(table: Table, name: str) -> Threat:
    """A threat point by name; raises `BadInput` for one that this day does not have."""
    return threat_points(table, [name])[0]


def threat_points(table: Table, names: Sequence[str], tell: Tell = quiet) -> tuple[Threat, ...]:
    """Several threat points, whose duties are fought in one game; raises `BadInput` before any is worked out."""
    fight = cache(lambda: duel(table))
    makers: dict[str, Callable[[], Threat]] = {
        STATUS_QUO: lambda: status_quo(table),
        SNAP_BACK: lambda: snap_back(table),
        WAR: lambda: war(fight()),
        FULL_WAR: lambda: full_war(table),
        CONTROLS: lambda: export_controls(table),
    }
    makers |= {f"{BEST_FOR}{party}": partial(lambda one: best_for(fight(), one), party) for party in table.free.parties}
    unknown = [name for name in names if name not in makers]
    if unknown:
        raise BadInput([Mistake("--threat", f'unknown threat "{one}"', did_you_mean(one, makers)) for one in unknown])
    _possible(table, names)
    found = []
    for name in names:
        tell(f"If talks fail: {name}")
        found.append(makers[name]())
    return tuple(found)


def _possible(table: Table, names: Sequence[str]) -> None:
    """Raises `BadInput` for what is not there to threaten with on that day."""
    if SNAP_BACK in names and table.lapses_on is None:
        todo = f"Choose {STATUS_QUO} or {WAR}."
        raise BadInput(Mistake("--threat", f"no truce that lapses is known on {table.known}", todo))
    if CONTROLS in names and not any(lever.licence for lever in table.agenda.levers):
        unknown = [f"{one.measure or one.item}: {one.why}" for one in table.agenda.not_modelled]
        raise BadInput(Mistake("--threat", "no export control on the table has a number", "; ".join(unknown)))


def status_quo(table: Table) -> Threat:
    """Everything stays as it is that day."""
    stands = np.array([one.now for one in table.free.instruments])
    return threat_at(table.free, stands, STATUS_QUO, f"The law of {table.day} stays as it is.")


def snap_back(table: Table) -> Threat:
    """The truce lapses: on its day every item moves to what its act says; all else stays as it is."""
    x = table.settings_after_lapse
    back = [
        f"{one.title} up {value - one.now:g} points"
        for one, value in zip(table.free.instruments, x, strict=True)
        if value != one.now
    ]
    return threat_at(table.free, x, SNAP_BACK, f"The truce lapses on {table.lapses_on}: {'; '.join(back)}.")


def export_controls(table: Table) -> Threat:
    """Every licence on the table at its tightest known ratio."""
    x = np.array([one.instrument.low if one.licence else one.instrument.now for one in table.agenda.levers])
    return threat_at(table.free, x, CONTROLS, "Every licence at its tightest known ratio; duties stay as they are.")


def war(game: Payoffs) -> Threat:
    """The two sides of a `duel` set the duties that are best for them; third parties do not answer."""
    game = both_fight(game)
    found = nash_war(game, starts=[game.now, RAISED * game.now], tolerance=SETTLED)
    duties = ", ".join(f"{party} {_rate(game, found.x, party):.0f} %" for party in game.parties)
    words = f"Each side sets its best duty on all goods of the other: {duties}; no third party answers."
    return Threat(WAR, game.value(found.x), game.others(found.x), words, war=found)


def best_for(game: Payoffs, party: str) -> Threat:
    """One side of a `duel` sets its best duty on all goods of the other, which keeps its duties of the day."""
    game = only_one_fights(game, party)
    reply = best_reply(game, party, game.now)
    rate = _rate(game, reply.x, party)
    words = f"{party} sets its best duty on all goods of the other side, {rate:.0f} %; the other keeps its duties."
    return Threat(f"{BEST_FOR}{party}", game.value(reply.x), game.others(reply.x), words)


def _rate(game: Payoffs, x: Array, party: str) -> float:
    return float(x[game.instrument(f"duty-{party}")])


def full_war(table: Table) -> Threat:
    """Every economy sets the one duty on all foreign goods that is best for it."""
    axes, sides, payoffs = table.economy.axes, table.free.parties, table.free
    goods = np.array([float(sector not in SERVICES) for sector in axes.sectors])
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
