"""Claims about the same thing, found without comparing all with all."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.claims import ALIKE, Claim, Relation, relation
from tradetalks.press.on_demand import OnDemand
from tradetalks.press.overlaps import Weighed, shared, sorted_bytes, weighed
from tradetalks.press.periods import in_words
from tradetalks.press.sets import Sets
from tradetalks.press.shelf import Shelf

BUCKET = 40  # a word shared by more claims than this pairs only neighbours
NEIGHBOURS = 8
AT_ONCE = 1 << 14  # pairs
AT_HAND = 20_000  # claims

_ROUNDING = 1e-9
_KINDS: tuple[Relation, ...] = ("conflict", "other measure", "other date", "agree")


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims about one thing that agree (one claim, several sources), conflict, or differ by date or by measure."""

    relation: Relation
    claims: tuple[Claim, ...]
    says: str


class Claims(OnDemand[Claim]):
    """Claims in the order they were added, with the words of what they measure as numbers."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._shelf: Shelf[Claim] = Shelf(AT_HAND)
        self._number: dict[str, int] = {}
        self._document: dict[str, int] = {}
        self._documents, self._many, self._words = array("i"), array("i"), array("i")
        self._weights, self._names = array("d"), array("b")  # of each word: what it weighs; 1 if it is a name
        self.add(claims)

    def add(self, claims: Iterable[Claim]) -> None:
        """Put claims at the end."""
        for claim in claims:
            weights, names = claim.thing.weights, claim.thing.names
            self._shelf.add(claim)
            self._documents.append(self._document.setdefault(claim.figure.span.document, len(self._document)))
            self._words.extend([self._number.setdefault(key, len(self._number)) for key in weights])
            self._weights.extend(weights.values())
            self._names.extend([key in names for key in weights])
            self._many.append(len(weights))

    def __len__(self) -> int:
        return len(self._shelf)

    def at(self, place: int) -> Claim:
        """The claim at a place."""
        return self._shelf[place]

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs of positions in order: claims of different documents that may be about one thing."""
        if not len(self):
            return
        many, words = np.frombuffer(self._many, np.int32), np.frombuffer(self._words, np.int32)
        documents = np.frombuffer(self._documents, np.int32)
        weights, names = np.frombuffer(self._weights), np.frombuffer(self._names, np.int8)
        known = weighed(many, len(self._number), lambda some: (words[some], weights[some]))
        named = weighed(many, len(self._number), lambda some: (words[some], names[some].astype(np.float64)))
        codes = np.unique(np.concatenate([np.empty(0, np.int64), *map(np.unique, self._pairs(words, many))]))
        for first in range(0, len(codes), AT_ONCE):
            one, other = np.divmod(codes[first : first + AT_ONCE], len(self))
            worth = (documents[one] != documents[other]) & _may_be_one(known, named, one, other)
            yield from zip(one[worth].tolist(), other[worth].tolist(), strict=True)

    def _pairs(self, words: NDArray[np.int32], many: NDArray[np.int32]) -> Iterator[NDArray[np.int64]]:
        """Both positions of a pair in one number: all that share a word, or neighbours where it is in too many."""
        owners = np.repeat(np.arange(len(self)), many)[np.argsort(words, kind="stable")]
        sizes = np.unique(words, return_counts=True)[1]
        starts = np.cumsum(sizes) - sizes
        for size in range(2, BUCKET + 1):
            groups = starts[sizes == size][:, None]
            first, second = (owners[groups + side] for side in np.triu_indices(size, 1))
            yield (first * len(self) + second).ravel()
        large = sizes > BUCKET
        place = self._places() if large.any() else sizes
        for start, size in zip(starts[large].tolist(), sizes[large].tolist(), strict=True):
            members = owners[start : start + size]
            members = members[np.argsort(place[members])]
            for step in range(1, NEIGHBOURS + 1):
                one, other = members[:-step], members[step:]
                yield np.minimum(one, other) * len(self) + np.maximum(one, other)

    def _places(self) -> NDArray[np.int64]:
        """Where each claim stands when all are sorted by their words."""
        words, many = np.frombuffer(self._words, np.int32), np.frombuffer(self._many, np.int32)
        written = sorted_bytes(list(self._number), words, many)
        places = np.empty(len(self), np.int64)
        places[sorted(range(len(self)), key=written.__getitem__)] = np.arange(len(self))
        return places


def _may_be_one(known: Weighed, named: Weighed, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the words that two claims share weigh enough, and may be all names of one of them."""
    enough = (
        shared(known, one, other, np.maximum) > ALIKE * np.minimum(known.totals[one], known.totals[other]) - _ROUNDING
    )
    all_names: NDArray[np.bool_] = shared(named, one, other, np.maximum) >= np.minimum(
        named.totals[one], named.totals[other]
    )
    return enough & all_names


class ClaimGroups(OnDemand[ClaimGroup]):
    """Groups of claims, conflicts first; each is put together when it is asked for."""

    def __init__(self, claims: Claims, found: Iterable[tuple[Relation, Sequence[int]]] = ()) -> None:
        self._claims = claims
        self._kinds: list[Relation] = []
        self._members, self._begins = array("i"), array("q", [0])
        for kind, members in found:
            self._kinds.append(kind)
            self._members.extend(members)
            self._begins.append(len(self._members))

    def __len__(self) -> int:
        return len(self._kinds)

    def at(self, place: int) -> ClaimGroup:
        """The group at a place."""
        chosen = tuple(self._claims[i] for i in self._members[self._begins[place] : self._begins[place + 1]])
        return ClaimGroup(self._kinds[place], chosen, _says(self._kinds[place], chosen))

    def related(self, kind: Relation) -> Iterator[ClaimGroup]:
        """The groups of one relation."""
        return (self[at] for at, one in enumerate(self._kinds) if one == kind)


def claim_groups(claims: Claims) -> ClaimGroups:
    """Group claims of different documents about one thing; conflicts first. A claim without a second gives no group."""
    related: dict[Relation, Sets] = defaultdict(Sets)
    for i, j in claims.candidates():
        how = relation(claims[i], claims[j])
        if how != "unrelated":
            related[how].join(i, j)
    return ClaimGroups(claims, ((kind, members) for kind in _KINDS for members in related[kind].all()))


def _says(kind: Relation, claims: Sequence[Claim]) -> str:
    shown = " against ".join(
        dict.fromkeys(f"{c.figure.text} ({in_words(c.figure.period)})".removesuffix(" ()") for c in claims)
    )
    thing = min((c.figure.measures for c in claims), key=len)
    return f"{thing}: {shown if kind != 'agree' else claims[0].figure.text}"
