"""Labelled articles: the text, and for each attribution the characters of its source, cue and content."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradetalks.press.model import Document, Statement
from tradetalks.press.reading import read_text
from tradetalks.press.statements import statements

Range = tuple[int, int]
_QUOTE = re.compile(r"[\"“]([^\"“”\n]{1,3000}?)[\"”]|(?<!\w)''([^\n]{1,3000}?)''")
_TAG = re.compile(r"<[/a-zA-Z][^<>]{0,2000}>")


@dataclass(frozen=True)
class Attribution:
    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


@dataclass(frozen=True)
class Labelled:
    name: str
    document: Document
    attributions: tuple[Attribution, ...]

    @property
    def text(self) -> str:
        return self.document.text


def folder() -> Path:
    """The raw data: ``TRADETALKS_DATA``, by default ``../shared/data`` beside the repository."""
    return Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2].parent / "shared" / "data")) / "attribution"


@cache
def labelled(part: str) -> tuple[Labelled, ...]:
    """``part`` is "train" (to fit on) or "dev" (to measure on, never to fit)."""
    return tuple(_read(json.loads(line)) for line in (folder() / f"{part}.jsonl").read_text("utf-8").splitlines())


def _read(row: dict) -> Labelled:
    spans = [
        Attribution(*(tuple((s, e) for s, e in one.get(key, ())) for key in ("source", "cue", "content")))
        for one in row["attributions"]
    ]
    return Labelled(row["document"], read_text(row["text"], row["document"]), tuple(spans))


@cache
def read(part: str) -> tuple[tuple[Labelled, tuple[Statement, ...]], ...]:
    """Each article with what the press room finds in it."""
    return tuple((one, statements(one.document)) for one in labelled(part))


def marked(text: str) -> Iterator[Range]:
    """Stretches in double marks, found by one plain pattern that owes nothing to the reader under test."""
    tags = [m.span() for m in _TAG.finditer(text)]
    for match in _QUOTE.finditer(text):
        start, end = match.span(1 if match[1] is not None else 2)
        if text[start:end].strip() and not any(s < end and start < e for s, e in tags):
            yield start, end


def overlap(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covered(span: Range, ranges: tuple[Range, ...]) -> float:
    """The share of ``span`` that lies in ``ranges``."""
    return sum(overlap(span, one) for one in ranges) / max(span[1] - span[0], 1)


def attributions_of(span: Range, one: Labelled) -> list[Attribution]:
    """The labelled attributions whose content holds more than half of ``span``."""
    return [a for a in one.attributions if covered(span, a.content) > 0.5]


def found_at(span: Range, said: tuple[Statement, ...]) -> Statement | None:
    """The quotation found at ``span``, if any."""
    here = [
        s for s in said if s.kind != "reported" and 2 * overlap(span, (s.span.start, s.span.end)) > span[1] - span[0]
    ]
    return here[0] if here else None


def names_source(said: Statement, sources: list[tuple[Range, ...]]) -> bool:
    """Whether the words that name the speaker overlap one of the labelled sources."""
    if said.speaker is None or said.speaker.span is None:
        return False
    span = (said.speaker.span.start, said.speaker.span.end)
    return any(overlap(span, one) for source in sources for one in source)
