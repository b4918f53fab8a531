"""Splitting a sector: nothing is gained or lost, and what does not fit is refused with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy import Economy, load_economy, load_item, load_items, read_critical, split, split_all, toy_world
from tradetalks.economy.block import Part, cut
from tradetalks.economy.critical import LEVELS, Level
from tradetalks.economy.split import user_shares
from tradetalks.equilibrium import (
    CriticalInput,
    Elasticities,
    Licence,
    no_change,
    outcomes,
    solve,
    with_licence,
    with_tariff,
)
from tradetalks.errors import BadInput

IDENTITY = 1e-10  # what the split may change of welfare; the solver is asked for 1e-13
ROUNDING = 1e-12  # of the account
PARENT = "s2"

GOOD = """\
name: widgets
title: Widgets
parent: s2
output:
  A: {value: 2, source: test}
  B: {value: 1, source: test}
flows:
  - {exporter: A, importer: B, value: 0.5, year: 2024, source: test}
users:
  s1: {value: 0.75, source: test}
  final: {value: 0.25, source: test}
suppliers:
  C: {seed: 0.01, capacity: {1 year: [1, 2, 3]}, source: test}
elasticities:
  1 year: {sigma: [0.1, 0.2, 0.3], theta: [1, 2, 3], rho: [1, 2, 3], source: test}
"""


@pytest.fixture(scope="module")
def world() -> Economy:
    return toy_world(3, 4, seed=0)


@pytest.fixture(scope="module")
def real() -> Economy:
    return load_economy("world-2024", split=False)


def test_nothing_moves_in_the_shipped_world_without_a_shock() -> None:
    shipped = load_economy("world-2024")
    found = solve(shipped, no_change(shipped), horizon="1 year")
    assert len(found.rests_on.elasticities.critical) == len(shipped.items) > 1
    assert found.iterations == 0
    assert_allclose(found.state.log_income, 0.0, atol=ROUNDING)
    assert_allclose(found.state.log_price, 0.0, atol=ROUNDING)


def thirty_seventy(world: Economy) -> Economy:
    """A split into two sectors alike in everything but size."""
    p = world.axes.sector(PARENT)
    part = Part(
        border=0.3 * world.border[:, :, p],
        uses=0.3 * world.intermediate[:, p, :],
        value_added=0.3 * world.value_added[:, p],
        inputs=0.3 * world.intermediate[:, :, p],
    )
    return cut(world, PARENT, "part", part)


def elasticities(*, parts: int, **changed: object) -> Elasticities:
    theta = np.array([1.5, 3.0, 4.5, 6.0] + [3.0] * parts)
    return Elasticities(theta=theta, **{"eta": 0.6, "eps": 0.4, "psi": 1.4, "kappa": 1.7, **changed})  # type: ignore[arg-type]


def test_a_sector_split_into_two_alike_is_the_sector_it_was(world: Economy) -> None:
    """Tariffs on everything and licences on both parts, every nest away from Cobb-Douglas."""
    apart = thirty_seventy(world)
    one = with_licence(world, Licence("q", (("A", "C", PARENT),), 0.6), onto=with_tariff(world, "A", "B", add=0.4))
    both = (("A", "C", PARENT), ("A", "C", "part"))
    two = with_licence(apart, Licence("q", both, 0.6), onto=with_tariff(apart, "A", "B", add=0.4))
    whole = outcomes(solve(world, one, elasticities=elasticities(parts=0), tolerance=1e-13))
    split_up = outcomes(solve(apart, two, elasticities=elasticities(parts=1), tolerance=1e-13))
    assert np.abs(whole.log_welfare).max() > 1e-3
    assert_allclose(split_up.log_welfare, whole.log_welfare, atol=IDENTITY)
    assert_allclose(split_up.output_change["part"], whole.output_change[PARENT], atol=1e-8)


def test_a_critical_nest_with_the_others_elasticity_is_no_nest(world: Economy) -> None:
    apart = thirty_seventy(world)
    shock = with_tariff(apart, "A", "B", add=0.4)
    plain = solve(apart, shock, elasticities=elasticities(parts=1, eps=0.6), tolerance=1e-13)
    inputs = (CriticalInput(4, sigma=0.6),)
    nested = solve(apart, shock, elasticities=elasticities(parts=1, eps=0.6, critical=inputs), tolerance=1e-13)
    assert_allclose(outcomes(nested).log_welfare, outcomes(plain).log_welfare, atol=IDENTITY)
    assert nested.dropped_market_residual < 1e-11


def assert_adds_up(before: Economy, after: Economy, parents: dict[str, str]) -> None:
    """Summing each item into its parent gives the accounts of before."""

    def root(label: str) -> str:
        return root(parents[label]) if label in parents else label

    into = np.zeros((len(after.axes.sectors), len(before.axes.sectors)))
    for at, label in enumerate(after.axes.sectors):
        into[at, before.axes.sector(root(label))] = 1.0
    for name in ("expenditure", "border", "producer", "output", "value_added", "final"):
        got, wanted = getattr(after, name) @ into, getattr(before, name)
        assert_allclose(got, wanted, rtol=ROUNDING, atol=ROUNDING * np.abs(wanted).max(), err_msg=name)
    wanted = before.border * before.tariff
    assert_allclose((after.border * after.tariff) @ into, wanted, rtol=1e-10, atol=ROUNDING * wanted.max())
    table = np.einsum("nsk,sp,kq->npq", after.intermediate, into, into)
    assert_allclose(table, before.intermediate, rtol=1e-10, atol=ROUNDING * before.intermediate.max())
    assert_allclose(after.income, before.income, rtol=ROUNDING)
    assert_allclose(after.transfer, before.transfer, atol=1e-12 * before.income.sum())


@pytest.mark.parametrize("level", LEVELS)
def test_all_shipped_items_leave_every_account_of_their_parents_as_it_was(real: Economy, level: Level) -> None:
    items = load_items()
    apart = split_all(real, items, level=level)
    parents = {item.name: item.parent for item in items if item.is_split}
    assert set(parents) >= {"rare-earth-magnets", "rare-earth-compounds"}
    assert_adds_up(real, apart, parents)
    for part in (apart.intermediate, apart.value_added, apart.border):
        assert part.min() >= 0.0
    assert apart.final.min() >= -1e-9


def test_known_trade_stands_and_users_get_their_shares(real: Economy) -> None:
    item = load_item("rare-earth-magnets")
    apart = split(real, item)
    s = apart.axes.sector(item.name)
    for flow in item.flows:
        at = apart.axes.cell(flow.importer, flow.exporter, item.name)
        assert_allclose(apart.border[at], flow.value, rtol=1e-9)
    for label, figure in item.output:
        assert_allclose(apart.border[:, apart.axes.economy(label), s].sum(), figure.value, rtol=1e-9)
    used = apart.intermediate[:, s, :].sum(axis=0) / apart.expenditure[:, s].sum()
    for user, share in user_shares(item).items():
        assert_allclose(used[apart.axes.sector(user)], share, atol=1e-3)


def test_a_known_duty_of_the_base_year_is_the_items_and_the_rest_bears_what_is_left(real: Economy) -> None:
    item = load_item("rare-earth-magnets")
    apart = split(real, item)
    n, i, s = apart.axes.cell("USA", "CHN", item.name)
    p = apart.axes.sector(item.parent)
    assert apart.tariff[n, i, s] == 0.0209
    assert apart.tariff[n, i, p] > real.tariff[n, i, p] > 0.15
    assert (
        apart.tariff[apart.axes.cell("JPN", "CHN", item.name)] == real.tariff[real.axes.cell("JPN", "CHN", item.parent)]
    )


def test_a_bounded_user_takes_its_bound_and_the_others_share_the_rest() -> None:
    item = load_item("rare-earth-magnets")
    high = user_shares(item, "high")
    assert_allclose(high["vehicles"], 0.55)
    assert_allclose(sum(high.values()), 1.0)
    apart = dict(item.users)
    assert_allclose(high["electronics"] / high["machinery"], apart["electronics"].value / apart["machinery"].value)


DUTY = "duties:\n  - {{importer: {}, exporter: A, rate: {}, year: 2024, source: test}}\n"
LINES = 'tariff_lines:\n  "85051100": {{share: {}, mfn: 0.021}}'


def item_file(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "widgets.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_item_of_your_own_splits_any_economy(world: Economy, tmp_path: Path) -> None:
    item = load_item(item_file(tmp_path))
    apart = split(world, item)
    assert apart.axes.sectors[-1] == "widgets"
    assert_adds_up(world, apart, {"widgets": "s2"})
    seeded = apart.border[:, apart.axes.economy("C"), -1].sum()
    assert_allclose(seeded, 0.03, rtol=1e-9)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("s1: {value: 0.75", "s1: {value: 0.65"), 10, "users' shares sum to 0.9"),
        (("C: {seed: 0.01, ", "C: {"), 13, "C has no base flow and no seed"),
        (("sigma: [0.1,", "sigma: [0.001,"), 15, "explodes"),
        (("theta: [1, 2, 3]", "theta: [0.01, 2, 3]"), 15, "explodes"),
        (("sigma: [0.1, 0.2, 0.3]", "sigma: [0.3, 0.2, 0.1]"), 15, "in that order"),
        (("A: {value: 2, source: test}", "A: {value: 2}"), 5, 'the key "source" is missing'),
        (("A: {value: 2, source: test}", "A: {value: 2, confidence: estimate, source: x}"), 5, "needs bounds"),
        (("parent: s2", "parents: s2"), 3, 'unknown key "parents"'),
        (("parent: s2", 'parent: s2\nhs: ["8505"]\n' + LINES.format(0.9)), 6, "the lines' shares sum to 0.9"),
        (("parent: s2", 'parent: s2\nhs: ["8506"]\n' + LINES.format(1)), 6, '"85051100" is no line of its headings'),
    ],
)
def test_a_wrong_item_is_refused_with_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, said: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        load_item(item_file(tmp_path, change))
    assert f"widgets.yaml:{line}:" in str(refusal.value)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("A: {value: 2, ", "A: {value: 1e6, "), 4, "larger than s2: A makes"),
        (("importer: B, value: 0.5", "importer: B, value: 900"), 7, "larger than s2: A to B is 900"),
        (("parent: s2", "parent: s9"), 3, 'unknown label "s9"'),
        (("parent: s2\n", "parent: s2\n" + DUTY.format("B", 4.9)), 4, "its duty of 4.9 in B on A is more than all"),
        (("parent: s2\n", "parent: s2\n" + DUTY.format("X", 0.1)), 4, 'unknown label "X"'),
        (("B: {value: 1,", "X: {value: 1,"), 4, 'unknown label "X"'),
        (("  B: {value: 1, source: test}\n", ""), 0, ""),
    ],
)
def test_an_item_that_does_not_fit_the_economy_is_refused(
    world: Economy, tmp_path: Path, change: tuple[str, str], line: int, said: str
) -> None:
    item = load_item(item_file(tmp_path, change))
    if not said:
        split(world, item)  # one maker less is no mistake
        return
    with pytest.raises(BadInput) as refusal:
        split(world, item)
    assert f"widgets.yaml:{line}" in str(refusal.value)
    assert said in str(refusal.value)


def test_an_item_whose_figures_are_missing_says_so_and_is_not_split(world: Economy, tmp_path: Path) -> None:
    path = tmp_path / "widgets.yaml"
    path.write_text("name: widgets\ntitle: Widgets\nparent: s2\nmissing: [what is made where]\n", encoding="utf-8")
    item = load_item(path)
    with pytest.raises(BadInput, match="not split: missing what is made where"):
        split(world, item)
    assert "widgets" not in split_all(world, [item]).axes.sectors


def test_an_unknown_item_is_refused_with_what_there_is() -> None:
    with pytest.raises(BadInput, match="Did you mean rare-earth-magnets"):
        load_item("rare-earth-magnet")


def test_every_key_of_an_item_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "critical-format.md").read_text(encoding="utf-8")
    for shape in (
        read_critical.ITEM,
        read_critical.FLOW,
        read_critical.SUPPLIER,
        read_critical.SUBSTITUTION,
        read_critical.HOLD,
        read_critical.COST,
        read_critical.TARIFFED,
        read_critical.BASE_DUTY,
    ):
        for key in shape.keys:
            assert re.search(rf"`[^`|]*\b{key}\b[^`|]*`", page), key
