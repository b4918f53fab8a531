"""Runs of words as numbers, and which documents have enough of them in common to be worth comparing."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document
from tradetalks.press.seen import seen_place, seen_text

WORDS = 6  # length of a shingle in words
RUN = 10  # shingles in a row that two documents must share for the run to be found
FREQUENT = 50  # a shingle in more documents than this is boilerplate and finds no pair
MAYBE = 0.25  # share of the smaller sample found in the other from which two documents may be copies
AT_ONCE = 1 << 16  # places with the same shingle looked at together

_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd and without a pattern, so that the order of words counts
_WORD = re.compile(r"[^\W_]++")

Hashes = NDArray[np.uint64]
Places = NDArray[np.signedinteger]


class Once(NamedTuple):
    """The different hashes of a document, sorted, and where each first stands."""

    hashes: Hashes
    places: Places
    tails: NDArray[np.uint16]  # the last bits of the hashes: what two documents have no tail of, they do not share


@dataclass(frozen=True, slots=True)
class Shingled:
    """The hash of every run of six words of the documents that have any, in one row.

    Those of document ``i`` stand from ``begins[i]`` to ``ends[i]``; after them comes ``i``, which ends every run.
    """

    documents: Mapping[str, Document]
    ids: tuple[str, ...]
    row: Hashes
    begins: Places
    ends: Places

    def of(self, i: int) -> Hashes:
        """The hashes of one document, in order."""
        return self.row[self.begins[i] : self.ends[i]]

    def once(self, i: int) -> Once:
        """The same, each once."""
        hashes, places = np.unique(self.of(i), return_index=True)
        return Once(hashes, places.astype(np.int32), hashes.astype(np.uint16))

    def words(self, i: int) -> NDArray[np.int32]:
        """Start and end of each word of a document, [word, 2]; looked for again, since few documents are asked."""
        document = self.documents[self.ids[i]]
        text, read = seen_text(document), _read(document)
        found = chain.from_iterable(_WORD.finditer(text, start, end) for start, end in read)
        return np.fromiter(chain.from_iterable(map(re.Match.span, found)), dtype=np.int32).reshape(-1, 2)


class _Numbers(dict[str, int]):
    """The number of each word seen, small and capital letters alike."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = number = crc32(word.lower().encode())
        return number


_MOST_KEPT = 1 << 15
_NUMBERS = _Numbers()


def shingle(documents: Mapping[str, Document]) -> Shingled:
    """Put the hashes of all documents, given by their ids, in a row."""
    kept: list[str] = []
    row, begins, ends = array("Q"), array("q"), array("q")
    for id, document in documents.items():
        hashes = _hashes(document)
        if len(hashes):
            begins.append(len(row))
            row.frombytes(hashes.tobytes())
            ends.append(len(row))
            row.append(len(kept))
            kept.append(id)
    return Shingled(
        documents,
        tuple(kept),
        np.frombuffer(row, np.uint64),
        np.frombuffer(begins, np.int64),
        np.frombuffer(ends, np.int64),
    )


def _hashes(document: Document) -> Hashes:
    """Numbers of words are added up with a weight for each place in the run."""
    text = seen_text(document)
    found = [word for start, end in _read(document) for word in _WORD.findall(text, start, end)]
    words = np.fromiter(map(_NUMBERS.__getitem__, found), dtype=np.uint64, count=len(found))
    runs = max(0, len(words) - WORDS + 1)
    hashes = np.zeros(runs, dtype=np.uint64)
    for place in range(WORDS):
        hashes = hashes * _FACTOR + words[place : place + runs]
    hashes ^= hashes >> np.uint64(32)
    return hashes


def _read(document: Document) -> Iterator[tuple[int, int]]:
    """Where body and headings stand in the text seen, in order."""
    return (seen_place(document, part.span) for part in document.parts if part.kind in ("body", "heading"))


class _Samples(NamedTuple):
    """The sampled shingles of all documents, one document after another, and who else has each of them.

    ``order`` sorts them by their hash; behind sample ``i``, which stands at ``rank[i]`` in that order, follow
    ``others[i]`` later ones with the same hash. Hashes in too many documents have no others.
    """

    places: Places  # in the row
    owners: Places
    sizes: Places  # [document]
    order: Places
    rank: Places
    others: Places


def alike(of: Shingled) -> Iterator[tuple[int, int]]:
    """Pairs of documents worth comparing, in order: with a common run long enough to show, or alike by their samples.

    A run is looked for around shingles that both samples hold and that are not in too many documents.
    """
    if not of.ids:
        return
    samples = _samples(of)
    for first, last in _blocks(samples):
        left = np.repeat(np.arange(first, last), samples.others[first:last])
        begins = np.cumsum(samples.others[first:last]) - samples.others[first:last]
        step = np.arange(len(left)) - np.repeat(begins, samples.others[first:last])
        right = samples.order[samples.rank[left] + 1 + step]
        yield from _worth(of, samples, left, right)


def _samples(of: Shingled) -> _Samples:
    found = [_sample(of.of(i)) for i in range(len(of.ids))]
    sizes = np.array([len(sample) for sample in found])
    places = np.concatenate([(begin + sample).astype(np.int32) for begin, sample in zip(of.begins, found, strict=True)])
    del found
    order = np.argsort(of.row[places], kind="stable").astype(np.int32)
    hashes = of.row[places[order]]
    starts = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1])).astype(np.int32)
    many = np.diff(starts, append=len(order)).astype(np.int32)
    at = np.arange(len(order), dtype=np.int32)
    others = np.where(np.repeat(many, many) <= FREQUENT, np.repeat(starts + many - 1, many) - at, 0)
    rank = np.empty_like(at)
    rank[order] = at
    owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return _Samples(places, owners, sizes, order, rank, others[rank])


def _blocks(samples: _Samples) -> Iterator[tuple[int, int]]:
    """The samples of as many documents as may be looked at together, from first to last."""
    ends = np.cumsum(samples.sizes)
    pairs = np.cumsum(samples.others)[ends - 1]  # up to the end of each document
    first = done = 0
    while first < len(samples.places):
        most = pairs[done - 1] + AT_ONCE if done else AT_ONCE
        done = max(done + 1, int(np.searchsorted(pairs, most, side="right")))
        yield first, (last := int(ends[done - 1]))
        first = last


def _worth(of: Shingled, samples: _Samples, left: Places, right: Places) -> Iterator[tuple[int, int]]:
    """Which documents are worth comparing, of those that have the same hash in the samples ``left`` and ``right``."""
    pair = samples.owners[left].astype(np.int64) * len(samples.sizes) + samples.owners[right]
    known, inverse, hits = np.unique(pair, return_inverse=True, return_counts=True)
    longest = np.zeros(len(known), dtype=np.intp)
    np.maximum.at(longest, inverse, _around(of.row, samples.places[left], samples.places[right]))
    one, other = np.divmod(known, len(samples.sizes))
    alike = hits >= MAYBE * np.minimum(samples.sizes[one], samples.sizes[other])
    wanted = (one != other) & (alike | (longest >= RUN))
    return zip(one[wanted].tolist(), other[wanted].tolist(), strict=True)


def _sample(hashes: Hashes) -> Places:
    """Where the smallest hash of every ten in a row first stands: two texts with ten in common share one of them."""
    if len(hashes) <= RUN:
        return np.arange(len(hashes))
    smallest = _of_every_ten(np.minimum, hashes)
    edge = np.zeros(RUN - 1, dtype=np.uint64)
    places = np.flatnonzero(hashes == _of_every_ten(np.maximum, np.concatenate([edge, smallest, edge])))
    _, first = np.unique(hashes[places], return_index=True)
    return places[np.sort(first)]


def _of_every_ten(pick: np.ufunc, values: Hashes) -> Hashes:
    """What ``pick`` keeps of every `RUN` values in a row."""
    width = 1
    while width < RUN:
        step = min(width, RUN - width)
        values = pick(values[:-step], values[step:])
        width += step
    return values


def _around(row: Hashes, here: Places, there: Places) -> Places:
    """How many hashes in a row are the same around two places, as far as that matters."""
    run = np.ones(len(here), dtype=np.intp)
    for step in (1, -1):
        same = np.ones(len(here), dtype=bool)
        for far in range(step, step * RUN, step):
            same &= row.take(here + far, mode="clip") == row.take(there + far, mode="clip")
            run += same
    return run
