"""Licences at the tightness that could be known on a day, and the law on an economy with critical inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from numpy.testing import assert_allclose

from tradetalks.case.model import Case, Observation
from tradetalks.economy import CriticalItem, Economy, load_items, split_all
from tradetalks.equilibrium import on_items, shock_between, tightness_known
from tradetalks.leverage import Stage
from tradetalks.leverage.backtest import licensed_by_month, line_stops
from tradetalks.leverage.bands import bachmann
from tradetalks.leverage.compared import Compared
from tradetalks.policy import policy_at
from tradetalks.policy.observed import observed_ratio

BEGAN = date(2025, 4, 4)
LONDON = date(2025, 6, 10)


def seen(case: Case, known: date, importer: str = "USA") -> float | None:
    found = observed_ratio(case, "magnet-exports", importer, "CHN", since=BEGAN, known=known)
    return None if found is None else found.ratio


def test_the_brief_of_london_knows_april_and_not_may(case: Case) -> None:
    found = observed_ratio(case, "magnet-exports", "USA", "CHN", since=BEGAN, known=LONDON)
    assert found is not None
    assert_allclose(found.ratio, 0.41)
    assert found.low <= found.ratio <= found.high
    assert all(one.published <= LONDON for one in found.evidence)
    assert {one.on.month for one in found.evidence} == {4, 6}  # April's customs figures, June's report on licences


def test_each_months_figures_count_from_the_day_they_are_public(case: Case) -> None:
    assert seen(case, date(2025, 5, 19)) is None
    assert seen(case, date(2025, 5, 20)) == pytest.approx(0.41)
    assert seen(case, date(2025, 6, 19)) == pytest.approx(0.41)
    assert seen(case, date(2025, 6, 20)) == pytest.approx(0.07)
    assert seen(case, date(2025, 6, 19), "JPN") == pytest.approx(0.55)  # all destinations where none is told apart


def test_a_figure_whose_day_of_publication_is_unknown_is_not_used(case: Case) -> None:
    def hidden(one: Observation) -> Observation:
        return replace(one, published=None)

    assert seen(replace(case, observations=tuple(map(hidden, case.observations))), LONDON) is None


def test_volumes_are_read_against_a_twelfth_of_the_base_year(case: Case) -> None:
    plain = tuple(one for one in case.observations if not one.series.endswith(("-change", "-approved")))
    found = observed_ratio(replace(case, observations=plain), "magnet-exports", "JPN", "CHN", since=BEGAN, known=LONDON)
    assert found is not None
    assert_allclose(found.ratio, 2626 / (58152 / 12))


def test_the_law_of_the_day_holds_magnets_back(case: Case, economy: Economy, magnets: CriticalItem) -> None:
    state = policy_at(case, LONDON, economy.axes)
    known = {one.importer: one for one in tightness_known(case, state, [magnets])}
    assert known["USA"].ratio == pytest.approx(0.41)
    assert known["USA"].measure == "cn-rare-earths-seven"
    assert "CHN" not in known
    assert tightness_known(case, policy_at(case, "2025-04-03", economy.axes), [magnets]) == ()


def test_an_item_bears_its_own_licences(case: Case, ready: Stage, economy: Economy, magnets: CriticalItem) -> None:
    before, now = (policy_at(case, day, economy.axes) for day in ("2025-01-20", LONDON))
    then, here = (on_items(case, one, ready.economy, [magnets]) for one in (before, now))
    shock = shock_between(then, here, ready.economy)
    licence = next(one for one in shock.licences if one.cells == (("USA", "CHN", magnets.name),))
    assert licence.ratio == pytest.approx(0.41)
    assert "cn-rare-earths-seven" not in shock.not_priced
    assert "cn-rare-earths-seven" in shock_between(before, now, economy).not_priced
    assert "cn-rare-earths-seven" in here.because["USA", "CHN", magnets.name]


def test_american_controls_stop_their_items(case: Case, economy: Economy) -> None:
    items = [item for item in load_items() if item.is_split]
    state = policy_at(case, LONDON, economy.axes)
    tight = {(one.item, one.importer): one for one in tightness_known(case, state, items)}
    for item in ("advanced-ai-chips", "chip-design-software", "ethane"):
        assert tight[item, "CHN"].ratio == 0.0
    law = on_items(case, state, split_all(economy, items), items)
    assert next(one.ratio_range for one in law.licences if one.sector == "ethane") == (0.0, 0.25)


def test_the_backtest_shows_hits_and_misses_of_what_was_inferred(
    case: Case, economy: Economy, magnets: CriticalItem
) -> None:
    lines = licensed_by_month(case, economy, [magnets])
    by = {(one.group.split(" to ")[1].split(",")[0], one.what): one for one in lines}
    may = by["USA", "May 2025"]
    assert (may.said, may.recorded) == (pytest.approx(0.41), pytest.approx(0.07))
    assert may.verdict == "miss"
    assert by["all", "May 2025"].verdict == "hit"
    assert all(one.public is not None and one.public > case.day for one in lines)


def test_line_stops_are_placed_on_the_clock(case: Case, economy: Economy, magnets: CriticalItem) -> None:
    found = {one.what: one for one in line_stops(case, economy, [magnets])}
    assert found["USA"].recorded == 7
    assert found["JPN"].recorded == 8
    assert found["USA"].low is not None


def test_a_verdict_is_about_the_range_and_the_band() -> None:
    def verdict(low: float | None, high: float | None, recorded: float | None, top: float | None = None) -> str:
        return Compared("g", "w", "u", 0.0, low, high, recorded, top, None, "s").verdict

    assert verdict(1.0, 2.0, 1.5) == "hit"
    assert verdict(1.0, 2.0, 2.5) == "miss"
    assert verdict(1.0, 2.0, 0.0, 1.2) == "hit"
    assert verdict(1.0, 2.0, 2.2, 3.0) == "miss"
    assert verdict(None, None, 2.2) == "unknown"
    assert verdict(1.0, 2.0, None) == "unknown"


def test_the_closed_form_meets_the_papers_numbers() -> None:
    assert [one.verdict for one in bachmann()] == ["hit"] * 3
