"""The dossier as plain data, for `--json` and for the section of a brief; docs/json/read.md documents the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tradetalks.press.conflicts import Conflict
from tradetalks.press.differences import differences
from tradetalks.press.dossier import Dossier
from tradetalks.press.model import Figure, Part, Span, Speaker, Statement
from tradetalks.press.store import Reading
from tradetalks.press.tiers import accuracy
from tradetalks.press.utterances import Utterance

MOST_SHOWN = 5  # conflicts and silent items in the section of a brief

Plain = dict[str, Any]


def dossier_data(dossier: Dossier) -> Plain:
    """Everything in a dossier, as what JSON can hold."""
    return {key: list(part) if isinstance(part, Iterator) else part for key, part in dossier_parts(dossier).items()}


def dossier_parts(dossier: Dossier) -> Plain:
    """The same with its long lists as iterators, to be written one member after another."""
    return {
        "case": dossier.case or None,
        "tiers": {tier: {"right": right, "seen": seen} for tier, (right, seen) in accuracy().items()},
        "documents": (_document(dossier, reading) for reading in dossier.readings),
        "utterances": (_utterance(one) for one in dossier.utterances),
        "claims": (
            {"relation": group.relation, "says": group.says, "figures": [c.figure.id for c in group.claims]}
            for group in dossier.claims
        ),
        "conflicts": (_conflict(one) for one in dossier.conflicts),
        "coverage": [
            {
                "item": row.item,
                "title": row.title,
                "sources": list(row.sources),
                "documents": [
                    {
                        "document": document,
                        "statements": list(cell.statements),
                        "figures": list(cell.figures),
                        "sentences": [_place(span) for span in cell.sentences],
                    }
                    for document, cell in zip(dossier.coverage.documents, row.cells, strict=True)
                    if cell
                ],
            }
            for row in dossier.coverage.rows
        ],
        "only_one_source": {source: list(ids) for source, ids in dossier.coverage.exclusive.items()},
        "suspicious": [
            {
                "kind": one.kind,
                "text": one.text,
                "perhaps": one.perhaps,
                "why": one.why,
                "source": one.source or None,
                "places": [_place(span) for span in one.spans],
            }
            for one in dossier.suspicions
        ],
        "shared_wording": (
            {
                "documents": [pair.one, pair.other],
                "containment": round(pair.containment, 4),
                "one_source": pair.copy,
                "passages": [[_place(here), _place(there)] for here, there in pair.passages],
            }
            for pair in dossier.shared
        ),
        "notes": list(dossier.notes),
        "new": _news(dossier),
    }


def coverage_section(dossier: Dossier) -> Plain:
    """What a brief says about coverage: sources, the gravest conflicts, who covers which item, doubtful terms."""
    rows = dossier.coverage.rows
    names = {id: document.outlet or document.name for id, document in dossier.documents.items()}
    return {
        "articles": len(dossier.readings),
        "sources": len(set(dossier.source_of.values())),
        "remarks": len(dossier.utterances),
        "in_several_wordings": len(dossier.clusters),
        "conflicts": [_conflict(one) for one in dossier.conflicts[:MOST_SHOWN]],
        "conflicts_in_all": len(dossier.conflicts),
        "items": [
            {"item": r.item, "title": r.title, "sources": len(r.sources), "only": names.get(r.only)} for r in rows
        ],
        "silent": [row.item for row in rows if not row.sources],
        "suspicious": [
            {"text": one.text, "perhaps": one.perhaps, "documents": len(one.documents)} for one in dossier.suspicions
        ],
        "confirmed": False,
    }


def _document(dossier: Dossier, reading: Reading) -> Plain:
    document = reading.document
    return {
        "id": document.id,
        "name": document.name,
        "outlet": document.outlet or None,
        "dated": document.dated,
        "source": dossier.source_of[document.id],
        "note": document.note or None,
        "set_aside": [_part(part) for part in document.parts if part.kind not in ("body", "heading")],
        "statements": [_statement(dossier, one) for one in reading.statements],
        "figures": [_figure(dossier, one) for one in reading.figures],
    }


def _part(part: Part) -> Plain:
    return {"kind": part.kind, "start": part.span.start, "end": part.span.end, "why": part.why or None}


def _statement(dossier: Dossier, one: Statement) -> Plain:
    link = dossier.links[one.id]
    return {
        "id": one.id,
        "kind": one.kind,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "sentence": [one.sentence.start, one.sentence.end],
        "speaker": _speaker(one.speaker),
        "cue": one.cue or None,
        "tier": one.tier,
        "why": one.why or None,
        "continues": one.continues or None,
        "parties": list(link.parties),
        "agenda": list(link.agenda),
        "measures": list(link.measures),
    }


def _figure(dossier: Dossier, one: Figure) -> Plain:
    return {
        "id": one.id,
        "kind": one.kind,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "value": one.value,
        "unit": one.unit or None,
        "measures": one.measures or None,
        "period": one.period or None,
        "day": one.day,
        "speaker": _speaker(one.speaker),
        "note": one.note or None,
        "parties": list(dossier.links[one.id].parties),
        "agenda": list(dossier.links[one.id].agenda),
        "case_measures": list(dossier.links[one.id].measures),
    }


def _speaker(speaker: Speaker | None) -> Plain | None:
    if speaker is None:
        return None
    return {
        "mention": speaker.mention,
        "person": speaker.person or None,
        "role": speaker.role or None,
        "party": speaker.party or None,
        "group": speaker.group,
    }


def _utterance(one: Utterance) -> Plain:
    members = []
    for member in one.members:
        differing = [{"kind": d.kind, "says": d.says} for d in differences(member, one.fullest)]
        members.append({"statement": member.said.id, **_place(member.place), "text": member.text, "differs": differing})
    return {"id": one.id, "tier": one.tier, "members": members}


def _conflict(one: Conflict) -> Plain:
    versions = [{**_place(v.span), "text": v.text, "who": v.who or None} for v in one.versions]
    return {"kind": one.kind, "says": one.says, "versions": versions}


def _news(dossier: Dossier) -> Plain | None:
    if dossier.news is None:
        return None
    news = dossier.news
    return {
        "documents": list(news.documents),
        "utterances": list(news.utterances),
        "confirmed": list(news.confirmed),
        "conflicts": list(news.conflicts),
        "items": list(news.items),
    }


def _place(span: Span) -> Plain:
    return {"document": span.document, "start": span.start, "end": span.end}
