"""Readings put right and put away: what a dossier compares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from tradetalks.press.corrections import Corrections, corrected
from tradetalks.press.linking import Linker
from tradetalks.press.model import Figure, Speaker, Statement
from tradetalks.press.remarks import comparable, remarks
from tradetalks.press.seen import seen_text
from tradetalks.press.store import Articles, Reading
from tradetalks.press.table import Remarks


def gathered(
    readings: Iterable[Reading], right: Corrections, linker: Linker
) -> tuple[Articles, Remarks, tuple[str, ...]]:
    """One reading per content (the same file under two names is read once), put right; and what was odd, as notes."""
    articles = Articles()
    found = Remarks(articles)
    notes: list[str] = []
    for reading in readings:
        document = reading.document
        if document.note:
            notes.append(f"{document.name}: {document.note}")
        if document.id not in articles and seen_text(document).strip():
            said = corrected(reading.statements, right)
            put_right = _with_parties(Reading(document, said, reading.figures), linker)
            number = articles.add(put_right)
            found.add(number, put_right.statements, comparable(remarks(document, put_right.statements)))
    return articles, found, tuple(notes)


def _with_parties(reading: Reading, linker: Linker) -> Reading:
    """Each speaker with the party of the case that he or she speaks for, where it can be told."""
    told = {one.speaker for one in reading.statements} | {one.speaker for one in reading.figures}
    party = {one: linker.party_of(one) for one in told if one is not None}
    named = {one: one._replace(party=party[one]) for one in party if party[one] != one.party}
    said = tuple(_spoken_by(one, named) for one in reading.statements)
    return replace(reading, statements=said, figures=tuple(_spoken_by(one, named) for one in reading.figures))


_Told = TypeVar("_Told", Statement, Figure)


def _spoken_by(one: _Told, named: Mapping[Speaker, Speaker]) -> _Told:
    return one if one.speaker is None or one.speaker not in named else one._replace(speaker=named[one.speaker])


@dataclass(frozen=True, slots=True)
class BorneOut:
    """Leaves out what only may be a report and no other document has; ``joined`` are those some other has."""

    joined: Collection[tuple[int, int]]  # document and number of the statement

    def __call__(self, document: int, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(self._kept(document, statements)) if any(one.doubtful for one in statements) else statements

    def _kept(self, document: int, statements: Iterable[Statement]) -> Iterator[Statement]:
        for number, one in enumerate(statements):
            if not one.doubtful:
                yield one
            elif (document, number) in self.joined:
                yield one._replace(why=f"{one.why}; doubtful, but another article has it too")
