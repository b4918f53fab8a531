"""Which policies a brief compares."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from toy_dispute import DUTY_ON_ALL, PEAK, TRUCE_ENDS, VISAS, act, dispute, duty

from tradetalks.brief.scenarios import EACH_OTHER, ESCALATION, NOW, SNAP_BACK, Policies, parties_mask, policies, spliced
from tradetalks.case.model import Act, Case, Then
from tradetalks.economy import Economy
from tradetalks.policy import LicenceInForce

DAY, BEFORE = date(2031, 5, 10), date(2031, 1, 2)


def asked(case: Case, economy: Economy, day: date = DAY) -> Policies:
    return policies(case, economy, day=day, known=day, before=BEFORE)


def test_snap_back_is_what_the_law_of_the_day_says_follows(case: Case, economy: Economy) -> None:
    law = asked(case, economy)
    s1 = economy.axes.cell("A", "B", "s1")
    assert law.states[SNAP_BACK].added[s1] - law.states[NOW].added[s1] == pytest.approx(0.34 - 0.10)
    assert f"{TRUCE_ENDS.day} August 2031" in law.told(SNAP_BACK).if_clause


def test_escalation_is_the_highest_day_between_the_sides_and_leaves_others_as_today(
    case: Case, economy: Economy
) -> None:
    law = asked(case, economy)
    now, peak = law.states[NOW], law.states[ESCALATION]
    assert peak.added[economy.axes.cell("A", "B", "s1")] == 1.0  # 0.9 and the 0.1 on everybody
    assert peak.added[economy.axes.cell("B", "A", "s3")] == np.float64(0.15) * 0.8
    assert np.array_equal(peak.added[:, 2], now.added[:, 2])
    assert f"{PEAK.day} April 2031" in law.told(ESCALATION).if_clause


def test_the_contributions_of_every_scenario_add_up_to_its_duties(case: Case, economy: Economy) -> None:
    for state in asked(case, economy).states.values():
        assert np.allclose(sum(state.contribution.values()), state.added, atol=1e-15)


def test_what_the_sides_do_to_each_other_leaves_everybody_else_as_before(case: Case, economy: Economy) -> None:
    law = asked(case, economy)
    alone = law.states[EACH_OTHER]
    assert not alone.added[:, 2].any()
    assert law.states[NOW].added[economy.axes.cell("A", "C", "s1")] == 0.1
    assert alone.added[economy.axes.cell("A", "B", "s1")] == law.states[NOW].added[economy.axes.cell("A", "B", "s1")]


def test_what_one_side_keeps_another_economy_from_selling_to_the_other_side_is_between_them(
    case: Case, economy: Economy
) -> None:
    state = asked(case, economy).states[NOW]

    def held(measure: str, importer: str, exporter: str) -> LicenceInForce:
        return LicenceInForce(measure, importer, exporter, "s1", 1.0, 0.0, 0.5, None)

    of_a, on_others, of_b_itself = (
        held("a-machines", "B", "C"),
        held("a-machines", "C", "A"),
        held("b-farms", "B", "C"),
    )
    now = replace(state, licences=(of_a, on_others, of_b_itself))
    assert spliced(state, now, parties_mask(case, economy)).licences == (of_a,)


def test_a_dispute_that_leaves_others_alone_is_told_once(economy: Economy) -> None:
    law = asked(dispute(), economy)
    assert EACH_OTHER not in law.states
    assert law.lead == NOW


def test_on_the_day_of_the_peak_there_is_no_escalation_and_without_a_truce_no_snap_back(economy: Economy) -> None:
    law = asked(dispute(DUTY_ON_ALL), economy, day=PEAK)
    assert set(law.states) == {NOW, EACH_OTHER}


def test_a_duty_on_others_that_returns_is_not_the_truce_between_the_sides(economy: Economy) -> None:
    other = duty("a-on-c", "A", "C", "machines", act("2031-04-20", 0.1, then=0.5))
    law = asked(dispute(other), economy)
    at = economy.axes.cell("A", "C", "s1")
    assert law.states[SNAP_BACK].added[at] == law.states[NOW].added[at] == 0.1


def test_a_truce_that_was_prolonged_lapses_on_the_later_day_once_that_is_known(economy: Economy) -> None:
    prolonged = act("2031-08-12", 0.1, then=0.34)
    case = dispute()
    first, *others = case.measures
    later = replace(prolonged, announced=date(2031, 8, 1), until=date(2031, 11, 10))
    case = replace(case, measures=(replace(first, acts=(*first.acts, later)), *others))
    law = policies(case, economy, day=DAY, known=date(2031, 8, 2), before=BEFORE)
    at = economy.axes.cell("A", "B", "s1")
    assert law.states[SNAP_BACK].added[at] == law.states[NOW].added[at] == 0.1  # B's answer still lapses first
    assert law.states[SNAP_BACK].added[economy.axes.cell("B", "A", "s3")] > 0.05


def test_where_the_lapse_is_the_return_of_the_highest_duties_both_are_one_scenario(economy: Economy) -> None:
    case = dispute()
    first, second = case.measures
    peak = replace(first, acts=(act("2031-04-03", 0.34), first.acts[-1]))
    law = asked(replace(case, measures=(peak, second)), economy)
    assert set(law.states) == {NOW, SNAP_BACK}
    assert "the duties of 3 April 2031, the highest so far, return" in law.told(SNAP_BACK).if_clause
    assert "highest" not in asked(case, economy).told(SNAP_BACK).if_clause


def test_what_returns_on_the_day_of_the_lapse_without_a_figure_is_named(economy: Economy) -> None:
    back = Act(
        on=date(2031, 5, 1),
        announced=date(2031, 5, 1),
        reference=("law",),
        ends="suspension",
        until=TRUCE_ENDS,
        then=Then(cause="truce", resumes=True),
    )
    listed = replace(VISAS, id="b-list", title="List of firms", instrument="entity-list", acts=(*VISAS.acts, back))
    law = asked(dispute(listed), economy)
    assert "not part of the numbers: List of firms." in law.told(SNAP_BACK).assumes
    assert "not part of the numbers" not in asked(dispute(), economy).told(SNAP_BACK).assumes
