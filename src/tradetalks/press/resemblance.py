"""How alike two remarks are: an alignment of their words, and the evidence around them, as one score."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tradetalks.press.alignment import Answers, answers, denied, gaps
from tradetalks.press.remarks import Remark, SameSpeaker, same_speaker
from tradetalks.press.wording import Form, exclusive, meant, opposite, rival, tokens

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
Forms = tuple[Form, ...]
_NONE: Mapping[str, float] = {}
NEAR_SYNONYM = 0.8  # and one that is only nearly the same word this much of the lighter of the two


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Evidence that two remarks are one utterance; above 0 they are taken for one."""

    score: float
    contained: float  # share of the shorter remark's weight found in the longer
    information: float  # weight of the meaningful words they share
    speaker: SameSpeaker


def resemblance(
    one: Remark, other: Remark, topical: Mapping[str, float] = _NONE, *, least: float = -math.inf
) -> Resemblance:
    """Score two remarks as one utterance or two; a sum of the weights above, symmetric in its arguments.

    ``topical`` gives, by word key, the share of its weight that a word keeps because all the coverage is about it.
    A score that cannot exceed ``least`` is not worked out to the end: it is then no less than the true one.
    """
    if (len(other.forms), other.id) < (len(one.forms), one.id):
        one, other = other, one  # an alignment depends on which is first where words repeat
    found = answers([form.key for form in one.forms], [form.key for form in other.forms])
    worth = _shared(one.forms, other.forms, found, topical)
    in_order = len(found.in_order)
    shared = sum(worth[:in_order]) + MOVED * sum(worth[in_order:])
    sizes = sorted((_size(one.forms, topical), _size(other.forms, topical)))
    contained = min(1.0, shared / sizes[0])
    meant = zip(found.in_order + found.moved, worth, strict=True)
    information = sum([weight for (i, _), weight in meant if one.forms[i].role != "function"])
    speaker = same_speaker(one.speaker, other.speaker)
    by_words = (
        BASE
        + CONTAINED * contained
        + LENGTH * min(1.0, shared / sizes[1])
        + INFORMATION * min(information, INFORMATION_MOST)
    )
    manner = REPORTED * (one.reported != other.reported), UNSPOKEN * (not (one.spoken and other.spoken))
    exchanged = 0.0
    most = by_words + RUN_OF_WORDS + SPEAKER[speaker] + CONTEXT + sum(manner)
    if most > least:
        exchanged = EXCHANGED * _exchanged(one.forms, other.forms, found)
    if most + exchanged <= least:
        return Resemblance(most + exchanged, contained, information, speaker)
    score = (
        by_words
        + RUN_OF_WORDS * _has_run(one.forms, other.forms, found)
        + SPEAKER[speaker]
        + CONTEXT * _overlap(one.context, other.context)
        + RIVALS * _rivals(one.forms, other.forms, found)
        + exchanged
        + DENIED * denied(one, other, found)
        + manner[0]
        + manner[1]
    )
    return Resemblance(score, contained, information, speaker)


class Repetition:
    """How often documents repeat the words they have."""

    def __init__(self) -> None:
        self._documents: Counter[str] = Counter()
        self._times: Counter[str] = Counter()

    def add(self, found: Iterable[str]) -> None:
        """Count the tokens of one more document."""
        keys = meant(found)
        self._documents.update(set(keys))
        self._times.update(keys)

    def topical(self) -> dict[str, float]:
        """The words that coverage repeats because it is about them, with the share of their weight they keep.

        A word's share falls from 1 where it stands `ONCE` times per document that has it to `LEAST` at `OFTEN` times.
        """
        times, documents = self._times, self._documents
        repeated = {key: times[key] / documents[key] for key in documents if times[key] > ONCE * documents[key]}
        return {key: max(LEAST, 1 - (1 - LEAST) * (rate - ONCE) / (OFTEN - ONCE)) for key, rate in repeated.items()}


def topical_words(texts: Iterable[str]) -> dict[str, float]:
    """What `Repetition.topical` gives for these texts, one a document."""
    counted = Repetition()
    for text in texts:
        counted.add(tokens(text))
    return counted.topical()


def _size(forms: Forms, topical: Mapping[str, float]) -> float:
    return sum([form.weight * topical.get(form.key, 1.0) for form in forms])


def _shared(one: Forms, other: Forms, found: Answers, topical: Mapping[str, float]) -> list[float]:
    """What each word that both have weighs: those in order, then those moved."""
    pairs = [(one[i], other[j]) for i, j in found.in_order + found.moved]
    return [
        min(a.weight, b.weight) * topical.get(a.key, 1.0) * (1.0 if _is_same(a, b) else NEAR_SYNONYM) for a, b in pairs
    ]


def _is_same(a: Form, b: Form) -> bool:
    return a.stem == b.stem or a.role == "function"


def _has_run(one: Forms, other: Forms, found: Answers) -> bool:
    """Whether two meaningful words stand next to each other in both."""
    shared, after_one, after_other = set(found.in_order), _followers(one), _followers(other)
    return any((after_one.get(i), after_other.get(j)) in shared for i, j in found.in_order)


def _followers(forms: Forms) -> dict[int, int]:
    """The next meaningful word after each, by position."""
    return dict(pairwise(i for i, form in enumerate(forms) if form.role != "function"))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words around two remarks, over the smaller number of them."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _rivals(one: Forms, other: Forms, found: Answers) -> bool:
    """Whether words without a counterpart exclude one another: other numbers, other weekdays, opposites."""
    paired = found.in_order + found.moved
    mine = _exclusive(one, {i for i, _ in paired})
    theirs = _exclusive(other, {j for _, j in paired}) if mine else []
    return any(rival(a, b) or opposite(a, b) for a in mine for b in theirs)


def _exclusive(forms: Forms, paired: set[int]) -> list[Form]:
    return [form for i, form in enumerate(forms) if i not in paired and exclusive(form)]


def _exchanged(one: Forms, other: Forms, found: Answers) -> float:
    """Weight of the meaningful words that stand in one another's place."""
    moved_one, moved_other = {i for i, _ in found.moved}, {j for _, j in found.moved}
    return sum(
        min(_left(one, mine, moved_one), _left(other, theirs, moved_other))
        for mine, theirs in gaps(found, len(one), len(other))
        if mine.start < mine.stop and theirs.start < theirs.stop
    )


def _left(forms: Forms, between: slice, moved: set[int]) -> float:
    here = enumerate(forms[between], between.start)
    return sum([form.weight for i, form in here if form.role != "function" and i not in moved])
