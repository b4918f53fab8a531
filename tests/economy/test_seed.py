"""Seeding a flow that the base does not have: accounts close, the flow can grow, and every result says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy import Economy, load_economy, seeded, toy_world
from tradetalks.economy.tables import write_world
from tradetalks.equilibrium import Elasticities, no_change, outcomes, solve, with_ban
from tradetalks.errors import BadInput

FLOW = ("A", "B", "s1")
VALUE = 0.01
CLOSES = 1e-12


@pytest.fixture(scope="module")
def nested() -> Elasticities:
    return Elasticities(theta=np.array([1.5, 3.0, 4.5, 6.0]), eta=0.6, eps=0.4, psi=1.4, kappa=1.7)


@pytest.fixture
def world() -> Economy:
    """A toy world in which B sells no s1 to anybody."""
    full = toy_world(3, 4)
    share = full.share.copy()
    share[:, 1, 0] = 0.0
    share[1, 0, 0] += 1e-3
    return replace(full, share=share / share.sum(axis=1, keepdims=True))


def test_a_seeded_world_is_at_rest_and_its_accounts_close(world: Economy, nested: Elasticities) -> None:
    grown = seeded(world, [(*FLOW, VALUE), ("C", "B", "s1", 2 * VALUE)])
    assert_allclose(grown.border[grown.axes.cell(*FLOW)], VALUE, rtol=1e-9)
    assert_allclose(grown.expenditure, world.expenditure, rtol=CLOSES)
    assert_allclose(grown.share.sum(axis=1), 1.0, rtol=CLOSES)
    assert abs(grown.transfer.sum()) < CLOSES * grown.income.sum()
    assert_allclose(grown.input_share.sum(axis=1), 1.0, rtol=CLOSES)
    assert grown.value_added_share[1, 0] > 0.0
    assert solve(grown, no_change(grown), elasticities=nested).residual < CLOSES


def test_other_sources_give_way_in_proportion(world: Economy) -> None:
    grown = seeded(world, [(*FLOW, VALUE)])
    ratio = grown.share[0, [0, 2], 0] / world.share[0, [0, 2], 0]
    assert_allclose(ratio[0], ratio[1], rtol=CLOSES)
    assert_allclose(grown.share[1:], world.share[1:], rtol=CLOSES)


def test_a_seeded_supplier_can_stand_in_and_every_result_says_so(world: Economy, nested: Elasticities) -> None:
    grown = seeded(world, [(*FLOW, VALUE)])
    now = solve(grown, with_ban(grown, "A", "C", "s1"), elasticities=nested)
    assert outcomes(now).trade_volume_change[grown.axes.cell(*FLOW)] > 10.0
    assert now.rests_on.seeded == ("B to A, s1: 0.01 units",)
    assert "B: technology of s1 of the world" in grown.provenance.proxies
    assert solve(world, no_change(world), elasticities=nested).rests_on.seeded == ()


def test_a_world_on_disk_can_name_its_seeds(world: Economy, tmp_path: Path) -> None:
    flow = dict(zip(("importer", "exporter", "sector", "value"), (*FLOW, VALUE), strict=True))
    made = replace(world, share=world.share.copy())
    made.share[1, :, 0] = [0.2, 0.8, 0.0]  # B makes it for itself only: a world on disk has no idle sector
    write_world(tmp_path, made, {"seeds": [flow]})
    assert load_economy(tmp_path).provenance.seeded == ("B to A, s1: 0.01 units",)
    write_world(tmp_path, made, {"seeds": [{"importer": "A"}]})
    with pytest.raises(BadInput, match=r"manifest.json: seeds is not a list of flows"):
        load_economy(tmp_path)


def test_what_cannot_be_seeded_is_refused_with_its_labels(world: Economy) -> None:
    with pytest.raises(BadInput) as told:
        seeded(
            world,
            [(*FLOW, -1.0), ("A", "C", "s1", VALUE), ("A", "Z", "s1", VALUE), ("C", "B", "s1", 1e6), (*FLOW, VALUE)],
        )
    said = str(told.value)
    for part in (
        "seed A B s1: value -1.0",
        "seed A C s1: there is trade of",
        'unknown economy "Z"',
        "seed C B s1: value 1e+06 is",
        "seed A B s1: is seeded twice",
    ):
        assert part in said
    alone = replace(world, expenditure=np.where(np.arange(4) == 0, 0.0, world.expenditure))
    with pytest.raises(BadInput, match="A buys no s1 from anybody"):
        seeded(alone, [(*FLOW, VALUE)])
