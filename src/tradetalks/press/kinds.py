"""What a stretch in quotation marks is: somebody's words, a scare quote, a coined term or a title.

A logistic regression over a few dozen yes-or-no observations, fitted by ``python -m evaluation.press.fit``; the fitted
numbers are in ``weights/kinds.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tradetalks.press.grammar import Sentence, lemma
from tradetalks.press.model import QuoteKind, Tier
from tradetalks.press.speakers import Attribution
from tradetalks.press.words import lexicon, sections

FRAGMENT = 5  # words; a shorter stretch without a closing mark of its own is a fragment
LEAST_SENTENCE = 3  # words; what has no more is no sentence by itself
_FIRST_PERSON = frozenset("i we you my our your me us don it".split())
_VERBS = frozenset(
    "is are was were be been have has had do does did will would can could should must may isn won aren".split()
)
_SMALL = frozenset("a an and as at but by for from in is nor of on or the to with".split())


class Judged(NamedTuple):
    """Whether somebody said it, how likely that is, and what kind of quotation it is."""

    kind: QuoteKind
    said: bool
    probability: float
    tier: Tier
    why: str


def judge(text: str, sentence: Sentence, i: int, place: int, attribution: Attribution | None, heading: bool) -> Judged:
    """Judge the ``i``-th quotation of a sentence, given the speaker it would have."""
    weights, cut = fitted("kinds")
    seen = list(observed(text, sentence, i, place, attribution, heading))
    score = sum([weights.get(name, 0.0) for name in seen])
    probability = 1.0 / (1.0 + math.exp(-max(min(score, 30.0), -30.0)))
    if _names_a_work(text, sentence, i, place):
        probability = 0.0
    elif _stands_for_itself(text, sentence, i, place, attribution):
        probability = max(probability, cut)
    said = probability >= cut
    kind: QuoteKind = _said_kind(text, sentence, i) if said else _unsaid_kind(text, sentence, i, seen)
    sure: Tier = "likely" if probability < 0.1 * cut else "unsure"
    return Judged(kind, said, probability, sure, "reads as somebody's words" if said else _WHY[kind])


_WHY = {"term": "a name for something", "title": "the title of a work", "scare": "nobody is reported to have said it"}


@cache
def fitted(name: str) -> tuple[dict[str, float], float]:
    """Weights by observation, and the probability from which on the answer is yes."""
    path = files("tradetalks.press") / "weights" / f"{name}.json"
    found = json.loads(path.read_text("utf-8"))
    return found["weights"], found["cut"]


def observed(
    text: str, sentence: Sentence, i: int, place: int, attribution: Attribution | None, heading: bool
) -> Iterator[str]:
    """Names of what holds for a quotation; the words themselves are never among them."""
    quote = sentence.quotes[i]
    words = text[quote.start : min(quote.end, quote.start + 400)].split()
    yield "always"
    yield f"words {_length(len(words))}"
    yield f"ends {_ending(text[quote.end - 1])}"
    yield "capital" if words[0][:1].isupper() else "small letter"
    if len(words) > 1 and titled(words):
        yield "title case"
        yield f"title case, {_rule(attribution)}"
    lower = {word.strip(".,!?").lower().replace("’", "'").partition("'")[0] for word in words}
    if lower & _FIRST_PERSON:
        yield "first person"
    if lower & _VERBS:
        yield "verb"
    yield from _around(sentence, place)
    rule = _rule(attribution)
    yield f"rule {rule}"
    if place and sentence.tags[place - 1] == ",":
        yield f"comma before, {rule}"
    if len(words) < FRAGMENT:
        yield f"short, {rule}"
    if attribution and attribution.cue is not None and attribution.rule.startswith("inside"):
        yield f"distance {min((place - attribution.cue) // 4, 4)}"
        yield f"verb {lemma(sentence.words[attribution.cue])}"
    if heading:
        yield "heading"
    if quote.runs_on or quote.resumes:
        yield "runs on"
    if len(words) == 1 and "-" in words[0]:
        yield "hyphen"


def _length(words: int) -> str:
    return str(words) if words < 5 else "5-7" if words < 8 else "8-12" if words < 13 else "13+"


def _ending(letter: str) -> str:
    return {",": "comma", ".": "stop", "!": "mark", "?": "mark"}.get(letter, "open")


def titled(words: list[str]) -> bool:
    """Every word that is not a small one has a capital letter."""
    return all(word[:1].isupper() or word.lower() in _SMALL or not word[:1].isalpha() for word in words) and (
        words[-1][:1].isupper() or words[-1][:1].isdigit()
    )


def _around(sentence: Sentence, place: int) -> Iterator[str]:
    tags, words = sentence.tags, sentence.words
    before = tags[place - 1] if place else "start"
    noun = "noun" if before in "nNUITv" else "other"
    yield f"before {before if before in ',:dgpcVGBQ' or before == 'start' else noun}"
    after = tags[place + 1 : place + 2]
    yield f"after {_follower(after)}"
    leading, following = words[max(place - 3, 0) : place], words[place + 1 : place + 3]
    if leading:
        near = {word.lower() for word in leading}
        if near & _naming("term"):
            yield "naming before"
        if near & _naming("said"):
            yield "remark before"
        if near & lexicon("title_nouns"):
            yield "work before"
    if following and {word.lower() for word in following} & lexicon("title_nouns"):
        yield "work after"
    if leading and any(word.isupper() and len(word) > 2 for word in leading):
        yield "network before"


def _names_a_work(text: str, sentence: Sentence, i: int, place: int) -> bool:
    """ "the novel “The Herring Years”"."""
    if place == 0 or sentence.words[place - 1].lower() not in _works():
        return False
    quote = sentence.quotes[i]
    words = text[quote.start : min(quote.end, quote.start + 200)].split()
    return len(words) > 1 and titled(words)


@cache
def _works() -> frozenset[str]:
    return lexicon("title_nouns") - {"called", "named"}


def _stands_for_itself(text: str, sentence: Sentence, i: int, place: int, attribution: Attribution | None) -> bool:
    """A whole sentence alone or after a colon, and whatever follows nothing but a name and a colon: too few to fit."""
    quote = sentence.quotes[i]
    words = text[quote.start : min(quote.end, quote.start + 200)].split()
    whole = words[0][:1].isupper() and text[quote.end - 1] in ".!?" and len(words) > LEAST_SENTENCE
    if attribution is None:
        return whole and not sentence.tags.replace("Q", "").strip('.,"-()rc')
    only = attribution.phrase.first == 0 and attribution.phrase.last == place - 1
    return attribution.rule == "colon" and (whole or only)


def _follower(tag: str) -> str:
    if tag in ("", "."):
        return "end"
    return tag if tag in ",hpVQcx" else "noun" if tag in "nNUITvi" else "other"


@cache
def _naming(name: str) -> frozenset[str]:
    return frozenset(sections("naming")[name])


def _rule(attribution: Attribution | None) -> str:
    return "none" if attribution is None else attribution.rule.split(",")[0]


def _said_kind(text: str, sentence: Sentence, i: int) -> QuoteKind:
    quote = sentence.quotes[i]
    if quote.runs_on or quote.resumes or text[quote.end - 1] in "!?":
        return "direct"
    words = text[quote.start : min(quote.end, quote.start + 200)].split()
    whole = words[0][:1].isupper() and text[quote.end - 1] in ".," and len(words) > 1
    return "direct" if len(words) >= FRAGMENT or whole else "fragment"


def _unsaid_kind(text: str, sentence: Sentence, i: int, seen: Sequence[str]) -> QuoteKind:
    quote = sentence.quotes[i]
    words = text[quote.start : min(quote.end, quote.start + 200)].split()
    capitals = titled(words)
    if capitals and ("work before" in seen or "network before" in seen or len(words) > 2):
        return "title"
    if capitals or "naming before" in seen or "after noun" in seen:
        return "term"
    return "scare"
