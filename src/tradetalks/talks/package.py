"""A package as somebody writes it, by items, short names or measures, as settings of the instruments."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.talks.agenda import LEAST_OPEN, VOLUME
from tradetalks.talks.setting import Lever
from tradetalks.talks.table import Table


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
