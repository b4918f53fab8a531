"""What is refused before anything is solved, with economy, sector and value named."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import WORLDS
from tradetalks.equilibrium.shock import Capacity, Cell, Licence, Shock
from tradetalks.errors import BadInput, Mistake

LARGEST_CAPACITY = 10.0  # times base volume; above it, leave the bound away
FLOWS_TOLD = 3  # of a licence, in a message
BALANCED = 1e-9  # transfers over world income that count as none
SUMS = 1e-8  # by which shares may miss one
SLIP = 1e-9  # by which a ratio of one may be missed in floating point


def checked(shock: Shock, economy: Economy) -> Shock:
    """The shock itself if it fits this economy; else `BadInput` with every mistake, by economy and sector."""
    same_axes(shock.axes, economy.axes, "shock")
    mistakes = [
        *_unsound(economy),
        *_bad_values(shock, "tariff", lambda x: x > -1.0, "Rates are fractions above -1: write 0.25 for 25 %."),
        *_bad_values(shock, "export_tax", lambda x: x > -1.0, "Rates are fractions above -1: write 0.25 for 25 %."),
        *_bad_values(shock, "iceberg", lambda x: x > 0.0, "A ratio to the base above 0; 1 leaves it unchanged."),
        *_bad_values(shock, "productivity", lambda x: x > 0.0, "A ratio to the base above 0; 1 leaves it unchanged."),
        *_bad_values(shock, "premium", lambda x: x > -1.0, "A fraction of the producer's price above -1."),
        *_tariffs_at_home(shock, economy),
        *_bad_licences(shock, economy),
        *_bundles_without_supply(shock, economy),
    ]
    if mistakes:
        raise BadInput(mistakes)
    return shock


def same_axes(given: Axes, wanted: Axes, what: str) -> None:
    if given != wanted:
        raise BadInput(Mistake(what, "its economies or sectors are not those of the economy, or in another order"))


@lru_cache(maxsize=WORLDS)
def _unsound(economy: Economy) -> tuple[Mistake, ...]:
    """Shares of an economy built by hand that do not add up, and flows that are negative or missing."""
    axes, name = economy.axes, economy.provenance.name
    buys, makes = economy.expenditure > 0.0, (1.0 - economy.value_added_share) * economy.output > 0.0
    sources, inputs = economy.share.sum(axis=1), economy.input_share.sum(axis=1)
    cases = (
        ("spending on {} is {:g}", economy.expenditure, ~(economy.expenditure >= 0.0)),
        ("sources of {} add up to {:g}", sources, ~(np.abs(sources - 1.0) <= SUMS) & buys),
        ("inputs of {} add up to {:g}", inputs, ~(np.abs(inputs - 1.0) <= SUMS) & makes),
        ("value added over output of {} is {:g}", economy.value_added_share, _outside_unit(economy.value_added_share)),
    )
    mistakes = [
        Mistake(f"{name}: {axes.economies[n]}", said.format(axes.sectors[s], values[n, s]), "Shares are of one.")
        for said, values, wrong in cases
        for n, s in np.argwhere(wrong)
    ]
    outside = [
        Mistake(f"{name}: {_names(axes, tuple(at))}", f"the share is {economy.share[tuple(at)]:g}", "From 0 to 1.")
        for at in np.argwhere(_outside_unit(economy.share))
    ]
    return (*mistakes, *outside)


def _outside_unit(share: Array) -> NDArray[np.bool_]:
    return np.asarray(~((share >= -SUMS) & (share <= 1.0 + SUMS)))


def _names(axes: Axes, position: tuple[int, ...]) -> str:
    *economies, sector = position
    return " ".join([*(axes.economies[int(n)] for n in economies), axes.sectors[int(sector)]])


def _bad_values(shock: Shock, field: str, allowed: Any, todo: str) -> list[Mistake]:
    array = getattr(shock, field)
    expected = shock.axes.bilateral[1:] if field == "productivity" else shock.axes.bilateral
    if array.shape != expected:
        return [Mistake(field, f"has shape {array.shape}", f"It must be {expected}.")]
    with np.errstate(invalid="ignore"):
        wrong = ~(np.isfinite(array) & allowed(array))
    return [
        Mistake(f"{field.replace('_', ' ')} {_names(shock.axes, tuple(at))}", f"{array[tuple(at)]}", todo)
        for at in np.argwhere(wrong)
    ]


def _tariffs_at_home(shock: Shock, economy: Economy) -> list[Mistake]:
    home = np.eye(len(shock.axes.economies), dtype=bool)[:, :, None]
    mistakes = []
    for field in ("tariff", "export_tax"):
        array = getattr(shock, field)
        if array.shape != economy.tariff.shape:
            continue
        wrong = home & (array != getattr(economy, field))
        mistakes += [
            Mistake(
                f"{field.replace('_', ' ')} {_names(shock.axes, tuple(at))}", "an economy does not tax its own goods"
            )
            for at in np.argwhere(wrong)
        ]
    return mistakes


def _bad_licences(shock: Shock, economy: Economy) -> list[Mistake]:
    mistakes: list[Mistake] = []
    seen: dict[Cell, str] = {}
    for licence in shock.licences:
        where = f"licence {licence.name}"
        mistakes += _bad_ratio(licence, where)
        for name in ("rent_to_exporter", "burned"):
            if not 0.0 <= getattr(licence, name) <= 1.0:
                mistakes.append(Mistake(where, f"{name} {getattr(licence, name)}", "A share from 0 to 1."))
        if not licence.cells:
            mistakes.append(Mistake(where, "covers no flow", "Name at least one (importer, exporter, sector)."))
        for cell in licence.cells:
            at = economy.axes.cell(*cell)
            if economy.producer[at] <= 0.0:
                todo = "A licence needs a flow in the base table."
                mistakes.append(Mistake(where, f"no trade in {' '.join(cell)} to license", todo))
            if shock.banned[at]:
                mistakes.append(Mistake(where, f"{' '.join(cell)} is banned", "Drop the ban or the licence."))
            if cell in seen:
                todo = "A flow stands under one licence; join them into a group."
                mistakes.append(Mistake(where, f"{' '.join(cell)} is already under {seen[cell]}", todo))
            seen[cell] = licence.name
    return mistakes


def _bad_ratio(licence: Licence, where: str) -> list[Mistake]:
    """A licence never allows more than the base volume; a capacity may."""
    most = LARGEST_CAPACITY if isinstance(licence, Capacity) else 1.0
    if np.isfinite(licence.ratio) and 0.0 < licence.ratio <= most + SLIP:
        return []
    what = f"ratio {licence.ratio} on {_flows(licence)}"
    if not licence.ratio > most:
        return [
            Mistake(where, what, f"Allowed over base quantity, above 0 and up to {most:g}; to stop a flow, ban it.")
        ]
    if isinstance(licence, Capacity):
        return [Mistake(where, what, f"A capacity is at most {most:g} times the base volume: leave it away.")]
    todo = "A licence allows at most 1. A bound on what a supplier can make is a Capacity."
    return [Mistake(where, f"{what} is above the base volume", todo)]


def _flows(licence: Licence) -> str:
    """The first flows a licence covers, and how many more there are."""
    named = [" ".join(cell) for cell in licence.cells[:FLOWS_TOLD]]
    more = len(licence.cells) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _bundles_without_supply(shock: Shock, economy: Economy) -> list[Mistake]:
    left = np.where(shock.banned, 0.0, economy.share).sum(axis=1)
    return [
        Mistake(
            f"ban on {_names(shock.axes, (n, s))}",
            f"leaves {shock.axes.economies[n]} no supplier of {shock.axes.sectors[s]}",
            "Leave one supplier, or seed another before banning.",
        )
        for n, s in np.argwhere((economy.expenditure > 0.0) & (left <= 0.0))
    ]


def cut_off(shock: Shock, economy: Economy) -> list[str]:
    """Economies that bans leave without any trade with the rest, though one owes the other.

    Without trade there is no price of the one in terms of the other, and nothing to pay a transfer with. Parts whose
    trade was balanced can stand alone.
    """
    trade = np.where(shock.banned, 0.0, economy.border).sum(axis=2) > 0.0
    if (trade | trade.T).all(axis=1).any():  # somebody still trades with everybody
        return []
    from scipy.sparse.csgraph import connected_components

    count, part = connected_components(trade, directed=False)
    owed = np.abs(np.bincount(part, weights=economy.transfer))
    if count < 2 or owed.max() <= BALANCED * economy.income.sum():
        return []
    smallest = int(np.argmin(np.bincount(part)))
    return [name for name, of in zip(shock.axes.economies, part, strict=True) if of == smallest]
