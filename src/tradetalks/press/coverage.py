"""Who reports what: agenda items against documents, and what only one source has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tradetalks.press.linking import Link
from tradetalks.press.model import Span

_Named = TypeVar("_Named", str, Span)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document has on one item: ids of its statements and figures, and the sentences that mention it."""

    statements: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sentences: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements or self.figures or self.sentences)


_SILENT = Cell()  # one for all: most cells are empty


@dataclass(frozen=True, slots=True)
class Row:
    """One agenda item across the documents, in their order; an empty cell says that a document is silent."""

    item: str
    title: str
    cells: tuple[Cell, ...]
    sources: tuple[str, ...]  # independent sources that have it: copies count once

    @property
    def only(self) -> str:
        """The one source that has it; empty when none or several have."""
        return self.sources[0] if len(self.sources) == 1 else ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix, and the remarks that only one source has."""

    documents: tuple[str, ...]
    rows: tuple[Row, ...]
    exclusive: Mapping[str, tuple[str, ...]]  # source -> ids of utterances nobody else has


def coverage(
    documents: Sequence[str],
    items: Sequence[tuple[str, str]],
    statements: Mapping[str, Sequence[tuple[str, Link]]],
    figures: Mapping[str, Sequence[tuple[str, Link]]],
    sentences: Mapping[str, Sequence[tuple[Span, Link]]],
    said: Iterable[tuple[str, Iterable[str]]],
    source_of: Mapping[str, str],
) -> Coverage:
    """Build the matrix. ``items`` are ids with titles; what follows is, per document, ids or spans with their links.

    ``said`` are the ids of the utterances, each with the documents that have it.
    """
    told = [(_by_item(statements[id]), _by_item(figures[id]), _by_item(sentences[id])) for id in documents]
    rows = []
    for item, title in items:
        cells = tuple(
            Cell(stated.get(item, ()), given.get(item, ()), at.get(item, ())) or _SILENT for stated, given, at in told
        )
        sources = dict.fromkeys(source_of[id] for id, cell in zip(documents, cells, strict=True) if cell)
        rows.append(Row(item, title, cells, tuple(sources)))
    exclusive: dict[str, list[str]] = {}
    for utterance, having in said:
        heard = {source_of[id] for id in having}
        if len(heard) == 1:
            exclusive.setdefault(heard.pop(), []).append(utterance)
    return Coverage(
        tuple(documents),
        tuple(rows),
        {source: tuple(ids) for source, ids in exclusive.items()},
    )


def _by_item(linked: Iterable[tuple[_Named, Link]]) -> dict[str, tuple[_Named, ...]]:
    found: dict[str, list[_Named]] = {}
    for name, link in linked:
        for item in link.agenda:
            found.setdefault(item, []).append(name)
    return {item: tuple(names) for item, names in found.items()}
