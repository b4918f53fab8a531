"""The values an article gives: each with its unit, its kind, what it measures, for when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from tradetalks.press.counts import plain_number
from tradetalks.press.dates import DATE, FIRST_WORDS, WEEKDAY, resolve
from tradetalks.press.measured import measured
from tradetalks.press.model import Document, Figure, Span, Speaker, Statement
from tradetalks.press.numerals import ONES, SCALES, TENS
from tradetalks.press.seen import seen_place, seen_text, span_of
from tradetalks.press.values import AGO, Found, amount, clock, money, part_of_one

_ANCHOR = re.compile(  # one set of characters first, so that the search runs past everything else quickly
    r"[A-Za-z\d$€£¥₹](?:(?<=[A-Za-z])[A-Za-z]{2,}+|(?<=\d)(?P<digits>\d*)|(?P<sign>(?<=[$€£¥₹]))|(?<=Q)(?=[1-4]))"
)
_WHOLE = re.compile(r"(?<![^\W\d_])[A-Za-z]+(?![^\W\d_])")
_MONEY = frozenset(("RMB", "CNY", "USD", "EUR", "GBP", "JPY"))
_NUMBERS = frozenset((*ONES, *TENS, "several"))
_AFTER_ARTICLE = frozenset(
    "third quarter fifth tenth week month year decade century hour day minute few couple".split()
)
_AFTER_ARTICLE |= {scale for scale in SCALES if len(scale) > 2}
_LOWER = FIRST_WORDS | _NUMBERS | _AFTER_ARTICLE | {"half"}
_WORTH = _LOWER | {word.capitalize() for word in _LOWER} | {word.upper() for word in _LOWER} | _MONEY
_PREFIXES = ("US", "HK", "NZ", "C", "A", "S")
_MASKED = re.compile(
    r"<[/a-zA-Z][^<>]{0,2000}>|https?://[^\s<>\"]{1,2000}|@\w{1,60}|\b\w{1,40}\.(?:com|org|net|gov)/\S{0,200}"
)
_SIGNS = ("<", "http", "@", ".com", ".gov", ".org")  # without one of them nothing is masked
_STOP = re.compile(r"[.!?\n](?:(?<=\n)|\s)")
_APART = 250  # characters between a value and a date that may be its period, at most

Range = tuple[int, int]


class _Place(NamedTuple):
    """A value, the part of the text it stands in, and on whose word it is."""

    found: Found
    part: Range
    span: Span
    speaker: Speaker | None


_Dated = tuple[Found, Figure]


def figures(document: Document, said: Sequence[Statement] = ()) -> tuple[Figure, ...]:
    """Every value in the body, the headings and the tables; ``said`` are the document's statements, if known."""
    text = seen_text(document)
    places = list(_places(document, text, said))
    dates = [(place.found, _date(document, text, place)) for place in places if place.found.kind == "date"]
    return tuple(_in_order(text, places, dates))


def _places(document: Document, text: str, said: Sequence[Statement]) -> Iterator[_Place]:
    spoken = sorted((one for one in said if one.speaker), key=lambda one: one.span.start)
    starts = [one.span.start for one in spoken]
    signs = [sign for sign in _SIGNS if sign in text]
    for part in document.parts:
        if part.kind not in ("body", "heading", "table"):
            continue
        start, end = seen_place(document, part.span)
        for one in _values(text, start, end, _masked(text, start, end, signs)):
            span = span_of(document, one.start, one.end)
            yield _Place(one, (start, end), span, _teller(starts, spoken, span))


def _teller(starts: Sequence[int], spoken: Sequence[Statement], span: Span) -> Speaker | None:
    """Who makes the innermost statement that holds the value."""
    if not spoken:
        return None
    at = bisect_right(starts, span.start)
    for one in reversed(spoken[max(at - 4, 0) : at]):
        if one.span.end >= span.end:
            return one.speaker
    return None


def _values(text: str, start: int, end: int, masked: Sequence[Range]) -> Iterator[Found]:
    """The values of one part from left to right; none overlaps another or a tag, an address or a handle."""
    anchors = [anchor for anchor in _ANCHOR.finditer(text, start, end) if anchor[0] in _WORTH or anchor.lastgroup]
    taken, hidden = start, 0
    for anchor in anchors:
        at = anchor.start()
        while hidden < len(masked) and masked[hidden][1] <= at:
            hidden += 1
        if at < taken or (hidden < len(masked) and masked[hidden][0] <= at):
            continue
        one = _at(text, anchor, start, end)
        if one is not None:
            yield one
            taken = one.end


def _masked(text: str, start: int, end: int, signs: Sequence[str]) -> list[Range]:
    if signs and any(text.find(sign, start, end) >= 0 for sign in signs):
        return [match.span() for match in _MASKED.finditer(text, start, end)]
    return []


def _at(text: str, anchor: re.Match[str], start: int, end: int) -> Found | None:
    """The value that begins at a number, a currency sign or a word that numbers and dates begin with."""
    word, at = anchor[0], anchor.start()
    if anchor.lastgroup == "digits":
        return _digits(text, at, start, end)
    if anchor.lastgroup == "sign":
        return money(text, _with_letters(text, at, start), end)
    if not _WHOLE.match(text, at):
        return None
    if word in _MONEY:
        return money(text, at, end)
    lower = word.lower()
    if lower in FIRST_WORDS and (day := _day(text, at, end)):
        return day
    if lower in _AFTER_ARTICLE or lower == "half":
        one = _after_article(text, at, start, end)
        return _spelt(text, at, start, end) if one is None and lower == "half" else one
    return _spelt(text, at, start, end) if lower in _NUMBERS else None


def _with_letters(text: str, at: int, floor: int) -> int:
    """Step back from a dollar sign over the letters of US$."""
    if at == floor or text[at - 1] not in "SKZCA":
        return at
    return at - next((len(p) for p in _PREFIXES if text.endswith(p, floor, at)), 0)


def _digits(text: str, at: int, floor: int, end: int) -> Found | None:
    """A value in digits, with the sign before it or without."""
    if at == floor or text[at - 1] not in "+-−–":
        return clock(text, at, end) or _ago(text, at, end) or _day(text, at, end) or _number(text, at, floor, end)
    return amount(text, at - 1, floor, end) or _number(text, at, floor, end) or plain_number(text, at - 1, floor, end)


def _after_article(text: str, at: int, floor: int, end: int) -> Found | None:
    """ "a third of", "a week ago", "a dozen": the value begins with the article."""
    for article in ("a ", "A ", "an ", "An "):
        if text.endswith(article, floor, at) and (
            at - len(article) == floor or not text[at - len(article) - 1].isalnum()
        ):
            return _spelt(text, at - len(article), floor, end)
    return None


def _spelt(text: str, at: int, floor: int, end: int) -> Found | None:
    return _ago(text, at, end) or part_of_one(text, at, floor, end) or _number(text, at, floor, end)


def _number(text: str, at: int, floor: int, end: int) -> Found | None:
    return amount(text, at, floor, end) or plain_number(text, at, floor, end)


def _ago(text: str, at: int, end: int) -> Found | None:
    match = AGO.match(text, at, end)
    return Found(at, match.end(), "date", None, "") if match else None


def _day(text: str, at: int, end: int) -> Found | None:
    match = DATE.match(text, at, end)
    if match is None or text[at - 1 : at] in ("$", "#", "-", "/") or text[match.end() : match.end() + 1] == "-":
        return None
    return Found(at, match.end(), "date", None, "")


_TENSE = re.compile(
    r"\b(?:(?P<ahead>will|shall|would|due|scheduled|set\sto|expected|plans?|planned|going\sto|is\sto|are\sto|until|by)"
    r"|said|told|met|was|were|had|has|held|came|went|began|ended|took|gave|made|[a-z]{2,20}ed)\b"
)


def _date(document: Document, text: str, place: _Place) -> Figure:
    one = place.found
    words = text[one.start : one.end]
    ahead = document.dated is not None and WEEKDAY.search(words) and _ahead(text, place.part[0], one.start)
    day, period, note = resolve(words, document.dated, past=not ahead)
    return Figure(_identity(place.span), "date", place.span, words, None, "", "", period, day, place.speaker, note)


def _ahead(text: str, floor: int, at: int) -> bool:
    """Whether the nearest verb before a date in its sentence looks ahead: "will meet on Friday"."""
    window = text[max(floor, at - 120) : at]
    stop = max((match.end() for match in _STOP.finditer(window)), default=0)
    verbs = list(_TENSE.finditer(window, stop))
    return bool(verbs) and verbs[-1]["ahead"] is not None


def _in_order(text: str, places: Sequence[_Place], dates: Sequence[_Dated]) -> Iterator[Figure]:
    """The figures from left to right; a value takes the period of the nearest date in its sentence."""
    starts = [one.start for one, _ in dates]
    following = (date for _, date in dates)
    for place in places:
        if place.found.kind == "date":
            yield next(following)
        elif place.found.kind == "time":
            yield _figure(text, place, "", None)
        else:
            at = bisect_right(starts, place.found.start)
            near = _near(text, place.found, dates[max(at - 1, 0) : at + 1])
            yield _figure(text, place, _measured(text, place), near)


def _near(text: str, found: Found, dates: Sequence[_Dated]) -> Figure | None:
    """The nearest of the dates that stand in the sentence of a value."""
    near = [(abs(one.start - found.start), date) for one, date in dates if _same_sentence(text, found, one)]
    return min(near, key=itemgetter(0))[1] if near else None


def _same_sentence(text: str, one: Found, other: Found) -> bool:
    first, last = (one, other) if one.start < other.start else (other, one)
    return last.start - first.end < _APART and not _STOP.search(text, first.end, last.start)


def _measured(text: str, place: _Place) -> str:
    one = place.found
    return "age" if one.note == "age" else measured(text, *place.part, one.start, one.end, one.kind)


def _figure(text: str, place: _Place, measures: str, dated: Figure | None) -> Figure:
    one, span = place.found, place.span
    period, day = (dated.period or dated.text, dated.day) if dated else ("", None)
    note = "" if one.note == "age" else one.note
    words = text[one.start : one.end]
    return Figure(
        _identity(span), one.kind, span, words, one.value, one.unit, measures, period, day, place.speaker, note
    )  # fmt: skip


def _identity(span: Span) -> str:
    return f"{span.document}:{span.start}-{span.end}f"
