"""Derivatives through the equilibrium against central differences, and the split of welfare by measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import (
    Capacity,
    Elasticities,
    Licence,
    Shock,
    attribute,
    outcomes,
    solve,
    welfare_gradient,
    with_ban,
    with_licence,
    with_tariff,
)
from tradetalks.equilibrium.attribution import FEWEST_NODES
from tradetalks.equilibrium.change import no_change
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.errors import BadInput

STEP = 1e-5  # of the central difference; its own error is about 1e-10
SMOOTH, LICENCES = 1e-8, 1e-7
QUOTA = ("C", "B", "s1")


def start(world: Economy) -> Shock:
    """A world with a tariff both ways, one licence that bites and one that is slack."""
    shock = with_tariff(world, "A", "B", add=0.3)
    shock = with_tariff(world, "B", "A", add=0.2, onto=shock)
    shock = with_licence(world, Licence("tight", (QUOTA,), 0.6), onto=shock)
    return with_licence(world, Capacity("wide", (("A", "C", "s3"),), 2.0), onto=shock)


def moved(array: np.ndarray, at: tuple[int, ...], by: float) -> np.ndarray:
    array = array.copy()
    array[at] += by
    return array


def tighter(shock: Shock, by: float) -> Shock:
    first, *rest = shock.licences
    return replace(shock, licences=(replace(first, ratio=first.ratio * np.exp(by)), *rest))


MOVES: dict[str, tuple[Callable[[Shock, float], Shock], tuple[int, ...]]] = {
    "tariff": (lambda s, h: replace(s, tariff=moved(s.tariff, (0, 1, 1), h)), (0, 1, 1)),
    "export_tax": (lambda s, h: replace(s, export_tax=moved(s.export_tax, (0, 2, 3), h)), (0, 2, 3)),
    "log_iceberg": (
        lambda s, h: replace(s, iceberg=s.iceberg * moved(np.ones(s.iceberg.shape), (1, 2, 0), h)),
        (1, 2, 0),
    ),
    "log_productivity": (
        lambda s, h: replace(s, productivity=s.productivity * moved(np.ones(s.productivity.shape), (2, 1), h)),
        (2, 1),
    ),
    "log_premium": (lambda s, h: replace(s, premium=moved(s.premium, (1, 0, 2), h)), (1, 0, 2)),
    "log_ratio": (tighter, (0,)),
}


@pytest.mark.parametrize("instrument", MOVES)
def test_the_gradient_is_the_limit_of_differences(world: Economy, nested: Elasticities, instrument: str) -> None:
    base = start(world)
    move, at = MOVES[instrument]

    def welfare(by: float) -> np.ndarray:
        now = solve(world, move(base, by), elasticities=nested, tolerance=1e-13)
        return outcomes(now).log_welfare.to_numpy()

    slope = getattr(welfare_gradient(solve(world, base, elasticities=nested)), instrument)
    exact = slope[(slice(None), *at)]
    assert np.abs(exact).max() > 1e-4
    difference = (welfare(STEP) - welfare(-STEP)) / (2.0 * STEP)
    assert_allclose(exact, difference, rtol=0.0, atol=LICENCES if instrument == "log_ratio" else SMOOTH)


def test_a_slack_licence_is_worth_nothing_to_concede(world: Economy, nested: Elasticities) -> None:
    now = solve(world, start(world), elasticities=nested)
    assert now.binding == {"tight": True, "wide": False}
    assert_allclose(welfare_gradient(now).log_ratio[:, 1], 0.0, rtol=0.0, atol=1e-13)


def parts(world: Economy) -> tuple[Shock, dict[str, np.ndarray]]:
    """A shock of three tariffs, two of which overlap on the same flows."""
    added = {name: np.zeros(world.axes.bilateral) for name in ("a-on-b", "a-on-b-more", "b-on-a")}
    added["a-on-b"][0, 1] = 0.3
    added["a-on-b-more"][0, 1, 1:3] = 0.4
    added["b-on-a"][1, 0] = 0.25
    total = sum(added.values())
    base = with_tariff(world, "A", "B", add=0.0)
    return replace(base, tariff=world.tariff + total), added


def test_parts_of_the_welfare_change_add_up_to_it(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    seen = outcomes(solve(world, shock, elasticities=nested)).welfare_change
    split = attribute(world, shock, added, elasticities=nested)
    assert split.settled
    assert split.gap < 1e-6
    assert_allclose(split.total, seen, rtol=0.0, atol=1e-9)
    assert_allclose(split.contribution.sum(), seen, rtol=0.0, atol=1e-6)
    assert list(split.contribution.index) == list(added)


def test_the_split_does_not_depend_on_order_or_on_how_a_measure_is_cut(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    here = attribute(world, shock, added, elasticities=nested).contribution
    turned = attribute(world, shock, dict(reversed(added.items())), elasticities=nested).contribution
    assert_allclose(turned.loc[here.index], here, rtol=0.0, atol=1e-12)
    halves = {"one": added["a-on-b"] / 2, "two": added["a-on-b"] / 2, **added}
    del halves["a-on-b"]
    cut = attribute(world, shock, halves, elasticities=nested).contribution
    assert_allclose(cut.loc["one"] + cut.loc["two"], here.loc["a-on-b"], rtol=0.0, atol=1e-12)


def test_licences_and_bans_have_their_own_part(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    shock = with_licence(world, Licence("rare-earths: C B s1", (QUOTA,), 0.6), onto=shock)
    shock = with_ban(world, "A", "C", "s4", onto=shock)
    split = attribute(world, shock, added, elasticities=nested)
    assert split.settled
    assert split.gap < 1e-6 * split.total.abs().max()
    assert set(split.contribution.index) == {*added, "rare-earths", "bans"}
    assert split.contribution.loc["rare-earths"].abs().max() > 1e-3
    assert split.contribution.loc["bans", "A"] < -1e-3


def test_paperwork_counts_for_the_measure_that_asks_for_it(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    paper = np.zeros(world.axes.bilateral)
    paper[0, 1, 2] = np.log(1.1)
    shock = replace(shock, iceberg=np.exp(paper))
    split = attribute(world, shock, added, costs={"permit": paper}, elasticities=nested)
    alone = attribute(world, shock, added, elasticities=nested)
    assert set(split.contribution.index) == {*added, "permit"}
    assert_allclose(split.contribution.loc["permit"], alone.contribution.loc["other"], rtol=0.0, atol=1e-12)
    assert split.contribution.loc["permit", "A"] < -1e-4


def test_a_change_too_small_for_the_solver_settles_with_the_fewest_nodes(world: Economy, nested: Elasticities) -> None:
    added = np.zeros(world.axes.bilateral)
    added[0, 1, 1] = 1e-8
    split = attribute(
        world, replace(no_change(world), tariff=world.tariff + added), {"tiny": added}, elasticities=nested
    )
    assert 0.0 < split.total.abs().max() < 1e-6
    assert split.settled
    assert split.nodes == FEWEST_NODES


def test_a_gap_that_remains_is_told(world: Economy, nested: Elasticities, monkeypatch: pytest.MonkeyPatch) -> None:
    shock, added = parts(world)
    monkeypatch.setattr("tradetalks.equilibrium.attribution.LEAST_GAP", 0.0)
    monkeypatch.setattr("tradetalks.equilibrium.attribution.MOST_NODES", 4)
    assert not attribute(world, shock, added, close=0.0, elasticities=nested).settled


def test_the_residual_of_a_split_is_the_largest_of_its_solutions(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    end = solve(world, shock, elasticities=nested)
    split = attribute(world, shock, added, elasticities=nested)
    assert end.residual <= split.residual <= TOLERANCE
    assert split.residual != TOLERANCE


def test_measures_that_do_not_make_up_the_shock_are_refused(world: Economy, nested: Elasticities) -> None:
    shock, added = parts(world)
    del added["b-on-a"]
    with pytest.raises(BadInput, match=r"miss the shock's by up to 0\.25"):
        attribute(world, shock, added, elasticities=nested)
