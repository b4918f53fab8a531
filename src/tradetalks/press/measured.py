"""What a value is about: a change, a rate or a share, and the words for what it measures."""

from __future__ import annotations

import re
from functools import cache

from tradetalks.press.model import FigureKind
from tradetalks.press.words import sections

_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_CLAUSE = re.compile(  # one set of characters first, so that the search runs past everything else quickly
    r"[,;:!?.—–()\nabtw](?:(?<=[,;:!?])(?!\d)|(?<=[—–()\n])"
    r"|(?<=\.)(?:(?<!\b[A-Z].)(?!\d)|(?<=\b[A-Z].)(?=\s[A-Z]))"  # "the U.S. tariffs" is no end of a clause
    r"|(?<=\b[abtw])(?:(?<=a)(?:nd|s|fter)|(?<=b)(?:ut|ecause)|(?<=w)(?:hile|ith|hich|ho|hen)|(?<=t)hat)\b)"
)
_OF = re.compile(r"\s(?:of|in)\s((?:the\s)?[\w'’&$-]+(?:\s[\w'’&-]+){0,5})")
_COUNTED = re.compile(r"[\s-]([\w'’-]+(?:\s[\w'’-]+){0,4})")
_LABEL = re.compile(r"[\s*•|-]*([^\n:|]{2,60}?)\s*[:|]\s*[^\n]{0,60}$")
_LABELLED = 500  # characters from which on a value is not the one a label at the start of its line is for
_NEARBY = frozenset(("up", "down", "higher", "lower"))
_STOP = re.compile(r"[;:.!?—\n]\s")
_END = re.compile(r"[,;:.!?—()\n]")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(sections("units")[name])


def _before(text: str, floor: int, at: int, words: int) -> list[str]:
    """The words just before ``at`` in its clause."""
    window = text[max(floor, at - 90) : at]
    cut = 0
    for stop in _STOP.finditer(window):
        cut = stop.end()
    return [word.lower() for word in _WORD.findall(window[cut:])[-words:]]


def _after(text: str, at: int, ceiling: int, words: int) -> list[str]:
    window = text[at : min(ceiling, at + 60)]
    cut = _END.search(window)
    return [word.lower() for word in _WORD.findall(window[: cut.start()] if cut else window)[:words]]


def kind_of_share(text: str, floor: int, start: int, end: int, ceiling: int, sign: str, unit: str) -> FigureKind:
    """A per cent is a change when something moves by it, a rate when it is charged or paid, else a share."""
    before = _before(text, floor, start, 7)
    after = _after(text, end, ceiling, 3)
    if sign in ("+", "-", "−") or unit == "basis points":
        return "change"
    if after[:1] == ["of"]:
        return "share"
    if _list("rate") & set(after):
        return "rate"
    if unit == "points" and not _list("change") & set(before[-4:]):
        return "share"
    reached = any(word in ("to", "from") for word in before[-2:])  # a level that is reached or left
    if reached and _list("rate") & set(before):
        return "rate"
    if not reached and (_moves(before) or _list("change") & set(after[: 0 if after[:1] == ["or"] else 2])):
        return "change"
    return "rate" if _list("rate") & set(before) else "share"


def _moves(before: list[str]) -> bool:
    """Whether something moves by the value: "up" and "down" count right before it, "above" and "more than" never."""
    return not _moving().isdisjoint(before[-4:]) or not _NEARBY.isdisjoint(before[-2:])


@cache
def _moving() -> frozenset[str]:
    return _list("change") - _list("compared")


def signed(value: float, text: str, floor: int, start: int, end: int, ceiling: int) -> float:
    """A fall is negative."""
    near = [*_before(text, floor, start, 4)[::-1], *_after(text, end, ceiling, 2)]
    moves = [word for word in near if word in _list("change")]
    return -abs(value) if moves and moves[0] in _list("fall") else value


def measured(text: str, floor: int, ceiling: int, start: int, end: int, kind: FigureKind) -> str:
    """The words for what is measured: what follows "of", what is counted, or what moved; "" when not told."""
    ceiling = min(ceiling, end + 120)
    if kind in ("share", "money", "rate", "volume") and (of := _OF.match(text, end, ceiling)):
        return _trimmed(of[1])
    if kind == "count" and (noun := _COUNTED.match(text, end, ceiling)):
        return _trimmed(noun[1])
    if start - floor < _LABELLED and (label := _LABEL.match(text, floor, start)):
        return label[1].strip()
    return _subject(text, floor, start)


def _trimmed(words: str) -> str:
    cut = _CLAUSE.search(words)
    return (words[: cut.start()] if cut else words).strip()


def _subject(text: str, floor: int, start: int) -> str:
    """The clause before the value, up to its verb of movement or to the value itself."""
    window = text[max(floor, start - 120) : start]
    cut = 0
    for stop in _CLAUSE.finditer(window):
        if stop.end() < len(window.rstrip()):
            cut = stop.end()
    clause = window[cut:].strip(' "“”‘«(')
    words, lower = clause.split(), clause.lower().split()
    if not _verbs().isdisjoint(lower[1:]):
        verb = next(i for i, word in enumerate(lower) if i and word in _verbs())
        return " ".join(_without_verb(words[:verb]))
    return " ".join(_without_verb(words)[-6:])


@cache
def _verbs() -> frozenset[str]:
    """What a value moves or stands by, after the words for what it measures."""
    return _list("change") | {"was", "is", "were", "are", "at", "to"}


def _without_verb(words: list[str]) -> list[str]:
    """A clause up to its verb, where that only says that something has a value: "stands", "will remain"."""
    last = len(words)
    while last > 1 and words[last - 1].lower() in _list("standing"):
        last -= 1
    return words[:last]
