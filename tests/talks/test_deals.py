"""Solutions on sets whose answers are known."""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np
import pytest
import sets
from numpy.testing import assert_allclose

from tradetalks.errors import BadInput
from tradetalks.talks import (
    Deal,
    NoDeal,
    Payoffs,
    Threat,
    egalitarian,
    fixed,
    frontier,
    improvement,
    kalai_smorodinsky,
    linkage,
    nash_deal,
    recast,
    red_lines,
    threat_at,
    within,
)

EXACT = 1e-6
ROUGH = 1e-8  # accuracy of payoffs that come from a search of their own


@pytest.mark.parametrize("solve", [nash_deal, kalai_smorodinsky])
def test_an_offer_that_misses_by_less_than_payoffs_are_exact_is_one(solve, monkeypatch: pytest.MonkeyPatch) -> None:
    room = sys.modules["tradetalks.talks.surplus"]
    exact = room.best

    def missing(*given, **more):
        peak = exact(*given, **more)
        return replace(peak, short=0.5 * ROUGH) if len(given) > 3 else peak

    monkeypatch.setattr(room, "best", missing)
    threat = Threat("none", np.array([0.1, 0.3]), np.zeros(0))
    assert isinstance(solve(sets.quarter_circle(), threat), NoDeal)  # where payoffs are exact it is none
    found = solve(replace(sets.quarter_circle(), accuracy=ROUGH), threat)
    assert isinstance(found, Deal)
    assert min(found.gain.values()) > 0.1


def threat(*value: float) -> Threat:
    return Threat("given", np.array(value), np.zeros(0))


def agreed(found: Deal | NoDeal) -> np.ndarray:
    assert isinstance(found, Deal)
    assert found.room.efficient
    return found.payoff


def test_nash_on_the_quarter_circle() -> None:
    assert_allclose(agreed(nash_deal(sets.quarter_circle(), threat(0.1, 0.3))), (0.6464334, 0.7629704), atol=EXACT)


def test_unequal_weights_move_the_nash_deal() -> None:
    found = nash_deal(sets.quarter_circle(), threat(0.1, 0.3), weights={"A": 0.7, "B": 0.3})
    assert_allclose(agreed(found), (0.7669801, 0.6416709), atol=EXACT)


def test_kalai_smorodinsky_on_the_quarter_circle() -> None:
    found = agreed(kalai_smorodinsky(sets.quarter_circle(), threat(0.1, 0.3)))
    assert_allclose(found, (0.6573383, 0.7535956), atol=EXACT)


def test_equal_gains_on_the_quarter_circle() -> None:
    assert_allclose(agreed(egalitarian(sets.quarter_circle(), threat(0.1, 0.3))), (0.6, 0.8), atol=EXACT)


def test_equal_gains_depend_on_the_unit_they_are_counted_in() -> None:
    found = agreed(egalitarian(sets.quarter_circle(), threat(0.1, 0.3), per={"A": 2.0, "B": 1.0}))
    assert_allclose((found[0] - 0.1) / 2.0, found[1] - 0.3, atol=EXACT)
    assert found[0] > 0.6


def test_solutions_at_a_kink() -> None:
    assert_allclose(agreed(nash_deal(sets.kinked(), threat(0.0, 0.0))), (1.0, 1.0), atol=EXACT)
    assert_allclose(agreed(kalai_smorodinsky(sets.kinked(), threat(0.0, 0.0))), (4 / 3, 2 / 3), atol=EXACT)
    assert_allclose(agreed(egalitarian(sets.kinked(), threat(0.0, 0.0))), (1.0, 1.0), atol=EXACT)


def test_the_nash_deal_does_not_depend_on_units() -> None:
    game, scale = sets.quarter_circle(), np.diag([5.0, 0.2])
    plain = agreed(nash_deal(game, threat(0.1, 0.3)))
    scaled = agreed(nash_deal(recast(game, scale), threat(0.5, 0.06)))
    assert_allclose(scaled, scale @ plain, rtol=EXACT)


def test_linking_two_issues_is_worth_half_to_each() -> None:
    game = sets.two_issues()
    issues = {"one": ("split-1", "done-1"), "two": ("split-2", "done-2")}
    found = linkage(game, threat_at(game, np.zeros(4), "nothing settled"), issues)
    assert not isinstance(found, NoDeal)
    assert_allclose([found.alone["one"][p] for p in "AB"], (1.0, 0.5), atol=EXACT)
    assert_allclose([found.alone["two"][p] for p in "AB"], (0.5, 1.0), atol=EXACT)
    assert_allclose([found.joint[p] for p in "AB"], (2.0, 2.0), atol=EXACT)
    assert_allclose([found.value[p] for p in "AB"], (0.5, 0.5), atol=EXACT)


def test_an_issue_left_out_or_named_twice_is_refused() -> None:
    game = sets.two_issues()
    with pytest.raises(BadInput, match="done-2 belongs to no issue") as refused:
        linkage(
            game, threat(0.0, 0.0), {"one": ("split-1", "done-1"), "two": ("split-2", "split-1")}, frozen=np.zeros(4)
        )
    assert "split-1 belongs to two issues" in str(refused.value)


def test_no_deal_is_said_with_what_is_missing() -> None:
    found = nash_deal(sets.quarter_circle(), threat(0.8, 0.7))
    assert isinstance(found, NoDeal)
    assert_allclose(found.short["A"], 0.8 - np.sqrt(1 - 0.7**2), atol=EXACT)
    assert_allclose(found.short["B"], 0.7 - 0.6, atol=EXACT)
    assert "no deal beats failing to agree for B: the best offer is short by 0.1" in found.words


def test_every_solution_refuses_a_threat_beyond_the_frontier() -> None:
    game = sets.quarter_circle()
    for solve in (nash_deal, kalai_smorodinsky, egalitarian):
        assert isinstance(solve(game, threat(0.8, 0.7)), NoDeal)


def test_the_frontier_is_traced_where_it_bends_inward() -> None:
    found = frontier(sets.dented(), 25)
    assert len(found.payoff) == 25
    assert_allclose(found.payoff[:, 1], (1.0 - found.payoff[:, 0]) ** 2, atol=1e-7)
    assert np.diff(found.payoff[:, 1]).max() < 0.0


def test_the_frontier_of_the_quarter_circle_is_the_circle() -> None:
    found = frontier(sets.quarter_circle(), 15)
    assert_allclose((found.payoff**2).sum(axis=1), 1.0, atol=1e-8)
    assert_allclose(found.payoff[[0, -1]], [(0, 1), (1, 0)], atol=1e-6)


def test_brute_force_over_a_grid_finds_the_same_frontier_and_deals() -> None:
    """All points of a discretised agenda, with no gradient and no solver."""
    game, point = sets.quarter_circle(), np.array([0.1, 0.3])
    grid = np.array([(a, r) for a in np.linspace(0, 1, 601) for r in np.linspace(0, 1, 41)])
    value = np.array([game.value(x) for x in grid])
    gain = value - point
    good = (gain > 0).all(axis=1)
    best_product = value[good][np.argmax(gain[good].prod(axis=1))]
    best_even = value[good][np.argmax(gain[good].min(axis=1))]
    assert_allclose(agreed(nash_deal(game, threat(*point))), best_product, atol=3e-3)
    assert_allclose(agreed(egalitarian(game, threat(*point))), best_even, atol=3e-3)
    traced = frontier(game, 21).payoff
    for u in traced:
        assert not ((value > u + 1e-9).all(axis=1)).any(), "a grid point beats the frontier"


def test_one_more_instrument_never_lowers_the_frontier() -> None:
    game = sets.two_issues()
    narrow = fixed(game, {"split-2": 0.0})
    assert nash_product(nash_deal(game, threat(0.0, 0.0))) >= nash_product(nash_deal(narrow, threat(0.0, 0.0))) - EXACT


def nash_product(found: Deal | NoDeal) -> float:
    return float(np.prod(agreed(found)))


def test_a_red_line_has_a_price_and_a_slack_one_has_none() -> None:
    game = sets.quarter_circle()
    found = red_lines(game, threat(0.0, 0.0), {"angle": (0.0, 0.3), "radius": (0.1, 1.0)})
    assert found["angle"].binding
    # at angle a, u = (cos, sin)(pi a / 2): easing by one unit moves both by the derivative
    turn = 0.5 * np.pi * 0.3
    assert_allclose(found["angle"].marginal["A"], -0.5 * np.pi * np.sin(turn), atol=EXACT)
    assert_allclose(found["angle"].marginal["B"], 0.5 * np.pi * np.cos(turn), atol=EXACT)
    assert found["angle"].dropped is not None
    assert_allclose(found["angle"].dropped["B"], np.sqrt(0.5) - np.sin(turn), atol=EXACT)
    assert not found["radius"].binding
    assert found["radius"].marginal == {"A": 0.0, "B": 0.0}


def test_a_package_inside_the_set_can_be_improved_for_both() -> None:
    game = sets.quarter_circle()
    inside = improvement(game, np.array([0.5, 0.5]))
    assert not inside.efficient
    assert inside.direction["radius"] > 0.0
    assert improvement(game, np.array([0.5, 1.0])).efficient


def test_limits_outside_the_range_are_all_refused_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        within(sets.quarter_circle(), {"angle": (2.0, 3.0), "radius": (-2.0, -1.0)})
    assert "angle" in str(refused.value)
    assert "radius" in str(refused.value)


def test_three_parties_share_alike() -> None:
    import jax.numpy as jnp

    from tradetalks.talks import Instrument, from_function

    def simplex(x):
        part = jnp.stack([x[0], (1 - x[0]) * x[1], (1 - x[0]) * (1 - x[1])])
        return jnp.sqrt(part + 1e-12)

    parts = [Instrument("first", "A", 0.0, 1.0, 0.1), Instrument("second", "B", 0.0, 1.0, 0.1)]
    game: Payoffs = from_function(simplex, ("A", "B", "C"), parts)
    for solve in (nash_deal, kalai_smorodinsky, egalitarian):
        assert_allclose(agreed(solve(game, threat(0.0, 0.0, 0.0))), np.sqrt(1 / 3), atol=1e-5)
    points = frontier(game, 12)
    assert_allclose((points.payoff**2).sum(axis=1), 1.0, atol=1e-6)
