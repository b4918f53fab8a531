"""Which words of two remarks answer each other, what stands between them, and what only one of them denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tradetalks.press.remarks import Remark
from tradetalks.press.wording import negates

REACH = 4  # words a negation reaches over

_CLAUSE_END = re.compile(r"[,;:.!?]")
_CONDITIONS = frozenset({"unless", "without"})


Places = tuple[tuple[int, int], ...]


class Answers(NamedTuple):
    """Positions of the words that answer each other, in the same order or moved."""

    in_order: Places
    moved: Places


def answers(left: Sequence[str], right: Sequence[str]) -> Answers:
    """Align two lists of word keys: longest common subsequence first, what is left as moved words."""
    in_order: list[tuple[int, int]] = []
    spare: list[int] = []
    waiting: dict[str, list[int]] = {}
    for step in LCSseq.opcodes(left, right):
        here, there = range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        if step.tag == "equal":
            in_order += zip(here, there, strict=True)
        else:
            spare += here
            for at in there:
                waiting.setdefault(right[at], []).append(at)
    moved = [(i, waiting[left[i]].pop(0)) for i in spare if waiting.get(left[i])] if waiting else []
    return Answers(tuple(in_order), tuple(moved))


def gaps(found: Answers, one: int, other: int) -> Iterator[tuple[slice, slice]]:
    """Where the words stand before, between and after those aligned in order; the remarks are that many words long."""
    for (i, j), (k, m) in pairwise([(-1, -1), *found.in_order, (one, other)]):
        yield slice(i + 1, k), slice(j + 1, m)


def denied(one: Remark, other: Remark, found: Answers) -> bool:
    """Whether a word both share is negated in only one of them; not told where a condition (unless) may be why."""
    if not any(negates(form) for remark in (one, other) for form in remark.forms):
        return False
    if any(form.plain in _CONDITIONS for remark in (one, other) for form in remark.forms):
        return False
    mine, theirs = _negated(one), _negated(other)
    shared = found.in_order + found.moved
    return any((i in mine) != (j in theirs) for i, j in shared if one.forms[i].role != "function")


def _negated(remark: Remark) -> set[int]:
    """Positions of the meaningful words a negation stands before, in the same clause, not further than four words."""
    found = remark.words
    result: set[int] = set()
    for i, word in enumerate(found):
        if negates(word.form):
            for at in range(i + 1, min(i + 1 + REACH, len(found))):
                between = remark.text[word.end - remark.start : found[at].start - remark.start]
                if _CLAUSE_END.search(between):
                    break
                if found[at].form.role != "function":
                    result.add(at)
                    break
    return result
