"""Quotations in the order of the text; speech that runs on keeps its speaker over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tradetalks.press.article import Article
from tradetalks.press.grammar import Sentence
from tradetalks.press.kinds import Judged, judge
from tradetalks.press.quotes import Quoted
from tradetalks.press.speakers import Attribution, attributed


class Spoken(NamedTuple):
    """The ``i``-th quotation of sentence ``number``, at its word ``place``: who says it and what it runs on from."""

    number: int
    i: int
    place: int
    quote: Quoted
    attribution: Attribution | None
    judged: Judged
    continues: Quoted | None


MANY = 40  # quotations in one sentence that are still told apart


@dataclass(slots=True)
class _Last:
    """The quotation just before: what a speech that runs on inherits."""

    paragraph: int
    attribution: Attribution
    quote: Quoted
    sentence: int


def quoted_speech(parts: Article) -> Iterator[Spoken]:
    """Every quotation of an article."""
    last: _Last | None = None
    for number, sentence in enumerate(parts.sentences):
        if not sentence.quotes:
            continue
        if len(sentence.quotes) > MANY:
            yield from _listed(number, sentence)
            continue
        places = sentence.quoted()
        own = attributed(number, sentence, parts.clauses[number], parts.text, places)
        alone = _alone(sentence)
        for i, quote in enumerate(sentence.quotes):
            attribution, continues = _inherited(parts, last, number, sentence, quote, own[i], alone)
            judged = judge(parts.text, sentence, i, places[i], attribution, sentence.paragraph in parts.headings)
            yield Spoken(number, i, places[i], quote, attribution, judged, continues if judged.said else None)
            if attribution is not None and judged.said:
                last = _Last(sentence.paragraph, attribution, quote, number)


def _listed(number: int, sentence: Sentence) -> Iterator[Spoken]:
    """So many quotations in one sentence are a list of quoted words, which nobody says."""
    judged = Judged("scare", False, 0.0, "unsure", f"one of more than {MANY} in one sentence")
    for i, (place, quote) in enumerate(zip(sentence.quoted(), sentence.quotes, strict=True)):
        yield Spoken(number, i, place, quote, None, judged, None)


def _alone(sentence: Sentence) -> bool:
    return not sentence.tags.replace("Q", "").strip('.,"-()rc')


def _inherited(
    parts: Article,
    last: _Last | None,
    number: int,
    sentence: Sentence,
    quote: Quoted,
    own: Attribution | None,
    alone: bool,
) -> tuple[Attribution | None, Quoted | None]:
    """A quotation without words around it belongs to whoever was speaking."""
    if last is not None and quote.resumes and last.quote.runs_on:
        return (own if own and not alone else _again(last.attribution, "runs on")), last.quote
    if not alone:
        split = last is not None and own is not None and last.sentence == number and own.cue == last.attribution.cue
        return own, last.quote if last is not None and split else None
    if last is not None and last.paragraph == sentence.paragraph:
        return _again(last.attribution, "same paragraph"), last.quote
    ahead = _introduced(parts, number)
    if ahead is not None:
        return ahead, None
    if last is not None and sentence.paragraph - last.paragraph == 1:
        return _again(last.attribution, "paragraph before"), None
    return own, None


def _again(given: Attribution, rule: str) -> Attribution:
    return Attribution(given.sentence, given.phrase, given.cue, rule)


def _introduced(parts: Article, number: int) -> Attribution | None:
    """The sentence before ends in a colon or has a verb of saying: it leads the quotation in."""
    if number == 0 or not parts.clauses[number - 1]:
        return None
    before = parts.sentences[number - 1]
    colon = before.tags.endswith(":")
    if not colon and before.paragraph != parts.sentences[number].paragraph:
        return None
    told = parts.clauses[number - 1][-1]
    return Attribution(number - 1, told.phrase, told.cue, "colon before" if colon else "sentence before")
