"""Toy worlds are balanced, asymmetric and repeatable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetalks.economy.toy import toy_world

CLOSES = 1e-12  # sums of a few dozen float64 numbers of similar size


@settings(max_examples=25, deadline=None)
@given(
    economies=st.integers(1, 5),
    sectors=st.integers(1, 6),
    seed=st.integers(0, 10_000),
    deficits=st.booleans(),
    tariffs=st.booleans(),
    input_output=st.booleans(),
)
def test_every_account_of_a_toy_world_closes(
    economies: int, sectors: int, seed: int, deficits: bool, tariffs: bool, input_output: bool
) -> None:
    world = toy_world(economies, sectors, seed, deficits=deficits, tariffs=tariffs, input_output=input_output)
    scale = world.output.sum()
    assert np.abs(world.share.sum(axis=1) - 1).max() < CLOSES
    assert np.abs(world.input_share.sum(axis=1) - 1).max() < CLOSES
    assert abs(world.transfer.sum()) < CLOSES * scale
    foreign = world.border.sum(axis=2) * (1 - np.eye(economies))
    assert np.abs(world.transfer - (foreign.sum(axis=1) - foreign.sum(axis=0))).max() < CLOSES * scale
    assert (world.final > 0).all()
    assert ((world.value_added_share > 0) & (world.value_added_share <= 1)).all()


def test_a_world_without_deficits_trades_in_balance() -> None:
    world = toy_world(4, 3, seed=5, deficits=False)
    assert np.abs(world.transfer).max() < CLOSES * world.output.sum()


def test_a_world_with_deficits_has_some() -> None:
    world = toy_world()
    assert np.abs(world.transfer).min() > 1e-3 * world.value_added.sum() / len(world.axes.economies)


def test_a_world_without_tariffs_has_no_tax() -> None:
    world = toy_world(tariffs=False)
    assert not world.tariff.any()
    assert not world.export_tax.any()


def test_a_world_without_input_output_links_spends_everything_on_final_goods() -> None:
    world = toy_world(input_output=False)
    np.testing.assert_array_equal(world.final, world.expenditure)


def test_swapping_importer_and_exporter_would_be_noticed() -> None:
    world = toy_world()
    for array in (world.share, world.tariff, world.export_tax, world.border):
        assert np.abs(array - array.transpose(1, 0, 2)).max() > 1e-3 * array.max()


def test_nobody_taxes_trade_with_itself() -> None:
    world = toy_world()
    for n in range(3):
        assert not world.tariff[n, n].any()
        assert not world.export_tax[n, n].any()


@pytest.mark.parametrize("seed", [0, 7])
def test_the_same_seed_gives_the_same_world(seed: int) -> None:
    np.testing.assert_array_equal(toy_world(seed=seed).share, toy_world(seed=seed).share)
