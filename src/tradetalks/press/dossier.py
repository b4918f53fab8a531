"""The dossier: everything that coverage says, put side by side. Nothing in it is confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TypeVar

from tradetalks.case.model import Case
from tradetalks.press.characterisations import characterisations
from tradetalks.press.claims import ClaimGroup, claim, claim_groups
from tradetalks.press.conflicts import Conflict, conflicts
from tradetalks.press.copies import SharedWording, shared_wording, sources
from tradetalks.press.corrections import Corrections, corrected, pairs_of
from tradetalks.press.coverage import Coverage, coverage
from tradetalks.press.linking import Link, Linker
from tradetalks.press.mentions import links, read_again
from tradetalks.press.model import Document, Figure, Speaker, Statement
from tradetalks.press.remarks import SPOKEN, Remark, comparable, remarks
from tradetalks.press.seen import seen_text
from tradetalks.press.suspicious import Suspicion, suspicions
from tradetalks.press.utterances import Utterance, utterances


@dataclass(frozen=True, slots=True)
class Reading:
    """One document with what was found in it."""

    document: Document
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]


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
    """Coverage compared. Ids of statements and figures are those of their readings."""

    case: str
    readings: tuple[Reading, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[ClaimGroup, ...]
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
    def clusters(self) -> tuple[Utterance, ...]:
        """Utterances with more than one wording or place, the most widespread first."""
        several = [one for one in self.utterances if len(one.members) > 1]
        return tuple(
            sorted(several, key=lambda one: (-len({m.document for m in one.members}), -len(one.members), one.id))
        )


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
    read, notes = _articles(readings, right, linker)
    documents = {reading.document.id: reading.document for reading in read}
    mentions, topical = read_again(documents.values(), linker)
    said = _utterances(read, right, documents, topical)
    read = _borne_out(read, said)
    claims = [
        made for reading in read for figure in reading.figures if (made := claim(reading.document, figure)) is not None
    ]
    groups = claim_groups(claims)
    shared = shared_wording(list(documents.values()))
    source_of = sources(documents.values(), shared)
    linked = dict(chain.from_iterable(links(r.document, r.statements, r.figures, linker) for r in read))
    matrix = coverage(
        list(documents.values()),
        linker.items,
        {r.document.id: [(s.id, linked[s.id]) for s in r.statements if s.kind in SPOKEN] for r in read},
        {r.document.id: [(f.id, linked[f.id]) for f in r.figures] for r in read},
        mentions,
        said,
        source_of,
    )
    called = [one for r in read for one in characterisations(r.document, r.statements)]
    found = conflicts(said, groups, called)
    result = Dossier(
        case.name if case else "", read, said, groups, found, matrix, suspicions(list(documents.values())), shared,
        source_of, linked, (*notes, *_waiting(documents, right)), documents=documents,
    )  # fmt: skip
    return result if known is None else _with_news(result, frozenset(known))


def _articles(
    readings: Iterable[Reading], right: Corrections, linker: Linker
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """One reading per content (the same file under two names is read once), put right; and what was odd, as notes."""
    found: dict[str, Reading] = {}
    notes: list[str] = []
    for reading in readings:
        document = reading.document
        if document.note:
            notes.append(f"{document.name}: {document.note}")
        if document.id not in found and seen_text(document).strip():
            said = corrected(reading.statements, right)
            found[document.id] = _with_parties(Reading(document, said, reading.figures), linker)
    return tuple(found.values()), tuple(notes)


def _with_parties(reading: Reading, linker: Linker) -> Reading:
    """Each speaker with the party of the case that he or she speaks for, where it can be told."""
    told = {one.speaker for one in reading.statements} | {one.speaker for one in reading.figures}
    party = {one: linker.party_of(one) for one in told if one is not None}
    named = {one: replace(one, party=party[one]) for one in party if party[one] != one.party}
    said = tuple(_spoken_by(one, named) for one in reading.statements)
    return replace(reading, statements=said, figures=tuple(_spoken_by(one, named) for one in reading.figures))


_Told = TypeVar("_Told", Statement, Figure)


def _spoken_by(one: _Told, named: Mapping[Speaker, Speaker]) -> _Told:
    return one if one.speaker is None or one.speaker not in named else replace(one, speaker=named[one.speaker])


def _borne_out(read: Iterable[Reading], said: Iterable[Utterance]) -> tuple[Reading, ...]:
    """Readings without what only may be a report and no other document has."""
    joined = {member.statement.id for one in said if len(one.members) > 1 for member in one.members}
    return tuple(replace(one, statements=tuple(_kept(one.statements, joined))) for one in read)


def _kept(statements: Iterable[Statement], joined: Collection[str]) -> Iterator[Statement]:
    for one in statements:
        if not one.doubtful:
            yield one
        elif one.id in joined:
            yield replace(one, why=f"{one.why}; doubtful, but another article has it too")


def _utterances(
    read: Sequence[Reading], right: Corrections, documents: Mapping[str, Document], topical: Mapping[str, float]
) -> tuple[Utterance, ...]:
    found: list[Remark] = []
    for reading in read:
        found += comparable(remarks(reading.document, reading.statements))
    same, apart = pairs_of(right.same, found, documents), pairs_of(right.apart, found, documents)
    return utterances(found, topical=topical, same=same, apart=apart)


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
