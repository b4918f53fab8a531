"""Titles beside names: does the rank or the office that a report gives a person fit the lexicon on that day?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of

WORDS_BEFORE = 7  # words before a name in which its title may stand

_FORMER = re.compile(
    r"\b(?:former(?:ly)?|ex|then|previous|late|acting|shadow|deputy|incoming|designate)\b", re.IGNORECASE
)
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


def ranks(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The titles that exclude one another, longest first so that `vice premier` is found before `premier`."""
    return tuple(sorted(data["ranks"], key=len, reverse=True))


def wrong_titles(
    document: Document, people: Sequence[Person], known_ranks: tuple[str, ...]
) -> Iterator[tuple[Span, str, str, str]]:
    """Titles that do not fit: the span of title and name, what the lexicon says, why, and the source of the entry."""
    by_name = {person.name.lower(): person for person in people}
    of_others = {office.of.lower() for person in people for office in person.offices}
    text = seen_text(document)
    lower = text.lower()
    here = tuple(name for name in by_name if name.rpartition(" ")[2] in lower)
    for match in _name_pattern(here).finditer(text) if here else ():
        person = by_name[re.sub(r"\s+", " ", match.group().lower())]
        if any(document.dated is not None and document.dated < office.since for office in person.offices):
            continue
        start, title = _title_before(text, match.start())
        found = _last_rank(title, known_ranks)
        if found is None or _FORMER.search(title):
            continue
        rank, at = found
        offices = ", ".join(f"{office.rank} ({office.of}) since {office.since}" for office in person.offices)
        span = span_of(document, start + _begins(title, at), match.end())
        fitting = [office for office in person.offices if _class(office.rank) == _class(rank)]
        if not fitting:
            yield span, f"{person.name}: {offices}", f"called {rank}", person.source
        elif other := _other_office(title[:at].lower(), fitting, of_others):
            yield span, f"{person.name}: {offices}", f"called {rank} of {other}", person.source


@lru_cache(maxsize=256)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    parts = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _title_before(text: str, at: int) -> tuple[int, str]:
    """The words that lead up to a name without punctuation between, and where they start."""
    found = re.search(rf"(?:[\w'’&-]+[ \u00a0]+){{1,{WORDS_BEFORE}}}$", text[max(0, at - 90) : at])
    return (max(0, at - 90) + found.start(), found.group()) if found else (at, "")


def _last_rank(title: str, known_ranks: tuple[str, ...]) -> tuple[str, int] | None:
    """The rank that ends the title, and where in it; a word after it means the title belongs to somebody else."""
    lower = title.lower().rstrip()
    return next(((rank, len(lower) - len(rank)) for rank in known_ranks if re.search(rf"\b{rank}$", lower)), None)


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
