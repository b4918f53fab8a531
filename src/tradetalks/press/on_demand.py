"""Sequences whose values are put together when they are asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

_Value = TypeVar("_Value")


class OnDemand(Sequence[_Value]):
    """A sequence that makes the value at a place each time; asked again, it may be another object, but equal."""

    @abstractmethod
    def at(self, place: int) -> _Value:
        """The value at a place from 0 on."""

    def __iter__(self) -> Iterator[_Value]:
        return map(self.at, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> _Value: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[_Value]: ...
    def __getitem__(self, place: int | slice) -> _Value | Sequence[_Value]:
        if isinstance(place, slice):
            return Picked(self, range(*place.indices(len(self))))
        return self.at(range(len(self))[place])


@dataclass(frozen=True, slots=True)
class Picked(OnDemand[_Value]):
    """Some of a sequence's values, in an order of their own."""

    of: Sequence[_Value]
    places: Sequence[int]

    def __len__(self) -> int:
        return len(self.places)

    def at(self, place: int) -> _Value:
        """The value at a place of this order."""
        return self.of[self.places[place]]
