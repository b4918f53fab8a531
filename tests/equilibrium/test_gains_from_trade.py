"""What trade is worth: home shares, the solver, and Costinot and Rodriguez-Clare (2014) on the world of 2008.

With Cobb-Douglas between inputs and in final demand and one mobile factor, real wages in autarky over today's are
prod_sk lambda_k^(alpha_s L_sk / theta_k): lambda the home share of spending, alpha final shares, L the Leontief inverse
of input coefficients (Arkolakis, Costinot and Rodriguez-Clare 2012).
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy
from tradetalks.economy.readers import InterCountryTable, economy_from
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import Elasticities, Equilibrium, no_change, solve

WIOD = (
    Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data")) / "world/wiod_2008_full.npz"
)
PUBLISHED_WITHIN = 0.5  # points of per cent: the authors merge some service sectors and treat inventories their own way
ONE_THETA = 5.0
ACR_HOLDS = 1e-9

# Caliendo and Parro (2015), table 1, full sample, by WIOD sector; 5 for services. From memory, not confirmed against
# the paper's text: with them the published gains come out, which is some evidence. Leather takes textiles'; basic
# metals, electrical machinery and other transport stand for the sectors WIOD merges with them.
GOODS = [8.11, 15.72, 2.55, 5.56, 5.56, 10.83, 9.07, 51.08, 4.75, 1.66, 2.76, 7.99, 1.52, 10.60, 0.37, 5.00]
THETA = np.array([*GOODS, *[5.0] * 19])


def leontief(economy: Economy, n: int) -> Array:
    """(I - A)^-1 of economy n, [input, user]."""
    inputs = economy.input_share[n] * (1.0 - economy.value_added_share[n])[None, :]
    return np.linalg.inv(np.eye(len(inputs)) - inputs)


def gains(economy: Economy, n: int, theta: Array, weight: Array) -> float:
    """Per cent of today's real wage that autarky would take; `weight` is that of each sector's log price."""
    bought = economy.expenditure[n] > 0.0
    home = np.where(bought, economy.share[n, n], 1.0)
    return float(-100.0 * np.expm1((weight * np.log(home) / theta).sum()))


def costs_up(economy: Economy, theta: Array) -> Equilibrium:
    """Every foreign flow dearer by a quarter, and by half into the first economy."""
    shape = economy.axes.bilateral
    iceberg = np.where(np.eye(shape[0], dtype=bool)[:, :, None], 1.0, 1.25) * np.ones(shape)
    iceberg[0, 1:] *= 1.2
    exact = Elasticities(theta=theta, eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    return solve(economy, replace(no_change(economy), iceberg=iceberg), elasticities=exact)


def real_wages_follow_home_shares(economy: Economy, theta: Array) -> None:
    """Real wages over the base are prod_sk (lambda'_k / lambda_k)^(-alpha_s L_sk / theta_k), whatever the costs."""
    now = costs_up(economy, theta)
    base = economy.value_added.sum(axis=1) / economy.value_added.sum()
    found = np.log(now.state.value_added.sum(axis=1) / base) - now.state.log_final_price
    for n, _ in enumerate(economy.axes.economies):
        weight = leontief(economy, n) @ (economy.final[n] / economy.income[n])
        served = economy.share[n, n] > 0.0
        if (weight[~served] == 0.0).all():  # else there is no autarky to compare with
            moved = np.log(now.state.share[n, n, served] / economy.share[n, n, served])
            assert_allclose(found[n], -(weight[served] * moved / theta[served]).sum(), rtol=0.0, atol=ACR_HOLDS)


def test_real_wages_follow_home_shares() -> None:
    real_wages_follow_home_shares(toy_world(3, 4, seed=2, tariffs=False), np.array([1.5, 3.0, 4.5, 6.0]))


@pytest.fixture(scope="module")
def world_2008() -> Economy:
    if not WIOD.exists():
        pytest.skip(f"raw statistics not found at {WIOD}: set TRADETALKS_DATA")
    raw = np.load(WIOD)
    table = InterCountryTable(
        Axes(tuple(map(str, raw["countries"])), tuple(map(str, raw["sectors"]))),
        raw["Z"].astype(float),
        raw["F"].astype(float).sum(axis=-1),
        name="WIOD 2013",
        year=2008,
    )
    return economy_from(table, negative_final="recompute output")


PUBLISHED = {"USA": (1.8, 4.4, 8.3), "DEU": (4.5, 12.7, 21.6)}  # one sector; many sectors; and trade in inputs


@pytest.mark.raw
@pytest.mark.parametrize("name", PUBLISHED)
def test_gains_from_trade_as_published(world_2008: Economy, name: str) -> None:
    """Costinot and Rodriguez-Clare (2014), table 1, perfect competition."""
    n, theta = world_2008.axes.economy(name), THETA
    spent = world_2008.expenditure[n]
    whole = (world_2008.share[n, n] * spent).sum() / spent.sum()
    final = world_2008.final[n] / world_2008.income[n]
    found = [
        -100.0 * np.expm1(np.log(whole) / ONE_THETA),
        gains(world_2008, n, theta, final),
        gains(world_2008, n, theta, leontief(world_2008, n) @ final),
    ]
    assert_allclose(found, PUBLISHED[name], rtol=0.0, atol=PUBLISHED_WITHIN)


@pytest.mark.raw
def test_real_wages_follow_home_shares_in_the_world_of_2008(world_2008: Economy) -> None:
    real_wages_follow_home_shares(world_2008, THETA)
