"""Suspicious terms: what differs from a name in the lexicon by a look-alike character, a letter or a title.

Agreement between outlets does not make a term right: they copy one another. A lexicon entry is a reason to look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import OSA

from tradetalks.press.codes import Products
from tradetalks.press.english import lexicon_file
from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of
from tradetalks.press.titles import Person, Titles

SuspicionKind = Literal["look-alike character", "misspelt name", "name of institution", "title"]
Found = tuple[SuspicionKind, Span, str, str, str]
"""Kind, where, what is perhaps meant, why, and the source of the lexicon's entry."""
Odd = tuple[SuspicionKind, int, int, str, str, str]
"""The same with its start and its end in a phrase."""

SHORTEST = 4  # letters from which one wrong letter makes a misspelling and not another name

_CAPITALISED = re.compile(
    r"[A-ZÀ-Þ](?<!\w.)[\w'’&-]{0,40}(?:[ \u00a0]{1,9}(?:(?:of|for|and|the|on|in)[ \u00a0]{1,9}){0,2}"
    r"[A-ZÀ-Þ][\w'’&-]{0,40}){1,7}"
)
_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")  # of a person's name
_ARTICLES = frozenset({"the", "a", "an"})
_MODIFIER = _ARTICLES | frozenset(
    {"us", "u.s", "american", "chinese", "china's", "white", "house", "british", "european"}
    | {"federal", "washington's", "beijing's", "president's"}
)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A term that is probably not what was meant, everywhere it stands."""

    kind: SuspicionKind
    text: str
    perhaps: str
    why: str
    source: str  # where the lexicon's entry was read; empty: nobody confirmed it
    spans: tuple[Span, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that have it; their number is no evidence that it is right."""
        return tuple(dict.fromkeys(span.document for span in self.spans))


@dataclass(frozen=True, slots=True)
class _Names:
    products: Products
    institutions: dict[str, str]  # every form in lower case -> the name
    sources: dict[str, str]  # name of an institution -> where it was read
    tails: dict[tuple[str, ...], set[str]]  # last two words -> the names that end so
    last_words: frozenset[str]  # of `tails`
    by_part: dict[str, list[Person]]  # people by first and by last name
    titles: Titles


def suspicions(documents: Iterable[Document]) -> tuple[Suspicion, ...]:
    """Every suspicious term of the documents, the most widespread first."""
    found: dict[tuple[SuspicionKind, str, str, str, str], list[Span]] = defaultdict(list)
    for document in documents:
        for kind, span, perhaps, why, source in _in_document(document):
            found[kind, document.words(span), perhaps, why, source].append(span)
    listed = [Suspicion(*entry, tuple(spans)) for entry, spans in found.items()]
    return tuple(sorted(listed, key=lambda one: (-len(one.documents), one.kind, one.text)))


def _in_document(document: Document) -> Iterator[Found]:
    names, text = _names(), seen_text(document)
    for start, end, name, why, source in names.products.misprints(text):
        yield "look-alike character", span_of(document, start, end), name, why, source
    for match in _CAPITALISED.finditer(text):
        for kind, start, end, perhaps, why, source in _in_phrase(match.group()):
            yield kind, span_of(document, match.start() + start, match.start() + end), perhaps, why, source
    for span, perhaps, why, source in names.titles.wrong(document):
        yield "title", span, perhaps, why, source


@lru_cache(maxsize=1 << 14)
def _in_phrase(phrase: str) -> tuple[Odd, ...]:
    """What is suspicious in words with capitals."""
    names, lower = _names(), phrase.lower()
    found: list[Odd] = []
    if not names.by_part.keys().isdisjoint(_PART.findall(lower)):
        found += _misspelt(phrase, names)
    if not names.last_words.isdisjoint(lower.replace("’", "'").split()):
        found += _institution(phrase, names)
    return tuple(found)


def _misspelt(phrase: str, names: _Names) -> Iterator[Odd]:
    """A first or a last name of the lexicon with the other part of the name a letter or two away."""
    parts = [(word.group(), word.start()) for word in _PART.finditer(phrase)]
    for (first, at), (last, begins) in pairwise(parts):
        for person in {id(p): p for part in (first, last) for p in names.by_part.get(part.lower(), ())}.values():
            given, family = person.name.split()[0], person.name.split()[-1]
            wrong = [(a, b) for a, b in ((first, given), (last, family)) if a.lower() != b.lower()]
            if len(wrong) == 1 and _near(*wrong[0]):
                end = begins + len(last)
                yield "misspelt name", at, end, person.name, "one letter or two away", person.source


def _near(written: str, right: str) -> bool:
    if min(len(written), len(right)) < SHORTEST or written.removesuffix("s") == right:
        return False
    allowed = 1 if len(right) < 2 * SHORTEST - 1 else 2
    return OSA.distance(written.lower(), right.lower(), score_cutoff=allowed) <= allowed


def _institution(phrase: str, names: _Names) -> Iterator[Odd]:
    """A name that ends like an institution's but lacks its other words, with only a country or the like before it."""
    written = [
        (word.group().lower().replace("’", "'"), word.start(), word.end())
        for word in re.finditer(r"[\w'’&.-]+", phrase)
    ]
    for end in range(len(written), 1, -1):
        tail = tuple(word for word, _, _ in written[end - 2 : end])
        for name in names.tails.get(tail, ()):
            rest = [word for word, _, _ in written[: end - 2]]
            if _is_known(rest, tail, names) or not rest or not all(word in _MODIFIER for word in rest):
                continue
            begins = next(start for word, start, _ in written if word not in _ARTICLES)
            why = "not a name the lexicon knows; this is the nearest"
            yield "name of institution", begins, written[end - 1][2], name, why, names.sources[name]
            return


def _is_known(rest: list[str], tail: tuple[str, ...], names: _Names) -> bool:
    whole = [*rest, *tail]
    return any(" ".join(whole[i:]) in names.institutions for i in range(len(whole) - 1))


@cache
def _names() -> _Names:
    data = lexicon_file("names.yaml")
    institutions: dict[str, str] = {}
    sources: dict[str, str] = {}
    tails: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in data["institutions"]:
        sources[entry["name"]] = entry.get("source", "")
        for form in (entry["name"], *entry.get("also", ())):
            institutions[form.lower()] = entry["name"]
        if len(entry["name"].split()) > 2:
            tails[tuple(entry["name"].lower().split()[-2:])].add(entry["name"])
    people = tuple(Person.of(entry) for entry in data["people"])
    by_part: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for part in {person.name.split()[0], person.name.split()[-1]}:
            if len(part) >= SHORTEST:
                by_part[part.lower()].append(person)
    return _Names(
        Products(data["products"]), institutions, sources, tails, frozenset(last for _, last in tails), by_part,
        Titles(people, data["ranks"]),
    )  # fmt: skip
