"""The nest of critical inputs against the formula it stands for."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.equilibrium import CriticalInput, Elasticities
from tradetalks.equilibrium.critical import Critical, nest, technology
from tradetalks.errors import BadInput

EXACT = 1e-12
BETA = jnp.array([[0.4, 0.5, 1.0]])  # one economy, three sectors
INPUTS = jnp.array([[[0.2, 0.1, 1 / 3], [0.3, 0.6, 1 / 3], [0.5, 0.3, 1 / 3]]])


def critical(*content: float, sigma: float = 0.2, rho: float = 3.0) -> Critical:
    return Critical(jnp.array([2]), jnp.array([sigma]), jnp.array([rho]), jnp.array([content or (0.0, 0.0, 0.0)]))


def test_without_critical_inputs_the_technology_is_untouched() -> None:
    base = technology(BETA, INPUTS, jnp.zeros(0, dtype=jnp.int32))
    assert base.value_added_share is BETA
    assert base.input_share is INPUTS
    assert_allclose(base.rest, 1.0)


def test_what_is_taken_out_and_what_is_left_add_up() -> None:
    base = technology(BETA, INPUTS, jnp.array([2]))
    assert_allclose(base.critical[0], [[0.3, 0.15, 0.0]], atol=EXACT)
    assert_allclose(base.rest * base.value_added_share, BETA, atol=EXACT)
    ordinary = base.rest * (1.0 - base.value_added_share)
    assert_allclose((ordinary[:, None, :] * base.input_share)[:, :2], (INPUTS * (1.0 - BETA))[:, :2], atol=EXACT)
    assert_allclose(base.input_share[:, 2], 0.0)


def test_a_dearer_input_raises_cost_as_the_formula_says() -> None:
    base = technology(BETA, INPUTS, jnp.array([2]))
    price = jnp.array([[0.0, 0.0, np.log(7.0)]])
    found = nest(base, jnp.zeros((1, 3)), price, critical())
    for k, share in enumerate((0.3, 0.15, 0.0)):
        wanted = np.log(1 - share + share * 7.0**0.8) / 0.8
        assert_allclose(found.log_cost[0, k], wanted, atol=EXACT)
        spent = share * 7.0**0.8 / (1 - share + share * 7.0**0.8)
        assert_allclose(found.critical[0, 0, k], spent, atol=EXACT)
        assert_allclose(found.critical[0, 0, k] + base.rest[0, k] * np.exp(found.log_rest_hat[0, k]), 1.0, atol=EXACT)


def test_only_the_output_that_contains_the_input_is_hit() -> None:
    """Half of sector one's output contains it: its price after a stop is that of the other half, less the variety."""
    base = technology(BETA, INPUTS, jnp.array([2]))
    price = jnp.array([[0.0, 0.0, 200.0]])
    found = nest(base, jnp.zeros((1, 3)), price, critical(0.6, 0.0, 0.0))
    assert_allclose(found.log_cost[0, 0], np.log(2.0) / (3.0 - 1.0), atol=EXACT)
    assert found.log_cost[0, 1] > 100.0
    assert_allclose(found.critical[0, 0, 0], 0.0, atol=EXACT)


def test_content_that_is_all_of_cost_means_everything_contains_it() -> None:
    base = technology(BETA, INPUTS, jnp.array([2]))
    price = jnp.array([[0.1, -0.2, 1.0]])
    some = nest(base, jnp.full((1, 3), 0.3), price, critical(0.3, 0.15, 0.0))
    whole = nest(base, jnp.full((1, 3), 0.3), price, critical())
    assert_allclose(some.log_cost, whole.log_cost, atol=EXACT)
    assert_allclose(some.critical, whole.critical, atol=EXACT)


def test_two_inputs_and_the_rest_add_up_to_cost() -> None:
    """Before a shock their shares are those of the table; after it, whatever the prices, nothing is spent twice."""
    both = Critical(jnp.array([2, 1]), jnp.array([0.2, 0.6]), jnp.array([3.0, 0.4]), jnp.array([[0.6, 0.0, 0.0]] * 2))
    base = technology(BETA, INPUTS, both.position)
    before = nest(base, jnp.zeros((1, 3)), jnp.zeros((1, 3)), both)
    assert_allclose(before.critical, base.critical, atol=EXACT)
    after = nest(base, jnp.full((1, 3), 0.3), jnp.array([[0.0, -0.5, 1.2]]), both)
    assert_allclose(after.critical.sum(axis=0) + base.rest * jnp.exp(after.log_rest_hat), 1.0, atol=EXACT)


def test_a_nest_of_a_sector_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match="no such sector"):
        Elasticities(np.ones(3), 0.5, 0.5, 1.0, 1.0, critical=(CriticalInput(3, 0.1),))
    with pytest.raises(BadInput, match="sigma is -1"):
        Elasticities(np.ones(3), 0.5, 0.5, 1.0, 1.0, critical=(CriticalInput(1, -1.0),))
    with pytest.raises(BadInput, match="content"):
        Elasticities(np.ones(3), 0.5, 0.5, 1.0, 1.0, critical=(CriticalInput(1, 0.1, content=(0.5,)),))
