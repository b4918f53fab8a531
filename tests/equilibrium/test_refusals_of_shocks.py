"""What cannot be priced or solved is refused, with economy, sector and value named, and never becomes a number."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from tradetalks.economy.economy import Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import (
    Capacity,
    Elasticities,
    Licence,
    elasticities_for,
    no_change,
    outcomes,
    solve,
    solve_many,
    welfare_gradient,
    with_ban,
    with_licence,
    with_tariff,
)
from tradetalks.errors import BadInput, NotConverged


@pytest.mark.parametrize(("rate", "said"), [(np.nan, "nan"), (-2.0, r"-2\.0"), (np.inf, "inf"), (-1.0, r"-1\.0")])
def test_a_rate_without_a_price_is_refused(world: Economy, rate: float, said: str) -> None:
    with pytest.raises(BadInput, match=rf"tariff A B s2: {said}"):
        with_tariff(world, "A", "B", "s2", rate=rate)


def test_every_mistake_of_a_shock_is_told_at_once(world: Economy) -> None:
    shock = no_change(world)
    tariff, iceberg = shock.tariff.copy(), shock.iceberg.copy()
    tariff[0, 1, 0], iceberg[1, 2, 3] = -3.0, 0.0
    with pytest.raises(BadInput) as told:
        solve(world, replace(shock, tariff=tariff, iceberg=iceberg))
    assert [mistake.where for mistake in told.value.mistakes] == ["tariff A B s1", "iceberg B C s4"]


def test_unknown_names_are_refused_with_what_is_allowed(world: Economy) -> None:
    with pytest.raises(BadInput, match=r'unknown economy "D"(.|\n)*A, B, C'):
        with_tariff(world, "D", "B", rate=0.1)
    with pytest.raises(BadInput, match=r'unknown sector "s9"'):
        with_tariff(world, "A", "B", "s9", rate=0.1)
    with pytest.raises(BadInput, match=r'unknown horizon "1 yaer"(.|\n)*Did you mean 1 year'):
        elasticities_for("1 yaer", world.axes)


@pytest.mark.parametrize("ratio", [np.nan, -0.5, 0.0, np.inf])
def test_a_licence_without_a_volume_is_refused(world: Economy, ratio: float) -> None:
    with pytest.raises(BadInput, match=f"licence q: ratio {ratio} on A B s1"):
        with_licence(world, Licence("q", (("A", "B", "s1"),), ratio))


def test_a_licence_above_the_base_volume_is_refused_and_a_capacity_is_not(world: Economy) -> None:
    flow = (("A", "B", "s1"),)
    with pytest.raises(BadInput, match=r"licence q: ratio 1\.5 on A B s1 is above the base volume(.|\n)*Capacity"):
        with_licence(world, Licence("q", flow, 1.5))
    assert with_licence(world, Licence("q", flow, 1.0)).licences[0].ratio == 1.0
    assert with_licence(world, Capacity("plant", flow, 1.5)).licences[0].ratio == 1.5
    with pytest.raises(BadInput, match=r"ratio 11\.0 on A B s1(.|\n)*at most 10 times"):
        with_licence(world, Capacity("plant", flow, 11.0))


def test_a_licence_on_a_flow_that_does_not_exist_is_refused(world: Economy) -> None:
    share = world.share.copy()
    share[0, 0, 0] += share[0, 1, 0]
    share[0, 1, 0] = 0.0
    with pytest.raises(BadInput, match="no trade in A B s1 to license"):
        with_licence(replace(world, share=share), Licence("q", (("A", "B", "s1"),), 0.5))


def test_two_licences_on_one_flow_are_refused(world: Economy) -> None:
    one = with_licence(world, Licence("one", (("A", "B", "s1"),), 0.5))
    with pytest.raises(BadInput, match="already under one"):
        with_licence(world, Licence("two", (("A", "B", "s1"),), 0.7), onto=one)


def test_a_ban_that_leaves_no_supplier_is_refused(world: Economy) -> None:
    shock = with_ban(world, "A", "B", "s1")
    shock = with_ban(world, "A", "C", "s1", onto=shock)
    with pytest.raises(BadInput, match="leaves A no supplier of s1"):
        with_ban(world, "A", "A", "s1", onto=shock)


def test_a_tariff_on_own_goods_is_refused(world: Economy) -> None:
    with pytest.raises(BadInput, match="does not tax its own goods"):
        with_tariff(world, "A", "A", "s1", rate=0.1)


def test_a_shock_for_another_world_is_refused(world: Economy) -> None:
    with pytest.raises(BadInput, match="not those of the economy"):
        solve(world, no_change(toy_world(3, 5)))


def test_a_negative_final_demand_is_refused(world: Economy) -> None:
    with pytest.raises(BadInput, match=r"final demand is negative.*\n.*Balance"):
        solve(replace(world, value_added_share=np.full_like(world.value_added_share, 0.01)), no_change(world))


def test_shares_that_do_not_add_up_are_refused_together(world: Economy) -> None:
    share, inputs, beta = world.share.copy(), world.input_share.copy(), world.value_added_share.copy()
    share[0, 1, 0] += 0.1
    share[1, 2, 3] = np.nan
    inputs[2, 0, 1] += 0.2
    beta[2, 2] = 1.5
    broken = replace(world, share=share, input_share=inputs, value_added_share=beta)
    with pytest.raises(BadInput) as told:
        solve(broken, no_change(world))
    said = str(told.value)
    for part in (
        "A: sources of s1 add up to 1.1",
        "B C s4: the share is nan",
        "C: value added over output of s3 is 1.5",
    ):
        assert part in said
    with pytest.raises(BadInput, match=r"C: inputs of s2 add up to 1\.2"):
        solve(replace(world, input_share=inputs), no_change(world))


@pytest.mark.parametrize("theta", [0.0, -1.0, np.nan])
def test_a_forbidden_elasticity_is_refused(theta: float) -> None:
    with pytest.raises(BadInput, match="theta of sector number 1"):
        Elasticities(theta=np.full(4, theta), eta=1.0, eps=1.0, psi=1.0, kappa=1.0)


def hopeless(world: Economy) -> tuple[object, Elasticities]:
    """Nearly nothing replaces anything, and A loses two of its three suppliers of every good, itself among them."""
    shock = no_change(world)
    for sector in world.axes.sectors:
        shock = with_ban(world, "A", "A", sector, onto=shock)
        shock = with_ban(world, "A", "B", sector, onto=shock)
    return shock, Elasticities(theta=np.full(4, 0.002), eta=0.02, eps=0.02, psi=0.02, kappa=1.0)


def test_what_is_not_solved_says_so_and_yields_no_number(world: Economy) -> None:
    shock, brittle = hopeless(world)
    with pytest.raises(NotConverged) as told:
        solve(world, shock, elasticities=brittle)  # type: ignore[arg-type]
    assert "Not solved: 1 year, ban on s1 from A to A" in str(told.value)
    assert "ban on s2 from A to A and 5 more. Worst: " in str(told.value)
    assert "Raise theta, lengthen the horizon" in str(told.value)
    failed = solve(world, shock, elasticities=brittle, strict=False)  # type: ignore[arg-type]
    assert not failed.converged
    with pytest.raises(NotConverged):
        outcomes(failed)
    with pytest.raises(NotConverged):
        welfare_gradient(failed)


def test_a_transfer_nobody_can_pay_is_named(world: Economy, cobb_douglas: Elasticities) -> None:
    """An economy that gives cannot go on giving as much once it is a hundredth as productive; less it can."""
    giver = world.axes.economies[int(np.argmin(world.transfer / world.income))]
    productivity = np.ones(world.output.shape)
    productivity[world.axes.economy(giver)] = 0.01
    shock = replace(no_change(world), productivity=productivity)
    with pytest.raises(NotConverged, match=rf"{giver}(.|\n)*Try deficits scaled or none"):
        solve(world, shock, elasticities=cobb_douglas)
    smaller = solve(world, shock, elasticities=cobb_douglas, deficits="scaled")
    assert smaller.converged
    assert smaller.path == "homotopy"
    short = solve(world, shock, elasticities=cobb_douglas, deficits="scaled", along=False, strict=False)
    assert not short.converged
    assert (short.path, short.iterations < smaller.iterations) == ("direct", True)


def test_one_impossible_shock_does_not_spoil_the_others(world: Economy) -> None:
    shock, brittle = hopeless(world)
    together = solve_many(world, (no_change(world), shock), elasticities=brittle)  # type: ignore[arg-type]
    assert [one.converged for one in together] == [True, False]


def test_bans_that_cut_the_world_in_two_are_told(world: Economy, nested: Elasticities) -> None:
    shock = no_change(world)
    for importer, exporter in (("A", "B"), ("A", "C"), ("B", "A"), ("C", "A")):
        shock = with_ban(world, importer, exporter, onto=shock)
    with pytest.raises(NotConverged, match="no trade between A and the rest"):
        solve(world, shock, elasticities=nested)
    assert solve(world, shock, elasticities=nested, strict=False).iterations == 0  # nothing is searched for in vain


def test_a_large_ban_at_low_elasticities_is_followed_or_refused(world: Economy) -> None:
    """A loses its main suppliers, itself among them, at ever lower elasticities: found by some path, or no number."""
    shock = no_change(world)
    for sector in world.axes.sectors:
        shock = with_ban(world, "A", "A", sector, onto=shock)
    ends = []
    for theta in (4.0, 0.2, 0.01):
        brittle = Elasticities(theta=np.full(4, theta), eta=0.1, eps=0.1, psi=0.5, kappa=1.0)
        now = solve(world, shock, elasticities=brittle, strict=False)
        ends.append(now.path if now.converged else "refused")
        assert any("bans leave A" in said for said in now.exceeded) == (theta < 4.0)
        if now.converged:
            assert now.dropped_market_residual < 1e-9
            assert now.residual < 1e-11
        else:
            assert re.search(r"Worst: (market for|price of) s\d in [ABC], residual", now.failure)
            assert "Raise theta" in now.failure
    assert ends[0] == "direct"
    assert ends[-1] == "refused"


def test_a_transfer_larger_than_any_tried_is_named() -> None:
    """Held fixed it may leave nothing to spend; scaled with income it cannot."""
    rich = next(
        one
        for one in (toy_world(3, 4, seed=seed) for seed in range(100))
        if (-one.transfer / one.value_added.sum(axis=1)).max() > 0.6
    )
    assert any("of its value added to others" in said for said in solve(rich, no_change(rich)).exceeded)
    assert solve(rich, no_change(rich), deficits="scaled").exceeded == ()
