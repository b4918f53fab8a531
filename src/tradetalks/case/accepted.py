"""What somebody accepted from coverage: files in a case's `accepted/` laid over it. Removing a file undoes it.

proposal: <id>                 the file's name without .yaml
case: <name>                   the case it was made for; said for the reader
references: {<id>: ...}        as in references.yaml; what comes from coverage says `confirmed: false`
positions: {<agenda item>: [...]}   as in agenda.yaml
calendar: {<id>: ...}          as in calendar.yaml
acts: {<measure>: [...]}       as in measures/
evidence: [...]                what the articles say; not read here
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tradetalks.case import schema
from tradetalks.case.checks import check_measure
from tradetalks.case.links import check_links
from tradetalks.case.mistakes import Mistakes
from tradetalks.case.model import Act, CalendarEntry, Case, Measure, Position, Reference
from tradetalks.case.nodes import Listing, Mapping, Scalar, read_yaml
from tradetalks.case.values import BAD, Entry, Link, Spot, many
from tradetalks.errors import did_you_mean

FOLDER = "accepted"
KEYS = ("proposal", "case", "references", "positions", "calendar", "acts", "evidence")


@dataclass(slots=True)
class _Additions:
    """What the accepted files add, by kind."""

    references: list[Reference] = field(default_factory=list)
    positions: dict[str, list[Position]] = field(default_factory=dict)
    calendar: list[CalendarEntry] = field(default_factory=list)
    acts: dict[str, list[Act]] = field(default_factory=dict)


def with_accepted(case: Case) -> Case:
    """The case with everything in its folder's `accepted/` added to it.

    Raises `BadInput` with every mistake of every file: an unknown measure, item or reference, a date that does not
    exist, an act without its level.
    """
    files = sorted((Path(case.folder) / FOLDER).glob("*.yaml")) if case.folder else []
    return overlaid(case, files) if files else case


def overlaid(case: Case, files: list[Path]) -> Case:
    """The case with the proposals in ``files`` added to it; ``files`` are read in this order."""
    mistakes = Mistakes()
    links: list[Link] = []
    added = _Additions()
    for file in files:
        root = read_yaml(file, f"{FOLDER}/{file.name}", mistakes)
        if root is not None:
            _read(root, Spot(f"{FOLDER}/{file.name}", "", mistakes, links), case, added)
    check_links(links, _known(case, added), frozenset())
    mistakes.refuse()
    return replace(
        case,
        references=(*case.references, *added.references),
        calendar=(*case.calendar, *added.calendar),
        agenda=tuple(
            replace(item, positions=(*item.positions, *added.positions.get(item.id, ()))) for item in case.agenda
        ),
        measures=tuple(
            replace(measure, acts=_in_order((*measure.acts, *added.acts.get(measure.id, ()))))
            for measure in case.measures
        ),
    )


def _in_order(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=lambda act: (act.announced, act.on)))


def _read(root: Mapping, spot: Spot, case: Case, added: _Additions) -> None:
    for name, key in root.keys.items():
        if name not in KEYS:
            spot.note(key, f'unknown key "{name}".', did_you_mean(name, KEYS))
    for id, node in _section(root, "references", spot).items():
        if id in {reference.id for reference in (*case.references, *added.references)}:
            continue  # two proposals may rest on one article
        _keep(schema.REFERENCE(node, spot.inside(id), id=id), added.references)
    for id, node in _section(root, "calendar", spot).items():
        if id in {entry.id for entry in (*case.calendar, *added.calendar)}:
            spot.note(node, f'the calendar entry "{id}" is already there', "Remove it, or give it another id.")
        _keep(schema.CALENDAR_ENTRY(node, spot.inside(id), id=id), added.calendar)
    items = {item.id for item in case.agenda}
    for id, node in _section(root, "positions", spot).items():
        if id not in items:
            spot.note(root.values["positions"], f'no agenda item "{id}".', did_you_mean(id, sorted(items)))
        read = many(schema.POSITION)(node, spot.inside(id))
        if read is not BAD:
            added.positions.setdefault(id, []).extend(read)
    measures = {measure.id: measure for measure in case.measures}
    for id, node in _section(root, "acts", spot).items():
        if id not in measures:
            spot.note(root.values["acts"], f'no measure "{id}".', did_you_mean(id, sorted(measures)))
        else:
            added.acts.setdefault(id, []).extend(_acts(node, measures[id], spot))


def _acts(node: Any, measure: Measure, spot: Spot) -> list[Act]:
    """The acts of one measure, checked like the case's own."""
    inside = spot.inside(measure.id)
    if not isinstance(node, Listing):
        spot.note(node, "a list of acts is wanted here", "Begin each act with a hyphen.")
        return []
    found: list[tuple[Act, Mapping]] = []
    for item in node.items:
        act = schema.ACT(item, inside)
        if act is BAD or not isinstance(item, Mapping):
            continue
        if any((old.on, old.announced) == (act.on, act.announced) for old in measure.acts):
            inside.note(item, f"an act of {act.on} announced on {act.announced} is already there", "Remove it.")
        found.append((act, item))
    written = Scalar(measure.instrument, True, node.line, node.column)
    as_file = Mapping(node.line, node.column, {"instrument": written}, {"instrument": written})
    before = [(act, as_file) for act in measure.acts]
    check_measure(Entry(measure, as_file, replace(inside, parts=[*before, *found])))
    return [act for act, _ in found]


def _section(root: Mapping, name: str, spot: Spot) -> MappingOf[str, Any]:
    node = root.values.get(name)
    if node is None:
        return {}
    if isinstance(node, Mapping):
        return node.values
    spot.note(node, f"{name} wants keys with values", "Write `id:` and below it what belongs to it.")
    return {}


def _keep(value: Any, kept: list[Any]) -> None:
    if value is not BAD:
        kept.append(value)


def _known(case: Case, added: _Additions) -> dict[str, frozenset[str]]:
    return {
        "party": frozenset(party.id for party in case.parties),
        "member": frozenset(member for party in case.parties for member in party.members),
        "reference": frozenset(reference.id for reference in (*case.references, *added.references)),
        "measure": frozenset(measure.id for measure in case.measures),
        "scope": frozenset(scope.name for scope in case.scopes),
        "sector": frozenset(),
    }
