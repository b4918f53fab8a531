"""A world in the arrays of the GTAP Data Base, however they were read from its files."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy, Provenance
from tradetalks.errors import BadInput, Mistake

NEGATIVE = 1e-9  # of spending, that rounding may leave below zero
FIRMS, USERS, TRADE = (
    ("VDFB", "VMFB"),
    ("VDPB", "VMPB", "VDGB", "VMGB", "VDIB", "VMIB"),
    ("VXSB", "VFOB", "VCIF", "VMSB"),
)


def economy_from_gtap(
    arrays: Mapping[str, ArrayLike], axes: Axes, *, year: int, name: str = "GTAP", unit: str = "million USD"
) -> Economy:
    """The economy of the headers of a GTAP base data file, version 7 of the standard model (Corong et al. 2017).

    VDFB, VMFB [commodity, activity, region]                    what firms buy, domestic and imported, basic prices
    VDPB, VMPB, VDGB, VMGB, VDIB, VMIB [commodity, region]      households, government, investment, likewise
    VXSB, VFOB, VCIF, VMSB [commodity, exporter, importer]      exports basic and fob, imports cif and with tariff
    VST [commodity, region]                                     sales to international transport; zero where not given

    Commodities and activities are `axes.sectors`, regions `axes.economies`, in the order of the arrays. The tariff is
    VMSB / VCIF - 1; export taxes bring in VFOB - VXSB. There is no transport sector in the model: the way of a good to
    the border counts as made by its exporter, and sales to transport are left out, so that world totals stay. Trade
    inside a region is home supply. Value added holds factor incomes and the taxes on factors, output and use. GTAP is
    licensed by its publisher; its HAR files are opened by a program of yours. Raises `BadInput`.
    """
    given = _checked(arrays, axes)
    n, s = len(axes.economies), len(axes.sectors)
    inputs = np.moveaxis(given["VDFB"] + given["VMFB"], 2, 0)  # [n, s, k]
    domestic = (given["VDFB"].sum(axis=1) + given["VDPB"] + given["VDGB"] + given["VDIB"]).T  # [n, s]
    sold, fob, cif, paid = (np.transpose(given[header], (2, 1, 0)) for header in TRADE)  # [importer, exporter, s]
    made = (sold.sum(axis=0) + domestic + given["VST"].T)[:, None, :]
    home = np.eye(n, dtype=bool)[:, :, None] & np.ones(s, dtype=bool)
    inside = domestic[:, None, :] + paid
    border, spending = np.where(home, inside, cif), np.where(home, inside, paid)
    producer = np.where(home, inside, sold + cif - fob)
    expenditure, cost = spending.sum(axis=1), inputs.sum(axis=1)

    def ratio(top: Array, bottom: Array, empty: float) -> Array:
        bottom = np.broadcast_to(bottom, top.shape)
        return np.divide(top, bottom, out=np.full_like(top, empty), where=bottom > 0.0)

    economy = Economy(
        axes=axes,
        expenditure=expenditure,
        share=ratio(spending, expenditure[:, None, :], 0.0),
        tariff=ratio(spending, border, 1.0) - 1.0,
        export_tax=ratio(border, producer, 1.0) - 1.0,
        value_added_share=1.0 - ratio(cost, made[:, 0], 0.0),
        input_share=ratio(inputs, cost[:, None, :], 1.0 / s),
        provenance=Provenance(name, year, unit, sources=(f"{name} data base, {year}",), notes=(TRANSPORT,)),
    )
    _refuse_negative(economy)
    return economy


TRANSPORT = "international transport of a good counts as made by its exporter"


def _checked(arrays: Mapping[str, ArrayLike], axes: Axes) -> dict[str, Array]:
    """Every header as a finite array of its shape, without negative values."""
    n, s = len(axes.economies), len(axes.sectors)
    shapes = {**dict.fromkeys(FIRMS, (s, s, n)), **dict.fromkeys(USERS, (s, n)), **dict.fromkeys(TRADE, (s, n, n))}
    shapes["VST"] = (s, n)
    given: dict[str, Array] = {"VST": np.zeros((s, n))}
    mistakes = []
    for header, shape in shapes.items():
        if header not in arrays:
            if header not in given:
                mistakes.append(Mistake(header, "the header is missing", f"An array of shape {shape}."))
            continue
        given[header] = np.asarray(arrays[header], dtype=float)
        if given[header].shape != shape:
            mistakes.append(Mistake(header, f"has shape {given[header].shape}", f"It must be {shape}."))
        elif not (given[header] >= 0.0).all() or not np.isfinite(given[header]).all():
            mistakes.append(Mistake(header, "a value is negative or missing", "Values of flows are zero or more."))
    if mistakes:
        raise BadInput(mistakes)
    return given


def _refuse_negative(economy: Economy) -> None:
    mistakes = [
        Mistake(
            f"GTAP: {economy.axes.economies[n]} {economy.axes.sectors[s]}", f"{what} is negative ({part[n, s]:,.6g})"
        )
        for what, part in (("final use", economy.final), ("value added", economy.value_added))
        for n, s in np.argwhere(part < -NEGATIVE * economy.expenditure)
    ]
    if mistakes:
        raise BadInput(mistakes)
