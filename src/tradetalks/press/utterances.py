"""The same utterance in different wordings: remarks of all documents clustered, without comparing all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tradetalks.press.bounds import hopeful
from tradetalks.press.candidates import candidates
from tradetalks.press.model import Tier
from tradetalks.press.remarks import Remark
from tradetalks.press.resemblance import resemblance

SAME = 0.2  # a score above this joins two remarks; chosen for precision on the articles for tuning
CONFIDENT, LIKELY = 2.5, 1.0
BORNE_OUT = LIKELY  # the same where one of them only may be a report
APART = -1.0  # clusters whose fullest wordings score below this are not joined through a third remark

Pair = tuple[str, str]  # two remark ids, the smaller first


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


def utterances(
    remarks: Sequence[Remark],
    *,
    topical: Mapping[str, float] | None = None,
    same: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[Utterance, ...]:
    """Cluster remarks into utterances, in the order they first appear.

    ``topical``: the share of its weight that a word keeps, from `topical_words`. ``same`` and ``apart`` are
    corrections: pairs of remark ids that are, or are not, one utterance; they win over the score. Candidate pairs
    share two neighbouring words, or a word and a speaker, so the cost grows with the number of remarks, not with its
    square. A cluster in which no document says that somebody spoke is left out, unless two documents may say so.
    """
    by_id = {remark.id: remark for remark in remarks}
    shares = topical or {}
    clusters = _Clusters(by_id, frozenset(apart), shares)
    for one, other in same:
        if one in by_id and other in by_id:
            clusters.join(one, other, CONFIDENT)
    distinct = list(by_id.values())
    bounds = hopeful(distinct, candidates(distinct), shares, SAME)
    worth = [(bound, *_ordered(distinct[i].id, distinct[j].id)) for bound, i, j in bounds]
    for _, one, other in sorted(worth, reverse=True):
        if clusters.may_join(one, other):
            score = resemblance(by_id[one], by_id[other], shares, least=SAME).score
            doubtful = by_id[one].statement.doubtful or by_id[other].statement.doubtful
            if score > (BORNE_OUT if doubtful else SAME) and clusters.fits(one, other):
                clusters.join(one, other, score)
    return tuple(clusters.results())


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


class _Clusters:
    """Remarks joined so far; two clusters join only if their fullest wordings are not clearly different."""

    def __init__(self, remarks: dict[str, Remark], apart: frozenset[Pair], topical: Mapping[str, float]) -> None:
        self._topical = topical
        self._remarks = remarks
        self._home = {id: id for id in remarks}
        self._members: dict[str, list[str]] = {id: [id] for id in remarks}
        self._fullest = dict(remarks)
        self._weakest: dict[str, float] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def may_join(self, one: str, other: str) -> bool:
        """Whether two remarks are in different clusters that no correction keeps apart."""
        first, second = self._home[one], self._home[other]
        if first == second:
            return False
        if not self._foes:
            return True
        there = set(self._members[second])
        return all(there.isdisjoint(self._foes.get(member, ())) for member in self._members[first])

    def fits(self, one: str, other: str) -> bool:
        """Whether the fullest wordings of the two clusters may be one remark."""
        first, second = self._home[one], self._home[other]
        if len(self._members[first]) == 1 and len(self._members[second]) == 1:
            return True
        return resemblance(self._fullest[first], self._fullest[second], self._topical, least=APART).score > APART

    def join(self, one: str, other: str, score: float) -> None:
        home, guest = self._home[one], self._home[other]
        if home == guest:
            return
        if len(self._members[home]) < len(self._members[guest]):
            home, guest = guest, home
        for member in self._members[guest]:
            self._home[member] = home
        self._members[home] += self._members.pop(guest)
        self._fullest[home] = min(self._fullest[home], self._fullest.pop(guest), key=_fullness)
        self._weakest[home] = min(score, self._weakest.get(home, score), self._weakest.pop(guest, score))

    def results(self) -> Iterator[Utterance]:
        done: set[str] = set()
        for id in self._remarks:
            home = self._home[id]
            if home in done:
                continue
            done.add(home)
            members = sorted(_without_frames([self._remarks[member] for member in self._members[home]]), key=_fullness)
            if not (members[0].spoken or len({one.document for one in members if one.statement.doubtful}) > 1):
                continue
            weakest = self._weakest.get(home, CONFIDENT)
            tier: Tier = "confident" if weakest >= CONFIDENT else "likely" if weakest >= LIKELY else "unsure"
            yield Utterance(members[0].id, tuple(members), tier)


def _without_frames(members: list[Remark]) -> list[Remark]:
    """Members without reports that only frame a quotation that is a member too."""
    quoted: dict[str, list[Remark]] = {}
    for one in members:
        if not one.reported:
            quoted.setdefault(one.document, []).append(one)
    return [
        one
        for one in members
        if not one.reported or not any(one.start <= q.start and q.end <= one.end for q in quoted.get(one.document, ()))
    ]


def _fullness(remark: Remark) -> tuple[bool, bool, float, str]:
    return not remark.spoken, remark.reported, -sum(word.weight for word in remark.forms), remark.id
