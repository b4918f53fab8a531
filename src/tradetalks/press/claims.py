"""Figures about the same thing across documents: which agree, which conflict, which differ only by date or measure."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document, Figure
from tradetalks.press.periods import Period, compare_periods, in_words, period
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.wording import Form, content, forms, opposite, words

Relation = Literal["unrelated", "agree", "conflict", "other date", "other measure"]

ALIKE = 0.6  # share of the shorter phrase's weight found in the longer, from which two phrases name one thing
ROUGHLY = 0.1  # what "about", "nearly" or "more than" may hide, as a share of the value
BUCKET = 40  # a word shared by more claims than this pairs only neighbours
NEIGHBOURS = 8
ROUGH_WORD = 24  # characters before a figure in which a rough word and a currency sign stand
AROUND = 60  # characters around a figure searched for a rough word or the way of measuring

_COMPARED = frozenset({"level", "change", "rate", "share", "money", "count", "volume", "duration"})
_ROUGH = re.compile(
    r"(?:about|around|roughly|nearly|almost|approximately|some|over|more than|less than|under|up to|at least|as much as"
    r"|close to|just|as many as|an estimated)\s*(?:[$€£¥]|US\$)?\s*$",
    re.IGNORECASE,
)
_WAYS = {
    "on the year": r"year[- ](?:on|over)[- ]year|compared (?:with|to) a year|from a year (?:ago|earlier)|annually",
    "on the month": r"month[- ]on[- ]month|month[- ]over[- ]month|from (?:the )?(?:previous|prior) month",
    "adjusted": r"seasonally[- ]adjusted|working[- ]day[- ]adjusted",
    "unadjusted": r"(?:not seasonally|un)[- ]?adjusted",
    "in dollars": r"(?:in|on a) (?:US )?dollar[- ](?:terms|basis|denominated)",
    "in yuan": r"(?:in|on a) (?:yuan|renminbi)[- ](?:terms|basis|denominated)",
    "real": r"in real terms|inflation[- ]adjusted|by volume|in volume terms",
    "nominal": r"in nominal terms|by value|in value terms",
    "forecast": r"(?:is|are) (?:expected|forecast|projected)|forecasts?\b|will (?:rise|fall|reach)|estimates?\b|target",
    "statutory": r"statutory|on paper",
    "collected": r"collected|effective",
}
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.")  # the U.S. is the US
_AHEAD = re.compile(r"\b(?:will|would|shall)(?: [a-z]+){1,3} $")  # right before a figure
_NONE: frozenset[str] = frozenset()
_TELLS = tuple(  # one of these stands in every way of measuring
    "year month prior annual adjust dollar yuan renminbi real inflation volume nominal value expect forecast project"
    " will estimate target statutory paper collected effective".split()
)
_WAY = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _WAYS.items()}


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure with what is needed to compare it."""

    figure: Figure
    thing: tuple[str, ...]  # keys of the meaningful words of what is measured
    by_key: Mapping[str, Form]  # the same words, the last of each key
    names: frozenset[str]  # keys of those written with a capital
    weight: float  # of these
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
    measured = _INITIALS.sub(r"\1\2", figure.measures)
    thing = content(words(measured))
    if figure.value is None or figure.kind not in _COMPARED or not thing:
        return None
    text, (start, end) = seen_text(document), seen_place(document, figure.span)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    last = {word.key: word for word in thing}
    names = frozenset(key for key, word in last.items() if word.surface[:1].isupper())
    by_key = {form.key: form for form in content(forms(measured))}
    weight = sum(word.weight for word in by_key.values())
    around = f"{before} {after}"
    when = period(f"{figure.period} {figure.day or ''}")
    told = f"{around} {figure.measures}"
    lower = told.lower()
    tells = any(word in lower for word in _TELLS)
    ways = (tells and frozenset(name for name, pattern in _WAY.items() if pattern.search(told))) or _NONE
    if _AHEAD.search(before):
        ways |= {"forecast"}
    rough = bool(_ROUGH.search(before[-ROUGH_WORD:]))
    return Claim(figure, tuple(word.key for word in thing), by_key, names or _NONE, weight, when, ways, rough)


def relation(one: Claim, other: Claim) -> Relation:
    """How two claims stand to each other. A conflict needs the same thing, measure and unit, and the same period."""
    if not _same_thing(one, other):
        return "unrelated"
    if _equal(one, other) and one.figure.kind == other.figure.kind and _unit(one) == _unit(other):
        return "other date" if compare_periods(one.period, other.period) == "other" else "agree"
    if one.figure.kind != other.figure.kind or _unit(one) != _unit(other) or _ways_differ(one, other):
        return "other measure"
    if _narrower(one, other) or _narrower(other, one):
        return "other measure"
    if compare_periods(one.period, other.period) == "same" or not (one.period or other.period):
        return "conflict"
    return "other date"


def claim_groups(claims: Sequence[Claim]) -> tuple[ClaimGroup, ...]:
    """Group claims of different documents about one thing; conflicts first. A claim without a second gives no group."""
    related: dict[Relation, list[tuple[int, int]]] = defaultdict(list)
    for i, j in _candidates(claims).tolist():
        how = relation(claims[i], claims[j])
        if how != "unrelated":
            related[how].append((i, j))
    groups: list[ClaimGroup] = []
    kinds: tuple[Relation, ...] = ("conflict", "other measure", "other date", "agree")
    for kind in kinds:
        for members in _components(related[kind]):
            chosen = tuple(claims[i] for i in members)
            groups.append(ClaimGroup(kind, chosen, _says(kind, chosen)))
    return tuple(groups)


def _same_thing(one: Claim, other: Claim) -> bool:
    mine, theirs = one.by_key, other.by_key
    shared = mine.keys() & theirs.keys()
    if sum([mine[key].weight for key in shared]) < ALIKE * min(one.weight, other.weight):
        return False
    only_mine, only_theirs = mine.keys() - shared, theirs.keys() - shared
    if any(opposite(mine[a], theirs[b]) for a in only_mine for b in only_theirs):
        return False
    return one.names.isdisjoint(only_mine) or other.names.isdisjoint(only_theirs)


def _narrower(one: Claim, other: Claim) -> bool:
    """Whether one claim is about a part of the thing: it alone says of whom, of where or of which kind."""
    return not one.by_key.keys() <= other.by_key.keys()


def _ways_differ(one: Claim, other: Claim) -> bool:
    return one.ways != other.ways


def _unit(claim: Claim) -> str:
    unit = claim.figure.unit.lower().strip().replace("per cent", "%").replace("percent", "%")
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _equal(one: Claim, other: Claim) -> bool:
    """Equal within rounding: half of the last digit written, or a tenth where a word like "about" stands before."""
    a, b = one.figure.value, other.figure.value
    assert a is not None  # `claim` refuses figures without a value
    assert b is not None
    allowed = max(_last_digit(one), _last_digit(other)) / 2
    if one.rough or other.rough:
        allowed = max(allowed, ROUGHLY * max(abs(a), abs(b)))
    return abs(a - b) <= allowed * 1.0001


def _last_digit(claim: Claim) -> float:
    """Size of one unit in the last digit the text gives, in the units of the value; 0 where it cannot be told."""
    written = re.search(r"\d[\d,]*(?:\.(\d+))?", claim.figure.text)
    value = claim.figure.value
    if written is None or not value:
        return 0.0
    number = float(written[0].replace(",", ""))
    if not number:
        return 0.0
    return 10.0 ** -len(written[1] or "") * abs(value) / number


def _candidates(claims: Sequence[Claim]) -> NDArray[np.int64]:
    """Positions of claims of different documents that share a word, [pair, 2], in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(claims):
        for key in one.by_key:
            places[key].append(i)
    codes = array("q")  # both positions of a pair in one number
    for bucket in places.values():
        if len(bucket) <= BUCKET:
            codes.extend(i * len(claims) + j for i, j in combinations(bucket, 2))
        else:
            ordered = sorted(bucket, key=lambda i: (claims[i].thing, i))
            for at, i in enumerate(ordered):
                beside = ordered[at + 1 : at + 1 + NEIGHBOURS]
                codes.extend(min(i, j) * len(claims) + max(i, j) for j in beside)
    pairs = np.stack(np.divmod(np.unique(np.frombuffer(codes, dtype=np.int64)), max(len(claims), 1)), axis=1)
    number: dict[str, int] = {}
    documents = np.array([number.setdefault(one.figure.span.document, len(number)) for one in claims], dtype=np.int64)
    apart: NDArray[np.int64] = pairs[documents[pairs[:, 0]] != documents[pairs[:, 1]]]
    return apart


def _components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected sets of the indices that pairs join, in the order of their smallest member."""
    home: dict[int, int] = {}

    def root(i: int) -> int:
        home.setdefault(i, i)
        while home[i] != i:
            home[i] = home[home[i]]
            i = home[i]
        return i

    for i, j in pairs:
        first, second = sorted((root(i), root(j)))
        home[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for i in sorted(home):
        members[root(i)].append(i)
    return list(members.values())


def _says(kind: Relation, claims: Sequence[Claim]) -> str:
    shown = " against ".join(
        dict.fromkeys(f"{c.figure.text} ({in_words(c.figure.period)})".removesuffix(" ()") for c in claims)
    )
    thing = min((c.figure.measures for c in claims), key=len)
    return f"{thing}: {shown if kind != 'agree' else claims[0].figure.text}"
