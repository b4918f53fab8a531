"""Figures about the same thing across documents: which agree, which conflict, which differ only by date or measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from tradetalks.press.model import Document, Figure
from tradetalks.press.periods import Period, compare_periods, period
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.ways import AROUND, is_rough, ways
from tradetalks.press.wording import Form, has_opposite, opposite, spelt

Relation = Literal["unrelated", "agree", "conflict", "other date", "other measure"]

ALIKE = 0.6  # share of the shorter phrase's weight found in the longer, from which two phrases name one thing
ROUGHLY = 0.1  # what "about", "nearly" or "more than" may hide, as a share of the value

_COMPARED = frozenset({"level", "change", "rate", "share", "money", "count", "volume", "duration"})
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.")  # the U.S. is the US
_DIGITS = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_KEPT = 1 << 14  # things, units
_NAMELESS: frozenset[str] = frozenset()  # one for all, as the next
_UNOPPOSED: Mapping[str, Form] = {}


@dataclass(frozen=True, slots=True)
class Thing:
    """What is measured, by its meaningful words."""

    keys: tuple[str, ...]  # in order
    weights: Mapping[str, float]  # what the last word of each key weighs
    weight: float  # all of these
    names: frozenset[str]  # keys of those written with a capital
    opposed: Mapping[str, Form]  # those that have an opposite, by key


class Claim(NamedTuple):
    """One figure with what is needed to compare it."""

    figure: Figure
    unit: str
    last_digit: float  # size of one unit in the last digit the text gives, in the units of the value; 0 if not told
    period: Period
    ways: frozenset[str]  # how it is measured, where said: on the year, adjusted, in dollars ...
    rough: bool

    @property
    def thing(self) -> Thing:
        """What is measured."""
        return thing(self.figure.measures)


def claim(document: Document, figure: Figure) -> Claim | None:
    """A figure made comparable; None where it says not what it measures or is a date or a time."""
    if figure.value is None or figure.kind not in _COMPARED or not thing(figure.measures).keys:
        return None
    text, (start, end) = seen_text(document), seen_place(document, figure.span)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Claim(
        figure,
        _unit(figure.unit),
        _last_digit(figure.text, figure.value),
        period(f"{figure.period} {figure.day or ''}"),
        ways(before, after, figure.measures),
        is_rough(before),
    )


@lru_cache(maxsize=_KEPT)
def thing(measures: str) -> Thing:
    """What a phrase says is measured; without words where it says nothing."""
    meant = [(token, form) for token, form in spelt(_INITIALS.sub(r"\1\2", measures)) if form.role != "function"]
    last = {form.key: (token, form) for token, form in meant}
    weights = {key: form.weight for key, (_, form) in last.items()}
    names = frozenset(key for key, (token, _) in last.items() if token[0].isupper())
    opposed = {key: form for key, (_, form) in last.items() if has_opposite(form)}
    keys = tuple(form.key for _, form in meant)
    return Thing(keys, weights, sum(weights.values()), names or _NAMELESS, opposed or _UNOPPOSED)


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims stand to each other. A conflict needs the same thing, measure and unit, and the same period."""
    mine, theirs = one.thing, other.thing
    if not _same_thing(mine, theirs):
        return "unrelated"
    if _equal(one, other) and one.figure.kind == other.figure.kind and one.unit == other.unit:
        return "other date" if compare_periods(one.period, other.period) == "other" else "agree"
    if one.figure.kind != other.figure.kind or one.unit != other.unit or one.ways != other.ways:
        return "other measure"
    if mine.weights.keys() != theirs.weights.keys():  # one says alone of whom, of where or of which kind
        return "other measure"
    if compare_periods(one.period, other.period) == "same" or not (one.period or other.period):
        return "conflict"
    return "other date"


def _same_thing(one: Thing, other: Thing) -> bool:
    shared = one.weights.keys() & other.weights.keys()
    if sum([one.weights[key] for key in shared]) < ALIKE * min(one.weight, other.weight):
        return False
    for a in one.opposed.keys() - shared:
        if any(opposite(one.opposed[a], other.opposed[b]) for b in other.opposed.keys() - shared):
            return False
    return one.names <= shared or other.names <= shared


@lru_cache(maxsize=_KEPT)
def _unit(written: str) -> str:
    unit = written.lower().strip().replace("per cent", "%").replace("percent", "%")
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _equal(one: Claim, other: Claim) -> bool:
    """Equal within rounding: half of the last digit written, or a tenth where a word like "about" stands before."""
    a, b = one.figure.value, other.figure.value
    assert a is not None  # `claim` refuses figures without a value
    assert b is not None
    allowed = max(one.last_digit, other.last_digit) / 2
    if one.rough or other.rough:
        allowed = max(allowed, ROUGHLY * max(abs(a), abs(b)))
    return abs(a - b) <= allowed * 1.0001


def _last_digit(text: str, value: float) -> float:
    written = _DIGITS.search(text)
    number = float(written[0].replace(",", "")) if written else 0.0
    if written is None or not value or not number:
        return 0.0
    return 10.0 ** -len(written[1] or "") * abs(value) / number
