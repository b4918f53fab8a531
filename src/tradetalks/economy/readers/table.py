"""An inter-country input-output table as published, and its aggregation with every account kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array
from tradetalks.errors import BadInput, Mistake, did_you_mean

ROWS_CLOSE = 0.01  # of output, that a row may miss its published total by; published tables round
SMALLEST_ROW = 1e-6  # of world output: below it a row is held to this instead


@dataclass(frozen=True)
class InterCountryTable:
    """Who sold what to whom for what use, in one currency, in the order of the rows and columns of such tables.

    intermediate[i, s, j, k]  sales by sector s of economy i to sector k of economy j
    final[i, s, j]            sales to final users of j: consumption, investment, inventories; may be negative
    """

    axes: Axes
    intermediate: Array = field(repr=False)
    final: Array = field(repr=False)
    name: str = "inter-country table"
    year: int = 0
    unit: str = "million USD"
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n, s = len(self.axes.economies), len(self.axes.sectors)
        mistakes = [
            Mistake(self.name, f"{what} has shape {array.shape}", f"It must be {wanted}.")
            for what, array, wanted in (
                ("intermediate", self.intermediate, (n, s, n, s)),
                ("final", self.final, (n, s, n)),
            )
            if array.shape != wanted
        ]
        if not mistakes and not (np.isfinite(self.intermediate).all() and np.isfinite(self.final).all()):
            mistakes = [Mistake(self.name, "a number is missing or not finite")]
        if mistakes:
            raise BadInput(mistakes)

    @property
    def output(self) -> Array:
        """What every sector of every economy sold. [i, s]"""
        return np.asarray(self.intermediate.sum(axis=(2, 3)) + self.final.sum(axis=2))

    @property
    def value_added(self) -> Array:
        """Output less inputs: factor income with taxes on products and transport margins. [j, k]"""
        return np.asarray(self.output - self.intermediate.sum(axis=(0, 1)))


def aggregated(
    table: InterCountryTable,
    economies: Mapping[str, Sequence[str]] | None = None,
    sectors: Mapping[str, Sequence[str]] | None = None,
) -> InterCountryTable:
    """Add up economies and sectors: new label -> old labels, in the order wanted; None leaves a side as it is.

    Every old label must be taken exactly once, so that world totals are those of the table. Raises `BadInput`.
    """
    mistakes: list[Mistake] = []
    one = _summing(table.axes.economies, economies, "economy", mistakes)
    two = _summing(table.axes.sectors, sectors, "sector", mistakes)
    if mistakes:
        raise BadInput(mistakes)
    intermediate = np.einsum("ai,isjk,bj->asbk", one, table.intermediate, one, optimize=True)
    intermediate = np.einsum("cs,asbk,dk->acbd", two, intermediate, two, optimize=True)
    return replace(
        table,
        axes=Axes(tuple(economies or table.axes.economies), tuple(sectors or table.axes.sectors)),
        intermediate=np.asarray(intermediate),
        final=np.asarray(np.einsum("ai,isj,bj,cs->acb", one, table.final, one, two, optimize=True)),
        notes=(
            *table.notes,
            f"aggregated from {table.axes.bilateral[0]} economies x {table.axes.bilateral[2]} sectors",
        ),
    )


def _summing(
    labels: tuple[str, ...], groups: Mapping[str, Sequence[str]] | None, kind: str, mistakes: list[Mistake]
) -> Array:
    """One row per group, one column per label, 1 where the label belongs to the group."""
    if groups is None:
        return np.eye(len(labels))
    matrix = np.zeros((len(groups), len(labels)))
    taken: dict[str, str] = {}
    for row, (group, members) in enumerate(groups.items()):
        for label in members:
            if label not in labels:
                mistakes.append(Mistake(f"{kind} {group}", f'no {kind} "{label}"', did_you_mean(label, labels)))
            elif label in taken:
                mistakes.append(Mistake(f"{kind} {group}", f"{label} is already in {taken[label]}"))
            else:
                taken[label] = group
                matrix[row, labels.index(label)] = 1.0
    left = [label for label in labels if label not in taken]
    if left:
        mistakes.append(Mistake(f"{kind} groups", f"nothing takes {', '.join(left)}", "Every label goes somewhere."))
    return matrix


def close_rows(table: InterCountryTable, published: Array) -> InterCountryTable:
    """The table itself, once its rows add up to the output published with it. [i, s]"""
    gap = np.abs(table.output - published)
    allowed = ROWS_CLOSE * np.maximum(np.abs(published), SMALLEST_ROW * np.abs(published).sum())
    wrong = np.argwhere(~(gap <= allowed))
    if wrong.size:
        raise BadInput(
            [
                Mistake(
                    f"{table.name}: {table.axes.economies[i]} {table.axes.sectors[s]}",
                    f"the row adds up to {table.output[i, s]:,.6g}, its published output is {published[i, s]:,.6g}",
                )
                for i, s in wrong
            ]
        )
    return table
