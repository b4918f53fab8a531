"""What an article reports somebody to have said: quotations with their speakers, and speech without marks."""

from __future__ import annotations

from collections.abc import Iterator

from tradetalks.press.article import Article, article
from tradetalks.press.model import Document, Span, Speaker, Statement, statement_id
from tradetalks.press.reported import Reported, reported
from tradetalks.press.running import Spoken, quoted_speech
from tradetalks.press.seen import span_of
from tradetalks.press.speakers import Attribution, Clause
from tradetalks.press.tiers import tier

MANY = 20  # verbs of saying in one sentence, from which on it is no prose

Told = tuple[int, Clause, Reported]


def statements(document: Document, *, doubtful: bool = False) -> tuple[Statement, ...]:
    """Every quotation and every reported statement of a document, in the order of the text.

    With ``doubtful`` also what only may be reported speech, marked so.
    """
    parts = article(document)
    said = [(spoken.quote.start, spoken) for spoken in quoted_speech(parts)]
    told = [(report.start, (number, clause, report)) for number, clause, report in _told(parts)]
    places = sorted([*((at, 0, i) for i, (at, _) in enumerate(said)), *((at, 1, i) for i, (at, _) in enumerate(told))])
    found = (
        _quotation(document, parts, said[i][1]) if not which else _report(document, parts, *told[i][1])
        for _, which, i in places
    )
    return tuple(one for one in found if doubtful or not one.doubtful)


def _told(parts: Article) -> Iterator[Told]:
    for number, sentence in enumerate(parts.sentences):
        if len(parts.clauses[number]) > MANY:
            continue
        for clause in parts.clauses[number]:
            report = reported(parts.text, sentence, clause)
            if report is not None:
                yield number, clause, report


def _quotation(document: Document, parts: Article, spoken: Spoken) -> Statement:
    quote, attribution, judged = spoken.quote, spoken.attribution, spoken.judged
    span = span_of(document, quote.start, quote.end)
    whole = _sentence(document, parts, spoken.number)
    words = parts.text[quote.start : quote.end]
    if attribution is None or not (judged.said or (judged.probability > 0 and within_speech(attribution))):
        return Statement(statement_id(span), judged.kind, span, words, whole, None, tier=judged.tier, why=judged.why)
    speaker = _speaker(document, parts, attribution)
    cue, cue_span = _cue(document, parts, attribution)
    sure = tier(attribution.rule, judged.probability) if judged.said else "unsure"
    before = spoken.continues
    continues = statement_id(span_of(document, before.start, before.end)) if before else ""
    return Statement(
        statement_id(span), judged.kind, span, words, whole, speaker, cue, sure, continues, cue_span, attribution.rule
    )


_NO_SPEECH = ("relative", "no known verb")


def within_speech(attribution: Attribution) -> bool:
    """A term inside what somebody is reported to say keeps that speaker, though the marks are not theirs."""
    rule = attribution.rule
    return rule.startswith(("inside", "led in", "followed", "closing")) and not rule.endswith(_NO_SPEECH)


def _report(document: Document, parts: Article, number: int, clause: Clause, report: Reported) -> Statement:
    attribution = Attribution(number, clause.phrase, clause.cue, report.rule)
    speaker = _speaker(document, parts, attribution, speaks=not report.doubtful)
    cue, cue_span = _cue(document, parts, attribution)
    span = span_of(document, report.start, report.end)
    whole = _sentence(document, parts, number)
    words = parts.text[report.start : report.end]
    sure = "unsure" if report.doubtful else tier(report.rule, report.probability)
    return Statement(
        statement_id(span, reported=True), "reported", span, words, whole, speaker, cue, sure, "", cue_span,
        report.rule, report.doubtful,
    )  # fmt: skip


def _sentence(document: Document, parts: Article, number: int) -> Span:
    return span_of(document, *parts.sentences[number].whole())


def _speaker(document: Document, parts: Article, attribution: Attribution, *, speaks: bool = True) -> Speaker:
    """The words that name the speaker, and whom they stand for."""
    sentence = parts.sentences[attribution.sentence]
    phrase = attribution.phrase
    start, end = sentence.place(phrase.first, phrase.last)
    name, role, group = parts.resolution.who(attribution.sentence, phrase, speaks=speaks)
    return Speaker(span_of(document, start, end), parts.text[start:end], name, role, "", group)


def _cue(document: Document, parts: Article, attribution: Attribution) -> tuple[str, Span | None]:
    """The verb of saying and where it stands."""
    if attribution.cue is None:
        return "", None
    sentence = parts.sentences[attribution.sentence]
    last = attribution.cue + (
        sentence.tags[attribution.cue] == "a" and sentence.tags[attribution.cue + 1 : attribution.cue + 2] == "p"
    )
    start, end = sentence.place(attribution.cue, last + 1)
    return parts.text[start:end], span_of(document, start, end)
