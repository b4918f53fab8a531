"""All remarks of a dossier as numbers in columns: little memory for each, and arrays to look for likenesses in."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tradetalks.press.model import Span, Speaker, Statement, Tier, statement_id
from tradetalks.press.on_demand import OnDemand
from tradetalks.press.remarks import Around, Remark, Said, surname
from tradetalks.press.wording import Form

REPORTED, SPOKEN, DOUBTFUL, TIER = 1, 2, 4, 8  # of a remark's manner
TIERS: tuple[Tier, ...] = ("confident", "likely", "unsure")
NOBODY = -1
AT_HAND = 1 << 10  # remarks kept as such

Numbers = NDArray[np.int32]


class Home(Protocol):
    """Where documents and their statements are, by number."""

    def id(self, document: int) -> str:
        """The id of a document."""

    def seen(self, document: int, start: int, end: int) -> str:
        """Characters of a document's text as a reader sees it."""

    def original(self, document: int, start: int, end: int) -> Span:
        """The original characters behind them."""


class Columns(NamedTuple):
    """What is known of each remark, [remark]."""

    document: Numbers
    statement: Numbers  # its number in the document
    start: Numbers
    end: Numbers
    opens: Numbers  # where the statement's sentence begins in the original
    closes: Numbers
    said_from: Numbers  # where the statement stands in the original
    said_to: Numbers
    manner: Numbers  # a sum of REPORTED, SPOKEN, DOUBTFUL and TIER times the tier
    speaker: Numbers  # number of a speaker, or NOBODY
    first: Numbers  # where its words begin among the words of all
    many: Numbers  # how many words it has
    around_before: Numbers
    around_start: Numbers
    around_end: Numbers
    around_after: Numbers


_WIDTH, _START = len(Columns._fields), Columns._fields.index("start")


@dataclass(frozen=True, slots=True)
class _InTable:
    """Where a remark of a table stands."""

    home: Home
    document: int

    def seen(self, start: int, end: int) -> str:
        return self.home.seen(self.document, start, end)

    def original(self, start: int, end: int) -> Span:
        return self.home.original(self.document, start, end)


class Vocabulary(dict[Form, int]):
    """The number of each different word, in the order they come, and what they are compared by."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []  # by number
        self.number: dict[str, int] = {}  # of meaningful keys, surnames and wholes without meaning, as they come

    def __missing__(self, form: Form) -> int:
        self[form] = number = len(self.forms)
        self.forms.append(form)
        if form.role != "function":
            self.also(form.key)
        return number

    def also(self, text: str) -> int:
        """The number of a key, a surname or a whole."""
        return self.number.setdefault(text, len(self.number))

    def meaning(self) -> Numbers:
        """[word]: the number of its key; -1 for a word without meaning."""
        return np.array([-1 if form.role == "function" else self.number[form.key] for form in self.forms], np.int32)

    def compared_by(self) -> NDArray[np.int64]:
        """[word]: the number of its key, of words without meaning too."""
        more: dict[str, int] = {}
        known = self.number
        return np.array(
            [known[f.key] if f.key in known else len(known) + more.setdefault(f.key, len(more)) for f in self.forms],
            np.int64,
        )

    def weights(self, topical: Mapping[str, float]) -> NDArray[np.float64]:
        """[word]: what it weighs; ``topical`` is what `topical_words` gives."""
        return np.array([form.weight * topical.get(form.key, 1.0) for form in self.forms])


class Remarks(OnDemand[Remark]):
    """Remarks in the order they were added; each is put together when it is asked for."""

    def __init__(self, home: Home) -> None:
        self.vocabulary = Vocabulary()
        self._home = home
        self._rows, self._words = array("i"), array("i")
        self._quoted: dict[int, frozenset[int]] = {}
        self._said: dict[int, str] = {}  # ids of statements that are not those of their places
        self._speakers: list[Speaker] = []
        self._speaker: dict[tuple[str, str, bool], int] = {}
        self._at_hand: dict[int, Remark] = {}

    def add(self, document: int, statements: Sequence[Statement], found: Iterable[Remark]) -> None:
        """Put the remarks of one document at the end; of two at one place the later counts."""
        numbers = {statement.id: i for i, statement in enumerate(statements)}
        for remark in {remark.id: remark for remark in found}.values():
            if remark.quoted:
                self._quoted[len(self)] = remark.quoted
            said, first = remark.said, len(self._words)
            number = numbers[said.id]
            sentence, manner = statements[number].sentence, REPORTED * remark.reported + SPOKEN * remark.spoken
            if said.id != statement_id(said.span, reported=remark.reported):
                self._said[len(self)] = said.id
            self._words.extend(map(self.vocabulary.__getitem__, remark.forms))
            self._rows.extend((
                document, number, remark.start, remark.end, sentence.start, sentence.end, *said.span[1:],
                manner + DOUBTFUL * remark.doubtful + TIER * TIERS.index(said.tier), self._told_by(remark),
                first, len(remark.forms), *remark.around,
            ))  # fmt: skip

    def _told_by(self, remark: Remark) -> int:
        """The number of the speaker; speakers who cannot be told apart by comparing share one."""
        meaningful = any(form.role != "function" for form in remark.forms)
        if not meaningful:
            self.vocabulary.also(whole(remark.forms))
        if (speaker := remark.speaker) is None:
            return NOBODY
        known = self._speaker.setdefault((speaker.mention, speaker.person, speaker.group), len(self._speakers))
        if known == len(self._speakers):
            self._speakers.append(Speaker(None, speaker.mention, speaker.person, group=speaker.group))
        if meaningful and (name := surname(speaker)):
            self.vocabulary.also(name)
        return known

    def __len__(self) -> int:
        return len(self._rows) // _WIDTH

    def at(self, place: int) -> Remark:
        """The remark at a place."""
        if place not in self._at_hand:
            if len(self._at_hand) >= AT_HAND:
                self._at_hand.clear()
            self._at_hand[place] = self._made(place)
        return self._at_hand[place]

    def _made(self, at: int) -> Remark:
        row = self._rows[at * _WIDTH : (at + 1) * _WIDTH]
        document, _, start, end, _, _, said_from, said_to, manner, speaker, first, many, *around = row
        span, reported = Span(self._home.id(document), said_from, said_to), bool(manner & REPORTED)
        said = Said(self._said.get(at) or statement_id(span, reported=reported), span, TIERS[manner // TIER])
        return Remark(
            said, start, end, self.forms(first, many), None if speaker == NOBODY else self._speakers[speaker],
            reported, bool(manner & SPOKEN), bool(manner & DOUBTFUL),
            Around(*around), _InTable(self._home, document), self._quoted.get(at, frozenset()),
        )  # fmt: skip

    def forms(self, first: int, many: int) -> tuple[Form, ...]:
        """Words that stand together among the words of all."""
        listed = self.vocabulary.forms
        return tuple([listed[word] for word in self._words[first : first + many]])

    def document(self, at: int) -> str:
        """The id of the document of a remark."""
        return self._home.id(self._rows[at * _WIDTH])

    def id(self, at: int) -> str:
        """The id of a remark."""
        start, end = self._rows[at * _WIDTH + _START], self._rows[at * _WIDTH + _START + 1]
        return f"{self.document(at)}:{start}-{end}"

    @cached_property
    def sorted(self) -> NDArray[np.intp]:
        """The remarks in the order of their ids. Nothing can be added any more."""
        return np.argsort(np.array([self.id(at).encode() for at in range(len(self))]))

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """[remark]: its rank in that order."""
        rank = np.empty(len(self), np.int64)
        rank[self.sorted] = np.arange(len(self))
        return rank

    def place(self, id: str) -> int:
        """The position of the remark with this id. Raises KeyError for none."""
        found = bisect_left(self.sorted, id.encode(), key=lambda at: self.id(at).encode())
        if found == len(self) or self.id(int(self.sorted[found])) != id:
            raise KeyError(id)
        return int(self.sorted[found])

    def columns(self) -> Columns:
        """Everything about all remarks but their words. Nothing can be added while it is in use."""
        return Columns(*np.frombuffer(self._rows, np.int32).reshape(-1, _WIDTH).T)

    def words(self) -> Numbers:
        """The words of all remarks by number, remark after remark. Nothing can be added while it is in use."""
        return np.frombuffer(self._words, np.int32)

    def speakers(self) -> Sequence[Speaker]:
        """Speakers by number."""
        return self._speakers


def whole(forms: Iterable[Form]) -> str:
    """All keys as one text."""
    return " ".join(form.key for form in forms)
