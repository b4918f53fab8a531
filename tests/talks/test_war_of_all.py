"""Every economy's best duty at once, against best replies in turn, brute force, and the derivatives it rests on."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy.economy import Economy, Provenance
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import Elasticities, Licence, elasticities_for, no_change, solve
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.system import pack, residual_at, state, unpack
from tradetalks.talks.everyone import war_of_all
from tradetalks.talks.jacobian import duty_columns, jacobian
from tradetalks.talks.war import War

WORLD = toy_world(3, 4, seed=0)
SHOCK = no_change(WORLD)
ABROAD = (1.0 - np.eye(3))[:, :, None] * np.ones(WORLD.axes.bilateral)
HORIZON = elasticities_for("1 year", WORLD.axes)


@cache
def war() -> War:
    return war_of_all(WORLD, SHOCK, HORIZON, starts=(1.0, 0.5))


def real_income(rates: np.ndarray) -> np.ndarray:
    """Straight from the engine, 100 log."""
    raised = replace(SHOCK, tariff=SHOCK.tariff + rates[:, None, None] * ABROAD)
    now = solve(WORLD, raised, elasticities=HORIZON).state
    return 100.0 * np.asarray(now.log_income - now.log_final_price)


def test_the_jacobian_from_structure_is_the_one_by_differentiation() -> None:
    """With a group licence that bites, a ban, taxes both ways and no nest Cobb-Douglas, off equilibrium."""
    banned = np.zeros(WORLD.axes.bilateral, dtype=bool)
    banned[2, 1, 1] = True
    licence = Licence("magnets", (("A", "B", "s1"), ("C", "B", "s1")), 0.6, rent_to_exporter=0.7, burned=0.2)
    shock = replace(SHOCK, banned=banned, licences=(licence,))
    chosen = Elasticities(theta=np.linspace(1.5, 6.0, 4), eta=0.6, eps=0.4, psi=1.2, kappa=1.5)
    accounts, policy, parameters = accounts_of(WORLD), instruments_of(WORLD, shock), parameters_of(chosen, "fixed")
    solved = solve(WORLD, shock, elasticities=chosen).unknowns
    z = jnp.asarray(solved + 0.01 * np.random.default_rng(0).normal(size=solved.size))

    def left(vector: jax.Array, rates: jax.Array) -> jax.Array:
        unknowns = unpack(vector, accounts)
        raised = policy._replace(tariff=policy.tariff + rates[:, None, None] * ABROAD)
        return pack(residual_at(unknowns, state(unknowns, accounts, raised, parameters), accounts))

    by_unknown, by_duty = jax.jit(jax.jacfwd(left, argnums=(0, 1)))(z, jnp.zeros(3))
    assert_allclose(jacobian(z, accounts, policy, parameters), by_unknown, atol=1e-12)
    assert_allclose(duty_columns(z, jnp.asarray(ABROAD), accounts, policy, parameters), by_duty, atol=1e-12)


@pytest.mark.parametrize(("theta", "tariff"), [(2.0, 0.5345887), (4.0, 0.2689926), (8.0, 0.1349976)])
def test_two_alike_end_at_the_closed_form(theta: float, tariff: float) -> None:
    """t = 1 / (theta (1 - (1 - delta) lambda)), delta = t lambda_FF / (1 + t lambda_FF), on both sides."""
    share = np.where(np.eye(2)[:, :, None] > 0, 0.8, 0.2)
    zero = np.zeros((2, 2, 1))
    economy = Economy(
        Axes(("H", "F"), ("s",)), np.full((2, 1), 100.0), share, zero, zero, np.ones((2, 1)), np.ones((2, 1, 1)),
        Provenance("two countries", 2000, "units"),
    )  # fmt: skip
    elasticities = Elasticities(theta=np.array([theta]), eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    found = war_of_all(economy, no_change(economy), elasticities)
    assert_allclose(found.x, tariff, atol=1e-6)
    assert found.largest_gain < 1e-7


def test_both_starts_lead_to_one_war() -> None:
    assert len(war().distinct) == 1


def test_nobody_finds_a_better_duty_by_brute_force() -> None:
    found = war()
    assert found.largest_gain < 1e-7
    assert_allclose(found.payoff, real_income(found.x), atol=1e-8)
    for n in range(3):
        for factor in (0.0, 0.5, 0.9, 0.99, 1.01, 1.1, 2.0):
            other = np.where(np.arange(3) == n, factor * found.x, found.x)
            assert real_income(other)[n] < found.payoff[n]


def test_who_minds_the_others_gains_asks_for_more() -> None:
    minds = np.eye(3)
    minds[0, 1] = -0.3
    found = war_of_all(WORLD, SHOCK, HORIZON, minds=minds)
    assert found.x[0] > war().x[0]
    assert found.largest_gain < 1e-7
