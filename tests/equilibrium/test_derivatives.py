"""Derivatives of any outcome, second derivatives, and both sides of the corner at which a licence begins to bite."""

from __future__ import annotations

from dataclasses import replace

import jax
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium import (
    Capacity,
    Elasticities,
    Levers,
    Licence,
    Shock,
    licence_values,
    outcome_gradient,
    outcomes,
    solve,
    welfare_curvature,
    welfare_gradient,
    with_licence,
    with_tariff,
)
from tradetalks.equilibrium.system import State
from tradetalks.errors import BadInput

STEP = 1e-5
CLOSE = 1e-8
CELL = ("A", "C", "s3")


def tariffs(world: Economy) -> Shock:
    return with_tariff(world, "B", "A", add=0.2, onto=with_tariff(world, "A", "B", add=0.3))


def licensed(world: Economy, ratio: float) -> Shock:
    return with_licence(world, Capacity("q", (CELL,), ratio), onto=tariffs(world))


def revenue(now: State[jax.Array]) -> jax.Array:
    return now.tariff_revenue[0]


def log_welfare(world: Economy, shock: Shock, nested: Elasticities) -> Array:
    return np.asarray(outcomes(solve(world, shock, elasticities=nested, tolerance=1e-13)).log_welfare)


def test_the_gradient_of_any_outcome_is_the_limit_of_differences(world: Economy, nested: Elasticities) -> None:
    shock = tariffs(world)
    slope = outcome_gradient(solve(world, shock, elasticities=nested), revenue).tariff
    ends = []
    for by in (STEP, -STEP):
        tariff = shock.tariff.copy()
        tariff[0, 2, 1] += by
        now = solve(world, replace(shock, tariff=tariff), elasticities=nested, tolerance=1e-13)
        ends.append(now.state.tariff_revenue[0])
    assert_allclose(slope[0, 2, 1], (ends[0] - ends[1]) / (2.0 * STEP), rtol=0.0, atol=CLOSE)


def test_curvature_is_the_limit_of_differences_of_gradients(world: Economy, nested: Elasticities) -> None:
    shock = with_licence(world, Licence("tight", (("C", "B", "s1"),), 0.6), onto=tariffs(world))
    foreign = ~np.eye(3, dtype=bool)[:, :, None]
    along = np.random.default_rng(0).normal(size=shock.tariff.shape) * foreign
    found = welfare_curvature(solve(world, shock, elasticities=nested), "B", tariff=along)
    ends = [
        welfare_gradient(
            solve(world, replace(shock, tariff=shock.tariff + by * along), elasticities=nested, tolerance=1e-13)
        )
        for by in (STEP, -STEP)
    ]
    for name in Levers._fields:
        up, down = (getattr(end, name)[1] for end in ends)
        assert_allclose(getattr(found, name), (up - down) / (2.0 * STEP), rtol=0.0, atol=1e-7)


def test_curvature_is_symmetric(world: Economy, nested: Elasticities) -> None:
    now = solve(world, tariffs(world), elasticities=nested)
    draw = np.random.default_rng(1)
    one, other = draw.normal(size=now.shock.tariff.shape), draw.normal(size=now.shock.export_tax.shape)
    here = (welfare_curvature(now, "A", tariff=one).export_tax * other).sum()
    there = (welfare_curvature(now, "A", export_tax=other).tariff * one).sum()
    assert_allclose(here, there, rtol=1e-9)


def test_a_direction_that_fits_no_instrument_is_refused(world: Economy, nested: Elasticities) -> None:
    now = solve(world, tariffs(world), elasticities=nested)
    with pytest.raises(BadInput, match=r'no instrument "tarif"(.|\n)*shape \(3,\)'):
        welfare_curvature(now, "A", tarif=np.zeros(3), log_productivity=np.zeros(3))


def test_a_licence_has_two_values_where_it_begins_to_bite(world: Economy, nested: Elasticities) -> None:
    free = outcomes(solve(world, tariffs(world), elasticities=nested, tolerance=1e-13))
    ratio = 1.0 + free.trade_volume_change[world.axes.cell(*CELL)] / 100.0
    now = solve(world, licensed(world, ratio), elasticities=nested, tolerance=1e-13)
    values = licence_values(now)
    assert set(values["status"]) == {"corner"}
    assert_allclose(values["looser"], 0.0, rtol=0.0, atol=0.0)
    below = log_welfare(world, licensed(world, ratio * np.exp(-STEP)), nested)
    assert_allclose(values["tighter"], (np.asarray(free.log_welfare) - below) / STEP, rtol=0.0, atol=1e-5)
    assert values["tighter"].abs().max() > 1e-4


@pytest.mark.parametrize(("ratio", "status"), [(0.6, "bites"), (2.0, "slack")])
def test_elsewhere_both_sides_agree(world: Economy, nested: Elasticities, ratio: float, status: str) -> None:
    now = solve(world, licensed(world, ratio), elasticities=nested)
    values = licence_values(now)
    assert set(values["status"]) == {status}
    assert_allclose(values["tighter"], values["looser"], rtol=0.0, atol=0.0)
    assert_allclose(values["looser"], welfare_gradient(now).log_ratio[:, 0], rtol=0.0, atol=1e-12)


def test_a_result_says_which_inputs_were_never_tried(world: Economy, nested: Elasticities) -> None:
    assert solve(world, tariffs(world), elasticities=nested).exceeded == ()
    far = solve(world, with_tariff(world, "A", "B", rate=3.0), elasticities=replace(nested, eps=0.01))
    assert far.exceeded == ("tariff 3, tried from -0.1 to 1.8", "eps 0.01, tried from 0.02 to 1.5")
