"""Where reports differ about one thing in a way that matters; agreement and mere shortening are not listed here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from tradetalks.press.characterisations import Characterisation, disagreeing
from tradetalks.press.differences import contradictions
from tradetalks.press.groups import ClaimGroup, ClaimGroups
from tradetalks.press.model import Span
from tradetalks.press.on_demand import Picked
from tradetalks.press.shelf import Shelf
from tradetalks.press.utterances import Utterance

ConflictKind = Literal[
    "figure", "agent reversed", "denied", "another number", "another speaker", "another word for the same thing"
]
AT_HAND = 1_000  # conflicts

ORDER: tuple[ConflictKind, ...] = (
    "figure", "agent reversed", "denied", "another number", "another speaker", "another word for the same thing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """What one document has."""

    span: Span
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions that cannot all be exact. ``says`` names the difference in words."""

    kind: ConflictKind
    says: str
    versions: tuple[Version, ...]


def conflicts(said: Iterable[Utterance], claims: ClaimGroups, called: Iterable[Characterisation]) -> Sequence[Conflict]:
    """All conflicts, by kind in the order of `ORDER`. Numbers that conflict as figures stand there only."""
    found: Shelf[Conflict] = Shelf(AT_HAND)
    for one in map(_of_claims, claims.related("conflict")):
        found.add(one)
    told = _figures_by_document(found)
    kinds = [ORDER.index("figure")] * len(found)
    remarks = (one for utterance in said for one in _of_utterance(utterance) if not _is_told(one, told))
    for one in chain(remarks, _of_names(called)):
        found.add(one)
        kinds.append(ORDER.index(one.kind))
    return Picked(found, sorted(range(len(found)), key=kinds.__getitem__))


def _figures_by_document(figures: Iterable[Conflict]) -> dict[str, list[tuple[int, Span]]]:
    """Where the figures that conflict stand, each with the position of its conflict."""
    places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for i, conflict in enumerate(figures):
        for version in conflict.versions:
            places[version.span.document].append((i, version.span))
    return places


def _is_told(one: Conflict, told: Mapping[str, Sequence[tuple[int, Span]]]) -> bool:
    """Whether one number stands against another, and each version holds a figure of one conflict of figures."""
    if one.kind != "another number" or not re.fullmatch(r"\S+ for \S+", one.says):
        return False
    holding = [
        {i for i, span in told.get(within.document, ()) if within.start <= span.start and span.end <= within.end}
        for within in (version.span for version in one.versions)
    ]
    return bool(set.intersection(*holding))


def _of_claims(group: ClaimGroup) -> Conflict:
    versions = tuple(
        Version(claim.figure.span, f"{claim.figure.text} ({claim.figure.measures})", _named(claim.figure.speaker))
        for claim in group.claims
    )
    return Conflict("figure", group.says, versions)


def _of_utterance(utterance: Utterance) -> Iterator[Conflict]:
    fullest = utterance.fullest
    differing = [(member, one) for member in utterance.members[1:] for one in contradictions(member, fullest)]
    if not differing:
        return
    for kind in ORDER[1:-1]:
        apart = [(member, one.says) for member, one in differing if one.kind == kind]
        if apart:
            members = (fullest, *dict.fromkeys(member for member, _ in apart))
            versions = tuple(Version(m.said.span, m.text, _named(m.speaker)) for m in members)
            yield Conflict(kind, "; ".join(dict.fromkeys(says for _, says in apart)), versions)


def _of_names(called: Iterable[Characterisation]) -> Iterator[Conflict]:
    for group in disagreeing(called):
        words = " and ".join(dict.fromkeys(f"“{one.text.rstrip(',.')}”" for one in group))
        says = f"{group[0].name} is reported to have called {group[0].thing_text} {words}; both may have been said"
        versions = tuple(Version(one.span, one.text, one.name) for one in group)
        yield Conflict("another word for the same thing", says, versions)


def _named(speaker: object) -> str:
    return getattr(speaker, "person", "") or getattr(speaker, "mention", "") if speaker is not None else ""
