"""What a solver sees of the model, by contraction, is what its flows add up to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from tradetalks.economy import Economy
from tradetalks.equilibrium import Elasticities, Licence, Shock, no_change, solve, solve_many, with_ban, with_licence

EXACT = 1e-12  # relative; each is a sum of a few dozen terms of either sign or none


def everything(world: Economy) -> Shock:
    """Every instrument at once, with one licence that leaves a hundredth of a flow."""
    rng = np.random.default_rng(0)
    shock = with_ban(world, "A", "C", "s3")
    shock = with_licence(world, Licence("tight", (("A", "B", "s4"),), 0.01, 0.4, 0.3), onto=shock)
    shock = with_licence(world, Licence("pair", (("B", "A", "s1"), ("C", "A", "s1")), 0.2, 0.7), onto=shock)
    away = ~np.eye(3, dtype=bool)[:, :, None]
    return replace(
        shock,
        tariff=world.tariff + 0.3 * away * rng.random(world.tariff.shape),
        export_tax=world.export_tax + 0.1 * away * rng.random(world.tariff.shape),
        premium=0.1 * away * rng.random(world.tariff.shape),
        iceberg=1.0 + 0.1 * away * rng.random(world.tariff.shape),
    )


def test_balances_are_the_sums_of_their_flows(world: Economy, nested: Elasticities) -> None:
    now = solve(world, everything(world), elasticities=nested).state
    assert now.licence_premium[:2].min() > 0.0
    assert_allclose(now.demand, now.producer.sum(axis=0), rtol=EXACT)
    assert_allclose(now.share.sum(axis=1), 1.0, rtol=EXACT)
    earned = now.value_added.sum(axis=1) + now.tariff_revenue + now.export_tax_revenue + now.rent_income + now.transfer
    assert_allclose(now.income, earned, rtol=EXACT)


def test_a_market_served_under_licence_keeps_its_digits(world: Economy) -> None:
    """All B sells of s4 is licensed, a thousandth is left: nothing is lost against what was sold before."""
    steep = Elasticities(theta=np.full(4, 8.0), eta=0.6, eps=0.4, psi=1.4, kappa=1.7)
    cells = tuple((n, "B", "s4") for n in world.axes.economies)
    found = solve(world, with_licence(world, Licence("nearly all", cells, 0.001)), elasticities=steep)
    assert found.residual < 1e-11
    assert_allclose(found.state.demand[1, 3], found.state.producer[:, 1, 3].sum(), rtol=EXACT)


def test_shocks_solved_together_are_those_solved_alone(world: Economy) -> None:
    """In order, and the one in the middle, which has no equilibrium, with its own record."""
    shocks = [everything(world), with_ban(world, "A", "A", onto=None), no_change(world)]
    brittle = Elasticities(theta=np.full(4, 0.01), eta=0.1, eps=0.1, psi=0.5, kappa=1.0)
    together = solve_many(world, shocks, elasticities=brittle)
    for one, shock in zip(together, shocks, strict=True):
        alone = solve(world, shock, elasticities=brittle, strict=False)
        assert (one.converged, one.failure) == (alone.converged, alone.failure)
        assert_allclose(one.unknowns, alone.unknowns, rtol=0.0, atol=0.0)
    assert together[-1].converged
    assert not all(one.converged for one in together)
