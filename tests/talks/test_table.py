"""From a case's agenda to a game, on a toy world: levers, ranges, red lines, threats, refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import toy_table
from numpy.testing import assert_allclose

from tradetalks.case.model import AgendaItem, Position
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import shock_between, solve, welfare_gradient
from tradetalks.errors import BadInput
from tradetalks.policy import policy_at
from tradetalks.talks import Deal, NoDeal, best_reply
from tradetalks.talks.duel import both_fight, duel, only_one_fights
from tradetalks.talks.game import within
from tradetalks.talks.offer import judge
from tradetalks.talks.package import item_settings
from tradetalks.talks.scenarios import threat_point
from tradetalks.talks.session import hold_talks
from tradetalks.talks.setting import VOLUME
from tradetalks.talks.table import payoffs


def log_welfare(day: str) -> np.ndarray:
    """Straight from the engine."""
    world, case = toy_world(3, 4, seed=0), toy_table.dispute()
    before = policy_at(case, case.before, world.axes, known="2031-05-10")
    now = policy_at(case, day, world.axes, known="2031-05-10")
    state = solve(world, shock_between(before, now, world)).state
    return 100.0 * np.asarray(state.log_income - state.log_final_price)


def test_where_things_stand_is_what_the_engine_says() -> None:
    table = toy_table.table()
    found = np.append(table.free.value(table.free.now), table.free.others(table.free.now))
    assert_allclose(found, log_welfare("2031-05-10"), atol=1e-8)


def test_the_lapse_is_what_the_engine_says_of_that_day() -> None:
    table = toy_table.table()
    assert_allclose(threat_point(table, "snap-back").value, log_welfare("2031-08-12")[:2], atol=1e-8)


def test_the_gradient_is_that_of_the_engine() -> None:
    table = toy_table.table()
    slopes = welfare_gradient(solve(table.economy, table.shock))
    game, duty = table.free, table.agenda.levers[0]
    assert duty.tariff is not None
    by_engine = 100.0 * (slopes.tariff[:2] * duty.tariff).sum(axis=(1, 2, 3))
    assert_allclose(game.gradient(game.now)[:, 0], by_engine, atol=1e-9)
    licence = game.instrument("b-magnets")
    cap = table.shock.licences[0].ratio
    assert_allclose(game.gradient(game.now)[:, licence], 100.0 * slopes.log_ratio[:2, 0] * 0.5 / cap, atol=1e-8)


def test_the_gradient_agrees_with_differences_away_from_where_things_stand() -> None:
    game, step = toy_table.table().free, 1e-3
    x = game.low + 0.4 * (game.high - game.low)
    for k in range(len(x)):
        way = np.eye(len(x))[k] * step * (game.high[k] - game.low[k])
        by_difference = (game.value(x + way) - game.value(x - way)) / (2 * way[k])
        assert_allclose(game.gradient(x)[:, k], by_difference, rtol=2e-4, atol=1e-6)


def test_ranges_run_from_removal_to_what_returns() -> None:
    instruments = {one.id: one for one in toy_table.table().free.instruments}
    assert_allclose((instruments["a-machines"].low, instruments["a-machines"].high), (-10.0, 24.0))
    assert_allclose((instruments["a-fees"].low, instruments["a-fees"].high), (-20.0, 0.0))
    magnets = instruments["b-magnets"]
    assert (magnets.low, magnets.high, magnets.now, magnets.unit) == (0.6, 1.0, 0.6, VOLUME)


def test_a_red_line_holds_its_instrument_and_can_be_ignored() -> None:
    table = toy_table.table()
    at = table.payoffs.instrument("a-fees")
    assert not table.payoffs.instruments[at].free
    assert table.free.instruments[at].free


def test_what_has_no_number_is_listed_with_the_reason_and_never_zero() -> None:
    missing = {one.item: one.why for one in toy_table.table().agenda.not_modelled}
    assert missing["visas"] == "not trade in goods"
    assert "not known" in missing["secrets"]


def test_an_item_that_touches_no_measure_is_refused() -> None:
    with pytest.raises(BadInput, match="agenda item empty: touches no measure"):
        payoffs(toy_world(3, 4, seed=0), toy_table.dispute(AgendaItem(id="empty", title="Empty")))


def test_talks_need_two_sides_with_something_to_give() -> None:
    with pytest.raises(BadInput, match="fewer than two sides"):
        payoffs(toy_world(3, 4, seed=0), toy_table.dispute(toy_table.AGENDA[0]))


def test_a_setting_of_an_item_is_spread_over_its_measures_by_room() -> None:
    assert item_settings(toy_table.table(), {"a-duties": -15.0}) == {"a-machines": -5.0, "a-fees": -10.0}


def test_a_short_name_moves_what_it_stands_for() -> None:
    assert item_settings(toy_table.table(), {"magnet-licences": 0.9}) == {"b-magnets": 0.9}


def test_a_short_name_and_its_measure_may_not_differ() -> None:
    with pytest.raises(BadInput, match=r"is set to \+0\.9 and to \+0\.8"):
        item_settings(toy_table.table(), {"magnet-licences": 0.9, "b-magnets": 0.8})


def test_full_use_of_controls_sets_every_licence_to_its_tightest() -> None:
    table = toy_table.table()
    threat = threat_point(table, "export-controls")
    assert threat.x is not None
    assert_allclose(threat.x, [one.low if one.unit == VOLUME else one.now for one in table.free.instruments])


def test_a_red_line_outside_its_range_is_refused() -> None:
    with pytest.raises(BadInput, match="a-machines: 30 to 40 points lies outside its range"):
        within(toy_table.table().free, {"a-machines": (30.0, 40.0)})


def test_a_fix_against_a_red_line_is_refused() -> None:
    table = toy_table.table()
    with pytest.raises(BadInput, match=r"a-fees: -20 points crosses the red line of A, which leaves it at \+0 points"):
        hold_talks(table, threat="status-quo", fixes={"a-fees": -20.0}, points=2)


def test_a_fix_tighter_than_on_the_day_is_no_deal() -> None:
    table = toy_table.table()
    tight = replace(table.free.instruments[-1], low=0.4)
    easing = replace(table, free=replace(table.free, instruments=(*table.free.instruments[:-1], tight)))
    with pytest.raises(BadInput, match=r"b-magnets: .* is tighter than on the day"):
        hold_talks(easing, threat="status-quo", fixes={"b-magnets": 0.5}, points=2)


def test_more_points_than_an_item_has_room_for_are_refused_in_its_own_name() -> None:
    with pytest.raises(BadInput, match="a-duties: -40 points is more than its 2 duties have room for"):
        item_settings(toy_table.table(), {"a-duties": -40.0})


@pytest.mark.parametrize(
    ("party", "held", "told"),
    [
        ("A", "b-farms", "holds b-farms, which is no measure of the item"),
        ("B", "a-fees", "holds a-fees, which A imposes"),
    ],
)
def test_a_red_line_that_is_not_its_party_s_to_hold_is_refused(party: str, held: str, told: str) -> None:
    position = Position(party=party, ask="keep", red_line="no", holds=(held,), reference="law")
    item = AgendaItem(id="a-duties", title="Duties of A", measures=("a-machines", "a-fees"), positions=(position,))
    with pytest.raises(BadInput, match=told):
        payoffs(toy_world(3, 4, seed=0), toy_table.dispute(item, *toy_table.AGENDA[1:]))


def test_an_unknown_threat_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInput, match='unknown threat "snapback"'):
        threat_point(toy_table.table(), "snapback")


def test_contradictory_unknown_and_impossible_settings_are_refused_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        item_settings(
            toy_table.table(), {"b-duties": -10.0, "b-farms": -5.0, "visas": 1.0, "moon": 1.0, "b-magnets": 7.0}
        )
    told = str(refused.value)
    for part in ("is set to -10 and to -5", "not trade in goods", 'unknown item "moon"', "lies outside its range"):
        assert part in told


def test_the_war_leaves_nobody_anything_to_gain_alone() -> None:
    table = toy_table.table()
    war = threat_point(table, "war").war
    assert war is not None
    assert war.largest_gain < 1e-6
    game = both_fight(duel(table))
    for party, at in (("A", 0), ("B", 1)):
        grid = [np.where(np.arange(len(war.x)) == at, rate, war.x) for rate in np.linspace(0.0, 120.0, 25)]
        assert max(game.value(x)[at] for x in grid) <= war.payoff[at] + 1e-6, party


def test_a_duel_without_duties_and_with_all_measures_is_the_law_of_the_day() -> None:
    table = toy_table.table()
    game = duel(table)
    x = game.settings({"duty-A": 0.0, "duty-B": 0.0, "measures-A": 1.0, "measures-B": 1.0})
    assert_allclose(game.value(x), table.free.value(table.free.now), atol=1e-8)


def test_alone_a_side_gains_over_the_day_and_no_other_duty_is_better() -> None:
    table = toy_table.table()
    threat, game = threat_point(table, "best-for-A"), only_one_fights(duel(table), "A")
    tried = [game.value(game.settings({"duty-A": rate}))[0] for rate in np.linspace(0.0, 120.0, 25)]
    assert max(tried) <= threat.value[0] + 1e-6
    assert threat.value[0] > threat_point(table, "status-quo").value[0]


def test_talks_end_in_a_deal_or_say_who_falls_short() -> None:
    done = hold_talks(toy_table.table(), points=4)
    assert [one.name for one in done.threats] == ["status-quo", "snap-back", "war", "best-for-A", "best-for-B"]
    if isinstance(done.deal, Deal):
        assert min(done.deal.gain.values()) > 0.0
        assert done.deal.room.efficient
        for one in done.frontier.payoff:
            assert not (one > done.deal.payoff + 1e-6).all()
    else:
        assert done.deal.short


def test_a_side_with_nothing_left_to_win_gets_no_deal() -> None:
    """Everything held where it stands: the best offer is the status quo."""
    table = toy_table.table()
    held = {one.id: one.now for one in table.free.instruments}
    done = hold_talks(table, threat="status-quo", fixes=held, points=2)
    assert isinstance(done.deal, NoDeal)
    assert "no deal beats failing to agree for A" in done.deal.words


def test_an_offer_is_judged_against_failing() -> None:
    table = toy_table.table()
    judged = judge(table, {"a-duties": -30.0}, threat="status-quo")
    gain = table.free.value(table.free.settings({"a-machines": -10.0, "a-fees": -20.0})) - table.free.value(
        table.free.now
    )
    assert_allclose([judged.deal.gain[party] for party in "AB"], gain, atol=1e-9)
    assert judged.crosses == ("a-fees",)
    assert judged.acceptable == {"A": bool(gain[0] > 0), "B": bool(gain[1] > 0)}


def test_sector_weights_change_what_a_side_wants_and_nothing_else() -> None:
    world, case = toy_world(3, 4, seed=0), toy_table.dispute()
    plain, cared = toy_table.table().free, payoffs(world, case, sector_weights={"A": {"s1": 2.0}}).free
    assert_allclose(cared.value(cared.now)[1], plain.value(plain.now)[1], atol=1e-9)
    assert_allclose(cared.others(cared.now), plain.others(plain.now), atol=1e-9)
    assert cared.gradient(cared.now)[0, 0] > plain.gradient(plain.now)[0, 0]  # a-machines shelters s1


def test_a_rival_weight_enters_every_threat() -> None:
    table = payoffs(toy_world(3, 4, seed=0), toy_table.dispute(), rivalry={"A": 0.5})
    own = toy_table.table()
    plain, minding = threat_point(own, "snap-back").value, threat_point(table, "snap-back").value
    assert_allclose(minding, (plain[0] - 0.5 * plain[1], plain[1]), atol=1e-9)


def test_a_cost_of_concession_falls_due_in_proportion() -> None:
    table = payoffs(toy_world(3, 4, seed=0), toy_table.dispute(), costs={("A", "a-machines"): 0.01})
    plain = toy_table.table().free
    x = plain.settings({"a-machines": -10.0})
    assert_allclose(table.free.value(x), plain.value(x) - np.array([0.1, 0.0]), atol=1e-9)


def test_best_replies_use_only_what_a_side_owns() -> None:
    game = replace(toy_table.table().free, accuracy=1e-12)
    reply = best_reply(game, "A", game.now)
    assert_allclose(reply.x[~game.owned("A")], game.now[~game.owned("A")])
