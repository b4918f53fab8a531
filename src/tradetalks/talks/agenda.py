"""From a case's agenda to levers: what each side can concede, between which limits, and what has no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tradetalks.case.model import AgendaItem, Case
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Licence, Shock
from tradetalks.equilibrium.shock import Cell
from tradetalks.errors import BadInput
from tradetalks.policy import InForce, PolicyState
from tradetalks.talks.game import Instrument
from tradetalks.talks.positions import handles_of, red_lines_of, wrong_items
from tradetalks.talks.setting import POINTS, VOLUME, Lever

LEAST_OPEN = 1e-6  # of base volume: what a full stop counts as, since a price that stops all trade has no bound


@dataclass(frozen=True)
class NotModelled:
    """Something on the agenda that no number can be put on, which is not zero."""

    item: str
    measure: str  # empty where the whole item is meant
    why: str


@dataclass(frozen=True)
class OnTheTable:
    """The agenda of a day as levers.

    item       instrument -> agenda item it belongs to
    measure    instrument -> the measure it eases or tightens, which names it unless it holds a critical input
    handles    short name -> the instruments it moves
    red_lines  instrument -> (low, high) that the owner's red lines leave it
    """

    levers: tuple[Lever, ...]
    item: Mapping[str, str]
    red_lines: Mapping[str, tuple[float, float]]
    not_modelled: tuple[NotModelled, ...] = field(default=())
    measure: Mapping[str, str] = field(default_factory=dict)
    handles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def on_the_table(
    case: Case, economy: Economy, now: PolicyState, shock: Shock, *, lapse: PolicyState | None = None
) -> OnTheTable:
    """Each measure of a modelled agenda item as a lever of its imposer.

    A duty is moved in points of its rate from today's, from its removal up to the rate that returns if the truce
    lapses (`lapse`); what it covers stays as today. A licence whose share and ratio are known is moved from the
    tightest ratio that what was public allows up to the base volume, on what goes to the other parties; one that holds
    several critical inputs is one lever each. A measure named by two items belongs to the one that names fewer. Raises
    `BadInput` for an item that names no measure and does not say why it is not modelled, for a red line that holds what
    its item does not touch or its party does not impose, and for a handle that names nothing of its item.
    """
    mistakes = wrong_items(case)
    if mistakes:
        raise BadInput(mistakes)
    levers: list[Lever] = []
    missing: list[NotModelled] = []
    items: dict[str, str] = {}
    measures: dict[str, str] = {}
    for item in case.agenda:
        if not item.modelled:
            missing.append(NotModelled(item.id, "", item.why_not))
            continue
        for name in item.measures:
            if _smallest(case.agenda, name) is not item:
                continue
            found = _levers(name, case, economy, now, shock, lapse)
            if isinstance(found, str):
                missing.append(NotModelled(item.id, name, found))
                continue
            levers += found
            items |= {lever.instrument.id: item.id for lever in found}
            measures |= {lever.instrument.id: name for lever in found}
    return OnTheTable(
        tuple(levers),
        items,
        red_lines_of(case.agenda, levers, measures),
        tuple(missing),
        measures,
        handles_of(case.agenda, economy, items, measures),
    )


def _smallest(agenda: Iterable[AgendaItem], measure: str) -> AgendaItem:
    naming = [item for item in agenda if item.modelled and measure in item.measures]
    return min(naming, key=lambda item: len(item.measures))


def _levers(
    name: str, case: Case, economy: Economy, now: PolicyState, shock: Shock, lapse: PolicyState | None
) -> list[Lever] | str:
    """The levers of a measure, or why there is none."""
    held = next((one for one in now.in_force if one.measure.id == name), None)
    measure = next(one for one in case.measures if one.id == name)
    if held is None:
        return "not in force on that day"
    if measure.imposer not in economy.axes.economies:
        return f"{measure.imposer} is no economy of the table"
    if name in now.contribution and now.contribution[name].any():
        duty = _duty(held, now, lapse)
        return duty if isinstance(duty, str) else [duty]
    others = _sides(case) - {measure.imposer}
    places = {
        at: one.cells[0]
        for at, one in enumerate(shock.licences)
        if one.name.split(":")[0] == name and one.cells[0][0] in others
    }
    if places:
        return _licences(held, economy, now, places)
    if name in now.unpriced_because:
        return now.unpriced_because[name].partition(" (run ")[0]
    return "covers no trade in the table"


def _sides(case: Case) -> set[str]:
    """The parties that impose something on the agenda; others may be parties to the dispute and have no say."""
    named = {name for item in case.agenda if item.modelled for name in item.measures}
    return {party.id for party in case.parties} & {one.imposer for one in case.measures if one.id in named}


def _duty(held: InForce, now: PolicyState, lapse: PolicyState | None) -> Lever | str:
    measure, rate = held.measure, held.rate
    if not rate:
        return "its rate is not known"
    later = None if lapse is None else next((one for one in lapse.in_force if one.measure.id == measure.id), None)
    returning = rate if later is None or later.rate is None else later.rate
    instrument = Instrument(
        measure.id, measure.imposer, -100.0 * rate, 100.0 * max(0.0, returning - rate), 0.0, POINTS, measure.title
    )
    return Lever(instrument, now.contribution[measure.id] / (100.0 * rate))


def _licences(held: InForce, economy: Economy, now: PolicyState, cells: Mapping[int, Cell]) -> list[Lever] | str:
    """One lever for each critical input that a licence holds, and one for all else."""
    titles = {item.name: item.title for item in economy.items}
    groups: dict[str, dict[int, Cell]] = {}
    for at, cell in cells.items():
        groups.setdefault(cell[2] if cell[2] in titles else "", {})[at] = cell
    found = []
    for name, places in groups.items():
        lever = _licence(held, now, places, name or held.measure.id, titles.get(name, held.measure.title))
        if isinstance(lever, str):
            return lever
        found.append(lever)
    return found


def _licence(held: InForce, now: PolicyState, cells: Mapping[int, Cell], name: str, title: str) -> Lever | str:
    controls = {
        (one.importer, one.exporter, one.sector): one
        for one in (*now.licences, *now.bans)
        if one.measure == held.measure.id
    }
    terms = [controls[cell] for cell in cells.values() if cell in controls]
    ratio = terms[0].ratio
    if ratio is None:
        return "how much the licences let through is not known"
    tightest = terms[0].ratio_range[0] if terms[0].ratio_range else ratio
    covered = {at: float(controls[cell].share or 0.0) for at, cell in cells.items() if cell in controls}
    stands = max(ratio, LEAST_OPEN)
    low = max(min(tightest, ratio), LEAST_OPEN)
    return Lever(Instrument(name, held.measure.imposer, low, max(1.0, ratio), stands, VOLUME, title), licence=covered)


def negotiable(case: Case, now: PolicyState, shock: Shock) -> Shock:
    """The same policy with what the agenda stops altogether between its parties let through to `LEAST_OPEN`.

    A flow of nothing has no price at which more of it would be bought; a licence has.
    """
    sides = {party.id for party in case.parties}
    named = {name for item in case.agenda if item.modelled for name in item.measures}
    stopped = {
        (one.importer, one.exporter, one.sector): one.measure
        for one in (*now.licences, *now.bans)
        if one.measure in named
        and {one.importer, one.exporter} <= sides
        and one.share == 1.0
        and shock.banned[shock.axes.cell(one.importer, one.exporter, one.sector)]
    }
    banned = shock.banned.copy()
    for cell in stopped:
        banned[shock.axes.cell(*cell)] = False
    opened = tuple(Licence(f"{name}: {' '.join(cell)}", (cell,), LEAST_OPEN) for cell, name in stopped.items())
    return replace(shock, banned=banned, licences=(*shock.licences, *opened))


def returning(lever: Lever) -> float:
    """Where a lever stands if the truce lapses: at the rate that returns; a licence stays as it is."""
    return lever.instrument.high if lever.instrument.unit == POINTS else lever.instrument.now


def escalated(levers: Iterable[Lever]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Settings after a lapse. [lever]"""
    return np.array([returning(lever) for lever in levers])
