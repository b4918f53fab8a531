"""What many pairs share at most, told from their words without their order, for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 1 << 14  # things

_Places = NDArray[np.int64]
_Values = NDArray[np.float64]


class Weighed(NamedTuple):
    """The different words of things, thing after thing, and what they weigh; a code tells thing and word in one."""

    kinds: int  # different words in all
    begins: _Places  # [thing]: where its words begin
    sizes: _Places  # [thing]: how many different words it has
    totals: _Values  # [thing]: what they weigh in all
    codes: _Places  # sorted
    weights: _Values


def weighed(
    many: NDArray[np.integer], kinds: int, words_of: Callable[[slice], tuple[NDArray[np.integer], _Values]]
) -> Weighed:
    """``many`` words for each thing, thing after thing; ``words_of`` gives some of all of them, below ``kinds``, with
    their weights. Repeated words of a thing are one word of their weight together.
    """
    ends = np.cumsum(many, dtype=np.int64)
    codes, weights = np.empty(many.sum(), np.int64), np.empty(many.sum())
    done = 0
    for first in range(0, len(many), AT_ONCE):
        some = many[first : first + AT_ONCE]
        words, each = words_of(slice(int(ends[first] - many[first]), int(ends[first + len(some) - 1])))
        owners = np.repeat(np.arange(first, first + len(some)), some)
        known, place = np.unique(owners * kinds + words, return_inverse=True)
        codes[done : done + len(known)] = known
        weights[done : done + len(known)] = _summed(place, each, len(known))
        done += len(known)
    codes, weights = codes[:done], weights[:done]
    owners = codes // kinds
    sizes = np.bincount(owners, minlength=len(many))
    return Weighed(kinds, np.cumsum(sizes) - sizes, sizes, _summed(owners, weights, len(many)), codes, weights)


def shared(of: Weighed, one: _Places, other: _Places, pick: np.ufunc) -> _Values:
    """What the words weigh that the things of each pair share; ``pick`` takes one of the two weights of a word."""
    swap = of.sizes[other] < of.sizes[one]
    fewer, more = np.where(swap, other, one), np.where(swap, one, other)
    sizes = of.sizes[fewer]
    pair = np.repeat(np.arange(len(fewer)), sizes)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + of.begins[fewer][pair]
    sought = more[pair] * of.kinds + of.codes[place] % of.kinds
    found = np.searchsorted(of.codes, sought).clip(max=len(of.codes) - 1)
    common = np.where(of.codes[found] == sought, pick(of.weights[place], of.weights[found]), 0.0)
    return _summed(pair, common, len(fewer))


def sorted_bytes(keys: Sequence[str], words: NDArray[np.int32], many: NDArray[np.int32]) -> list[bytes]:
    """For each thing, bytes that sort as the keys of its words do; ``words`` are positions in ``keys``."""
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    written = np.array([ranks[key] for key in keys], dtype=">u4")[words]
    ends = np.cumsum(many)
    return [written[start:end].tobytes() for start, end in zip((ends - many).tolist(), ends.tolist(), strict=True)]


def _summed(place: _Places, values: _Values, many: int) -> _Values:
    """The sum of the values at each place, in their order."""
    return np.bincount(place, weights=values, minlength=many).astype(np.float64)
