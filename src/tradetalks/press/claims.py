"""Figures about the same thing across documents: which agree, which conflict, which differ only by date or measure."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np

from tradetalks.press.model import Document, Figure
from tradetalks.press.periods import Period, compare_periods, in_words, period
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.ways import AROUND, is_rough, ways
from tradetalks.press.wording import Form, has_opposite, opposite, spelt

Relation = Literal["unrelated", "agree", "conflict", "other date", "other measure"]

ALIKE = 0.6  # share of the shorter phrase's weight found in the longer, from which two phrases name one thing
ROUGHLY = 0.1  # what "about", "nearly" or "more than" may hide, as a share of the value
BUCKET = 40  # a word shared by more claims than this pairs only neighbours
NEIGHBOURS = 8
AT_ONCE = 1 << 14  # pairs

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


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure with what is needed to compare it."""

    figure: Figure
    thing: Thing
    unit: str
    last_digit: float  # size of one unit in the last digit the text gives, in the units of the value; 0 if not told
    period: Period
    ways: frozenset[str]  # how it is measured, where said: on the year, adjusted, in dollars ...
    rough: bool


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims about one thing that agree (one claim, several sources), conflict, or differ by date or by measure."""

    relation: Relation
    claims: tuple[Claim, ...]
    says: str


def claim(document: Document, figure: Figure) -> Claim | None:
    """A figure made comparable; None where it says not what it measures or is a date or a time."""
    if figure.value is None or figure.kind not in _COMPARED or (thing := _thing(figure.measures)) is None:
        return None
    text, (start, end) = seen_text(document), seen_place(document, figure.span)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Claim(
        figure,
        thing,
        _unit(figure.unit),
        _last_digit(figure.text, figure.value),
        period(f"{figure.period} {figure.day or ''}"),
        ways(before, after, figure.measures),
        is_rough(before),
    )


@lru_cache(maxsize=_KEPT)
def _thing(measures: str) -> Thing | None:
    meant = [(token, form) for token, form in spelt(_INITIALS.sub(r"\1\2", measures)) if form.role != "function"]
    if not meant:
        return None
    last = {form.key: (token, form) for token, form in meant}
    weights = {key: form.weight for key, (_, form) in last.items()}
    names = frozenset(key for key, (token, _) in last.items() if token[0].isupper())
    opposed = {key: form for key, (_, form) in last.items() if has_opposite(form)}
    keys = tuple(form.key for _, form in meant)
    return Thing(keys, weights, sum(weights.values()), names or _NAMELESS, opposed or _UNOPPOSED)


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims stand to each other. A conflict needs the same thing, measure and unit, and the same period."""
    if not _same_thing(one.thing, other.thing):
        return "unrelated"
    if _equal(one, other) and one.figure.kind == other.figure.kind and one.unit == other.unit:
        return "other date" if compare_periods(one.period, other.period) == "other" else "agree"
    if one.figure.kind != other.figure.kind or one.unit != other.unit or one.ways != other.ways:
        return "other measure"
    if one.thing.weights.keys() != other.thing.weights.keys():  # one says alone of whom, of where or of which kind
        return "other measure"
    if compare_periods(one.period, other.period) == "same" or not (one.period or other.period):
        return "conflict"
    return "other date"


def claim_groups(claims: Sequence[Claim]) -> tuple[ClaimGroup, ...]:
    """Group claims of different documents about one thing; conflicts first. A claim without a second gives no group."""
    related: dict[Relation, _Sets] = defaultdict(_Sets)
    for i, j in _candidates(claims):
        how = relation(claims[i], claims[j])
        if how != "unrelated":
            related[how].join(i, j)
    groups: list[ClaimGroup] = []
    kinds: tuple[Relation, ...] = ("conflict", "other measure", "other date", "agree")
    for kind in kinds:
        for members in related[kind].all():
            chosen = tuple(claims[i] for i in members)
            groups.append(ClaimGroup(kind, chosen, _says(kind, chosen)))
    return tuple(groups)


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


def _candidates(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Positions of claims of different documents that share a word, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(claims):
        for key in one.thing.weights:
            places[key].append(i)
    codes = array("q")  # both positions of a pair in one number
    for bucket in places.values():
        if len(bucket) <= BUCKET:
            codes.extend(i * len(claims) + j for i, j in combinations(bucket, 2))
        else:
            ordered = sorted(bucket, key=lambda i: (claims[i].thing.keys, i))
            for at, i in enumerate(ordered):
                beside = ordered[at + 1 : at + 1 + NEIGHBOURS]
                codes.extend(min(i, j) * len(claims) + max(i, j) for j in beside)
    left, right = np.divmod(np.unique(np.frombuffer(codes, dtype=np.int64)), max(len(claims), 1))
    number: dict[str, int] = {}
    documents = np.array([number.setdefault(c.figure.span.document, len(number)) for c in claims], dtype=np.int64)
    apart = np.flatnonzero(documents[left] != documents[right])
    for first in range(0, len(apart), AT_ONCE):
        some = apart[first : first + AT_ONCE]
        yield from zip(left[some].tolist(), right[some].tolist(), strict=True)


class _Sets:
    """Numbers joined two at a time."""

    def __init__(self) -> None:
        self._home: dict[int, int] = {}  # a smaller number of the same set, or the number itself

    def join(self, i: int, j: int) -> None:
        """Put two numbers, and all that are joined to either, in one set."""
        first, second = self._smallest(i), self._smallest(j)
        self._home[max(first, second)] = min(first, second)

    def all(self) -> list[list[int]]:
        """The sets in the order of their smallest members."""
        members: dict[int, list[int]] = defaultdict(list)
        for i in sorted(self._home):
            members[self._smallest(i)].append(i)
        return list(members.values())

    def _smallest(self, i: int) -> int:
        home = self._home
        home.setdefault(i, i)
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i


def _says(kind: Relation, claims: Sequence[Claim]) -> str:
    shown = " against ".join(
        dict.fromkeys(f"{c.figure.text} ({in_words(c.figure.period)})".removesuffix(" ()") for c in claims)
    )
    thing = min((c.figure.measures for c in claims), key=len)
    return f"{thing}: {shown if kind != 'agree' else claims[0].figure.text}"
