"""A package as somebody writes it, by items, short names or measures, as settings of the instruments."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.talks.agenda import LEAST_OPEN
from tradetalks.talks.game import Instrument, Payoffs, fixed
from tradetalks.talks.setting import VOLUME, Lever
from tradetalks.talks.table import Table

SLIP = 1e-9  # of a setting, which counts as rounding


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
            moved = [one for one in table.agenda.levers if one.instrument.id in groups[name]]
            beyond = _beyond(name, moved, value)
            if beyond is not None:
                mistakes.append(beyond)
                continue
            part = _spread(moved, value)
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
            if not instrument.low - SLIP <= setting <= instrument.high + SLIP:
                told = f"{setting:+.4g} {instrument.unit} lies outside its range"
                mistakes.append(Mistake(one, told, f"From {instrument.low:+.4g} to {instrument.high:+.4g}."))
            if one in found and found[one] != setting:
                mistakes.append(Mistake(one, f"is set to {found[one]:+.4g} and to {setting:+.4g}", "Set it once."))
            found[one] = float(np.clip(setting, instrument.low, instrument.high))
    if mistakes:
        raise BadInput(mistakes)
    return found


def held(table: Table, fixes: Mapping[str, float]) -> Payoffs:
    """The game of deals with some instruments held; raises `BadInput` for a fix that no deal of it can have."""
    mistakes = []
    for name, value in fixes.items():
        at = table.payoffs.instrument(name)
        deal, free = table.payoffs.instruments[at], table.easing.instruments[at]
        if deal.low - SLIP <= value <= deal.high + SLIP:
            continue
        told = f"{value:+.4g} {deal.unit}"
        if free.low <= value <= free.high:
            line = f"the red line of {deal.owner}, which leaves it {_span(deal)}"
            mistakes.append(Mistake(name, f"{told} crosses {line}", "Move inside, or add --ignore-red-lines."))
        else:
            told += " is tighter than on the day, which a deal does not ask for"
            mistakes.append(Mistake(name, told, f"From {_span(deal)}."))
    if mistakes:
        raise BadInput(mistakes)
    game = table.payoffs
    return fixed(game, {name: float(np.clip(value, *_ends(game, name))) for name, value in fixes.items()})


def _ends(game: Payoffs, name: str) -> tuple[float, float]:
    one = game.instruments[game.instrument(name)]
    return one.low, one.high


def _span(one: Instrument) -> str:
    if one.unit == VOLUME:
        return f"{one.low:.0%} to {one.high:.0%} of base volume" if one.free else f"at {one.low:.0%} of base volume"
    return f"{one.low:+.4g} to {one.high:+.4g} {one.unit}" if one.free else f"at {one.low:+.4g} {one.unit}"


def _beyond(name: str, levers: list[Lever], value: float) -> Mistake | None:
    """Points for several duties at once that they have no room for."""
    if len(levers) < 2 or any(lever.licence for lever in levers):
        return None
    low, high = (sum(getattr(lever.instrument, end) for lever in levers) for end in ("low", "high"))
    if low - SLIP <= value <= high + SLIP:
        return None
    told = f"{value:+.4g} points is more than its {len(levers)} duties have room for"
    return Mistake(name, told, f"From {low:+.4g} to {high:+.4g} points in all.")


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
