"""Made-up worlds of the sizes of published tables, and the shocks that are timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import jax
import numpy as np

from tradetalks.economy import Economy, toy_world
from tradetalks.equilibrium import Elasticities, Licence, Shock, no_change

REPEATS = 7
LICENCES = 10


@cache
def world(size: str) -> Economy:
    """A balanced random world of `size`, "31x40" for 31 economies and 40 sectors, without taxes on trade."""
    economies, sectors = map(int, size.split("x"))
    return toy_world(economies, sectors, seed=0, deficits=False, tariffs=False)


def tariffs(economy: Economy) -> Shock:
    """A quarter on everything the first economy buys, and a fifth on all that others buy from it."""
    tariff = economy.tariff.copy()
    tariff[0, 1:] += 0.25
    tariff[1:, 0] += 0.20
    return replace(no_change(economy), tariff=tariff)


def licences(economy: Economy) -> Shock:
    """The same, with ten flows of the second economy under licence at half their volume."""
    names = economy.axes
    cells = [(n, names.economies[1], s) for s in names.sectors for n in names.economies if n != names.economies[1]]
    chosen = np.random.default_rng(0).choice(len(cells), LICENCES, replace=False)
    made = tuple(Licence(f"licence {at}", (cells[at],), 0.5) for at in chosen)
    return replace(tariffs(economy), licences=made)


def nested(economy: Economy) -> Elasticities:
    """Every nest away from Cobb-Douglas."""
    theta = np.linspace(1.5, 6.0, len(economy.axes.sectors))
    return Elasticities(theta=theta, eta=0.6, eps=0.4, psi=1.2, kappa=1.5)


def cobb_douglas(economy: Economy) -> Elasticities:
    """Caliendo and Parro (2015)."""
    theta = np.linspace(1.5, 6.0, len(economy.axes.sectors))
    return Elasticities(theta=theta, eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)


def timed(function: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, float]:
    """Seconds of the first call less a warm one (compiling), and of the fastest warm call."""

    def once() -> float:
        began = time.perf_counter()
        jax.block_until_ready(function())
        return time.perf_counter() - began

    first = once()
    warm = min(once() for _ in range(repeats))
    return max(first - warm, 0.0), warm
