"""A whole round of talks: threat points, frontier, the deal, its exchange rates, its red lines and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.talks.clock import Flow, indifference_hazard, value_of_extension
from tradetalks.talks.agenda import LEAST_OPEN, VOLUME
from tradetalks.talks.deals import Deal, egalitarian, equal_proportional, kalai_smorodinsky, nash_deal
from tradetalks.talks.enforcement import Patience, patience_needed
from tradetalks.talks.exchange import Rate, exchange_rate, finite_rate
from tradetalks.talks.frontier import POINTS, Frontier, frontier
from tradetalks.talks.game import Array, Payoffs, fixed
from tradetalks.talks.linkage import Linkage, linkage
from tradetalks.talks.red_lines import RedLine, red_lines
from tradetalks.talks.rivalry import deal_survives
from tradetalks.talks.scenarios import BEST_FOR, SNAP_BACK, STATUS_QUO, WAR, threat_point
from tradetalks.talks.setting import Lever
from tradetalks.talks.surplus import NoDeal, surplus
from tradetalks.talks.table import Table, Tell, quiet
from tradetalks.talks.threat import Threat
from tradetalks.talks.world import binding_licences

Solve = Callable[[Payoffs, Threat], Deal | NoDeal]

NASH, KALAI_SMORODINSKY = "nash", "kalai-smorodinsky"
EGALITARIAN, EQUAL_PROPORTIONAL = "egalitarian", "equal-proportional"
SOLUTIONS = (NASH, KALAI_SMORODINSKY, EGALITARIAN, EQUAL_PROPORTIONAL)

STEP = 10.0  # points of a duty that finite exchange rates are told for
LICENCE_STEP = 0.1  # of base volume
INTEREST = 0.05  # a year
ARRIVAL = 1.0  # a year: how soon the deal hoped for is expected
EXTENSION = 0.25  # years


@dataclass(frozen=True)
class Swap:
    """What one step of one concession is worth in units of another.

    needed   units of `taken` that make the giver whole for the step, 0 where it gains by the step itself; None where
             nothing in the range does
    offered  units of `taken` after which the taker is no better off than before; None where it would give it all
    """

    rate: Rate
    step: float
    needed: float | None
    offered: float | None


@dataclass(frozen=True)
class Clock:
    """What time does to a side, from the deal on the table and the threat of a lapse.

    waits_below  yearly hazard of a lapse under which it holds out for its best deal; None where a lapse does not hurt
    extension    what three more months of truce are worth to it against a lapse today, in payoff units for good
    """

    waits_below: float | None
    extension: float


@dataclass(frozen=True)
class Talks:
    """Everything the talks of a day come to.

    threats  in the order shown, the one that counts among them
    issues   agenda item -> instruments, for `linkage`
    """

    table: Table
    game: Payoffs
    threat: Threat
    threats: tuple[Threat, ...]
    frontier: Frontier
    deal: Deal | NoDeal
    swaps: tuple[Swap, ...]
    red_lines: Mapping[str, RedLine]
    patience: Mapping[str, Patience]
    linkage: Linkage | None
    survives: Mapping[str, float]
    clock: Mapping[str, Clock]
    binding: tuple[str, ...]


def hold_talks(
    table: Table,
    *,
    threat: str | None = None,
    solution: str = NASH,
    fixes: Mapping[str, float] | None = None,
    points: int = POINTS,
    tell: Tell = quiet,
) -> Talks:
    """Run the talks of a table. Without `threat` the snap-back counts where a truce can lapse, else the status quo.

    `fixes` holds items at given settings (`item_settings`). Raises `BadInput` for an unknown threat or solution.
    """
    solve = solution_of(table, solution)
    game = fixed(table.payoffs, fixes) if fixes else table.payoffs
    name = threat or (SNAP_BACK if table.lapses_on else STATUS_QUO)
    threats = []
    for one in _shown(table, name):
        tell(f"If talks fail: {one}")
        threats.append(threat_point(table, one))
    counts = next(one for one in threats if one.name == name)
    tell(f"The frontier, {points} points")
    edge = frontier(game, points)
    tell(f"The {solution} deal")
    deal = solve(game, counts)
    if isinstance(deal, NoDeal):
        return Talks(table, game, counts, tuple(threats), edge, deal, (), {}, {}, None, {}, {}, ())
    tell("Exchange rates, red lines, whether it would be kept")
    start = game.now if counts.x is None else np.clip(counts.x, game.low, game.high)
    return Talks(
        table=table,
        game=game,
        threat=counts,
        threats=tuple(threats),
        frontier=edge,
        deal=deal,
        swaps=_swaps(game, start),
        red_lines=red_lines(table.free, counts, dict(table.agenda.red_lines), solve=solve) if not fixes else {},
        patience=patience_needed(table.free, deal.x, counts.value),
        linkage=_linkage(table, game, counts, start, solve),
        survives=deal_survives(deal),
        clock=_clock(game, deal, threats),
        binding=binding_licences(
            table.economy, table.shock, table.agenda.levers, deal.x, elasticities=table.elasticities
        )
        if table.shock.licences
        else (),
    )


def solution_of(table: Table, name: str) -> Solve:
    """The rule of a name; equal gains count in money, by each side's income."""
    if name not in SOLUTIONS:
        raise BadInput(Mistake("--solution", f'unknown solution "{name}"', did_you_mean(name, SOLUTIONS)))
    if name == EGALITARIAN:
        income = table.economy.income
        per = {party: 1.0 / float(income[table.economy.axes.economy(party)]) for party in table.free.parties}
        most = max(per.values())
        scaled = {party: value / most for party, value in per.items()}
        return lambda game, threat: egalitarian(game, threat, per=scaled)
    return {NASH: nash_deal, KALAI_SMORODINSKY: kalai_smorodinsky, EQUAL_PROPORTIONAL: equal_proportional}[name]


def item_settings(table: Table, package: Mapping[str, float]) -> dict[str, float]:
    """Settings of instruments from settings of items or instruments, as written on the command line.

    Points are changes from today's rate; a licence is a volume against the base. A setting of an item is spread over
    its instruments in proportion to the room that each has in that direction, or set alike on all its licences. Raises
    `BadInput` for an unknown name, a setting out of range, or one instrument set twice.
    """
    game, mistakes = table.free, list[Mistake]()
    found: dict[str, float] = {}
    names = {one.id for one in game.instruments}
    items = table.agenda.item
    groups = {item: tuple(one for one in items if items[one] == item) for item in items.values()}
    groups |= table.agenda.handles
    for name, value in package.items():
        part: dict[str, float]
        if name in names:
            part = {name: value}
        elif name in groups:
            part = _spread([one for one in table.agenda.levers if one.instrument.id in groups[name]], value)
        else:
            reason = {one.item: one.why for one in table.agenda.not_modelled}
            reason |= {one.measure: one.why for one in table.agenda.not_modelled if one.measure}
            todo = did_you_mean(name, [*dict.fromkeys([*table.agenda.handles, *groups, *sorted(names)])], show=40)
            told = f"is not modelled: {reason[name]}" if name in reason else f'unknown item "{name}"'
            mistakes.append(Mistake(name, told, todo))
            continue
        for one, setting in part.items():
            instrument = game.instruments[game.instrument(one)]
            if instrument.unit == VOLUME and 0.0 <= setting <= LEAST_OPEN:
                setting = max(setting, instrument.low)
            if not instrument.low - 1e-9 <= setting <= instrument.high + 1e-9:
                told = f"{setting:+.4g} {instrument.unit} lies outside its range"
                mistakes.append(Mistake(one, told, f"From {instrument.low:+.4g} to {instrument.high:+.4g}."))
            if one in found and found[one] != setting:
                mistakes.append(Mistake(one, f"is set to {found[one]:+.4g} and to {setting:+.4g}", "Set it once."))
            found[one] = float(np.clip(setting, instrument.low, instrument.high))
    if mistakes:
        raise BadInput(mistakes)
    return found


def _spread(levers: list[Lever], value: float) -> dict[str, float]:
    if all(lever.licence for lever in levers):
        return {lever.instrument.id: value for lever in levers}
    rooms = {
        one.id: (one.now - one.low if value < 0.0 else one.high - one.now)
        for one in (lever.instrument for lever in levers)
    }
    total = sum(rooms.values())
    if total <= 0.0:
        return {name: value / len(rooms) for name in rooms}
    return {name: value * room / total for name, room in rooms.items()}


def _shown(table: Table, wanted: str) -> list[str]:
    shown = [STATUS_QUO, *([SNAP_BACK] if table.lapses_on else []), WAR]
    shown += [f"{BEST_FOR}{party}" for party in table.free.parties]
    return shown if wanted in shown else [*shown, wanted]


def _swaps(game: Payoffs, start: Array) -> tuple[Swap, ...]:
    """Every pair of concessions between two sides, at the point from which talks begin."""
    first, second = game.parties[:2]
    swaps = []
    for given in (one for one in game.instruments if one.owner == first and one.free):
        for taken in (one for one in game.instruments if one.owner == second and one.free):
            rate = exchange_rate(game, start, given.id, taken.id)
            k = game.instrument(given.id)
            toward = np.sign(game.gradient(start)[game.party(second), k])
            step = float(toward) * (LICENCE_STEP if given.unit != "points" else STEP)
            step = float(np.clip(start[k] + step, given.low, given.high) - start[k])
            if step == 0.0:
                continue
            needed = (
                0.0
                if _gains(game, start, first, k, step)
                else finite_rate(game, start, first, given.id, step, taken.id)
            )
            offered = finite_rate(game, start, second, given.id, step, taken.id)
            swaps.append(Swap(rate, step, needed, offered))
    return tuple(swaps)


def _gains(game: Payoffs, start: Array, party: str, k: int, step: float) -> bool:
    """Whether a party is better off by its own concession."""
    moved = start.copy()
    moved[k] += step
    i = game.party(party)
    return bool(game.value(moved)[i] >= game.value(start)[i])


def _linkage(table: Table, game: Payoffs, threat: Threat, frozen: Array, solve: Solve) -> Linkage | None:
    issues: dict[str, list[str]] = {}
    for name, item in table.agenda.item.items():
        issues.setdefault(item, []).append(name)
    if len(issues) < 2:
        return None
    found = linkage(game, threat, issues, frozen=frozen, solve=solve)
    return found if isinstance(found, Linkage) else None


def _clock(game: Payoffs, deal: Deal, threats: list[Threat]) -> dict[str, Clock]:
    known = {threat.name: threat for threat in threats}
    if SNAP_BACK not in known:
        return {}
    lapse, truce = known[SNAP_BACK], known[STATUS_QUO]
    room = surplus(game, deal.threat)
    told = {}
    for i, party in enumerate(game.parties):
        best = float(deal.payoff[i]) if isinstance(room, NoDeal) else float(room.ideal[i])
        hopes = Flow(float(truce.value[i]), float(lapse.value[i]), best)
        gets = Flow(float(truce.value[i]), float(lapse.value[i]), float(deal.payoff[i]))
        told[party] = Clock(
            indifference_hazard(float(deal.payoff[i]), hopes, interest=INTEREST, arrival=ARRIVAL),
            value_of_extension(gets, years=EXTENSION, interest=INTEREST, arrival=ARRIVAL),
        )
    return told
