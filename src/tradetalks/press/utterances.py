"""The same utterance in different wordings: remarks of all documents clustered, without comparing all with all."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tradetalks.press.bounds import hopeful
from tradetalks.press.candidates import candidates
from tradetalks.press.clusters import Clusters, Pair
from tradetalks.press.model import Tier
from tradetalks.press.on_demand import OnDemand, Picked
from tradetalks.press.remarks import Remark
from tradetalks.press.resemblance import resemblance
from tradetalks.press.table import DOUBTFUL, Remarks

SAME = 0.2  # a score above this joins two remarks; chosen for precision on the articles for tuning
CONFIDENT, LIKELY = 2.5, 1.0
BORNE_OUT = LIKELY  # the same where one of them only may be a report
APART = -1.0  # clusters whose fullest wordings score below this are not joined through a third remark
AT_ONCE = 1 << 14  # pairs


@dataclass(frozen=True, slots=True)
class Utterance:
    """One remark as the documents give it: the fullest wording first. A single member is a remark only one gives."""

    id: str
    members: tuple[Remark, ...]
    tier: Tier  # how sure the weakest join is; a single member is "confident"

    @property
    def fullest(self) -> Remark:
        """The wording the others are compared with: direct before reported, then the longest."""
        return self.members[0]


class Utterances(OnDemand[Utterance]):
    """Utterances in the order they first appear; each is put together when it is asked for."""

    def __init__(self, remarks: Remarks, found: Iterable[tuple[Sequence[int], float]]) -> None:
        self._remarks = remarks
        self._members, self._begins, self._weakest = array("i"), array("q", [0]), array("d")
        for members, weakest in found:
            self._members.extend(members)
            self._begins.append(len(self._members))
            self._weakest.append(weakest)

    def __len__(self) -> int:
        return len(self._weakest)

    def at(self, place: int) -> Utterance:
        """The utterance at a place."""
        members = tuple(self._remarks[i] for i in self.members(place))
        return Utterance(members[0].id, members, _tier(self._weakest[place]))

    @cached_property
    def clusters(self) -> Sequence[Utterance]:
        """Those with more than one wording or place, the most widespread first."""
        documents, ranks = self._remarks.columns().document, self._remarks.ranks

        def place(at: int) -> tuple[int, int, int]:
            members = self.members(at)
            return -len({int(documents[i]) for i in members}), -len(members), int(ranks[members[0]])

        return Picked(self, sorted(self.several.places, key=place))

    @cached_property
    def several(self) -> Picked[Utterance]:
        """The same as they come."""
        return Picked(self, [at for at in range(len(self)) if len(self.members(at)) > 1])

    def called(self, id: str) -> Utterance:
        """The utterance with this id. Raises KeyError for none."""
        found = self._place[self._remarks.place(id)]
        if found < 0:
            raise KeyError(id)
        return self[found]

    @cached_property
    def _place(self) -> Sequence[int]:
        """[remark]: the utterance whose fullest wording it is, or -1."""
        places = array("i", [-1]) * len(self._remarks)
        for at in range(len(self)):
            places[self._members[self._begins[at]]] = at
        return places

    def heard(self) -> Iterator[tuple[str, Sequence[str]]]:
        """The id of each utterance, and the documents of its members."""
        for at in range(len(self)):
            members = self.members(at)
            yield self._remarks.id(members[0]), [self._remarks.document(member) for member in members]

    def joined(self) -> frozenset[tuple[int, int]]:
        """Document and number of the statements that only may be reports and have company."""
        of = self._remarks.columns()
        doubtful = (of.manner & DOUBTFUL > 0).tolist()
        found = [i for at in self.several.places for i in self.members(at) if doubtful[i]]
        return frozenset(zip(of.document[found].tolist(), of.statement[found].tolist(), strict=True))

    def members(self, at: int) -> Sequence[int]:
        """The positions of an utterance's members among the remarks."""
        return self._members[self._begins[at] : self._begins[at + 1]]


def utterances(
    remarks: Remarks,
    *,
    topical: Mapping[str, float] | None = None,
    same: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> Utterances:
    """Cluster remarks into utterances, in the order they first appear.

    ``topical``: the share of its weight that a word keeps, from `topical_words`. ``same`` and ``apart`` are
    corrections: pairs of remarks that are, or are not, one utterance; they win over the score. Candidate pairs
    share two neighbouring words, or a word and a speaker, so the cost grows with the number of remarks, not with its
    square. A cluster in which no document says that somebody spoke is left out, unless two documents may say so.
    """
    if not len(remarks):
        return Utterances(remarks, ())
    shares = topical or {}
    clusters = Clusters(remarks, apart)
    for one, other in same:
        clusters.join(one, other, CONFIDENT)
    doubtful = remarks.columns().manner & DOUBTFUL > 0
    for one, other in _promising(remarks, shares):
        if clusters.may_join(one, other):
            least = BORNE_OUT if doubtful[one] or doubtful[other] else SAME
            score = resemblance(remarks[one], remarks[other], shares, least=SAME).score
            if score > least and _fits(remarks, clusters.fullest(one, other), shares):
                clusters.join(one, other, score)
    return Utterances(remarks, clusters.results(CONFIDENT))


def _promising(remarks: Remarks, topical: Mapping[str, float]) -> Iterator[Pair]:
    """Pairs that may be one utterance, those that may be most alike first."""
    bounds, pairs = hopeful(remarks, candidates(remarks), topical, SAME)
    ranks = np.sort(remarks.ranks[pairs], axis=1)
    best = np.lexsort((ranks[:, 1], ranks[:, 0], bounds))[::-1]
    for first in range(0, len(best), AT_ONCE):
        yield from pairs[best[first : first + AT_ONCE]].tolist()


def _fits(remarks: Remarks, fullest: Pair | None, topical: Mapping[str, float]) -> bool:
    """Whether two clusters may be one remark, by their fullest wordings."""
    if fullest is None:
        return True
    one, other = fullest
    return resemblance(remarks[one], remarks[other], topical, least=APART).score > APART


def _tier(weakest: float) -> Tier:
    return "confident" if weakest >= CONFIDENT else "likely" if weakest >= LIKELY else "unsure"
