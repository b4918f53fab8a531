"""Calendar expressions: written dates, and days told relative to an article's own date."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from tradetalks.press.numerals import NUMBER, value_of

MOST_BACK = 1_000  # days, weeks, months or years that "ago" is resolved for

MONTHS = (
    {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
    | {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
WEEKDAY = re.compile(_WEEKDAY)
_WRITTEN = re.compile(
    rf"(?P<iso>(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d))"
    rf"|(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m3>{_MONTH})\.?,?\s(?P<y3>(?:19|20)\d\d)",
)
_FULL_MONTH = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|May(?=\s(?:19|20)\d\d)|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2}(?![\d/-]))?"
_YEAR = r"(?:,?\s(?:19|20)\d\d\b)"
_ABOUT = r"(?:(?:early|late|mid)[ -])?"
_SEASON = r"week(?:end)?|month|year|quarter|morning|afternoon|evening|night|spring|summer|fall|autumn|winter"
_NAMED_AFTER = r"\s(?:Night\s[A-Z]\w*|Times|Mirror|Telegraph|Express|Herald|Post)\b"
_ORDINAL = r"(?:first|second|third|fourth)"
DATE = re.compile(
    rf"\b(?:{_ABOUT}{_WEEKDAY}(?:s\b)?(?!{_NAMED_AFTER})(?:,?\s(?:{_MONTH}\.?\s{_NTH}{_YEAR}?))?"
    rf"|{_ABOUT}{_MONTH}\.?\s{_NTH}\b(?!\s?%|\spercent){_YEAR}?"
    rf"|{_NTH}\s(?:of\s)?{_MONTH}\b\.?{_YEAR}?"
    rf"|{_ABOUT}{_FULL_MONTH}(?:,?\s(?:of\s)?(?:19|20)\d\d\b)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d|(?:the\s)?(?:19|20)\d0s\b"
    r"|(?<=[Ii]n\s)May\b|(?<=[a-z,]\s)(?<!Theresa\s)May\b"
    rf"|(?:the\s)?(?:{_ORDINAL}\s(?:quarter|half)\sof\s(?:19|20)\d\d"
    rf"|{_ORDINAL}\squarter|Q[1-4])(?:\s(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d[-–](?:(?:19|20)\d\d|\d\d?)(?![\d-])"
    rf"|{_ABOUT}(?:19|20)\d\d(?![\d%,.]*\d)(?!\s(?:percent|people|jobs|miles|emails|dollars|votes|delegates))"
    r"|[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight|(?:the\s)?(?:next|following|previous)\sday"
    r"|New\sYear['’]s\s(?:Eve|Day)|Christmas(?:\s(?:Eve|Day))?|Thanksgiving|(?:Labor|Memorial|Independence)\sDay"
    rf"|(?:earlier\s|later\s)?(?:[Tt]his|[Ll]ast|[Nn]ext)\s(?:{_SEASON}|{_WEEKDAY}|{_MONTH}\b)"
    r")\b"
)
FIRST_WORDS = frozenset(
    [
        *MONTHS,
        *WEEKDAYS,
        *(day + "s" for day in WEEKDAYS),
        *"early late mid earlier later this last next following previous yesterday tomorrow today tonight".split(),
        *"new christmas thanksgiving labor memorial independence".split(),
        *"first second third fourth q".split(),
    ]
)
"""What a date without a leading digit begins with, in lower case; "the" before one is left out."""


def written_date(text: str) -> date | None:
    """The first complete calendar date in ``text``."""
    for match in _WRITTEN.finditer(text):
        if (day := _calendar_day(match)) is not None:
            return day
    return None


def _calendar_day(match: re.Match[str]) -> date | None:
    for year, month, day in (("y1", "m1", "d1"), ("y2", "m2", "d2"), ("y3", "m3", "d3")):
        if match[year]:
            number = int(match[month]) if match[month].isdigit() else MONTHS[match[month].lower()]
            return _day(int(match[year]), number, int(match[day]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_PARTS = re.compile(
    rf"(?P<weekday>{_WEEKDAY})|(?P<month>{_MONTH})\b|(?P<year>\b(?:19|20)\d\d\b)|(?P<number>\b\d{{1,2}})(?:st|nd|rd|th)?\b"
)


_DIGIT = re.compile(r"\d")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PART_OF_YEAR = re.compile(r"\bQ(?P<q>[1-4])\b|(?P<nth>first|second|third|fourth)\s(?P<of>quarter|half)\b")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–]((?:19|20)\d\d|\d\d?)$")
_DAYS_OF_MONTH = re.compile(r"(\d{1,2})\s?[-–]\s?(\d{1,2})(?!\d)")


def _several(words: str, dated: date | None) -> tuple[None, str, str] | None:
    """Several years or days: no day, and a period from the first to the last."""
    if years := _YEARS.fullmatch(words):
        return None, f"{years[1]}/{years[1][: 4 - len(years[2])]}{years[2]}", ""
    days = _DAYS_OF_MONTH.search(words)
    if days is None or re.fullmatch(r"[\d-]+", words):
        return None
    first, last = (resolve(words.replace(days[0], day), dated) for day in days.groups())
    return None, f"{first[1]}/{last[1]}", first[2]


def resolve(words: str, dated: date | None, *, past: bool = True) -> tuple[date | None, str, str]:
    """The day, the period it stands for ("2025-05", "week of 2025-06-02"), and what is not known, in words.

    A weekday is the nearest one before (or, with ``past`` false, after) the article's date, that date included; a
    month and day without a year take the year of the article, or the one next to it if that is nearer.
    """
    if _DIGIT.search(words):
        if several := _several(words, dated):
            return several
        if whole := written_date(words):
            return whole, whole.isoformat(), ""
    bits = {m.lastgroup: m[m.lastgroup] for m in _PARTS.finditer(words) if m.lastgroup}
    year = int(bits["year"]) if "year" in bits else None
    if "month" not in bits and (part := _PART_OF_YEAR.search(words)):
        name = (
            f"Q{part['q'] or _ORDINALS[part['nth']]}"
            if part["q"] or part["of"] == "quarter"
            else f"H{_ORDINALS[part['nth']]}"
        )
        return None, f"{year}-{name}" if year else name, "" if year else "the year is not given"
    if "month" in bits:
        return _month(bits, year, words.lower(), dated)
    if year is not None:
        return None, f"{year}s" if words.rstrip().endswith("0s") else str(year), ""
    if dated is None:
        return None, "", "the article's own date is not known"
    return _relative(words.lower(), bits, dated, past)


def _month(bits: dict[str, str], year: int | None, words: str, dated: date | None) -> tuple[date | None, str, str]:
    month = MONTHS[bits["month"].rstrip(".").lower()]
    if year is None:
        if dated is None:
            return (
                None,
                f"--{month:02}" + (f"-{int(bits['number']):02}" if "number" in bits else ""),
                "the year is not known",
            )
        year = _nearest_year(month, dated, words)
    if "number" not in bits:
        return None, f"{year}-{month:02}", ""
    day = _day(year, month, int(bits["number"]))
    return (
        (day, day.isoformat(), "")
        if day
        else (None, f"{year}-{month:02}", f"there is no day {bits['number']} in that month")
    )


def _nearest_year(month: int, dated: date, words: str) -> int:
    if words.startswith("last ") and month >= dated.month:
        return dated.year - 1
    if words.startswith("next ") and month <= dated.month:
        return dated.year + 1
    months = min(
        (abs((year * 12 + month) - (dated.year * 12 + dated.month)), year)
        for year in range(dated.year - 1, dated.year + 2)
    )
    return months[1]


_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1, "tomorrow": 1,
    "last night": -1,
}  # fmt: skip


def _relative(words: str, bits: dict[str, str], dated: date, past: bool) -> tuple[date | None, str, str]:
    for name, offset in _DAYS.items():
        if words == name:
            day = dated + timedelta(offset)
            return day, day.isoformat(), ""
    if words.endswith((" ago", " earlier", " later")):
        return _ago(words, dated)
    step = -1 if "last " in words else 1 if "next " in words else 0
    if "weekday" in bits and not words.endswith("s"):
        day = _weekday(WEEKDAYS[bits["weekday"].lower()], dated, step, past)
        return day, day.isoformat(), ""
    if "week" in words:
        monday = dated - timedelta(dated.weekday()) + timedelta(7 * step)
        return None, f"week of {monday.isoformat()}", ""
    if "month" in words:
        months = dated.year * 12 + dated.month - 1 + step
        return None, f"{months // 12}-{months % 12 + 1:02}", ""
    if "year" in words:
        return None, str(dated.year + step), ""
    return None, "", "not resolved to a day"


_AGO = re.compile(rf"(?P<many>an?|{NUMBER})\s(?P<unit>day|week|month|year|decade)s?\sago")


def _ago(words: str, dated: date) -> tuple[date | None, str, str]:
    """A number of days, weeks, months or years before the article's date; not told exactly, it stays open."""
    match = _AGO.fullmatch(words)
    many = None if match is None else 1.0 if match["many"] in ("a", "an") else value_of(match["many"])
    if match is None or many is None or many != int(many) or many > MOST_BACK:
        return None, "", "not resolved to a day"
    back = int(many) * (10 if match["unit"] == "decade" else 1)
    if match["unit"] in ("year", "decade"):
        return None, str(dated.year - back), ""
    if match["unit"] == "month":
        months = dated.year * 12 + dated.month - 1 - back
        return None, f"{months // 12}-{months % 12 + 1:02}", ""
    day = dated - timedelta(back * (7 if match["unit"] == "week" else 1))
    if match["unit"] == "week":
        return None, f"week of {(day - timedelta(day.weekday())).isoformat()}", ""
    return day, day.isoformat(), ""


def _weekday(weekday: int, dated: date, step: int, past: bool) -> date:
    back = (dated.weekday() - weekday) % 7
    if step == -1:
        return dated - timedelta(back or 7)
    if step == 1:
        return dated + timedelta((7 - back) % 7 or 7)
    return dated - timedelta(back) if past else dated + timedelta((7 - back) % 7)
