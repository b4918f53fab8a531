"""What an agenda says of its levers beside their ranges: short names, red lines, and what is wrong with either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tradetalks.case.model import AgendaItem, Case
from tradetalks.economy.economy import Economy
from tradetalks.errors import BadInput, Mistake
from tradetalks.talks.setting import POINTS, Lever


def wrong_items(case: Case) -> list[Mistake]:
    """Items that touch no measure, and red lines that hold what is not theirs to hold."""
    imposer = {one.id: one.imposer for one in case.measures}
    mistakes = []
    for item in (one for one in case.agenda if one.modelled):
        place = f"agenda item {item.id}"
        if not item.measures:
            todo = "Name the measures it would change, or set modelled: false and say why_not."
            mistakes.append(Mistake(place, "touches no measure", todo))
        for position in item.positions:
            line = f"the red line of {position.party} holds"
            for name in position.holds:
                if name not in item.measures:
                    todo = f"Hold one of: {', '.join(item.measures)}."
                    mistakes.append(Mistake(place, f"{line} {name}, which is no measure of the item", todo))
                elif imposer[name] != position.party:
                    told = f"{line} {name}, which {imposer[name]} imposes"
                    mistakes.append(Mistake(place, told, "A red line holds its party's own measures."))
    return mistakes


def handles_of(
    agenda: Iterable[AgendaItem], economy: Economy, items: Mapping[str, str], measures: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The instruments behind each short name; those that move nothing that day are left out."""
    found: dict[str, tuple[str, ...]] = {}
    mistakes = []
    inputs = {item.name for item in economy.items}
    for item in agenda:
        for handle in item.handles:
            strange = [one for one in handle.moves if one not in item.measures and one not in inputs]
            if strange and economy.items:
                told = f"handle {handle.name} moves {', '.join(strange)}, no measure of the item and no critical input"
                mistakes.append(Mistake(f"agenda item {item.id}", told))
            named = {one for one in items if items[one] == item.id or measures[one] in item.measures}
            moved = [one for one in items if one in named and (not handle.moves or _is(one, handle.moves, measures))]
            if moved:
                found[handle.name] = tuple(moved)
    if mistakes:
        raise BadInput(mistakes)
    return found


def _is(instrument: str, moves: tuple[str, ...], measures: Mapping[str, str]) -> bool:
    return instrument in moves or measures[instrument] in moves


def red_lines_of(
    agenda: Iterable[AgendaItem], levers: Iterable[Lever], measures: Mapping[str, str]
) -> dict[str, tuple[float, float]]:
    """What a party holds is not eased: a duty does not fall, a licence does not open."""
    held = {name: position.party for item in agenda for position in item.positions for name in position.holds}
    limits: dict[str, tuple[float, float]] = {}
    for lever in levers:
        one = lever.instrument
        if held.get(measures[one.id]) != one.owner:
            continue
        limits[one.id] = (one.now, one.high) if one.unit == POINTS else (one.low, one.now)
    return limits
