"""The values an article gives: each with its unit, its kind, what it measures, for when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tradetalks.press.counts import plain_number
from tradetalks.press.dates import DATE, FIRST_WORDS, resolve
from tradetalks.press.measured import measured
from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.numerals import ONES, SCALES, TENS
from tradetalks.press.values import AGO, Found, amount, clock

_ANCHOR = re.compile(r"[^\W\d_]+|(\d+|[$€£¥₹])")
_MONEY = frozenset(("RMB", "CNY", "USD", "EUR", "GBP", "JPY"))
_AFTER_ARTICLE = frozenset(("half", "few", "couple"))
_NUMBERS = frozenset([*ONES, *TENS, *(scale for scale in SCALES if len(scale) > 2), "several", *_AFTER_ARTICLE])
_PARTS = frozenset("third quarter fifth tenth week month year decade century hour day minute".split())
_LOWER = FIRST_WORDS | _NUMBERS | _PARTS
_WORTH = _LOWER | {word.capitalize() for word in _LOWER} | {word.upper() for word in _LOWER} | _MONEY
_PREFIXES = ("US", "HK", "NZ", "C", "A", "S")
_MASKED = re.compile(
    r"<[/a-zA-Z][^<>]{0,2000}>|https?://[^\s<>\"]{1,2000}|@\w{1,60}|\b\w{1,40}\.(?:com|org|net|gov)/\S{0,200}"
)
_STOP = re.compile(r"[.!?]\s|\n")
_APART = 250  # characters between a value and a date that may be its period, at most

Range = tuple[int, int]


def figures(document: Document, said: Sequence[Statement] = ()) -> tuple[Figure, ...]:
    """Every value in the body, the headings and the tables; ``said`` are the document's statements, if known."""
    plain = document.plain
    text = document.text if plain is None else plain.text
    spoken = sorted((one for one in said if one.speaker), key=lambda one: one.span.start)
    starts = [one.span.start for one in spoken]
    found: list[Figure] = []
    for part in document.parts:
        if part.kind not in ("body", "heading", "table"):
            continue
        start, end = part.span.start, part.span.end
        if plain is not None:
            start, end = plain.locate(start), plain.locate(end)
        for one in _values(text, start, end):
            span = Span(document.id, *(plain.original(one.start, one.end) if plain else (one.start, one.end)))
            found.append(_figure(document, text, (start, end), one, span, _teller(starts, spoken, span)))
    return tuple(_dated(found, text))


def _teller(starts: Sequence[int], spoken: Sequence[Statement], span: Span) -> Statement | None:
    """The innermost statement that holds the value."""
    at = bisect_right(starts, span.start)
    return next((one for one in reversed(spoken[max(at - 4, 0) : at]) if one.span.end >= span.end), None)


def _values(text: str, start: int, end: int) -> Iterator[Found]:
    """The values of one part from left to right; none overlaps another or a tag, an address or a handle."""
    anchors = [anchor for anchor in _ANCHOR.finditer(text, start, end) if anchor[1] or anchor[0] in _WORTH]
    masked = _masked(text, start, end) if anchors else []
    taken, hidden = start, 0
    for anchor in anchors:
        if anchor.start() < taken:
            continue
        while hidden < len(masked) and masked[hidden][1] <= anchor.start():
            hidden += 1
        if hidden < len(masked) and masked[hidden][0] <= anchor.start():
            continue
        one = _at(text, anchor, start, end)
        if one is not None:
            yield one
            taken = one.end


def _masked(text: str, start: int, end: int) -> list[Range]:
    if any(text.find(sign, start, end) >= 0 for sign in ("<", "http", "@", ".com", ".gov", ".org")):
        return [match.span() for match in _MASKED.finditer(text, start, end)]
    return []


def _at(text: str, anchor: re.Match[str], start: int, end: int) -> Found | None:
    """The value that begins at a number, a currency sign or a word that numbers and dates begin with."""
    word, at = anchor[0], anchor.start()
    if word[0].isalpha():
        lower = word.lower()
        if lower in FIRST_WORDS and (day := _day(text, at, end)):
            return day
        if lower in _PARTS:
            return _after_article(text, at, start, end)
        if lower in _AFTER_ARTICLE and (one := _after_article(text, at, start, end)):
            return one
        return _number(text, at, start, end) or (_after_article(text, at, start, end) if lower in SCALES else None)
    return _number(text, _with_sign(text, at, start), start, end)


def _with_sign(text: str, at: int, floor: int) -> int:
    """Step back over a plus or minus, or over the letters of US$."""
    if text[at] == "$":
        return at - next((len(p) for p in _PREFIXES if text.endswith(p, floor, at)), 0)
    return at - 1 if at > floor and text[at - 1] in "+-−–" else at


def _after_article(text: str, at: int, floor: int, end: int) -> Found | None:
    """ "a third of", "a week ago", "a dozen": the value begins with the article."""
    for article in ("a ", "A ", "an ", "An "):
        if text.endswith(article, floor, at) and (
            at - len(article) == floor or not text[at - len(article) - 1].isalnum()
        ):
            return _number(text, at - len(article), floor, end)
    return None


def _number(text: str, at: int, floor: int, end: int) -> Found | None:
    signed = text[at] in "+-−–"
    if not signed and (one := clock(text, at, end) or _ago(text, at, end) or _day(text, at, end)):
        return one
    if one := amount(text, at, floor, end):
        return one
    if signed and (one := amount(text, at + 1, floor, end) or plain_number(text, at + 1, floor, end)):
        return one
    return plain_number(text, at, floor, end)


def _ago(text: str, at: int, end: int) -> Found | None:
    match = AGO.match(text, at, end)
    return Found(at, match.end(), "date", None, "") if match else None


def _day(text: str, at: int, end: int) -> Found | None:
    match = DATE.match(text, at, end)
    if match is None or text[at - 1 : at] in ("$", "#", "-", "/") or text[match.end() : match.end() + 1] == "-":
        return None
    return Found(at, match.end(), "date", None, "")


def _figure(document: Document, text: str, part: Range, one: Found, span: Span, said: Statement | None) -> Figure:
    words = text[one.start : one.end]
    identity = f"{document.id}:{span.start}-{span.end}f"
    speaker = said.speaker if said else None
    if one.kind == "date":
        day, period, note = resolve(words, document.dated, past=not _ahead(text, part[0], one.start))
        return Figure(identity, "date", span, words, None, "", "", period, day, speaker, note)
    what = ""
    if one.kind != "time":
        what = "age" if one.note == "age" else measured(text, *part, one.start, one.end, one.kind)
    note = "" if one.note == "age" else one.note
    return Figure(identity, one.kind, span, words, one.value, one.unit, what, "", None, speaker, note)


_TENSE = re.compile(
    r"\b(?:(?P<ahead>will|shall|would|due|scheduled|set\sto|expected|plans?|planned|going\sto|is\sto|are\sto|until|by)"
    r"|said|told|met|was|were|had|has|held|came|went|began|ended|took|gave|made|[a-z]{2,20}ed)\b"
)


def _ahead(text: str, floor: int, at: int) -> bool:
    """Whether the nearest verb before a date in its sentence looks ahead: "will meet on Friday"."""
    window = text[max(floor, at - 120) : at]
    stop = max((match.end() for match in _STOP.finditer(window)), default=0)
    verbs = list(_TENSE.finditer(window, stop))
    return bool(verbs) and verbs[-1]["ahead"] is not None


def _dated(found: Sequence[Figure], text: str) -> Iterator[Figure]:
    """A value takes the period of the nearest date in its sentence."""
    dates = [one for one in found if one.kind == "date"]
    starts = [one.span.start for one in dates]
    for one in found:
        at = bisect_right(starts, one.span.start)
        near = [] if one.kind in ("date", "time") else dates[max(at - 1, 0) : at + 1]
        near = [date for date in near if _same_sentence(text, one.span, date.span)]
        if near:
            nearest = min(near, key=lambda date: abs(date.span.start - one.span.start))
            yield one._replace(period=nearest.period or nearest.text, day=nearest.day)
        else:
            yield one


def _same_sentence(text: str, one: Span, other: Span) -> bool:
    first, last = (one, other) if one.start < other.start else (other, one)
    return last.start - first.end < _APART and not _STOP.search(text, first.end, last.start)
