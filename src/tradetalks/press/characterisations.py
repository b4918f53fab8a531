"""What somebody is reported to have called something: "Lutnick labeled the meeting 'fruitful'"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tradetalks.press.model import Document, Span, Statement
from tradetalks.press.seen import seen_text, span_of
from tradetalks.press.wording import content, forms

_VERB = r"(?:describ|call|label|term|dubb|characteri[sz]|hail|brand|deem)\w{0,4}[ \u00a0]"
_CALLING = re.compile(_VERB)
_CALLED = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w'’.-]{1,40}(?:[ \u00a0][A-ZÀ-Þ][\w'’.-]{1,40}){0,5}),?[ \u00a0]"
    rf"(?:(?:also|later|again|had|has)[ \u00a0]){{0,2}}{_VERB}"
    r"(?P<thing>[^\"“”«»\n.;]{2,80}?)[ \u00a0](?:as[ \u00a0])?(?:[\"“«]|['‘](?=\w))(?P<what>[^\"“”«»\n]{2,60}?)[\"”»’']"
)
_PRONOUN = frozenset({"it", "them", "this", "that", "these", "those"})
_PERSONAL = frozenset({"he", "she", "they", "it", "who"})
BEFORE, AFTER = 120, 160  # characters around the verb
MOST_WORDS = 4  # a longer quotation is a remark, not a name for the thing


@dataclass(frozen=True, slots=True)
class Characterisation:
    """Somebody calls a thing something: surname in lower case, keys of the thing and of what it is called."""

    who: str
    name: str
    thing: frozenset[str]
    thing_text: str
    called: frozenset[str]
    span: Span
    text: str


def characterisations(document: Document, statements: Sequence[Statement] = ()) -> Iterator[Characterisation]:
    """Every such sentence of a document.

    A pronoun for the thing stands for what was called something just before; one for the person, for the speaker that
    the statement there has.
    """
    text, last = seen_text(document), ""
    for match in _called(text):
        thing = match["thing"].strip()
        if thing.lower() in _PRONOUN:
            thing = last
        last = thing or last
        what = forms(match["what"])
        keys = frozenset(word.key for word in content(forms(thing)))
        if keys and 0 < len(what) <= MOST_WORDS:
            span = span_of(document, match.start("what"), match.end("what"))
            name = _person(match["who"], span, statements)
            if not name:
                continue
            called = frozenset(word.stem for word in content(what)) or frozenset(word.stem for word in what)
            who = re.findall(r"[^\W\d_]+", name.lower().removesuffix("’s").removesuffix("'s"))[-1]
            yield Characterisation(who, name, keys, thing, called, span, match["what"])


def _called(text: str) -> Iterator[re.Match[str]]:
    """Looked for only around a verb, so that a long text without one costs little."""
    done = 0
    for verb in _CALLING.finditer(text):
        if verb.start() >= done and (
            match := _CALLED.search(text, max(done, verb.start() - BEFORE), verb.end() + AFTER)
        ):
            done = match.end()
            yield match


def _person(who: str, span: Span, statements: Sequence[Statement]) -> str:
    if who.lower() not in _PERSONAL:
        return who
    there = (said for said in statements if said.span.start < span.end and span.start < said.span.end)
    return next((said.speaker.person for said in there if said.speaker and said.speaker.person), "")


def disagreeing(found: Iterable[Characterisation]) -> list[tuple[Characterisation, ...]]:
    """One person, one thing, several documents and no word in common: the sets of what it was called."""
    by_person: dict[str, list[Characterisation]] = defaultdict(list)
    for one in found:
        by_person[one.who].append(one)
    return [group for said in by_person.values() for group in _by_thing(said) if _differ(group)]


def _by_thing(said: Sequence[Characterisation]) -> Iterator[tuple[Characterisation, ...]]:
    left = list(said)
    while left:
        first, *rest = left
        same = [one for one in rest if one.thing & first.thing]
        left = [one for one in rest if not one.thing & first.thing]
        yield (first, *same)


def _differ(group: Sequence[Characterisation]) -> bool:
    documents = {one.span.document for one in group}
    return len(documents) > 1 and not frozenset.intersection(*(one.called for one in group))
