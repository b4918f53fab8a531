"""Which elasticities hold how long after a shock: one table with sources."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.errors import BadInput, Mistake, did_you_mean

Level = Literal["low", "central", "high"]
LEVELS: tuple[Level, ...] = ("low", "central", "high")
SMALLEST_THETA = 1e-3


@dataclass(frozen=True)
class HorizonRow:
    """One line of the table: a parameter at a horizon, its range and where it comes from."""

    horizon: str
    parameter: str
    low: float
    central: float
    high: float
    confidence: str
    source: str


@dataclass(frozen=True)
class CriticalInput:
    """An input that a user can hardly replace, in a nest of its own.

    position  its sector
    sigma     between the input and everything else, in the output that contains it
    rho       between a user's output that contains it and its other output
    content   by using sector: its share of cost in the output that contains it, which tells how much of the user's
              output does; 0, or none given: all of it
    """

    position: int
    sigma: float
    rho: float = 1.0
    content: tuple[float, ...] = ()


@dataclass(frozen=True)
class Elasticities:
    """What the model needs to know about how easily things replace each other. Pure numbers.

    theta[s]  trade elasticity, sigma - 1 across sources (spending at the buyer's price; before tariff it is 1 + theta)
    eta       value added against the bundle of inputs
    eps       between inputs
    psi       between sectors in final demand
    kappa     factor mobility between sectors: 1 specific, infinity mobile
    critical  inputs that stand in a nest of their own
    """

    theta: NDArray[np.float64]
    eta: float
    eps: float
    psi: float
    kappa: float
    name: str = "own values"
    sources: tuple[str, ...] = field(default=(), repr=False)
    critical: tuple[CriticalInput, ...] = ()

    def __post_init__(self) -> None:
        theta = np.array(self.theta, dtype=float)
        theta.setflags(write=False)
        object.__setattr__(self, "theta", theta)
        wrong = [
            Mistake("elasticities", f"theta of sector number {s + 1} is {value}", f"A number above {SMALLEST_THETA}.")
            for s, value in enumerate(np.atleast_1d(theta))
            if not (np.isfinite(value) and value >= SMALLEST_THETA)
        ]
        for name in ("eta", "eps", "psi"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) >= 0.0):
                wrong.append(Mistake("elasticities", f"{name} is {getattr(self, name)}", "A number from 0 upwards."))
        wrong += [mistake for one in self.critical for mistake in _wrong_input(one, theta.size)]
        if not self.kappa >= 1.0:
            wrong.append(
                Mistake("elasticities", f"kappa is {self.kappa}", "From 1 (specific factors) to infinity (mobile).")
            )
        if wrong:
            raise BadInput(wrong)


def _wrong_input(one: CriticalInput, sectors: int) -> list[Mistake]:
    where = f"critical input {one.position}"
    wrong = []
    if not 0 <= one.position < sectors:
        wrong.append(Mistake(where, "there is no such sector", f"A position from 0 to {sectors - 1}."))
    for name in ("sigma", "rho"):
        if not (np.isfinite(getattr(one, name)) and getattr(one, name) >= 0.0):
            wrong.append(Mistake(where, f"{name} is {getattr(one, name)}", "A number from 0 upwards."))
    if one.content and (len(one.content) != sectors or not all(0.0 <= share < 1.0 for share in one.content)):
        wrong.append(
            Mistake(where, "content is not a share of cost for each using sector", f"{sectors} shares below 1.")
        )
    return wrong


@cache
def horizon_table() -> tuple[HorizonRow, ...]:
    """Every line of horizons.csv."""
    text = files("tradetalks.equilibrium").joinpath("horizons.csv").read_text(encoding="utf-8")
    return tuple(
        HorizonRow(
            row["horizon"],
            row["parameter"],
            float(row["low"]),
            float(row["central"]),
            float(row["high"]),
            row["confidence"],
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def horizons() -> tuple[str, ...]:
    """The horizons of the table, shortest first: "3 months", "1 year", "5 years"."""
    return tuple(dict.fromkeys(row.horizon for row in horizon_table()))


def elasticities_for(horizon: str, axes: Axes, level: Level = "central") -> Elasticities:
    """Elasticities of a horizon at the low, central or high end of published values; theta the same in each sector.

    Raises `BadInput` for an unknown horizon or level.
    """
    if horizon not in horizons():
        raise BadInput(Mistake("", f'unknown horizon "{horizon}"', did_you_mean(horizon, horizons())))
    if level not in LEVELS:
        raise BadInput(Mistake("", f'unknown level "{level}"', did_you_mean(level, LEVELS)))
    rows = {row.parameter: row for row in horizon_table() if row.horizon == horizon}
    value = {name: float(getattr(row, level)) for name, row in rows.items()}
    return Elasticities(
        theta=np.full(len(axes.sectors), value["theta"]),
        eta=value["eta"],
        eps=value["eps"],
        psi=value["psi"],
        kappa=value["kappa"],
        name=f"{horizon}, {level}",
        sources=tuple(f"{row.parameter} {value[row.parameter]:g}: {row.source}" for row in rows.values()),
    )


@cache
def _published(world: str) -> dict[str, dict[str, float]]:
    """Source -> sector -> theta, of the table that ships with a world."""
    text = files("tradetalks").joinpath("worlds", world, "trade_elasticities.csv").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(text.splitlines()):
        table.setdefault(row["source"], {})[row["sector"]] = float(row["theta"])
    return table


def published_sources(world: str = "world-2024") -> tuple[str, ...]:
    """Papers whose trade elasticities by sector ship with a world; all are long-run estimates."""
    return tuple(_published(world))


def published_theta(source: str, axes: Axes, world: str = "world-2024") -> NDArray[np.float64]:
    """theta[s] of a paper, for `with_theta`. Raises `BadInput` for an unknown paper or a sector it does not have."""
    if source not in published_sources(world):
        raise BadInput(Mistake("", f'unknown source "{source}"', did_you_mean(source, published_sources(world))))
    known = _published(world)[source]
    missing = [sector for sector in axes.sectors if sector not in known]
    if missing:
        todo = f"It has {', '.join(known)}."
        raise BadInput([Mistake(source, f"has no elasticity for sector {sector}", todo) for sector in missing])
    return np.array([known[sector] for sector in axes.sectors])


def with_theta(elasticities: Elasticities, theta: NDArray[np.float64] | float, source: str) -> Elasticities:
    """The same elasticities with another trade elasticity, a number or one per sector, and where it comes from."""
    kept = tuple(line for line in elasticities.sources if not line.startswith("theta"))
    return replace(
        elasticities,
        theta=np.broadcast_to(np.asarray(theta, dtype=float), elasticities.theta.shape),
        name=f"{elasticities.name}, theta of {source}",
        sources=(f"theta: {source}", *kept),
    )
