"""The hand-written tables beside this file that say how raw codes become the world's labels."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array


@cache
def rule_table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a CSV table shipped beside this file, every cell as text."""
    text = (files("tradetalks.economy.build") / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def world_axes() -> Axes:
    """Economies and sectors of the world, in their order."""
    economies = tuple(row["economy"] for row in rule_table("economies.csv"))
    return Axes(economies, tuple(row["sector"] for row in rule_table("sectors.csv")))


def is_service() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """True for the sectors that the flows know only as one aggregate of services. [sector]"""
    return np.array([row["icio"] == "S" for row in rule_table("sectors.csv")])


def total(key: str) -> float:
    """A sourced total or growth factor of `totals.csv`."""
    return next(float(row["value"]) for row in rule_table("totals.csv") if row["key"] == key)


def membership(column: str, codes: list[str]) -> Array:
    """Which economy each source country belongs to, 0 or 1: [source country, economy].

    `column` of `economies.csv` names the members joined by `+`; `*` takes every country that nobody else names.
    """
    rows = rule_table("economies.csv")
    table = np.zeros((len(codes), len(rows)))
    for position, row in enumerate(rows):
        for member in row[column].split("+"):
            if member and member != "*":
                table[codes.index(member), position] = 1.0
    rest = next((position for position, row in enumerate(rows) if row[column] == "*"), None)
    if rest is not None:
        table[table.sum(axis=1) == 0, rest] = 1.0
    return table


def sector_groups(name: str, column: str) -> list[tuple[str, list[int]]]:
    """Each source sector with the positions of the world's sectors that it spans."""
    axes = world_axes()
    return [(row[column], [axes.sector(slug) for slug in row["sectors"].split("+")]) for row in rule_table(name)]
