"""Runs of words as numbers, and which documents have enough of them in common to be worth comparing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document
from tradetalks.press.seen import seen_place, seen_text

WORDS = 6  # length of a shingle in words
RUN = 10  # shingles in a row that two documents must share for the run to be found
FREQUENT = 50  # a shingle in more documents than this is boilerplate and finds no pair
MAYBE = 0.25  # share of the smaller sample found in the other from which two documents may be copies

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd and without a pattern, so that the order of words counts
_WORD = re.compile(r"[^\W_]+")


Distinct = tuple[NDArray[np.uint64], NDArray[np.intp]]
"""Hashes in order, each once, and where each first stands."""


@dataclass(frozen=True, slots=True)
class Shingled:
    """The hash of every run of six words, in order."""

    document: Document
    hashes: NDArray[np.uint64]

    def distinct(self) -> Distinct:
        """Each hash once, with where it first stands."""
        return np.unique(self.hashes, return_index=True)

    def places(self) -> list[tuple[int, int]]:
        """Start and end of each word, in order; looked for again, since few documents are asked."""
        text = seen_text(self.document)
        return [word.span() for start, end in _read(self.document) for word in _WORD.finditer(text, start, end)]


class _Numbers(dict[str, int]):
    """The number of each word seen, small and capital letters alike."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = number = crc32(word.lower().encode())
        return number


_MOST_KEPT = 1 << 16
_NUMBERS = _Numbers()


def _read(document: Document) -> Iterator[tuple[int, int]]:
    """Where body and headings stand in the text seen, in order."""
    return (seen_place(document, part.span) for part in document.parts if part.kind in ("body", "heading"))


def shingle(document: Document) -> Shingled:
    """Hashes of words are added up with a weight for each place in the run."""
    text = seen_text(document)
    found = [word for start, end in _read(document) for word in _WORD.findall(text, start, end)]
    words = np.fromiter(map(_NUMBERS.__getitem__, found), dtype=np.uint64, count=len(found))
    runs = max(0, len(words) - WORDS + 1)
    hashes = np.zeros(runs, dtype=np.uint64)
    for place in range(WORDS):
        hashes = hashes * _FACTOR + words[place : place + runs]
    hashes ^= hashes >> np.uint64(32)
    return Shingled(document, hashes)


def alike(shingled: Sequence[Shingled]) -> list[tuple[int, int]]:
    """Pairs of documents worth comparing: with a common run long enough to show, or alike by their samples.

    A run is looked for around shingles that both samples hold and that are not in too many documents.
    """
    samples = [_sample(one.hashes) for one in shingled]
    ends = np.cumsum([len(one.hashes) + 1 for one in shingled])
    begins = ends - [len(one.hashes) + 1 for one in shingled]
    stops = np.arange(len(shingled), dtype=np.uint64)  # one between documents, each another, ends every run
    text = np.concatenate([part for one, stop in zip(shingled, stops, strict=True) for part in (one.hashes, [stop])])
    places = np.concatenate([begin + sample for begin, sample in zip(begins, samples, strict=True)])
    owners = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    left, right = _met(text[places])
    pair = owners[left] * len(shingled) + owners[right]
    run = _around(text, places[left], places[right])
    known, inverse, hits = np.unique(pair, return_inverse=True, return_counts=True)
    longest = np.zeros(len(known), dtype=np.intp)
    np.maximum.at(longest, inverse, run)
    one, other = np.divmod(known, len(shingled))
    sizes = np.array([len(sample) for sample in samples])
    alike = hits >= MAYBE * np.minimum(sizes[one], sizes[other])
    wanted = (one != other) & (alike | (longest >= RUN))
    return list(zip(one[wanted].tolist(), other[wanted].tolist(), strict=True))


def _sample(hashes: NDArray[np.uint64]) -> NDArray[np.intp]:
    """Where the smallest hash of every ten in a row stands: two texts with ten in common share one of them."""
    if len(hashes) <= RUN:
        return np.arange(len(hashes))
    windows = np.lib.stride_tricks.sliding_window_view(hashes, RUN)
    places = np.unique(np.arange(len(windows)) + windows.argmin(axis=1))
    _, first = np.unique(hashes[places], return_index=True)
    return np.sort(places[first])


def _met(hashes: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Every two positions with the same hash, the smaller first; hashes in too many documents are left out."""
    order = np.argsort(hashes, kind="stable")
    starts = np.flatnonzero(np.diff(hashes[order], prepend=~hashes[order][:1]))
    sizes = np.diff(starts, append=len(hashes))
    left, right = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.intp)]
    for size in range(2, FREQUENT + 1):
        groups = starts[sizes == size][:, None]
        first, second = np.triu_indices(size, 1)
        left.append(order[groups + first].ravel())
        right.append(order[groups + second].ravel())
    return np.concatenate(left), np.concatenate(right)


def _around(text: NDArray[np.uint64], here: NDArray[np.intp], there: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many hashes in a row are the same around two positions, as far as that matters."""
    run = np.ones(len(here), dtype=np.intp)
    for step in (1, -1):
        same = np.ones(len(here), dtype=bool)
        for far in range(step, step * RUN, step):
            same &= text.take(here + far, mode="clip") == text.take(there + far, mode="clip")
            run += same
    return run
