"""Near copies and shared wording: an outlet that repeats another is not a second source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_place, seen_text, span_of

WORDS = 6  # length of a shingle in words
ONE_IN = 4  # share of shingles kept to find candidate pairs: those whose hash this divides
FREQUENT = 50  # a shingle in more documents than this is boilerplate and finds no pair
COPY = 0.5  # share of the shorter document found in the other from which it is the same source
SHARED_WORDS = 15  # shortest run of words, outside quotations, shown as shared wording
QUOTED = 0.6  # a run that is quoted by more than this share is somebody's words, not the outlet's

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd and without a pattern, so that the order of words counts
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
    """The hash of every run of six words, in order, and each hash once with where it first stands."""

    document: Document
    hashes: NDArray[np.uint64]
    distinct: NDArray[np.uint64]
    first: NDArray[np.intp]


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


def _words(document: Document) -> Iterator[re.Match[str]]:
    """The words of body and headings, in order."""
    text = seen_text(document)
    for part in document.parts:
        if part.kind in ("body", "heading"):
            yield from _WORD.finditer(text, *seen_place(document, part.span))


def _shingle(document: Document) -> _Shingled:
    """Hashes of words are added up with a weight for each place in the run."""
    words = np.array([crc32(match[0].lower().encode()) for match in _words(document)], dtype=np.uint64)
    runs = max(0, len(words) - WORDS + 1)
    hashes = np.zeros(runs, dtype=np.uint64)
    for place in range(WORDS):
        hashes = hashes * _FACTOR + words[place : place + runs]
    hashes ^= hashes >> np.uint64(32)
    distinct, first = np.unique(hashes, return_index=True)
    return _Shingled(document, hashes, distinct, first)


def _candidates(shingled: Sequence[_Shingled]) -> list[tuple[int, int]]:
    """Pairs of documents that share a sampled shingle which is not in too many of them."""
    sampled = [one.distinct[one.distinct % ONE_IN == 0] for one in shingled]
    if not sampled:
        return []
    hashes = np.concatenate(sampled)
    owners = np.repeat(np.arange(len(sampled), dtype=np.int32), [len(found) for found in sampled])
    order = np.argsort(hashes, kind="stable")
    owners = owners[order]
    starts = np.flatnonzero(np.diff(hashes[order], prepend=~hashes[order][:1]))
    sizes = np.diff(starts, append=len(owners))
    several = (sizes > 1) & (sizes <= FREQUENT)
    groups = zip(starts[several].tolist(), sizes[several].tolist(), strict=True)
    return sorted({pair for at, size in groups for pair in combinations(owners[at : at + size].tolist(), 2)})


def _compare(one: _Shingled, other: _Shingled) -> SharedWording:
    _, mine, theirs = np.intersect1d(one.distinct, other.distinct, assume_unique=True, return_indices=True)
    containment = len(mine) / min(len(one.distinct), len(other.distinct))
    starts = one.first[mine]
    order = np.argsort(starts)
    pairs = list(zip(starts[order].tolist(), other.first[theirs][order].tolist(), strict=True))
    return SharedWording(one.document.id, other.document.id, containment, tuple(_passages(one, other, pairs)))


def _passages(one: _Shingled, other: _Shingled, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[Span, Span]]:
    """Longest common runs of shingles that are not mostly quotation, as spans in both documents."""
    done = 0
    runs: list[tuple[int, int, int]] = []
    for i, j in pairs:
        if i < done:
            continue
        run = _run(one.hashes, i, other.hashes, j)
        done = i + run
        if run + WORDS - 1 >= SHARED_WORDS:
            runs.append((i, j, run))
    if not runs:
        return
    text = seen_text(one.document)
    here, there = (tuple(match.span() for match in _words(side.document)) for side in (one, other))
    for i, j, run in runs:
        start, end = _place(here, i, run)
        if _quoted_share(text, start, end) <= QUOTED:
            yield span_of(one.document, start, end), span_of(other.document, *_place(there, j, run))


def _run(one: NDArray[np.uint64], i: int, other: NDArray[np.uint64], j: int) -> int:
    """How many hashes from ``i`` and ``j`` on are the same."""
    most = min(len(one) - i, len(other) - j)
    known = 0
    step = 16
    while known < most:
        differ = np.flatnonzero(
            one[i + known : i + min(known + step, most)] != other[j + known : j + min(known + step, most)]
        )
        if len(differ):
            return known + int(differ[0])
        known, step = min(known + step, most), 2 * step
    return most


def _place(words: Sequence[tuple[int, int]], at: int, run: int) -> tuple[int, int]:
    return words[at][0], words[at + run + WORDS - 2][1]


def _quoted_share(text: str, start: int, end: int) -> float:
    quoted = sum(
        max(0, min(match.end(1), end) - max(match.start(1), start))
        for match in _QUOTATION.finditer(text, max(0, start - 500), min(len(text), end + 500))
    )
    return quoted / max(1, end - start)
