"""Who says a quotation: a few constructions tried in order, each named so that its accuracy can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradetalks.press.grammar import Sentence
from tradetalks.press.phrases import (
    REACH,
    Phrase,
    cue_kind,
    cue_positions,
    following_noun,
    main_phrase,
    noun_ending,
    subject,
)


class Attribution(NamedTuple):
    """A quotation's speaker: a phrase of a sentence, the cue word there (None: no verb), and the construction."""

    sentence: int
    phrase: Phrase
    cue: int | None
    rule: str


class Clause(NamedTuple):
    """A cue and its subject, found once per sentence."""

    cue: int
    phrase: Phrase
    kind: str


def clauses(sentence: Sentence) -> list[Clause]:
    """Every cue of a sentence that has a subject."""
    found = []
    for cue in cue_positions(sentence):
        phrase = subject(sentence, cue)
        if phrase is not None:
            found.append(Clause(cue, phrase, cue_kind(sentence.words[cue])))
    return found


_PASSIVE = frozenset(("was", "were", "is", "are", "be", "been", "being"))
_NEAR_END = 7  # words after a closing "she said" at most
_SPEECH = frozenset(("say", "call"))


def attributed(
    number: int, sentence: Sentence, found: Sequence[Clause], text: str, places: Sequence[int]
) -> list[Attribution | None]:
    """The speaker of each quotation of a sentence, as far as that sentence tells; ``places`` are their words."""
    return [_one(number, sentence, found, text, place, i) for i, place in enumerate(places)]


def _one(number: int, sentence: Sentence, found: Sequence[Clause], text: str, place: int, i: int) -> Attribution | None:
    tags = sentence.tags
    quote = sentence.quotes[i]
    before = _governing(tags, [clause for clause in found if clause.cue < place], place)
    after = _nearest_after(tags, found, place)
    comma = text[quote.end - 1] in ",?!" or tags[place + 1 : place + 2] == ","
    if before is not None and _leads(tags, before.cue, place):
        return Attribution(number, before.phrase, before.cue, f"led in {before.kind}, {before.phrase.how}")
    if after is not None and _follows(sentence, after, place, comma):
        return Attribution(number, after.phrase, after.cue, f"followed, {after.phrase.how}")
    if after is not None and _closes(tags, after) and (before is None or before.kind not in _SPEECH):
        return Attribution(number, after.phrase, after.cue, f"closing, {after.phrase.how}")
    if before is not None:
        return Attribution(number, before.phrase, before.cue, f"inside {before.kind}, {before.phrase.how}")
    if after is not None and after.kind == "say":
        return Attribution(number, after.phrase, after.cue, f"ahead, {after.phrase.how}")
    return _without_cue(number, sentence, text, place, quote.start, comma)


def _governing(tags: str, before: Sequence[Clause], place: int) -> Clause | None:
    """The clause a quotation belongs to: the nearest verb, or the verb of saying whose report that verb is part of."""
    if not before:
        return None
    chosen = before[-1]
    if chosen.kind == "say" and _leads(tags, chosen.cue, place) and not _subordinate(tags, chosen):
        return chosen
    for outer in reversed(before[:-1]):
        if not (chosen.kind in ("think", "show") or _subordinate(tags, chosen) or _reduced(tags, chosen)):
            break
        if _separated(tags[outer.cue : chosen.cue]):
            break
        if outer.kind in _SPEECH:
            chosen = outer
    return chosen


def _subordinate(tags: str, clause: Clause) -> bool:
    """ "... when Ms. Warren railed": the verb is inside a clause of time or condition."""
    first = min(clause.phrase.first, clause.cue)
    return tags[first - 1 : first] == "s"


def _reduced(tags: str, clause: Clause) -> bool:
    """ "a memo explaining the deal": the verb describes the noun before it."""
    return tags[clause.cue] == "G" and tags[clause.cue - 1 : clause.cue] in tuple("nNUv")


def _separated(between: str) -> bool:
    return ";" in between or "Q" in between


def _nearest_after(tags: str, found: Sequence[Clause], place: int) -> Clause | None:
    for clause in found:
        if clause.cue > place:
            return clause if tags.find("Q", place + 1, clause.cue) < 0 or clause.phrase.first > place else None
    return None


def _leads(tags: str, cue: int, place: int) -> bool:
    """The quotation comes straight after the verb, or after who was told, or after "that"."""
    between = tags[cue + 1 : place]
    if "Q" in between:
        return False
    return between.strip(",:") == "" or between[-1:] in (":", ",") or (between[-1:] == "t" and len(between) < 8)


def _follows(sentence: Sentence, clause: Clause, place: int, comma: bool) -> bool:
    """The verb comes after the quotation with nothing but its subject (or "as") between."""
    tags = sentence.tags
    first = min(clause.phrase.first, clause.cue)
    if tags[place + 1 : first].lstrip(",") == "s" and sentence.words[first - 1] == "as":
        return True
    gap = tags[place + 1 : first]
    passive = sentence.words[clause.cue - 1].lower() in _PASSIVE
    if ";" in gap or clause.phrase.first <= place or passive:
        return False
    return not gap.strip(",.-rc") or (comma and "s" not in gap and len(gap) < 8)


def _closes(tags: str, clause: Clause) -> bool:
    """ "..., Gilbert said." at the end of a sentence."""
    first = min(clause.phrase.first, clause.cue)
    last = max(clause.phrase.last, clause.cue + 1)
    return clause.kind == "say" and tags[first - 1 : first] in (",", "-") and len(tags) - last < _NEAR_END


def _without_cue(number: int, sentence: Sentence, text: str, place: int, start: int, comma: bool) -> Attribution | None:
    tags = sentence.tags
    if tags[place - 1 : place] == ":" and place > 1:
        phrase = noun_ending(tags, place - 1, "colon") or main_phrase(tags[max(place - REACH, 0) : place - 1])
        return Attribution(number, phrase, None, "colon") if phrase else None
    if comma and (phrase := following_noun(tags, place)):
        return Attribution(number, phrase, None, "followed, no known verb")
    if not 0 < place <= 2 * REACH:
        return None
    phrase = main_phrase(tags[:place])
    if phrase is None:
        return None
    if tags[place - 1 : place] == "," and text[start : start + 1].isupper():
        return Attribution(number, phrase, None, "no known verb")
    return Attribution(number, phrase, None, f"no verb, {'pronoun' if tags[phrase.first] == 'h' else 'name'}")
