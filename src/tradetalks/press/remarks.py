"""Remarks: the sentence-sized pieces of statements that are compared with one another across documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple, Protocol

from tradetalks.press.model import Document, Span, Speaker, Statement, Tier
from tradetalks.press.seen import seen_place, seen_text, span_of
from tradetalks.press.wording import Form, Word, content, forms, meaning, words

SameSpeaker = Literal["same", "open", "different"]

SPOKEN = frozenset({"direct", "fragment", "reported"})  # kinds that report what somebody said
MARKED = frozenset({"scare", "term"})  # quotations nobody is seen to have said; another report may tell who did
MOST_CHARACTERS = 600  # a longer piece is compared by its beginning
MOST_REPORTED = 600  # characters of reported speech read: longer ones are sentences that never end
AROUND = 200  # characters on either side that count as what stands around a remark

LEAST_REPORTED = 2  # meaningful words

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’'»]*\s+(?=[\"“‘'«(]?[A-Z\d])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|vs|No|Inc|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
_PRONOUN = frozenset({"he", "she", "they", "it", "who", "i", "we", "him", "her", "them"})
_DETERMINERS = frozenset({"the", "a", "an", "one", "some", "another", "his", "her", "their", "its", "my", "our"})
_NOT_A_SURNAME = frozenset({"jr", "sr", "ii", "iii"})


class Source(Protocol):
    """Where a remark stands: what can be read again is not kept with it."""

    def seen(self, start: int, end: int) -> str:
        """Characters of the document's text as a reader sees it."""

    def original(self, start: int, end: int) -> Span:
        """The original characters behind them."""


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article at hand."""

    article: Document

    def seen(self, start: int, end: int) -> str:
        """Characters of the article's text as a reader sees it."""
        return seen_text(self.article)[start:end]

    def original(self, start: int, end: int) -> Span:
        """The original characters behind them."""
        return span_of(self.article, start, end)


class Said(NamedTuple):
    """What is told of the statement that a remark belongs to."""

    id: str
    span: Span
    tier: Tier


class Around(NamedTuple):
    """What stands around a statement in its sentence: the places before it, and those after it."""

    before: int
    start: int
    end: int
    after: int


@dataclass(frozen=True)
class Remark:
    """One sentence, or less, of a statement: ``start`` to ``end`` of its document's text as a reader sees it.

    ``forms`` are its words without their places.
    """

    said: Said
    start: int
    end: int
    forms: tuple[Form, ...]
    speaker: Speaker | None
    reported: bool  # the words are the reporter's, not the speaker's
    spoken: bool  # this document says that somebody said it
    doubtful: bool  # only may be a report
    around: Around
    source: Source = field(repr=False, compare=False)
    quoted: frozenset[int] = frozenset()  # places of words that belong to a quotation inside

    @property
    def document(self) -> str:
        """The id of the document it stands in."""
        return self.said.span.document

    @property
    def place(self) -> Span:
        """Its characters in the original."""
        return self.source.original(self.start, self.end)

    @cached_property
    def text(self) -> str:
        """Its characters, as a reader sees them."""
        return self.source.seen(self.start, self.end)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words with their places, without those of a quotation inside."""
        found = words(self.text[:MOST_CHARACTERS], self.start)
        return tuple(word for word in found if word.start not in self.quoted) if self.quoted else found

    @cached_property
    def context(self) -> frozenset[str]:
        """Keys of the meaningful words around its statement, in the same sentence."""
        before, start, end, after = self.around
        return _meant(f"{self.source.seen(before, start)} {self.source.seen(end, after)}")

    @property
    def id(self) -> str:
        """Where it stands, as text: the document's id and the place."""
        return f"{self.document}:{self.start}-{self.end}"


def remarks(document: Document, statements: Iterable[Statement]) -> Iterator[Remark]:
    """The remarks of one document's statements, in the order of the text. Titles give none."""
    for statement in statements:
        if statement.kind in SPOKEN or statement.kind in MARKED:
            yield from _remarks_of(document, statement)


def _remarks_of(document: Document, statement: Statement) -> Iterator[Remark]:
    at, _ = seen_place(document, statement.span)
    opens, closes = seen_place(document, statement.sentence)
    ends = at + len(statement.text)
    around = Around(max(opens, at - AROUND), at, ends, min(closes, ends + AROUND))
    reported, spoken = statement.kind == "reported", statement.kind in SPOKEN and not statement.doubtful
    said = statement.text if not reported else statement.text[:MOST_REPORTED]
    for start, end in _pieces(said):
        if found := forms(said[start : min(end, start + MOST_CHARACTERS)]):
            yield Remark(
                Said(statement.id, statement.span, statement.tier), at + start, at + end, found, statement.speaker,
                reported, spoken, statement.doubtful, around, InArticle(document),
            )  # fmt: skip


def comparable(found: Iterable[Remark]) -> list[Remark]:
    """The remarks of one document worth comparing: of reported speech, only the words not quoted inside it.

    Where one report holds another, the inner one stands; a report left with less than two meaningful words of its own
    says nothing by itself. What only may be a report gives way to what is one.
    """
    ordered = sorted(found, key=lambda remark: (remark.start, -remark.end))
    kept: list[Remark] = []
    for i, remark in enumerate(ordered):
        if remark.reported:
            inside = [other for other in _starting_in(remark, ordered, i + 1) if other.end <= remark.end]
            quoted = frozenset(word.start for other in inside if not other.reported for word in other.words)
            if quoted:
                own = [word.form for word in remark.words if word.start not in quoted]
                remark = replace(remark, forms=tuple(own), quoted=quoted)
            gives_way = any(
                other.reported and other.spoken >= remark.spoken and len(content(other.forms)) >= LEAST_REPORTED
                for other in inside
            )
            if not remark.spoken and kept and kept[-1].spoken and kept[-1].reported and kept[-1].end > remark.start:
                continue
            if gives_way or len(content(remark.forms)) < LEAST_REPORTED:
                continue
        kept.append(remark)
    return kept


def _starting_in(remark: Remark, ordered: Sequence[Remark], at: int) -> Iterator[Remark]:
    while at < len(ordered) and ordered[at].start < remark.end:
        yield ordered[at]
        at += 1


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a statement, as places in it."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(start, match.start() - 8), match.start()):
            yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=1 << 12)
def _meant(around: str) -> frozenset[str]:
    return frozenset(meaning(around))


def surname(speaker: Speaker | None) -> str:
    """The last name of a resolved person in lower case; empty for groups, pronouns and unknown speakers."""
    if speaker is None or speaker.group or not is_name(speaker.person):
        return ""
    return _last_name(speaker.person)


@lru_cache(maxsize=1 << 12)
def _last_name(person: str) -> str:
    parts = [part for part in re.findall(r"[^\W\d_]+", person.lower()) if part not in _NOT_A_SURNAME]
    return parts[-1] if parts else ""


def is_name(person: str) -> bool:
    """Whether words for a person are a name rather than a description: not "the judge", not "a spokesman"."""
    found = person.split()
    return bool(found) and found[0].lower() not in _DETERMINERS and any(word[0].isupper() for word in found)


def same_speaker(one: Speaker | None, other: Speaker | None) -> SameSpeaker:
    """Whether two speakers are one person. ``open`` where either is unknown, a pronoun or a group."""
    if one is None or other is None:
        return "open"
    first, second = surname(one), surname(other)
    if first and second:
        return "same" if first == second or _family_name_first(one, other) else "different"
    named = one.mention.lower(), other.mention.lower()
    if named[0] == named[1] and named[0] not in _PRONOUN:
        return "same"
    return "open"


def _family_name_first(one: Speaker, other: Speaker) -> bool:
    """He Lifeng against He: the shorter name is the first word of the longer."""
    names = sorted((one.person.lower().split(), other.person.lower().split()), key=len)
    return len(names[0]) == 1 and len(names[1]) > 1 and names[0][0] == names[1][0]
