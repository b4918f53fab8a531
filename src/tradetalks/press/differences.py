"""What differs between two wordings of one utterance, in words and as stretches to highlight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from tradetalks.press.remarks import Remark, same_speaker
from tradetalks.press.resemblance import Alignment, align
from tradetalks.press.wording import Word, content, negations, opposite

DifferenceKind = Literal[
    "truncated", "longer", "contracted", "another word", "another number", "tense or person", "other order",
    "agent reversed", "denied", "another speaker", "direct against reported",
]  # fmt: skip

GRAVE: frozenset[DifferenceKind] = frozenset({"another number", "agent reversed", "denied", "another speaker"})
MOST_SHOWN = 8  # words of a difference that are quoted

_OBJECT_OF_PLACE = frozenset({"in", "at", "on", "from", "to", "into", "of", "for", "with", "through", "across"})


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
    found = align(member.words, fullest.words)
    said = [*_left_out(member, fullest, found), *_wording(member, fullest), *_order(member, fullest, found)]
    if negations(member.words) % 2 != negations(_covered(fullest, found)) % 2:
        said.append(Difference("denied", "one wording denies what the other says"))
    if same_speaker(member.statement.speaker, fullest.statement.speaker) != "same":
        said += _speaker(member, fullest)
    if member.reported != fullest.reported:
        manner = "reported, not quoted" if member.reported else "quoted, not reported"
        said.append(Difference("direct against reported", manner))
    return tuple(said)


def stretches(member: Remark, fullest: Remark) -> tuple[Stretch, ...]:
    """The member's words, neighbours of one mark joined, with what stands between them."""
    found = align(member.words, fullest.words)
    same = {id(word) for word, _ in found.in_order}
    moved = {id(word) for word, _ in found.moved}
    result: list[Stretch] = []
    for word in member.words:
        mark: Literal["same", "moved", "other"] = (
            "same" if id(word) in same else "moved" if id(word) in moved else "other"
        )
        if result and result[-1].mark == mark:
            result[-1] = Stretch(result[-1].start, word.end, mark)
        elif not result or result[-1].end <= word.start:
            result.append(Stretch(word.start, word.end, mark))
    return tuple(result)


def _left_out(member: Remark, fullest: Remark, found: Alignment) -> Iterable[Difference]:
    """Meaningful words of the fullest wording before, after or between what the member keeps."""
    kept = [other for _, other in found.in_order]
    if not kept:
        return
    first, last = fullest.words.index(kept[0]), len(fullest.words) - 1 - fullest.words[::-1].index(kept[-1])
    outside = (*fullest.words[:first], *fullest.words[last + 1 :])
    moved = {id(other) for _, other in found.moved}
    lost = [word for word in content(outside) if id(word) not in moved]
    if lost:
        yield Difference("truncated", f"leaves out “{_quote(lost)}”")


def _wording(member: Remark, fullest: Remark) -> Iterable[Difference]:
    """Words exchanged, added or contracted between the two."""
    mine, theirs = member.words, fullest.words
    contracted = False
    ops = LCSseq.opcodes([word.plain for word in mine], [word.plain for word in theirs])
    pending_mine: list[Word] = []
    pending_theirs: list[Word] = []
    blocks: list[tuple[list[Word], list[Word]]] = []
    for op in ops:
        here, there = mine[op.src_start : op.src_end], theirs[op.dest_start : op.dest_end]
        if op.tag == "equal":
            contracted |= any(a.contracted != b.contracted for a, b in zip(here, there, strict=True))
            blocks.append((pending_mine, pending_theirs))
            pending_mine, pending_theirs = [], []
        else:
            pending_mine += here
            pending_theirs += there
    blocks.append((pending_mine, pending_theirs))
    for i, (here_words, there_words) in enumerate(blocks):
        yield from _exchange(here_words, there_words, edge=i in (0, len(blocks) - 1))
    if contracted:
        yield Difference("contracted", "a contraction in one is written out in the other")


def _exchange(mine: list[Word], theirs: list[Word], *, edge: bool) -> Iterable[Difference]:
    """What stands in place of what; words only the fullest has at its edges are a truncation, said elsewhere."""
    if not mine and not theirs:
        return
    if [word.key for word in mine] == [word.key for word in theirs]:
        grammatical = all(a.stem == b.stem or a.role == "function" for a, b in zip(mine, theirs, strict=True))
        kind: DifferenceKind = "tense or person" if grammatical else "another word"
        yield Difference(kind, f"“{_quote(mine)}” for “{_quote(theirs)}”")
        return
    here, there = content(tuple(mine)), content(tuple(theirs))
    numbers = [word for word in here if word.role == "number"], [word for word in there if word.role == "number"]
    if numbers[0] and numbers[1]:
        yield Difference("another number", f"{_quote(numbers[0])} for {_quote(numbers[1])}")
    elif here and there and not edge:
        opposed = any(opposite(a, b) for a in here for b in there)
        yield Difference("denied" if opposed else "another word", f"“{_quote(here)}” for “{_quote(there)}”")
    elif here and there:
        yield Difference("another word", f"“{_quote(here)}” for “{_quote(there)}”")
    elif here:
        yield Difference("longer", f"adds “{_quote(here)}”")
    elif there and not edge:
        yield Difference("truncated", f"leaves out “{_quote(there)}”")


def _order(member: Remark, fullest: Remark, found: Alignment) -> Iterable[Difference]:
    """Moved words: somebody who acts in one wording and is acted upon in the other, or only another order."""
    meaning = [(a, b) for a, b in found.moved if a.role != "function" or a.key in ("<subject>", "<object>")]
    actors = [(a, b) for a, b in meaning if _is_actor(a, member) and _is_actor(b, fullest)]
    verbs = [(a, b) for a, b in found.in_order if a.role != "function" and not _is_actor(a, member)]
    crossed = [
        actor
        for actor, twin in actors
        if not (_after_preposition(actor, member) and _after_preposition(twin, fullest))
        and any((actor.start < a.start) != (twin.start < b.start) for a, b in verbs)
    ]
    swapped = [*crossed] or _swapped_pronouns(member, fullest, found)
    if swapped and _passive(member.words) == _passive(fullest.words):
        yield Difference("agent reversed", f"“{_quote(swapped)}” acts in one and is acted upon in the other")
    elif meaning:
        yield Difference("other order", f"“{_quote([a for a, _ in meaning])}” stands elsewhere")


def _swapped_pronouns(member: Remark, fullest: Remark, found: Alignment) -> list[Word]:
    """``he attacked us`` against ``we attacked him``: subject and object exchange their persons."""
    person = {"i": 1, "me": 1, "we": 1, "us": 1, "he": 3, "him": 3, "she": 3, "her": 3, "they": 3, "them": 3}
    of_order = [(a, b) for a, b in found.in_order if a.key in ("<subject>", "<object>")]
    changed = [(a, b) for a, b in of_order if person.get(a.plain) != person.get(b.plain)]
    persons = {person.get(a.plain) for a, _ in changed}
    both_quoted = not member.reported and not fullest.reported
    return [a for a, _ in changed] if both_quoted and len(persons) == 2 else []


def _is_actor(word: Word, remark: Remark) -> bool:
    """A name (a capital inside the sentence) or a personal pronoun."""
    if word.key in ("<subject>", "<object>"):
        return True
    first = remark.words[0].start
    return word.surface[:1].isupper() and (word.start > first or word.surface.isupper() or len(remark.words) == 1)


def _after_preposition(word: Word, remark: Remark) -> bool:
    at = next(i for i, other in enumerate(remark.words) if other is word)
    return at > 0 and remark.words[at - 1].plain in _OBJECT_OF_PLACE


def _passive(found: tuple[Word, ...]) -> bool:
    """Whether ``by`` follows a form of be: the agent stands after the verb."""
    plain, keys = [word.plain for word in found], [word.key for word in found]
    return "<be>" in keys and "by" in plain[keys.index("<be>") :]


def _covered(fullest: Remark, found: Alignment) -> tuple[Word, ...]:
    """The part of the fullest wording between the first and the last word the other keeps."""
    places = [other.start for _, other in found.in_order]
    if not places:
        return ()
    first, last = min(places), max(places)
    return tuple(word for word in fullest.words if first <= word.start <= last)


def _speaker(member: Remark, fullest: Remark) -> Iterable[Difference]:
    mine, theirs = _named(member), _named(fullest)
    if mine and theirs and mine.lower() != theirs.lower():
        yield Difference("another speaker", f"{mine}, not {theirs}")


def _named(remark: Remark) -> str:
    speaker = remark.statement.speaker
    if speaker is None:
        return ""
    return speaker.person or (speaker.mention if speaker.group else "")


def _quote(found: Iterable[Word]) -> str:
    listed = list(dict.fromkeys((word.start, word.surface) for word in found))
    text = " ".join(surface for _, surface in listed[:MOST_SHOWN])
    return f"{text} …" if len(listed) > MOST_SHOWN else text
