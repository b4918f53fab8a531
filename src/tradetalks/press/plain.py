"""The words a reader sees in a marked-up text, and where each of them stands in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text put together from pieces of an original.

    A piece starts at ``at`` in ``text`` and covers ``start`` to ``end`` of the original. In a verbatim piece characters
    correspond one to one; any other (a decoded entity, a break put in for a tag) stands for its whole stretch.
    """

    text: str
    at: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, int, int]]) -> Plain:
        """From ``(words, start, end)`` in order; verbatim where ``len(words) == end - start``."""
        words: list[str] = []
        at: list[int] = []
        start: list[int] = []
        end: list[int] = []
        length = 0
        for piece, first, last in pieces:
            words.append(piece)
            at.append(length)
            start.append(first)
            end.append(last)
            length += len(piece)
        return cls("".join(words), tuple(at), tuple(start), tuple(end))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that ``start`` to ``end`` of the plain text came from."""
        if not self.at:
            return 0, 0
        return self._first(start), self._last(end - 1) if end > start else self._first(start)

    def _first(self, position: int) -> int:
        piece = max(bisect_right(self.at, position) - 1, 0)
        offset = position - self.at[piece]
        return self.start[piece] + offset if self._verbatim(piece) else self.start[piece]

    def _last(self, position: int) -> int:
        piece = max(bisect_right(self.at, position) - 1, 0)
        offset = position - self.at[piece]
        return self.start[piece] + offset + 1 if self._verbatim(piece) else self.end[piece]

    def _verbatim(self, piece: int) -> bool:
        stop = self.at[piece + 1] if piece + 1 < len(self.at) else len(self.text)
        return stop - self.at[piece] == self.end[piece] - self.start[piece]

    def locate(self, original: int) -> int:
        """The first position of the plain text that came from ``original`` or later."""
        piece = bisect_right(self.start, original) - 1
        if piece >= 0 and original < self.end[piece]:
            return self.at[piece] + (original - self.start[piece] if self._verbatim(piece) else 0)
        following = bisect_left(self.start, original)
        return self.at[following] if following < len(self.at) else len(self.text)

    def between(self, start: int, end: int) -> str:
        """The plain words of the original's ``start`` to ``end``."""
        return self.text[self.locate(start) : self.locate(end)]
