"""Caliendo and Parro (2015) in plain NumPy, written from the paper's equations (10) to (14): the second opinion.

Shares nothing with the package but the base arrays: wages by a price-adjustment loop around a loop for prices and a
linear system for expenditure. Cobb-Douglas between inputs and in final demand, one mobile factor, tariffs only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.economy.economy import Economy

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """n importer, i exporter, j sector; gamma[n, k, j] is the share of input k in sector j of n."""

    pi: Array  # [n, i, j]
    tau: Array  # 1 + tariff [n, i, j]
    theta: Array  # [j]
    gamma: Array  # [n, k, j], of gross output
    beta: Array  # value added over gross output [n, j]
    alpha: Array  # [n, j]
    value_added: Array  # [n]
    deficit: Array  # [n]


def model_of(economy: Economy, theta: Array) -> Model:
    return Model(
        pi=economy.share,
        tau=1.0 + economy.tariff,
        theta=theta,
        gamma=economy.input_share * (1.0 - economy.value_added_share)[:, None, :],
        beta=economy.value_added_share,
        alpha=economy.final / economy.income[:, None],
        value_added=economy.value_added.sum(axis=1),
        deficit=economy.transfer,
    )


@dataclass(frozen=True)
class Solution:
    """Hats of wages and prices, levels of the rest."""

    wage: Array  # [n]
    price: Array  # [n, j]
    share: Array  # [n, i, j]
    expenditure: Array  # [n, j]
    income: Array  # [n]
    real_income: Array  # income' / price index, not yet over the base [n]


def prices(model: Model, wage: Array, tau: Array) -> tuple[Array, Array]:
    """Equations (10) and (11): costs and price indices for given wages, by iteration."""
    price = np.ones_like(model.beta)
    while True:
        cost = np.exp(model.beta * np.log(wage)[:, None] + np.einsum("nkj,nk->nj", model.gamma, np.log(price)))
        landed = cost[None, :, :] * tau / model.tau
        new = (model.pi * landed**-model.theta).sum(axis=1) ** (-1.0 / model.theta)
        if np.abs(new / price - 1.0).max() < 1e-14:
            return cost, new
        price = new


def expenditures(model: Model, wage: Array, share: Array, tau: Array) -> Array:
    """Equation (13): X = gamma * sales + alpha (wages + tariff revenue + deficit), one linear system."""
    economies, sectors = model.beta.shape
    sold = np.transpose(share / tau, (1, 0, 2))  # [n, m, k]: of what m spends on k, what n's producers are paid
    use = model.gamma[:, :, None, :] * sold[:, None, :, :]  # [n, j, m, k]
    for n in range(economies):
        revenue = 1.0 - (share[n] / tau[n]).sum(axis=0)  # tariff revenue per unit of X_nk
        use[n, :, n, :] += np.outer(model.alpha[n], revenue)
    size = economies * sectors
    constant = model.alpha * (wage * model.value_added + model.deficit)[:, None]
    return np.linalg.solve(np.eye(size) - use.reshape(size, size), constant.ravel()).reshape(economies, sectors)


def solve(model: Model, tau: Array, *, tolerance: float = 1e-12, most: int = 20_000) -> Solution:
    """Wages that balance trade, equation (14), adjusted in proportion to the excess demand for labour."""
    wage = np.ones(len(model.value_added))
    for _ in range(most):
        cost, price = prices(model, wage, tau)
        landed = cost[None, :, :] * tau / model.tau
        share = model.pi * (landed / price[:, None, :]) ** -model.theta
        spent = expenditures(model, wage, share, tau)
        sales = (spent[:, None, :] * share / tau).sum(axis=0)
        demand = (model.beta * sales).sum(axis=1) / model.value_added
        excess = demand / wage - 1.0
        if np.abs(excess).max() < tolerance:
            break
        wage = wage * (1.0 + 0.3 * excess)
        wage /= (wage * model.value_added).sum() / model.value_added.sum()
    else:
        raise RuntimeError("the second opinion did not converge")
    revenue = (spent[:, None, :] * share * (tau - 1.0) / tau).sum(axis=(1, 2))
    income = wage * model.value_added + revenue + model.deficit
    return Solution(wage, price, share, spent, income, income / np.prod(price**model.alpha, axis=1))
