"""Words made comparable: contractions written out, inflection taken off, near synonyms under one key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from typing import NamedTuple, TypeVar

from tradetalks.press.english import Role, classify, english, written_out
from tradetalks.press.numerals import numeral_at

_WEIGHT: dict[Role, float] = {"function": 0.2, "common": 0.6, "content": 1.0, "number": 1.2}
_TOKEN = re.compile(
    r"[A-FH-OQ-Za-fh-oq-z][a-z]*+(?=[ \n.,])"  # what most words look like, first: the rest takes longer to say the same
    r"|[Pp]er cent\b|[Gg]oing to\b|\d++(?:[.,]\d++){0,8}+(?![^\W_])|[^\W_]+(?:\[[^\W\d_]+\])?(?:['’][^\W\d_]+)*"
)


class Form(NamedTuple):
    """A word without its place.

    ``plain`` is its written-out lower-case form, ``stem`` that form without inflection, ``key`` what it is compared by
    (near synonyms, tenses and persons share one).
    """

    plain: str
    stem: str
    key: str
    role: Role
    contracted: bool = False

    @property
    def weight(self) -> float:
        """How much sharing this word says, from 0.2 (function word) to 1.2 (number)."""
        return _WEIGHT[self.role]


class Word(NamedTuple):
    """One word of a text where it stands; a contraction gives several with the same place."""

    surface: str
    start: int
    end: int
    form: Form


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of a text in order; ``offset`` is added to their places."""
    found = [
        Word(match.group(), match.start() + offset, match.end() + offset, form)
        for match in _TOKEN.finditer(text)
        for form in _FORMS[match.group()]
    ]
    if not any(word.form.role == "number" for word in found):
        return tuple(found)
    joined = []
    for at, used, value in _numbers([word.form for word in found]):
        first, last = found[at], found[at + max(used, 1) - 1]
        surface = text[first.start - offset : last.end - offset]
        joined.append(Word(surface, first.start, last.end, _number(value)) if used else first)
    return tuple(joined)


def _number(value: str) -> Form:
    return Form(value, value, value, "number")


def forms(text: str) -> tuple[Form, ...]:
    """The words of a text without their places: quicker than `words`."""
    found = tuple(chain.from_iterable(map(_FORMS.__getitem__, _TOKEN.findall(text))))
    if not any(form.role == "number" for form in found):
        return found
    return tuple(_number(value) if used else found[at] for at, used, value in _numbers(found))


def spelt(text: str) -> tuple[tuple[str, Form], ...]:
    """The words of a text without their places, each with the token it was read from (a number with its first)."""
    found = [(token, form) for token in _TOKEN.findall(text) for form in _FORMS[token]]
    if not any(form.role == "number" for _, form in found):
        return tuple(found)
    joined = _numbers([form for _, form in found])
    return tuple((found[at][0], _number(value) if used else found[at][1]) for at, used, value in joined)


def _numbers(found: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    """Where each word stands, and where words together are one number: how many they are, and its value."""
    plain, at = [form.plain for form in found], 0
    while at < len(plain):
        used, value = numeral_at(plain, at)
        yield at, used, value
        at += max(used, 1)


def stems(text: str) -> list[str]:
    """The stems of a text's words, numbers as written: quicker than `words` where places do not matter."""
    return stemmed(tokens(text))


def meaning(text: str) -> list[str]:
    """The keys of the words of a text that carry meaning, numbers as written."""
    return meant(tokens(text))


def tokens(text: str) -> list[str]:
    """A text cut into what `stemmed` and `meant` look up, for a text that both are asked of."""
    return _TOKEN.findall(text)


def stemmed(found: Iterable[str]) -> list[str]:
    """The stems of tokens."""
    return list(chain.from_iterable(map(_STEMS.__getitem__, found)))


def standing_for(wanted: Set[str], found: Iterable[str]) -> set[str]:
    """Those tokens one of whose stems is wanted."""
    return {token for token in found if not wanted.isdisjoint(_STEMS[token])}


def meant(found: Iterable[str]) -> list[str]:
    """The keys of those tokens that carry meaning."""
    return list(chain.from_iterable(map(_KEYS.__getitem__, found)))


_Found = TypeVar("_Found")


class _Kept(dict[str, tuple[_Found, ...]]):
    """What a token gives, looked up once for every token."""

    def __missing__(self, token: str) -> tuple[_Found, ...]:
        _learn(token)
        return self[token]


def _learn(token: str) -> None:
    if len(_FORMS) >= _MOST_KEPT:
        for kept in (_FORMS, _STEMS, _KEYS):
            kept.clear()
    _FORMS[token] = found = _read(token)
    if len(found) == 1:
        ((_, stem, key, role, _),) = found
        _STEMS[token], _KEYS[token] = (stem,), () if role == "function" else (key,)
    else:
        _STEMS[token] = tuple([form.stem for form in found])
        _KEYS[token] = tuple([form.key for form in content(found)])


_MOST_KEPT = 1 << 15
_FORMS: _Kept[Form] = _Kept()
_STEMS: _Kept[str] = _Kept()
_KEYS: _Kept[str] = _Kept()


def content(found: Iterable[Form]) -> tuple[Form, ...]:
    """The words that carry meaning."""
    return tuple(form for form in found if form.role != "function")


def negates(word: Form) -> bool:
    """Whether a word denies what follows it."""
    return word.stem in english().negation


def opposite(one: Form, other: Form) -> bool:
    """Whether one word denies the other when said of the same thing."""
    pairs = english().opposites
    return (one.stem, other.stem) in pairs or (one.key, other.key) in pairs


def has_opposite(word: Form) -> bool:
    """Whether there is a word that `opposite` sets against this one."""
    opposed = english().opposed
    return word.stem in opposed or word.key in opposed


def exclusive(word: Form) -> bool:
    """Whether a word can exclude another that stands in its place: numbers, weekdays, opposites and the like."""
    known = english()
    return word.role == "number" or word.stem in known.rivals or word.stem in known.opposed


def rival(one: Form, other: Form) -> bool:
    """Whether two words exclude one another in the same place: two weekdays, two compass points, two numbers."""
    if one.stem == other.stem:
        return False
    lists = english().rivals
    both_numbers = one.role == "number" and other.role == "number"
    return both_numbers or bool(lists.get(one.stem, frozenset()) & lists.get(other.stem, frozenset()))


def _read(surface: str) -> tuple[Form, ...]:
    """The form of each word a token stands for."""
    lower = surface.lower()
    if not lower.isalpha():
        lower = lower.replace(" ", "").replace("’", "'").replace("[", "").replace("]", "")
    if surface.isupper() and len(surface) > 1 and lower in english().grammar:  # the US, not us
        return (Form(lower, f"{lower}.", f"{lower}.", "content"),)
    parts = written_out(lower)
    if len(parts) == 1:
        return (Form(lower, *classify(lower)),) if parts[0] == lower else (Form(parts[0], *classify(parts[0]), True),)
    return tuple([Form(part, *classify(part), True) for part in parts])
