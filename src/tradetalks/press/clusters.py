"""Remarks joined into clusters: two clusters join only if their fullest wordings are not clearly different."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.table import DOUBTFUL, REPORTED, SPOKEN, Remarks

Pair = tuple[int, int]  # positions of two remarks


class Clusters:
    """Which remarks are one utterance, so far. Remarks are positions in a table."""

    def __init__(self, remarks: Remarks, apart: Iterable[Pair]) -> None:
        self._of = remarks.columns()
        self._rank = _by_fullness(remarks)
        self._home = array("i", range(len(remarks)))
        self._joined: dict[int, list[int]] = {}  # members of the clusters that have several
        self._fullest: dict[int, int] = {}
        self._weakest: dict[int, float] = {}
        self._foes: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def members(self, home: int) -> Sequence[int]:
        """The remarks of a cluster, as they joined."""
        return self._joined.get(home, (home,))

    def may_join(self, one: int, other: int) -> bool:
        """Whether two remarks are in different clusters that no correction keeps apart."""
        first, second = self._home[one], self._home[other]
        if first == second:
            return False
        if not self._foes:
            return True
        there = set(self.members(second))
        return all(there.isdisjoint(self._foes.get(member, ())) for member in self.members(first))

    def fullest(self, one: int, other: int) -> Pair | None:
        """The fullest wordings of the clusters of two remarks; None where both are alone and nothing is to compare."""
        first, second = self._home[one], self._home[other]
        if first not in self._joined and second not in self._joined:
            return None
        return self._fullest.get(first, first), self._fullest.get(second, second)

    def join(self, one: int, other: int, score: float) -> None:
        """Make one cluster of those of two remarks."""
        home, guest = self._home[one], self._home[other]
        if home == guest:
            return
        if len(self.members(home)) < len(self.members(guest)):
            home, guest = guest, home
        for member in self.members(guest):
            self._home[member] = home
        self._joined[home] = [*self.members(home), *self.members(guest)]
        self._joined.pop(guest, None)
        candidates = self._fullest.pop(home, home), self._fullest.pop(guest, guest)
        self._fullest[home] = min(candidates, key=self._rank.__getitem__)
        self._weakest[home] = min(score, self._weakest.get(home, score), self._weakest.pop(guest, score))

    def results(self, unjoined: float) -> Iterator[tuple[Sequence[int], float]]:
        """The clusters in the order they first appear, the fullest wording first, with the score of the weakest join.

        ``unjoined`` stands for that of a remark by itself. A cluster in which no document says that somebody spoke is
        left out, unless two documents may say so.
        """
        manner = self._of.manner.tolist()
        done: set[int] = set()
        for i, home in enumerate(self._home):
            if home not in self._joined:
                if manner[i] & SPOKEN:
                    yield (i,), unjoined
            elif home not in done:
                done.add(home)
                members = sorted(self._without_frames(self._joined[home]), key=self._rank.__getitem__)
                doubtful = {int(self._of.document[one]) for one in members if manner[one] & DOUBTFUL}
                if manner[members[0]] & SPOKEN or len(doubtful) > 1:
                    yield members, self._weakest.get(home, unjoined)

    def _without_frames(self, members: Sequence[int]) -> list[int]:
        """Members without reports that only frame a quotation that is a member too."""
        start, end, document, manner = self._of.start, self._of.end, self._of.document, self._of.manner
        quoted: dict[int, list[int]] = defaultdict(list)
        for one in members:
            if not manner[one] & REPORTED:
                quoted[int(document[one])].append(one)
        return [
            one
            for one in members
            if not manner[one] & REPORTED
            or not any(start[one] <= start[q] and end[q] <= end[one] for q in quoted.get(int(document[one]), ()))
        ]


def _by_fullness(remarks: Remarks) -> NDArray[np.int64]:
    """The rank of each remark: said before not said, quoted before reported, then the weightiest."""
    of = remarks.columns()
    owners = np.repeat(np.arange(len(remarks)), of.many)
    weights = np.bincount(owners, weights=remarks.vocabulary.weights({})[remarks.words()], minlength=len(remarks))
    order = np.lexsort((remarks.ranks, -weights, (of.manner & REPORTED) > 0, (of.manner & SPOKEN) == 0))
    rank = np.empty(len(remarks), np.int64)
    rank[order] = np.arange(len(remarks))
    return rank
