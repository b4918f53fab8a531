"""The whole model in plain NumPy and SciPy, written in levels from docs/model.md: the oracle.

Shares nothing with the package but the base arrays. Unknown are prices of factors, of goods, incomes and licence
premia; licences enter by the Fischer-Burmeister function, not by a minimum; the Jacobian comes from complex steps.
Between sectors a factor is given by a finite kappa, and goods markets close; or it is mobile, output is what demand
needs by a linear solve (Leontief), and one factor market per economy closes. Critical inputs are bought from the top of
the tree down, each budget less what is spent being left for the rest. Transfers are fixed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

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

    factor_price: Array  # w_hat[n, k], one column where factors are mobile
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


class Technology(NamedTuple):
    """What a unit of output costs, over its cost before, and what share of its value goes where."""

    cost: Array  # before productivity [n, k]
    value_added: Array  # [n, k]
    inputs: Array  # [n, s, k]


def technology(w: Array, price: Array, economy: Economy, e: Elasticities) -> Technology:
    """Value added and ordinary inputs in their nests, then critical inputs on top, one at a time."""
    bought = economy.input_share * (1.0 - economy.value_added_share)[:, None, :]
    apart = [one.position for one in e.critical]
    ordinary = bought.copy()
    ordinary[:, apart, :] = 0.0
    rest = economy.value_added_share + ordinary.sum(axis=1)
    beta = economy.value_added_share / rest
    inside = ordinary / ordinary.sum(axis=1, keepdims=True)
    inputs = index(inside, price[:, :, None], e.eps, 1)  # [n, k]
    costs = [index(np.stack([beta, 1.0 - beta]), np.stack([w + 0.0 * inputs, inputs]), e.eta, 0)]
    value_added = beta * (w / costs[0]) ** (1.0 - e.eta)
    use = inside * (price[:, :, None] / inputs[:, None, :]) ** (1.0 - e.eps) * (1.0 - value_added)[:, None, :]

    levels = []  # exposed part, its cost share of the input, its unit cost
    for one in e.critical:
        rest = rest + bought[:, one.position, :]
        share = bought[:, one.position, :] / rest
        content = np.array(one.content or np.zeros(share.shape[1]))
        exposed = np.where(content > 0.0, np.minimum(1.0, share / np.where(content > 0.0, content, 1.0)), 1.0)
        within = share / exposed
        own = price[:, one.position][:, None] + 0.0 * costs[-1]
        holding = index(np.stack([within, 1.0 - within]), np.stack([own, costs[-1]]), one.sigma, 0)
        costs.append(index(np.stack([exposed, 1.0 - exposed]), np.stack([holding, costs[-1]]), one.rho, 0))
        levels.append((exposed, within, holding, own))
    left = np.ones_like(costs[0])
    critical = np.zeros_like(use)
    for one, (exposed, within, holding, own), cost in zip(
        reversed(e.critical), reversed(levels), reversed(costs[1:]), strict=True
    ):
        spent = exposed * (holding / cost) ** (1.0 - one.rho) * within * (own / holding) ** (1.0 - one.sigma)
        critical[:, one.position, :] += left * spent
        left = left * (1.0 - spent)
    return Technology(costs[-1], value_added * left, use * left[:, None, :] + critical)


def needed(paid: Array, inputs: Array, final: Array) -> Array:
    """Output [i, s] that meets final use and the inputs of all output: Y = paid (final + inputs Y)."""
    n, s = final.shape
    direct = np.einsum("nis,ns->is", paid, final).ravel()
    through = np.einsum("nis,nsk->isnk", paid, inputs).reshape(n * s, n * s)
    return np.linalg.solve(np.eye(n * s) - through, direct).reshape(n, s)


def evaluate(
    w: Array, price: Array, income: Array, premium: Array, economy: Economy, shock: Shock, e: Elasticities
) -> tuple[dict[str, Array], World]:
    """Left-hand sides less right-hand sides, and the world they come from."""
    theta, value_added = e.theta, economy.value_added
    made = technology(w, price, economy, e)
    cost = made.cost / shock.productivity
    alpha = economy.final / economy.income[:, None]
    final_price = index(alpha, price, e.psi, 1)
    final = alpha * (price / final_price[:, None]) ** (1.0 - e.psi) * income[:, None]

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
    paid = share / (1.0 + shock.tariff) / (1.0 + shock.export_tax) / (1.0 + f) * (1.0 + zeta * f)  # to producers
    if np.isinf(e.kappa):
        output = needed(paid, made.inputs, final)
        earned = made.value_added * output
    else:
        part = value_added / value_added.sum(axis=1, keepdims=True)
        pool = (part * w**e.kappa).sum(axis=1, keepdims=True) ** (1.0 / e.kappa)
        earned = value_added * w**e.kappa * pool ** (1.0 - e.kappa)
        output = earned / made.value_added
    spent = final + (made.inputs * output[:, None, :]).sum(axis=2)
    border = spent[:, None, :] * share / (1.0 + shock.tariff)
    untaxed = border / (1.0 + shock.export_tax)
    producer = paid * spent[:, None, :]
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
    budgets = np.log(income / budget)
    if np.isinf(e.kappa):  # goods markets are met, so the budgets add up of themselves
        markets = np.log(earned.sum(axis=1) / (w[:, 0] * value_added.sum(axis=1)))
        budgets[-1] = np.log(world_hat)
    else:
        markets = np.log(output / producer.sum(axis=0)).ravel()
        markets[-1] = np.log(world_hat)
    gaps = {
        "markets": markets,
        "price": np.log(price / new_price).ravel(),
        "income": budgets,
        "licence": x + slack - np.sqrt(x * x + slack * slack),
    }
    return gaps, World(w, price, income, premium, income / economy.income / final_price, share, border, rent)


def solve(economy: Economy, shock: Shock, elasticities: Elasticities, *, tolerance: float = 1e-11) -> World:
    """Powell's hybrid method from the base."""
    n, s = economy.expenditure.shape
    kinds = 1 if np.isinf(elasticities.kappa) else s  # of factors with a price of their own
    ends = np.cumsum([n * kinds, n * s, n])

    def world(z: Array) -> tuple[Array, World]:
        w, price, income, premium = np.split(z, ends)
        gaps, found = evaluate(
            np.exp(w).reshape(n, kinds),
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
