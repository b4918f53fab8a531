"""Stocks delay and do no more; the clock is arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tradetalks.case.model import Act, Case, Then
from tradetalks.economy import CriticalItem, Economy
from tradetalks.equilibrium.law import tightness_known
from tradetalks.leverage import Power, Stage, clocks, licensed_inflow, weekly_path
from tradetalks.leverage.chart import leverage_chart, stock_out_chart
from tradetalks.leverage.closed_forms import days_to_stock_out, output_after_cut
from tradetalks.leverage.scheduled import let_through
from tradetalks.policy import policy_at

SHARE = 5e-4
LONDON = date(2025, 6, 10)


@given(
    ratio=st.floats(0.0, 0.95),
    stock=st.floats(0.0, 200.0),
    more=st.floats(0.0, 100.0),
    sigma=st.sampled_from([0.05, 0.1, 0.2]),
)
def test_a_longer_stock_only_delays(ratio: float, stock: float, more: float, sigma: float) -> None:
    inflow = licensed_inflow(1.0, lambda _: ratio, weeks=600)
    short, long = (weekly_path(inflow, days, SHARE, sigma, 0.0) for days in (stock, stock + more))
    assert (long.output >= short.output - 1e-12).all()
    if ratio <= 0.9:  # the rest of either stock is gone by then
        assert_allclose(long.output[-1], short.output[-1], rtol=1e-12)
    if short.first_short_week is not None and long.first_short_week is not None:
        assert long.first_short_week >= short.first_short_week


def test_the_week_of_a_stock_out_is_the_arithmetic_one() -> None:
    for ratio in (0.0, 0.25, 0.5):
        path = weekly_path(licensed_inflow(1.0, lambda _, r=ratio: r), 60.0, SHARE, 0.05, 0.0)  # type: ignore[misc]
        week = math.floor(days_to_stock_out(60.0, ratio) / 7.0) + 1
        assert path.first_short_week in (week, week + 1)
        assert_allclose(path.output[-1], math.exp(output_after_cut(ratio, SHARE, 0.05)), rtol=1e-9)


def test_users_run_as_usual_until_the_stock_is_gone() -> None:
    for ratio, days in ((0.0, 60.0), (0.25, 45.0), (0.5, 21.0)):
        path = weekly_path(licensed_inflow(1.0, lambda _, r=ratio: r), days, SHARE, 0.05, 0.0)  # type: ignore[misc]
        whole = math.floor(days_to_stock_out(days, ratio) / 7.0)
        assert_allclose(path.used[:whole], 1.0)
        assert path.used[whole + 1] == ratio
        assert_allclose(path.used.sum(), days / 7.0 + path.inflow.sum())


def test_a_lead_time_brings_the_stop_forward() -> None:
    now = licensed_inflow(0.8, lambda _: 0.4)
    late = licensed_inflow(0.8, lambda _: 0.4, lead_weeks=9)
    assert_allclose(late[:9], 0.2)
    assert_allclose(late[9:], now[9:])
    first = weekly_path(now, 45.0, SHARE, 0.05, 0.0).first_line_week
    sooner = weekly_path(late, 45.0, SHARE, 0.05, 0.0).first_line_week
    assert first is not None
    assert sooner is not None
    assert sooner < first


def test_supply_as_usual_stops_nobody() -> None:
    path = weekly_path(np.ones(50), 0.0, SHARE, 0.02, 0.0)
    assert path.first_short_week is None
    assert_allclose(path.output, 1.0)


def test_a_sector_of_which_a_tenth_contains_it_loses_a_tenth() -> None:
    path = weekly_path(np.zeros(50), 0.0, SHARE, 0.05, 10 * SHARE)
    assert_allclose(path.lines[-1], 0.0, atol=1e-12)
    assert_allclose(path.output[-1], 0.9, rtol=1e-12)


def test_the_clock_sweeps_and_a_release_buys_weeks(ready: Stage, magnets: CriticalItem) -> None:
    closed = clocks(ready.economy, magnets, magnets.holds[0], 0.0, lead_weeks=9)[0]
    assert closed.user == "vehicles"
    assert len(closed.lines) == 9
    assert closed.earliest is not None
    for sigma in ("low", "central", "high"):
        weeks = [closed.lines[sigma, stock] or 999 for stock in ("low", "central", "high")]  # type: ignore[index]
        assert weeks == sorted(weeks)
    bought = [weeks for weeks in closed.bought.values() if weeks is not None]
    assert bought
    assert min(bought) >= 0.0


def test_a_larger_release_buys_no_fewer_weeks(ready: Stage, magnets: CriticalItem) -> None:
    bought = []
    for release in (0.05, 0.25, 0.6):
        users = clocks(ready.economy, magnets, magnets.holds[0], 0.0, release=release)
        bought.append([weeks for clock in users for weeks in clock.bought.values()])
    for less, more in pairwise(bought):
        known = [(a, b) for a, b in zip(less, more, strict=True) if a is not None and b is not None]
        assert known
        assert all(a <= b for a, b in known)
    assert bought[0] != bought[-1]


def test_charts_are_drawings_with_a_curve_per_sigma(ready: Stage, magnets: CriticalItem) -> None:
    clock = clocks(ready.economy, magnets, magnets.holds[0], 0.2)[0]
    drawn = ElementTree.fromstring(stock_out_chart("Magnets & cars", clock))
    assert sum(one.tag.endswith("polyline") for one in drawn.iter()) == 3


def test_the_leverage_chart_has_a_mark_with_whiskers_per_item_solved() -> None:
    shown = Power(
        "magnets",
        "CHN",
        "USA",
        "seller",
        "1 year",
        0.3,
        (0.01, 4.0),
        -0.03,
        (-0.3, 0.0),
        None,
        (None, None),
        0.0,
        (0.0, 0.0),
        (),
    )
    lost = replace(shown, item="lost", power=None)
    other = replace(shown, item="other", power=0.1)
    edge = ElementTree.fromstring(leverage_chart("Two that cost nothing", [shown, other]))
    assert len({one.get("cx") for one in edge.iter() if one.tag.endswith("circle")}) == 2
    drawn = ElementTree.fromstring(leverage_chart("Harm & cost", [shown, lost]))
    assert sum(one.tag.endswith("circle") for one in drawn.iter()) == 1
    assert "magnets (CHN)" in [one.text for one in drawn.iter()]
    assert ElementTree.fromstring(leverage_chart("Nothing", [])).tag.endswith("svg")


def by_week(case: Case, economy: Economy, magnets: CriticalItem, *more: Act) -> tuple[float, Callable[[int], float]]:
    """Tightness known in London, and what is let through by week with more acts on the magnets' measure."""
    changed = tuple(
        replace(one, acts=(one.acts[0], *more)) if one.id == "cn-rare-earths-seven" else one for one in case.measures
    )
    other = replace(case, measures=changed)
    state = policy_at(other, LONDON, economy.axes)
    held = next(one for one in tightness_known(other, state, [magnets]) if one.importer == "USA")
    return held.ratio, let_through(other, held, LONDON, LONDON)


def act(on: date, **terms: object) -> Act:
    return Act(on=on, announced=date(2025, 6, 7), reference=("mofcom-2025-18",), **terms)  # type: ignore[arg-type]


def test_licences_without_an_end_let_the_same_through_for_good(
    case: Case, economy: Economy, magnets: CriticalItem
) -> None:
    known, ratio = by_week(case, economy, magnets)
    assert [ratio(week) for week in (1, 10, 78)] == [known] * 3


def test_a_temporary_licence_lapses_and_what_held_before_returns(
    case: Case, economy: Economy, magnets: CriticalItem
) -> None:
    lapse = Then(cause="expiry", resumes=True)
    temporary = act(date(2025, 6, 7), ratio=0.8, until=date(2025, 12, 6), then=lapse)
    _, ratio = by_week(case, economy, magnets, temporary)
    weeks = [ratio(week) for week in range(1, 60)]
    began, until = (date(2025, 6, 7) - date(2025, 4, 4)).days // 7, (date(2025, 12, 6) - date(2025, 4, 4)).days // 7
    assert set(weeks[began + 1 : until]) == {0.8}
    assert 0.8 not in weeks[until + 1 :]


def test_a_measure_that_ends_lets_everything_through(case: Case, economy: Economy, magnets: CriticalItem) -> None:
    _, ratio = by_week(case, economy, magnets, act(date(2025, 7, 4), ends="settlement"))
    assert ratio(1) < 1.0
    assert ratio(20) == 1.0


def test_nobody_waits_under_general_licences(case: Case, economy: Economy, magnets: CriticalItem) -> None:
    first = {
        day: next(
            one for one in tightness_known(case, policy_at(case, day, economy.axes), [magnets]) if one.importer == "USA"
        )
        for day in (LONDON, date(2026, 1, 25))
    }
    assert (first[LONDON].lead_weeks, first[LONDON].general) == (9.0, False)
    assert (first[date(2026, 1, 25)].lead_weeks, first[date(2026, 1, 25)].general) == (None, True)
