"""Licences, premia, rents and bans against theory."""

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
    no_change,
    outcomes,
    solve,
    with_ban,
    with_export_tax,
    with_licence,
    with_tariff,
)

EXACT = 1e-12
SOLVED = 1e-10
CELL = ("A", "B", "s2")


def foreign_cells(world: Economy) -> list[tuple[str, str, str]]:
    names, sectors = world.axes.economies, world.axes.sectors
    return [(n, i, s) for n in names for i in names for s in sectors if n != i]


def test_a_quota_at_the_volume_of_an_export_tax_is_that_export_tax(world: Economy, nested: Elasticities) -> None:
    free = replace(world, export_tax=np.zeros_like(world.export_tax))
    taxed = with_export_tax(free, "A", "B", "s2", rate=0.30)
    taxed = with_export_tax(free, "C", "B", "s1", rate=0.15, onto=taxed)
    by_tax = outcomes(solve(free, taxed, elasticities=nested, tolerance=1e-13))
    quota = no_change(free)
    for cell in (("A", "B", "s2"), ("C", "B", "s1")):
        volume = 1.0 + by_tax.trade_volume_change[free.axes.cell(*cell)] / 100.0
        quota = with_licence(free, Licence(" ".join(cell), (cell,), float(volume)), onto=quota)
    licensed = solve(free, quota, elasticities=nested, tolerance=1e-13)
    assert_allclose([licensed.premium["A B s2"], licensed.premium["C B s1"]], [0.30, 0.15], rtol=0.0, atol=EXACT)
    assert_allclose(outcomes(licensed).log_welfare, by_tax.log_welfare, rtol=0.0, atol=EXACT)
    assert_allclose(outcomes(licensed).licence_rent["B"], by_tax_revenue(free, taxed, nested), rtol=1e-8)


def by_tax_revenue(world: Economy, taxed: object, nested: Elasticities) -> float:
    state = solve(world, taxed, elasticities=nested).state  # type: ignore[arg-type]
    return float(state.export_tax_revenue[1] * world.value_added.sum())


def test_a_premium_set_from_outside_is_the_licence_that_earns_it(world: Economy, nested: Elasticities) -> None:
    licensed = solve(world, with_licence(world, Licence("q", (CELL,), 0.5)), elasticities=nested)
    premium = np.zeros(world.axes.bilateral)
    premium[world.axes.cell(*CELL)] = licensed.premium["q"]
    priced = solve(world, replace(no_change(world), premium=premium), elasticities=nested)
    assert_allclose(outcomes(priced).log_welfare, outcomes(licensed).log_welfare, rtol=0.0, atol=SOLVED)


def test_a_slack_capacity_does_nothing_and_says_so(world: Economy, nested: Elasticities) -> None:
    now = solve(world, with_licence(world, Capacity("wide", (CELL,), 1.5)), elasticities=nested)
    assert now.binding == {"wide": False}
    assert now.premium == {"wide": 0.0}
    assert_allclose(outcomes(now).welfare_change, 0.0, rtol=0.0, atol=100 * EXACT)


def test_a_licence_goes_slack_when_a_tariff_throttles_demand(world: Economy, nested: Elasticities) -> None:
    licence = with_licence(world, Licence("q", (CELL,), 0.8))
    assert solve(world, licence, elasticities=nested).binding["q"]
    both = with_tariff(world, "A", "B", "s2", add=0.6, onto=licence)
    assert not solve(world, both, elasticities=nested).binding["q"]


@pytest.mark.parametrize("seed", range(3))
def test_random_quotas_are_kept_and_priced(nested: Elasticities, seed: int) -> None:
    """All sixty foreign flows of a world at once: every licence holds, and pays only where it bites."""
    world, nested = toy_world(4, 5), replace(nested, theta=np.array([1.5, 3.0, 4.5, 6.0, 2.0]))
    draw = np.random.default_rng(seed)
    shock = no_change(world)
    cells = foreign_cells(world)
    for place in draw.permutation(len(cells)):
        ratio = float(draw.uniform(0.2, 1.3))
        licence = (Capacity if ratio > 1.0 else Licence)(str(place), (cells[place],), ratio)
        shock = replace(shock, licences=(*shock.licences, licence))
    now = solve(world, shock, elasticities=nested)
    volume = 1.0 + outcomes(now).trade_volume_change / 100.0
    assert now.complementarity_residual < 1e-10
    assert now.iterations <= 15
    for licence in shock.licences:
        used = volume[world.axes.cell(*licence.cells[0])]
        assert used <= licence.ratio * (1 + 1e-9)
        assert now.premium[licence.name] >= -1e-12
        if now.binding[licence.name]:
            assert_allclose(used, licence.ratio, rtol=1e-9)
    assert 0 < sum(now.binding.values()) < len(shock.licences)


def test_a_global_cap_binds_the_sum_and_charges_one_premium(world: Economy, nested: Elasticities) -> None:
    members = (("A", "B", "s2"), ("C", "B", "s2"))
    now = solve(world, with_licence(world, Licence("cap", members, 0.6)), elasticities=nested)
    volume = 1.0 + outcomes(now).trade_volume_change / 100.0
    weight = np.array([world.producer[world.axes.cell(*cell)] for cell in members])
    after = np.array([volume[world.axes.cell(*cell)] for cell in members])
    assert_allclose(weight @ after, 0.6 * weight.sum(), rtol=SOLVED)
    assert abs(after[0] - after[1]) > 1e-3  # the cap is free to move between destinations
    premia = np.exp([now.state.log_premium[world.axes.cell(*cell)] for cell in members])
    assert_allclose(premia, 1.0 + now.premium["cap"], rtol=EXACT)


def test_who_owns_the_licence_only_moves_income(world: Economy, nested: Elasticities) -> None:
    def after(owner: float) -> tuple[np.ndarray, np.ndarray]:
        licence = Licence("q", (CELL,), 0.5, rent_to_exporter=owner)
        seen = outcomes(solve(world, with_licence(world, licence), elasticities=nested))
        return seen.log_welfare.to_numpy(), seen.licence_rent.to_numpy()

    exporter, rent_there = after(1.0)
    importer, rent_here = after(0.0)
    assert exporter[1] > importer[1]
    assert importer[0] > exporter[0]
    assert rent_there[1] > 0.0
    assert rent_here[0] > 0.0
    assert_allclose([rent_there[0], rent_here[1]], 0.0, rtol=0.0, atol=EXACT)


def test_a_burned_premium_is_an_iceberg_cost(world: Economy, nested: Elasticities) -> None:
    wasted = solve(world, with_licence(world, Licence("q", (CELL,), 0.5, burned=1.0)), elasticities=nested)
    iceberg = np.ones(world.axes.bilateral)
    iceberg[world.axes.cell(*CELL)] = 1.0 + wasted.premium["q"]
    melted = solve(world, replace(no_change(world), iceberg=iceberg), elasticities=nested)
    assert_allclose(outcomes(wasted).log_welfare, outcomes(melted).log_welfare, rtol=0.0, atol=SOLVED)
    assert_allclose(outcomes(wasted).licence_rent, 0.0, rtol=0.0, atol=EXACT)


def test_a_shrinking_quota_approaches_the_ban(world: Economy, nested: Elasticities) -> None:
    """The rent of a shrinking quota vanishes like rho^(theta/(1+theta)), and with it the distance to the ban."""
    banned = outcomes(solve(world, with_ban(world, *CELL), elasticities=nested)).log_welfare
    gaps = []
    ratios = (1e-4, 1e-5, 1e-6)
    for ratio in ratios:
        tight = solve(world, with_licence(world, Licence("q", (CELL,), ratio)), elasticities=nested)
        gaps.append(np.abs(outcomes(tight).log_welfare - banned).max())
    theta = nested.theta[1]
    assert_allclose(np.diff(np.log(gaps)) / np.diff(np.log(ratios)), theta / (1.0 + theta), rtol=0.03)
    assert gaps[-1] < 1e-5


def test_a_ban_removes_the_flow_and_nothing_else(world: Economy, nested: Elasticities) -> None:
    now = solve(world, with_ban(world, *CELL), elasticities=nested)
    at = world.axes.cell(*CELL)
    assert now.state.border[at] == 0.0
    assert outcomes(now).trade_volume_change[at] == -100.0
    assert_allclose(now.state.share.sum(axis=1), 1.0, rtol=EXACT)
    assert np.count_nonzero(now.state.border == 0.0) == 1
