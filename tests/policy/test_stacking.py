"""How duties combine, on made-up cases small enough to check by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from policy_cases import act, case_of, measure, sectors

from tradetalks.case.model import Party
from tradetalks.errors import BadInput
from tradetalks.policy import policy_at
from tradetalks.policy.line import duty_on_line

STEEL, FARM, SERVICES = 0, 1, 2
EXACT = 1e-15


def rate(case, axes, day="2025-06-01", cell=("A", "B", "steel"), **other):
    return policy_at(case, day, axes, **other).added[axes.cell(*cell)]


def test_a_case_without_measures_adds_nothing(axes):
    state = policy_at(case_of(), "2025-06-01", axes)
    assert not state.added.any()
    assert np.isnan(state.base).all()


def test_a_duty_bites_on_its_goods_and_partner_only(axes):
    case = case_of(measure("duty", act("2025-01-01", 0.25), scope="steel"), scopes=(sectors("steel", steel=1.0),))
    added = policy_at(case, "2025-06-01", axes).added
    expected = np.zeros(axes.bilateral)
    expected[0, 1, STEEL] = 0.25
    np.testing.assert_array_equal(added, expected)


def test_services_pay_no_duty_on_all_goods(axes):
    case = case_of(measure("duty", act("2025-01-01", 0.10)))
    assert policy_at(case, "2025-06-01", axes).added[0, 1].tolist() == [0.10, 0.10, 0.0]


def test_duties_add_up(axes):
    case = case_of(measure("one", act("2025-01-01", 0.10)), measure("two", act("2025-01-01", 0.25)))
    assert rate(case, axes) == pytest.approx(0.35, abs=EXACT)


def test_goods_on_two_lists_of_one_authority_pay_the_higher_rate(axes):
    kind = {"authority": "section-301", "stacks": ("highest-of-authority",)}
    case = case_of(measure("low", act("2025-01-01", 0.075), **kind), measure("high", act("2025-01-01", 0.25), **kind))
    state = policy_at(case, "2025-06-01", axes)
    assert state.because.points("A", "B", "steel") == {"high": 0.25}


def test_equal_rates_of_one_authority_are_charged_once(axes):
    kind = {"authority": "section-301", "stacks": ("highest-of-authority",)}
    case = case_of(measure("one", act("2025-01-01", 0.25), **kind), measure("two", act("2025-01-01", 0.25), **kind))
    assert rate(case, axes) == 0.25


def test_the_reciprocal_duty_is_not_charged_on_section_232_goods(axes):
    case = case_of(
        measure("metals", act("2025-01-01", 0.50), authority="section-232", scope="half"),
        measure("reciprocal", act("2025-01-01", 0.10), stacks=("adds", "not-on-section-232")),
        measure("fentanyl", act("2025-01-01", 0.20)),
        scopes=(sectors("half", steel=0.4),),
    )
    points = policy_at(case, "2025-06-01", axes).because.points("A", "B", "steel")
    assert points == pytest.approx({"metals": 0.4 * 0.5, "reciprocal": 0.6 * 0.10, "fentanyl": 0.20})


def test_an_exemption_takes_goods_out_of_the_measures_it_names_only(axes):
    case = case_of(
        measure("named", act("2025-01-01", 0.10)),
        measure("other", act("2025-01-01", 0.20)),
        measure("out", act("2025-03-01"), instrument="tariff-exemption", scope="phones", exempts=("named",)),
        scopes=(sectors("phones", steel=0.3),),
    )
    assert rate(case, axes, "2025-02-28") == pytest.approx(0.30)
    assert rate(case, axes, "2025-03-01") == pytest.approx(0.20 + 0.7 * 0.10)


def test_exclusions_scale_what_is_paid_and_do_not_fall_back_to_another_list(axes):
    kind = {"authority": "section-301", "stacks": ("highest-of-authority",)}
    case = case_of(
        measure("high", act("2025-01-01", 0.25), share=0.9, **kind), measure("low", act("2025-01-01", 0.075), **kind)
    )
    assert rate(case, axes) == pytest.approx(0.9 * 0.25)


def test_a_tariff_quota_charges_the_average_of_both_rates(axes):
    quota = act("2025-01-01", 0.30, in_quota_rate=0.05, in_quota_share=0.6)
    case = case_of(measure("quota", quota, instrument="tariff-quota"))
    assert rate(case, axes) == pytest.approx(0.6 * 0.05 + 0.4 * 0.30)


def test_a_tariff_quota_of_unknown_fill_is_unpriced_and_not_zero(axes):
    case = case_of(measure("quota", act("2025-01-01", 0.30, in_quota_rate=0.05), instrument="tariff-quota"))
    assert policy_at(case, "2025-06-01", axes).unpriced == ("quota",)


def test_a_ceiling_without_a_known_base_is_unpriced(axes):
    case = case_of(measure("deal", act("2025-01-01", ceiling=0.15), instrument="tariff-ceiling"))
    state = policy_at(case, "2025-06-01", axes)
    assert state.unpriced == ("deal",)
    assert not state.added.any()


@pytest.mark.parametrize(("base", "added"), [(0.0, 0.15), (0.025, 0.125), (0.15, 0.0), (0.20, 0.0)])
def test_a_ceiling_tops_the_base_up_and_never_lowers_it(base, added):
    case = case_of(measure("deal", act("2025-01-01", ceiling=0.15), instrument="tariff-ceiling"))
    told = duty_on_line(case, "7208390015", "A", "B", date(2025, 6, 1), base=base)
    assert told.change == pytest.approx(added)
    assert told.level == pytest.approx(max(base, 0.15))


def test_a_rate_that_is_not_known_is_unpriced(axes):
    case = case_of(measure("duty", act("2025-01-01", unknown=True)))
    assert policy_at(case, "2025-06-01", axes).unpriced == ("duty",)


def test_a_customs_union_imposes_for_its_members_and_spares_them(axes):
    union = Party(id="U", title="Union", kind="customs-union", members=("A", "B"))
    case = case_of(
        measure("duty", act("2025-01-01", 0.10), imposer="U", targets=("ALL",)),
        parties=(union, Party(id="C", title="C")),
    )
    added = policy_at(case, "2025-06-01", axes).added[..., STEEL]
    assert added.tolist() == [[0, 0, 0.10], [0, 0, 0.10], [0, 0, 0]]


def test_a_customs_union_is_hit_in_each_member(axes):
    union = Party(id="U", title="Union", kind="customs-union", members=("A", "B"))
    case = case_of(
        measure("duty", act("2025-01-01", 0.10), imposer="C", targets=("U",)),
        parties=(union, Party(id="C", title="C")),
    )
    assert policy_at(case, "2025-06-01", axes).added[2, :, STEEL].tolist() == [0.10, 0.10, 0.0]


def test_exempt_partners_of_all_pay_nothing(axes):
    case = case_of(measure("duty", act("2025-01-01", 0.10), targets=("ALL",), exempt=("B",)))
    assert policy_at(case, "2025-06-01", axes).added[0, :, STEEL].tolist() == [0.0, 0.0, 0.10]


def test_an_export_tax_falls_on_the_exporters_side(axes):
    case = case_of(measure("tax", act("2025-01-01", 0.10), instrument="export-tax"))
    state = policy_at(case, "2025-06-01", axes)
    assert state.export_tax[1, 0].tolist() == [0.10, 0.10, 0.0]
    assert state.export_tax.sum() == pytest.approx(0.20)
    assert state.because["B", "A", "steel"] == ("tax",)


def test_a_licence_is_listed_with_the_share_it_covers(axes):
    licence = measure(
        "licence", act("2025-01-01", ratio=0.5, paperwork=0.02), instrument="export-licence", scope="magnets"
    )
    case = case_of(licence, scopes=(sectors("magnets", steel=0.1),))
    state = policy_at(case, "2025-06-01", axes)
    [found] = state.licences
    assert (found.importer, found.exporter, found.sector) == ("B", "A", "steel")
    assert (found.share, found.ratio, found.paperwork) == (0.1, 0.5, 0.02)
    assert state.because["B", "A", "steel"] == ("licence",)
    assert not state.unpriced


def test_a_licence_that_lets_through_an_unknown_volume_is_unpriced(axes):
    licence = measure("licence", act("2025-01-01"), instrument="export-licence", scope="magnets")
    case = case_of(licence, scopes=(sectors("magnets", steel=0.1),))
    state = policy_at(case, "2025-06-01", axes)
    assert state.licences[0].ratio is None
    assert state.unpriced == ("licence",)


def test_a_ban_lets_nothing_through(axes):
    ban = measure("ban", act("2025-01-01"), instrument="export-ban", scope="chips")
    state = policy_at(case_of(ban, scopes=(sectors("chips", steel=1.0),)), "2025-06-01", axes)
    assert [(one.share, one.ratio) for one in state.bans] == [(1.0, 0.0)]


def test_unknown_rules_are_all_refused_at_once(axes):
    case = case_of(
        measure("one", act("2025-01-01", 0.1), stacks=("adss",)), measure("two", act("2025-01-01", 0.1), stacks=("no",))
    )
    with pytest.raises(BadInput, match="Did you mean adds") as refusal:
        policy_at(case, "2025-06-01", axes)
    assert len(refusal.value.mistakes) == 2


def test_an_unknown_rule_set_is_refused(axes):
    with pytest.raises(BadInput, match="One of: legal"):
        policy_at(case_of(), "2025-06-01", axes, rules="tracker")


def test_a_day_that_does_not_exist_is_refused(axes):
    with pytest.raises(BadInput, match="2025-02-30"):
        policy_at(case_of(), "2025-02-30", axes)


def test_a_scope_naming_a_sector_the_world_does_not_have_is_refused(axes):
    case = case_of(measure("duty", act("2025-01-01", 0.1), scope="s"), scopes=(sectors("s", stel=1.0),))
    with pytest.raises(BadInput, match="Did you mean steel"):
        policy_at(case, "2025-06-01", axes)
