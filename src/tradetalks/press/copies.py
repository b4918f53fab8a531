"""Near copies and shared wording: an outlet that repeats another is not a second source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of
from tradetalks.press.sets import Sets
from tradetalks.press.shingles import AT_ONCE, RUN, WORDS, Hashes, Once, Places, Shingled, alike, shingle

COPY = 0.5  # share of the shorter document found in the other from which it is the same source
KEPT = 1024  # documents whose different shingles and whose words are kept for the next comparison
QUOTED = 0.6  # a run that is quoted by more than this share is somebody's words, not the outlet's

_QUOTATION = re.compile(r"[“«\"]([^“”«»\"]{1,2000})[”»\"]")


Run = tuple[int, int, int]
"""Shingles in a row that two documents share: where they begin in both, and how many they are."""


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


def shared_wording(documents: Mapping[str, Document]) -> tuple[SharedWording, ...]:
    """Pairs of documents that share wording, most alike first; only those that share a sampled shingle are compared."""
    shingled = shingle(documents)
    at_hand = _AtHand(shingled, lru_cache(KEPT)(shingled.once), lru_cache(KEPT)(shingled.words))
    kept: list[SharedWording] = []
    for i, pairs in groupby(alike(shingled), key=itemgetter(0)):
        for others in _batches(at_hand, (j for _, j in pairs)):
            kept += (shared for shared in _compare(at_hand, i, others) if shared.copy or shared.passages)
    return tuple(sorted(kept, key=lambda shared: (-shared.containment, shared.one, shared.other)))


def sources(documents: Iterable[str], shared: Iterable[SharedWording]) -> dict[str, str]:
    """The independent source each document counts as: the id of the first document of its family of copies."""
    ids = tuple(documents)
    number = {id: i for i, id in enumerate(ids)}
    families = Sets()
    for pair in shared:
        if pair.copy:
            families.join(number[pair.one], number[pair.other])
    return {id: ids[families.smallest(i)] for id, i in number.items()}


@dataclass(frozen=True, slots=True)
class _AtHand:
    """The documents, and what their comparisons ask of each, which is kept for those asked of last."""

    shingled: Shingled
    once: Callable[[int], Once]
    words: Callable[[int], NDArray[np.int32]]


def _batches(at_hand: _AtHand, others: Iterable[int]) -> Iterator[list[int]]:
    """Documents in order, as many at a time as may be compared at once."""
    batch: list[int] = []
    size = 0
    for j in others:
        batch.append(j)
        size += len(at_hand.shingled.of(j))
        if size > AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Common(NamedTuple):
    """The shingles that one document and each of some others have in common, other after other.

    Each is told by the position of the other among them, and by where it stands in both documents; those of one other
    are in the order of the one document.
    """

    other: Places
    here: Places
    there: Places


def _compare(at_hand: _AtHand, i: int, others: Sequence[int]) -> Iterator[SharedWording]:
    """What a document shares with each of the others."""
    mine, theirs = at_hand.once(i), [at_hand.once(j) for j in others]
    common = _common(mine, theirs)
    many = np.bincount(common.other, minlength=len(others)).tolist()
    runs = _runs(at_hand.shingled, i, np.array(others), common)
    for k, j in enumerate(others):
        containment = many[k] / min(len(mine.hashes), len(theirs[k].hashes))
        passages = tuple(_passages(at_hand, i, j, runs.get(k, ())))
        yield SharedWording(at_hand.shingled.ids[i], at_hand.shingled.ids[j], containment, passages)


def _common(mine: Once, theirs: Sequence[Once]) -> _Common:
    marked = np.zeros(1 << 16, dtype=np.bool_)
    marked[mine.tails] = True
    (maybe,) = marked[np.concatenate([one.tails for one in theirs])].nonzero()
    hashes = np.concatenate([one.hashes for one in theirs])[maybe]
    found = mine.hashes.searchsorted(hashes)
    same = mine.hashes.take(found, mode="clip") == hashes
    here = mine.places[found[same]]
    there = np.concatenate([one.places for one in theirs])[maybe[same]]
    other = np.repeat(np.arange(len(theirs)), [len(one.hashes) for one in theirs])[maybe[same]]
    order = np.lexsort((here, other))
    return _Common(other[order], here[order], there[order])


def _passages(at_hand: _AtHand, i: int, j: int, runs: Iterable[Run]) -> Iterator[tuple[Span, Span]]:
    """The runs that are not mostly quotation, as spans in both documents."""
    of = at_hand.shingled
    for first, second, run in runs:
        start, end = _place(at_hand.words(i), first, run)
        one, other = of.documents[of.ids[i]], of.documents[of.ids[j]]
        if _quoted_share(seen_text(one), start, end) <= QUOTED:
            yield span_of(one, start, end), span_of(other, *_place(at_hand.words(j), second, run))


def _runs(of: Shingled, i: int, others: Places, common: _Common) -> dict[int, list[Run]]:
    """The longest common runs with each other, by its position."""
    other, here, there = common
    broken = (here[1:] != here[:-1] + 1) | (there[1:] != there[:-1] + 1) | (other[1:] != other[:-1])
    (begins,), (ends,) = np.append(True, broken).nonzero(), np.append(broken, True).nonzero()
    further = _further(of.row, of.begins[i] + here[ends] + 1, of.begins[others[other[ends]]] + there[ends] + 1)
    (worth,) = ((further > 0) | (ends - begins >= RUN - 1)).nonzero()
    begins, ends, further = begins[worth], ends[worth], further[worth]
    listed = (a.tolist() for a in (other[begins], here[begins], there[begins], ends - begins + 1, further))
    found: dict[int, list[Run]] = defaultdict(list)
    done = dict.fromkeys(range(len(others)), 0)
    for k, first, second, size, more in zip(*listed, strict=True):
        skipped = max(0, done[k] - first)
        if skipped < size:
            on = more if more < RUN else _run(of.of(i), first + size, of.of(others[k]), second + size)
            done[k] = first + size + on
            if size - skipped + on >= RUN:
                found[k].append((first + skipped, second + skipped, size - skipped + on))
    return found


def _further(row: Hashes, here: Places, there: Places) -> Places:
    """How many hashes are the same from two places on; no more than `RUN` are looked at."""
    same = np.ones(len(here), dtype=np.bool_)
    further = np.zeros(len(here), dtype=np.intp)
    for far in range(RUN):
        same &= row.take(here + far, mode="clip") == row.take(there + far, mode="clip")
        if not same.any():
            break
        further += same
    return further


def _run(one: Hashes, i: int, other: Hashes, j: int) -> int:
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


def _place(words: NDArray[np.int32], at: int, run: int) -> tuple[int, int]:
    """Where ``run`` shingles from ``at`` on begin and end."""
    return int(words[at, 0]), int(words[at + run + WORDS - 2, 1])


def _quoted_share(text: str, start: int, end: int) -> float:
    quoted = sum(
        max(0, min(match.end(1), end) - max(match.start(1), start))
        for match in _QUOTATION.finditer(text, max(0, start - 500), min(len(text), end + 500))
    )
    return quoted / max(1, end - start)
