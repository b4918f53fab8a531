"""What a stretch in quotation marks is: somebody's words, a scare quote, a coined term or a title.

A logistic regression over a few dozen yes-or-no observations, fitted by ``python -m evaluation.press.fit``; the fitted
numbers are in ``weights/kinds.json``.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tradetalks.press.cues import lemma
from tradetalks.press.grammar import Sentence
from tradetalks.press.model import QuoteKind, Tier
from tradetalks.press.quotes import Quoted
from tradetalks.press.speakers import Attribution
from tradetalks.press.words import lexicon, sections

FRAGMENT = 5  # words; a shorter stretch without a closing mark of its own is a fragment
LEAST_SENTENCE = 3  # words; what has no more is no sentence by itself


def _any_of(words: str) -> re.Pattern[str]:
    """Finds one of the words, by itself or before an apostrophe."""
    return re.compile(rf"(?<!\S)[.,!?]*(?:{'|'.join(words.split())})(?:['’]|[.,!?]*(?!\S))")


_FIRST_PERSON = _any_of("i we you my our your me us don it")
_VERB = _any_of("is are was were be been have has had do does did will would can could should must may isn won aren")
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
    quote = sentence.quotes[i]
    words = text[quote.start : min(quote.end, quote.start + 200)].split()
    seen = observed(text, sentence, i, place, attribution, heading)
    score = sum(map(weights.__getitem__, seen))
    probability = 1.0 / (1.0 + math.exp(-max(min(score, 30.0), -30.0)))
    if _names_a_work(sentence, place, words):
        probability = 0.0
    elif _stands_for_itself(text, sentence, quote, place, attribution, words):
        probability = max(probability, cut)
    said = probability >= cut
    kind: QuoteKind = _said_kind(text, quote, words) if said else _unsaid_kind(words, seen)
    sure: Tier = "likely" if probability < 0.1 * cut else "unsure"
    return Judged(kind, said, probability, sure, "reads as somebody's words" if said else _WHY[kind])


_WHY = {"term": "a name for something", "title": "the title of a work", "scare": "nobody is reported to have said it"}


class _Weights(dict[str, float]):
    """What an observation adds to a score: nothing, where it was too rare to fit."""

    def __missing__(self, name: str) -> float:
        return 0.0


@cache
def fitted(name: str) -> tuple[_Weights, float]:
    """Weights by observation, and the probability from which on the answer is yes."""
    path = files("tradetalks.press") / "weights" / f"{name}.json"
    found = json.loads(path.read_text("utf-8"))
    return _Weights(found["weights"]), found["cut"]


def observed(
    text: str, sentence: Sentence, i: int, place: int, attribution: Attribution | None, heading: bool
) -> list[str]:
    """Names of what holds for a quotation; the words themselves are never among them."""
    quote = sentence.quotes[i]
    written = text[quote.start : min(quote.end, quote.start + 400)]
    words = written.split()
    rule, title, comma, short = _ruled(attribution.rule if attribution else "none")
    seen = [
        "always",
        rule,
        _length(len(words)),
        _ENDINGS.get(text[quote.end - 1], "ends open"),
        "capital" if words[0][:1].isupper() else "small letter",
    ]
    if len(words) > 1 and titled(words):
        seen += ("title case", title)
    lower = written.lower()
    if _FIRST_PERSON.search(lower):
        seen.append("first person")
    if _VERB.search(lower):
        seen.append("verb")
    seen += _around(sentence, place)
    if place and sentence.tags[place - 1] == ",":
        seen.append(comma)
    if len(words) < FRAGMENT:
        seen.append(short)
    if attribution and attribution.cue is not None and attribution.rule.startswith("inside"):
        seen.append(f"distance {min((place - attribution.cue) // 4, 4)}")
        seen.append(f"verb {lemma(sentence.words[attribution.cue])}")
    if heading:
        seen.append("heading")
    if quote.runs_on or quote.resumes:
        seen.append("runs on")
    if len(words) == 1 and "-" in words[0]:
        seen.append("hyphen")
    return seen


@cache
def _ruled(rule: str) -> tuple[str, ...]:
    """The construction that names the speaker, alone and together with what may hold beside it."""
    name = rule.split(",")[0]
    return f"rule {name}", f"title case, {name}", f"comma before, {name}", f"short, {name}"


def _length(words: int) -> str:
    return f"words {words if words < 5 else '5-7' if words < 8 else '8-12' if words < 13 else '13+'}"


_ENDINGS = {",": "ends comma", ".": "ends stop", "!": "ends mark", "?": "ends mark"}


def titled(words: list[str]) -> bool:
    """Every word that is not a small one has a capital letter, and the last has a capital or a digit."""
    if not (words[-1][:1].isupper() or words[-1][:1].isdigit()):
        return False
    return all(word[:1].isupper() or word.lower() in _SMALL or not word[:1].isalpha() for word in words)


def _around(sentence: Sentence, place: int) -> list[str]:
    tags, words = sentence.tags, sentence.words
    seen = [_before(tags[place - 1] if place else "start"), _after(tags[place + 1 : place + 2])]
    leading = words[max(place - 3, 0) : place]
    near = {word.lower() for word in leading}
    if not near.isdisjoint(_naming("term")):
        seen.append("naming before")
    if not near.isdisjoint(_naming("said")):
        seen.append("remark before")
    if not near.isdisjoint(lexicon("title_nouns")):
        seen.append("work before")
    if not {word.lower() for word in words[place + 1 : place + 3]}.isdisjoint(lexicon("title_nouns")):
        seen.append("work after")
    if [word for word in leading if word.isupper() and len(word) > 2]:
        seen.append("network before")
    return seen


@cache
def _before(tag: str) -> str:
    noun = "noun" if tag in "nNUITv" else "other"
    return f"before {tag if tag in ',:dgpcVGBQ' or tag == 'start' else noun}"


@cache
def _after(tag: str) -> str:
    if tag in ("", "."):
        return "after end"
    return f"after {tag if tag in ',hpVQcx' else 'noun' if tag in 'nNUITvi' else 'other'}"


def _names_a_work(sentence: Sentence, place: int, words: list[str]) -> bool:
    """ "the novel “The Herring Years”"."""
    before = place > 0 and sentence.words[place - 1].lower() in _works()
    return before and len(words) > 1 and titled(words)


@cache
def _works() -> frozenset[str]:
    return lexicon("title_nouns") - {"called", "named"}


def _stands_for_itself(
    text: str, sentence: Sentence, quote: Quoted, place: int, attribution: Attribution | None, words: list[str]
) -> bool:
    """A whole sentence alone or after a colon, and whatever follows nothing but a name and a colon: too few to fit."""
    whole = len(words) > LEAST_SENTENCE and words[0][:1].isupper() and text[quote.end - 1] in ".!?"
    if attribution is None:
        return whole and not sentence.tags.replace("Q", "").strip('.,"-()rc')
    only = attribution.phrase.first == 0 and attribution.phrase.last == place - 1
    return attribution.rule == "colon" and (whole or only)


@cache
def _naming(name: str) -> frozenset[str]:
    return frozenset(sections("naming")[name])


def _said_kind(text: str, quote: Quoted, words: list[str]) -> QuoteKind:
    if quote.runs_on or quote.resumes or text[quote.end - 1] in "!?":
        return "direct"
    whole = words[0][:1].isupper() and text[quote.end - 1] in ".," and len(words) > 1
    return "direct" if len(words) >= FRAGMENT or whole else "fragment"


def _unsaid_kind(words: list[str], seen: Sequence[str]) -> QuoteKind:
    capitals = titled(words)
    if capitals and ("work before" in seen or "network before" in seen or len(words) > 2):
        return "title"
    if capitals or "naming before" in seen or "after noun" in seen:
        return "term"
    return "scare"
