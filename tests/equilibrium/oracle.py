"""The whole model in plain NumPy and SciPy, written in levels from docs/model.md: the oracle.

Shares nothing with the package but the base arrays. Unknown are prices of factors by sector, prices of goods, incomes
and licence premia; licences enter by the Fischer-Burmeister function, not by a minimum; the Jacobian comes from
complex steps. Factors are given by a finite kappa; transfers are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock

Array = NDArray[Any]  # real, or complex inside the derivative
COMPLEX_STEP = 1e-30


@dataclass(frozen=True)
class World:
    """Levels after the shock. n importer or user, i exporter, s supplying, k using sector."""

    factor_price: Array  # w_hat[n, k]
    price: Array  # P_hat[n, s]
    income: Array  # I'[n]
    premium: Array  # f[g]
    welfare: Array  # I_hat / PF_hat [n]
    share: Array  # [n, i, s]
    border: Array  # [n, i, s]
    rent: Array  # earned by owners [n]


def index(weight: Array, price: Array, elasticity: float, axis: int) -> Array:
    """CES price index in levels."""
    if abs(elasticity - 1.0) < 1e-9:
        return np.exp((weight * np.log(price)).sum(axis=axis))
    power = 1.0 - elasticity
    return (weight * price**power).sum(axis=axis) ** (1.0 / power)


def evaluate(
    w: Array, price: Array, income: Array, premium: Array, economy: Economy, shock: Shock, e: Elasticities
) -> tuple[dict[str, Array], World]:
    """Left-hand sides less right-hand sides, and the world they come from."""
    theta, kappa, beta = e.theta, e.kappa, economy.value_added_share
    value_added = economy.value_added
    part = value_added / value_added.sum(axis=1, keepdims=True)
    pool = (part * w**kappa).sum(axis=1, keepdims=True) ** (1.0 / kappa)
    earned = value_added * w**kappa * pool ** (1.0 - kappa)

    inputs = index(economy.input_share, price[:, :, None], e.eps, 1)  # [n, k]
    nest = index(np.stack([beta, 1.0 - beta]), np.stack([w, inputs]), e.eta, 0)
    cost = nest / shock.productivity
    output = earned / (beta * (w / nest) ** (1.0 - e.eta))
    bundle = (1.0 - beta) * (inputs / nest) ** (1.0 - e.eta)
    use = (
        economy.input_share * (price[:, :, None] / inputs[:, None, :]) ** (1.0 - e.eps) * (bundle * output)[:, None, :]
    )
    alpha = economy.final / economy.income[:, None]
    final_price = index(alpha, price, e.psi, 1)
    spent = alpha * (price / final_price[:, None]) ** (1.0 - e.psi) * income[:, None] + use.sum(axis=2)

    f = np.zeros(economy.share.shape, dtype=premium.dtype)
    phi, zeta = np.full(f.shape, shock.premium_to_exporter), np.zeros(f.shape)
    for g, licence in enumerate(shock.licences):
        for cell in licence.cells:
            at = economy.axes.cell(*cell)
            f[at], phi[at], zeta[at] = premium[g], licence.rent_to_exporter, licence.burned
    wedge = (1 + shock.tariff) / (1 + economy.tariff) * (1 + shock.export_tax) / (1 + economy.export_tax)
    landed = cost[None, :, :] * wedge * shock.iceberg * (1.0 + f)
    pull = np.where(shock.banned, 0.0, economy.share * landed**-theta)
    new_price = pull.sum(axis=1) ** (-1.0 / theta)
    share = pull / pull.sum(axis=1, keepdims=True)
    border = spent[:, None, :] * share / (1.0 + shock.tariff)
    untaxed = border / (1.0 + shock.export_tax)
    producer = untaxed / (1.0 + f) * (1.0 + zeta * f)
    owned = untaxed - producer
    rent = (phi * owned).sum(axis=(0, 2)) + ((1.0 - phi) * owned).sum(axis=(1, 2))
    world_hat = earned.sum() / value_added.sum()
    budget = (
        earned.sum(axis=1)
        + (shock.tariff * border).sum(axis=(1, 2))
        + (shock.export_tax * untaxed).sum(axis=(0, 2))
        + rent
        + economy.transfer
    )
    room = []
    for licence in shock.licences:
        cells = [economy.axes.cell(*cell) for cell in licence.cells]
        base = sum(economy.producer[at] for at in cells)
        spending = economy.share * economy.expenditure[:, None, :]
        volume = sum(economy.producer[at] * (spent[:, None, :] * share / landed / spending)[at] for at in cells)
        room.append(np.log(licence.ratio * base / volume))
    x, slack = np.log1p(premium), np.array(room, dtype=premium.dtype)
    goods = np.log(output / producer.sum(axis=0)).ravel()
    goods[-1] = np.log(world_hat)
    gaps = {
        "goods": goods,
        "price": np.log(price / new_price).ravel(),
        "income": np.log(income / budget),
        "licence": x + slack - np.sqrt(x * x + slack * slack),
    }
    return gaps, World(w, price, income, premium, income / economy.income / final_price, share, border, rent)


def solve(economy: Economy, shock: Shock, elasticities: Elasticities, *, tolerance: float = 1e-12) -> World:
    """Powell's hybrid method from the base."""
    n, s = economy.expenditure.shape
    ends = np.cumsum([n * s, n * s, n])

    def world(z: Array) -> tuple[Array, World]:
        w, price, income, premium = np.split(z, ends)
        gaps, found = evaluate(
            np.exp(w).reshape(n, s),
            np.exp(price).reshape(n, s),
            economy.income * np.exp(income),
            np.expm1(premium),
            economy,
            shock,
            elasticities,
        )
        return np.concatenate(list(gaps.values())), found

    def slope(z: Array) -> Array:
        steps = 1j * COMPLEX_STEP * np.eye(z.size)
        return np.stack([world(z + step)[0].imag / COMPLEX_STEP for step in steps], axis=1)

    start = np.zeros(ends[-1] + len(shock.licences))
    start[ends[-1] :] = 0.1  # away from the corner of the Fischer-Burmeister function
    z = root(lambda z: world(z)[0], start, jac=slope, method="hybr", options={"xtol": 1e-13}).x
    for _ in range(3):  # Powell's method stops a little early
        z = z - np.linalg.solve(slope(z), world(z)[0])
    left, found = world(z)
    if not np.abs(left).max() < tolerance:
        raise RuntimeError(f"the oracle did not converge: {np.abs(left).max():.1e}")
    return found
