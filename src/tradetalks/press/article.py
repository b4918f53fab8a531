"""A document taken apart: the paragraphs that are read, their sentences with tags, quotations and people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.press.grammar import Sentence, parsed
from tradetalks.press.model import Document
from tradetalks.press.people import People
from tradetalks.press.quotes import Quoted, quotations
from tradetalks.press.resolution import Resolution
from tradetalks.press.sentences import sentences
from tradetalks.press.speakers import Clause, clauses


@dataclass(frozen=True, slots=True)
class Article:
    """``clauses[i]`` are the verbs of saying of ``sentences[i]``; offsets are into the plain ``text``."""

    text: str
    headings: frozenset[int]
    sentences: tuple[Sentence, ...]
    clauses: tuple[tuple[Clause, ...], ...]
    resolution: Resolution


def article(document: Document) -> Article:
    """Parse the body and the headings of a document."""
    text, paragraphs, headings = _paragraphs(document)
    quoted = quotations(text, paragraphs)
    starts = [quote.left for quote in quoted]
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        inside = quoted[bisect_left(starts, start) : bisect_left(starts, end)]
        found.extend(_sentences(text, start, end, number, inside))
    told = tuple(tuple(clauses(sentence)) for sentence in found)
    return Article(text, headings, tuple(found), told, Resolution(People(text, found)))


def _paragraphs(document: Document) -> tuple[str, list[tuple[int, int]], frozenset[int]]:
    ranges: list[tuple[int, int]] = []
    headings: set[int] = set()
    plain = document.plain
    for part in document.parts:
        if part.kind not in ("body", "heading"):
            continue
        if part.kind == "heading":
            headings.add(len(ranges))
        start, end = part.span.start, part.span.end
        ranges.append((start, end) if plain is None else (plain.locate(start), plain.locate(end)))
    text = document.text if plain is None else plain.text
    return text, ranges, frozenset(headings)


def _sentences(text: str, start: int, end: int, number: int, quoted: Sequence[Quoted]) -> Iterator[Sentence]:
    at = 0
    for first, last in sentences(text, start, end, quoted):
        stop = at
        while stop < len(quoted) and quoted[stop].left < last:
            stop += 1
        yield parsed(text, first, last, number, quoted[at:stop])
        at = stop
