"""The values an article gives: each with its unit, its kind, what it measures, for when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.press.dates import DATE, resolve
from tradetalks.press.measured import kind_of_share, measured, signed
from tradetalks.press.model import Document, Figure, FigureKind, Span, Statement
from tradetalks.press.numerals import DIGITS, FRACTIONS, NUMBER, SCALE, WORDS, value_of
from tradetalks.press.words import sections

_CURRENCY = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY or CNY",
    "₹": "INR",
    "RMB": "CNY",
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "HK$": "HKD",
}
_COINS = "|".join(sorted((w for w in sections("units")["currency"]), key=len, reverse=True))
_VOLUMES = "|".join(sorted(sections("units")["volume"], key=len, reverse=True))
_PER = r"(?:\s(?:an?|per)\s(?:barrel|ton|tonne|share|gallon|day|week|month|year|hour|person|household|head|ounce|kilogram|kg|pound|unit)\b)?"
_TO = r"(?:\s?(?:to|-|–|—)\s?[$€£¥]?(?=\d))"
_PERCENT = r"(?:%|percent(?:age\spoints?)?\b|per\scent\b|pct\b|basis\spoints?\b|bps\b|percentage-points?\b)"
_ZONE = r"(?:\s(?:local\stime|GMT|UTC|ET|EST|EDT|PT|CT|BST|CET|CEST|Eastern(?:\s[Tt]ime)?))?"
_SPAN_UNIT = r"(?:second|minute|hour|day|week|month|year|decade|quarter|century|centurie)s?"

_TIME = re.compile(
    rf"(?<![\w.:$])(?:\d{{1,2}}(?::\d\d)?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|AM\b|PM\b){_ZONE}|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]){_ZONE})"
)
_AGO = re.compile(rf"\b(?:(?:{NUMBER}|an?|a\sfew|several)\s{_SPAN_UNIT}\s(?:ago|earlier|later))\b", re.IGNORECASE)
_MONEY = re.compile(
    rf"(?<![\w.])(?:(?:US|C|A|HK|NZ|S)?[$€£¥₹]\s?|(?:RMB|CNY|USD|EUR|GBP|JPY)\s?)(?P<low>{DIGITS})(?:{_TO}(?P<high>{DIGITS}))?"
    rf"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|tn|trn|bn|mn|[mkbMKB])\b)?\+?{_PER}"
    rf"|(?<![\w.,$])(?P<plain>{NUMBER}|(?:hundreds|thousands|millions|billions|trillions)\sof)(?:\s{SCALE})?[\s-](?P<coin>{_COINS})\b{_PER}"
)
_SHARE = re.compile(
    rf"(?<![\w.,$])(?P<sign>[-+−–](?<!\w.))?(?P<low>{NUMBER})(?:{_TO}(?P<high>{DIGITS}))?[\s-]?(?P<unit>{_PERCENT})",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<over>one|two|three|four)[\s-](?P<part>thirds?|quarters?|fifths?|tenths?)|(?:a|nearly\sa|about\sa)\s(?P<single>third|quarter|fifth|tenth)(?=\sof)"
    r"|(?P<half>half)(?=\s(?:of|the)\b)|(?P<one>one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?P<among>two|three|four|five|six|seven|eight|nine|ten|10|100))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<![\w.,$-])(?P<low>{NUMBER})(?:{_TO}(?P<high>{DIGITS}))?[\s-](?P<unit>{_SPAN_UNIT})\b(?P<old>[\s-]old)?",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"(?<![\w.,$-])(?P<low>{NUMBER})(?:\s{SCALE})?[\s-](?:metric[\s-]|square[\s-]|cubic[\s-])?(?P<unit>{_VOLUMES})\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?<![\w.,$/:#@&'’+-])(?P<sign>[-+−–])?(?P<low>{DIGITS}(?:[\s-]{SCALE}\b)?|{WORDS}(?:\s{SCALE})?\b)(?![\w/:%$]|[-–]\w|['’]\w|,\d)",
    re.IGNORECASE,
)
_MASKED = re.compile(
    r"<[/a-zA-Z][^<>]{0,2000}>|https?://[^\s<>\"]{1,2000}|@\w{1,60}|\b\w{1,40}\.(?:com|org|net|gov)/\S{0,200}"
)
_TRIGGER = re.compile(r"[\d$€£¥₹%]|\b(?:percent|per cent|half|dozen|million|billion|hundred|thousand)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: FigureKind
    value: float | None
    unit: str
    note: str = ""


def figures(document: Document, said: Sequence[Statement] = ()) -> tuple[Figure, ...]:
    """Every value in the body, the headings and the tables; ``said`` are the document's statements, if known."""
    plain = document.plain
    text = document.text if plain is None else plain.text
    found: list[Figure] = []
    starts, spoken = _spoken(said)
    for part in document.parts:
        if part.kind not in ("body", "heading", "table"):
            continue
        start, end = part.span.start, part.span.end
        if plain is not None:
            start, end = plain.locate(start), plain.locate(end)
        for one in _told(document, text, start, end):
            span = Span(document.id, *(plain.original(one.start, one.end) if plain else (one.start, one.end)))
            found.append(_figure(document, text, (start, end), one, span, _speaker(starts, spoken, span)))
    return tuple(_dated(found, text))


def _spoken(said: Sequence[Statement]) -> tuple[list[int], list[Statement]]:
    spoken = sorted((one for one in said if one.speaker), key=lambda one: one.span.start)
    return [one.span.start for one in spoken], spoken


def _speaker(starts: Sequence[int], spoken: Sequence[Statement], span: Span) -> Statement | None:
    at = bisect_right(starts, span.start)
    for one in reversed(spoken[max(at - 4, 0) : at]):
        if one.span.end >= span.end:
            return one
    return None


def _told(document: Document, text: str, start: int, end: int) -> list[_Found]:
    """Non-overlapping values of one part; what is found first in the order of the rules keeps its place."""
    taken = (
        [m.span() for m in _MASKED.finditer(text, start, end)]
        if "<" in text[start:end] or "http" in text[start:end] or "@" in text[start:end]
        else []
    )
    found: list[_Found] = []
    covered = bytearray(end - start)
    for first, last in taken:
        covered[first - start : last - start] = b"\1" * (last - first)
    for one in _candidates(document, text, start, end):
        if not any(covered[one.start - start : one.end - start]):
            covered[one.start - start : one.end - start] = b"\1" * (one.end - one.start)
            if one.unit != "-":
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _candidates(document: Document, text: str, start: int, end: int) -> Iterator[_Found]:
    yield from _times(text, start, end)
    yield from _days(document, text, start, end)
    yield from _moneys(text, start, end)
    yield from _shares(text, start, end)
    yield from _spans(text, start, end)
    yield from _plain_numbers(text, start, end)


def _times(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _TIME.finditer(text, start, end):
        yield _Found(match.start(), match.end(), "time", _hour(match[0]), "hour of the day")


def _hour(words: str) -> float | None:
    clock = re.match(r"(\d{1,2})(?::(\d\d))?\s?([ap])?", words, re.IGNORECASE)
    if clock is None:
        return None
    hour = int(clock[1]) % 12 if clock[3] else int(clock[1])
    return hour + (12 if (clock[3] or "").lower() == "p" else 0) + int(clock[2] or 0) / 60


def _days(document: Document, text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _AGO.finditer(text, start, end):
        yield _Found(match.start(), match.end(), "date", None, "")
    for match in DATE.finditer(text, start, end):
        if text[match.start() - 1 : match.start()] not in ("$", "#", "-", "/") and text[
            match.end() : match.end() + 1
        ] not in ("-",):
            yield _Found(match.start(), match.end(), "date", None, "")


def _moneys(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _MONEY.finditer(text, start, end):
        if match["plain"]:
            yield _Found(match.start(), match.end(), "money", value_of(match["plain"]), match["coin"])
            continue
        scale = f" {(match['scale'] or '').lower()}"
        value = value_of(match["low"] + scale)
        sign = re.match(r"(?:US|C|A|HK|NZ|S)?[$€£¥₹]|[A-Z]{3}", match[0])
        unit = _CURRENCY.get(sign[0], sign[0]) if sign else ""
        per = re.search(r"\s(?:an?|per)\s(\w+)$", match[0])
        note = f"from {match['low']} to {match['high']}{scale.rstrip()}" if match["high"] else ""
        yield _Found(
            match.start(),
            match.end(),
            "money",
            value,
            unit + (f" per {per[1]}" if per else ""),
            note or _too_long(value),
        )


def _too_long(value: float | None) -> str:
    return "too long to be a value" if value is None else ""


def _shares(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _SHARE.finditer(text, start, end):
        words = match["unit"].lower().replace("-", " ")
        unit = (
            "percentage points"
            if "point" in words and "basis" not in words
            else "basis points"
            if words[0] == "b"
            else "%"
        )
        kind = kind_of_share(text, start, match.start(), match.end(), end, match["sign"] or "", unit)
        value = value_of((match["sign"] or "") + match["low"])
        if kind == "change" and value is not None:
            value = signed(value, text, start, match.start(), match.end(), end)
        note = f"from {match['low']} to {match['high']}" if match["high"] else _too_long(value)
        yield _Found(match.start(), match.end(), kind, value, unit, note)
    for match in _FRACTION.finditer(text, start, end):
        yield _Found(match.start(), match.end(), "share", _fraction(match), "%")


def _fraction(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 50.0
    if match["single"]:
        return 100 * FRACTIONS[match["single"].lower()]
    over = value_of(match["over"] or match["one"])
    share = 1 / (value_of(match["among"]) or 1) if match["among"] else FRACTIONS[match["part"].lower().rstrip("s")]
    return None if over is None else 100 * over * share


def _spans(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _DURATION.finditer(text, start, end):
        note = f"from {match['low']} to {match['high']}" if match["high"] else ""
        yield _Found(
            match.start(), match.end(), "duration", value_of(match["low"]), match["unit"].lower().rstrip("s"), note
        )
    for match in _VOLUME.finditer(text, start, end):
        yield _Found(match.start(), match.end(), "volume", value_of(match["low"]), match["unit"].lower())


_NOUN = re.compile(r"(?:[\s-](?P<noun>[a-zA-Z][\w'’-]*(?:\s[a-z][\w'’-]*)?))")
_NOT_COUNTED = frozenset(
    "of in on at by for from with to and or but the a an is are was were be been has have had do does did will would can could may"
    " might must that which who when while as if than then so not no his her its their our it he she they we i you more less"
    " because after before since until about into over under per out up down off also just only said says later earlier ago such".split()
)
_LABELS = re.compile(
    r"(?:\b(?:[A-Z][\w&.’'-]*|No\.?|no\.|number|section|article|chapter|page|rule|title|size|channel|route|flight|room|phase|day|part|step|age|aged)\s)$"
)
_AGE = re.compile(r"[A-Z][\w.’'-]{1,40},\s$|\b(?:age|aged)\s$")


def _plain_numbers(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _PLAIN.finditer(text, start, end):
        words = match["low"]
        spelt = not words[0].isdigit()
        value = value_of((match["sign"] or "") + words)
        before = text[max(match.start() - 40, start) : match.start()]
        after = text[match.end() : min(match.end() + 60, end)]
        if _AGE.search(before) and after[:1] in (",", ".") and value is not None and 10 < value < 110:
            yield _Found(match.start(), match.end(), "duration", value, "year", "age")
        elif noun := _counted(after, spelt):
            yield _Found(match.start(), match.end(), "count", value, noun, _too_long(value))
        elif not spelt and not _LABELS.search(before) and _a_level(words, before, after):
            yield _Found(match.start(), match.end(), "level", value, "", _too_long(value))


def _counted(after: str, spelt: bool) -> str:
    match = _NOUN.match(after)
    if match is None:
        return ""
    words = match["noun"].split()
    if words[0].lower() in _NOT_COUNTED:
        return ""
    plural = [word for word in words if _plural(word)]
    return plural[0] if plural else ("" if spelt or words[0][0].isupper() else "")


def _plural(word: str) -> bool:
    lower = word.lower()
    return lower in sections("units")["person"] or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "is", "’s", "'s")) and len(lower) > 3
    )


def _a_level(words: str, before: str, after: str) -> bool:
    """A bare number is a level when it is written like a value: with a decimal point, separators, or in brackets."""
    return (
        "." in words
        or "," in words
        or (before.endswith("(") and after.startswith(")"))
        or bool(re.search(r"\b(?:to|at|of|from|above|below|near)\s$", before))
    )


def _figure(
    document: Document, text: str, part: tuple[int, int], one: _Found, span: Span, said: Statement | None
) -> Figure:
    words = text[one.start : one.end]
    day, period, note = None, "", one.note
    if one.kind == "date":
        day, period, note = resolve(words, document.dated)
    what = (
        ""
        if one.kind in ("date", "time")
        else "age"
        if note == "age"
        else measured(text, part[0], part[1], one.start, one.end, one.kind)
    )
    identity = f"{document.id}:{span.start}-{span.end}f"
    return Figure(
        identity, one.kind, span, words, one.value, one.unit, what, period, day, said.speaker if said else None, note
    )


_STOP = re.compile(r"[.!?]\s|\n")


def _dated(found: Sequence[Figure], text: str) -> Iterator[Figure]:
    """A value takes the period of the nearest date in its sentence."""
    dates = [one for one in found if one.kind == "date"]
    starts = [one.span.start for one in dates]
    for one in found:
        if one.kind in ("date", "time") or not dates:
            yield one
            continue
        at = bisect_right(starts, one.span.start)
        near = [date for date in dates[max(at - 1, 0) : at + 1] if _same_sentence(text, one.span, date.span)]
        nearest = min(near, key=lambda date: abs(date.span.start - one.span.start), default=None)
        yield one if nearest is None else _with_period(one, nearest)


def _same_sentence(text: str, one: Span, other: Span) -> bool:
    first, last = sorted((one, other), key=lambda span: span.start)
    return last.start - first.end < 250 and not _STOP.search(text, first.end, last.start)


def _with_period(one: Figure, when: Figure) -> Figure:
    from dataclasses import replace

    return replace(one, period=when.period or when.text, day=when.day)
