"""What the statements and figures of all articles are about, gathered article by article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tradetalks.press.characterisations import Characterisation, characterisations
from tradetalks.press.claims import claim
from tradetalks.press.groups import Claims
from tradetalks.press.linking import NOTHING, Link, Linker
from tradetalks.press.mentions import links
from tradetalks.press.remarks import SPOKEN
from tradetalks.press.store import Reading

_Linked = list[tuple[str, Link]]


class Links(Mapping[str, Link]):
    """Links by id of statement or figure. Every id has one; those that say nothing are not kept or listed."""

    def __init__(self) -> None:
        self._kept: dict[str, Link] = {}

    def add(self, linked: Iterable[tuple[str, Link]]) -> None:
        """Keep what says something."""
        self._kept.update((id, link) for id, link in linked if link != NOTHING)

    def __getitem__(self, id: str) -> Link:
        return self._kept.get(id, NOTHING)

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


@dataclass(slots=True)
class About:
    """What statements and figures are about, gathered article by article."""

    links: Links = field(default_factory=Links)
    statements: dict[str, _Linked] = field(default_factory=dict)  # by document; those about an agenda item
    figures: dict[str, _Linked] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    called: list[Characterisation] = field(default_factory=list)


def about(readings: Iterable[Reading], linker: Linker) -> About:
    """What is said and given in these articles, linked to the agenda."""
    found = About()
    for reading in readings:
        document = reading.document
        found.links.add(links(document, reading.statements, reading.figures, linker))
        spoken = [one.id for one in reading.statements if one.kind in SPOKEN]
        given = [one.id for one in reading.figures]
        for ids, on_agenda in ((spoken, found.statements), (given, found.figures)):
            on_agenda[document.id] = [(id, found.links[id]) for id in ids if found.links[id].agenda]
        found.claims.add(filter(None, (claim(document, figure) for figure in reading.figures)))
        found.called += characterisations(document, reading.statements)
    return found
