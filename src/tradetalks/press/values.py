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
_PER = rf"(?:\sper\s[a-z]{{2,20}}\b|\san?\s(?:{_EACH})\b)?"
_TO = r"(?:\s?(?:to|-|–|—)\s?[$€£¥]?(?=\d))"
_PERCENT = (
    r"(?:%(?!;)|percent(?:age\spoints?)?\b|points?\b|per\scent\b|pct\b|basis\spoints?\b|bps\b|percentage-points?\b)"
)
_ZONE = r"(?:\s(?:local\stime|GMT|UTC|ET|EST|EDT|PT|CT|BST|CET|CEST|Eastern(?:\s[Tt]ime)?))?"
SPAN_UNIT = r"(?:second|minute|hour|day|week|month|year|decade|quarter|century|centurie)s?"

_TIME = re.compile(
    rf"(?<![\w.:$])(?:\d{{1,2}}(?::\d\d)?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|AM\b|PM\b){_ZONE}"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:]){_ZONE})"
)
AGO = re.compile(rf"\b(?:{NUMBER}|an?|a\sfew|several)\s{SPAN_UNIT}\s(?:ago|earlier|later)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<![\w.])(?:(?:US|C|A|HK|NZ|S)?[$€£¥₹]\s?|(?:RMB|CNY|USD|EUR|GBP|JPY)\s?)"
    rf"(?P<low>{DIGITS})(?:{_TO}(?P<high>{DIGITS}))?"
    rf"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|tn|trn|bn|mn|[mkbMKB])\b)?\+?{_PER}"
)
_COIN = re.compile(rf"(?<![\w.,$])(?P<low>{NUMBER})(?:\s{SCALE})?[\s-](?P<coin>{_COINS})\b{_PER}", re.IGNORECASE)
_SHARE = re.compile(
    rf"(?<![\w.,$])(?P<sign>(?<![\w%])[-+−–])?(?P<low>{NUMBER})(?:{_TO}(?P<high>{DIGITS}))?[\s-]?(?P<unit>{_PERCENT})",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<over>one|two|three|four)[\s-](?P<part>thirds?|quarters?|fifths?|tenths?)"
    r"|an?\s(?P<single>third|quarter|fifth|tenth)(?=\sof)"
    r"|(?<!first\s)(?<!second\s)(?<!other\s)(?P<half>half)(?=\s(?:of|the|its|their|his|her|all)\b)"
    r"|(?P<one>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s(?:in|out\sof)\s"
    r"(?:every\s)?(?P<among>two|three|four|five|six|seven|eight|nine|ten|10|20|100))\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?<![\w.,$-])(?:(?P<low>(?i:{NUMBER}))(?:{_TO}(?P<high>{DIGITS}))?"
    r"[\s-](?:(?:straight|consecutive|full|long|whole|more)[\s-])?"
    rf"|(?P<half>[Hh]alf\san?\s))(?P<unit>{SPAN_UNIT})\b(?:[\s-]old)?"
    r"|(?<![\w.,$-])(?P<age>\d\d)(?=\s(?:or|and)\s(?:older|over|younger|under)\b)"
)
_VOLUME = re.compile(
    rf"(?<![\w.,$-])(?P<low>{NUMBER})(?:\s{SCALE})?[\s-](?:(?:metric|square|cubic)[\s-])?(?P<unit>{_VOLUMES})\b",
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
    """The time, money, share, duration or volume that starts at ``at``; a date is tried before."""
    return (
        _money(text, at, ceiling)
        or _share(text, at, floor, ceiling)
        or _fraction(text, at, ceiling)
        or _duration(text, at, ceiling)
        or _volume(text, at, ceiling)
    )


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


def _money(text: str, at: int, ceiling: int) -> Found | None:
    if match := _MONEY.match(text, at, ceiling):
        scale = f" {match['scale'].lower()}" if match["scale"] else ""
        value = value_of(match["low"] + scale)
        sign = re.match(r"(?:US|C|A|HK|NZ|S)?[$€£¥₹]|[A-Z]{3}", match[0])
        unit = _CURRENCY.get(sign[0], sign[0]) if sign else ""
        per = re.search(r"\s(?:an?|per)\s(\w+)$", match[0])
        note = f"from {match['low']} to {match['high']}{scale}" if match["high"] else too_long(value)
        return Found(match.start(), match.end(), "money", value, unit + (f" per {per[1]}" if per else ""), note)
    if match := _COIN.match(text, at, ceiling):
        return Found(match.start(), match.end(), "money", value_of(match["low"]), match["coin"].lower())
    return None


def too_long(value: float | None) -> str:
    """What to note on a number that has no value."""
    return TOO_LONG if value is None else ""


def _share(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    match = _SHARE.match(text, at, ceiling)
    if match is None or match[0].lower() == "one point":
        return None
    unit = _unit(match["unit"].lower().replace("-", " "))
    kind = kind_of_share(text, floor, match.start(), match.end(), ceiling, match["sign"] or "", unit)
    value = value_of((match["sign"] or "") + match["low"])
    if kind == "change" and value is not None:
        value = signed(value, text, floor, match.start(), match.end(), ceiling)
    note = f"from {match['low']} to {match['high']}" if match["high"] else too_long(value)
    return Found(match.start(), match.end(), kind, value, unit, note)


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
    note = f"from {match['low']} to {match['high']}" if match["high"] else ""
    value = 0.5 if match["half"] else value_of(match["low"])
    return Found(match.start(), match.end(), "duration", value, match["unit"].lower().rstrip("s"), note)


def _volume(text: str, at: int, ceiling: int) -> Found | None:
    match = _VOLUME.match(text, at, ceiling)
    if match is None:
        return None
    return Found(match.start(), match.end(), "volume", value_of(match["low"]), match["unit"].lower())
