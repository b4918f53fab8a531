"""The brief of a toy dispute: adds up, names its keys, tells only what it may know, and never an unsolved number."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from toy_dispute import dispute

from tradetalks import equilibrium
from tradetalks.brief import find, make_brief
from tradetalks.case.model import Case
from tradetalks.economy import Economy
from tradetalks.equilibrium import outcomes, shock_between, solve
from tradetalks.errors import BadInput, NotConverged
from tradetalks.policy import policy_at
from tradetalks.report import Brief

STEM = "toy-talks/2031-05-10/known-2031-05-10"
KEYS = (
    "1-year/now/welfare-change/A",
    "5-years/snap-back/welfare-change-from-now/B",
    "1-year/now/consumer-price-own-change/B",
    "1-year/each-other/output-change/B/s2",
    "5-years/escalation/imports-value-change-usd/A/C",
    "1-year/each-other/welfare-contribution/A/b-farms",
    "1-year/each-other/welfare-change-scaled-balances/A",
    "day/now/average-tariff/A/B.as-modelled",
)


@pytest.mark.parametrize("tail", KEYS)
def test_a_key_gives_the_same_finding_alone_as_in_the_brief(
    brief: Brief, case: Case, economy: Economy, tail: str
) -> None:
    alone, within = find(f"{STEM}/{tail}", case=case, economy=economy), brief[f"{STEM}/{tail}"]
    assert (alone.value, alone.low, alone.high, alone.unit) == (within.value, within.low, within.high, within.unit)


def test_the_numbers_of_today_are_those_of_the_python_story(brief: Brief, case: Case, economy: Economy) -> None:
    before, now = (policy_at(case, day, economy.axes, known=case.day) for day in (case.before, case.day))
    after = outcomes(solve(economy, shock_between(before, now, economy), horizon="1 year"))
    for economy_name in economy.axes.economies:
        value = brief[f"{STEM}/1-year/now/welfare-change/{economy_name}"].value
        assert value == pytest.approx(after.welfare_change[economy_name], rel=1e-6)
        price = brief[f"{STEM}/1-year/now/consumer-price-own-change/{economy_name}"].value
        assert price == pytest.approx(after.consumer_price_own_change[economy_name], rel=1e-6)


def test_contributions_add_up_to_the_change_they_explain(brief: Brief) -> None:
    for side in brief.sides:
        parts = brief.findings.select(scenario="each-other", outcome="welfare-contribution", economy=side)
        whole = brief[f"{STEM}/1-year/each-other/welfare-change/{side}"].value
        assert len(parts) == 3
        assert sum(part.value or 0.0 for part in parts.values()) == pytest.approx(whole, abs=2e-6)


def test_the_other_treatment_of_trade_balances_is_told_for_today_and_for_what_the_sides_do_to_each_other(
    brief: Brief, case: Case, economy: Economy
) -> None:
    found = brief.findings.select(outcome="welfare-change-scaled-balances")
    assert {(one.key.scenario, one.key.horizon) for one in found.values()} == {
        ("now", "1 year"),
        ("each-other", "1 year"),
    }
    before, now = (policy_at(case, day, economy.axes, known=case.day) for day in (case.before, case.day))
    after = solve(economy, shock_between(before, now, economy), horizon="1 year", deficits="scaled")
    for one in found.select(scenario="now").values():
        assert one.value == pytest.approx(outcomes(after).welfare_change[one.key.economy], rel=1e-6)
    assert brief.residual == max(one.certificate.residual for one in brief.findings.values() if one.certificate)


def test_ranges_enclose_the_central_value_and_certificates_are_tight(brief: Brief) -> None:
    for finding in brief.findings.values():
        if finding.low is not None:
            assert finding.low <= finding.value <= finding.high  # type: ignore[operator]
    assert brief.converged
    assert brief.residual is not None
    assert brief.residual <= 1e-10


def test_the_change_from_today_links_two_scenarios(brief: Brief) -> None:
    now, lapsed, added = (
        brief[f"{STEM}/5-years/{tail}/B"].value or 0.0
        for tail in ("now/welfare-change", "snap-back/welfare-change", "snap-back/welfare-change-from-now")
    )
    assert np.isclose((1 + now / 100) * (1 + added / 100), 1 + lapsed / 100, atol=1e-9)


def test_what_cannot_be_computed_with_is_listed_and_marked(brief: Brief) -> None:
    assert [line.id for line in brief.unpriced] == ["b-visas"]
    assert {measure.id: measure.counted for measure in brief.measures}["b-visas"] == "no"


def test_a_brief_of_its_day_does_not_know_what_was_published_later(case: Case, economy: Economy, brief: Brief) -> None:
    assert not brief.observed
    later = make_brief(case, economy=economy, horizons=("1 year",), known="2031-09-01")
    (seen,) = later.observed
    assert (seen.finding.value, seen.published) == (-43.0, date(2031, 8, 5))
    stem = STEM.replace("known-2031-05-10", "known-2031-09-01")
    computed = later[f"{stem}/1-year/now/implied-elasticity/A/B"].value
    observed = later[f"{stem}/observed/observed/implied-elasticity/A/B.2031-06-30"].value
    assert 0.0 < computed < observed  # type: ignore[operator]


def test_another_day_to_compare_with_gives_other_keys(economy: Economy) -> None:
    made = make_brief(dispute(), economy=economy, horizons=("1 year",), before="2031-03-15")
    name = f"{STEM}/1-year/now-against-2031-03-15/welfare-change/A"
    assert find(name, case=dispute(), economy=economy).value == made[name].value
    assert f"{STEM}/1-year/now/welfare-change/A" not in made.findings


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"horizons": ("2 years",)}, "unknown horizon"),
        ({"day": "2031-02-30"}, "not a day"),
        ({"known": "2031-W24-2"}, "not a day"),
        ({"before": "2031-06-01"}, "Give an earlier day"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    case: Case, economy: Economy, wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        make_brief(case, economy=economy, **wrong)  # type: ignore[arg-type]


def test_a_case_whose_parties_are_not_in_the_world_is_refused(case: Case, economy: Economy) -> None:
    with pytest.raises(BadInput, match="The world has A, B, C"):
        make_brief(replace(case, parties=case.parties[:1]), economy=economy)


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("1-year/now/welfare-chnge/A", "Did you mean welfare-change"),
        ("1-year/now/welfare-change/Z", 'economy "Z"'),
        ("2-years/now/welfare-change/A", "unknown horizon"),
        ("1-year/never/welfare-change/A", 'scenario "never"'),
    ],
)
def test_a_key_that_names_nothing_is_told_what_is_wrong(
    case: Case, economy: Economy, brief: Brief, tail: str, told: str
) -> None:
    assert brief.case == case.name
    with pytest.raises(BadInput, match=told):
        find(f"{STEM}/{tail}", case=case, economy=economy)


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("1-year/now/welfare-change/Z", 'no economy "Z"'),
        ("1-year/now/output-change/C/s2", 'no economy "C"'),  # not a side
        ("1-year/now/output-change/A/s9", 'no sector "s9"'),
        ("1-year/now/imports-value-change/A", 'no partner "\\(none\\)"'),
        ("1-year/never/welfare-change/A", 'no scenario "never"'),
    ],
)
def test_a_key_with_an_unknown_label_is_refused_before_anything_is_solved(
    case: Case, economy: Economy, monkeypatch: pytest.MonkeyPatch, tail: str, told: str
) -> None:
    monkeypatch.setattr(equilibrium, "solve", None)
    with pytest.raises(BadInput, match=told):
        find(f"{STEM}/{tail}", case=case, economy=economy)


def test_one_unsolved_equilibrium_means_no_brief(case: Case, economy: Economy, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsolved(*_: object, **__: object) -> None:
        raise NotConverged("Not solved: 1 year, now.")

    monkeypatch.setattr(equilibrium, "solve", unsolved)
    with pytest.raises(NotConverged):
        make_brief(case, economy=economy)
