"""The dossier: everything that coverage says, put side by side. Nothing in it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tradetalks.case.model import Case
from tradetalks.press.about import about
from tradetalks.press.conflicts import Conflict, conflicts
from tradetalks.press.copies import SharedWording, shared_wording, sources
from tradetalks.press.corrections import Corrections, pairs_of
from tradetalks.press.coverage import Coverage, coverage
from tradetalks.press.gathering import BorneOut, gathered
from tradetalks.press.groups import ClaimGroups, claim_groups
from tradetalks.press.linking import Link, Linker
from tradetalks.press.mentions import read_again
from tradetalks.press.model import Document
from tradetalks.press.store import Reading
from tradetalks.press.suspicious import Suspicion, suspicions
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
    Large ones keep their articles on disk: such a dossier is for one thread of one process, and is not to be pickled.
    """

    case: str
    readings: Sequence[Reading]
    utterances: Utterances
    claims: ClaimGroups
    conflicts: Sequence[Conflict]
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
    say: Callable[[str], None] | None = None,
) -> Dossier:
    """Compare readings across documents. One without text (an empty file, a binary one) is no article: a note says so.

    ``case`` gives the agenda of the coverage matrix; without one its rows are the topics of the lexicon. ``known`` are
    the ids of documents that an earlier dossier had; given, the result says what the others add. ``say`` is told what
    is compared next.
    """
    now = say or (lambda _: None)
    right = corrections or Corrections()
    linker = Linker(case)
    articles, found, notes = gathered(readings, right, linker)
    documents = articles.documents
    now("what they are about")
    mentions, topical = read_again(documents.values(), linker)
    same, apart = (pairs_of(pairs, found, documents) for pairs in (right.same, right.apart))
    now("remarks")
    said = utterances(found, topical=topical, same=same, apart=apart)
    read = articles.readings(BorneOut(said.joined()))
    now("wording they share")
    shared = shared_wording(documents)
    source_of = sources(documents, shared)
    told = about(read, linker)
    matrix = coverage(tuple(documents), linker.items, told.statements, told.figures, mentions, said.heard(), source_of)
    now("figures")
    groups = claim_groups(told.claims)
    now("conflicts")
    result = Dossier(
        case.name if case else "", read, said, groups, conflicts(said.several, groups, told.called), matrix,
        suspicions(documents.values()), shared, source_of, told.links, (*notes, *_waiting(documents, right)),
        documents=documents,
    )  # fmt: skip
    return result if known is None else _with_news(result, frozenset(known))


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
