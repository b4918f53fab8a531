"""From coverage to case: what a report may change, as a file somebody reviews. Nothing is applied here.

Only what speaks for itself is proposed: a party's wish or refusal on one agenda item, a day to come on which something
ends or talks are held, a rate set on one measure. Each line carries the words it rests on and where they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tradetalks.case.model import Case
from tradetalks.press.changes import coming_day, measure_meant, new_rate, present_position, wish
from tradetalks.press.dossier import Dossier
from tradetalks.press.evidence import LONGEST, Evidence
from tradetalks.press.linking import Linker
from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.remarks import SPOKEN
from tradetalks.press.seen import seen_text
from tradetalks.press.store import Reading

LONGEST_TITLE = 120  # characters
OPENING = 1_500  # characters of an article in which it says whom it is about


class _Written(yaml.SafeDumper):
    """YAML without anchors, which the reading of cases refuses."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


@dataclass(slots=True)
class Proposal:
    """What one article may add to a case, in the words of the case format, with its evidence."""

    id: str
    case: str
    references: dict[str, dict[str, Any]]
    positions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    calendar: dict[str, dict[str, Any]] = field(default_factory=dict)
    acts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.positions or self.calendar or self.acts)

    def yaml(self) -> str:
        """The file to review."""
        body = {
            "proposal": self.id,
            "case": self.case,
            "references": self.references,
            "positions": self.positions,
            "calendar": self.calendar,
            "acts": self.acts,
            "evidence": [one.plain() for one in self.evidence],
        }
        kept = {key: value for key, value in body.items() if value}
        written = yaml.dump(kept, Dumper=_Written, sort_keys=False, allow_unicode=True, width=110)
        return f"{HEAD}{written}"


HEAD = """\
# Proposed from coverage: nothing here is confirmed and nothing is in the case yet.
# Delete what you do not want, fill in what stands empty, compare it with the source, then:
#   tradetalks accept THIS_FILE CASE_FOLDER
# To undo it, remove the file that this puts into CASE_FOLDER/accepted/.
"""


def proposals(dossier: Dossier, case: Case) -> tuple[Proposal, ...]:
    """One proposal per article that has something to propose."""
    linker = Linker(case)
    made = (_of_reading(reading, dossier, case, linker) for reading in dossier.readings)
    return tuple(proposal for proposal in made if proposal)


def _of_reading(reading: Reading, dossier: Dossier, case: Case, linker: Linker) -> Proposal:
    document = reading.document
    reference = f"press-{document.id[:10]}"
    proposal = Proposal(f"from-{document.id[:10]}", case.name, {reference: _reference(document)})
    for statement in _worth(reading.statements):
        link, party = dossier.links[statement.id], _party(statement, dossier, linker)
        if party in {one.id for one in case.parties} and len(link.agenda) == 1:
            _position(proposal, statement, link.agenda[0], party, reference, document, case)
    for figure in reading.figures:
        sentence = _sentence(reading, figure)
        if figure.kind == "date":
            _day(proposal, figure, linker, sentence, reference, document, case)
        else:
            _act(proposal, figure, linker, sentence, reference, document, case)
    return proposal


def _reference(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {"title": f"Report: {document.name}", "source": document.outlet or document.name}
    if document.dated:
        found["published"] = document.dated
    return {**found, "confirmed": False}


def _worth(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (one for one in statements if one.kind in SPOKEN and one.tier != "unsure")


def _party(statement: Statement, dossier: Dossier, linker: Linker) -> str:
    """The party of the speaker; of "its ministry", the only party that the sentence names."""
    party = linker.party_of(statement.speaker)
    if (
        party
        or statement.speaker is None
        or not statement.speaker.mention.lower().startswith(("its ", "the country’s "))
    ):
        return party
    named = linker.link(dossier.documents[statement.span.document], statement.sentence).parties
    return named[0] if len(named) == 1 else ""


def _position(
    proposal: Proposal, statement: Statement, item: str, party: str, reference: str, document: Document, case: Case
) -> None:
    found = wish(document.words(statement.sentence), document.words(statement.span))
    if found is None:
        return
    now = present_position(case, item, party)
    position: dict[str, Any] = {"party": party, "ask": found.words[:LONGEST]}
    if found.refuses:
        position = {"party": party, "ask": now.ask if now else None, "red_line": found.words[:LONGEST]}
    if document.dated:
        position["stated"] = document.dated
    position["reference"] = reference
    listed = proposal.positions.setdefault(item, [])
    if position not in listed:
        listed.append(position)
        standing = f"{now.ask} {now.red_line or ''}".strip() if now else ""
        words = document.words(statement.span)
        proposal.evidence.append(Evidence(f"positions/{item}/{party}", statement.span, words, standing))


def _day(
    proposal: Proposal, figure: Figure, linker: Linker, sentence: Span, reference: str, document: Document, case: Case
) -> None:
    words = document.words(sentence)
    kind = coming_day(words, figure, document)
    id = f"reported-{figure.day}-{document.id[:6]}"
    if not kind or id in proposal.calendar or any((one.on, one.kind) == (figure.day, kind) for one in case.calendar):
        return
    link = linker.link(document, sentence)
    if not (link.agenda or link.measures) and (kind == "deadline" or not _between_parties(document, linker, case)):
        return
    proposal.calendar[id] = {
        "on": figure.day,
        "announced": document.dated,
        "kind": kind,
        "title": " ".join(words.split())[:LONGEST_TITLE],
        "reference": reference,
    }
    proposal.evidence.append(Evidence(f"calendar/{id}", sentence, words))


def _between_parties(document: Document, linker: Linker, case: Case) -> bool:
    """Whether an article opens with at least two parties of the case."""
    opening = linker.link_words(seen_text(document)[:OPENING]).parties
    return len(set(opening) & {party.id for party in case.parties}) > 1


def _act(
    proposal: Proposal, figure: Figure, linker: Linker, sentence: Span, reference: str, document: Document, case: Case
) -> None:
    words = document.words(sentence)
    rate = new_rate(words, figure)
    measure = measure_meant(words, linker.link(document, sentence), case) if rate is not None else None
    if measure is None:
        return
    act = {
        "on": figure.day,
        "announced": min(filter(None, (document.dated, figure.day)), default=None),
        "reference": reference,
        "rate": rate,
        "confidence": "med",
    }
    listed = proposal.acts.setdefault(measure.id, [])
    if act not in listed:
        last = measure.acts[-1] if measure.acts else None
        now = f"rate {last.rate} on {last.on}" if last is not None and last.rate is not None else ""
        listed.append(act)
        proposal.evidence.append(Evidence(f"acts/{measure.id}", sentence, words, now))


def _sentence(reading: Reading, figure: Figure) -> Span:
    """The sentence a figure stands in, as the statements know it, else the line of the text."""
    for statement in reading.statements:
        if statement.sentence.start <= figure.span.start < statement.sentence.end:
            return statement.sentence
    text = reading.document.text
    start = max(text.rfind("\n", 0, figure.span.start), text.rfind(". ", 0, figure.span.start) + 1) + 1
    ends = [place for place in (text.find(". ", figure.span.end), text.find("\n", figure.span.end)) if place >= 0]
    return Span(figure.span.document, start, min(ends, default=len(text) - 1) + 1)
