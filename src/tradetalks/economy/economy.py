"""The world before a shock: a balanced table as arrays, with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.economy.critical import CriticalItem

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Provenance:
    """Where a table comes from: printed with every result that rests on it."""

    name: str
    year: int
    unit: str  # e.g. "million USD"
    sources: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()  # what was borrowed, e.g. "VNM: technology of IDN"
    digest: str = ""  # sha256 of the files read
    notes: tuple[str, ...] = ()
    seeded: tuple[str, ...] = ()  # flows that are not in the sources: `seed.seeded`, and suppliers of a critical item


@dataclass(frozen=True, eq=False)
class Economy:
    """Base data of the model, in values of one currency. N economies, S sectors.

    Stored are the independent accounts; everything else is derived, so nothing can disagree. Two economies are equal if
    they are the same object, so that what follows from one can be remembered.

    expenditure[n, s]      X: spending of n on s at purchaser price, including tariffs
    share[n, i, s]         pi: share of X on source i, i = n included; sums to one over i where X > 0
    tariff[n, i, s]        t: ad valorem on border value
    export_tax[n, i, s]    e: ad valorem on producer value, levied by i on sales to n
    value_added_share[i, k]   beta: of gross output
    input_share[n, s, k]   g: inside n's intermediates of using sector k; sums to one over s where 1 - beta > 0
    items                  critical inputs that are sectors of their own, in the order in which they were split
    whole                  the same world before any of them was split; None where none is
    """

    axes: Axes
    expenditure: Array
    share: Array
    tariff: Array
    export_tax: Array
    value_added_share: Array
    input_share: Array
    provenance: Provenance = field(repr=False)
    items: tuple[CriticalItem, ...] = field(default=(), repr=False)
    whole: Economy | None = field(default=None, repr=False)

    @property
    def unsplit(self) -> Economy:
        """The world with every critical input inside its parent, as the statistics have it."""
        return self.whole or self

    def parent(self, sector: str) -> str:
        """The sector of the statistics that a critical input was split out of; any other sector itself."""
        parents = {item.name: item.parent for item in self.items}
        while sector in parents:
            sector = parents[sector]
        return sector

    @cached_property
    def border(self) -> Array:
        """Border value B = X pi / (1 + t), after export tax, before tariff. [importer, exporter, sector]"""
        return self.expenditure[:, None, :] * self.share / (1.0 + self.tariff)

    @cached_property
    def producer(self) -> Array:
        """Producer value B / (1 + e). [importer, exporter, sector]"""
        return self.border / (1.0 + self.export_tax)

    @cached_property
    def output(self) -> Array:
        """Gross output Y of exporter i in sector s: sum of producer values over importers. [economy, sector]"""
        out: Array = self.producer.sum(axis=0)
        return out

    @cached_property
    def value_added(self) -> Array:
        """V = beta Y. [economy, sector]"""
        return self.value_added_share * self.output

    @cached_property
    def intermediate(self) -> Array:
        """Use of s by sector k in n, at purchaser price: g (1 - beta) Y. [economy, sector, using sector]"""
        return self.input_share * ((1.0 - self.value_added_share) * self.output)[:, None, :]

    @cached_property
    def final(self) -> Array:
        """Final demand F = X - sum_k intermediate. [economy, sector]"""
        out: Array = self.expenditure - self.intermediate.sum(axis=2)
        return out

    @cached_property
    def tariff_revenue(self) -> Array:
        out: Array = (self.tariff * self.border).sum(axis=(1, 2))
        return out

    @cached_property
    def export_tax_revenue(self) -> Array:
        out: Array = (self.export_tax * self.producer).sum(axis=(0, 2))
        return out

    @cached_property
    def income(self) -> Array:
        """Spending on final goods, I_n = sum_s F_ns."""
        out: Array = self.final.sum(axis=1)
        return out

    @cached_property
    def gdp(self) -> Array:
        """Value added plus taxes on trade, at market prices. [economy]"""
        out: Array = self.value_added.sum(axis=1) + self.tariff_revenue + self.export_tax_revenue
        return out

    @cached_property
    def transfer(self) -> Array:
        """D_n, what each economy spends beyond its income (minus the trade balance); sums to zero."""
        out: Array = self.income - self.value_added.sum(axis=1) - self.tariff_revenue - self.export_tax_revenue
        return out
