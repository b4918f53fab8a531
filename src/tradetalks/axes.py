"""Names <-> positions: the only place where a label becomes an index."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tradetalks.errors import BadInput, Mistake, did_you_mean


@dataclass(frozen=True)
class Axes:
    """The labels of a world's economies and sectors, in array order.

    Labels match exactly or raise `BadInput`; nothing is ever reordered silently.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]

    def __post_init__(self) -> None:
        for kind, labels in (("economy", self.economies), ("sector", self.sectors)):
            twice = sorted({label for label in labels if labels.count(label) > 1})
            if twice or not labels:
                raise BadInput(Mistake("axes", f"{kind} labels must be unique and not empty: {twice or 'none given'}"))

    @cached_property
    def _economy_at(self) -> dict[str, int]:
        return {label: position for position, label in enumerate(self.economies)}

    @cached_property
    def _sector_at(self) -> dict[str, int]:
        return {label: position for position, label in enumerate(self.sectors)}

    def economy(self, label: str) -> int:
        """Position of an economy; raises `BadInput` naming the allowed labels."""
        return _find(self._economy_at, label, "economy")

    def sector(self, label: str) -> int:
        """Position of a sector; raises `BadInput` naming the allowed labels."""
        return _find(self._sector_at, label, "sector")

    def cell(self, importer: str, exporter: str, sector: str) -> tuple[int, int, int]:
        """Position of a bilateral cell in the fixed order importer, exporter, sector."""
        return self.economy(importer), self.economy(exporter), self.sector(sector)

    @property
    def bilateral(self) -> tuple[int, int, int]:
        """Shape of every bilateral array: (importer, exporter, sector)."""
        return len(self.economies), len(self.economies), len(self.sectors)


def _find(positions: dict[str, int], label: str, kind: str) -> int:
    try:
        return positions[label]
    except KeyError:
        raise BadInput(Mistake("", f'unknown {kind} "{label}"', did_you_mean(label, positions, show=40))) from None
