"""Sentences of a paragraph. A full stop inside a quotation does not end the sentence that holds the quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from tradetalks.press.cues import cues
from tradetalks.press.quotes import Quoted
from tradetalks.press.words import lexicon

LONGEST = 2_000  # characters

_SPACE = re.compile(r"\s")
_STOP = re.compile(
    r"[.!?…][.!?…]*+(?P<closing>[\"”»’')\]]{0,3}(?=\s|$))?(?P<late>\s?[\"”»’']{1,3}[\"”»’')\]]{0,3}(?=\s|$))?"
)
_INNER = re.compile(r"[.!?][”\"](?=[A-Z])")
_WORD_BACK = re.compile(r"[\w.&’'-]{1,20}")  # over reversed text
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Z]$")
_WORDS = re.compile(r"(?:Mrs?|Ms|Dr|Sen|Rep|Gov)\.|[\w’'-]+|[^\s\w]")
_QUOTES = "\"“”«»'’"
_OPENERS = " \t\n\u00a0\"“„«‘'([—–-"


def sentences(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """Ranges that tile ``start`` to ``end``; ``quoted`` are the quotations of this paragraph.

    What is longer than any sentence is cut between words, so that a line without full stops costs no more than prose.
    """
    for first, last in _whole(text, start, end, quoted):
        if last - first <= LONGEST:
            yield first, last
        else:
            yield from _cut(text, first, last, quoted)


def _cut(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    """Pieces of about the longest length, not cut inside a quotation."""
    lefts = [quote.left for quote in quoted]
    while end - start > LONGEST:
        cut = start + LONGEST
        q = bisect_right(lefts, cut) - 1
        if q >= 0 and quoted[q].right > cut:
            cut = quoted[q].right
        space = _SPACE.search(text, cut, min(cut + LONGEST, end))
        cut = space.start() if space else min(cut + LONGEST, end)
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _whole(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[tuple[int, int]]:
    at = start
    q = 0
    for stop, cut in _stops(text, start, end):
        while q < len(quoted) and quoted[q].right < cut:
            q += 1
        inside = q < len(quoted) and quoted[q].left < stop and cut < quoted[q].right
        if inside or not _ends(text, stop, cut, end, q < len(quoted) and quoted[q].right == cut):
            continue
        yield at, cut
        at = cut
    if text[at:end].strip():
        yield at, end


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence may end: full stops with the closing marks after them, and closing marks a space later."""
    for found in _STOP.finditer(text, start, end):
        closing, late = found.group("closing", "late")
        if closing is not None:
            yield found.start(), found.end("closing")
        elif not late and (inner := _INNER.match(text, found.end() - 1, end)):
            yield inner.span()
        if late and not closing:
            yield found.span("late")


def _ends(text: str, stop: int, cut: int, end: int, after_quote: bool) -> bool:
    following = _next(text, cut, end)
    if not following:
        return True
    if following.islower() or following in ",;:":
        return False
    if after_quote and text[stop:cut].rstrip(_QUOTES)[-1:] in ("?", "!", ",", "…"):
        return not _verb_follows(text, cut, end)
    if text[stop] != "." or after_quote:
        return True
    word = _WORD_BACK.match(text[max(stop - 20, 0) : stop][::-1])
    if word is None:
        return True
    before = word[0][::-1]
    if _INITIALS.match(before) and len(before) < 8:
        return len(before) > 1 and before not in ("U.S", "U.N", "U.K", "D.C", "J.D", "E.U") and not following.isdigit()
    return before.lower() not in lexicon("abbreviations")


def _verb_follows(text: str, at: int, end: int) -> bool:
    """ "…?” Ms. Lee asked": the sentence goes on after a question or an exclamation in marks."""
    for count, word in enumerate(_WORDS.finditer(text, at, min(at + 80, end))):
        if word[0] in _verbs():
            return True
        if count > 6 or word[0] in ",;:" or word[0] in _QUOTES:
            return False
    return False


@cache
def _verbs() -> frozenset[str]:
    said = (cue.word for cue in cues().values() if cue.kind == "say" and cue.form == "V")
    return frozenset(said) | {"went", "goes"}


def _next(text: str, at: int, end: int) -> str:
    for letter in text[at : min(at + 40, end)]:
        if letter not in _OPENERS:
            return letter
    return ""
