"""Average tariffs against published series: the tracker's under its own conventions, the law beside it."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from tradetalks.case import load_case
from tradetalks.policy.averages import anchored, averages, computed, gap
from tradetalks.policy.rulesets import rule_set
from tradetalks.policy.scopes import digest
from tradetalks.policy.weights_file import load_weights

WITHIN_TRACKER = 1.5  # points, at every date of the series
WITHIN_PIIE = 2.0  # points, on the change of China's average

# mwaugh0328/tradewar-tracker, US rate on China: what the series calls the total, per cent
TRACKER = {
    "2025-02-04": 30.87,
    "2025-03-12": 31.16,
    "2025-04-03": 31.51,
    "2025-04-05": 61.15,
    "2025-04-08": 104.74,
    "2025-04-09": 123.05,
    "2025-04-11": 99.01,
    "2025-05-12": 37.92,
    "2025-06-03": 39.41,
    "2025-08-07": 41.93,
    "2025-11-01": 33.03,
    "2025-11-14": 29.77,
    "2026-02-20": 15.64,
    "2026-02-24": 21.64,
    "2026-04-06": 21.12,
    "2026-07-24": 22.80,
}


@pytest.fixture(scope="module")
def london():
    return load_case("london-2025")


@pytest.mark.parametrize("day", TRACKER)
def test_the_trackers_conventions_give_the_trackers_average(london, day):
    on = date.fromisoformat(day)
    found = computed(london, on, on, "USA", "CHN", rules="tracker")
    assert found.level == pytest.approx(TRACKER[day], abs=WITHIN_TRACKER)


@pytest.mark.raw
def test_the_trackers_series_is_the_one_in_the_facts():
    data = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data"))
    table = data.parent / "facts" / "avg_tariff_us_on_cn_waugh.csv"
    if not table.is_file():
        pytest.skip(f"no facts table at {table}")
    with table.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["added_2025_rate_pct"]]
    assert {row["date"]: float(row["total_pct"]) for row in rows} == TRACKER


@pytest.fixture(scope="module")
def june_gap(london):
    on = date(2025, 6, 10)
    return gap(london, on, on, "USA", "CHN", rule_set(london, "tracker").deviations)


def test_the_gap_between_the_law_and_the_tracker_is_attributed_and_adds_up(london, june_gap):
    on = june_gap.on
    assert set(june_gap.points) == {one.name for one in rule_set(london, "tracker").deviations}
    assert sum(june_gap.points.values()) == pytest.approx(june_gap.other - june_gap.legal, abs=1e-9)
    assert june_gap.legal == pytest.approx(computed(london, on, on, "USA", "CHN").level)
    assert june_gap.other == pytest.approx(computed(london, on, on, "USA", "CHN", rules="tracker").level)


def test_conventions_move_the_average_the_way_they_say(june_gap):
    """Fentanyl off Section 232 goods lowers it, no goods outside raises it, dates long past do nothing."""
    assert june_gap.points["fentanyl-not-on-232"] < -1.0
    assert june_gap.points["no-goods-outside"] > 0.5
    assert june_gap.points["vehicle-parts-of-any-use"] > 0.1
    assert june_gap.points["reciprocal-dates-and-peak"] == pytest.approx(0.0, abs=1e-9)


def test_the_statutory_average_before_2025_is_mfn_and_section_301(london):
    """12.5 % by an independent calculation on the same trade, MFN and Section 301 without netting exclusions."""
    on = date(2025, 1, 20)
    assert computed(london, on, on, "USA", "CHN").level == pytest.approx(12.5, abs=0.7)


def test_chinas_average_rises_to_14_may_2025_by_what_was_published(london):
    """PIIE gives +11.4 points from 20 January, from an input of 21.2 that is not decomposed."""
    told = anchored(london, date(2025, 5, 14), date(2025, 5, 14), "CHN", "USA")
    assert told.percent - 21.2 == pytest.approx(11.4, abs=WITHIN_PIIE)
    assert "not decomposed" in told.note
    assert "21.2" in told.note


def test_an_average_names_its_method_and_a_sourced_one_is_published_by_then(london):
    on, known = date(2025, 6, 10), date(2025, 6, 10)
    told = averages(london, on, known)
    assert all(one.method for one in told)
    published = {
        (one.importer, one.exporter, one.method, one.on, one.value): one.published for one in london.observations
    }
    for one in told:
        if not one.computed:
            assert published[one.importer, one.exporter, one.method, one.on, one.percent] <= known


def test_nothing_published_later_is_told(london):
    early = {(one.method, one.on) for one in averages(london, date(2025, 5, 13), date(2025, 5, 13)) if not one.computed}
    assert ("statutory", date(2025, 5, 14)) not in early
    assert ("statutory", date(2020, 2, 14)) in early


def test_the_shipped_weights_are_those_of_the_shipped_lists(london):
    """Every computed share was computed from the list as it is now; run `tradetalks weigh` after changing a list."""
    scopes = {scope.name: scope for scope in london.scopes}
    weighed = load_weights(london).scopes
    for name in {one.scope for one in weighed}:
        assert digest(name, scopes) in {one.digest for one in weighed if one.scope == name}, name
    used = {one.scope for one in london.measures if one.imposer == "USA" and one.instrument == "import-tariff"}
    assert used & scopes.keys() <= {one.scope for one in weighed}


def test_the_weights_hold_all_us_imports_from_china(london):
    """429.43bn USD for consumption in 2024, 46.66bn of duty collected (US Census)."""
    mine = [one for one in load_weights(london).atoms if (one.importer, one.partner) == ("USA", "CHN")]
    assert sum(one.value for one in mine) == pytest.approx(429.43e9, rel=1e-4)
    assert sum(one.collected for one in mine) == pytest.approx(46.66e9, rel=1e-3)


def test_annex_ii_read_as_eight_digits_exempts_more_than_read_as_ten(london):
    """3.4 against 0.9 % of US imports from China."""
    readings = {
        one.token: one.total - one.covered
        for one in load_weights(london).scopes
        if (one.importer, one.partner, one.scope) == ("USA", "CHN", "us-reciprocal-goods")
    }
    outside = sorted(value / 429.43e9 for value in readings.values())
    assert outside[0] == pytest.approx(0.0093, abs=0.0005)
    assert outside[-1] > 0.034
