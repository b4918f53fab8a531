"""From a case's agenda to levers: what each side can concede, between which limits, and what has no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from tradetalks.case.model import AgendaItem, Case
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Shock
from tradetalks.errors import BadInput, Mistake
from tradetalks.policy import InForce, PolicyState
from tradetalks.talks.game import Instrument
from tradetalks.talks.setting import Lever

POINTS = "points"
VOLUME = "of base volume"


@dataclass(frozen=True)
class NotModelled:
    """Something on the agenda that no number can be put on, which is not zero."""

    item: str
    measure: str  # empty where the whole item is meant
    why: str


@dataclass(frozen=True)
class OnTheTable:
    """The agenda of a day as levers.

    item       instrument -> agenda item it belongs to; its id is the measure's
    red_lines  instrument -> (low, high) that the owner's red lines leave it
    """

    levers: tuple[Lever, ...]
    item: Mapping[str, str]
    red_lines: Mapping[str, tuple[float, float]]
    not_modelled: tuple[NotModelled, ...] = field(default=())


def on_the_table(
    case: Case, economy: Economy, now: PolicyState, shock: Shock, *, lapse: PolicyState | None = None
) -> OnTheTable:
    """Each measure of a modelled agenda item as a lever of its imposer.

    A duty is moved in points of its rate from today's, from its removal up to the rate that returns if the truce
    lapses (`lapse`); what it covers stays as today. A licence whose share and ratio are known is moved between today's
    ratio and the base volume. A measure named by two items belongs to the one that names fewer. Raises `BadInput` for
    an item that names no measure and does not say why it is not modelled.
    """
    empty = [item for item in case.agenda if item.modelled and not item.measures]
    if empty:
        todo = "Name the measures it would change, or set modelled: false and say why_not."
        raise BadInput([Mistake(f"agenda item {item.id}", "touches no measure", todo) for item in empty])
    levers: list[Lever] = []
    missing: list[NotModelled] = []
    items: dict[str, str] = {}
    for item in case.agenda:
        if not item.modelled:
            missing.append(NotModelled(item.id, "", item.why_not))
            continue
        for name in item.measures:
            if _smallest(case.agenda, name) is not item:
                continue
            found = _lever(name, case, economy, now, shock, lapse)
            if isinstance(found, str):
                missing.append(NotModelled(item.id, name, found))
            else:
                levers.append(found)
                items[name] = item.id
    return OnTheTable(tuple(levers), items, _red_lines(case.agenda, levers), tuple(missing))


def _smallest(agenda: Iterable[AgendaItem], measure: str) -> AgendaItem:
    naming = [item for item in agenda if item.modelled and measure in item.measures]
    return min(naming, key=lambda item: len(item.measures))


def _lever(
    name: str, case: Case, economy: Economy, now: PolicyState, shock: Shock, lapse: PolicyState | None
) -> Lever | str:
    """The lever of a measure, or why there is none."""
    held = next((one for one in now.in_force if one.measure.id == name), None)
    measure = next(one for one in case.measures if one.id == name)
    if held is None:
        return "not in force on that day"
    if measure.imposer not in economy.axes.economies:
        return f"{measure.imposer} is no economy of the table"
    if name in now.contribution and now.contribution[name].any():
        return _duty(held, now, lapse)
    places = {at: one for at, one in enumerate(shock.licences) if one.name.split(":")[0] == name}
    if places:
        return _licence(held, now, {at: one.cells[0] for at, one in places.items()})
    if name in now.unpriced_because:
        return now.unpriced_because[name].partition(" (run ")[0]
    return "covers no trade in the table"


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


def _licence(held: InForce, now: PolicyState, cells: Mapping[int, tuple[str, str, str]]) -> Lever | str:
    controls = {
        (one.importer, one.exporter, one.sector): one
        for one in (*now.licences, *now.bans)
        if one.measure == held.measure.id
    }
    covered = {at: float(controls[cell].share or 0.0) for at, cell in cells.items() if cell in controls}
    ratio = next(iter(controls.values())).ratio
    if ratio is None:
        return "how much the licences let through is not known"
    instrument = Instrument(
        held.measure.id, held.measure.imposer, ratio, max(1.0, ratio), ratio, VOLUME, held.measure.title
    )
    return Lever(instrument, licence=covered)


def _red_lines(agenda: Iterable[AgendaItem], levers: Iterable[Lever]) -> dict[str, tuple[float, float]]:
    """What a party holds is not eased: a duty does not fall, a licence does not open."""
    held = {name: position.party for item in agenda for position in item.positions for name in position.holds}
    limits: dict[str, tuple[float, float]] = {}
    for lever in levers:
        one = lever.instrument
        if held.get(one.id) != one.owner:
            continue
        limits[one.id] = (one.now, one.high) if one.unit == POINTS else (one.low, one.now)
    return limits


def returning(lever: Lever) -> float:
    """Where a lever stands if the truce lapses: at the rate that returns; a licence stays as it is."""
    return lever.instrument.high if lever.instrument.unit == POINTS else lever.instrument.now


def escalated(levers: Iterable[Lever]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Settings after a lapse. [lever]"""
    return np.array([returning(lever) for lever in levers])
