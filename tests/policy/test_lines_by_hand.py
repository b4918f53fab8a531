"""Legal duty on tariff lines, worked by hand from the orders, at four dates.

Per cent of the border value. MFN: general rate of the 2025 schedule. s301: the list's rate. fent: IEEPA fentanyl, 0 on
20 January, 20 on 12 April and 10 June, 10 on 20 November 2025. recip: IEEPA reciprocal, 0 / 125 / 10 / 10, not on
Section 232 goods, Annex II or electronics. 232: as it bites on the day.
"""

from __future__ import annotations

from datetime import date

import pytest

from tradetalks.case import load_case
from tradetalks.policy.line import duty_on_line

DAYS = ("2025-01-20", "2025-04-12", "2025-06-10", "2025-11-20")

# line, what it is, MFN, total on each of the four days
BY_HAND = (
    # electronics: outside recip by the memorandum of 11 April, never on an applied s301 list: fent alone
    ("8517130000", "phone", 0.0, (0, 20, 20, 10)),
    ("8471300100", "laptop", 0.0, (0, 20, 20, 10)),
    # s301 comes in 2026 only: 2.1 / 2.1 + 20 + 125 / 2.1 + 20 + 10 / 2.1 + 10 + 10
    ("8505110070", "neodymium magnet", 2.1, (2.1, 147.1, 32.1, 22.1)),
    # list 3 at 25; vehicle parts under 232 at 25 from 3 May, then no recip:
    # 2.5 + 25 / 2.5 + 25 + 20 + 125 / 2.5 + 25 + 20 + 25 / 2.5 + 25 + 10 + 25
    ("8708305090", "brake part", 2.5, (27.5, 172.5, 72.5, 62.5)),
    # tyres: list 3 at 25, parts: 4 + 25 / 4 + 25 + 20 + 125 / 4 + 25 + 20 + 25 / 4 + 25 + 10 + 25
    ("4011101010", "car tyre", 4.0, (29, 174, 74, 64)),
    # review 25; 232 of 2018 at 25, then 25 from 12 March, 50 from 4 June; never recip:
    # 0 + 25 + 25 / 0 + 25 + 25 + 20 / 0 + 25 + 50 + 20 / 0 + 25 + 50 + 10
    ("7208390015", "hot-rolled steel", 0.0, (50, 70, 95, 85)),
    # the same with 10 in 2018: 3 + 25 + 10 / 3 + 25 + 25 + 20 / 3 + 25 + 50 + 20 / 3 + 25 + 50 + 10
    ("7606123045", "aluminium plate", 3.0, (38, 73, 98, 88)),
    # review 100; vehicles under 232 at 25 from 3 April: 2.5 + 100 / + 25 + 20 / + 25 + 20 / + 25 + 10
    ("8703800060", "electric car", 2.5, (102.5, 147.5, 147.5, 137.5)),
    # list 1 at 25: 2.5 + 25 / 2.5 + 25 + 25 + 20 / the same / 2.5 + 25 + 25 + 10
    ("8703230190", "petrol car", 2.5, (27.5, 72.5, 72.5, 62.5)),
    # review 100: 100 / 100 + 20 + 125 / 100 + 20 + 10 / 100 + 10 + 10
    ("9018310080", "syringe", 0.0, (100, 245, 130, 120)),
    # review 50 from 1 January 2025; electronics and Annex II, so no recip: 50 / 50 + 20 / 50 + 20 / 50 + 10
    ("8542310045", "chip", 0.0, (50, 70, 70, 60)),
    # review 50 and the 201 safeguard, 14.25 to 6 February and 14 after:
    # 50 + 14.25 / 50 + 14 + 20 + 125 / 50 + 14 + 20 + 10 / 50 + 14 + 10 + 10
    ("8541430010", "solar module", 0.0, (64.25, 209, 94, 84)),
    # list 4A at 7.5 until 2026; 8507.60 is named among vehicle parts, but a battery of a phone is none:
    # 3.4 + 7.5 / 3.4 + 7.5 + 20 + 125 / 3.4 + 7.5 + 20 + 10 / 3.4 + 7.5 + 10 + 10
    ("8507600020", "lithium battery, other", 3.4, (10.9, 155.9, 40.9, 30.9)),
    # list 3 at 25; 8537.10 is named among vehicle parts, but most of it is for buildings and machines:
    # 2.7 + 25 / 2.7 + 25 + 20 + 125 / 2.7 + 25 + 20 + 10 / 2.7 + 25 + 10 + 10
    ("8537109170", "control panel", 2.7, (27.7, 172.7, 57.7, 47.7)),
    # the line of batteries for electric vehicles is a car part by its wording, 232 at 25 from 3 May, then no recip;
    # review 25 since September 2024 beats 4A's 7.5, not added to it:
    # 3.4 + 25 / 3.4 + 25 + 20 + 125 / 3.4 + 25 + 20 + 25 / 3.4 + 25 + 10 + 25
    ("8507600010", "lithium battery of a car", 3.4, (28.4, 173.4, 73.4, 63.4)),
    # list 4B never applied: 0 / 20 + 125 / 20 + 10 / 10 + 10
    ("9503000073", "toy", 0.0, (0, 145, 30, 20)),
    # list 4A at 7.5: 16.5 + 7.5 / 24 + 20 + 125 / 24 + 20 + 10 / 24 + 10 + 10
    ("6109100012", "T-shirt", 16.5, (24, 169, 54, 44)),
    # 20 + 7.5 = 27.5, then as the T-shirt
    ("6402999031", "shoe", 20.0, (27.5, 172.5, 57.5, 47.5)),
    # list 3 at 25; upholstered wooden furniture under 232 at 25 from 14 October, then no recip:
    # 25 / 25 + 20 + 125 / 25 + 20 + 10 / 25 + 10 + 25
    ("9401616011", "upholstered seat", 0.0, (25, 170, 55, 60)),
    # list 3, not upholstered and not a kitchen cabinet: 25 / 25 + 145 / 25 + 30 / 25 + 20
    ("9403608081", "wooden table", 0.0, (25, 170, 55, 45)),
    # review 25 from 1 January 2025: 6.6 + 25 / 31.6 + 20 + 125 / 31.6 + 20 + 10 / 31.6 + 10 + 10
    ("8101940000", "unwrought tungsten", 6.6, (31.6, 176.6, 61.6, 51.6)),
    # Annex II names 2504.10.50, s301 comes in 2026: fent alone
    ("2504105000", "graphite powder", 0.0, (0, 20, 20, 10)),
    # list 3 at 25, Annex II; copper under 232 at 50 from 1 August, on nine tenths of the value by convention:
    # 3 + 25 / 3 + 25 + 20 / 3 + 25 + 20 / 3 + 25 + 10 + 0.9 x 50
    ("7408116000", "copper wire", 3.0, (28, 48, 48, 83)),
    # medicines: Annex II, no s301: fent alone
    ("3004200060", "antibiotic", 0.0, (0, 20, 20, 10)),
    # list 4A at 7.5: 5.3 + 7.5 / 12.8 + 145 / 12.8 + 30 / 12.8 + 20
    ("3926909985", "plastic article", 5.3, (12.8, 157.8, 42.8, 32.8)),
    # list 4A at 7.5: 3.7 + 7.5 / 11.2 + 145 / 11.2 + 30 / 11.2 + 20
    ("8516710020", "coffee maker", 3.7, (11.2, 156.2, 41.2, 31.2)),
    # list 3 at 25: 17.6 + 25 / 42.6 + 145 / 42.6 + 30 / 42.6 + 20
    ("4202923131", "travel bag", 17.6, (42.6, 187.6, 72.6, 62.6)),
    # its own action at 25 since 2024; the 100 of 9 November was suspended the next day:
    # 25 / 25 + 20 + 125 / 25 + 20 + 10 / 25 + 10 + 10
    ("8426190000", "ship-to-shore crane", 0.0, (25, 170, 55, 45)),
)


@pytest.fixture(scope="module")
def london():
    return load_case("london-2025")


@pytest.mark.parametrize(("line", "what", "mfn", "totals"), BY_HAND, ids=[f"{row[0]} {row[1]}" for row in BY_HAND])
def test_us_duty_on_a_chinese_line_is_what_the_orders_add_up_to(london, line, what, mfn, totals):  # noqa: ARG001
    ours = [duty_on_line(london, line, "USA", "CHN", date.fromisoformat(day), base=mfn / 100.0).level for day in DAYS]
    assert [100.0 * total for total in ours] == pytest.approx(totals, abs=1e-9)


def test_the_tracker_charges_the_battery_of_a_phone_as_a_vehicle_part_and_the_law_does_not(london):
    def bears(line: str, rules: str) -> bool:
        return "us-232-auto-parts" in duty_on_line(london, line, "USA", "CHN", date(2025, 6, 10), rules=rules).added

    assert bears("8507600020", "tracker")
    assert not bears("8507600020", "legal")
    assert not bears("8471300100", "tracker")  # computers are missing from its list


def test_china_adds_to_soybeans_what_its_three_answers_add_up_to(london):
    """Line 1201.90.19 of China's tariff; its 2018 duty and waivers are not decomposed, so only what 2025 added is told.

    12 April: 10 (March list) + 125; 10 June: 10 + 10; 20 November: 10 alone, the March list ended on 10 November.
    """
    added = [duty_on_line(london, "1201901900", "CHN", "USA", date.fromisoformat(day)).change for day in DAYS]
    assert added == pytest.approx([0.0, 1.35, 0.20, 0.10])


def test_what_is_not_known_about_a_line_is_named(london):
    told = duty_on_line(london, "1201901900", "CHN", "USA", date(2025, 6, 10))
    assert told.level is None
    assert "cn-301-list-1" in told.unpriced


def test_the_baseline_of_april_2025_reaches_other_partners_but_not_steel(london):
    """10 on a T-shirt from Japan from 5 April; on steel 25 under Section 232 alone."""
    shirt = duty_on_line(london, "6109100012", "USA", "JPN", date(2025, 4, 12), base=0.165)
    steel = duty_on_line(london, "7208390015", "USA", "JPN", date(2025, 4, 12), base=0.0)
    assert (shirt.level, steel.level) == pytest.approx((0.265, 0.25))


def test_electronics_paid_the_reciprocal_duty_until_the_memorandum_was_known(london):
    """The memorandum of 11 April reaches back to 5 April: nobody could know on the 10th."""
    day = date(2025, 4, 10)
    assert duty_on_line(london, "8517130000", "USA", "CHN", day).change == pytest.approx(1.45)
    assert duty_on_line(london, "8517130000", "USA", "CHN", day, known=date(2025, 4, 11)).change == pytest.approx(0.20)
