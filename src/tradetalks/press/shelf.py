"""Values in a row that take little memory however many they are: the last used at hand, the others on disk."""

from __future__ import annotations

import pickle
from array import array
from collections import OrderedDict
from tempfile import SpooledTemporaryFile, TemporaryFile, gettempdir
from typing import IO, TypeVar

from tradetalks.errors import BadInput, Mistake
from tradetalks.press.on_demand import OnDemand

_Value = TypeVar("_Value")
_NOWHERE = -1
_CODE, _WIDTH = "utf-32-le", 4  # every character takes as many bytes, so that its place tells where it stands


class Shelf(OnDemand[_Value]):
    """A sequence to which values are added; one read again may be another object, but equal.

    Values beyond ``room`` are pickled to a file without a name in the system's folder for temporary files, which is
    gone with the shelf. Small collections never reach it.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._at_hand: OrderedDict[int, _Value] = OrderedDict()  # the longest unused first
        self._taken = 0
        self._sizes = array("q")
        self._begins = array("q")  # where each stands in the file
        self._file: IO[bytes] | None = None

    def add(self, value: _Value, size: int = 1) -> None:
        """Put a value at the end; ``size`` is what it takes of the room."""
        self._sizes.append(size)
        self._begins.append(_NOWHERE)
        self._keep(len(self._sizes) - 1, value)

    def __len__(self) -> int:
        return len(self._sizes)

    def at(self, place: int) -> _Value:
        """The value at a place."""
        if place in self._at_hand:
            self._at_hand.move_to_end(place)
            return self._at_hand[place]
        assert self._file is not None  # what is not at hand has been written
        try:
            self._file.seek(self._begins[place])
            value: _Value = pickle.load(self._file)
        except OSError as trouble:
            raise _no_room(trouble) from trouble
        self._keep(place, value)
        return value

    def _keep(self, at: int, value: _Value) -> None:
        self._at_hand[at] = value
        self._taken += self._sizes[at]
        while self._taken > self._room and len(self._at_hand) > 1:
            oldest, left = self._at_hand.popitem(last=False)
            self._taken -= self._sizes[oldest]
            if self._begins[oldest] == _NOWHERE:
                self._begins[oldest] = self._write(left)

    def _write(self, value: _Value) -> int:
        try:
            if self._file is None:
                self._file = TemporaryFile()  # noqa: SIM115  (open as long as the shelf is)
            begin = self._file.seek(0, 2)
            pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as trouble:
            raise _no_room(trouble) from trouble
        return begin


class Texts:
    """Texts of which stretches are looked up; beyond ``room`` characters they are on disk."""

    def __init__(self, room: int) -> None:
        self._begins = array("q", [0])  # in characters; the last is where the next text goes
        self._file = SpooledTemporaryFile(max_size=room * _WIDTH)  # noqa: SIM115

    def add(self, text: str) -> None:
        """Put a text at the end."""
        try:
            self._file.seek(self._begins[-1] * _WIDTH)
            self._file.write(text.encode(_CODE, "surrogatepass"))
        except OSError as trouble:
            raise _no_room(trouble) from trouble
        self._begins.append(self._begins[-1] + len(text))

    def between(self, at: int, start: int, end: int) -> str:
        """Characters ``start`` to ``end`` of a text."""
        first = self._begins[at] + start
        last = min(self._begins[at] + end, self._begins[at + 1])
        try:
            self._file.seek(first * _WIDTH)
            return self._file.read(max(0, last - first) * _WIDTH).decode(_CODE, "surrogatepass")
        except OSError as trouble:
            raise _no_room(trouble) from trouble


def _no_room(trouble: OSError) -> BadInput:
    return BadInput(
        Mistake(
            gettempdir(),
            f"what was found in the articles cannot be kept in this folder for temporary files: {trouble.strerror}",
            "Set TMPDIR to a folder with room: ten bytes for each character of the articles are enough.",
        )
    )
