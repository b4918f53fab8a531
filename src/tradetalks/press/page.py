"""The dossier as one self-contained page. Whatever comes from an article is escaped; nothing is loaded or run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tradetalks.press.claims import Relation
from tradetalks.press.differences import differences, stretches
from tradetalks.press.dossier import Dossier
from tradetalks.press.groups import ClaimGroup
from tradetalks.press.model import Document, Span, Speaker
from tradetalks.press.naming import names
from tradetalks.press.periods import in_words
from tradetalks.press.remarks import SPOKEN, Remark
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.store import Reading
from tradetalks.press.tiers import tiers_in_words
from tradetalks.press.utterances import Utterance

SET_ASIDE = frozenset({"byline", "dateline", "table", "boilerplate", "teaser", "caption"})


def dossier_page(dossier: Dossier, *, title: str = "") -> str:
    """The page as HTML."""
    return "".join(page_pieces(dossier, title=title))


def page_pieces(dossier: Dossier, *, title: str = "") -> Iterator[str]:
    """The page in pieces, so that a long one never stands in memory whole."""
    environment = Environment(
        loader=PackageLoader("tradetalks.press"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    view = _View(dossier)
    return environment.get_template("dossier.html").generate(
        d=dossier, view=view, title=title or f"Coverage{f' of {dossier.case}' if dossier.case else ''}"
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    look: str
    anchor: str
    says: str


class _View:
    """What the template asks for."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._name = names(dossier.documents.values())
        self._number = {id: i for i, id in enumerate(dossier.documents, 1)}
        self._elsewhere = _by_document(_spans_across(dossier))

    def period(self, written: str) -> str:
        """A period in words where its year is not known."""
        return in_words(written)

    def utterance(self, id: str) -> Utterance:
        return self._dossier.utterances.called(id)

    def tiers(self) -> str:
        """How often the speakers of each tier are right."""
        return tiers_in_words()

    def number(self, document: str) -> int:
        return self._number[document]

    def name(self, document: str) -> str:
        return self._name[document]

    def anchor(self, span: Span) -> str:
        """The anchor of a span in its article."""
        return f"d{self._number[span.document]}-{span.start}-{span.end}"

    def place(self, span: Span) -> str:
        """A span as corrections.yaml names it."""
        return f"{span.document[:12]}:{span.start}-{span.end}"

    def words(self, span: Span) -> str:
        return self._dossier.documents[span.document].words(span)

    def who(self, speaker: Speaker | None) -> str:
        return (speaker.person or speaker.mention) if speaker else "nobody named"

    def wording(self, member: Remark, fullest: Remark) -> Markup:
        """A member's words, with what the fullest wording has not, or elsewhere, highlighted."""
        if member is fullest:
            return escape(member.text)
        result, at = Markup(), member.start
        for one in stretches(member, fullest):
            result += escape(member.text[at - member.start : one.start - member.start])
            words = member.text[one.start - member.start : one.end - member.start]
            result += escape(words) if one.mark == "same" else Markup('<b class="{}">{}</b>').format(one.mark, words)
            at = one.end
        return result + escape(member.text[at - member.start :])

    def differences(self, member: Remark, fullest: Remark) -> tuple[tuple[str, str], ...]:
        return tuple((one.kind, one.says) for one in differences(member, fullest))

    def claims(self, relation: Relation) -> Iterator[ClaimGroup]:
        return self._dossier.claims.related(relation)

    def article(self, reading: Reading) -> Markup:
        """The text as a reader sees it, with an anchor at every stretch the page speaks of."""
        document = reading.document
        marks = [
            _Mark(*seen_place(document, span), look, self.anchor(span), says)
            for span, (look, says) in self._spans(reading).items()
        ]
        return _marked(seen_text(document), marks)

    def _spans(self, reading: Reading) -> dict[Span, tuple[str, str]]:
        """Every span of an article that the page links to: how it looks and what is said when pointing at it."""
        own = _by_document(_spans_of(reading)).get(reading.document.id, {})
        return {**self._elsewhere.get(reading.document.id, {}), **own}

    def set_aside(self, document: Document) -> list[tuple[str, int]]:
        """Kinds of parts that were not read for statements, with how many of each."""
        counts: dict[str, int] = defaultdict(int)
        for part in document.parts:
            if part.kind in SET_ASIDE:
                counts[part.kind] += 1
        return sorted(counts.items())


def _by_document(spans: Iterable[tuple[Span, str, str]]) -> dict[str, dict[Span, tuple[str, str]]]:
    """Look and words of each span by document; the first given for a span hold."""
    found: dict[str, dict[Span, tuple[str, str]]] = defaultdict(dict)
    for span, look, says in spans:
        found[span.document].setdefault(span, (look, says))
    return found


def _spans_of(reading: Reading) -> Iterator[tuple[Span, str, str]]:
    for part in reading.document.parts:
        if part.kind == "heading":
            yield part.span, "heading", "heading"
        if part.kind in SET_ASIDE:
            yield part.span, "aside", f"set aside: {part.kind}{f', {part.why}' if part.why else ''}"
    for said in reading.statements:
        who = (said.speaker.person or said.speaker.mention) if said.speaker else "nobody named"
        look = ("said" if said.kind != "reported" else "reported") if said.kind in SPOKEN else "marked"
        yield said.span, look, f"{said.kind}, {who}, {said.tier}"
    for figure in reading.figures:
        yield figure.span, "figure", f"{figure.kind}: {figure.measures or 'not known what it measures'}"


def _spans_across(dossier: Dossier) -> Iterator[tuple[Span, str, str]]:
    for suspicion in dossier.suspicions:
        for span in suspicion.spans:
            yield span, "suspicious", f"perhaps {suspicion.perhaps}"
    for conflict in dossier.conflicts:
        for version in conflict.versions:
            yield version.span, "said", conflict.kind
    for shared in dossier.shared:
        for pair in shared.passages:
            for span in pair:
                yield span, "shared", "shared wording"
    for row in dossier.coverage.rows:
        for cell in row.cells:
            for span in cell.sentences:
                yield span, "mention", row.title


def _marked(text: str, marks: Iterable[_Mark]) -> Markup:
    """Nest marks into a text; where two cross, the later one ends with the earlier."""
    parts: list[Markup] = []
    open_ends: list[int] = []
    at = 0

    def close_until(position: int) -> None:
        nonlocal at
        while open_ends and open_ends[-1] <= position:
            end = open_ends.pop()
            parts.append(escape(text[at:end]) + Markup("</span>"))
            at = end

    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        close_until(mark.start)
        end = min(mark.end, open_ends[-1]) if open_ends else mark.end
        parts.append(escape(text[at : mark.start]))
        parts.append(Markup('<span class="{}" id="{}" title="{}">').format(mark.look, mark.anchor, mark.says))
        at = mark.start
        open_ends.append(end)
    close_until(len(text))
    parts.append(escape(text[at:]))
    return Markup().join(parts)
