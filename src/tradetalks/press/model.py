"""What is reported, as immutable values. Every statement and figure points back into an unaltered text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from tradetalks.press.plain import Plain

Tier = Literal["confident", "likely", "unsure"]
QuoteKind = Literal["direct", "fragment", "scare", "term", "title", "reported"]
FigureKind = Literal["level", "change", "rate", "share", "money", "date", "time", "duration", "count", "volume"]


class Span(NamedTuple):
    """Characters ``start`` to ``end`` (exclusive) of a document's original text."""

    document: str
    start: int
    end: int


class Part(NamedTuple):
    """A stretch of a document and what it is; only ``body`` and ``heading`` are read for statements."""

    kind: Literal["body", "heading", "byline", "dateline", "table", "boilerplate", "teaser", "caption"]
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article. ``id`` is the content hash; ``text`` is exactly what was read, never altered.

    For HTML ``text`` is the decoded source and ``plain`` the words a reader sees, with the place of each in ``text``;
    otherwise ``plain`` is None and ``text`` itself is what a reader sees. Spans always point into ``text``.
    """

    id: str
    name: str
    text: str
    parts: tuple[Part, ...]
    dated: date | None = None  # the article's own date; None: unknown, and said so
    outlet: str = ""
    note: str = ""  # what went wrong while reading it, in words for the user
    plain: Plain | None = None

    def words(self, span: Span) -> str:
        """What a reader sees at ``span``: for HTML without the tags and with entities decoded."""
        return self.text[span.start : span.end] if self.plain is None else self.plain.between(span.start, span.end)


class Speaker(NamedTuple):
    """Who said it: the words in the text, and the person or group they stand for."""

    span: Span | None  # the words that name the speaker here; may be a pronoun
    mention: str
    person: str = ""  # resolved full name as the document gives it; empty: not resolved
    role: str = ""
    party: str = ""  # a party id of the case, when one is linked
    group: bool = False


class Statement(NamedTuple):
    """Something somebody is reported to have said."""

    id: str
    kind: QuoteKind
    span: Span  # the content, without the marks
    text: str  # the words a reader sees at ``span``
    sentence: Span
    speaker: Speaker | None
    cue: str = ""
    tier: Tier = "unsure"
    continues: str = ""  # id of the statement this one runs on from
    cue_span: Span | None = None
    why: str = ""  # the rule that named the speaker, or the reason for the kind; its measured accuracy: tiers.json
    doubtful: bool = False  # reads like a report, but not surely: kept only where another document has it too


def statement_id(span: Span, *, reported: bool = False) -> str:
    """The id of a statement as it is read: where it stands, and whether it is a report (that may hold a quotation)."""
    return f"{span.document}:{span.start}-{span.end}{'r' * reported}"


class Figure(NamedTuple):
    """A value the text gives, what it measures, for which period and on whose word."""

    id: str
    kind: FigureKind
    span: Span
    text: str
    value: float | None
    unit: str = ""
    measures: str = ""
    period: str = ""
    day: date | None = None
    speaker: Speaker | None = None
    note: str = ""
