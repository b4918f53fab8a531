"""How alike two remarks can be at most, told from their words without aligning them, for many pairs at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.remarks import Remark, same_speaker
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
    remarks: Sequence[Remark], pairs: NDArray[np.int64], topical: Mapping[str, float], least: float
) -> Iterator[tuple[float, int, int]]:
    """The pairs of positions whose resemblance may exceed ``least``, each after a bound on it.

    ``pairs`` is [pair, 2]; ``topical`` is what `topical_words` gives. No score exceeds its bound.
    """
    weighed = _weighed(remarks, topical)
    reported = np.array([one.reported for one in remarks])
    unspoken = np.array([not one.spoken for one in remarks])
    for first in range(0, len(pairs), AT_ONCE):
        some = pairs[first : first + AT_ONCE]
        one, other = some.T
        bounds = _by_words(weighed, one, other)
        manner = REPORTED * (reported[one] != reported[other]) + UNSPOKEN * (unspoken[one] | unspoken[other])
        worth = bounds + max(SPEAKER.values()) + CONTEXT + manner > least
        for bound, (i, j) in zip(bounds[worth].tolist(), some[worth].tolist(), strict=True):
            told = same_speaker(remarks[i].statement.speaker, remarks[j].statement.speaker)
            if (most := bound + SPEAKER[told] + CONTEXT) > least:
                yield most, i, j


def _weighed(remarks: Sequence[Remark], topical: Mapping[str, float]) -> _Weighed:
    number: dict[str, int] = {}
    words, weights, sizes, totals = array("q"), array("d"), array("q"), array("d")
    for remark in remarks:
        by_key: dict[str, float] = {}
        for form in remark.forms:
            by_key[form.key] = by_key.get(form.key, 0.0) + form.weight * topical.get(form.key, 1.0)
        words.extend(number.setdefault(key, len(number)) for key in by_key)
        weights.extend(by_key.values())
        sizes.append(len(by_key))
        totals.append(sum(by_key.values()))
    many, listed, weight = np.frombuffer(sizes, np.int64), np.frombuffer(words, np.int64), np.frombuffer(weights)
    codes = np.repeat(np.arange(len(many)), many) * len(number) + listed
    order = np.argsort(codes)
    begins = np.cumsum(many) - many
    return _Weighed(len(number), begins, many, np.frombuffer(totals), listed, weight, codes[order], weight[order])


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
