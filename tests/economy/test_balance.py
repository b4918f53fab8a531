"""Bi-proportional balancing meets its margins, keeps signs, and leaves alone what is balanced already."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetalks.economy.build.balance import Accounts, balance
from tradetalks.economy.toy import toy_world
from tradetalks.errors import NotConverged

MET = 1e-12  # the margins' own tolerance, with room for the last rounding


def accounts_of_a_toy(n: int = 0, seed: int = 0) -> tuple[Accounts, np.ndarray, np.ndarray, float]:
    world = toy_world(seed=seed)
    prior = Accounts(world.intermediate[n], world.final[n], world.value_added[n])
    return prior, world.expenditure[n], world.output[n], float(world.value_added[n].sum())


def test_balanced_accounts_are_left_alone() -> None:
    prior, expenditure, output, value_added = accounts_of_a_toy()
    after = balance(prior, expenditure, output, value_added)
    np.testing.assert_allclose(after.intermediate, prior.intermediate, rtol=MET)
    np.testing.assert_allclose(after.final, prior.final, rtol=MET)
    np.testing.assert_allclose(after.value_added, prior.value_added, rtol=MET)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), spread=st.floats(0.0, 1.0))
def test_margins_are_met_and_nothing_turns_negative(seed: int, spread: float) -> None:
    prior, expenditure, output, value_added = accounts_of_a_toy(seed=seed)
    draw = np.random.default_rng(seed)
    shaken = Accounts(
        prior.intermediate * np.exp(spread * draw.normal(size=prior.intermediate.shape)),
        prior.final * np.exp(spread * draw.normal(size=prior.final.shape)),
        prior.value_added * np.exp(spread * draw.normal(size=prior.value_added.shape)),
    )
    after = balance(shaken, expenditure, output, value_added)
    np.testing.assert_allclose(after.intermediate.sum(axis=1) + after.final, expenditure, rtol=MET)
    np.testing.assert_allclose(after.intermediate.sum(axis=0) + after.value_added, output, rtol=MET)
    assert after.value_added.sum() == pytest.approx(value_added, rel=MET)
    assert min(after.intermediate.min(), after.final.min(), after.value_added.min()) > 0


def test_the_result_is_the_prior_times_a_factor_per_row_and_one_per_column() -> None:
    prior, expenditure, output, value_added = accounts_of_a_toy()
    after = balance(prior, expenditure * 1.1, output * 1.05, value_added)
    ratio = np.log(after.intermediate / prior.intermediate)
    rebuilt = ratio[:, :1] + ratio[:1, :] - ratio[0, 0]
    np.testing.assert_allclose(ratio, rebuilt, atol=1e-10)


def test_contradicting_margins_are_refused() -> None:
    prior, expenditure, output, value_added = accounts_of_a_toy()
    empty = Accounts(np.zeros_like(prior.intermediate), prior.final, prior.value_added)
    with pytest.raises(NotConverged):  # without inputs, output can only be value added
        balance(empty, expenditure, output, value_added)
