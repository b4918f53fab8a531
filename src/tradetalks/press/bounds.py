"""How alike two remarks can be at most, told from their words without aligning them, for many pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.overlaps import Weighed, shared, weighed
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


def hopeful(
    remarks: Remarks, pairs: Iterable[NDArray[np.int64]], topical: Mapping[str, float], least: float
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """The pairs of positions whose resemblance may exceed ``least``, and before them a bound on each.

    ``pairs`` are blocks, [pair, 2]; ``topical`` is what `topical_words` gives. No score exceeds its bound.
    """
    words, manner = remarks.words(), remarks.columns().manner
    keys, weights = remarks.vocabulary.compared_by(), remarks.vocabulary.weights(topical)
    kinds = int(keys.max(initial=0)) + 1
    of = weighed(remarks.columns().many, kinds, lambda some: (keys[words[some]], weights[words[some]]))
    bounds, worth = [np.empty(0)], [np.empty((0, 2), np.int32)]
    for some in pairs:
        one, other = some.T
        most = _by_words(of, one, other)
        both, differ = manner[one] & manner[other], manner[one] ^ manner[other]
        ways = REPORTED * ((differ & SAID_SO) > 0) + UNSPOKEN * ((both & SPOKEN) == 0)
        some, most = (kept[most + max(SPEAKER.values()) + CONTEXT + ways > least] for kept in (some, most))
        most = most + _by_speaker(remarks, some) + CONTEXT
        bounds.append(most[most > least])
        worth.append(some[most > least].astype(np.int32))
    return np.concatenate(bounds), np.concatenate(worth)


def _by_speaker(remarks: Remarks, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """What the speakers of each pair add."""
    speakers = remarks.speakers()
    told = remarks.columns().speaker[pairs].astype(np.int64)
    _, first, place = np.unique(told @ [len(speakers) + 1, 1], return_index=True, return_inverse=True)
    named = [[None if i == NOBODY else speakers[i] for i in pair] for pair in told[first].tolist()]
    return np.array([SPEAKER[same_speaker(*pair)] for pair in named])[place]


def _by_words(of: Weighed, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    """The part of the bound that the words give: as if all that two remarks share stood in one order."""
    common = shared(of, one, other, np.minimum)
    smaller, larger = np.minimum(of.totals[one], of.totals[other]), np.maximum(of.totals[one], of.totals[other])
    return (
        BASE
        + CONTAINED * np.minimum(1.0, common / smaller)
        + LENGTH * np.minimum(1.0, common / larger)
        + INFORMATION * np.minimum(common, INFORMATION_MOST)
        + RUN_OF_WORDS
    )
