"""Plain numbers: how many of something, a range, an age, or a bare level; labels such as "Section 301" are none."""

from __future__ import annotations

import re

from tradetalks.press.model import FigureKind
from tradetalks.press.numerals import DIGITS, NUMBER, SCALES, WORDS, value_of
from tradetalks.press.values import Found, span_of_values, too_long
from tradetalks.press.words import sections

_HYPHENED = re.compile(rf"(?<![\w.,$/-])(?P<low>{DIGITS}|{WORDS})-(?P<noun>[A-Za-z]{{3,20}})\b(?!-)")
_RANGE = re.compile(
    rf"(?<![\w.,$/:-])(?P<low>{DIGITS}|{WORDS})(?:\s?[-–]\s?|\s(?:to|or)\s)(?P<high>{NUMBER})(?=\s[A-Za-z])",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    rf"(?<![\w.,$/:#@&'’+-])(?P<sign>[-+−–])?(?P<low>{NUMBER}\b)"
    r"(?![\w/:%$]|[-–]\w|['’]\w|,\d)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[\s-](?:more\s|fewer\s)?(?P<noun>[a-zA-Z][\w'’-]*(?:\s[a-zA-Z][\w'’-]*){0,3})")
_TIMES = re.compile(r"\stimes\b")
_AMONG = re.compile(r"\sof\s(?:the|its|his|her|their|our|those|these|them)\b")
_HAVING = re.compile(
    r"\b(?:has|have|had|having|with|won|wins?|got|gets?|takes?|took|taking|named|sold|hired|fired|left|lost|killed|killing"
    r"|wounded|injured)\s(?:about\s|nearly\s|some\s)?$"
)
_HAD = re.compile(r"[.,;]?$|[.,;]\s|\s(?:in|on|at|for|against|and|or|but|dead|wounded|injured)\b")
_BARE = re.compile(
    r"\b(?:[Oo]nly|all|just|possible|at\sleast|at\smost|more\sthan|fewer\sthan|as\smany\sas|up\sto"
    r"|the\s(?:first|last|other|top))\s$"
)
_GROUP = re.compile(r"\b(?:team|group|crowd|staff|total|panel|class|delegation)s?\sof\s(?:about\s|some\s|nearly\s)?$")
_LABELS = re.compile(
    r"(?:\b(?:[A-Z][\w&.’'-]*|No\.?|no\.|number|section|article|chapter|page|rule|title|size|channel|route|flight|room"
    r"|phase|day|part|step|age|aged)\s)$"
)
_NUMBERED = re.compile(
    r"\b(?:Fortune|S&P|FTSE|CSI|Nasdaq|Nikkei|Russell|Section|Article|Title|Chapter|Boeing|Airbus|Windows|iPhone|Route"
    r"|Interstate|Flight|Formula|Channel|Rule|Form|Level|Type|Phase|War|Super\sBowl|Apollo|Poor['’]s|No\.|Number|H\.R\."
    r"|Proposition|Amendment|[Dd]ay|[Aa]s\s[Dd]ay)\s$"
)
_AGED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|I|[Ww]ho|[Yy]ou)(?:\s(?:is|was|am|are|were|will\sbe|turn(?:s|ed))|['’](?:s|m|re))\s(?:now\s|only\s)?$"
)
_AGE = re.compile(r"[A-Z][\w.’'-]{1,40},\s$|\b(?:age|aged)\s$")
_NEAR = re.compile(r"\b(?:to|at|of|from|above|below|near)\s$")
_NOT_COUNTED = frozenset(
    "of in on at by for from with to and or but the a an is are was were be been has have had do does did will"
    " would can could may might must that which who when while as if than then so not no his her its their our"
    " it he she they we i you more less because after before since until about into over under per out up down"
    " off also just only said says later earlier ago such begins begin ends starts".split()
)


def plain_number(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    """A count, an age or a level that starts at ``at``; None where the number names something or says nothing."""
    return _range(text, at, ceiling) or _hyphened(text, at, floor, ceiling) or _plain(text, at, floor, ceiling)


def _range(text: str, at: int, ceiling: int) -> Found | None:
    match = _RANGE.match(text, at, ceiling)
    if match is None:
        return None
    noun = _counted(text[match.end() : min(match.end() + 60, ceiling)])
    value, note = span_of_values(match["low"], match["high"])
    if value is None or value >= (value_of(match["high"]) or 0.0):
        return None
    return Found(match.start(), match.end(), "count", value, noun, note) if noun else None


def _hyphened(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    """ "a 12-nation pact", "97-degree heat"."""
    match = _HYPHENED.match(text, at, ceiling)
    if match is None or _NUMBERED.search(text[max(at - 40, floor) : at]):
        return None
    noun = match["noun"].lower()
    if noun in _NOT_COUNTED or noun in SCALES or match["low"].lower() == "one":
        return None
    kind: FigureKind = "level" if noun == "degree" else "count"
    return Found(match.start(), match.end(), kind, value_of(match["low"]), noun)


def _plain(text: str, at: int, floor: int, ceiling: int) -> Found | None:
    match = _PLAIN.match(text, at, ceiling)
    if match is None:
        return None
    value = value_of((match["sign"] or "") + match["low"])
    before = text[max(at - 40, floor) : at]
    after = text[match.end() : min(match.end() + 60, ceiling)]
    if value is not None and 10 < value < 110 and _is_age(before, after):
        return Found(at, match.end(), "duration", value, "year", "age")
    found = _count_or_level(at, match, value, before, after)
    return None if found is None or _NUMBERED.search(before) else found


def _count_or_level(at: int, match: re.Match[str], value: float | None, before: str, after: str) -> Found | None:
    words, end, note = match["low"], match.end(), too_long(value)
    one = words.lower() in ("one", "0") or before.lower().endswith("one or ")
    if times := _TIMES.match(after):
        return Found(at, end + times.end(), "count", value, "times", note)
    if words.lower() != "one" and (noun := _counted(after)):
        return Found(at, end, "count", value, noun, note)
    if _GROUP.search(before) or (not one and (_BARE.search(before) or _AMONG.match(after))):
        return Found(at, end, "count", value, "", note)
    if not one and _HAVING.search(before) and _HAD.match(after):
        return Found(at, end, "count", value, "", note)
    if words[0].isdigit() and not _LABELS.search(before) and _level(words, before, after):
        return Found(at, end, "level", value, "", note)
    return None


def _is_age(before: str, after: str) -> bool:
    """ "Mary Vik, 54, ...", "she is 45."."""
    return (after[:1] in (",", ".") and bool(_AGE.search(before))) or bool(_AGED.search(before) and _HAD.match(after))


def _counted(after: str) -> str:
    """The plural noun that follows, with at most three words before it; "" when nothing is counted.

    A word in small letters is taken before a name that only ends like a plural.
    """
    match = _NOUN.match(after)
    if match is None:
        return ""
    named = ""
    for word in match["noun"].split():
        if word.lower() in _NOT_COUNTED:
            break
        if _plural(word.lower()):
            if word.islower():
                return word
            named = named or word
    return named


def _plural(word: str) -> bool:
    if word in sections("units")["person"]:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s"))


def _level(words: str, before: str, after: str) -> bool:
    """A bare number is a level when it is written like a value: a point, separators, brackets, or "to" before."""
    bracketed = before.endswith("(") and after.startswith(")")
    short = len(words) < 5  # a longer number without separators is a code to dial or a name
    return "." in words or "," in words or bracketed or (short and bool(_NEAR.search(before)))
