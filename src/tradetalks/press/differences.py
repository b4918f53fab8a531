"""What differs between two wordings of one utterance, in words and as stretches to highlight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tradetalks.press.alignment import Alignment, align, denied, gaps
from tradetalks.press.periods import compare_periods, period
from tradetalks.press.remarks import Remark, same_speaker
from tradetalks.press.wording import Word, content, opposite

DifferenceKind = Literal[
    "truncated", "longer", "contracted", "another word", "another number", "tense or person", "other order",
    "another date", "agent reversed", "denied", "another speaker", "direct against reported", "no speaker",
]  # fmt: skip

OF_ITS_DAY: frozenset[DifferenceKind] = frozenset({"another number", "denied"})  # no conflict when the day differs too
NEIGHBOURS = 2  # meaningful words on either side of an actor that it may have crossed
MOST_SHOWN = 8  # words of a difference that are quoted

_PERSON = {word: number for number, said in ((1, "i me my we us our"), (3, "he him his she her they them their"))
           for word in said.split()}  # fmt: skip
_DESCRIBES = ("the ", "a ", "an ", "one ", "his ", "her ", "their ")
_PRONOUNS = frozenset({"<subject>", "<object>", "<possessive>"})
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
    said = [] if member.text == fullest.text else _of_words(member, fullest)
    if same_speaker(member.speaker, fullest.speaker) != "same":
        said += _speaker(member, fullest)
    if not member.spoken and fullest.spoken:
        said.append(Difference("no speaker", "in quotation marks, but not said by anybody"))
    if member.reported != fullest.reported:
        manner = "reported, not quoted" if member.reported else "quoted, not reported"
        said.append(Difference("direct against reported", manner))
    return tuple(said)


def _of_words(member: Remark, fullest: Remark) -> list[Difference]:
    found = align(member.words, fullest.words)
    said = [*_left_out(fullest, found), *_wording(member, fullest, found), *_order(member, fullest, found)]
    if denied(member, fullest, found.places):
        said.append(Difference("denied", "one wording denies what the other says"))
    if compare_periods(period(member.text), period(fullest.text)) == "other":
        said = [one for one in said if one.kind not in OF_ITS_DAY]
        said.append(Difference("another date", "they speak of different times"))
    return said


def stretches(member: Remark, fullest: Remark) -> tuple[Stretch, ...]:
    """The member's words, neighbours of one mark joined, with what stands between them."""
    found = align(member.words, fullest.words)
    same = {id(word) for word, twin in found.in_order if word.stem == twin.stem or word.role == "function"}
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


def _left_out(fullest: Remark, found: Alignment) -> Iterable[Difference]:
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


def _wording(member: Remark, fullest: Remark, found: Alignment) -> Iterable[Difference]:
    """Words exchanged, added or contracted between the two."""
    contracted = [(a, b) for a, b in found.in_order if a.contracted != b.contracted and a.plain == b.plain]
    changed = [(a, b) for a, b in found.in_order if a.plain != b.plain]
    for kind in ("another word", "tense or person"):
        chosen = [(a, b) for a, b in changed if (a.stem != b.stem and a.role != "function") == (kind == "another word")]
        if chosen:
            yield Difference(kind, f"“{_quote(a for a, _ in chosen)}” for “{_quote(b for _, b in chosen)}”")
    moved = {id(word) for pair in found.moved for word in pair}
    between = list(gaps(found.places, len(member.words), len(fullest.words)))
    for i, (mine, theirs) in enumerate(between):
        here = [word for word in content(member.words[mine]) if id(word) not in moved]
        there = [word for word in content(fullest.words[theirs]) if id(word) not in moved]
        yield from _exchange(here, there, edge=i in (0, len(between) - 1))
    if contracted:
        yield Difference("contracted", "a contraction in one is written out in the other")


def _exchange(here: list[Word], there: list[Word], *, edge: bool) -> Iterable[Difference]:
    """What stands in place of what; words only the fullest has at its edges are a truncation, said elsewhere."""
    numbers = [word for word in here if word.role == "number"], [word for word in there if word.role == "number"]
    if numbers[0] and numbers[1]:
        yield Difference("another number", f"{_quote(numbers[0])} for {_quote(numbers[1])}")
    elif here and there:
        opposed = any(opposite(a, b) for a in here for b in there)
        yield Difference("denied" if opposed else "another word", f"“{_quote(here)}” for “{_quote(there)}”")
    elif here:
        yield Difference("longer", f"adds “{_quote(here)}”")
    elif there and not edge:
        yield Difference("truncated", f"leaves out “{_quote(there)}”")


def _order(member: Remark, fullest: Remark, found: Alignment) -> Iterable[Difference]:
    """Moved words: somebody who acts in one wording and is acted upon in the other, or only another order."""
    meaning = [(a, b) for a, b in found.moved if a.role != "function" or a.key in _PRONOUNS]
    actors = [(a, b) for a, b in meaning if _is_actor(a, member) and _is_actor(b, fullest)]
    crossed = [actor for actor, twin in actors if _crossed(actor, member, twin, fullest)]
    swapped = crossed or ([] if meaning else _swapped_pronouns(member, fullest, found))
    if swapped and _passive(member.words) == _passive(fullest.words):
        yield Difference("agent reversed", f"“{_quote(swapped)}” acts in one and is acted upon in the other")
    elif meaning:
        yield Difference("other order", f"“{_quote([a for a, _ in meaning])}” stands elsewhere")


def _crossed(actor: Word, member: Remark, twin: Word, fullest: Remark) -> bool:
    """Whether an actor stands before a word in one wording and after it in the other.

    A clause that moved as a whole keeps its neighbours on their side; a place (in Norland) may stand anywhere.
    """
    if _after_preposition(actor, member) and _after_preposition(twin, fullest):
        return False
    before, after = _neighbours(actor, member)
    twin_before, twin_after = _neighbours(twin, fullest)
    if (before[:1] and before[:1] == twin_before[:1]) or (after[:1] and after[:1] == twin_after[:1]):
        return False
    return bool(set(before) & set(twin_after) or set(after) & set(twin_before))


def _neighbours(word: Word, remark: Remark) -> tuple[list[str], list[str]]:
    """Keys of the nearest meaningful words before and after, the nearest first."""
    before = [other.key for other in content(remark.words) if other.end <= word.start]
    after = [other.key for other in content(remark.words) if other.start >= word.end]
    return before[: -NEIGHBOURS - 1 : -1], after[:NEIGHBOURS]


def _swapped_pronouns(member: Remark, fullest: Remark, found: Alignment) -> list[Word]:
    """``he attacked us`` against ``we attacked him``: the two persons change places."""
    pronouns = [(a, b) for a, b in found.in_order if a.key in _PRONOUNS]
    changed = [(a, b) for a, b in pronouns if _PERSON.get(a.plain) != _PERSON.get(b.plain)]
    persons = {_PERSON.get(a.plain) for a, _ in changed}
    both_quoted = not member.reported and not fullest.reported
    return [a for a, _ in changed] if both_quoted and len(persons) == 2 else []


def _is_actor(word: Word, remark: Remark) -> bool:
    """A name (a capital inside the sentence) or a personal pronoun."""
    if word.key in _PRONOUNS:
        return word.key != "<possessive>"
    first = remark.words[0].start
    at = next(i for i, other in enumerate(remark.words) if other is word)
    if at and remark.words[at - 1].key == "<possessive>":
        return True
    return word.surface[:1].isupper() and (word.start > first or word.surface.isupper() or len(remark.words) == 1)


def _after_preposition(word: Word, remark: Remark) -> bool:
    at = next(i for i, other in enumerate(remark.words) if other is word)
    return at > 0 and remark.words[at - 1].plain in _OBJECT_OF_PLACE


def _passive(found: tuple[Word, ...]) -> bool:
    """Whether ``by`` follows a form of be: the agent stands after the verb."""
    plain, keys = [word.plain for word in found], [word.key for word in found]
    return "<be>" in keys and "by" in plain[keys.index("<be>") :]


def _speaker(member: Remark, fullest: Remark) -> Iterable[Difference]:
    """Two names, or a name and a group. A description (the new conductor) may be the same person."""
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


def _quote(found: Iterable[Word]) -> str:
    listed = list(dict.fromkeys((word.start, word.surface) for word in found))
    text = " ".join(surface for _, surface in listed[:MOST_SHOWN])
    return f"{text} …" if len(listed) > MOST_SHOWN else text
