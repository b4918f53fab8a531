"""Closed forms of chokepoint economics, one equation each: what a lost input or supplier costs, in logs.

Shares are of base value, sigma and rho elasticities of substitution, theta a trade elasticity.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tradetalks.economy.economy import Array
from tradetalks.errors import BadInput, Mistake

NEAR_ONE = 1e-9  # an elasticity this near to one is Cobb-Douglas


def herfindahl(share: Sequence[float] | Array) -> float:
    """Herfindahl-Hirschman index of supply, sum of squared shares: 1 is one supplier."""
    return float(np.sum(np.square(np.asarray(share))))


def bundle_loss(omega: float, sigma: float) -> float:
    """Log rise of the price of a CES bundle that loses suppliers with base share omega.

    Feenstra (1994): dlog P = log(1 / (1 - omega)) / (sigma - 1). Needs sigma > 1, else no supplier can be missed.
    """
    _within("omega", omega, 0.0, 1.0, below=True)
    if sigma <= 1.0:
        raise BadInput(Mistake("sigma", f"{sigma:g} leaves no bundle without its lost suppliers", "Above 1."))
    return math.log(1.0 / (1.0 - omega)) / (sigma - 1.0)


def cost_of_lost_suppliers(omega: float, sigma: float, share: float, rho: float) -> float:
    """Log rise of unit cost when a bundle with cost share `share` loses suppliers, rho between it and all else.

    dlog c = log[1 - a + a (1 - omega)^((1 - rho) / (1 - sigma))] / (1 - rho), and at rho = 1 a times the
    bundle's loss.
    """
    dearer = bundle_loss(omega, sigma)
    if abs(1.0 - rho) < NEAR_ONE:
        return share * dearer
    return math.log1p(share * math.expm1((1.0 - rho) * dearer)) / (1.0 - rho)


def output_after_cut(left: float, share: float, sigma: float) -> float:
    """Log output when an input of cost share a is cut to `left` of its base, the other inputs held.

    Bachmann et al. (2022): log Y = sigma / (sigma - 1) log(1 - a + a x^((sigma - 1) / sigma)). Never below log x
    (Leontief) for sigma < 1; sigma = 0 is Leontief itself.
    """
    _within("left", left, 0.0, math.inf)
    _within("share", share, 0.0, 1.0)
    if left <= 0.0:
        return -math.inf if sigma <= 1.0 else sigma / (sigma - 1.0) * math.log(1.0 - share)
    if sigma <= 0.0:
        return min(0.0, math.log(left))
    if abs(sigma - 1.0) < NEAR_ONE:
        return share * math.log(left)
    power = (sigma - 1.0) / sigma
    exponent = power * math.log(left)
    if exponent > 500.0:  # x^power alone is left in the sum
        return (math.log(share) + exponent) / power
    return math.log1p(share * math.expm1(exponent)) / power


def output_second_order(left: float, share: float, sigma: float) -> float:
    """Second-order approximation of `output_after_cut`: a dlogE + a (1 - a) (1 - 1/sigma) dlogE^2 / 2.

    A diagnostic of how nonlinear a cut is, never an answer at chokepoint elasticities.
    """
    change = math.log(left)
    return share * change + 0.5 * share * (1.0 - share) * (1.0 - 1.0 / sigma) * change**2


def sufficient_statistic(share: float, change: float, share_change: float) -> float:
    """Log welfare from observables: s dlogE + ds dlogE / 2, ds the change of the expenditure share. Baqaee-Farhi."""
    return share * change + 0.5 * share_change * change


def days_to_stock_out(stock_days: float, inflow: float) -> float:
    """Days until a stock is used up when `inflow` of normal use still arrives: I0 / (1 - rho); never at rho >= 1."""
    return math.inf if inflow >= 1.0 else stock_days / (1.0 - inflow)


def effective_supply(stock_days: float, inflow: float, days: float) -> float:
    """Part of normal use that stock and inflow cover over `days`: min(1, rho + I0 / H)."""
    return min(1.0, inflow + stock_days / days)


def best_export_share(theta: float, rho: float) -> float:
    """Share of the foreign bundle at which the exporter's revenue is greatest: theta / (1 + theta - rho).

    Demand elasticity is (1 + theta)(1 - share) + rho share, one at the revenue maximum. rho: elasticity of the bundle.
    """
    if rho >= 1.0:
        raise BadInput(Mistake("rho", f"{rho:g}: demand for the bundle is elastic", "Below 1, else no maximum."))
    return theta / (1.0 + theta - rho)


def best_export_tightness(share: float, theta: float, rho: float) -> tuple[float, float, float] | None:
    """(price, volume, revenue), ratios to the base, at the revenue-maximising tightness; None where none pays.

    An exporter with base share lambda of a CES bundle raises its price by p: the share falls to
    lambda p^-theta / (lambda p^-theta + 1 - lambda), the bundle's price is (lambda p^-theta + 1 - lambda)^(-1/theta),
    spending on it P^(1 - rho).
    """
    wanted = best_export_share(theta, rho)
    if share <= wanted:
        return None
    odds = wanted / (1.0 - wanted) * (1.0 - share) / share  # = p^-theta
    price = odds ** (-1.0 / theta)
    bundle = (share * odds + 1.0 - share) ** (-1.0 / theta)
    revenue = (wanted / share) * bundle ** (1.0 - rho)
    return price, revenue / price, revenue


def best_export_tax(share: float, theta: float, rho: float) -> float | None:
    """Profit-maximising export tax at a share: 1 + tax = |e| / (|e| - 1), None where demand is inelastic."""
    elasticity = (1.0 + theta) * (1.0 - share) + rho * share
    return None if elasticity <= 1.0 else 1.0 / (elasticity - 1.0)


def foreign_input_reliance(coefficients: Array, origin: Sequence[int], *, user: int) -> tuple[float, float]:
    """(look-through, face value) of what a user's output contains of the listed producers' output.

    Baldwin, Freeman and Theodorakopoulos: sum over producers of (L - I)[producer, user] with L = (I - A)^-1, and of
    A[producer, user]. `coefficients` A is [producer, user], inputs per unit of output.
    """
    size = coefficients.shape[0]
    column = np.linalg.solve(np.eye(size) - coefficients, np.eye(size)[:, user])
    column[user] -= 1.0
    chosen = list(origin)
    return float(column[chosen].sum()), float(coefficients[chosen, user].sum())


def _within(name: str, value: float, low: float, high: float, *, below: bool = False) -> None:
    if not (low <= value < high if below else low <= value <= high):
        raise BadInput(Mistake(name, f"{value:g} is out of range", f"From {low:g} to {high:g}."))
