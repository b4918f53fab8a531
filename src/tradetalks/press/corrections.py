"""Corrections beside the articles: what a reader has put right survives every re-reading and wins over the rules.

A place is `document:start-end`: the document's id (six hex digits or more) and characters of its original text, as the
dossier shows them. The id is the hash of the content, so a correction holds as long as the article is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tradetalks.case.mistakes import Mistakes
from tradetalks.case.nodes import Listing, Node, Scalar, read_yaml
from tradetalks.case.nodes import Mapping as Keys
from tradetalks.errors import did_you_mean
from tradetalks.press.clusters import Pair
from tradetalks.press.model import Document, Span, Speaker, Statement
from tradetalks.press.seen import seen_place
from tradetalks.press.table import Remarks

FILE = "corrections.yaml"
_SECTIONS = ("speakers", "the-same", "not-the-same", "not-said")
_SPEAKER_KEYS = ("at", "speaker", "party", "words")
_PLACE = re.compile(r"([0-9a-f]{6,64}):(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a document, and where the correction stands that names them."""

    document: str  # the id, or its beginning
    start: int
    end: int
    where: str

    def meets(self, span: Span) -> bool:
        """Whether a span stands at this place, at least in part."""
        return span.document.startswith(self.document) and span.start < self.end and self.start < span.end


@dataclass(frozen=True, slots=True)
class SpeakerCorrection:
    """Who really said what stands at a place."""

    at: Place
    speaker: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything a corrections file says."""

    speakers: tuple[SpeakerCorrection, ...] = ()
    same: tuple[tuple[Place, Place], ...] = ()
    apart: tuple[tuple[Place, Place], ...] = ()
    not_said: tuple[Place, ...] = ()

    def places(self) -> tuple[Place, ...]:
        """Every place named."""
        pairs = (place for pair in (*self.same, *self.apart) for place in pair)
        return (*(one.at for one in self.speakers), *pairs, *self.not_said)


def read_corrections(path: Path, documents: Iterable[Document]) -> Corrections:
    """The corrections in a file, checked against the documents; none, and no document asked for, when it is absent.

    Raises `BadInput` with every mistake: not a place, an unknown key, a place beyond the end of its document, words
    that do not stand there. A place in a document that is not among those read is kept: its article may come back.
    """
    if not path.exists():
        return Corrections()
    mistakes = Mistakes()
    root = read_yaml(path, path.name, mistakes)
    named = {match[1] for match in _PLACE.finditer(path.read_text("utf-8", "replace"))} if root is not None else set()
    meant = {document.id: document for document in documents if any(map(document.id.startswith, named))}
    found = _Reading(path.name, mistakes, meant).corrections(root) if root is not None else Corrections()
    mistakes.refuse()
    return found


def corrected(statements: Iterable[Statement], corrections: Corrections) -> tuple[Statement, ...]:
    """Statements with the right speakers, and without what was no statement."""
    kept: list[Statement] = []
    for statement in statements:
        if any(place.meets(statement.span) for place in corrections.not_said):
            continue
        given = next((one for one in corrections.speakers if one.at.meets(statement.span)), None)
        if given is not None:
            speaker = Speaker(None, given.speaker, given.speaker, party=given.party)
            statement = statement._replace(
                speaker=speaker, tier="confident", why="corrected by a reader", doubtful=False
            )
        kept.append(statement)
    return tuple(kept)


def pairs_of(places: Iterable[tuple[Place, Place]], remarks: Remarks, documents: Mapping[str, Document]) -> list[Pair]:
    """The positions of pairs of remarks that stand at pairs of places."""
    chosen = list(places)
    if not chosen:
        return []
    of = remarks.columns()
    at: dict[str, list[int]] = {}
    for place in {place for pair in chosen for place in pair}:
        at[place.where] = []
        for number, id in enumerate(documents):
            if id.startswith(place.document):
                start, end = seen_place(documents[id], Span(id, place.start, place.end))
                met = (of.document == number) & (of.start < end) & (of.end > start)
                at[place.where] += met.nonzero()[0].tolist()
    return [(min(a, b), max(a, b)) for one, other in chosen for a in at[one.where] for b in at[other.where] if a != b]


class _Reading:
    """One pass over a corrections file."""

    def __init__(self, shown: str, mistakes: Mistakes, documents: Mapping[str, Document]) -> None:
        self.shown, self.mistakes, self.documents = shown, mistakes, documents

    def corrections(self, root: Keys) -> Corrections:
        for name, key in root.keys.items():
            if name not in _SECTIONS:
                self._note(key, f'unknown key "{name}".', did_you_mean(name, _SECTIONS))
        speakers = [self._speaker(item) for item in self._items(root, "speakers")]
        same = [self._pair(item) for item in self._items(root, "the-same")]
        apart = [self._pair(item) for item in self._items(root, "not-the-same")]
        unsaid = [self._place(item) for item in self._items(root, "not-said")]
        return Corrections(
            tuple(one for one in speakers if one), tuple(one for one in same if one),
            tuple(one for one in apart if one), tuple(one for one in unsaid if one),
        )  # fmt: skip

    def _items(self, root: Keys, name: str) -> list[Node]:
        node = root.values.get(name)
        if node is None or isinstance(node, Listing):
            return node.items if node else []
        self._note(node, f'"{name}" wants a list', "Begin each entry with a hyphen.")
        return []

    def _speaker(self, node: Node) -> SpeakerCorrection | None:
        if not isinstance(node, Keys):
            self._note(node, "a correction of a speaker wants keys", "Write `at:` and `speaker:`.")
            return None
        for name, key in node.keys.items():
            if name not in _SPEAKER_KEYS:
                self._note(key, f'unknown key "{name}".', did_you_mean(name, _SPEAKER_KEYS))
        for name in ("at", "speaker"):
            if name not in node.keys:
                self._note(node, f'the key "{name}" is missing', "A correction says where (`at`) and who (`speaker`).")
        place = self._place(node.values["at"]) if "at" in node.keys else None
        speaker, party = self._text(node, "speaker"), self._text(node, "party")
        if place is None or not speaker:
            return None
        self._check_words(node, place)
        return SpeakerCorrection(place, speaker, party)

    def _check_words(self, node: Keys, place: Place) -> None:
        wanted = self._text(node, "words")
        document = next((d for d in self.documents.values() if d.id.startswith(place.document)), None)
        if wanted and document and wanted not in document.words(Span(document.id, place.start, place.end)):
            self._note(node.values["words"], f'"{wanted}" does not stand at {place.start}-{place.end}',
                       "Copy the place from the dossier.")  # fmt: skip

    def _pair(self, node: Node) -> tuple[Place, Place] | None:
        if not isinstance(node, Listing) or len(node.items) != 2:
            self._note(node, "two places are wanted", "Write [document:start-end, document:start-end].")
            return None
        one, other = self._place(node.items[0]), self._place(node.items[1])
        return (one, other) if one and other else None

    def _place(self, node: Node) -> Place | None:
        match = _PLACE.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
        if match is None:
            self._note(node, "is not a place", "Write document:start-end as the dossier shows it.")
            return None
        place = Place(match[1], int(match[2]), int(match[3]), f"{self.shown}:{node.line}:{node.column}")
        meant = [document for id, document in self.documents.items() if id.startswith(place.document)]
        if len(meant) > 1:
            self._note(node, f"{place.document} is the beginning of several ids", "Write more of the id.")
            return None
        if place.start >= place.end or (meant and place.end > len(meant[0].text)):
            length = f" The document has {len(meant[0].text):,} characters." if meant else ""
            self._note(node, f"{place.start}-{place.end} is no stretch of text", f"Write start-end.{length}")
            return None
        return place

    def _text(self, node: Keys, name: str) -> str:
        value = node.values.get(name)
        if value is None:
            return ""
        if isinstance(value, Scalar) and value.text.strip():
            return value.text.strip()
        self._note(value, f'"{name}" wants text', "Write it on one line.")
        return ""

    def _note(self, node: Node, what: str, todo: str) -> None:
        self.mistakes.note(f"{self.shown}:{node.line}:{node.column}", what, todo)
