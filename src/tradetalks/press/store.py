"""All articles of a dossier with what was found in them, on shelves: memory stays flat however many they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.on_demand import OnDemand
from tradetalks.press.plain import Plain
from tradetalks.press.seen import seen_text
from tradetalks.press.shelf import Shelf, Texts

ROOM = 1_000_000  # characters of articles kept at hand; of the others, what is asked for is read from disk


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with what was found in it."""

    document: Document
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]


_Found = tuple[tuple[Statement, ...], tuple[Figure, ...]]


class Articles:
    """Documents and what was found in them, by number in the order they were added."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._documents: Shelf[Document] = Shelf(ROOM)
        self._found: Shelf[_Found] = Shelf(ROOM)
        self._seen = Texts(ROOM)
        self._plain: Shelf[Plain] = Shelf(ROOM)  # of marked-up documents, by number among these
        self._marked_up: dict[int, int] = {}

    def add(self, reading: Reading) -> int:
        """Put an article at the end; returns its number."""
        document, number = reading.document, len(self._ids)
        self._numbers[document.id] = number
        self._ids.append(document.id)
        self._documents.add(document, len(document.text))
        self._found.add((reading.statements, reading.figures), len(document.text))
        self._seen.add(seen_text(document))
        if document.plain is not None:
            self._marked_up[number] = len(self._plain)
            self._plain.add(document.plain, len(document.plain.text))
        return number

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id: str) -> bool:
        return id in self._numbers

    def id(self, document: int) -> str:
        """The id of a document."""
        return self._ids[document]

    def seen(self, document: int, start: int, end: int) -> str:
        """Characters of a document's text as a reader sees it."""
        return self._seen.between(document, start, end)

    def original(self, document: int, start: int, end: int) -> Span:
        """The original characters behind them."""
        if document in self._marked_up:
            start, end = self._plain[self._marked_up[document]].original(start, end)
        return Span(self._ids[document], start, end)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by id."""
        return _Documents(self._numbers, self._documents)

    def readings(self, kept: Callable[[int, tuple[Statement, ...]], tuple[Statement, ...]]) -> Sequence[Reading]:
        """Each article with those of its statements that ``kept`` keeps."""
        return _Readings(self._documents, self._found, kept)


class _Documents(Mapping[str, Document]):
    """Documents on a shelf, by id."""

    def __init__(self, numbers: Mapping[str, int], shelf: Shelf[Document]) -> None:
        self._numbers, self._shelf = numbers, shelf

    def __getitem__(self, id: str) -> Document:
        return self._shelf[self._numbers[id]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(frozen=True, slots=True)
class _Readings(OnDemand[Reading]):
    """Readings put together when they are asked for."""

    documents: Shelf[Document]
    found: Shelf[_Found]
    kept: Callable[[int, tuple[Statement, ...]], tuple[Statement, ...]]

    def __len__(self) -> int:
        return len(self.documents)

    def at(self, place: int) -> Reading:
        """The article at a place."""
        statements, figures = self.found[place]
        return Reading(self.documents[place], self.kept(place, statements), figures)
