"""Speech reported without marks: what follows (or stands around) a verb of saying and its subject."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from tradetalks.press.cues import lemma
from tradetalks.press.grammar import Sentence
from tradetalks.press.kinds import fitted
from tradetalks.press.speakers import Clause

DOUBTFUL = 0.25  # probability from which on something may be a report that another article bears out


class Reported(NamedTuple):
    """The stretch that somebody is reported to have said, in characters, with the construction it was found by."""

    start: int
    end: int
    probability: float
    rule: str
    doubtful: bool = False


def reported(text: str, sentence: Sentence, clause: Clause) -> Reported | None:
    """The content of a cue outside quotations; None when there is none or it is all in marks.

    What is less likely than the cut, but not unlikely, after a verb of saying is ``doubtful``.
    """
    found = content(sentence, clause)
    if found is None:
        return None
    first, last, rule = found
    weights, cut = fitted("reported")
    score = sum(map(weights.__getitem__, observed(sentence, clause, first, last, rule)))
    probability = 1.0 / (1.0 + math.exp(-max(min(score, 30.0), -30.0)))
    if probability < cut and (probability < DOUBTFUL or not _tells(sentence, clause, first, last)):
        return None
    start, end = stretch(text, sentence, found)
    return Reported(start, end, probability, rule, probability < cut)


EARLY = 10  # words of a content in which its verb stands
_VERB_EARLY = re.compile(r"[xVh]|[UNn]v")
_BELIEF = frozenset("think believe expect hope fear foresee assume find".split())


def _tells(sentence: Sentence, clause: Clause, first: int, last: int) -> bool:
    """Whether the verb tells a whole clause of what somebody says or holds, not what somebody wants or does."""
    telling = clause.kind == "say" or lemma(sentence.words[clause.cue]) in _BELIEF
    return telling and _VERB_EARLY.search(sentence.tags, first, min(first + EARLY, last)) is not None


def stretch(text: str, sentence: Sentence, found: tuple[int, int, str]) -> tuple[int, int]:
    """The characters of a content, without the punctuation around it."""
    start, end = sentence.place(found[0], found[1])
    while end > start and text[end - 1] in ".,;: ":
        end -= 1
    return start, end


def content(sentence: Sentence, clause: Clause) -> tuple[int, int, str] | None:
    """First and last word of what is said, and the construction; None when there is nothing outside marks."""
    found = _content(sentence, clause)
    if found is None:
        return None
    tags = sentence.tags[found[0] : found[1]]
    bare = tags.replace("Q", "").strip(".,-:")
    return None if len(tags) < 2 or ("Q" in tags and len(bare) < 3) else found


def _content(sentence: Sentence, clause: Clause) -> tuple[int, int, str] | None:
    tags = sentence.tags
    end = len(tags.rstrip('."()'))
    if tags[clause.cue] == "a":
        return _around_accord(tags, clause, end)
    if closing := _closing(sentence, clause, end):
        return closing
    first = clause.cue + 1
    if clause.phrase.how == "inverted":
        first = clause.phrase.last
    rule = "after"
    if tags[first : first + 1] == "t":
        rule = "that"
    elif tags[first : first + 1] == "," and tags[min(clause.phrase.first, clause.cue) - 1] == ",":
        rule, first = "interposed", first + 1
    else:
        limit = min(first + 8, end)
        that = tags.find("t", first, limit)
        told = tags[first:that]
        if that > 0 and "V" not in told and (not set(told) & set(",;:") or tags[first] == "," == tags[that - 1]):
            first, rule = that, "that, told"
    last = _last(sentence, clause, first, end)
    return (first, last, rule) if first < last else None


_TURN = re.compile(r",?c(?=x?r?x?r?V)|,c?(?=r?G|a)|,(?=c(?:d?n?[UTN]+|h)[xrV])|;")


def _last(sentence: Sentence, clause: Clause, first: int, end: int) -> int:
    """Where the reported content stops: at a turn of the sentence that takes up the reporter's own voice again."""
    tags = sentence.tags
    opening = min(clause.phrase.first, clause.cue)
    if opening and tags[opening - 1] == "s" and (comma := tags.find(",", first, end)) > 0:
        return comma  # when she said so, ...
    if clause.kind == "call" and (quoted := tags.find("Q", first, end)) > 0:
        return quoted + 1  # described it as "fair", and the day after …
    turn = _TURN.search(tags, first + 2, end)
    return turn.start() if turn else end


def _around_accord(tags: str, clause: Clause, end: int) -> tuple[int, int, str] | None:
    if clause.cue == 0:
        first = clause.phrase.last + (tags[clause.phrase.last : clause.phrase.last + 1] == ",")
        return (first, end, "according, first") if first < end else None
    last = clause.cue - (tags[clause.cue - 1] == ",")
    first = max(tags.rfind(";", 0, last) + 1, 0)
    return (first, last, "according, last") if last > first else None


_TAIL = re.compile(r"(?:[rk0,hU]|d[TUNnk]{1,3}+|p[dTUNnk0g]{1,5}+)*+$")  # possessive: a long tail costs its length
_WHOLE = re.compile(r"[xVv]|[nNUh0]B|[nNU]n")


def _closing(sentence: Sentence, clause: Clause, end: int) -> tuple[int, int, str] | None:
    """ "Prices will rise, he said on Monday.", "Prices will rise, said a minister who saw them." """
    tags = sentence.tags
    first = min(clause.phrase.first, clause.cue)
    after = max(clause.phrase.last, clause.cue + 1)
    if first <= 3 or tags[first - 1] != "," or "Q" in tags[:first] or "Q" in tags[after:end]:
        return None
    opening = tags.rfind(";", 0, first - 1) + 1
    inverted = clause.phrase.how == "inverted" and clause.phrase.first > clause.cue
    if not _WHOLE.search(tags, opening, first - 1) or not (inverted or _TAIL.match(tags[after:end])):
        return None
    return opening, first - 1, "closing"


_CLAUSE = re.compile(r"t?r?(?:h|[dTUNn0gI]{1,6}(?:p[dTUNn0gI]{1,4})?)r?[xVvn]")
_VERBAL = re.compile(r"[VBxhvt]")
_EARLY = re.compile(r"t?r?(?:h|w|[dTUNnvi0gjkr]{1,8}?(?:p[dTUNn0gk]{1,4}){0,2})r?[xVh]")


def observed(sentence: Sentence, clause: Clause, first: int, last: int, rule: str) -> list[str]:
    """Names of what holds for a cue and its content."""
    tags, kind, phrase = sentence.tags, clause.kind, clause.phrase
    whole, content = tags[first:last], tags[first : min(last, first + 15)]
    told = "clause" if "h" in content or "x" in content or "V" in content else "no clause"
    early = _EARLY.match(content)
    seen = [
        *_construction(kind, rule, phrase.how),
        *_inside(kind, rule, told, _CLAUSE.match(content) is not None, early[0][-1] if early else "none"),
        *_around(kind, tags[clause.cue], content[:1], tags[phrase.first - 1 : phrase.first]),
        *_extent(min((last - first) // 4, 4), min(whole.count(","), 3), "Q" in whole),
        f"lemma {lemma(sentence.words[clause.cue])}",
        f"starts {tags[first : first + 2]}",
        _head(tags[phrase.first : phrase.last]),
    ]
    if first == last - 1 or (tags[first] in "dTU" and not _VERBAL.search(whole)):
        seen.append("bare noun")
    if "s" in content:
        seen.append("subordinate")
    if last < len(tags.rstrip(".")):
        seen.append("sentence goes on")
    if "Q" in tags[: min(phrase.first, clause.cue)]:
        seen.append("quotation before")
    if tags[clause.cue - 1 : clause.cue] == "x":
        seen.append("auxiliary before")
    return seen


@cache
def _construction(kind: str, rule: str, how: str) -> tuple[str, ...]:
    return "always", f"kind {kind} {rule}", f"how {how}", f"{kind} {rule} {how}"


@cache
def _inside(kind: str, rule: str, told: str, clause: bool, early: str) -> tuple[str, ...]:
    return f"{told} {kind}", f"{kind} {rule} {told}", f"{rule} {clause} {kind}", f"early {kind} {early} {rule}"


@cache
def _around(kind: str, form: str, following: str, before: str) -> tuple[str, ...]:
    return f"form {form}", f"kind {kind} next {following}", f"before {before}", f"before {before} {kind}"


@cache
def _extent(length: int, commas: int, quotation: bool) -> tuple[str, ...]:
    return f"length {length}", f"commas {commas}", "quotation inside" if quotation else "no quotation"


def _head(tags: str) -> str:
    if tags in ("h", "w"):
        return "head pronoun"
    return "head name" if "U" in tags else "head noun" if "N" in tags else "head other"
