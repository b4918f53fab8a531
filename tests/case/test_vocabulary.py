"""What disputes need beyond a plain duty, each on a small made-up case: it reads, and the dated state is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tradetalks.case import load_case, state_on, threats_on
from tradetalks.case.model import Measure

FILES = {
    "case.yaml": "title: Vocabulary\nchecked_on: 2026-01-01\nbefore: 2025-01-01\nday: 2025-06-01\n",
    "references.yaml": "law: {title: The law}\nnews: {title: The announcement}\n",
    "parties.yaml": """
AAA: {title: Aland}
UNI: {title: A customs union, kind: customs-union, members: [DEU, FRA]}
JPN: {title: Japan}
""",
}

Told = Callable[[str], Measure]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Write one measure of the given keys and acts into a made-up case, and read it back."""

    def read(measure: str) -> Measure:
        folder = tmp_path / "vocabulary"
        folder.mkdir()
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        other = (
            "other-duty: {title: Other, imposer: AAA, targets: [JPN], instrument: import-tariff, authority: act, "
            "scope: all-goods, acts: [{on: 2025-01-01, announced: 2025-01-01, rate: 0.1, reference: law}]}\n"
        )
        (folder / "measures.yaml").write_text(measure + other, encoding="utf-8")
        return next(one for one in load_case(folder).measures if one.id == "it")

    return read


def rate(measure: Measure, on: str, known: str | None = None) -> float | None:
    state = state_on(measure, date.fromisoformat(on), date.fromisoformat(known or on))
    return state.act.rate if state else None


def test_a_ceiling_includes_the_base_rate(told: Told) -> None:
    ceiling = told("""
it:
  title: 15 % all in
  imposer: AAA
  targets: [JPN]
  instrument: tariff-ceiling
  authority: framework
  scope: all-goods
  acts:
    - {on: 2025-08-07, announced: 2025-07-22, ceiling: 0.15, reference: law}
""")
    state = state_on(ceiling, date(2025, 8, 7), date(2025, 8, 7))
    assert state is not None
    assert (state.act.ceiling, state.act.rate) == (0.15, None)


def test_a_retroactive_cut_reaches_back_once_announced(told: Told) -> None:
    cut = told("""
it:
  title: Duty on vehicles, cut to 15 % from an earlier day
  imposer: AAA
  targets: [JPN]
  instrument: import-tariff
  authority: act
  scope: all-goods
  acts:
    - {on: 2025-04-03, announced: 2025-03-26, rate: 0.25, reference: law}
    - {on: 2025-08-07, announced: 2025-09-04, rate: 0.15, retroactive: true, reference: law}
""")
    assert rate(cut, "2025-08-10", known="2025-08-10") == 0.25
    assert rate(cut, "2025-08-10", known="2025-09-04") == 0.15
    assert rate(cut, "2025-08-06", known="2025-09-04") == 0.25


def test_a_duty_suspended_before_its_first_day_stays_away(told: Told) -> None:
    duty = told("""
it:
  title: A list that never took effect
  imposer: AAA
  targets: [JPN]
  instrument: import-tariff
  authority: act
  scope: all-goods
  acts:
    - {on: 2019-12-15, announced: 2019-08-20, rate: 0.15, reference: law}
    - {on: 2019-12-15, announced: 2019-12-13, ends: suspension, reference: news}
""")
    assert rate(duty, "2019-12-15", known="2019-12-12") == 0.15
    assert rate(duty, "2019-12-15") is None


def test_a_threat_is_made_and_withdrawn(told: Told) -> None:
    threat = told("""
it:
  title: 100 % on everything
  imposer: AAA
  targets: [JPN]
  instrument: import-tariff
  authority: announcement
  scope: all-goods
  acts:
    - {on: 2025-11-01, announced: 2025-10-10, rate: 1.00, threat: true, reference: news}
    - {on: 2025-10-30, announced: 2025-10-30, ends: withdrawal, reference: news}
""")
    assert [len(threats_on(threat, date(2025, 10, day), date(2025, 10, day))) for day in (9, 10, 29, 30)] == [
        0,
        1,
        1,
        0,
    ]
    assert rate(threat, "2025-11-01", known="2025-10-15") is None


def test_a_surcharge_has_a_sunset(told: Told) -> None:
    surcharge = told("""
it:
  title: A surcharge for 150 days, on everybody but one
  imposer: AAA
  targets: [ALL]
  exempt: [UNI]
  instrument: import-tariff
  authority: balance-of-payments
  scope: all-goods
  acts:
    - {on: 2026-02-24, announced: 2026-02-20, rate: 0.10, until: 2026-07-24, then: {cause: sunset}, reference: law}
""")
    assert (surcharge.targets, surcharge.exempt) == (("ALL",), ("UNI",))
    assert [rate(surcharge, day) for day in ("2026-02-23", "2026-07-23", "2026-07-24")] == [None, 0.10, None]


def test_a_tariff_rate_quota_has_two_rates_and_a_share(told: Told) -> None:
    quota = told("""
it:
  title: A quota free of duty, 25 % outside it
  imposer: AAA
  targets: [JPN]
  instrument: tariff-quota
  authority: act
  scope: all-goods
  acts:
    - {on: 2025-01-01, announced: 2024-12-01, rate: 0.25, in_quota_rate: 0, in_quota_share: 0.7, reference: law}
""")
    act = quota.acts[0]
    assert (act.rate, act.in_quota_rate, act.in_quota_share) == (0.25, 0.0, 0.7)


def test_a_licence_can_be_paperwork_of_unknown_volume(told: Told) -> None:
    licence = told("""
it:
  title: A licence case by case
  imposer: AAA
  targets: [ALL]
  instrument: export-licence
  authority: export-control-act
  scope: all-goods
  acts:
    - {on: 2025-04-04, announced: 2025-04-04, ratio: null, paperwork: 0.03, reference: law}
""")
    act = licence.acts[0]
    assert (act.ratio, act.paperwork) == (None, 0.03)


@pytest.mark.parametrize("target", ["UNI", "DEU"])
def test_a_customs_union_or_a_member_of_it_is_a_target(told: Told, target: str) -> None:
    duty = told(f"""
it:
  title: A duty on the union
  imposer: AAA
  targets: [{target}]
  instrument: import-tariff
  authority: act
  scope: all-goods
  acts:
    - {{on: 2025-01-01, announced: 2024-12-01, rate: 0.20, reference: law}}
""")
    assert duty.targets == (target,)


def test_an_exemption_names_the_duties_it_takes_goods_out_of(told: Told) -> None:
    exemption = told("""
it:
  title: Some goods are free of the other duty, and the list is not known
  imposer: AAA
  targets: [JPN]
  instrument: tariff-exemption
  exempts: [other-duty]
  authority: act
  scope: none
  acts:
    - {on: 2025-02-01, announced: 2025-01-20, reference: law}
""")
    assert exemption.exempts == ("other-duty",)


def test_a_duty_in_force_at_an_unknown_level_is_said_to_be_so(told: Told) -> None:
    duty = told("""
it:
  title: A duty whose level nobody has written down
  imposer: AAA
  targets: [JPN]
  instrument: import-tariff
  authority: act
  scope: all-goods
  acts:
    - {on: 2025-02-01, announced: 2025-01-20, unknown: true, confidence: mem, reference: news}
""")
    state = state_on(duty, date(2025, 2, 1), date(2025, 2, 1))
    assert state is not None
    assert (state.act.unknown, state.act.rate) == (True, None)
