"""The person or group that a phrase stands for: a name, a title, a pronoun, or only a description."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from tradetalks.press.people import Gender, Named, People, Person
from tradetalks.press.phrases import Phrase, main_phrase, noun_ending
from tradetalks.press.words import sections

Who = tuple[str, str, bool]
"""Name, role, and whether it is a group; an empty name: not resolved."""

_LOOK_BACK = 12  # sentences
_NEAR = 3  # sentences back to which a subject or a speaker comes before any other name
_DETERMINED = re.compile(r"^(?:the|this|that|a|an|its|his|her|their)\s+", re.IGNORECASE)
_MEN = frozenset(("he", "his", "him", "himself"))
_WOMEN = frozenset(("she", "her", "herself"))
_PRONOUNS = frozenset(form for word in _MEN | _WOMEN for form in (word, word.capitalize(), word.upper()))


class Resolution:
    """Asked in the order of the text; it remembers who spoke, for the pronouns that follow."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.sentences = people.sentences
        known = people.by_name.values()
        self._roles = [(person, person.role.lower()) for person in known if person.role and not person.body]
        self._main: dict[int, Person | None] = {}
        self._read = 0

    def who(self, number: int, phrase: Phrase, *, speaks: bool = True) -> Who:
        """Whom a phrase of sentence ``number`` stands for; ``speaks``: that is who speaks there, for what follows."""
        for earlier in range(self._read, number):
            if not _PRONOUNS.isdisjoint(self.sentences[earlier].words):  # what a name stands for does not change
                self.subject_of(earlier)
        self._read = max(self._read, number)
        told = self._who(number, phrase)
        if told[0] in self.people.by_name:
            person = self.people.by_name[told[0]]
            person.speaks = True
            if speaks:
                self._main[number] = person
        return told

    def _who(self, number: int, phrase: Phrase) -> Who:
        sentence = self.sentences[number]
        tags = sentence.tags[phrase.first : phrase.last]
        if tags == "h":
            return self._pronoun(number, phrase.first, sentence.words[phrase.first].lower())
        if tags in ("w", "t"):
            return self._relative(number, phrase.first)
        if named := self._head(number, phrase, tags):
            return _told(named.person)
        return self._described(number, phrase, tags)

    def _relative(self, number: int, at: int) -> Who:
        """ "who" and "that" stand for the noun before them."""
        tags = self.sentences[number].tags
        stop = at - (at > 0 and tags[at - 1] in ",-")
        before = noun_ending(tags, stop, "relative")
        if before is None:
            inside = [named for named in self.people.named[number] if named.last <= stop]
            return _told(inside[-1].person) if inside else ("", "", False)
        return self._who(number, before)

    def _head(self, number: int, phrase: Phrase, tags: str) -> Named | None:
        """The name a phrase is about: the last one before "of", "for" and the like, not one in the genitive."""
        sentence = self.sentences[number]
        stop = phrase.first + (tags.index("p") if "p" in tags[1:] else len(tags))
        heads = [
            named
            for named in self.people.named[number]
            if phrase.first <= named.first < stop and sentence.tags[named.last : named.last + 1] != "g"
        ]
        if not heads:
            return None
        last = heads[-1]
        rest = sentence.tags[last.last : stop]
        opens = (
            last.first == 0 and last.last == 1 and rest.startswith("n")
        )  # "Security specialists", not a Mr. Security
        return None if "N" in rest or opens else last

    def _described(self, number: int, phrase: Phrase, tags: str) -> Who:
        """ "the vice premier": the last person with that role; otherwise the words themselves."""
        sentence = self.sentences[number]
        words = self.people.words(sentence, phrase.first, phrase.last)
        bare = _DETERMINED.sub("", words).lower()
        plural = is_plural(sentence.words[phrase.first : phrase.last], tags)
        if bare != words.lower() and not plural:
            head = bare.split(" of ")[0].split(" for ")[0]
            if person := self._with_role(number, head) or self._body_called(number, bare):
                return _told(person)
        return words, "", plural

    def _with_role(self, number: int, head: str) -> Person | None:
        best: tuple[int, Person] | None = None
        for person, role in self._roles:
            if head in role:
                at = bisect_right(person.seen, number) - 1
                if at >= 0 and (best is None or person.seen[at] > best[0]):
                    best = (person.seen[at], person)
        return best[1] if best else None

    def _body_called(self, number: int, noun: str) -> Person | None:
        """ "the group", "the company": the last institution named in the sentences just before."""
        if noun not in _institutions():
            return None
        for earlier in range(number, max(number - _NEAR - 1, -1), -1):
            for named in reversed(self.people.named[earlier]):
                if named.person.body and " " in named.person.name and self._stands(earlier, named):
                    return named.person
        return None

    def _pronoun(self, number: int, at: int, word: str) -> Who:
        gender: Gender = "man" if word in _MEN else "woman" if word in _WOMEN else ""
        if gender:
            person = self._antecedent(number, at, gender)
            if person is None:
                return "", "", False
            person.gender = person.gender or gender  # who was "she" once is not "he" later
            return _told(person)
        if word in ("they", "them", "themselves"):
            return self._plural_before(number, at)
        return "", "", word in ("we", "us")

    def _antecedent(self, number: int, at: int, gender: Gender) -> Person | None:
        """The subject of the sentence, then who spoke or was spoken about before, then any other name."""
        at = self._first_pronoun(number, at, gender)
        for person in self._subjects(number, at):
            if person.fits(gender):
                return person
        fitting = [person for person in self._others(number, at) if person.fits(gender)]
        return next((person for person in fitting if person.gender), fitting[0] if fitting else None)

    def _first_pronoun(self, number: int, at: int, gender: Gender) -> int:
        """A second "he" of a sentence is taken to be the first."""
        sentence = self.sentences[number]
        same = _MEN if gender == "man" else _WOMEN
        for i in range(at):
            if sentence.tags[i] == "h" and sentence.words[i].lower() in same:
                return i
        return at

    def _subjects(self, number: int, at: int) -> Iterator[Person]:
        """Whom the sentence is about before word ``at``, and subjects and speakers just before, the nearest first."""
        before = (self.subject_of(earlier) for earlier in range(number - 1, max(number - _NEAR - 1, -1), -1))
        return filter(None, chain((self._subject(number, at),), before))

    def _others(self, number: int, at: int) -> Iterator[Person]:
        """Everybody else named in the sentence before word ``at`` and in the sentences before."""
        for named in self.people.named[number]:
            if named.last <= at and self._stands(number, named):
                yield named.person
        for earlier in range(number - 1, max(number - _LOOK_BACK, -1), -1):
            if number - earlier > _NEAR and (subject := self.subject_of(earlier)):
                yield subject
            yield from (named.person for named in self.people.named[earlier] if self._stands(earlier, named))

    def _stands(self, number: int, named: Named) -> bool:
        """Whether the name stands for itself: not "Trump's adviser", not "the Clinton campaign"."""
        tags = self.sentences[number].tags
        return tags[named.last : named.last + 1] not in ("N", "g") and not (
            tags[named.last : named.last + 1] == "n" and tags[named.first - 1 : named.first] == "d"
        )

    def _subject(self, number: int, at: int) -> Person | None:
        found = main_phrase(self.sentences[number].tags[:at])
        return self._name_of(number, found) if found else None

    def _name_of(self, number: int, phrase: Phrase) -> Person | None:
        tags = self.sentences[number].tags[phrase.first : phrase.last]
        named = self._head(number, phrase, tags) if tags != "h" else None
        return named.person if named else None

    def subject_of(self, number: int) -> Person | None:
        """Who speaks in a sentence, once known, or else whom it is about."""
        if number not in self._main:
            found = main_phrase(self.sentences[number].tags)
            self._main[number] = self._person_of(number, found) if found else None
        return self._main[number]

    def _person_of(self, number: int, phrase: Phrase) -> Person | None:
        sentence = self.sentences[number]
        word = sentence.words[phrase.first].lower() if phrase.last - phrase.first == 1 else ""
        if word in _MEN or word in _WOMEN:
            return self._antecedent(number, phrase.first, "man" if word in _MEN else "woman")
        return self._name_of(number, phrase)

    def _plural_before(self, number: int, at: int) -> Who:
        for earlier in range(number, max(number - 4, -1), -1):
            sentence = self.sentences[earlier]
            tags = sentence.tags[:at] if earlier == number else sentence.tags
            found = main_phrase(tags)
            if found and is_plural(sentence.words[found.first : found.last], tags[found.first : found.last]):
                return self.people.words(sentence, found.first, found.last), "", True
        return "", "", True


def _told(person: Person) -> Who:
    return person.name, person.role, False


def is_plural(words: Sequence[str], tags: str) -> bool:
    """Whether the head of a phrase is several people or bodies."""
    stop = tags.find("p") if tags.find("p") > 0 else len(tags)
    heads = [word.lower() for word, tag in zip(words[:stop], tags, strict=False) if tag in "NU"]
    return bool(heads) and heads[-1] in _several()


@cache
def _institutions() -> frozenset[str]:
    return frozenset(sections("nouns")["body"])


@cache
def _several() -> frozenset[str]:
    return frozenset(sections("nouns")["people"])
