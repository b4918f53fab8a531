"""Power, its monotonicity, and what tightening pays, in general equilibrium."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy import CriticalItem, Economy, load_economy, load_item, split
from tradetalks.economy.critical import Hold
from tradetalks.economy.split import MOST, item_trade
from tradetalks.equilibrium import outcomes, solve
from tradetalks.equilibrium.items import FLOOR
from tradetalks.leverage import CENTRAL, HARD, SOFT, Stage, best_tightness, dependence, power_of, stage
from tradetalks.leverage.dependence import look_through, through_all_rounds
from tradetalks.leverage.diversify import POINT, diversified
from tradetalks.leverage.power import after_cut, harm
from tradetalks.leverage.stage import cells, cut_to

SOLVED = 1e-8


@pytest.fixture(scope="module")
def hold(magnets: CriticalItem) -> Hold:
    return magnets.holds[0]


def loss(ready: Stage, hold: Hold, *cut: tuple[str, str, str], ratio: float = 0.0) -> float:
    one = harm(ready, (cut,), hold, ratio)
    assert one.target is not None
    return one.target


def test_a_tighter_licence_never_helps_the_target(ready: Stage, hold: Hold) -> None:
    cut = cells(ready.economy, ready.items[0], hold)
    losses = [loss(ready, hold, *cut, ratio=ratio) for ratio in (1.0, 0.8, 0.5, 0.2, 0.0)]
    assert_allclose(losses[0], 0.0, atol=SOLVED)
    assert all(later > sooner for sooner, later in pairwise(losses))


def test_a_ban_is_the_limit_of_ever_tighter_licences(ready: Stage, hold: Hold) -> None:
    cut = cells(ready.economy, ready.items[0], hold)
    assert_allclose(loss(ready, hold, *cut, ratio=1e-6), loss(ready, hold, *cut), rtol=1e-2)


def test_without_another_supplier_the_rest_have_more_power(ready: Stage, hold: Hold) -> None:
    cut = cells(ready.economy, ready.items[0], hold)
    gone = ("USA", "EU27", ready.items[0].name)
    alone = loss(ready, hold, *cut)
    assert loss(ready, hold, *cut, gone) - loss(ready, hold, gone) > alone


def test_one_more_point_from_others_is_worth_something(economy: Economy, magnets: CriticalItem, hold: Hold) -> None:
    found = power_of(economy, magnets, hold, "3 months", settings=(CENTRAL, HARD, SOFT))
    assert found.unsolved == ()
    low, high = found.power_range
    assert low is not None
    assert high is not None
    assert found.power is not None
    assert 0.0 < low < found.power < high
    assert found.next_point is not None
    assert 0.0 < found.next_point < found.power
    assert (
        found.ratio is None
    )  # the holder gains: the cut makes its magnets dear elsewhere and its lost sales are small
    assert found.own_cost is not None
    assert found.own_cost < 0.0


def test_diversifying_moves_one_point_and_no_more(economy: Economy, magnets: CriticalItem, hold: Hold) -> None:
    before = split(economy, magnets)
    moved = diversified(economy, magnets, hold)
    assert moved is not None
    n, i, s = before.axes.economy("USA"), before.axes.economy("CHN"), before.axes.sector(magnets.name)
    line, base = moved[n], before.border[n, :, s]
    assert_allclose(line.sum(), base.sum(), rtol=1e-9)
    assert_allclose(base[i] - line[i], POINT * base.sum(), rtol=1e-9)
    assert_allclose(np.delete(moved, n, axis=0), np.delete(before.border[:, :, s], n, axis=0), rtol=1e-9)


def test_diversifying_stops_at_the_parents_flows() -> None:
    """Brazil's soybeans are nearly all of what it sells China of farm goods: others take what it has no room for."""
    world, soybeans = load_economy("world-2024").unsplit, load_item("soybeans")
    moved = diversified(world, soybeans, Hold(holder="USA", over="CHN"))
    assert moved is not None
    parent = world.border[:, :, world.axes.sector(soybeans.parent)]
    before = item_trade(world, soybeans)
    assert (moved <= np.maximum(MOST * parent, before) + 1e-9).all()
    assert_allclose(moved.sum(axis=1), before.sum(axis=1))
    split(world, soybeans, border=moved)


def test_the_ends_that_hurt_hurt_more(economy: Economy, magnets: CriticalItem, hold: Hold) -> None:
    found = []
    for setting in (SOFT, CENTRAL, HARD):
        at = stage(economy, (magnets,), "1 year", setting)
        found.append(loss(at, hold, *cells(at.economy, magnets, hold)))
    assert found == sorted(found)


def test_other_suppliers_stay_within_capacity(ready: Stage, hold: Hold) -> None:
    found = after_cut(ready, (cells(ready.economy, ready.items[0], hold),))
    seen = outcomes(found)
    s = ready.economy.axes.sector(ready.items[0].name)
    volume = ready.economy.producer[:, :, s] * (1.0 + np.nan_to_num(seen.trade_volume_change[:, :, s]) / 100.0)
    for label, supplier in ready.items[0].suppliers:
        j = ready.economy.axes.economy(label)
        most = dict(supplier.capacity)["1 year"][1]
        assert volume[:, j].sum() <= most * ready.economy.producer[:, j, s].sum() * (1 + 1e-6)


def test_theta_has_a_floor_only_where_a_cut_leaves_next_to_nothing(
    economy: Economy, magnets: CriticalItem, hold: Hold
) -> None:
    rigid = stage(economy, (magnets,), "3 months", HARD)
    s = rigid.economy.axes.sector(magnets.name)
    assert rigid.elasticities.theta[s] < FLOOR
    _, chosen = cut_to(rigid, (cells(rigid.economy, magnets, hold),), 0.0)
    assert_allclose(chosen.theta, rigid.elasticities.theta)
    _, chosen = cut_to(rigid, ((("CHN", "CHN", magnets.name),),), 0.0)
    assert chosen.theta[s] == FLOOR


def test_the_exporter_earns_by_tightening_from_a_large_share(
    economy: Economy, magnets: CriticalItem, hold: Hold
) -> None:
    (line,) = best_tightness(economy, magnets, hold, "1 year", settings=(CENTRAL,))
    assert line.ratio is not None
    assert line.revenue_gain > 0.0
    assert line.unsolved == ()


def test_a_cut_of_nothing_is_no_cut(ready: Stage) -> None:
    shock, chosen = cut_to(ready, (), 0.0)
    found = solve(ready.economy, shock, elasticities=chosen)
    assert_allclose(outcomes(found).welfare_change, 0.0, atol=SOLVED)


def test_dependence_is_what_the_table_says(ready: Stage, hold: Hold) -> None:
    seen = dependence(ready.economy, ready.items[0], hold, through_all_rounds(ready.economy, ready.items))
    share = ready.economy.share[0, :, ready.economy.axes.sector(ready.items[0].name)]
    assert_allclose(seen.held, share[1])
    assert_allclose(seen.concentration, (share**2).sum())
    assert seen.users[0].user == "vehicles"
    for user in seen.users:
        assert user.look_through > user.face_value > 0.0


def test_look_through_is_the_leontief_inverse(ready: Stage) -> None:
    """Multiplying the row by (I - A) gives back the direct coefficients."""
    economy = ready.economy
    s = economy.axes.sector(ready.items[0].name)
    row = look_through(economy, [(1, s)])[0].ravel()
    with np.errstate(invalid="ignore", divide="ignore"):
        use = np.where(economy.output[:, None, :] > 0, economy.intermediate / economy.output[:, None, :], 0.0)
    table = np.einsum("nis,nsk->isnk", economy.share, use).reshape(row.size, row.size)
    at = len(economy.axes.sectors) + s
    assert_allclose(row - row @ table, table[at], atol=1e-12)
