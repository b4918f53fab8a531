"""Which remarks are worth comparing: those that share something rare, without comparing all with all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.overlaps import sorted_bytes
from tradetalks.press.remarks import surname
from tradetalks.press.table import NOBODY, SPOKEN, Remarks, whole

BUCKET = 24  # a feature shared by more remarks than this pairs only neighbours in sorted order
NEIGHBOURS = 6
RAREST = 12  # features by which a remark looks for others: the rarest it shares with any
AT_ONCE = 1 << 12  # remarks
SHORT = 2  # meaningful words up to which a remark is looked up by each of them alone

_PAIR, _SAID, _ALONE, _WHOLE = (np.uint64(kind << 62) for kind in range(4))
_FIRST = np.uint64(31)  # where the first of two numbers stands in a feature

_Features = tuple[NDArray[np.uint64], NDArray[np.int32]]
"""What remarks may be found by, as numbers, and whose it is; sorted."""


class _Groups(NamedTuple):
    """Remarks that share something, group after group: where each begins and how many are in it."""

    owners: NDArray[np.int32]
    chosen: NDArray[np.bool_]  # whether the remark is looked up by what the group shares
    starts: NDArray[np.int64]
    sizes: NDArray[np.int64]


_Pairs = tuple[NDArray[np.int32], NDArray[np.int32]]


def candidates(remarks: Remarks) -> Iterator[NDArray[np.int64]]:
    """Positions of the remarks worth scoring, [pair, 2], the smaller first; block after block, in order.

    They share two neighbouring meaningful words, or a word and a speaker; each remark is looked up by the `RAREST` of
    what it shares, so the number of pairs grows with the number of remarks.
    """
    found, owners = (np.concatenate(side) for side in zip(*map(_common, _by_kind(remarks)), strict=True))
    starts = np.flatnonzero(np.diff(found, prepend=~found[:1]))
    sizes = np.diff(starts, append=len(owners))
    chosen = _rarest(owners, np.repeat(sizes, sizes))
    wanted = np.add.reduceat(chosen, starts) > 0 if len(starts) else sizes > 1
    groups = _Groups(owners, chosen, starts[wanted], sizes[wanted])
    place = _sorted_places(remarks) if (groups.sizes > BUCKET).any() else sizes
    pairs = chain(_all(groups), _neighbours(groups, place))
    codes = [np.unique(one.astype(np.int64) * len(remarks) + other) for one, other in pairs]
    del found, owners, chosen, groups
    for first in range(0, len(remarks), AT_ONCE):
        ends = first * len(remarks), (first + AT_ONCE) * len(remarks)
        here = (some[slice(*np.searchsorted(some, ends))] for some in codes)
        known = np.unique(np.concatenate([np.empty(0, np.int64), *here]))
        yield _may_be_one(remarks, np.stack(np.divmod(known, len(remarks)), axis=1))


def _common(features: _Features) -> _Features:
    """Those that several remarks have, each once for each remark."""
    found, owners = features
    order = np.argsort(found, kind="stable")  # so that owners stay in order
    found, owners = found[order], owners[order]
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = (found[1:] != found[:-1]) | (owners[1:] != owners[:-1])
    found, owners = found[fresh], owners[fresh]
    alike = np.zeros(len(found) + 1, dtype=bool)
    alike[1:-1] = found[1:] == found[:-1]
    kept = alike[1:] | alike[:-1]
    return found[kept], owners[kept]


def _by_kind(remarks: Remarks) -> Iterator[_Features]:
    """For each kind of feature: all of them, and their owners in order."""
    words, many, speakers, wholes = _numbered(remarks)
    owners = np.repeat(np.arange(len(many), dtype=np.int32), many)
    before, after = words[:-1], words[1:]
    beside = owners[:-1] == owners[1:]
    yield _PAIR | np.minimum(before, after)[beside] << _FIRST | np.maximum(before, after)[beside], owners[1:][beside]
    said = speakers[owners] >= 0
    yield _SAID | speakers[owners][said].astype(np.uint64) << _FIRST | words[said], owners[said]
    alone = many[owners] <= SHORT
    yield _ALONE | words[alone], owners[alone]
    yield _WHOLE | wholes, np.flatnonzero(many == 0).astype(np.int32)


def _numbered(
    remarks: Remarks,
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]:
    """The meaningful words of all remarks as numbers, how many each has, its speaker or -1, and wholes without any."""
    columns, number = remarks.columns(), remarks.vocabulary.number
    words = remarks.vocabulary.meaning()[remarks.words()]
    owners = np.repeat(np.arange(len(remarks), dtype=np.int32), columns.many)
    many = np.bincount(owners[words >= 0], minlength=len(remarks))
    surnames = [number.get(name, NOBODY) if (name := surname(one)) else NOBODY for one in remarks.speakers()]
    speakers = np.where(many > 0, np.array([*surnames, NOBODY], np.int64)[columns.speaker], NOBODY)
    wholes = [number[whole(remarks[i].forms)] for i in np.flatnonzero(many == 0).tolist()]
    return words[words >= 0].astype(np.uint64), many, speakers, np.array(wholes, np.uint64)


def _rarest(owners: NDArray[np.int32], sizes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which features each owner is looked up by: those of the smallest groups."""
    order = np.lexsort((sizes, owners))
    first = np.flatnonzero(np.diff(owners[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
    chosen = np.empty(len(order), dtype=bool)
    chosen[order] = rank < RAREST
    return chosen


def _sorted_places(remarks: Remarks) -> NDArray[np.int64]:
    """Where each remark stands when all are sorted by their words."""
    written = sorted_bytes([form.key for form in remarks.vocabulary.forms], remarks.words(), remarks.columns().many)
    places = np.empty(len(remarks), dtype=np.int64)
    places[sorted(remarks.sorted.tolist(), key=written.__getitem__)] = np.arange(len(remarks))
    return places


def _all(of: _Groups) -> Iterator[_Pairs]:
    """Every two members of the small groups, one of them looked up by what the group shares."""
    for size in range(2, BUCKET + 1):
        groups = of.starts[of.sizes == size][:, None]
        first, second = (groups + side for side in np.triu_indices(size, 1))
        asked = of.chosen[first] | of.chosen[second]
        yield of.owners[first[asked]], of.owners[second[asked]]


def _neighbours(of: _Groups, place: NDArray[np.int64]) -> Iterator[_Pairs]:
    """The members of the large groups that stand next to each other when sorted by their words."""
    large = of.sizes > BUCKET
    for start, size in zip(of.starts[large].tolist(), of.sizes[large].tolist(), strict=True):
        members = of.owners[start : start + size]
        order = np.argsort(place[members])
        members, asked = members[order], of.chosen[start : start + size][order]
        for step in range(1, NEIGHBOURS + 1):
            kept = asked[:-step] | asked[step:]
            one, other = members[:-step][kept], members[step:][kept]
            yield np.minimum(one, other), np.maximum(one, other)


def _may_be_one(remarks: Remarks, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Two quotations of one sentence are two remarks; within one document only what is said is compared."""
    of = remarks.columns()
    one, other = pairs.T
    spoken = (of.manner[one] & of.manner[other] & SPOKEN) > 0
    one_sentence = (of.opens[one] == of.opens[other]) & (of.closes[one] == of.closes[other])
    within = spoken & ((of.statement[one] == of.statement[other]) | ~one_sentence)
    worth: NDArray[np.int64] = pairs[(of.document[one] != of.document[other]) | within]
    return worth
