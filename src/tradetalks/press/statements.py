"""What an article reports somebody to have said: quotations with their speakers, and speech without marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.press.grammar import Sentence, parsed
from tradetalks.press.kinds import Judged, judge
from tradetalks.press.model import Document, Span, Speaker, Statement, Tier
from tradetalks.press.people import People
from tradetalks.press.quotes import Quoted, quotations
from tradetalks.press.reported import reported
from tradetalks.press.sentences import sentences
from tradetalks.press.speakers import Attribution, Clause, attributed, clauses
from tradetalks.press.tiers import tier


@dataclass(frozen=True, slots=True)
class Article:
    """A document taken apart: paragraphs that are read, sentences with tags, quotations and the people named."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    headings: frozenset[int]
    sentences: tuple[Sentence, ...]
    clauses: tuple[tuple[Clause, ...], ...]
    people: People


def article(document: Document) -> Article:
    """Parse the body and the headings of a document; offsets are into its plain words."""
    text, paragraphs, headings = _paragraphs(document)
    quoted = quotations(text, paragraphs)
    starts = [quote.left for quote in quoted]
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs):
        inside = quoted[bisect_left(starts, start) : bisect_left(starts, end)]
        found.extend(_sentences(text, start, end, number, inside))
    told = tuple(tuple(clauses(sentence)) for sentence in found)
    return Article(text, tuple(paragraphs), headings, tuple(found), told, People(text, found))


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


def statements(document: Document) -> tuple[Statement, ...]:
    """Every quotation and every reported statement of a document, in the order of the text."""
    parts = article(document)
    found = sorted(
        (*_quotations(document, parts), *_reported(document, parts)), key=lambda said: (said.span.start, said.span.end)
    )
    return tuple(found)


@dataclass(slots=True)
class _Last:
    """The quotation just before: what a speech that runs on inherits."""

    paragraph: int = -9
    attribution: Attribution | None = None
    identity: str = ""
    sentence: int = -9
    runs_on: bool = False
    alone: bool = False


def _quotations(document: Document, parts: Article) -> Iterator[Statement]:
    last = _Last()
    for number, sentence in enumerate(parts.sentences):
        if not sentence.quotes:
            continue
        own = attributed(number, sentence, parts.clauses[number], parts.text)
        for i, (quote, attribution) in enumerate(zip(sentence.quotes, own, strict=True)):
            alone = _alone(sentence)
            attribution, continues = _inherited(parts, last, number, sentence, quote, attribution, alone)
            judged = judge(parts.text, sentence, i, attribution, number in parts.headings)
            said = _statement(document, parts, sentence, quote, attribution, judged, continues)
            yield said
            if attribution is not None and judged.said:
                last = _Last(sentence.paragraph, attribution, said.id, number, quote.runs_on, alone)


def _alone(sentence: Sentence) -> bool:
    return len(sentence.tags.replace("Q", "").strip('.,"-()')) == 0


def _inherited(
    parts: Article, last: _Last, number: int, sentence: Sentence, quote: Quoted, own: Attribution | None, alone: bool
) -> tuple[Attribution | None, str]:
    """A quotation without words around it belongs to whoever was speaking."""
    given = last.attribution
    if given is not None and quote.resumes and last.runs_on:
        return (own, last.identity) if own and not alone else (_again(given, "runs on"), last.identity)
    if not alone:
        split = given is not None and own is not None and last.sentence == number and own.cue == given.cue
        return own, last.identity if split else ""
    if given is not None and last.paragraph == sentence.paragraph:
        return _again(given, "same paragraph"), last.identity
    ahead = _introduced(parts, number)
    if ahead is not None:
        return ahead, ""
    if given is not None and sentence.paragraph - last.paragraph == 1:
        return _again(given, "paragraph before"), ""
    return own, ""


def _again(given: Attribution, rule: str) -> Attribution:
    return Attribution(given.sentence, given.phrase, given.cue, rule)


def _introduced(parts: Article, number: int) -> Attribution | None:
    """The sentence before ends in a colon or in a verb of saying: it leads the quotation in."""
    if number == 0:
        return None
    before = parts.sentences[number - 1]
    if not before.tags.endswith(":") and not (
        before.paragraph == parts.sentences[number].paragraph and parts.clauses[number - 1]
    ):
        return None
    told = parts.clauses[number - 1]
    if not told:
        return None
    rule = "colon before" if before.tags.endswith(":") else "sentence before"
    return Attribution(number - 1, told[-1].phrase, told[-1].cue, rule)


def _statement(
    document: Document,
    parts: Article,
    sentence: Sentence,
    quote: Quoted,
    attribution: Attribution | None,
    judged: Judged,
    continues: str,
) -> Statement:
    span = _span(document, quote.start, quote.end)
    whole = _span(document, *_trimmed(parts.text, sentence.start, sentence.end))
    words = parts.text[quote.start : quote.end]
    identity = f"{document.id}:{span.start}-{span.end}"
    if attribution is None or not judged.said:
        rule = judged.why
        return Statement(identity, judged.kind, span, words, whole, None, tier=judged.tier, why=rule)
    speaker = speaker_of(document, parts, attribution)
    cue, cue_span = cue_of(document, parts, attribution)
    sure: Tier = tier(attribution.rule, judged.probability)
    return Statement(
        identity, judged.kind, span, words, whole, speaker, cue, sure, continues, cue_span, attribution.rule
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _span(document: Document, start: int, end: int) -> Span:
    if document.plain is not None:
        start, end = document.plain.original(start, end)
    return Span(document.id, start, end)


def speaker_of(document: Document, parts: Article, attribution: Attribution) -> Speaker:
    """The words that name the speaker, and whom they stand for."""
    sentence = parts.sentences[attribution.sentence]
    phrase = attribution.phrase
    start, end = sentence.starts[phrase.first], sentence.ends[phrase.last - 1]
    name, role, group = parts.people.resolve(attribution.sentence, phrase)
    parts.people.spoke(attribution.sentence, name)
    return Speaker(_span(document, start, end), parts.text[start:end], name, role, "", group)


def cue_of(document: Document, parts: Article, attribution: Attribution) -> tuple[str, Span | None]:
    """The verb of saying and where it stands."""
    if attribution.cue is None:
        return "", None
    sentence = parts.sentences[attribution.sentence]
    start, end = sentence.starts[attribution.cue], sentence.ends[attribution.cue]
    word = parts.text[start:end]
    if word.lower() == "according" and sentence.tags[attribution.cue + 1 : attribution.cue + 2] == "p":
        end = sentence.ends[attribution.cue + 1]
        word = parts.text[start:end]
    return word, _span(document, start, end)


def _reported(document: Document, parts: Article) -> Iterator[Statement]:
    for number, sentence in enumerate(parts.sentences):
        for clause in parts.clauses[number]:
            said = reported(parts.text, sentence, clause)
            if said is None:
                continue
            attribution = Attribution(number, clause.phrase, clause.cue, said.rule)
            speaker = speaker_of(document, parts, attribution)
            cue, cue_span = cue_of(document, parts, attribution)
            span = _span(document, said.start, said.end)
            whole = _span(document, *_trimmed(parts.text, sentence.start, sentence.end))
            identity = f"{document.id}:{span.start}-{span.end}r"
            words = parts.text[said.start : said.end]
            sure = tier(said.rule, said.probability)
            yield Statement(identity, "reported", span, words, whole, speaker, cue, sure, "", cue_span, said.rule)
