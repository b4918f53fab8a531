"""Titles beside names: does the rank or the office that a report gives a person fit the lexicon on that day?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of

WORDS_BEFORE = 7  # words before a name in which its title may stand
REACH = 90  # characters that these words may take

_FORMER = re.compile(
    r"\b(?:former(?:ly)?|ex|then|previous|late|acting|shadow|deputy|incoming|designate)\b", re.IGNORECASE
)
_VICE = re.compile(r"\bvice[ \u00a0]+(?=(?:[\w'’&-]+[ \u00a0]+){1,3}$)")  # up to three words name the office
_IN_WORD = re.compile(r"\w")
_SAME = {"chairman": "chair", "chairwoman": "chair"}


@dataclass(frozen=True, slots=True)
class Office:
    """An office: its rank as it is called, of what, and since when."""

    rank: str
    of: str
    since: date


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the lexicon."""

    name: str
    offices: tuple[Office, ...]
    source: str = ""  # where the office was read; empty: from general knowledge

    @staticmethod
    def of(entry: Mapping[str, Any]) -> Person:
        """A person from the entry of the lexicon file."""
        offices = tuple(Office(o["rank"], o["of"], date.fromisoformat(o["from"])) for o in entry["offices"])
        return Person(entry["name"], offices, entry.get("source", ""))


class Titles:
    """The people of the lexicon and the titles that exclude one another."""

    def __init__(self, people: Sequence[Person], ranks: Iterable[str]) -> None:
        self._people = [(person, *_sought(person.name.lower())) for person in people]
        self._of_others = {office.of.lower() for person in people for office in person.offices}
        self._ranks = tuple(sorted(ranks, key=len, reverse=True))  # `vice premier` is found before `premier`

    def wrong(self, document: Document) -> Iterator[tuple[Span, str, str, str]]:
        """Titles that do not fit: the span of title and name, what the lexicon says, why, and the entry's source."""
        text = seen_text(document)
        for match, person in self._named(_lower(text)):
            if any(document.dated is not None and document.dated < office.since for office in person.offices):
                continue
            if not text[max(0, match.start() - REACH) : match.start()].rstrip().lower().endswith(self._ranks):
                continue
            start, title = _title_before(text, match.start())
            found = _last_rank(title, self._ranks)
            if found is None or _FORMER.search(title):
                continue
            rank, at, of = found
            offices = ", ".join(f"{office.rank} ({office.of}) since {office.since}" for office in person.offices)
            span = span_of(document, start + _begins(title, at), match.end())
            fitting = [office for office in person.offices if _class(office.rank) == _class(rank)]
            if not fitting:
                yield span, f"{person.name}: {offices}", f"called {rank}", person.source
            elif other := _other_office(of, fitting, self._of_others):
                yield span, f"{person.name}: {offices}", f"called {rank} of {other}", person.source

    def _named(self, lower: str) -> list[tuple[re.Match[str], Person]]:
        """Where people are named, in the order of the text."""
        found = [
            (match, person)
            for person, family, name in self._people
            if family in lower
            for match in name.finditer(lower)
            if not _IN_WORD.match(lower[match.start() - 1 : match.start()])
        ]
        return sorted(found, key=lambda one: one[0].start())


def _sought(name: str) -> tuple[str, re.Pattern[str]]:
    """The family name, and the whole name however far apart its words stand; both in small letters."""
    words = name.split()
    spaced = r"\s+".join(map(re.escape, words))
    return words[-1], re.compile(rf"{spaced}\b")


def _lower(text: str) -> str:
    """Small letters, one for each character, so that places stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[0] for letter in text)


def _title_before(text: str, at: int) -> tuple[int, str]:
    """The words that lead up to a name without punctuation between, and where they start."""
    first = max(0, at - REACH)
    found = re.search(rf"(?:[\w'’&-]+[ \u00a0]+){{1,{WORDS_BEFORE}}}$", text[first:at])
    return (first + found.start(), found.group()) if found else (at, "")


def _last_rank(title: str, known_ranks: tuple[str, ...]) -> tuple[str, int, str] | None:
    """The rank that ends the title, where in it, and the words before that may say of what, in small letters.

    A word after the rank means the title belongs to somebody else. A rank may enclose its office: the vice commerce
    minister is a vice minister.
    """
    lower = title.lower().rstrip()
    ends = ((rank, len(lower) - len(rank)) for rank in known_ranks if lower.endswith(rank))
    rank, at = next(((rank, at) for rank, at in ends if not _IN_WORD.match(lower[max(at - 1, 0) : at])), ("", 0))
    if not rank:
        return None
    if (vice := _VICE.search(lower, 0, at)) and f"vice {rank}" in known_ranks:
        return f"vice {rank}", vice.start(), lower[vice.end() : at]
    return rank, at, lower[:at]


def _begins(title: str, at: int) -> int:
    """Where the capitalised words before a rank begin."""
    found = re.search(r"(?:[A-ZÀ-Þ][\w'’&-]*[ \u00a0]+)*$", title[:at])
    return found.start() if found else at


def _class(rank: str) -> str:
    return _SAME.get(rank, rank)


def _other_office(before: str, fitting: Sequence[Office], of_others: set[str]) -> str:
    """The office of somebody else that the words before the rank name; empty when they name none or the right one."""
    if any(office.of.lower() in before for office in fitting):
        return ""
    return next((other for other in of_others if before.rstrip().endswith(other)), "")
