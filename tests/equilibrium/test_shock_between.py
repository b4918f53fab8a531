"""From the law of two days to a shock: what has a number enters, what has none is listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import elasticities_for, shock_between, solve
from tradetalks.errors import BadInput
from tradetalks.policy.state import LicenceInForce, PolicyState


def law(world: Economy, day: date) -> PolicyState:
    """A day on which nothing is in force."""
    nothing = np.zeros(world.axes.bilateral)
    return PolicyState(
        case="toy",
        on=day,
        known=day,
        rules="legal",
        axes=world.axes,
        added=nothing,
        base=nothing * np.nan,
        export_tax=nothing,
        licences=(),
        bans=(),
        in_force=(),
        unpriced_because={},
        contribution={},
    )


def control(
    share: float | None, ratio: float | None, sector: str = "s1", paperwork: float | None = None
) -> LicenceInForce:
    return LicenceInForce(f"on-{sector}", "A", "B", sector, share, None, ratio, paperwork)


@pytest.fixture
def before(world: Economy) -> PolicyState:
    return law(world, date(2025, 1, 20))


@pytest.fixture
def now(world: Economy) -> PolicyState:
    return law(world, date(2025, 6, 10))


def test_added_duties_come_on_top_of_the_economys_own(world: Economy, before: PolicyState, now: PolicyState) -> None:
    held = before.added + 0.1
    held[np.arange(3), np.arange(3)] = 0.0
    more = held.copy()
    more[0, 1, 2] += 0.25
    shock = shock_between(replace(before, added=held), replace(now, added=more), world)
    changed = np.zeros(world.axes.bilateral)
    changed[0, 1, 2] = 0.25
    assert_allclose(shock.tariff - world.tariff, changed, rtol=0.0, atol=1e-15)
    assert shock.label == "toy: 2025-01-20 to 2025-06-10"


def test_a_licence_on_part_of_a_flow_caps_the_whole_flow(world: Economy, before: PolicyState, now: PolicyState) -> None:
    shock = shock_between(before, replace(now, licences=(control(0.4, 0.5),)), world)
    assert [(one.cells, one.ratio) for one in shock.licences] == [((("A", "B", "s1"),), pytest.approx(0.8))]
    assert solve(world, shock).binding["on-s1: A B s1"]


def test_a_ban_removes_the_part_it_covers(world: Economy, before: PolicyState, now: PolicyState) -> None:
    shock = shock_between(before, replace(now, bans=(control(1.0, None), control(0.3, None, "s2"))), world)
    assert shock.banned[world.axes.cell("A", "B", "s1")]
    assert shock.banned.sum() == 1
    assert [one.ratio for one in shock.licences] == [pytest.approx(0.7)]


def test_the_tightest_of_two_caps_on_a_flow_holds(world: Economy, before: PolicyState, now: PolicyState) -> None:
    both = (control(0.5, 0.5), replace(control(0.9, 0.5), measure="other"))
    shock = shock_between(before, replace(now, licences=both), world)
    assert [(one.name, one.ratio) for one in shock.licences] == [("other: A B s1", pytest.approx(0.55))]


def test_paperwork_is_an_iceberg_cost_on_the_part_covered(
    world: Economy, before: PolicyState, now: PolicyState
) -> None:
    shock = shock_between(before, replace(now, licences=(control(0.5, 1.0, paperwork=0.04),)), world)
    assert_allclose(shock.iceberg[world.axes.cell("A", "B", "s1")], 1.02)
    assert shock.licences == ()


def test_what_has_no_number_is_listed_and_changes_nothing(
    world: Economy, before: PolicyState, now: PolicyState
) -> None:
    unknown = (control(None, 0.5, "s1"), control(0.5, None, "s2"))
    shock = shock_between(before, replace(now, licences=unknown, unpriced_because={"vague": "no rate"}), world)
    assert shock.not_priced == ("vague", "on-s1", "on-s2")
    assert shock.licences == ()
    assert_allclose(shock.tariff, world.tariff)


def test_controls_of_the_base_are_in_the_base(world: Economy, before: PolicyState, now: PolicyState) -> None:
    held = replace(before, bans=(control(1.0, None),))
    assert not shock_between(held, replace(now, bans=(control(1.0, None),)), world).banned.any()
    assert shock_between(held, now, world).not_priced == ("on-s1",)


def test_a_licence_in_force_on_both_days_with_other_terms_is_priced_on_what_the_base_already_has(
    world: Economy, before: PolicyState, now: PolicyState
) -> None:
    held = replace(before, licences=(control(1.0, 0.9, paperwork=0.02),))
    tightened = replace(now, licences=(control(1.0, 0.1, paperwork=0.5),))
    shock = shock_between(held, tightened, world)
    assert [one.ratio for one in shock.licences] == [pytest.approx(0.1 / 0.9)]
    assert_allclose(shock.iceberg[world.axes.cell("A", "B", "s1")], 1.5 / 1.02)
    assert shock.not_priced == ()


def test_a_licence_with_the_same_terms_on_both_days_changes_nothing(
    world: Economy, before: PolicyState, now: PolicyState
) -> None:
    same = (control(0.5, 0.9, paperwork=0.02), control(None, None, "s2"))
    shock = shock_between(replace(before, licences=same), replace(now, licences=same), world)
    assert (shock.licences, shock.not_priced) == ((), ())
    assert_allclose(shock.iceberg, 1.0)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        (control(1.0, None), control(1.0, 0.1)),
        (control(1.0, 0.9), control(1.0, None)),
        (control(None, 0.9), control(1.0, 0.9)),
        (control(1.0, 0.1), control(1.0, 0.9)),  # loosened: what would be traded without it is not in the base
        (control(1.0, 0.9), control(1.0, 0.9, paperwork=0.1)),
    ],
)
def test_changed_terms_that_are_not_known_on_both_days_are_listed(
    world: Economy, before: PolicyState, now: PolicyState, was: LicenceInForce, is_now: LicenceInForce
) -> None:
    shock = shock_between(replace(before, licences=(was,)), replace(now, licences=(is_now,)), world)
    assert (shock.licences, shock.not_priced) == ((), ("on-s1",))
    assert_allclose(shock.iceberg, 1.0)


def test_law_on_another_world_is_refused(before: PolicyState, now: PolicyState) -> None:
    with pytest.raises(BadInput, match="policy before"):
        shock_between(before, now, toy_world(3, 5))


def test_a_shock_made_for_a_horizon_is_solved_for_it_and_for_no_other() -> None:
    world = toy_world(3, 4, seed=2)
    before, now = law(world, date(2025, 1, 1)), law(world, date(2025, 6, 1))
    shock = shock_between(before, now, world, horizon="5 years")
    found = solve(world, shock).rests_on
    assert found.horizon == "5 years"
    assert_allclose(found.elasticities.theta, elasticities_for("5 years", world.axes).theta, rtol=0.0)
    with pytest.raises(BadInput, match=r"made for .5 years"):
        solve(world, shock, horizon="1 year")
