"""What each article is about: the agenda items its sentences mention, and the words it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain

from tradetalks.press.linking import Link, Linker
from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.resemblance import Repetition
from tradetalks.press.seen import seen_place, seen_text, span_of
from tradetalks.press.sentences import sentences
from tradetalks.press.wording import tokens


def read_again(
    documents: Iterable[Document], linker: Linker
) -> tuple[dict[str, list[tuple[Span, Link]]], dict[str, float]]:
    """The sentences that mention an agenda item, by document; and the words that the documents repeat."""
    mentions: dict[str, list[tuple[Span, Link]]] = {}
    repeated = Repetition()
    for document in documents:
        text = seen_text(document)
        parts = [tokens(text[slice(*seen_place(document, part.span))]) for part in document.parts]
        whole = list(chain.from_iterable(parts))
        repeated.add(whole)
        about = linker.note(document, whole)
        mentions[document.id] = list(_mentions(document, parts, about, linker)) if about else []
    return mentions, repeated.topical()


def links(
    document: Document, statements: Iterable[Statement], figures: Iterable[Figure], linker: Linker
) -> Iterator[tuple[str, Link]]:
    """What each statement's sentence and each figure's surroundings are about, by id."""
    by_sentence: dict[Span, Link] = {}
    for statement in statements:
        if statement.sentence not in by_sentence:
            by_sentence[statement.sentence] = linker.link(document, statement.sentence)
        yield statement.id, by_sentence[statement.sentence]
    for figure in figures:
        yield figure.id, linker.link_words(figure.measures)


def _mentions(
    document: Document, parts: Iterable[list[str]], about: Set[str], linker: Linker
) -> Iterator[tuple[Span, Link]]:
    """The sentences of the body that are about an agenda item.

    ``parts`` are the tokens of the document's parts; one of ``about`` stands in every such sentence.
    """
    text = seen_text(document)
    for part, found in zip(document.parts, parts, strict=True):
        if part.kind == "body" and not about.isdisjoint(found):
            for start, end in sentences(text, *seen_place(document, part.span), ()):
                sentence = text[start:end]
                if any(token in sentence for token in about) and (link := linker.link_words(sentence)).agenda:
                    yield span_of(document, start, end), link
