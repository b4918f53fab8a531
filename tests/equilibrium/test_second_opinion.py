"""The package against an independent implementation, and both against Caliendo and Parro (2015) on their own data."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import caliendo_parro as cp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy.economy import Economy, Provenance
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import Elasticities, Equilibrium, first_order_welfare, no_change, outcomes, solve

AGREE = 1e-8
EXACT_FIGURES = 1e-4  # points of per cent
DIGITS_PRINTED = 0.005
RAW = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data"))
NAFTA = RAW / "nafta_1993" / "model_31x40.npz"


@pytest.mark.parametrize("seed", range(3))
def test_two_implementations_find_the_same_world(cobb_douglas: Elasticities, seed: int) -> None:
    world = toy_world(3, 4, seed=seed)
    world = replace(world, export_tax=np.zeros_like(world.export_tax))
    draw = np.random.default_rng(100 + seed)
    tariff = world.tariff + draw.uniform(0.0, 0.5, world.tariff.shape) * (1.0 - np.eye(3)[:, :, None])
    theirs = cp.solve(cp.model_of(world, cobb_douglas.theta), 1.0 + tariff)
    now = solve(world, replace(no_change(world), tariff=tariff), elasticities=cobb_douglas)
    unit = world.value_added.sum()
    assert_allclose(np.exp(now.state.log_factor_price[:, 0]), theirs.wage, rtol=AGREE)
    assert_allclose(np.exp(now.state.log_price), theirs.price, rtol=AGREE)
    assert_allclose(now.state.expenditure * unit, theirs.expenditure, rtol=AGREE)
    assert_allclose(now.state.share, theirs.share, rtol=AGREE)
    assert_allclose(np.exp(outcomes(now).log_welfare), theirs.real_income / world.income, rtol=AGREE)


@pytest.fixture(scope="module")
def nafta() -> Equilibrium:
    """NAFTA's tariff cuts 1993 to 2005 on the authors' replication data (31 economies, 40 sectors).

    The authors set negative final demand to zero, so the table as given is not an equilibrium: the second opinion first
    solves it at its own tariffs.
    """
    if not NAFTA.exists():
        pytest.skip(f"raw statistics not found at {NAFTA}: set TRADETALKS_DATA")
    raw = np.load(NAFTA)
    inputs = raw["gamma_nkj"].sum(axis=1)
    gamma = raw["gamma_nkj"] / np.where(inputs > 0.0, inputs, 1.0)[:, None, :]  # they sum to one but for 1e-7
    model = cp.Model(
        pi=raw["pi_nij"],
        tau=1.0 + raw["tau_nij"],
        theta=raw["theta_j"],
        gamma=gamma * (1.0 - raw["gamma_nj"])[:, None, :],
        beta=raw["gamma_nj"],
        alpha=raw["alpha_nj"],
        value_added=raw["wL_n"],
        deficit=raw["D_n"],
    )
    base = cp.solve(model, model.tau, tolerance=1e-8)
    economy = Economy(
        axes=Axes(tuple(raw["regions"]), tuple(raw["sectors"])),
        expenditure=base.expenditure,
        share=base.share,
        tariff=raw["tau_nij"],
        export_tax=np.zeros_like(raw["tau_nij"]),
        value_added_share=raw["gamma_nj"],
        input_share=gamma,
        provenance=Provenance("nafta-1993", 1993, "USD"),
    )
    exact = Elasticities(theta=raw["theta_j"], eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    return solve(economy, replace(no_change(economy), tariff=raw["tau_nij_cfl"]), elasticities=exact)


NAFTA_MEMBERS = ["Mexico", "Canada", "USA"]


@pytest.mark.raw
def test_real_income_of_nafta(nafta: Equilibrium) -> None:
    assert_allclose(
        outcomes(nafta).welfare_change[NAFTA_MEMBERS], [0.0073, -0.1101, 0.0741], rtol=0.0, atol=EXACT_FIGURES
    )


@pytest.mark.raw
def test_first_order_welfare_of_nafta_as_published(nafta: Equilibrium) -> None:
    """Caliendo and Parro (2015), table 2: 1.31, -0.06 and 0.08 %."""
    assert_allclose(
        first_order_welfare(nafta).welfare[NAFTA_MEMBERS], [1.31, -0.06, 0.08], rtol=0.0, atol=DIGITS_PRINTED
    )


@pytest.mark.raw
def test_real_wages_and_trade_of_nafta_as_published(nafta: Equilibrium) -> None:
    """Caliendo and Parro (2015): real wages 1.72, 0.32, 0.11 %; imports from the other two +118, +11, +40.5 %."""
    seen = outcomes(nafta)
    real_wage = 100.0 * (1.0 / (1.0 + seen.consumer_price_own_change[NAFTA_MEMBERS] / 100.0) - 1.0)
    assert_allclose(real_wage, [1.72, 0.32, 0.11], rtol=0.0, atol=DIGITS_PRINTED)
    at = [seen.axes.economy(name) for name in NAFTA_MEMBERS]
    from_others = ~np.eye(3, dtype=bool)[:, :, None]
    before = (seen.trade_value_before[np.ix_(at, at)] * from_others).sum(axis=(1, 2))
    after = (seen.trade_value_after[np.ix_(at, at)] * from_others).sum(axis=(1, 2))
    assert_allclose(100.0 * (after / before - 1.0), [118.0, 11.0, 40.5], rtol=0.0, atol=0.5)
