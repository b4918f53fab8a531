"""The package against the oracle on random worlds under every instrument at once."""

from __future__ import annotations

import numpy as np
import oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from test_random_worlds import elasticities, random_world, shock

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Licence, Shock, outcomes, solve, with_licence

AGREE = 1e-9


def agree(world: Economy, change: Shock, chosen: Elasticities) -> None:
    now, other = solve(world, change, elasticities=chosen), oracle.solve(world, change, chosen)
    unit = world.value_added.sum()
    factor_price = np.broadcast_to(other.factor_price, world.output.shape)
    assert_allclose(np.exp(now.state.log_factor_price), factor_price, rtol=AGREE)
    assert_allclose(np.exp(now.state.log_price), other.price, rtol=AGREE)
    assert_allclose(now.state.border * unit, other.border, rtol=AGREE, atol=AGREE * unit)
    assert_allclose(now.state.rent_income * unit, other.rent, rtol=AGREE, atol=AGREE * unit)
    assert_allclose(list(now.premium.values()), other.premium, rtol=AGREE, atol=AGREE)
    assert_allclose(np.exp(outcomes(now).log_welfare), other.welfare, rtol=AGREE)


@settings(max_examples=25, deadline=None, derandomize=True, print_blob=True)
@given(st.integers(0, 2**32 - 1))
def test_package_and_oracle_find_the_same_world(seed: int) -> None:
    """CES nests, critical inputs, any kappa, tariffs, export taxes, costs, productivity, licences, capacities, bans."""
    draw = np.random.default_rng(seed)
    world = random_world(draw)
    chosen = elasticities(draw)
    agree(world, shock(draw, world, chosen.theta), chosen)


def test_they_agree_on_a_cap_over_several_flows(world: Economy, nested: Elasticities) -> None:
    change = with_licence(world, Licence("cap", (("A", "C", "s1"), ("B", "C", "s1")), 0.5, 0.7))
    agree(world, change, nested)
