"""The dossier: everything that coverage says, put side by side. Nothing in it is confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from tradetalks.case.model import Case
from tradetalks.press.characterisations import Characterisation, characterisations
from tradetalks.press.claims import claim
from tradetalks.press.conflicts import Conflict, conflicts
from tradetalks.press.copies import SharedWording, shared_wording, sources
from tradetalks.press.corrections import Corrections, corrected, pairs_of
from tradetalks.press.coverage import Coverage, coverage
from tradetalks.press.groups import ClaimGroups, Claims, claim_groups
from tradetalks.press.linking import Link, Linker
from tradetalks.press.mentions import links, read_again
from tradetalks.press.model import Document, Figure, Speaker, Statement
from tradetalks.press.remarks import SPOKEN, comparable, remarks
from tradetalks.press.seen import seen_text
from tradetalks.press.store import Articles, Reading
from tradetalks.press.suspicious import Suspicion, suspicions
from tradetalks.press.table import Remarks
from tradetalks.press.utterances import Utterance, Utterances, utterances


@dataclass(frozen=True, slots=True)
class News:
    """What the newest articles add to an existing dossier."""

    documents: tuple[str, ...]
    utterances: tuple[str, ...]  # remarks nobody had before
    confirmed: tuple[str, ...]  # remarks that gain an independent source
    conflicts: tuple[int, ...]  # positions in `Dossier.conflicts`
    items: tuple[str, ...]  # agenda items covered for the first time


@dataclass(frozen=True, slots=True)
class Dossier:
    """Coverage compared. Ids of statements and figures are those of their readings.

    What there may be much of is put together when it is asked for; asked again, it may be another object, but equal.
    """

    case: str
    readings: Sequence[Reading]
    utterances: Utterances
    claims: ClaimGroups
    conflicts: tuple[Conflict, ...]
    coverage: Coverage
    suspicions: tuple[Suspicion, ...]
    shared: tuple[SharedWording, ...]
    source_of: Mapping[str, str]
    links: Mapping[str, Link]  # by id of statement or figure
    notes: tuple[str, ...] = ()
    news: News | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def clusters(self) -> Sequence[Utterance]:
        """Utterances with more than one wording or place, the most widespread first."""
        return self.utterances.clusters


def read_document(document: Document) -> Reading:
    """Find the statements and the figures of one document."""
    from tradetalks.press.figures import figures
    from tradetalks.press.statements import statements

    said = statements(document, doubtful=True)
    return Reading(document, said, figures(document, [one for one in said if not one.doubtful]))


def dossier(
    readings: Iterable[Reading],
    *,
    case: Case | None = None,
    corrections: Corrections | None = None,
    known: Collection[str] | None = None,
) -> Dossier:
    """Compare readings across documents. One without text (an empty file, a binary one) is no article: a note says so.

    ``case`` gives the agenda of the coverage matrix; without one its rows are the topics of the lexicon. ``known`` are
    the ids of documents that an earlier dossier had; given, the result says what the others add.
    """
    right = corrections or Corrections()
    linker = Linker(case)
    articles, found, notes = _gathered(readings, right, linker)
    documents = articles.documents
    mentions, topical = read_again(documents.values(), linker)
    same, apart = (pairs_of(pairs, found, documents) for pairs in (right.same, right.apart))
    said = utterances(found, topical=topical, same=same, apart=apart)
    read = articles.readings(_BorneOut(said.joined()))
    shared = shared_wording(documents)
    source_of = sources(documents, shared)
    about = _about(read, linker)
    matrix = coverage(tuple(documents), linker.items, about.statements, about.figures, mentions, said, source_of)
    groups = claim_groups(about.claims)
    result = Dossier(
        case.name if case else "", read, said, groups, conflicts(said.several, groups, about.called), matrix,
        suspicions(documents.values()), shared, source_of, about.links, (*notes, *_waiting(documents, right)),
        documents=documents,
    )  # fmt: skip
    return result if known is None else _with_news(result, frozenset(known))


def _gathered(
    readings: Iterable[Reading], right: Corrections, linker: Linker
) -> tuple[Articles, Remarks, tuple[str, ...]]:
    """One reading per content (the same file under two names is read once), put right; and what was odd, as notes."""
    articles = Articles()
    found = Remarks(articles)
    notes: list[str] = []
    for reading in readings:
        document = reading.document
        if document.note:
            notes.append(f"{document.name}: {document.note}")
        if document.id not in articles and seen_text(document).strip():
            said = corrected(reading.statements, right)
            put_right = _with_parties(Reading(document, said, reading.figures), linker)
            number = articles.add(put_right)
            found.add(number, put_right.statements, comparable(remarks(document, put_right.statements)))
    return articles, found, tuple(notes)


def _with_parties(reading: Reading, linker: Linker) -> Reading:
    """Each speaker with the party of the case that he or she speaks for, where it can be told."""
    told = {one.speaker for one in reading.statements} | {one.speaker for one in reading.figures}
    party = {one: linker.party_of(one) for one in told if one is not None}
    named = {one: one._replace(party=party[one]) for one in party if party[one] != one.party}
    said = tuple(_spoken_by(one, named) for one in reading.statements)
    return replace(reading, statements=said, figures=tuple(_spoken_by(one, named) for one in reading.figures))


_Told = TypeVar("_Told", Statement, Figure)


def _spoken_by(one: _Told, named: Mapping[Speaker, Speaker]) -> _Told:
    return one if one.speaker is None or one.speaker not in named else one._replace(speaker=named[one.speaker])


@dataclass(frozen=True, slots=True)
class _BorneOut:
    """Leaves out what only may be a report and no other document has; ``joined`` are those some other has."""

    joined: Collection[tuple[int, int]]  # document and number of the statement

    def __call__(self, document: int, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(self._kept(document, statements)) if any(one.doubtful for one in statements) else statements

    def _kept(self, document: int, statements: Iterable[Statement]) -> Iterator[Statement]:
        for number, one in enumerate(statements):
            if not one.doubtful:
                yield one
            elif (document, number) in self.joined:
                yield one._replace(why=f"{one.why}; doubtful, but another article has it too")


_Linked = list[tuple[str, Link]]


@dataclass(slots=True)
class _About:
    """What statements and figures are about, gathered article by article."""

    links: dict[str, Link] = field(default_factory=lambda: _Links())
    statements: dict[str, _Linked] = field(default_factory=dict)  # by document; those about an agenda item
    figures: dict[str, _Linked] = field(default_factory=dict)
    claims: Claims = field(default_factory=Claims)
    called: list[Characterisation] = field(default_factory=list)


class _Links(dict[str, Link]):
    """Links by id of statement or figure; those that say nothing are not kept."""

    def __missing__(self, id: str) -> Link:
        return _NOTHING


_NOTHING = Link()


def _about(readings: Iterable[Reading], linker: Linker) -> _About:
    about = _About()
    for reading in readings:
        document = reading.document
        about.links.update(
            (id, link) for id, link in links(document, reading.statements, reading.figures, linker) if link != _NOTHING
        )
        spoken = [one.id for one in reading.statements if one.kind in SPOKEN]
        given = [one.id for one in reading.figures]
        for ids, on_agenda in ((spoken, about.statements), (given, about.figures)):
            on_agenda[document.id] = [(id, about.links[id]) for id in ids if about.links[id].agenda]
        about.claims.add(filter(None, (claim(document, figure) for figure in reading.figures)))
        about.called += characterisations(document, reading.statements)
    return about


def _waiting(documents: Collection[str], right: Corrections) -> Iterator[str]:
    """A note for each correction of an article that is not among those read."""
    for place in right.places():
        if not any(id.startswith(place.document) for id in documents):
            yield f"{place.where}: no article {place.document} among those read; the correction waits for it"


def _with_news(whole: Dossier, known: frozenset[str]) -> Dossier:
    fresh = tuple(id for id in whole.documents if id not in known)
    old_sources = {whole.source_of[id] for id in known if id in whole.source_of}
    new: list[str] = []
    confirmed: list[str] = []
    for one in whole.utterances:
        having = {member.document for member in one.members}
        if having.isdisjoint(known):
            new.append(one.id)
        elif {whole.source_of[id] for id in having if id not in known} - old_sources:
            confirmed.append(one.id)
    apart = tuple(
        i for i, one in enumerate(whole.conflicts) if any(version.span.document in fresh for version in one.versions)
    )
    place = {id: i for i, id in enumerate(whole.coverage.documents)}
    items = tuple(
        row.item
        for row in whole.coverage.rows
        if row.sources and not any(row.cells[place[id]] for id in known if id in place)
    )
    return replace(whole, news=News(fresh, tuple(new), tuple(confirmed), apart, items))
