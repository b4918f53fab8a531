"""Which words of two remarks answer each other, what stands between them, and what only one of them denies."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tradetalks.press.remarks import Remark
from tradetalks.press.wording import Word, negates

REACH = 4  # words a negation reaches over

_CLAUSE_END = re.compile(r"[,;:.!?]")
_CONDITIONS = frozenset({"unless", "without"})


class Alignment(NamedTuple):
    """Which words of two remarks answer each other: in the same order, or moved."""

    in_order: tuple[tuple[Word, Word], ...]
    moved: tuple[tuple[Word, Word], ...]


def align(one: tuple[Word, ...], other: tuple[Word, ...]) -> Alignment:
    """Align two remarks on their word keys: longest common subsequence first, what is left as moved words."""
    left, right = [word.key for word in one], [word.key for word in other]
    in_order: list[tuple[Word, Word]] = []
    spare_one, spare_other = set(range(len(one))), set(range(len(other)))
    for step in LCSseq.opcodes(left, right):
        if step.tag == "equal":
            for i, j in zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True):
                in_order.append((one[i], other[j]))
                spare_one.discard(i)
                spare_other.discard(j)
    places: dict[str, list[int]] = {}
    for j in sorted(spare_other, reverse=True):
        places.setdefault(other[j].key, []).append(j)
    moved = [(one[i], other[places[left[i]].pop()]) for i in sorted(spare_one) if places.get(left[i])]
    return Alignment(tuple(in_order), tuple(moved))


def gaps(
    mine: tuple[Word, ...], theirs: tuple[Word, ...], found: Alignment
) -> list[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """What stands before, between and after the aligned words of the two."""
    place_mine = {id(word): i for i, word in enumerate(mine)}
    place_theirs = {id(word): i for i, word in enumerate(theirs)}
    marks = [(-1, -1), *((place_mine[id(a)], place_theirs[id(b)]) for a, b in found.in_order), (len(mine), len(theirs))]
    return [(mine[i + 1 : k], theirs[j + 1 : m]) for (i, j), (k, m) in pairwise(marks)]


def denied(one: Remark, other: Remark, found: Alignment) -> bool:
    """Whether a word both share is negated in only one of them; not told where a condition (unless) may be why."""
    if any(word.plain in _CONDITIONS for remark in (one, other) for word in remark.words):
        return False
    mine, theirs = _negated(one), _negated(other)
    return any((id(a) in mine) != (id(b) in theirs) for a, b in found.in_order + found.moved if a.role != "function")


def _negated(remark: Remark) -> set[int]:
    """The meaningful words a negation stands before, in the same clause and not further than four words."""
    found = remark.words
    result: set[int] = set()
    for i, word in enumerate(found):
        if negates(word):
            for follower in found[i + 1 : i + 1 + REACH]:
                between = remark.text[word.end - remark.start : follower.start - remark.start]
                if _CLAUSE_END.search(between):
                    break
                if follower.role != "function":
                    result.add(id(follower))
                    break
    return result
