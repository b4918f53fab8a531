"""Where two wordings of one utterance part, told by the positions of their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, dropwhile
from typing import Literal, NamedTuple

from tradetalks.press.alignment import Answers, answers, denied, gaps
from tradetalks.press.remarks import Remark
from tradetalks.press.wording import Form, Word, opposite

ContrastKind = Literal[
    "truncated", "longer", "contracted", "another word", "another number", "tense or person", "other order",
    "agent reversed", "denied",
]  # fmt: skip

NEIGHBOURS = 2  # meaningful words on either side of an actor that it may have crossed

_PERSON = {word: number for number, said in ((1, "i me my we us our"), (3, "he him his she her they them their"))
           for word in said.split()}  # fmt: skip
_PRONOUNS = frozenset({"<subject>", "<object>", "<possessive>"})
_OBJECT_OF_PLACE = frozenset({"in", "at", "on", "from", "to", "into", "of", "for", "with", "through", "across"})


class Contrast(NamedTuple):
    """One way in which a wording differs from the fullest one, and the positions of the words in both."""

    kind: ContrastKind
    here: Sequence[int] = ()
    there: Sequence[int] = ()


class _Pair(NamedTuple):
    """A wording and the fullest one, and which of their words answer each other."""

    member: Remark
    fullest: Remark
    found: Answers

    @property
    def mine(self) -> tuple[Form, ...]:
        return self.member.forms

    @property
    def theirs(self) -> tuple[Form, ...]:
        return self.fullest.forms


def contrasts(member: Remark, fullest: Remark) -> Iterator[Contrast]:
    """How the words of ``member`` differ from those of ``fullest``."""
    found = answers([form.key for form in member.forms], [form.key for form in fullest.forms])
    pair = _Pair(member, fullest, found)
    yield from _left_out(pair)
    yield from _wording(pair)
    yield from _order(pair)
    if denied(member, fullest, found):
        yield Contrast("denied")


def _left_out(pair: _Pair) -> Iterator[Contrast]:
    """Meaningful words of the fullest wording before or after what the member keeps."""
    if not pair.found.in_order:
        return
    (_, first), (_, last) = pair.found.in_order[0], pair.found.in_order[-1]
    outside = chain(range(first), range(last + 1, len(pair.theirs)))
    lost = _meaningful(pair.theirs, outside, {j for _, j in pair.found.moved})
    if lost:
        yield Contrast("truncated", there=lost)


def _meaningful(forms: Sequence[Form], positions: Iterable[int], moved: Collection[int]) -> list[int]:
    return [i for i in positions if forms[i].role != "function" and i not in moved]


def _wording(pair: _Pair) -> Iterator[Contrast]:
    """Words exchanged, added or contracted between the two."""
    mine, theirs, (in_order, moved) = pair.mine, pair.theirs, pair.found
    changed = [(i, j) for i, j in in_order if mine[i].plain != theirs[j].plain]
    another = [(i, j) for i, j in changed if mine[i].stem != theirs[j].stem and mine[i].role != "function"]
    if another:
        yield Contrast("another word", *zip(*another, strict=True))
    if len(changed) > len(another):
        inflected = [places for places in changed if places not in another]
        yield Contrast("tense or person", *zip(*inflected, strict=True))
    gone, come = {i for i, _ in moved}, {j for _, j in moved}
    for left, right in gaps(pair.found, len(mine), len(theirs)):
        if left.start < left.stop or right.start < right.stop:
            here = _meaningful(mine, range(left.start, left.stop), gone)
            there = _meaningful(theirs, range(right.start, right.stop), come)
            yield from _exchange(pair, here, there, edge=right.start == 0 or right.stop == len(theirs))
    if any(mine[i].contracted != theirs[j].contracted and mine[i].plain == theirs[j].plain for i, j in in_order):
        yield Contrast("contracted")


def _exchange(pair: _Pair, here: list[int], there: list[int], *, edge: bool) -> Iterator[Contrast]:
    """What stands in place of what; words only the fullest has at its edges are a truncation, told elsewhere."""
    mine, theirs = pair.mine, pair.theirs
    numbers = [i for i in here if mine[i].role == "number"], [j for j in there if theirs[j].role == "number"]
    if numbers[0] and numbers[1]:
        yield Contrast("another number", *numbers)
    elif here and there:
        opposed = any(opposite(mine[i], theirs[j]) for i in here for j in there)
        yield Contrast("denied" if opposed else "another word", here, there)
    elif here:
        yield Contrast("longer", here)
    elif there and not edge:
        yield Contrast("truncated", there=there)


def _order(pair: _Pair) -> Iterator[Contrast]:
    """Moved words: somebody who acts in one wording and is acted upon in the other, or only another order."""
    mine = pair.mine
    moved = [(i, j) for i, j in pair.found.moved if mine[i].role != "function" or mine[i].key in _PRONOUNS]
    swapped = [i for i, j in moved if _has_crossed(pair, i, j)] or ([] if moved else _swapped_pronouns(pair))
    if swapped and _passive(mine) == _passive(pair.theirs):
        yield Contrast("agent reversed", swapped)
    elif moved:
        yield Contrast("other order", [i for i, _ in moved])


def _has_crossed(pair: _Pair, i: int, j: int) -> bool:
    """Whether an actor stands before a word in one wording and after it in the other.

    A clause that moved as a whole keeps its neighbours on their side; a place (in Norland) may stand anywhere.
    """
    mine, theirs = pair.member.words, pair.fullest.words
    if not (_is_actor(mine, i) and _is_actor(theirs, j)):
        return False
    if _after_preposition(mine, i) and _after_preposition(theirs, j):
        return False
    before, after = _neighbours(mine, i)
    twin_before, twin_after = _neighbours(theirs, j)
    if (before[:1] and before[:1] == twin_before[:1]) or (after[:1] and after[:1] == twin_after[:1]):
        return False
    return bool(set(before) & set(twin_after) or set(after) & set(twin_before))


def _neighbours(found: Sequence[Word], at: int) -> tuple[list[str], list[str]]:
    """Keys of the nearest meaningful words before and after, the nearest first."""
    meant = [other for other in found if other.form.role != "function"]
    before = [other.form.key for other in meant if other.end <= found[at].start]
    after = [other.form.key for other in meant if other.start >= found[at].end]
    return before[: -NEIGHBOURS - 1 : -1], after[:NEIGHBOURS]


def _swapped_pronouns(pair: _Pair) -> list[int]:
    """``he attacked us`` against ``we attacked him``: the two persons change places."""
    if pair.member.reported or pair.fullest.reported:
        return []
    pronouns = [(i, j) for i, j in pair.found.in_order if pair.mine[i].key in _PRONOUNS]
    persons = [(i, _PERSON.get(pair.mine[i].plain), _PERSON.get(pair.theirs[j].plain)) for i, j in pronouns]
    changed = [(i, mine) for i, mine, theirs in persons if mine != theirs]
    return [i for i, _ in changed] if len({person for _, person in changed}) == 2 else []


def _is_actor(found: Sequence[Word], at: int) -> bool:
    """A name (a capital inside the sentence) or a personal pronoun."""
    word = found[at]
    if word.form.key in _PRONOUNS:
        return word.form.key != "<possessive>"
    if at and found[at - 1].form.key == "<possessive>":
        return True
    return word.surface[:1].isupper() and (word.start > found[0].start or word.surface.isupper() or len(found) == 1)


def _after_preposition(found: Sequence[Word], at: int) -> bool:
    return at > 0 and found[at - 1].form.plain in _OBJECT_OF_PLACE


def _passive(forms: Iterable[Form]) -> bool:
    """Whether ``by`` follows a form of be: the agent stands after the verb."""
    return any(form.plain == "by" for form in dropwhile(lambda form: form.key != "<be>", forms))
