"""Which remarks are worth comparing: those that share something rare, without comparing all with all."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.remarks import Remark, surname
from tradetalks.press.wording import content

BUCKET = 24  # a feature shared by more remarks than this pairs only neighbours in sorted order
NEIGHBOURS = 6
RAREST = 12  # features by which a remark looks for others: the rarest it shares with any
SHORT = 2  # meaningful words up to which a remark is looked up by each of them alone

_PAIR, _SAID, _ALONE, _WHOLE = (kind << 62 for kind in range(4))


def candidates(remarks: Sequence[Remark]) -> list[tuple[int, int]]:
    """Positions of the remarks worth scoring, the smaller first.

    They share two neighbouring meaningful words, or a word and a speaker; each remark is looked up by the `RAREST` of
    what it shares, so the number of pairs grows with the number of remarks.
    """
    found, owners = _features(remarks)
    order = np.argsort(found, kind="stable")
    owners = owners[order]
    starts = np.flatnonzero(np.diff(found[order], prepend=~found[order][:1]))
    sizes = np.diff(starts, append=len(owners))
    chosen = _rarest(owners, np.repeat(sizes, sizes))
    wanted = (sizes > 1) & (np.add.reduceat(chosen, starts) > 0) if len(starts) else sizes > 1
    place = _sorted_places(remarks) if bool((sizes > BUCKET).any()) else []
    pairs: set[tuple[int, int]] = set()
    for at, size in zip(starts[wanted].tolist(), sizes[wanted].tolist(), strict=True):
        members, marked = owners[at : at + size].tolist(), chosen[at : at + size].tolist()
        pairs.update(_all(members, marked) if size <= BUCKET else _neighbours(members, marked, place))
    return sorted(pair for pair in pairs if _may_be_one(remarks[pair[0]], remarks[pair[1]]))


def _features(remarks: Sequence[Remark]) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Everything a remark may be found by, as a number, and whose it is."""
    number: dict[str, int] = {}
    found, owners = array("Q"), array("I")
    for i, remark in enumerate(remarks):
        features = set(_of(remark, number))
        found.extend(features)
        owners.extend([i] * len(features))
    return np.frombuffer(found, dtype=np.uint64), np.frombuffer(owners, dtype=np.uint32)


def _of(remark: Remark, number: dict[str, int]) -> Iterator[int]:
    keys = [number.setdefault(word.key, len(number)) for word in content(remark.forms)]
    if not keys:
        whole = " ".join(word.key for word in remark.forms)
        yield _WHOLE | number.setdefault(whole, len(number))
        return
    for a, b in pairwise(keys):
        yield _PAIR | min(a, b) << 31 | max(a, b)
    if speaker := surname(remark.statement.speaker):
        who = _SAID | number.setdefault(speaker, len(number)) << 31
        for key in keys:
            yield who | key
    if len(keys) <= SHORT:
        for key in keys:
            yield _ALONE | key


def _rarest(owners: NDArray[np.uint32], sizes: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which features each owner is looked up by: the smallest groups that have another member."""
    order = np.lexsort((sizes, sizes == 1, owners))
    first = np.flatnonzero(np.diff(owners[order].astype(np.int64), prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
    chosen = np.empty(len(order), dtype=bool)
    chosen[order] = rank < RAREST
    return chosen & (sizes > 1)


def _sorted_places(remarks: Sequence[Remark]) -> list[int]:
    """Where each remark stands when all are sorted by their words."""
    order = sorted(range(len(remarks)), key=lambda i: ([word.key for word in remarks[i].forms], remarks[i].id))
    places = [0] * len(order)
    for place, i in enumerate(order):
        places[i] = place
    return places


def _all(members: Sequence[int], marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    for at, i in enumerate(members):
        for other in range(at + 1, len(members)):
            if marked[at] or marked[other]:
                yield i, members[other]


def _neighbours(members: Sequence[int], marked: Sequence[bool], place: Sequence[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(zip(members, marked, strict=True), key=lambda one: place[one[0]])
    for at, (i, mine) in enumerate(ordered):
        for j, theirs in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            if mine or theirs:
                yield min(i, j), max(i, j)


def _may_be_one(one: Remark, other: Remark) -> bool:
    """Two quotations of one sentence are two remarks; within one document only what is said is compared."""
    if one.document != other.document:
        return True
    same_statement = one.statement.id == other.statement.id
    return one.spoken and other.spoken and (same_statement or one.statement.sentence != other.statement.sentence)
