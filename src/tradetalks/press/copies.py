"""Near copies and shared wording: an outlet that repeats another is not a second source."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_place, seen_text, span_of

WORDS = 6  # length of a shingle in words
ONE_IN = 4  # share of shingles kept to find candidate pairs: those whose hash this divides
FREQUENT = 50  # a shingle in more documents than this is boilerplate and finds no pair
COPY = 0.5  # share of the shorter document found in the other from which it is the same source
SHARED_WORDS = 15  # shortest run of words, outside quotations, shown as shared wording
QUOTED = 0.6  # a run that is quoted by more than this share is somebody's words, not the outlet's

_WORD = re.compile(r"[^\W_]+")
_QUOTATION = re.compile(r"[“«\"]([^“”«»\"]{1,2000})[”»\"]")


@dataclass(frozen=True, slots=True)
class SharedWording:
    """Two documents with the same run of words, and how much of the shorter one stands in the other."""

    one: str
    other: str
    containment: float  # share of the shorter document's shingles found in the longer
    passages: tuple[tuple[Span, Span], ...]

    @property
    def copy(self) -> bool:
        """Whether they count as one source."""
        return self.containment >= COPY


@dataclass(frozen=True, slots=True)
class _Shingled:
    document: Document
    text: str
    places: tuple[tuple[int, int], ...]
    hashes: tuple[int, ...]
    first: Mapping[int, int]  # hash -> where it first stands among the hashes


def shared_wording(documents: Sequence[Document]) -> tuple[SharedWording, ...]:
    """Pairs of documents that share wording, most alike first; only those that share a sampled shingle are compared."""
    shingled = [_shingle(document) for document in documents]
    found = (_compare(shingled[i], shingled[j]) for i, j in _candidates(shingled))
    kept = [shared for shared in found if shared.copy or shared.passages]
    return tuple(sorted(kept, key=lambda shared: (-shared.containment, shared.one, shared.other)))


def sources(documents: Iterable[Document], shared: Iterable[SharedWording]) -> dict[str, str]:
    """The independent source each document counts as: the id of the first document of its family of copies."""
    home = {document.id: document.id for document in documents}

    def root(id: str) -> str:
        while home[id] != id:
            home[id] = home[home[id]]
            id = home[id]
        return id

    order = {id: i for i, id in enumerate(home)}
    for pair in shared:
        if pair.copy:
            first, second = sorted((root(pair.one), root(pair.other)), key=order.__getitem__)
            home[second] = first
    return {id: root(id) for id in home}


def _shingle(document: Document) -> _Shingled:
    text = seen_text(document)
    body = [seen_place(document, part.span) for part in document.parts if part.kind in ("body", "heading")]
    places: list[tuple[int, int]] = []
    plain: list[str] = []
    for start, end in body:
        for match in _WORD.finditer(text, start, end):
            places.append(match.span())
            plain.append(match.group().lower())
    hashes = tuple(crc32(" ".join(plain[i : i + WORDS]).encode()) for i in range(len(plain) - WORDS + 1))
    first = {hash: at for at, hash in reversed(list(enumerate(hashes)))}
    return _Shingled(document, text, tuple(places), hashes, first)


def _candidates(shingled: Sequence[_Shingled]) -> list[tuple[int, int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(shingled):
        for hash in {hash for hash in one.hashes if hash % ONE_IN == 0}:
            places[hash].append(i)
    pairs = Counter(
        (i, j)
        for where in places.values()
        if 1 < len(where) <= FREQUENT
        for n, i in enumerate(where)
        for j in where[n + 1 :]
    )
    return sorted(pairs)


def _compare(one: _Shingled, other: _Shingled) -> SharedWording:
    shared = one.first.keys() & other.first.keys()
    containment = len(shared) / min(len(one.first), len(other.first))
    passages = tuple(_passages(one, other, sorted(one.first[hash] for hash in shared)))
    return SharedWording(one.document.id, other.document.id, containment, passages)


def _passages(one: _Shingled, other: _Shingled, starts: Sequence[int]) -> Iterator[tuple[Span, Span]]:
    """Longest common runs of shingles that are not mostly quotation, as spans in both documents."""
    done = 0
    for i in starts:
        if i < done:
            continue
        run = _run(one.hashes, i, other.hashes, other.first[one.hashes[i]])
        done = i + run
        if run + WORDS - 1 >= SHARED_WORDS:
            start, end = _place(one, i, run)
            if _quoted_share(one.text, start, end) <= QUOTED:
                there = _place(other, other.first[one.hashes[i]], run)
                yield span_of(one.document, start, end), span_of(other.document, *there)


def _run(one: Sequence[int], i: int, other: Sequence[int], j: int) -> int:
    """How many hashes from ``i`` and ``j`` on are the same."""
    run = 0
    while i + run < len(one) and j + run < len(other) and one[i + run] == other[j + run]:
        run += 1
    return run


def _place(shingled: _Shingled, at: int, run: int) -> tuple[int, int]:
    return shingled.places[at][0], shingled.places[at + run + WORDS - 2][1]


def _quoted_share(text: str, start: int, end: int) -> float:
    quoted = sum(
        max(0, min(match.end(1), end) - max(match.start(1), start))
        for match in _QUOTATION.finditer(text, max(0, start - 500), min(len(text), end + 500))
    )
    return quoted / max(1, end - start)
