"""What is in force on a day, as immutable values: rates by cell, and the measures behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Act, Measure, Then

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure that bites that day, under which act, since and until when, and what then."""

    measure: Measure
    act: Act
    since: date  # first day of the present level
    until: date | None  # first day on which it no longer holds, as known that day
    then: Then | None
    confirmed: bool  # every citation behind it has been verified and the fact itself is not from memory

    @property
    def observed_since(self) -> date:
        """From when observations speak of its terms: the first act that names the same series."""
        return min(
            (act.on for act in self.measure.acts if act.ratio_series == self.act.ratio_series), default=self.since
        )

    @property
    def rate(self) -> float | None:
        """The level that bites, as a fraction; None where it has none or it is not known."""
        if self.act.unknown:
            return None
        return self.act.ceiling if self.act.rate is None else self.act.rate


@dataclass(frozen=True, slots=True)
class LicenceInForce:
    """An export licence or ban on one cell."""

    measure: str
    importer: str
    exporter: str
    sector: str
    share: float | None  # of the cell's trade that needs it; None: not known
    share_maybe: float | None  # of the cell's trade that may need it on top of `share`
    ratio: float | None  # allowed volume / base volume; None: not known
    paperwork: float | None  # cost as an ad valorem equivalent; None: not known
    ratio_range: tuple[float, float] | None = None  # tightest and loosest ratio that what was public allows


@dataclass(frozen=True)
class Because:
    """Answers which measures stand behind a cell: ``because["USA", "CHN", "electrical"]``."""

    axes: Axes
    contribution: Mapping[str, Array]
    controls: tuple[LicenceInForce, ...]
    export_taxes: Mapping[str, Array]

    def __getitem__(self, cell: tuple[str, str, str]) -> tuple[str, ...]:
        """Ids of the measures that change this cell, in the case's order; labels match exactly or raise `BadInput`."""
        at = self.axes.cell(*cell)
        taxes = [name for part in (self.contribution, self.export_taxes) for name, array in part.items() if array[at]]
        controls = [one.measure for one in self.controls if (one.importer, one.exporter, one.sector) == cell]
        return tuple(dict.fromkeys(taxes + controls))

    def points(self, importer: str, exporter: str, sector: str) -> dict[str, float]:
        """Each measure's ad valorem contribution to the import tariff of a cell; they sum to `PolicyState.added`."""
        at = self.axes.cell(importer, exporter, sector)
        return {name: float(array[at]) for name, array in self.contribution.items() if array[at]}


@dataclass(frozen=True)
class PolicyState:
    """The law of one day, as known on another, on the cells of a world.

    Arrays are [importer, exporter, sector], rates are fractions of the border value.

    added: what the case's measures add to the importer's duty, trade-weighted inside the cell; 0 where there are none.
    base: the importer's duty before the case's measures; NaN where the case does not know it.
    export_tax: what the exporter's measures of the case take.
    contribution: measure id -> array like `added`; the arrays sum to `added`.
    unpriced: measure id -> why it has no rate on (some of) the cells it speaks of. It is in force, and not zero.
    """

    case: str
    on: date
    known: date
    rules: str
    axes: Axes
    added: Array
    base: Array
    export_tax: Array
    licences: tuple[LicenceInForce, ...]
    bans: tuple[LicenceInForce, ...]
    in_force: tuple[InForce, ...]
    unpriced_because: Mapping[str, str]
    contribution: Mapping[str, Array]
    export_tax_contribution: Mapping[str, Array] = field(default_factory=dict)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Ids of measures in force whose rate or scope cannot be turned into a rate on a cell: unknown, not zero."""
        return tuple(self.unpriced_because)

    @property
    def because(self) -> Because:
        """Which measures stand behind a cell."""
        return Because(self.axes, self.contribution, self.licences + self.bans, self.export_tax_contribution)

    def __eq__(self, other: Any) -> bool:
        """Same law: equal arrays and equal lists."""
        if not isinstance(other, PolicyState):
            return NotImplemented
        return (
            self.case,
            self.rules,
            self.axes,
            self.licences,
            self.bans,
            self.in_force,
            dict(self.unpriced_because),
        ) == (
            other.case,
            other.rules,
            other.axes,
            other.licences,
            other.bans,
            other.in_force,
            dict(other.unpriced_because),
        ) and all(
            np.array_equal(getattr(self, name), getattr(other, name), equal_nan=True)
            for name in ("added", "base", "export_tax")
        )

    __hash__ = None  # type: ignore[assignment]
