"""How alike two remarks are: an alignment of their words, and the evidence around them, as one score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tradetalks.press.alignment import Alignment, align, denied, gaps
from tradetalks.press.remarks import Remark, SameSpeaker, same_speaker
from tradetalks.press.wording import Word, content, exclusive, meaning, opposite, rival, tokens

# Weights of the evidence, in the units of a log odds: a regularised logistic fit to the labelled pairs of the
# made-up articles for tuning in tests/press, rounded. `CONTEXT` and
# `REPORTED` were set by hand: those articles are too short, and hold too few such pairs, to tell.
BASE = -5.0
CONTAINED = 5.8  # share of the shorter remark's weight found in the longer
LENGTH = 1.5  # the same of the longer
INFORMATION, INFORMATION_MOST = 0.45, 6.0  # weight of the meaningful words they share
RUN_OF_WORDS = 0.2  # two meaningful words stand next to each other in both
SPEAKER: dict[SameSpeaker, float] = {"same": 1.5, "open": 0.0, "different": -3.6}
CONTEXT = 0.2  # share of the words around them in common
RIVALS = -3.6  # one says Monday, red or twelve where the other says Friday, white or twenty
EXCHANGED = -1.0  # per weight of meaningful words that stand in one another's place
DENIED = -3.2  # one denies a word that the other affirms
REPORTED = -1.0  # one is quoted and the other reported
UNSPOKEN = -0.5  # one is in quotation marks but said by nobody

MOVED = 0.6  # a shared word that stands elsewhere in the order counts this much
ONCE, OFTEN, LEAST = 1.5, 4.0, 0.4
_NONE: Mapping[str, float] = {}
NEAR_SYNONYM = 0.8  # and one that is only nearly the same word this much


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Evidence that two remarks are one utterance; above 0 they are taken for one."""

    score: float
    contained: float  # share of the shorter remark's weight found in the longer
    information: float  # weight of the meaningful words they share
    speaker: SameSpeaker


def resemblance(one: Remark, other: Remark, topical: Mapping[str, float] = _NONE) -> Resemblance:
    """Score two remarks as one utterance or two; a sum of the weights above, symmetric in its arguments.

    ``topical`` gives, by word key, the share of its weight that a word keeps because all the coverage is about it.
    """
    if (len(other.forms), other.id) < (len(one.forms), one.id):
        one, other = other, one  # an alignment depends on which is first where words repeat
    found = align(one.words, other.words)
    shared = _weight(found.in_order, topical) + MOVED * _weight(found.moved, topical)
    sizes = sorted(sum(w.weight * topical.get(w.key, 1.0) for w in remark.forms) for remark in (one, other))
    contained = min(1.0, shared / sizes[0])
    information = _weight([pair for pair in found.in_order + found.moved if pair[0].role != "function"], topical)
    speaker = same_speaker(one.statement.speaker, other.statement.speaker)
    score = (
        BASE
        + CONTAINED * contained
        + LENGTH * min(1.0, shared / sizes[1])
        + INFORMATION * min(information, INFORMATION_MOST)
        + RUN_OF_WORDS * _has_run(found.in_order, one.words, other.words)
        + SPEAKER[speaker]
        + CONTEXT * _overlap(one.context, other.context)
        + RIVALS * _rivals(one.words, other.words, found)
        + EXCHANGED * _exchanged(one.words, other.words, found)
        + DENIED * denied(one, other, found)
        + REPORTED * (one.reported != other.reported)
        + UNSPOKEN * (not (one.spoken and other.spoken))
    )
    return Resemblance(score, contained, information, speaker)


def topical_words(texts: Iterable[str]) -> dict[str, float]:
    """The words that coverage repeats because it is about them, with the share of their weight they keep.

    A word's share falls from 1 where it stands `ONCE` times per document that has it to `LEAST` at `OFTEN` times.
    """
    documents: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for text in texts:
        found = meaning(tokens(text))
        documents.update(set(found))
        times.update(found)
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


def _rivals(one: tuple[Word, ...], other: tuple[Word, ...], found: Alignment) -> bool:
    """Whether words without a counterpart exclude one another: other numbers, other weekdays, opposites."""
    paired = {id(word) for pair in found.in_order + found.moved for word in pair}
    mine, theirs = ([w for w in words if exclusive(w) and id(w) not in paired] for words in (one, other))
    return any(rival(a, b) or opposite(a, b) for a in mine for b in theirs)


def _exchanged(one: tuple[Word, ...], other: tuple[Word, ...], found: Alignment) -> float:
    """Weight of the meaningful words that stand in one another's place."""
    moved = {id(word) for pair in found.moved for word in pair}
    return sum(min(_left(mine, moved), _left(theirs, moved)) for mine, theirs in gaps(one, other, found))


def _left(between: tuple[Word, ...], moved: set[int]) -> float:
    return sum(word.weight for word in content(between) if id(word) not in moved)
