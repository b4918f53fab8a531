"""Which time a phrase speaks of, as far as two phrases can be told apart by it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

TimeRelation = Literal["same", "other", "unknown"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = {name: i for i, name in enumerate(_MONTHS, 1)} | {name[:3]: i for i, name in enumerate(_MONTHS, 1)}
_MONTH["sept"] = 9
_DAY_NAME = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTH_NAME = "|".join(sorted((name for name in _MONTH if name != "may"), key=len, reverse=True))


class _Told(NamedTuple):
    """What tells of a time; every place where the pattern fits holds one of the ``parts``, whatever the case."""

    parts: tuple[str, ...]
    pattern: re.Pattern[str]

    def search(self, text: str, lower: str) -> re.Match[str] | None:
        """The first place in a text, which is given in small letters too."""
        for part in self.parts:
            if part in lower:
                return self.pattern.search(text)
        return None


_SHORT = tuple(name[:3] for name in _MONTHS)
_ISO = _Told(("-",), re.compile(r"\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b|(?<![\w-])--(\d\d)(?:-(\d\d))?\b"))
_YEAR = _Told(("19", "20"), re.compile(r"\b((?:19|20)\d\d)\b"))
_NAMED_MONTH = _Told(_SHORT, re.compile(rf"\b((?i:{_MONTH_NAME}))\b\.?|\b(May)\b"))
_DAY_OF_MONTH = _Told(
    _SHORT,
    re.compile(
        rf"\b(\d\d?)(?:st|nd|rd|th)?(?: of)? (?:{_MONTH_NAME}|may)\b"
        rf"|\b(?:{_MONTH_NAME}|may)\.? (\d\d?)(?!\d)(?:st|nd|rd|th)?",
        re.IGNORECASE,
    ),
)
_QUARTER = _Told(
    ("q1", "q2", "q3", "q4", "quarter"),
    re.compile(r"\bQ([1-4])\b|\b(first|second|third|fourth) quarter\b", re.IGNORECASE),
)
_HALF = _Told(("h1", "h2", "half"), re.compile(r"\bH([12])\b|\b(first|second) half\b", re.IGNORECASE))
_WEEKDAY = _Told(("day",), re.compile(rf"\b({_DAY_NAME})\b", re.IGNORECASE))
_RELATIVE = _Told(
    ("yesterday", "today", "tomorrow", "tonight", "year", "month", "week", "quarter", "decade", "season"),
    re.compile(
        r"\b(yesterday|today|tomorrow|tonight"
        r"|(?:last|this|next|previous|earlier this) (?:year|month|week|quarter|decade|season)"
        r"|(?:a|one) (?:year|month|week) (?:ago|earlier))\b",
        re.IGNORECASE,
    ),
)
_ORDINAL = {"first": "1", "second": "2", "third": "3", "fourth": "4"}


class Period(NamedTuple):
    """What a phrase says about time, each empty where it does not."""

    year: str = ""
    month: str = ""
    day: str = ""
    quarter: str = ""
    half: str = ""
    weekday: str = ""
    relative: str = ""

    def __bool__(self) -> bool:
        return any(tuple(self))


@lru_cache(maxsize=1 << 14)
def period(text: str) -> Period:
    """The time a phrase gives. ``may`` in lower case is the verb unless a day or ``in`` stands with it."""
    lower = text.lower()
    if iso := _ISO.search(text, lower):
        year_known, month_known, day_known = iso[1] or "", iso[2] or iso[4], iso[3] or iso[5]
        return Period(year_known, str(int(month_known)), str(int(day_known)) if day_known else "")
    year, weekday, relative = _YEAR.search(text, lower), _WEEKDAY.search(text, lower), _RELATIVE.search(text, lower)
    quarter, half, day = _QUARTER.search(text, lower), _HALF.search(text, lower), _DAY_OF_MONTH.search(text, lower)
    month = _NAMED_MONTH.search(text, lower)
    named = month[0].lower().rstrip(".") if month else ""
    return Period(
        year=year[1] if year else "",
        month=str(_MONTH[named]) if named else "",
        day=next(filter(None, day.groups()), "") if day else "",
        quarter=(quarter[1] or _ORDINAL[quarter[2].lower()]) if quarter else "",
        half=(half[1] or _ORDINAL[half[2].lower()]) if half else "",
        weekday=weekday[1].lower() if weekday else "",
        relative=relative[1].lower() if relative else "",
    )


def in_words(written: str) -> str:
    """A period for a reader: "--02", "--02-14" and "--02-14/--02-17" say that the year is not known."""
    if not written.startswith("--"):
        return written
    days = [_in_the_year(*one.removeprefix("--").partition("-")[::2]) for one in written.split("/")]
    return f"{' to '.join(days)}, year not known"


def _in_the_year(month: str, day: str) -> str:
    name = _MONTHS[int(month) - 1].capitalize()
    return f"{int(day)} {name}" if day else name


def compare_periods(one: Period, other: Period) -> TimeRelation:
    """``other`` as soon as a part both give differs, or each gives a part the other lacks at another scale."""
    if not one or not other:
        return "unknown"
    shared = [mine == theirs for mine, theirs in zip(one, other, strict=True) if mine and theirs]
    if not all(shared):
        return "other"
    return "same" if shared else "unknown"
