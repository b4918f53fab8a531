"""Near copies and shared wording: an outlet that repeats another is not a second source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of
from tradetalks.press.shingles import RUN, WORDS, Distinct, Shingled, alike, shingle

COPY = 0.5  # share of the shorter document found in the other from which it is the same source
QUOTED = 0.6  # a run that is quoted by more than this share is somebody's words, not the outlet's

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


def shared_wording(documents: Sequence[Document]) -> tuple[SharedWording, ...]:
    """Pairs of documents that share wording, most alike first; only those that share a sampled shingle are compared."""
    shingled = [one for one in map(shingle, documents) if len(one.hashes)]
    if not shingled:
        return ()
    pairs = alike(shingled)
    distinct = {i: shingled[i].distinct() for i in {i for pair in pairs for i in pair}}
    found = (_compare(shingled[i], shingled[j], distinct[i], distinct[j]) for i, j in pairs)
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


def _compare(one: Shingled, other: Shingled, mine_once: Distinct, theirs_once: Distinct) -> SharedWording:
    (here, first), (there, second) = mine_once, theirs_once
    _, mine, theirs = np.intersect1d(here, there, assume_unique=True, return_indices=True)
    containment = len(mine) / min(len(here), len(there))
    order = np.argsort(first[mine])
    pairs = list(zip(first[mine][order].tolist(), second[theirs][order].tolist(), strict=True))
    return SharedWording(one.document.id, other.document.id, containment, tuple(_passages(one, other, pairs)))


def _passages(one: Shingled, other: Shingled, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[Span, Span]]:
    """Longest common runs of shingles that are not mostly quotation, as spans in both documents."""
    text, done = seen_text(one.document), 0
    words: tuple[list[tuple[int, int]], ...] = ()
    for i, j in pairs:
        if i < done:
            continue
        run = _run(one.hashes, i, other.hashes, j)
        done = i + run
        if run < RUN:
            continue
        words = words or (one.places(), other.places())
        start, end = _place(words[0], i, run)
        if _quoted_share(text, start, end) <= QUOTED:
            yield span_of(one.document, start, end), span_of(other.document, *_place(words[1], j, run))


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
    """Where ``run`` shingles from ``at`` on begin and end."""
    return words[at][0], words[at + run + WORDS - 2][1]


def _quoted_share(text: str, start: int, end: int) -> float:
    quoted = sum(
        max(0, min(match.end(1), end) - max(match.start(1), start))
        for match in _QUOTATION.finditer(text, max(0, start - 500), min(len(text), end + 500))
    )
    return quoted / max(1, end - start)
