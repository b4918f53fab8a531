"""Does a world meet the figures it was built to meet? Targets stand beside the tables in `targets.csv`."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.economy import Economy
from tradetalks.errors import BadInput, Mistake, TradetalksError

FILE = "targets.csv"
HEADER = ("account", "importer", "exporter", "sector", "target", "tolerance", "source")


@dataclass(frozen=True)
class Target:
    """A sourced figure in the world's unit, and how far (relative) the table may be from it.

    account "gdp": value added plus taxes on trade of `importer`. account "border": border value of the flow from
    `exporter` to `importer`, of one sector or of a group named in the manifest (e.g. "goods").
    """

    account: str
    importer: str
    exporter: str
    sector: str
    target: float
    tolerance: float
    source: str


@dataclass(frozen=True)
class Check:
    """A target with what the table says. `gap` is relative."""

    target: Target
    value: float

    @property
    def gap(self) -> float:
        wanted = self.target.target
        return (self.value - wanted) / wanted if wanted else self.value

    @property
    def holds(self) -> bool:
        return abs(self.gap) <= self.target.tolerance


def read_targets(folder: Path) -> tuple[Target, ...]:
    """The targets beside a world; none when it has none. Raises `BadInput` with every mistake and its line."""
    path = folder / FILE
    if not path.is_file():
        return ()
    mistakes, targets = [], []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if tuple(header) != HEADER:
            raise BadInput(Mistake(f"{path}:1", "the header is " + ",".join(header), "Write " + ",".join(HEADER)))
        for line, row in enumerate(rows, start=2):
            try:
                target, tolerance = float(row[4]), float(row[5])
                if len(row) != len(HEADER) or not (math.isfinite(target) and tolerance >= 0.0):
                    raise ValueError
            except (IndexError, ValueError):
                mistakes.append(Mistake(f"{path}:{line}", "not a target: " + ",".join(row), ",".join(HEADER)))
            else:
                targets.append(Target(row[0], row[1], row[2], row[3], target, tolerance, row[6]))
    if mistakes:
        raise BadInput(mistakes)
    return tuple(targets)


def check_world(
    economy: Economy, targets: tuple[Target, ...], groups: Mapping[str, list[str]] | None = None
) -> tuple[Check, ...]:
    """Compare a world with its targets; `groups` names sets of sectors. Raises `BadInput` for a label it lacks."""
    checks, mistakes = [], []
    for target in targets:
        try:
            checks.append(Check(target, _value(economy, target, groups or {})))
        except TradetalksError as refusal:
            mistakes.append(Mistake(FILE, f"{target.account} {target.importer} {target.sector}: {refusal}"))
    if mistakes:
        raise BadInput(mistakes)
    return tuple(checks)


def _value(economy: Economy, target: Target, groups: Mapping[str, list[str]]) -> float:
    axes = economy.axes
    if target.account == "gdp":
        return float(economy.gdp[axes.economy(target.importer)])
    if target.account == "border":
        sectors = [axes.sector(slug) for slug in groups.get(target.sector, [target.sector])]
        return float(np.sum(economy.border[axes.economy(target.importer), axes.economy(target.exporter), sectors]))
    raise BadInput(Mistake(FILE, f'unknown account "{target.account}"', "One of: gdp, border."))
