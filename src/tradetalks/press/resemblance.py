"""How alike two remarks are: an alignment of their words, and the evidence around them, as one score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from tradetalks.press.remarks import Remark, SameSpeaker, same_speaker
from tradetalks.press.wording import Word, content, words

# Weights of the evidence, in the units of a log odds; chosen on half of the labelled pairs in tests/press.
CONTAINED, CONTAINED_FROM = 6.0, 0.72
INFORMATION, INFORMATION_FROM, INFORMATION_MOST = 0.8, 2.0, 6.0
RUN_OF_WORDS = 0.6
SPEAKER: dict[SameSpeaker, float] = {"same": 1.0, "open": 0.0, "different": -1.5}
CONTEXT = 1.2
OTHER_NUMBER = -3.0
UNSPOKEN = -0.5

MOVED = 0.6  # a shared word that stands elsewhere in the order counts this much
ONCE, OFTEN, LEAST = 1.5, 4.0, 0.4
_NONE: Mapping[str, float] = {}
NEAR_SYNONYM = 0.8  # and one that is only nearly the same word this much


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which words of two remarks answer each other: in the same order, or moved."""

    in_order: tuple[tuple[Word, Word], ...]
    moved: tuple[tuple[Word, Word], ...]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Evidence that two remarks are one utterance; above 0 they are taken for one."""

    score: float
    contained: float  # share of the shorter remark's weight found in the longer
    information: float  # weight of the meaningful words they share
    speaker: SameSpeaker


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


def resemblance(one: Remark, other: Remark, topical: Mapping[str, float] = _NONE) -> Resemblance:
    """Score two remarks as one utterance or two; a sum of the weights above, symmetric in its arguments.

    ``topical`` gives, by word key, the share of its weight that a word keeps because all the coverage is about it.
    """
    found = align(one.words, other.words)
    shared = _weight(found.in_order, topical) + MOVED * _weight(found.moved, topical)
    smaller = min(sum(w.weight * topical.get(w.key, 1.0) for w in remark.words) for remark in (one, other))
    contained = min(1.0, shared / smaller)
    information = _weight([pair for pair in found.in_order + found.moved if pair[0].role != "function"], topical)
    speaker = same_speaker(one.statement.speaker, other.statement.speaker)
    score = (
        CONTAINED * (contained - CONTAINED_FROM)
        + INFORMATION * (min(information, INFORMATION_MOST) - INFORMATION_FROM)
        + RUN_OF_WORDS * _has_run(found.in_order, one.words, other.words)
        + SPEAKER[speaker]
        + CONTEXT * _overlap(one.context, other.context)
        + UNSPOKEN * (not (one.spoken and other.spoken))
        + OTHER_NUMBER * _other_number(one.words, other.words)
    )
    return Resemblance(score, contained, information, speaker)


def topical_words(texts: Iterable[str]) -> dict[str, float]:
    """The words that coverage repeats because it is about them, with the share of their weight they keep.

    A word's share falls from 1 where it stands `ONCE` times per document that has it to `LEAST` at `OFTEN` times.
    """
    documents: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for text in texts:
        counted = Counter(word.key for word in content(words(text)))
        documents.update(counted.keys())
        times.update(counted)
    repeated = {key: times[key] / documents[key] for key in documents if times[key] > ONCE * documents[key]}
    return {key: max(LEAST, 1 - (1 - LEAST) * (rate - ONCE) / (OFTEN - ONCE)) for key, rate in repeated.items()}


def _weight(pairs: Iterable[tuple[Word, Word]], topical: Mapping[str, float]) -> float:
    return sum(
        a.weight * topical.get(a.key, 1.0) * (1.0 if a.stem == b.stem or a.role == "function" else NEAR_SYNONYM)
        for a, b in pairs
    )


def _has_run(pairs: tuple[tuple[Word, Word], ...], one: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    """Whether two meaningful words stand next to each other in both."""
    shared = {(id(a), id(b)) for a, b in pairs}
    after_one = {id(a): b for a, b in pairwise(content(one))}
    after_other = {id(a): b for a, b in pairwise(content(other))}
    return any((id(after_one.get(id(a))), id(after_other.get(id(b)))) in shared for a, b in pairs)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words around two remarks, over the smaller number of them."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _other_number(one: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    """Whether both give numbers and none agrees."""
    first = Counter(word.key for word in one if word.role == "number")
    second = Counter(word.key for word in other if word.role == "number")
    return bool(first and second and not first & second)
