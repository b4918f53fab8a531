"""The model against what theory says must hold: homogeneity, Walras, Lerner, limits, labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy.economy import Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import (
    Elasticities,
    Licence,
    Shock,
    horizons,
    no_change,
    outcomes,
    solve,
    solve_many,
    with_ban,
    with_export_tax,
    with_licence,
    with_tariff,
)

EXACT = 1e-12  # identities that hold in exact arithmetic
SOLVED = 1e-10  # two solutions of the same equations, each to the solver's tolerance


def trade_war(economy: Economy) -> Shock:
    """Tariffs both ways between A and B, different by sector."""
    shock = with_tariff(economy, "A", "B", add=0.4)
    shock = with_tariff(economy, "A", "B", "s2", add=0.3, onto=shock)
    return with_tariff(economy, "B", "A", add=0.2, onto=shock)


def welfare(economy: Economy, shock: Shock, elasticities: Elasticities, **options: object) -> np.ndarray:
    """Log welfare by economy."""
    return outcomes(solve(economy, shock, elasticities=elasticities, **options)).log_welfare.to_numpy()  # type: ignore[arg-type]


@pytest.mark.parametrize("horizon", horizons())
def test_no_shock_changes_nothing(world: Economy, horizon: str) -> None:
    now = solve(world, no_change(world), horizon=horizon)
    assert now.residual < EXACT
    seen = outcomes(now)
    for series in (seen.welfare_change, seen.real_gdp_change, seen.consumer_price_change, seen.terms_of_trade_change):
        assert_allclose(series, 0.0, rtol=0.0, atol=100 * EXACT)
    assert_allclose(seen.trade_volume_change, 0.0, rtol=0.0, atol=100 * EXACT)
    assert_allclose(seen.output_change, 0.0, rtol=0.0, atol=100 * EXACT)
    assert_allclose(seen.tariff_revenue, world.tariff_revenue, rtol=EXACT)


def test_a_tariff_hurts_whom_it_is_aimed_at_and_moves_something(world: Economy, nested: Elasticities) -> None:
    seen = outcomes(solve(world, with_tariff(world, "A", "B", add=0.4), elasticities=nested))
    assert seen.welfare_change["B"] < -0.1
    assert seen.terms_of_trade_change["A"] > 0.1 > seen.terms_of_trade_change["B"]
    assert seen.import_change("A", "B") < -20.0
    assert seen.import_change("A", "C") > 1.0


@pytest.mark.parametrize("horizon", horizons())
def test_the_market_that_was_dropped_clears_by_walras(world: Economy, horizon: str) -> None:
    now = solve(world, trade_war(world), horizon=horizon)
    assert now.converged
    assert now.residual < 1e-11
    assert now.dropped_market_residual < 1e-11


def test_accounts_close_after_the_shock(world: Economy, nested: Elasticities) -> None:
    now = solve(world, trade_war(world), elasticities=nested).state
    assert_allclose(now.value_added.sum(), 1.0, rtol=EXACT)
    assert_allclose(now.share.sum(axis=1), 1.0, rtol=EXACT)
    assert_allclose(now.transfer.sum(), 0.0, rtol=0.0, atol=EXACT)
    assert_allclose(now.supply, now.producer.sum(axis=0), rtol=SOLVED)
    paid = now.value_added.sum(1) + now.tariff_revenue + now.export_tax_revenue + now.transfer
    assert_allclose(now.income, paid, rtol=EXACT)


def test_units_do_not_matter(world: Economy, nested: Elasticities) -> None:
    thousands = replace(world, expenditure=world.expenditure * 1000.0)
    here, there = (outcomes(solve(one, trade_war(one), elasticities=nested)) for one in (world, thousands))
    assert_allclose(there.log_welfare, here.log_welfare, rtol=0.0, atol=EXACT)
    assert_allclose(there.real_gdp_change, here.real_gdp_change, rtol=0.0, atol=100 * EXACT)
    assert_allclose(there.equivalent_variation, 1000.0 * here.equivalent_variation, rtol=1e-9)


def test_the_order_of_economies_and_sectors_does_not_matter(world: Economy, nested: Elasticities) -> None:
    n, s = np.array([2, 0, 1]), np.array([3, 1, 0, 2])
    shuffled = Economy(
        axes=Axes(tuple(world.axes.economies[i] for i in n), tuple(world.axes.sectors[i] for i in s)),
        expenditure=world.expenditure[np.ix_(n, s)],
        share=world.share[np.ix_(n, n, s)],
        tariff=world.tariff[np.ix_(n, n, s)],
        export_tax=world.export_tax[np.ix_(n, n, s)],
        value_added_share=world.value_added_share[np.ix_(n, s)],
        input_share=world.input_share[np.ix_(n, s, s)],
        provenance=world.provenance,
    )
    here = outcomes(solve(world, trade_war(world), elasticities=nested))
    theirs = replace(nested, theta=nested.theta[s])
    there = outcomes(solve(shuffled, trade_war(shuffled), elasticities=theirs))
    assert_allclose(there.log_welfare[list("ABC")], here.log_welfare, rtol=0.0, atol=SOLVED)
    assert_allclose(
        there.output_change.loc[list("ABC"), list(world.axes.sectors)], here.output_change, atol=100 * SOLVED
    )


def test_a_uniform_import_tariff_is_a_uniform_export_tax(nested: Elasticities) -> None:
    """Lerner (1936) symmetry: balanced trade, no tariffs before, one economy taxes all it buys or all it sells."""
    free = toy_world(3, 4, seed=1, deficits=False, tariffs=False)
    imports = welfare(free, with_tariff(free, "A", rate=0.2), nested)
    exports = welfare(free, with_export_tax(free, None, "A", rate=0.2), nested)
    assert np.abs(imports).max() > 1e-3
    assert_allclose(imports, exports, rtol=0.0, atol=EXACT)


def test_autarky_costs_what_the_home_share_says() -> None:
    """Arkolakis, Costinot and Rodriguez-Clare (2012): one sector, no inputs, W = lambda^(1/theta) at autarky."""
    alone = toy_world(3, 1, seed=2, deficits=False, tariffs=False, input_output=False)
    theta = 4.0
    closed = no_change(alone)
    for pair in (("A", "B"), ("A", "C"), ("B", "A"), ("C", "A")):
        closed = with_ban(alone, *pair, onto=closed)
    one = Elasticities(theta=np.array([theta]), eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    lost = welfare(alone, closed, one)
    assert_allclose(lost[0], np.log(alone.share[0, 0, 0]) / theta, rtol=0.0, atol=SOLVED)


def test_a_cobb_douglas_nest_is_the_limit_of_ces(world: Economy, cobb_douglas: Elasticities) -> None:
    near = replace(cobb_douglas, eta=1.0 - 1e-8, eps=1.0 - 1e-8, psi=1.0 - 1e-8)
    nearer = replace(cobb_douglas, eta=1.0 - 1e-6, eps=1.0 - 1e-6, psi=1.0 - 1e-6)  # on the other side of the switch
    at = welfare(world, trade_war(world), cobb_douglas)
    assert_allclose(welfare(world, trade_war(world), near), at, rtol=0.0, atol=1e-8)
    assert_allclose(welfare(world, trade_war(world), nearer), at, rtol=0.0, atol=1e-6)


def test_kappa_runs_from_specific_to_mobile_factors(world: Economy, nested: Elasticities) -> None:
    specific = solve(world, trade_war(world), elasticities=replace(nested, kappa=1.0)).state
    before = world.value_added / world.value_added.sum()
    assert_allclose(np.exp(specific.log_factor_price), specific.value_added / before, rtol=EXACT)
    mobile = solve(world, trade_war(world), elasticities=replace(nested, kappa=np.inf)).state
    assert_allclose(np.ptp(mobile.log_factor_price, axis=1), 0.0, rtol=0.0, atol=EXACT)
    nearly = welfare(world, trade_war(world), replace(nested, kappa=1e9))
    assert_allclose(nearly, mobile.log_income - mobile.log_final_price, rtol=0.0, atol=1e-8)
    assert np.ptp(specific.log_factor_price, axis=1).min() > 1e-3


def test_between_the_limits_factors_follow_roy_and_frechet(world: Economy, nested: Elasticities) -> None:
    """Galle, Rodriguez-Clare and Yi (2023): V_nk = w_nk^kappa V_n^(1-kappa), V_n^kappa = sum_k v_nk w_nk^kappa."""
    now = solve(world, trade_war(world), elasticities=nested).state
    kappa, price = nested.kappa, np.exp(now.log_factor_price)
    weight = world.value_added / world.value_added.sum(axis=1, keepdims=True)
    whole = (weight * price**kappa).sum(axis=1) ** (1.0 / kappa)
    hats = now.value_added / (world.value_added / world.value_added.sum())
    assert_allclose(hats, price**kappa * whole[:, None] ** (1.0 - kappa), rtol=EXACT)


def test_a_homotopy_finds_the_same_world_as_the_direct_way(world: Economy, nested: Elasticities) -> None:
    from tradetalks.equilibrium import path

    shock = trade_war(world)
    direct = solve(world, shock, elasticities=nested)
    by_steps = path.follow(world, shock, nested, "fixed", tolerance=1e-11, first=0.25)
    assert by_steps.reached == 1.0
    assert by_steps.steps > direct.iterations
    assert_allclose(by_steps.result.z, direct.unknowns, rtol=0.0, atol=SOLVED)


def test_transfers_can_stay_scale_or_go(world: Economy, nested: Elasticities) -> None:
    shock = no_change(world)
    kept = solve(world, shock, elasticities=nested)
    assert_allclose(kept.state.transfer, world.transfer / world.value_added.sum(), rtol=0.0, atol=EXACT)
    gone = solve(world, shock, elasticities=nested, deficits="none")
    assert_allclose(gone.state.transfer, 0.0, rtol=0.0, atol=EXACT)
    lost = outcomes(gone).welfare_change
    assert (np.sign(lost) == -np.sign(world.transfer)).all()
    scaled = solve(world, trade_war(world), elasticities=nested, deficits="scaled").state
    assert_allclose(scaled.transfer.sum(), 0.0, rtol=0.0, atol=EXACT)
    assert not np.allclose(scaled.transfer, kept.state.transfer, atol=1e-6)


def test_many_shocks_are_each_solved_alone(world: Economy, nested: Elasticities) -> None:
    shocks = (no_change(world), trade_war(world))
    together = solve_many(world, shocks, elasticities=nested)
    assert [one.converged for one in together] == [True, True]
    assert_allclose(together[1].unknowns, solve(world, shocks[1], elasticities=nested).unknowns, rtol=0.0, atol=EXACT)


def test_new_values_are_solved_by_code_already_compiled(world: Economy, nested: Elasticities) -> None:
    from tradetalks.equilibrium.path import find

    solve(world, no_change(world), elasticities=nested)
    compiled = find._cache_size()
    for horizon in horizons():
        solve(world, trade_war(world), horizon=horizon)
    solve(world, trade_war(world), elasticities=nested, deficits="scaled")
    solve(world, with_licence(world, Licence("q", (("A", "B", "s1"),), 0.5)), elasticities=nested)
    solve(world, with_ban(world, "A", "B", "s1"), elasticities=nested)
    assert find._cache_size() == compiled


def test_consumer_prices_over_own_incomes_do_not_depend_on_the_numeraire(nested: Elasticities) -> None:
    """Without wedges on the way to households, welfare is factor income over consumer prices and nothing else."""
    free = toy_world(3, 4, seed=5, deficits=False, tariffs=False)
    better = replace(no_change(free), productivity=np.full(free.output.shape, 1.1))
    seen = outcomes(solve(free, better, elasticities=nested))
    assert_allclose(
        (1 + seen.welfare_change / 100) * (1 + seen.consumer_price_own_change / 100), 1.0, rtol=0.0, atol=SOLVED
    )
    assert (seen.consumer_price_own_change < -9.0).all()


def test_real_gdp_falls_by_the_triangle_when_the_world_price_is_given() -> None:
    """A nearly small economy, no wedges before: real GDP loses about half of tariff times import volume change."""
    free = toy_world(3, 4, seed=3, deficits=False, tariffs=False)
    even = Elasticities(theta=np.full(4, 3.0), eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    rate = 0.01
    seen = outcomes(solve(free, with_tariff(free, "A", rate=rate), elasticities=even))
    imports = np.delete(free.border[0], 0, axis=0)
    fall = np.delete(seen.trade_volume_change[0], 0, axis=0) / 100.0
    triangle = 0.5 * rate * (imports * fall).sum() / free.value_added[0].sum()
    assert_allclose(seen.real_gdp_change["A"] / 100.0, triangle, rtol=0.02)
