"""Written amounts at a place in a text: times, money, shares, durations and volumes."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetalks.press.measured import kind_of_share, signed
from tradetalks.press.model import FigureKind
from tradetalks.press.numerals import DIGITS, FRACTIONS, NUMBER, SCALE, value_of
from tradetalks.press.words import sections

TOO_LONG = "too long to be a value"
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY or CNY", "₹": "INR", "RMB": "CNY"}
_CURRENCY |= {"US$": "USD", "C$": "CAD", "A$": "AUD", "HK$": "HKD", "NZ$": "NZD", "S$": "SGD"}
_COINS = "|".join(sorted(sections("units")["currency"], key=len, reverse=True))
_VOLUMES = "|".join(sorted(sections("units")["volume"], key=len, reverse=True))
_EACH = "barrel|tonne|ton|share|gallon|day|week|month|year|hour|person|household|head|ounce|kilogram|kg|pound|unit"
_PER = rf"(?P<per>\sper\s[a-z]{{2,20}}\b|\san?\s(?:{_EACH})\b)?"
_TO = r"(?:\s?(?:to|-|–|—)\s?[$€£¥]?(?=\d))"
_UP_TO = rf"(?:(?:\s?(?:to|or|-|–|—)\s?)(?P<high>{NUMBER}))?"
_PERCENT = (
    r"(?:%(?!;\s{0,9}(?:[\w-]{1,30}\s?:|[\"'}\n]|$))|percent(?:age\spoints?)?\b|points?\b|per\scent\b|pct\b"
    r"|basis\spoints?\b|bps\b|percentage-points?\b)"
)
_ZONE = r"(?:\s(?:local\stime|GMT|UTC|ET|EST|EDT|PT|CT|BST|CET|CEST|Eastern(?:\s[Tt]ime)?))?"
_OTHER_SENSE = frozenset(("won", "real", "rand", "crown"))
LEAST_COINS = 100  # below it these words are taken in their other sense
_SCALE = re.compile(rf"{SCALE}$", re.IGNORECASE)
SPAN_UNIT = r"(?:second|minute|hour|day|week|month|year|decade|quarter|century|centurie)s?"

_TIME = re.compile(
    rf"(?<![\w.:$])(?:\d{{1,2}}(?::\d\d)?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|AM\b|PM\b){_ZONE}"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]){_ZONE})"
)
AGO = re.compile(
    rf"\b(?:{NUMBER}|an?|a\sfew|a\scouple(?:\sof)?|several)(?:\sor\s(?:so|{NUMBER}))?\s(?:an?\s)?"
    rf"(?:(?:half|quarter)[\s-])?{SPAN_UNIT}\s(?:ago|earlier|later)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<![\w.])(?P<currency>(?:US|C|A|HK|NZ|S)?[$€£¥₹]|RMB|CNY|USD|EUR|GBP|JPY)\s?"
    rf"(?P<low>{DIGITS})(?:{_TO}(?P<high>{DIGITS}))?"
    rf"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|tn|trn|bn|mn|[mkbMKB])\b)?\+?{_PER}"
)
_WITH_UNIT = re.compile(
    rf"(?<![\w.,$])(?P<sign>(?<![\w%])[-+−–])?(?P<low>{NUMBER}){_UP_TO}(?:[\s-]?(?P<percent>{_PERCENT})"
    rf"|[\s-](?:(?P<coin>{_COINS})\b{_PER}|(?:(?:metric|square|cubic)[\s-])?(?P<volume>{_VOLUMES})\b))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<over>one|two|three|four)[\s-](?P<part>thirds?|quarters?|fifths?|tenths?)"
    r"|an?\s(?P<single>third|quarter|fifth|tenth)(?=\sof)"
    r"|(?<!first\s)(?<!second\s)(?<!other\s)(?P<half>half)(?=\s(?:of|the|its|their|his|her|all)\b)"
    r"|(?P<one>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out\sof|of(?=\s(?:every|ten|10|20|100)\b)(?<!one\sof))\s"
    r"(?:every\s)?(?P<among>two|three|four|five|six|seven|eight|nine|ten|10|20|100))\b(?![,.:-]\d)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<![\w.,$-])(?:(?P<low>(?i:{NUMBER})){_UP_TO}"
    r"[\s-](?:(?:or|and)\smore\s|(?:straight|consecutive|full|long|whole|more|calendar|working|business)[\s-])?"
    rf"|(?P<half>(?:[Aa]\s)?(?:[Hh]alf|[Qq]uarter)[\s-](?:an?\s)?))(?P<unit>{SPAN_UNIT})\b(?:[\s-]old)?"
    r"|(?<![\w.,$-])(?P<age>\d\d)(?=\s(?:or|and)\s(?:older|over|younger|under)\b)"
)
_PART_OF_ONE = re.compile(
    rf"(?:(?P<over>one|two|three|five|seven|a)[\s-])?(?P<part>half|third|quarter|fifth|eighth|tenth)s?\s"
    rf"(?:of\s)?(?:an?|one|1)\s(?P<unit>{_PERCENT})",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A value at ``start`` to ``end``, before it is known what it measures."""

    start: int
    end: int
    kind: FigureKind
    value: float | None
    unit: str
    note: str = ""


def amount(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    """The sum, share, duration or volume that starts at ``at`` with a number; a date is tried before."""
    return _with_unit(text, at, floor, ceiling) or _fraction(text, at, ceiling) or _duration(text, at, ceiling)


def clock(text: str, at: int, ceiling: int) -> Found | None:
    """A time of day; its value is the hour, minutes as a fraction."""
    match = _TIME.match(text, at, ceiling)
    if match is None:
        return None
    told = re.match(r"(\d{1,2})(?::(\d\d))?\s?([ap])?", match[0], re.IGNORECASE)
    if told is None:
        return None
    hour = int(told[1]) % 12 if told[3] else int(told[1])
    value = hour + (12 if (told[3] or "").lower() == "p" else 0) + int(told[2] or 0) / 60
    return Found(match.start(), match.end(), "time", value, "hour of the day")


def money(text: str, at: int, ceiling: int) -> Found | None:
    """The sum that starts at ``at`` with a currency: "$5 million a day"."""
    match = _MONEY.match(text, at, ceiling)
    if match is None:
        return None
    low, high, per = match.group("low", "high", "per")
    scale = f" {match['scale'].lower()}" if match["scale"] else ""
    value = value_of(low + scale)
    unit = _CURRENCY.get(match["currency"], match["currency"])
    note = f"from {low} to {high}{scale}" if high else too_long(value)
    return Found(at, match.end(), "money", value, f"{unit} per {per.split()[-1]}" if per else unit, note)


def _with_unit(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    """A number before "percent", before the name of a currency or before a measure of volume."""
    match = _WITH_UNIT.match(text, at, ceiling)
    if match is None:
        return None
    if match["percent"]:
        return _share(match, text, floor, ceiling)
    if match["sign"]:
        return None
    value, note = span_of_values(match["low"], match["high"])
    if match["volume"]:
        hyphen = text[at - 1 : at] == "-"
        return None if hyphen else Found(at, match.end(), "volume", value, match["volume"].lower(), note)
    coin = match["coin"].lower()
    if coin in _OTHER_SENSE and (value is None or value < LEAST_COINS):
        return None  # three won, two real ones
    return Found(at, match.end(), "money", value, coin, note)


def span_of_values(low: str, high: str | None) -> tuple[float | None, str]:
    """The lower end of a span of values, with what the text says in the note: "3 to 4 million" begins at 3 million."""
    if not high:
        value = value_of(low) if low else None
        return value, too_long(value) if low else ""
    scale = _SCALE.search(high) if not _SCALE.search(low) else None
    return value_of(low + (f" {scale[0]}" if scale else "")), f"from {low} to {high}"


def too_long(value: float | None) -> str:
    """What to note on a number that has no value."""
    return TOO_LONG if value is None else ""


def _share(match: re.Match[str], text: str, floor: int, ceiling: int) -> Found | None:
    """A number of per cents or points."""
    start, end = match.span()
    if match[0].lower() == "one point":
        return None
    sign, unit = match["sign"] or "", _unit(match["percent"].lower().replace("-", " "))
    kind = kind_of_share(text, floor, start, end, ceiling, sign, unit)
    value, note = span_of_values(sign + match["low"], match["high"])
    if kind == "change" and value is not None:
        value = signed(value, text, floor, start, end, ceiling)
    return Found(start, end, kind, value, unit, note)


def part_of_one(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    """ "half a percentage point", "one-eighth of 1 percent"."""
    match = _PART_OF_ONE.match(text, at, ceiling)
    if match is None:
        return None
    unit = _unit(match["unit"].lower().replace("-", " "))
    kind = kind_of_share(text, floor, match.start(), match.end(), ceiling, "", unit)
    value = (value_of(match["over"] or "one") or 1.0) * FRACTIONS[match["part"].lower()]
    if kind == "change":
        value = signed(value, text, floor, match.start(), match.end(), ceiling)
    return Found(match.start(), match.end(), kind, value, unit)


def _unit(words: str) -> str:
    if words.startswith(("basis", "bps")):
        return "basis points"
    if words.startswith("point"):
        return "points"
    return "percentage points" if "point" in words else "%"


def _fraction(text: str, at: int, ceiling: int) -> Found | None:
    match = _FRACTION.match(text, at, ceiling)
    if match is None:
        return None
    if match["half"]:
        return Found(match.start(), match.end(), "share", 50.0, "%")
    if match["single"]:
        return Found(match.start(), match.end(), "share", 100 * FRACTIONS[match["single"].lower()], "%")
    over = value_of(match["over"] or match["one"])
    part = 1 / (value_of(match["among"]) or 1) if match["among"] else FRACTIONS[match["part"].lower().rstrip("s")]
    return Found(match.start(), match.end(), "share", None if over is None else 100 * over * part, "%")


def _duration(text: str, at: int, ceiling: int) -> Found | None:
    match = _DURATION.match(text, at, ceiling)
    if match is None:
        return None
    if match["age"]:
        return Found(match.start(), match.end(), "duration", float(match["age"]), "year", "age")
    value, note = span_of_values(match["low"] or "", match["high"])
    part = next((FRACTIONS[word] for word in ("half", "quarter") if word in (match["half"] or "").lower()), None)
    return Found(
        match.start(), match.end(), "duration", value if part is None else part, match["unit"].lower().rstrip("s"), note
    )
