"""How a figure is measured and how exactly it is given, as the words around it say."""

from __future__ import annotations

import re

AROUND = 60  # characters around a figure searched for the way of measuring
ROUGH_WORD = 24  # characters before a figure in which a rough word and a currency sign stand

_NONE: frozenset[str] = frozenset()  # one for all: most figures
_WAYS = (  # the way, words one of which tells of it, and how it is said; all in small letters
    ("on the year", "year annually",
     r"year[- ](?:on|over)[- ]year|compared (?:with|to) a year|from a year (?:ago|earlier)|annually"),
    ("on the month", "month", r"month[- ]on[- ]month|month[- ]over[- ]month|from (?:the )?(?:previous|prior) month"),
    ("adjusted", "adjusted", r"seasonally[- ]adjusted|working[- ]day[- ]adjusted"),
    ("unadjusted", "adjusted", r"(?:not seasonally|un)[- ]?adjusted"),
    ("in dollars", "dollar", r"(?:in|on a) (?:us )?dollar[- ](?:terms|basis|denominated)"),
    ("in yuan", "yuan renminbi", r"(?:in|on a) (?:yuan|renminbi)[- ](?:terms|basis|denominated)"),
    ("real", "real inflation volume", r"in real terms|inflation[- ]adjusted|by volume|in volume terms"),
    ("nominal", "nominal value", r"in nominal terms|by value|in value terms"),
    ("forecast", "expected forecast projected will estimate target",
     r"(?:is|are) (?:expected|forecast|projected)|forecasts?\b|will (?:rise|fall|reach)|estimates?\b|target"),
    ("statutory", "statutory paper", r"statutory|on paper"),
    ("collected", "collected effective", r"collected|effective"),
)  # fmt: skip
_TOLD = tuple((word, way, re.compile(said)) for way, words, said in _WAYS for word in words.split())
_AHEAD = re.compile(r"\b(?:will|would|shall)(?: [a-z]+){1,3} $")  # right before a figure
_ROUGH = (
    "about", "around", "roughly", "nearly", "almost", "approximately", "some", "over", "more than", "less than",
    "under", "up to", "at least", "as much as", "close to", "just", "as many as", "an estimated",
)  # fmt: skip
_SIGNS = ("us$", "$", "€", "£", "¥")


def ways(before: str, after: str, measures: str) -> frozenset[str]:
    """How what stands between ``before`` and ``after`` is measured: on the year, adjusted, in dollars ..."""
    lower = f"{before} {after} {measures}".lower()
    told = {way for word, way, said in _TOLD if word in lower and said.search(lower)}
    if before.endswith(" ") and _AHEAD.search(before):
        told.add("forecast")
    return frozenset(told) or _NONE


def is_rough(before: str) -> bool:
    """Whether a word like "about" stands right before."""
    lower = before[-ROUGH_WORD:].lower().rstrip()
    for sign in _SIGNS:
        if lower.endswith(sign):
            lower = lower.removesuffix(sign).rstrip()
            break
    return lower.endswith(_ROUGH)
