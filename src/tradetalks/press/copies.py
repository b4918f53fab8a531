"""Near copies and shared wording: an outlet that repeats another is not a second source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Document, Span
from tradetalks.press.seen import seen_text, span_of
from tradetalks.press.shingles import RUN, WORDS, Hashes, Once, Places, Shingled, alike, shingle

COPY = 0.5  # share of the shorter document found in the other from which it is the same source
KEPT = 1024  # documents whose different shingles and whose words are kept for the next comparison
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


def shared_wording(documents: Mapping[str, Document]) -> tuple[SharedWording, ...]:
    """Pairs of documents that share wording, most alike first; only those that share a sampled shingle are compared."""
    shingled = shingle(documents)
    once, words = lru_cache(KEPT)(shingled.once), lru_cache(KEPT)(shingled.words)
    at_hand = _AtHand(shingled, once, lru_cache(1)(lambda i: _marked(once(i).tails)), words)
    found = (_compare(at_hand, i, j) for i, j in alike(shingled))
    kept = [shared for shared in found if shared.copy or shared.passages]
    return tuple(sorted(kept, key=lambda shared: (-shared.containment, shared.one, shared.other)))


def sources(documents: Iterable[str], shared: Iterable[SharedWording]) -> dict[str, str]:
    """The independent source each document counts as: the id of the first document of its family of copies."""
    home = {id: id for id in documents}

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


@dataclass(frozen=True, slots=True)
class _AtHand:
    """The documents, and what their comparisons ask of each, which is kept for those asked of last."""

    shingled: Shingled
    once: Callable[[int], Once]
    marked: Callable[[int], NDArray[np.bool_]]
    words: Callable[[int], NDArray[np.int32]]


def _compare(at_hand: _AtHand, i: int, j: int) -> SharedWording:
    mine, theirs = at_hand.once(i), at_hand.once(j)
    here, there = _common(mine, theirs, at_hand.marked(i))
    containment = len(here) / min(len(mine.hashes), len(theirs.hashes))
    ids = at_hand.shingled.ids
    return SharedWording(ids[i], ids[j], containment, tuple(_passages(at_hand, i, j, here, there)))


def _marked(tails: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """For each tail that there may be, whether it is one of these."""
    marked = np.zeros(1 << 16, dtype=np.bool_)
    marked[tails] = True
    return marked


def _common(mine: Once, theirs: Once, marked: NDArray[np.bool_]) -> tuple[Places, Places]:
    """Where the shingles stand that two documents have, in the order of the first, whose tails are ``marked``."""
    (maybe,) = marked[theirs.tails].nonzero()
    hashes = theirs.hashes[maybe]
    found = mine.hashes.searchsorted(hashes)
    same = mine.hashes.take(found, mode="clip") == hashes
    here, there = mine.places[found[same]], theirs.places[maybe[same]]
    order = here.argsort()
    return here[order], there[order]


def _passages(at_hand: _AtHand, i: int, j: int, here: Places, there: Places) -> Iterator[tuple[Span, Span]]:
    """Longest common runs of shingles that are not mostly quotation, as spans in both documents.

    ``here`` and ``there`` are the places of the shingles that both have, in the order of the first document.
    """
    of = at_hand.shingled
    for first, second, run in _runs(of.of(i), of.of(j), here, there):
        start, end = _place(at_hand.words(i), first, run)
        one, other = of.documents[of.ids[i]], of.documents[of.ids[j]]
        if _quoted_share(seen_text(one), start, end) <= QUOTED:
            yield span_of(one, start, end), span_of(other, *_place(at_hand.words(j), second, run))


def _runs(one: Hashes, other: Hashes, here: Places, there: Places) -> Iterator[tuple[int, int, int]]:
    """Common runs that are long enough: where they begin in both documents, and their length."""
    broken = (here[1:] != here[:-1] + 1) | (there[1:] != there[:-1] + 1)
    (begins,), (ends,) = np.append(True, broken).nonzero(), np.append(broken, True).nonzero()
    goes_on = one.take(here[ends] + 1, mode="clip") == other.take(there[ends] + 1, mode="clip")
    (worth,) = (goes_on | (ends - begins >= RUN - 1)).nonzero()
    begins, sizes = begins[worth], (ends - begins + 1)[worth]
    done = 0
    listed = (a.tolist() for a in (here[begins], there[begins], sizes, goes_on[worth]))
    for i, j, size, further in zip(*listed, strict=True):
        skipped = max(0, done - i)
        if skipped >= size:
            continue
        run = size - skipped
        if further:
            run += _run(one, i + size, other, j + size)
        done = i + skipped + run
        if run >= RUN:
            yield i + skipped, j + skipped, run


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
