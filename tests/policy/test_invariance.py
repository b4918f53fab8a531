"""What must not change the law of a day, and what must add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policy_cases import act, case_of, measure, sectors

from tradetalks.axes import Axes
from tradetalks.case import load_case
from tradetalks.economy import load_economy
from tradetalks.policy import policy_at

AXES = Axes(("A", "B", "C"), ("steel", "farm", "services"))
SUM = 1e-12
AUTHORITIES = ("section-232", "section-301", "ieepa")
RULES = ((), ("adds",), ("highest-of-authority",), ("not-on-section-232",))
SCOPES = (sectors("all-steel", steel=1.0), sectors("some-steel", steel=0.3, farm=0.6), sectors("farm", farm=1.0))

measures = st.builds(
    lambda n, rate, start, authority, stacks, scope, targets: measure(
        f"m{n}",
        act(f"2025-0{start}-01", rate),
        authority=authority,
        stacks=stacks,
        scope=scope,
        targets=targets,
    ),
    n=st.integers(0, 999),
    rate=st.floats(0.0, 2.0),
    start=st.integers(1, 9),
    authority=st.sampled_from(AUTHORITIES),
    stacks=st.sampled_from(RULES),
    scope=st.sampled_from([scope.name for scope in SCOPES] + ["all-goods"]),
    targets=st.sampled_from([("B",), ("C",), ("ALL",)]),
)
cases = st.lists(measures, min_size=1, max_size=6, unique_by=lambda one: one.id).map(
    lambda ones: case_of(*ones, scopes=SCOPES)
)


@settings(max_examples=60, deadline=None)
@given(cases)
def test_contributions_add_up_to_what_is_added(case):
    state = policy_at(case, "2025-06-01", AXES)
    total = sum(state.contribution.values(), np.zeros(AXES.bilateral))
    np.testing.assert_allclose(total, state.added, atol=SUM)
    for sector in AXES.sectors:
        points = state.because.points("A", "B", sector)
        assert sum(points.values()) == pytest.approx(state.added[AXES.cell("A", "B", sector)], abs=SUM)
        assert set(points) == set(state.because["A", "B", sector])


@settings(max_examples=60, deadline=None)
@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_measures_in_a_file_changes_no_rate(case, random):
    mixed = list(case.measures)
    random.shuffle(mixed)
    ours = policy_at(case, "2025-06-01", AXES)
    theirs = policy_at(replace(case, measures=tuple(mixed)), "2025-06-01", AXES)
    np.testing.assert_allclose(theirs.added, ours.added, atol=SUM)


@settings(max_examples=60, deadline=None)
@given(cases, st.floats(0.0, 2.0), st.integers(0, 300))
def test_an_act_announced_after_the_known_day_changes_nothing(case, rate, days):
    known = date(2025, 6, 1)
    later = known + timedelta(days=1)
    first = case.measures[0]
    added = act(str(known - timedelta(days=days)), rate, announced=str(later), retroactive=True)
    changed = replace(case, measures=(replace(first, acts=(*first.acts, added)), *case.measures[1:]))
    ours, theirs = policy_at(case, known, AXES), policy_at(changed, known, AXES)
    np.testing.assert_array_equal(theirs.added, ours.added)
    assert [_told(one) for one in theirs.in_force] == [_told(one) for one in ours.in_force]


def _told(one):
    return one.measure.id, one.act, one.since, one.until, one.then


@settings(max_examples=40, deadline=None)
@given(cases, st.floats(0.01, 1.0))
def test_another_additive_duty_adds_exactly_itself(case, rate):
    more = replace(case, measures=(*case.measures, measure("more", act("2025-01-01", rate))))
    ours, theirs = policy_at(case, "2025-06-01", AXES), policy_at(more, "2025-06-01", AXES)
    expected = np.zeros(AXES.bilateral)
    expected[0, 1, :2] = rate
    np.testing.assert_allclose(theirs.added - ours.added, expected, atol=SUM)


def test_known_hides_what_is_announced_later():
    truce = act("2025-05-14", 0.10, "2025-05-12", until="2025-08-12")
    case = case_of(measure("duty", act("2025-04-10", 1.25), truce, act("2025-08-12", 0.10, "2025-08-11")))
    cell = AXES.cell("A", "B", "steel")
    assert policy_at(case, "2025-08-12", AXES, known="2025-06-10").added[cell] == 0.0
    assert policy_at(case, "2025-08-12", AXES).added[cell] == 0.10


@pytest.fixture(scope="module")
def london():
    return load_case("london-2025"), load_economy("world-2024").axes


def test_on_10_june_2025_the_truce_still_lapses_on_12_august(london):
    case, axes = london
    day = policy_at(case, "2025-06-10", axes)
    [truce] = [one for one in day.in_force if one.measure.id == "us-ieepa-reciprocal-china"]
    assert (truce.rate, truce.until, truce.then.rate) == (0.10, date(2025, 8, 12), 0.34)
    lapsed = policy_at(case, "2025-08-12", axes, known="2025-06-10")
    soy = axes.cell("CHN", "USA", "agriculture")
    assert lapsed.added[soy] - day.added[soy] == pytest.approx(0.24)
    toys = axes.cell("USA", "CHN", "textiles")
    assert lapsed.added[toys] - day.added[toys] == pytest.approx(0.24, abs=0.01)


def test_the_london_contributions_add_up_in_every_cell(london):
    case, axes = london
    for day in ("2025-01-20", "2025-06-10", "2025-11-20", "2026-07-25"):
        state = policy_at(case, day, axes)
        np.testing.assert_allclose(sum(state.contribution.values()), state.added, atol=SUM)
        assert (state.added >= 0.0).all()
        assert np.isfinite(state.added).all()


def test_what_is_in_force_without_a_size_is_named_and_has_no_rate(london):
    case, axes = london
    state = policy_at(case, "2025-06-10", axes)
    assert "cn-301-list-1" in state.unpriced
    assert not state.contribution.get("cn-301-list-1", np.zeros(1)).any()


def test_the_base_duty_of_china_is_unknown_and_that_of_the_united_states_is_not(london):
    case, axes = london
    state = policy_at(case, "2025-06-10", axes)
    assert np.isnan(state.base[axes.cell("CHN", "USA", "agriculture")])
    assert 0.10 < state.base[axes.cell("USA", "CHN", "textiles")] < 0.14


def test_hong_kong_inside_the_rest_of_the_world_bears_the_fentanyl_duty_on_its_part(london):
    case, axes = london
    state = policy_at(case, "2025-06-10", axes)
    points = state.because.points("USA", "ROW", "other-manufacturing")
    assert 0.0 < points["us-ieepa-fentanyl"] < 0.05


def test_rare_earth_licences_of_china_show_what_share_of_us_imports_they_may_cover(london):
    case, axes = london
    found = [one for one in policy_at(case, "2025-06-10", axes).licences if one.measure == "cn-rare-earths-seven"]
    for_us = [one for one in found if one.importer == "USA"]
    assert {one.sector for one in for_us} >= {"chemicals"}
    assert all(one.share is not None for one in for_us)
    assert any(one.importer == "JPN" for one in found)
