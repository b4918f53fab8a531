"""How alike two remarks can be at most, told from their words without aligning them, for many pairs at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.remarks import same_speaker
from tradetalks.press.resemblance import (
    BASE,
    CONTAINED,
    CONTEXT,
    INFORMATION,
    INFORMATION_MOST,
    LENGTH,
    REPORTED,
    RUN_OF_WORDS,
    SPEAKER,
    UNSPOKEN,
)
from tradetalks.press.table import NOBODY, SPOKEN, Remarks
from tradetalks.press.table import REPORTED as SAID_SO

AT_ONCE = 1 << 14  # pairs


class _Weighed(NamedTuple):
    """The words of all remarks without their order, remark after remark: ``codes`` tells remark and word in one."""

    kinds: int  # different words in all
    begins: NDArray[np.int64]  # [remark]: where its words begin
    sizes: NDArray[np.int64]  # [remark]: how many different words it has
    totals: NDArray[np.float64]  # [remark]: what they weigh in all
    words: NDArray[np.int64]
    weights: NDArray[np.float64]
    codes: NDArray[np.int64]  # sorted
    coded: NDArray[np.float64]  # the weights in the order of ``codes``


def hopeful(
    remarks: Remarks, pairs: NDArray[np.int64], topical: Mapping[str, float], least: float
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The pairs of positions whose resemblance may exceed ``least``, and before them a bound on each.

    ``pairs`` is [pair, 2]; ``topical`` is what `topical_words` gives. No score exceeds its bound.
    """
    weighed, manner = _weighed(remarks, topical), remarks.columns().manner
    bounds, worth = [np.empty(0)], [pairs[:0]]
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first : first + AT_ONCE]
        one, other = some.T
        most = _by_words(weighed, one, other)
        both, differ = manner[one] & manner[other], manner[one] ^ manner[other]
        ways = REPORTED * ((differ & SAID_SO) > 0) + UNSPOKEN * ((both & SPOKEN) == 0)
        some, most = (kept[most + max(SPEAKER.values()) + CONTEXT + ways > least] for kept in (some, most))
        most = most + _by_speaker(remarks, some) + CONTEXT
        bounds.append(most[most > least])
        worth.append(some[most > least])
    return np.concatenate(bounds), np.concatenate(worth)


def _by_speaker(remarks: Remarks, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """What the speakers of each pair add."""
    speakers = remarks.speakers()
    told = remarks.columns().speaker[pairs].astype(np.int64)
    _, first, place = np.unique(told @ [len(speakers) + 1, 1], return_index=True, return_inverse=True)
    named = [[None if i == NOBODY else speakers[i] for i in pair] for pair in told[first].tolist()]
    return np.array([SPEAKER[same_speaker(*pair)] for pair in named])[place]


def _weighed(remarks: Remarks, topical: Mapping[str, float]) -> _Weighed:
    """Repeated words of a remark are one word of their weight together, where the first of them stands."""
    many, words = remarks.columns().many, remarks.words()
    keys = remarks.vocabulary.keys()
    kinds = int(keys.max(initial=0)) + 1
    owners = np.repeat(np.arange(len(many)), many)
    codes, first, place = np.unique(owners * kinds + keys[words], return_index=True, return_inverse=True)
    weights = _summed(place, remarks.vocabulary.weights(topical)[words], len(codes))
    order = np.argsort(first)  # as they stand
    owner, word = np.divmod(codes[order], kinds)
    sizes = np.bincount(owner, minlength=len(many))
    totals = _summed(owner, weights[order], len(many))
    return _Weighed(kinds, np.cumsum(sizes) - sizes, sizes, totals, word, weights[order], codes, weights)


def _summed(place: NDArray[np.intp], values: NDArray[np.float64], many: int) -> NDArray[np.float64]:
    """The sum of the values at each place, in their order."""
    return np.bincount(place, weights=values, minlength=many).astype(np.float64)


def _by_words(of: _Weighed, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """The part of the bound that the words give: as if all that two remarks share stood in one order."""
    swap = of.sizes[other] < of.sizes[one]
    fewer, more = np.where(swap, other, one), np.where(swap, one, other)
    sizes = of.sizes[fewer]
    pair = np.repeat(np.arange(len(fewer)), sizes)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + of.begins[fewer][pair]
    sought = more[pair] * of.kinds + of.words[place]
    found = np.searchsorted(of.codes, sought).clip(max=len(of.codes) - 1)
    common = np.where(of.codes[found] == sought, np.minimum(of.weights[place], of.coded[found]), 0.0)
    shared = np.bincount(pair, weights=common, minlength=len(fewer))
    smaller, larger = np.minimum(of.totals[one], of.totals[other]), np.maximum(of.totals[one], of.totals[other])
    return (
        BASE
        + CONTAINED * np.minimum(1.0, shared / smaller)
        + LENGTH * np.minimum(1.0, shared / larger)
        + INFORMATION * np.minimum(shared, INFORMATION_MOST)
        + RUN_OF_WORDS
    )
