"""Who appears in an article: full names first, then the surnames and titles that stand for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from tradetalks.press.grammar import Sentence
from tradetalks.press.words import lexicon, sections

Gender = Literal["man", "woman", ""]
_NAME = re.compile(  # what cannot lead to a capital is passed over first
    r"(?=[UTNn]*[UI])(?P<role>(?:[UTNn]*[TN])?)(?P<name>U(?:[UI]|j{1,2}(?=U))*|I+U[UI]*)"
)
_ASIDE = re.compile(r",(?P<role>[dTUNngr0&v]{0,8}[TN](?:p[dTUNngI&]{1,6}){0,3}c?[dTUN]*)(?=[,.Q;]|$|-)")
_OF = re.compile(r"p[UT][UIT]*")
_CLOSING = re.compile(r",(?:h[VB]|V[h])[.,]?")
_MALE = frozenset(("he", "his", "him", "himself"))
_FEMALE = frozenset(("she", "her", "herself"))
_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))


@dataclass(slots=True)
class Person:
    """Somebody or some body named in the article."""

    name: str
    gender: Gender = ""
    role: str = ""
    body: bool = False
    titled: bool = False
    speaks: bool = False  # is the subject of a verb of saying
    seen: list[int] = field(default_factory=list)  # numbers of the sentences

    def fits(self, gender: Gender) -> bool:
        """Whether he (or she) can stand for this person."""
        human = bool(self.gender) or self.titled or self.speaks or " " in self.name
        return not self.body and self.gender in (gender, "") and human


class Named(NamedTuple):
    """One appearance of a name: the words of the sentence it covers, and whose it is."""

    first: int
    last: int
    person: Person


class _Seen(NamedTuple):
    """Words ``first`` to ``last`` of a sentence; the words of a role or a title before them begin at ``role``."""

    sentence: int
    role: int
    first: int
    last: int
    words: tuple[str, ...]
    title: Gender


class People:
    """The names of one article: full names are known before the surnames that stand for them are read."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self.by_name: dict[str, Person] = {}
        self.named: list[list[Named]] = [[] for _ in sentences]
        self._by_last: dict[str, list[Person]] = {}
        self._by_middle: dict[str, list[Person]] = {}
        self._by_opening: dict[str, list[Person]] = {}
        named = [(number, sentence) for number, sentence in enumerate(sentences) if "U" in sentence.tags]
        seen = [one for number, sentence in named for one in self._names(number, sentence)]
        opening = {one.words[0].lower() for one in seen if one.first == 0}
        self._lower = opening.intersection(chain.from_iterable(sentence.words for sentence in sentences))
        seen = [kept for one in seen if (kept := self._without_opening(one))]
        for one in seen:
            if len(one.words) > 1:
                self._register(one)
        for one in seen:
            person = self._meant(one)
            self._learn(person, one)
            person.seen.append(one.sentence)
            self.named[one.sentence].append(Named(one.first, one.last, person))

    def _names(self, number: int, sentence: Sentence) -> list[_Seen]:
        words, tags = sentence.words, sentence.tags
        found = []
        for match in _NAME.finditer(tags):
            first, last = match.span("name")
            if first and tags[first - 1] == "(":
                continue  # Sen. Lee (R-Utah)
            while last - first > 1 and words[last - 1] in _SUFFIXES:
                last -= 1
            if tags.startswith("p", last):
                last = self._of_what(sentence, first, last)
            role = match.start()
            title = _title_gender(words[role:first]) if role < first else ""
            found.append(_Seen(number, role, first, last, words[first:last], title))
        return found

    def _of_what(self, sentence: Sentence, first: int, last: int) -> int:
        """The end of "Ministry of Commerce", "Bank of Norway"; ``last`` where the name goes no further."""
        if sentence.words[last] != "of" or not _bodies(sentence.words[first:last]):
            return last
        further = _OF.match(sentence.tags, last)
        return further.end() if further else last

    def _without_opening(self, one: _Seen) -> _Seen | None:
        """The capital of a sentence's first word says nothing when the article also writes the word small."""
        if one.first > 0 or one.words[0].lower() not in self._lower:
            return one
        return _Seen(one.sentence, 1, 1, one.last, one.words[1:], "") if len(one.words) > 1 else None

    def _register(self, one: _Seen) -> None:
        """A name of two words or more, as a person unless its words say otherwise."""
        name = " ".join(one.words)
        if name in self.by_name or (one.title and len(one.words) == 2 and one.words[-1] in self._by_last):
            return
        gender = _first_gender(one.words)
        owned = one.words[0] in self._by_last and not gender  # Trump Tower, Clinton Foundation
        person = Person(name, gender, body=owned or _is_body(one.words))
        self.by_name[name] = person
        self._by_opening.setdefault(one.words[0], []).append(person)
        if not person.body:
            self._by_last.setdefault(one.words[-1], []).append(person)
            for middle in one.words[1:-1]:  # Andrés Manuel López Obrador
                self._by_middle.setdefault(middle, []).append(person)

    def _meant(self, one: _Seen) -> Person:
        name = " ".join(one.words)
        known = self.by_name.get(name)
        if known and len(one.words) > 1:
            return known
        if shared := self._by_last.get(one.words[-1]) or self._by_middle.get(one.words[-1]):
            able = [person for person in shared if not one.title or person.gender in (one.title, "")]
            if able:
                return able[0] if len(able) == 1 else max(able, key=lambda person: self._familiar(person, one.sentence))
        if not known:
            known = self._by_first(name) if len(one.words) == 1 else None
        if not known:
            known = self.by_name[name] = Person(name, one.title, body=_is_body(one.words))
        return known

    def _by_first(self, name: str) -> Person | None:
        """A first name, or a family name that comes first: Xi Jinping."""
        known = self._by_opening.get(name, ())
        return next((one for one in known if (one.gender or one.titled) and not one.body), None)

    @staticmethod
    def _familiar(person: Person, number: int) -> tuple[int, int]:
        """2: named in the last three sentences; 1: named before; 0: only named later; and how often."""
        lately = 0 if not person.seen else 2 if number - person.seen[-1] <= 3 else 1
        return lately, len(person.seen)

    def _learn(self, person: Person, one: _Seen) -> None:
        sentence = self.sentences[one.sentence]
        person.gender = person.gender or one.title
        if one.role < one.first:
            person.titled = True
            if not person.role and not one.title:
                person.role = self.words(sentence, one.role, one.first)
        elif not person.role and (aside := _ASIDE.match(sentence.tags, one.last)):
            person.role = self.words(sentence, aside.start("role"), aside.end("role"))
        if not person.gender and not person.body:
            person.gender = _gender_after(sentence, one.last)

    def words(self, sentence: Sentence, first: int, last: int) -> str:
        """The words of a stretch, on one line."""
        return " ".join(self.text[slice(*sentence.place(first, last))].split())


def _gender_after(sentence: Sentence, at: int) -> Gender:
    """What the first pronouns after a name say, where no other name comes between."""
    if sentence.tags.find("U", at, at + 14) >= 0:
        return ""
    following = sentence.words[at : at + 14]
    if closing := _CLOSING.search(sentence.tags, at, at + 16):
        following = following[: closing.start() - at]  # "Construction can start, he said."
    return "man" if not _MALE.isdisjoint(following) else "woman" if not _FEMALE.isdisjoint(following) else ""


def _title_gender(words: Sequence[str]) -> Gender:
    titled = _titled()
    for word in words:
        if gender := titled.get(word.lower()):
            return gender
    return ""


@cache
def _titled() -> dict[str, Gender]:
    listed = sections("titles")
    return {**dict.fromkeys(listed["woman"], "woman"), **dict.fromkeys(listed["man"], "man")}


def _first_gender(words: Sequence[str]) -> Gender:
    if len(words) < 2:
        return ""
    first = words[0].lower()
    man, woman = first in _first_names()["man"], first in _first_names()["woman"]
    return "man" if man and not woman else "woman" if woman and not man else ""


@cache
def _first_names() -> dict[str, frozenset[str]]:
    return {gender: frozenset(names) for gender, names in sections("names").items()}


@lru_cache(maxsize=1 << 12)
def _is_body(words: tuple[str, ...]) -> bool:
    """A place, an institution or an abbreviation rather than a human being."""
    lower = [word.lower() for word in words]
    if " ".join(lower) in lexicon("places"):
        return True
    if len(words) > 1 and (lower[0] in _first_names()["man"] or lower[0] in _first_names()["woman"]):
        return False
    return _bodies(lower) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)


def _bodies(words: Sequence[str]) -> bool:
    """Whether one of the words names an institution: bank, ministry."""
    return any(word.lower() in lexicon("bodies") for word in words)
