"""A duty taken apart: what lies underneath, and what each measure puts on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Stack:
    """Duties stacked on one line, or averaged over trade; every value in the same unit (fraction, or per cent).

    base: the duty before the case's measures; None where it is not known. added: measure -> what it adds.
    unpriced: measure -> why it has no rate here; it is in force, and not zero.
    """

    base: float | None
    added: Mapping[str, float]
    unpriced: Mapping[str, str]

    @property
    def change(self) -> float:
        """What all measures add."""
        return sum(self.added.values())

    @property
    def level(self) -> float | None:
        """Base and what is added; None where the base is not known."""
        return None if self.base is None else self.base + self.change
