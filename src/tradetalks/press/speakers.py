"""Who says a quotation: a short list of constructions tried in order, each named so that its accuracy can be measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradetalks.press.grammar import Sentence
from tradetalks.press.phrases import Phrase, cue_kind, cue_positions, main_phrase, subject


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation's speaker: a phrase of a sentence, the cue word there (None: no verb), and the construction."""

    sentence: int
    phrase: Phrase
    cue: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Clause:
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


_MANY = 40  # quotations in one sentence: a list of quoted words, which nobody says


def attributed(number: int, sentence: Sentence, found: Sequence[Clause], text: str) -> list[Attribution | None]:
    """The speaker of each quotation of a sentence, as far as that sentence tells."""
    places = [i for i, tag in enumerate(sentence.tags) if tag == "Q"]
    if len(places) > _MANY:
        return [None] * len(places)
    return [_one(number, sentence, found, text, place, i) for i, place in enumerate(places)]


def _one(number: int, sentence: Sentence, found: Sequence[Clause], text: str, place: int, i: int) -> Attribution | None:
    tags = sentence.tags
    quote = sentence.quotes[i]
    before = _nearest_before(tags, found, place)
    after = _nearest_after(tags, found, place)
    comma = text[quote.end - 1] == "," or tags[place + 1 : place + 2] == ","
    leads = before is not None and _leads(tags, before.cue, place)
    if before is not None and leads:
        return Attribution(number, before.phrase, before.cue, f"led in, {before.phrase.how}")
    if after is not None and _follows(tags, after, place, comma):
        how = after.phrase.how
        return Attribution(
            number,
            after.phrase,
            after.cue,
            f"{'followed' if how != 'inverted' else 'followed,'} {how}".replace(",", ",", 1),
        )
    if before is not None:
        return Attribution(number, before.phrase, before.cue, f"inside {before.kind}, {before.phrase.how}")
    if after is not None and after.kind == "say":
        return Attribution(number, after.phrase, after.cue, f"ahead, {after.phrase.how}")
    return _without_cue(number, sentence, place)


def _nearest_before(tags: str, found: Sequence[Clause], place: int) -> Clause | None:
    for clause in reversed(found):
        if clause.cue < place:
            return clause
    return None


def _nearest_after(tags: str, found: Sequence[Clause], place: int) -> Clause | None:
    for clause in found:
        if clause.cue > place:
            return clause if tags.find("Q", place + 1, clause.cue) < 0 or clause.phrase.first > place else None
    return None


def _leads(tags: str, cue: int, place: int) -> bool:
    """The quotation comes straight after the verb, or after who was told, or after "that"."""
    between = tags[cue + 1 : place]
    return between.strip(",:") == "" or between[-1:] in (":", ",") or (between[-1:] == "t" and len(between) < 8)


def _follows(tags: str, clause: Clause, place: int, comma: bool) -> bool:
    """The verb comes after the quotation with nothing but its subject between."""
    first = min(clause.phrase.first, clause.cue)
    gap = tags[place + 1 : first]
    return clause.phrase.first > place and (comma or len(gap.strip(",.-rc")) == 0) and ";" not in gap


def _without_cue(number: int, sentence: Sentence, place: int) -> Attribution | None:
    tags = sentence.tags
    if tags[place - 1 : place] == ":" and place > 1:
        phrase = main_phrase(tags[: place - 1])
        return Attribution(number, phrase, None, "colon") if phrase else None
    phrase = main_phrase(tags[:place])
    return (
        Attribution(number, phrase, None, f"no verb, {'pronoun' if tags[phrase.first] == 'h' else 'name'}")
        if phrase
        else None
    )
