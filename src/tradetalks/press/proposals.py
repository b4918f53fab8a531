"""From coverage to case: what a report may change, as a file somebody reviews. Nothing is applied here.

Only what speaks for itself is proposed: a party's wish or refusal on one agenda item, a day on which something ends
or begins, a rate given to one measure. Each line carries the words it rests on and where they stand.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tradetalks.case.model import Case
from tradetalks.press.dossier import Dossier, Reading
from tradetalks.press.linking import Link, Linker
from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.remarks import SPOKEN

LONGEST = 300  # characters of a quoted sentence kept as evidence

_WISH = re.compile(
    r"\b(?:want|expect|demand|seek|insist|call(?:s|ed|ing)? (?:for|on)|urge|ask for|require|hope|press for)", re.I
)
_REFUSAL = re.compile(
    r"\b(?:will not|won[’']t|never|refus|rul(?:e|es|ed|ing) out|not (?:up )?for (?:sale|trade)|no intention"
    r"|remain (?:restricted|shut|closed))",
    re.I,
)
_DEADLINE = re.compile(
    r"\b(?:until|deadline|expir\w+|lapse\w*|by the end|take(?:s)? effect|in force|come(?:s)? into|due)\b", re.I
)
_CHANGE = re.compile(r"\b(?:rais|lift|cut|reduc|lower|impos|set|increas|suspend|doubl|slash|introduc)\w*\b", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a proposed line rests on."""

    supports: str
    span: Span
    words: str

    def plain(self) -> dict[str, Any]:
        """As written to the file; ``check`` is the beginning of the SHA-256 of the words."""
        return {
            "supports": self.supports,
            "document": self.span.document,
            "start": self.span.start,
            "end": self.span.end,
            "check": hashlib.sha256(self.words.encode()).hexdigest()[:12],
            "words": self.words[:LONGEST],
        }


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
        written = yaml.safe_dump({k: v for k, v in body.items() if v}, sort_keys=False, allow_unicode=True, width=110)
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
        link, party = dossier.links[statement.id], linker.party_of(statement.speaker)
        if party in {one.id for one in case.parties} and len(link.agenda) == 1:
            _position(proposal, statement, link.agenda[0], party, reference, document)
    for figure in reading.figures:
        sentence = _sentence(reading, figure)
        if sentence is None:
            continue
        link = linker.link(document, sentence)
        if figure.kind == "date" and figure.day is not None and _DEADLINE.search(document.words(sentence)):
            _deadline(proposal, figure, sentence, reference, document)
        elif figure.kind in ("rate", "share", "level", "change") and _CHANGE.search(document.words(sentence)):
            _act(proposal, figure, link, sentence, reference, document, case)
    return proposal


def _reference(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {"title": f"Report: {document.name}", "source": document.outlet or document.name}
    if document.dated:
        found["published"] = document.dated.isoformat()
    return {**found, "confirmed": False}


def _worth(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (one for one in statements if one.kind in SPOKEN and one.tier != "unsure")


def _position(
    proposal: Proposal, statement: Statement, item: str, party: str, reference: str, document: Document
) -> None:
    sentence = document.words(statement.sentence)
    refuses, wishes = _REFUSAL.search(sentence), _WISH.search(sentence)
    if not (refuses or wishes):
        return
    position: dict[str, Any] = {"party": party, "ask": " ".join(statement.text.split())[:LONGEST]}
    if refuses:
        position["red_line"] = position["ask"]
    if document.dated:
        position["stated"] = document.dated.isoformat()
    position["reference"] = reference
    listed = proposal.positions.setdefault(item, [])
    if position not in listed:
        listed.append(position)
        proposal.evidence.append(Evidence(f"positions/{item}/{party}", statement.span, document.words(statement.span)))


def _deadline(proposal: Proposal, figure: Figure, sentence: Span, reference: str, document: Document) -> None:
    assert figure.day is not None
    id = f"reported-{figure.day}-{document.id[:6]}"
    if id in proposal.calendar or (document.dated and figure.day < document.dated):
        return
    words = " ".join(document.words(sentence).split())
    proposal.calendar[id] = {
        "on": figure.day.isoformat(),
        "announced": document.dated.isoformat() if document.dated else None,
        "kind": "deadline",
        "title": words[:120],
        "reference": reference,
    }
    proposal.evidence.append(Evidence(f"calendar/{id}", sentence, document.words(sentence)))


def _act(
    proposal: Proposal, figure: Figure, link: Link, sentence: Span, reference: str, document: Document, case: Case
) -> None:
    measure = next((one for one in case.measures if (one.id,) == link.measures), None)
    per_cent = figure.value is not None and figure.unit.strip() in ("%", "per cent", "percent") and figure.value > 0
    if measure is None or not per_cent or measure.imposer not in link.parties:
        return
    assert figure.value is not None
    act = {
        "on": None,
        "announced": document.dated.isoformat() if document.dated else None,
        "reference": reference,
        "rate": round(figure.value / 100, 6),
        "confidence": "med",
    }
    listed = proposal.acts.setdefault(measure.id, [])
    if act not in listed:
        listed.append(act)
        proposal.evidence.append(Evidence(f"acts/{measure.id}", sentence, document.words(sentence)))


def _sentence(reading: Reading, figure: Figure) -> Span | None:
    """The sentence a figure stands in, as the statements know it, else the line of the text."""
    for statement in reading.statements:
        if statement.sentence.start <= figure.span.start < statement.sentence.end:
            return statement.sentence
    text = reading.document.text
    start = max(text.rfind("\n", 0, figure.span.start), text.rfind(". ", 0, figure.span.start) + 1) + 1
    ends = [place for place in (text.find(". ", figure.span.end), text.find("\n", figure.span.end)) if place >= 0]
    return Span(figure.span.document, start, min(ends, default=len(text) - 1) + 1)
