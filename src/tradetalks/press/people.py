"""Who appears in an article: full names first, then the surnames, titles and pronouns that stand for them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from tradetalks.press.grammar import Sentence
from tradetalks.press.phrases import Phrase, main_phrase
from tradetalks.press.words import lexicon, sections

Gender = Literal["man", "woman", ""]
_NAME = re.compile(r"(?P<role>(?:[UTNn]*(?<=[TN]))?)(?P<name>U(?:[UI]|p(?=U)|n(?=U))*|IU+I?U*|I+U+)")
_ASIDE = re.compile(r",(?P<role>[dTUNngr0&v]{0,8}[TN](?:p[dTUNngI&]{1,6}){0,3}c?[dTUN]*)(?=[,.Q;]|$|-)")
_MALE = frozenset(("he", "his", "him", "himself"))
_FEMALE = frozenset(("she", "her", "herself"))
_LOOK_BACK = 12  # sentences
_DETERMINED = re.compile(r"^(?:the|this|that|a|an|its|his|her|their)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Person:
    """Somebody or some body named in the article."""

    name: str
    gender: Gender = ""
    role: str = ""
    body: bool = False
    seen: list[int] = field(default_factory=list)  # sentence numbers
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """One appearance of a name: the words of the sentence it covers, and whose it is."""

    first: int
    last: int
    person: Person


class People:
    """The names of one article, built in one pass over its sentences."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self.text = text
        self.sentences = sentences
        self.by_name: dict[str, Person] = {}
        self.by_last: dict[str, list[Person]] = {}
        self.named: list[list[Named]] = [self._names(number, sentence) for number, sentence in enumerate(sentences)]
        self.main: dict[int, Person | None] = {}

    def _names(self, number: int, sentence: Sentence) -> list[Named]:
        found: list[Named] = []
        if "U" not in sentence.tags:
            return found
        for match in _NAME.finditer(sentence.tags):
            first, last = match.span("name")
            words = [word for word in sentence.words[first:last] if word not in "’'s"]
            while words and words[-1][0].islower():
                words.pop()
                last -= 1
            person = self._person(words, sentence, match.start("role"), first)
            self._learn(person, sentence, match.start("role"), first, last)
            person.seen.append(number)
            found.append(Named(first, last, person))
        return found

    def _person(self, words: list[str], sentence: Sentence, role: int, first: int) -> Person:
        name = " ".join(words)
        if name in self.by_name:
            return self.by_name[name]
        title: Gender = _title_gender(sentence.words[role:first])
        if len(words) == 1 or (title and len(words) < 3):
            for person in reversed(self.by_last.get(words[-1], [])):
                if (not title or person.gender in (title, "")) and (len(words) == 1 or person.name.endswith(name)):
                    return person
        person = Person(name, title or _first_gender(words), body=_is_body(words))
        self.by_name[name] = person
        if not person.body:
            self.by_last.setdefault(words[-1], []).append(person)
            if len(words) > 1 and person.gender:
                self.by_last.setdefault(words[0], []).insert(0, person)
        return person

    def _learn(self, person: Person, sentence: Sentence, role: int, first: int, last: int) -> None:
        title = _title_gender(sentence.words[role:first])
        if title and not person.gender:
            person.gender = title
        if role < first:
            person.titled = True
            if not person.role and not title:
                person.role = self._words(sentence, role, first)
        elif not person.role and (aside := _ASIDE.match(sentence.tags, last)):
            person.role = self._words(sentence, aside.start("role"), aside.end("role"))
        following = sentence.words[last : last + 14]
        if not person.gender and not person.body and not sentence.tags[last : last + 14].count("U"):
            person.gender = (
                "man" if _MALE.intersection(following) else "woman" if _FEMALE.intersection(following) else ""
            )

    def _words(self, sentence: Sentence, first: int, last: int) -> str:
        return " ".join(self.text[sentence.starts[first] : sentence.ends[last - 1]].split())

    def resolve(self, number: int, phrase: Phrase) -> tuple[str, str, bool]:
        """Name, role and whether it is a group, for the words of a phrase; an empty name: not resolved."""
        sentence = self.sentences[number]
        tags = sentence.tags[phrase.first : phrase.last]
        if tags == "h":
            return self._pronoun(number, phrase, sentence.words[phrase.first].lower())
        if tags == "w":
            before = phrase.first - (1 if sentence.tags[phrase.first - 1 : phrase.first] in ",-" else 0)
            inside = [named for named in self.named[number] if named.last <= before]
            return _told(inside[-1].person) if inside else ("", "", False)
        if named := self._head(number, phrase, tags):
            return _told(named.person)
        return self._described(number, phrase, tags)

    def _head(self, number: int, phrase: Phrase, tags: str) -> Named | None:
        """The name a phrase is about: the last one before "of", "for" and the like, not one in the genitive."""
        sentence = self.sentences[number]
        stop = phrase.first + (tags.index("p") if "p" in tags else len(tags))
        if stop == phrase.first:
            stop = phrase.last
        heads = [
            named
            for named in self.named[number]
            if phrase.first <= named.first < stop and sentence.tags[named.last : named.last + 1] != "g"
        ]
        if not heads:
            return None
        last = heads[-1]
        return None if any(tag in "N" for tag in sentence.tags[last.last : stop]) else last

    def _described(self, number: int, phrase: Phrase, tags: str) -> tuple[str, str, bool]:
        """ "the vice premier": the last person with that role; otherwise the words themselves."""
        sentence = self.sentences[number]
        words = self._words(sentence, phrase.first, phrase.last)
        bare = _DETERMINED.sub("", words).lower()
        plural = _plural(sentence.words[phrase.first : phrase.last], tags)
        if bare != words.lower() and not plural:
            head = bare.split(" of ")[0].split(" for ")[0]
            if person := self._with_role(number, head):
                return _told(person)
        return words, "", plural

    def _with_role(self, number: int, head: str) -> Person | None:
        best: tuple[int, Person] | None = None
        for person in self.by_name.values():
            if person.role and head in person.role.lower():
                at = bisect_right(person.seen, number) - 1
                if at >= 0 and (best is None or person.seen[at] > best[0]):
                    best = (person.seen[at], person)
        return best[1] if best else None

    def _pronoun(self, number: int, phrase: Phrase, word: str) -> tuple[str, str, bool]:
        if word in ("i", "we", "you", "it", "me", "us"):
            return "", "", word in ("we", "us")
        gender: Gender = "man" if word in _MALE else "woman" if word in _FEMALE else ""
        if not gender:
            return self._plural_before(number, phrase)
        person = self._antecedent(number, phrase.first, gender)
        return _told(person) if person else ("", "", False)

    def _antecedent(self, number: int, before: int, gender: Gender) -> Person | None:
        here = [named.person for named in self.named[number] if named.last <= before and fits(named.person, gender)]
        if here:
            return here[0]
        for earlier in range(number - 1, max(number - _LOOK_BACK, -1), -1):
            main = self.subject_of(earlier)
            if main and fits(main, gender):
                return main
            others = [named.person for named in self.named[earlier] if fits(named.person, gender)]
            if others:
                return others[0]
        return None

    def subject_of(self, number: int) -> Person | None:
        """Who the sentence is about, or who speaks in it, once known."""
        if number not in self.main:
            found = main_phrase(self.sentences[number].tags)
            tags = self.sentences[number].tags[found.first : found.last] if found else ""
            named = self._head(number, found, tags) if found and tags != "h" else None
            self.main[number] = named.person if named else None
        return self.main[number]

    def spoke(self, number: int, name: str) -> None:
        """Remember who speaks in a sentence: the likeliest antecedent of the next pronoun."""
        if name in self.by_name:
            self.main[number] = self.by_name[name]

    def _plural_before(self, number: int, phrase: Phrase) -> tuple[str, str, bool]:
        for earlier in range(number, max(number - 4, -1), -1):
            sentence = self.sentences[earlier]
            tags = sentence.tags[: phrase.first] if earlier == number else sentence.tags
            found = main_phrase(tags)
            if found and _plural(sentence.words[found.first : found.last], tags[found.first : found.last]):
                return self._words(sentence, found.first, found.last), "", True
        return "", "", True


def fits(person: Person, gender: Gender) -> bool:
    """Whether he (or she) can stand for this person."""
    return (
        not person.body
        and person.gender in (gender, "")
        and (bool(person.gender) or person.titled or " " in person.name)
    )


def _told(person: Person) -> tuple[str, str, bool]:
    return person.name, person.role, False


def _plural(words: Sequence[str], tags: str) -> bool:
    heads = [word.lower() for word, tag in zip(words, tags, strict=False) if tag in "NU"]
    stop = tags.find("p")
    if stop > 0:
        heads = [word.lower() for word, tag in zip(words[:stop], tags, strict=False) if tag in "NU"]
    return bool(heads) and heads[-1] in _people()


@cache
def _people() -> frozenset[str]:
    return frozenset(sections("nouns")["people"])


def _title_gender(words: Sequence[str]) -> Gender:
    for word in words:
        if word.lower() in sections("titles")["man"]:
            return "man"
        if word.lower() in sections("titles")["woman"]:
            return "woman"
    return ""


def _first_gender(words: Sequence[str]) -> Gender:
    if len(words) < 2:
        return ""
    first = words[0].lower()
    man, woman = first in _first_names()["man"], first in _first_names()["woman"]
    return "man" if man and not woman else "woman" if woman and not man else ""


@cache
def _first_names() -> dict[str, frozenset[str]]:
    return {gender: frozenset(names) for gender, names in sections("names").items()}


def _is_body(words: Sequence[str]) -> bool:
    """A place, an institution or an abbreviation rather than a human being."""
    lower = [word.lower() for word in words]
    if " ".join(lower) in lexicon("places"):
        return True
    if len(words) > 1 and lower[0] in _first_names()["man"] | _first_names()["woman"]:
        return False
    return any(word in lexicon("bodies") for word in lower) or (
        len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    )
