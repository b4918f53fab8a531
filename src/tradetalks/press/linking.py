"""What a sentence is about in terms of a case: its parties, its agenda items and its measures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tradetalks.case.model import AgendaItem, Case
from tradetalks.press.english import lexicon_file
from tradetalks.press.model import Document, Span, Speaker
from tradetalks.press.phrasebook import Phrase, Phrasebook
from tradetalks.press.remarks import surname
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.wording import meaning, stems

_CHUNK = re.compile(r",|;|:|\(|\)|\band\b|\bwith\b|\bfor\b|\bof\b", re.IGNORECASE)
FAMILY_NAME_FIRST = "CHN"  # the party whose people are called by their first word: Xi for Xi Jinping
Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """What a stretch of text is about; ``terms`` are the words that say so."""

    parties: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


NOTHING = Link()


class Linker:
    """Finds a case's parties, agenda items and measures in text; without a case, the topics of the lexicon."""

    def __init__(self, case: Case | None) -> None:
        self.items: tuple[tuple[str, str], ...]
        self._owners: dict[Phrase, set[tuple[str, str]]] = defaultdict(set)
        self._known = Phrasebook()
        self._links: dict[Phrases, Link] = {}  # by the phrases they rest on
        self._party_of: dict[str, str] = {}
        self._measures_of: dict[str, tuple[str, ...]] = {}
        self._items: set[Phrase] = set()  # what names an item or a measure
        self._noted: dict[str, tuple[str, ...]] = {}  # tokens of a document without which a text names nothing
        if case is None:
            self._know_topics()
        else:
            self._know_case(case)

    def _know_topics(self) -> None:
        self.items = tuple((name, name.replace("-", " ").capitalize()) for name in _topics())
        for code, names in lexicon_file("parties.yaml").items():
            for name in names:
                self._add(name, "party", code)
        for topic, (_, terms) in _topics().items():
            for term in terms:
                self._add(term, "agenda", topic)

    def _know_case(self, case: Case) -> None:
        self.items = tuple((item.id, item.title) for item in case.agenda)
        self._party_of = {_last(person.name): party.id for party in case.parties for person in party.delegation}
        self._party_of = _heads_of(case) | self._party_of
        self._measures_of = {item.id: item.measures for item in case.agenda}
        for party in case.parties:
            for name in (*lexicon_file("parties.yaml").get(party.id, ()), party.title.split(",")[0]):
                self._add(name, "party", party.id)
        for item in case.agenda:
            for term in _item_terms(case, item):
                self._add(term, "agenda", item.id)
        for measure in case.measures:
            self._add(measure.title, "measure", measure.id)

    def note(self, document: Document, tokens: Sequence[str]) -> frozenset[str]:
        """Take note of all tokens of a document, so that its sentences can be told quickly that name nothing.

        Gives the tokens one of which stands in every sentence that names an agenda item or a measure.
        """
        found = self._known.in_tokens(tokens)
        self._noted[document.id] = tuple(found)
        return frozenset(token for token, phrases in found.items() if not self._items.isdisjoint(phrases))

    def link(self, document: Document, span: Span) -> Link:
        """What the text at a span is about."""
        start, end = seen_place(document, span)
        text, noted = seen_text(document)[start:end], self._noted.get(document.id)
        return self.link_words(text) if noted is None or any(token in text for token in noted) else NOTHING

    def link_words(self, text: str) -> Link:
        """What a text is about. A measure is linked by its title, or as the only one of an item."""
        phrases = tuple(self._known.found(text)) if text else ()
        if not phrases:
            return NOTHING
        if phrases not in self._links:
            self._links[phrases] = self._link(phrases)
        return self._links[phrases]

    def _link(self, phrases: Phrases) -> Link:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        terms: dict[str, None] = {}
        for phrase in phrases:
            for kind, name in sorted(self._owners[phrase]):
                found[kind][name] = None
                if kind != "party":
                    terms[" ".join(phrase)] = None
        for item, measures in self._measures_of.items():
            if not found["measure"].keys().isdisjoint(measures):
                found["agenda"][item] = None
        for item in found["agenda"]:
            if len(self._measures_of.get(item, ())) == 1:
                found["measure"][self._measures_of[item][0]] = None
        return Link(tuple(found["party"]), tuple(found["agenda"]), tuple(found["measure"]), tuple(terms))

    def party_of(self, speaker: Speaker | None) -> str:
        """The party a speaker speaks for: as linked, by the case's delegations, or by the words of mention and role."""
        if speaker is None:
            return ""
        if speaker.party:
            return speaker.party
        if surname(speaker) in self._party_of:
            return self._party_of[surname(speaker)]
        return next(iter(self.link_words(f"{speaker.mention}. {speaker.role}").parties), "")

    def _add(self, text: str, kind: str, name: str) -> None:
        phrase = tuple(stems(text))
        if not phrase:
            return
        if phrase not in self._owners:
            self._known.add(phrase)
        self._owners[phrase].add((kind, name))
        if kind != "party":
            self._items.add(phrase)


def _heads_of(case: Case) -> dict[str, str]:
    """Who in the lexicon of names speaks for a party by office, by surname: a president speaks for the country."""
    known = lexicon_file("parties.yaml")
    party_called = {name: party.id for party in case.parties for name in known.get(party.id, ())}
    found: dict[str, str] = {}
    for entry in lexicon_file("names.yaml")["people"]:
        party = next((party_called[o["of"].lower()] for o in entry["offices"] if o["of"].lower() in party_called), "")
        if party:
            found[_last(entry["name"])] = party
            if party == FAMILY_NAME_FIRST:
                found[entry["name"].split()[0].lower()] = party
    return found


def _item_terms(case: Case, item: AgendaItem) -> set[str]:
    """What an item may be called: the parts of its title, and the terms of every topic its title or id is known by."""
    titles = {measure.id: measure.title for measure in case.measures}
    own = f"{item.title}. {item.id.replace('-', ' ')}"
    topics = _topics_of(own) or _topics_of(" . ".join(titles.get(measure, "") for measure in item.measures))
    chunks = {chunk.strip() for chunk in _CHUNK.split(item.title)}
    parties = {name for names in lexicon_file("parties.yaml").values() for name in names}
    return {term for topic in topics for term in _topics()[topic][1]} | {
        chunk for chunk in chunks if chunk.lower() not in parties and len(meaning(chunk)) > 1
    }


def _topics_of(text: str) -> tuple[str, ...]:
    """The topics a title is known by; of phrases that overlap in it, the longest counts."""
    found = stems(text)
    known = [(phrase, name) for name, (known_by, _) in _topics().items() for phrase in known_by]
    taken: set[int] = set()
    topics: dict[str, None] = {}
    for phrase, name in sorted(known, key=lambda pair: -len(pair[0])):
        for at in range(len(found) - len(phrase) + 1):
            places = set(range(at, at + len(phrase)))
            if tuple(found[at : at + len(phrase)]) == phrase and not places & taken:
                topics[name] = None
                taken |= places if len(phrase) > 1 else set()
    return tuple(topics)


@cache
def _topics() -> dict[str, tuple[tuple[Phrase, ...], tuple[str, ...]]]:
    """Per topic: the phrases it is known by, and its terms."""
    return {
        name: (tuple(tuple(stems(text)) for text in entry["known_by"]), tuple(entry["terms"]))
        for name, entry in lexicon_file("topics.yaml").items()
    }


def _last(name: str) -> str:
    parts = re.findall(r"[^\W\d_]+", name.lower())
    return parts[-1] if parts else ""
