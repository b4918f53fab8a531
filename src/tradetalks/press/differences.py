"""What differs between two wordings of one utterance, in words and as stretches to highlight."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from tradetalks.press.alignment import answers
from tradetalks.press.contrasts import Contrast, ContrastKind, contrasts
from tradetalks.press.periods import compare_periods, period
from tradetalks.press.remarks import Remark, same_speaker

DifferenceKind = Literal[ContrastKind, "another date", "another speaker", "direct against reported", "no speaker"]

OF_ITS_DAY: frozenset[DifferenceKind] = frozenset({"another number", "denied"})  # no conflict when the day differs too
CONTRARY: frozenset[DifferenceKind] = OF_ITS_DAY | {"agent reversed", "another speaker"}  # cannot both be exact
MOST_SHOWN = 8  # words of a difference that are quoted

_DESCRIBES = ("the ", "a ", "an ", "one ", "his ", "her ", "their ")
_SAYS: dict[ContrastKind, str] = {
    "truncated": "leaves out “{there}”",
    "longer": "adds “{here}”",
    "contracted": "a contraction in one is written out in the other",
    "another word": "“{here}” for “{there}”",
    "another number": "{here} for {there}",
    "tense or person": "“{here}” for “{there}”",
    "other order": "“{here}” stands elsewhere",
    "agent reversed": "“{here}” acts in one and is acted upon in the other",
    "denied": "“{here}” for “{there}”",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which a wording differs from the fullest one."""

    kind: DifferenceKind
    says: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of a document that the fullest wording has too (``same``), has elsewhere
    (``moved``) or has not (``other``)."""

    start: int
    end: int
    mark: Literal["same", "moved", "other"]


def differences(member: Remark, fullest: Remark) -> tuple[Difference, ...]:
    """How ``member`` differs from ``fullest``; empty when the words, the speaker and the manner are the same."""
    if member is fullest:
        return ()
    said = [] if member.text == fullest.text else _of_words(member, fullest)
    said += _speaker(member, fullest)
    if not member.spoken and fullest.spoken:
        said.append(Difference("no speaker", "in quotation marks, but not said by anybody"))
    if member.reported != fullest.reported:
        manner = "reported, not quoted" if member.reported else "quoted, not reported"
        said.append(Difference("direct against reported", manner))
    return tuple(said)


def contradictions(member: Remark, fullest: Remark) -> tuple[Difference, ...]:
    """Those of the differences that cannot both be exact; quicker, since most wordings have none."""
    if member is fullest:
        return ()
    found = [] if member.text == fullest.text else [one for one in contrasts(member, fullest) if one.kind in CONTRARY]
    if any(one.kind in OF_ITS_DAY for one in found) and _of_different_times(member, fullest):
        found = [one for one in found if one.kind not in OF_ITS_DAY]
    return (*(_said(one, member, fullest) for one in found), *_speaker(member, fullest))


def _of_words(member: Remark, fullest: Remark) -> list[Difference]:
    found = contrasts(member, fullest)
    if not _of_different_times(member, fullest):
        return [_said(one, member, fullest) for one in found]
    said = [_said(one, member, fullest) for one in found if one.kind not in OF_ITS_DAY]
    return [*said, Difference("another date", "they speak of different times")]


def _of_different_times(member: Remark, fullest: Remark) -> bool:
    return compare_periods(period(member.text), period(fullest.text)) == "other"


def _said(one: Contrast, member: Remark, fullest: Remark) -> Difference:
    if one.kind == "denied" and not one.here:
        return Difference("denied", "one wording denies what the other says")
    return Difference(one.kind, _SAYS[one.kind].format(here=_quote(member, one.here), there=_quote(fullest, one.there)))


def stretches(member: Remark, fullest: Remark) -> tuple[Stretch, ...]:
    """The member's words, neighbours of one mark joined, with what stands between them."""
    mine, theirs = member.forms, fullest.forms
    found = answers([form.key for form in mine], [form.key for form in theirs])
    same = {i for i, j in found.in_order if mine[i].stem == theirs[j].stem or mine[i].role == "function"}
    moved = {i for i, _ in found.moved}
    result: list[Stretch] = []
    for i, word in enumerate(member.words):
        mark: Literal["same", "moved", "other"] = "same" if i in same else "moved" if i in moved else "other"
        if result and result[-1].mark == mark:
            result[-1] = Stretch(result[-1].start, word.end, mark)
        elif not result or result[-1].end <= word.start:
            result.append(Stretch(word.start, word.end, mark))
    return tuple(result)


def _speaker(member: Remark, fullest: Remark) -> Iterator[Difference]:
    """Two names, or a name and a group. A description (the new conductor) may be the same person."""
    if same_speaker(member.speaker, fullest.speaker) == "same":
        return
    mine, theirs = _named(member), _named(fullest)
    if mine and theirs and mine.lower() != theirs.lower():
        yield Difference("another speaker", f"{mine}, not {theirs}")


def _named(remark: Remark) -> str:
    speaker = remark.speaker
    if speaker is None:
        return ""
    if speaker.group:
        return speaker.person or speaker.mention
    return "" if speaker.person.lower().startswith(_DESCRIBES) else speaker.person


def _quote(remark: Remark, positions: Collection[int]) -> str:
    if not positions:
        return ""
    found = remark.words
    listed = list(dict.fromkeys((found[i].start, found[i].surface) for i in positions))
    text = " ".join(surface for _, surface in listed[:MOST_SHOWN])
    return f"{text} …" if len(listed) > MOST_SHOWN else text
