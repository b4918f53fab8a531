"""Where welfare comes from: the parts add up, and each is what its name says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import (
    Capacity,
    Elasticities,
    Licence,
    Shock,
    decompose,
    no_change,
    outcomes,
    solve,
    with_ban,
    with_export_tax,
    with_licence,
    with_tariff,
)
from tradetalks.equilibrium.horizons import CriticalInput

ADDS_UP = 1e-8  # per cent
QUOTA = (("C", "B", "s1"),)


def tariffs(world: Economy) -> Shock:
    return with_tariff(world, "B", "A", add=0.2, onto=with_tariff(world, "A", "B", add=0.3))


def everything(world: Economy) -> Shock:
    draw = np.random.default_rng(0)
    shock = with_export_tax(world, "C", "A", "s2", rate=0.2, onto=tariffs(world))
    shock = with_licence(world, Licence("q", QUOTA, 0.6, 0.7, 0.2), onto=shock)
    return replace(
        with_ban(world, "A", "C", "s4", onto=shock),
        iceberg=np.exp(draw.uniform(0.0, 0.1, shock.iceberg.shape)),
        productivity=np.exp(draw.uniform(0.0, 0.1, shock.productivity.shape)),
    )


def begins_to_bite(world: Economy) -> Shock:
    """Tariffs raise what A buys from C until, part of the way, its supplier can make no more."""
    return with_licence(world, Capacity("q", (("A", "C", "s3"),), 1.02), onto=tariffs(world))


@pytest.mark.parametrize("make", [tariffs, everything, begins_to_bite])
def test_parts_add_up_to_welfare(world: Economy, nested: Elasticities, make: object) -> None:
    shock = make(world)  # type: ignore[operator]
    split = decompose(world, shock, elasticities=nested)
    total = outcomes(solve(world, shock, elasticities=nested)).welfare_change
    assert_allclose(split.parts.sum(axis=1), total, rtol=0.0, atol=ADDS_UP)
    assert split.gap <= ADDS_UP


def test_parts_add_up_with_a_critical_input(world: Economy, nested: Elasticities) -> None:
    hard = replace(nested, critical=(CriticalInput(0, 0.2),))
    split = decompose(world, everything(world), elasticities=hard)
    total = outcomes(solve(world, everything(world), elasticities=hard)).welfare_change
    assert_allclose(split.parts.sum(axis=1), total, rtol=0.0, atol=ADDS_UP)


def test_transfers_between_undistorted_economies_waste_nothing(nested: Elasticities) -> None:
    free = toy_world(3, 4, seed=0, tariffs=False)
    split = decompose(free, no_change(free), elasticities=nested, deficits="none")
    assert_allclose(split.parts["efficiency"], 0.0, rtol=0.0, atol=1e-10)
    assert_allclose(split.parts["costs"], 0.0, rtol=0.0, atol=1e-12)
    assert split.parts["rents_and_transfers"].abs().min() > 0.1
    assert_allclose(split.parts.sum(axis=1), split.total, rtol=0.0, atol=ADDS_UP)


def test_a_rent_kept_by_the_importer_crosses_no_border(world: Economy, nested: Elasticities) -> None:
    theirs = decompose(world, with_licence(world, Licence("q", QUOTA, 0.6, 1.0)), elasticities=nested).parts
    ours = decompose(world, with_licence(world, Licence("q", QUOTA, 0.6, 0.0)), elasticities=nested).parts
    assert_allclose(ours["rents_and_transfers"], 0.0, rtol=0.0, atol=1e-12)
    assert theirs.loc["B", "rents_and_transfers"] > 0.01
    assert theirs.loc["C", "rents_and_transfers"] < -0.01


def test_efficiency_is_real_gdp(world: Economy, nested: Elasticities) -> None:
    """Without new costs the wedges' gain is that of the Divisia index of real GDP, near the Fisher index."""
    shock = with_tariff(world, "A", "B", add=0.02)
    split = decompose(world, shock, elasticities=nested)
    real_gdp = outcomes(solve(world, shock, elasticities=nested)).real_gdp_change
    assert_allclose(split.parts["efficiency"], real_gdp * world.gdp / world.income, rtol=2e-3, atol=1e-6)
