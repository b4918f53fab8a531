"""Every pair of buyer and seller: who is solved, who is left out and why that is safe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from numpy.testing import assert_allclose

from tradetalks.case.model import Case
from tradetalks.economy import load_economy, load_item, load_items
from tradetalks.economy.critical import Hold
from tradetalks.leverage import CENTRAL, HARD, Leverage, leverage_table
from tradetalks.leverage.dependence import through_all_rounds
from tradetalks.leverage.everyone import LAST, WORTH, buyer_screen, cut_every_pair, seller_screen
from tradetalks.leverage.pair_words import pairs_section
from tradetalks.leverage.pairs import Pair, pairs
from tradetalks.leverage.power import power_of
from tradetalks.leverage.stages import Stages
from tradetalks.leverage.table import needed

HORIZON = "3 months"
SAME = 1e-9  # two ways to the same equilibrium


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages(load_economy("world-2024"))


@pytest.fixture(scope="module")
def table(case: Case, stages: Stages) -> Leverage:
    return leverage_table(case, stages.economy, load_items(), horizons=(HORIZON,), item="soybeans", stages=stages)


def pairs_of(stages: Stages, name: str) -> tuple[Pair, ...]:
    item = load_item(name)
    world = stages.at((item,), HORIZON, CENTRAL).economy
    return pairs(world, (item,), through_all_rounds(world, (item,)))


def test_every_pair_is_there_and_the_worst_loss_comes_first(table: Leverage) -> None:
    assert len({(one.pair.seller, one.pair.buyer) for one in table.pairs}) == len(table.pairs) > 40
    assert all(one.pair.seller != one.pair.buyer and one.pair.share >= 0.01 for one in table.pairs)
    solved = [one.power for one in table.pairs if one.power is not None]
    losses = [max(one.power or 0.0, one.own_cost or 0.0) for one in solved]
    assert losses == sorted(losses, reverse=True)
    assert (solved[0].holder, solved[0].target) == ("BRA", "CHN")  # by what the seller loses
    assert ("USA", "MEX") in {(one.holder, one.target) for one in solved}  # by what the buyer does
    assert all((one.power is None) == (one.screen < WORTH) for one in table.pairs)


def test_a_pair_is_the_same_cut_as_a_hold_over_it(table: Leverage) -> None:
    """China's hold as a buyer and the pair USA > CHN are one flow: what one side loses is the other's own cost."""
    (hold,) = table.power
    pair = next(one.power for one in table.pairs if (one.pair.seller, one.pair.buyer) == ("USA", "CHN"))
    assert pair is not None
    assert (hold.side, hold.holder) == ("buyer", "CHN")
    assert_allclose([pair.power, pair.own_cost], [hold.own_cost, hold.power], rtol=SAME)


@pytest.mark.parametrize("name", ["soybeans", "ethane"])
def test_pairs_left_out_lose_less_than_the_screen_lets_through(stages: Stages, name: str) -> None:
    """The nearest misses of the screen, solved: at the central figures neither side loses what is worth naming."""
    item = load_item(name)
    world = stages.at((item,), HORIZON, CENTRAL).economy
    near = sorted(
        (max(buyer_screen(world, item, one, HORIZON), seller_screen(world, one)), place, one)
        for place, one in enumerate(pairs_of(stages, name))
    )
    for _, _, pair in [one for one in near if one[0] < WORTH][-4:]:
        ratio = LAST if pair.share > 1.0 - 1e-9 else 0.0
        hold = Hold(holder=pair.seller, over=pair.buyer)
        found = power_of(
            stages.economy, item, hold, HORIZON, settings=(CENTRAL,), diversification=False, shares=False, ratio=ratio
        )
        assert found.power is not None
        assert found.own_cost is not None
        assert max(found.power, found.own_cost) < WORTH


def test_a_screen_grows_with_the_share(stages: Stages) -> None:
    item = load_item("soybeans")
    world = stages.at((item,), HORIZON, CENTRAL).economy
    pair = next(one for one in pairs_of(stages, "soybeans") if (one.seller, one.buyer) == ("BRA", "CHN"))
    losses = [buyer_screen(world, item, replace(pair, share=share), HORIZON) for share in (0.1, 0.5, 0.9)]
    assert 0.0 < losses[0] < losses[1] < losses[2]
    assert_allclose(seller_screen(world, pair), 100.0 * pair.value / world.income[world.axes.economy("BRA")])


def test_where_nobody_else_sells_a_hundredth_is_let_through(stages: Stages) -> None:
    """A ban on an only seller would leave the buyer no price: the cut stops short of that, and says so."""
    only = [one for one in pairs_of(stages, "ethane") if one.share > 1.0 - 1e-9][:1]
    (cut,) = cut_every_pair(stages, [load_item("ethane")], only, HORIZON, needed=lambda _: (), worth=0.0)
    assert cut.left == LAST
    assert cut.power is not None
    assert cut.power.unsolved == ()
    assert cut.power.power is not None
    assert cut.power.power > 0.0


def test_an_end_without_an_equilibrium_leaves_the_range_open(stages: Stages, table: Leverage) -> None:
    item = load_item("rare-earth-magnets")
    hit = [one for one in pairs_of(stages, item.name) if (one.seller, one.buyer) == ("CHN", "EU27")]
    (cut,) = cut_every_pair(stages, [item], hit, HORIZON, needed=lambda one: needed([item], one))
    assert cut.power is not None
    assert cut.power.unsolved == ("all ends that hurt",)
    told = pairs_section(replace(table, pairs=(cut,)))
    assert " to over " in told.rows[0][1]
    assert any("no equilibrium at all ends that hurt" in line for line in told.lines)


def test_a_floor_that_one_point_would_lift_is_no_cost_of_diversification(stages: Stages) -> None:
    """Vietnam's chips are 92 % American: a point less lifts the floor on theta, which both cuts must share."""
    item = load_item("advanced-ai-chips")
    hold = Hold(holder="USA", over="VNM")
    found = power_of(stages.economy, item, hold, HORIZON, settings=(HARD,), shares=False, stages=stages)
    assert found.next_point is not None
    assert found.power is not None
    assert 0.0 < found.next_point < found.power


def test_all_pairs_come_with_their_next_point_when_asked_for(case: Case, stages: Stages) -> None:
    told = leverage_table(
        case, stages.economy, load_items(), horizons=(HORIZON,), item="engines", every_pair=True, stages=stages
    )
    assert {(one.pair.seller, one.pair.buyer) for one in told.pairs} == {("USA", "CHN"), ("EU27", "CHN")}
    assert all(one.power is not None and (one.power.next_point or 0.0) > 0.0 for one in told.pairs)
