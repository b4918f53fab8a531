"""What a reader sees of a document, and the way back to its original characters.

Comparing works on the words seen; spans handed out always point into the original.
"""

from __future__ import annotations

from tradetalks.press.model import Document, Span


def seen_text(document: Document) -> str:
    """The text without markup: all of it for a plain document."""
    return document.text if document.plain is None else document.plain.text


def seen_place(document: Document, span: Span) -> tuple[int, int]:
    """Where a span of the original stands in the text seen."""
    if document.plain is None:
        return span.start, span.end
    return document.plain.locate(span.start), document.plain.locate(span.end)


def span_of(document: Document, start: int, end: int) -> Span:
    """The original characters behind a stretch of the text seen."""
    if document.plain is not None:
        start, end = document.plain.original(start, end)
    return Span(document.id, start, end)
