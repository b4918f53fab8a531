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
class Elasticities:
    """What the model needs to know about how easily things replace each other. Pure numbers.

    theta[s]  trade elasticity, sigma - 1 across sources (spending at the buyer's price; before tariff it is 1 + theta)
    eta       value added against the bundle of inputs
    eps       between inputs
    psi       between sectors in final demand
    kappa     factor mobility between sectors: 1 specific, infinity mobile
    critical  (sector position, sigma) of inputs that stand in a nest of their own: sigma between each and all else
    """

    theta: NDArray[np.float64]
    eta: float
    eps: float
    psi: float
    kappa: float
    name: str = "own values"
    sources: tuple[str, ...] = field(default=(), repr=False)
    critical: tuple[tuple[int, float], ...] = ()

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
        for at, sigma in self.critical:
            if not (0 <= at < theta.size and np.isfinite(sigma) and sigma >= 0.0):
                todo = "A sector's position with a number from 0 upwards."
                wrong.append(Mistake("elasticities", f"critical input {at} has sigma {sigma}", todo))
        if not self.kappa >= 1.0:
            wrong.append(
                Mistake("elasticities", f"kappa is {self.kappa}", "From 1 (specific factors) to infinity (mobile).")
            )
        if wrong:
            raise BadInput(wrong)


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


def with_theta(elasticities: Elasticities, theta: NDArray[np.float64] | float, source: str) -> Elasticities:
    """The same elasticities with another trade elasticity, a number or one per sector, and where it comes from."""
    kept = tuple(line for line in elasticities.sources if not line.startswith("theta"))
    return replace(
        elasticities,
        theta=np.broadcast_to(np.asarray(theta, dtype=float), elasticities.theta.shape),
        name=f"{elasticities.name}, theta of {source}",
        sources=(f"theta: {source}", *kept),
    )
