"""Suspicious terms: look-alike characters, misspelt names, wrong institutions and titles; agreement is no excuse."""

from __future__ import annotations

from datetime import date

import pytest

from tradetalks.press.model import Document, Part, Span
from tradetalks.press.suspicious import Suspicion, suspicions


def found(*texts: str, dated: date | None = None) -> list[Suspicion]:
    return list(suspicions([
        Document(f"d{i}", f"d{i}", text, (Part("body", Span(f"d{i}", 0, len(text))),), dated)
        for i, text in enumerate(texts)
    ]))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Sales of Nvidia's H2O chips stay banned.", "H2O", "H20"),
        ("Nvidia may not ship the A1OO to them.", "A1OO", "A100"),
        ("Huawei showed its Ascend 9l0B chip.", "9l0B", "910B"),
        ("Airbus delivered the first A32O aircraft.", "A32O", "A320"),
        ("The leaders of the G2O nations met at a summit.", "G2O", "G20"),
        ("Factories cut CO2 and C02 emissions.", "C02", "CO2"),
    ],
)
def test_a_letter_for_a_digit_is_noticed_near_what_the_name_belongs_to(text: str, wrong: str, right: str) -> None:
    assert [(one.text, one.perhaps) for one in found(text)] == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    [
        "The lake holds H2O and fish.",  # water, and no chip near
        "Nvidia's H20 chips stay banned.",
        "The G7 leaders met; 67 ministers came to the summit.",
        "An amendment to rule 9l0 was refused.",
    ],
)
def test_the_right_name_and_another_subject_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_three_outlets_with_the_same_misprint_are_one_suspicion_in_three_documents() -> None:
    (one,) = found(*["Nvidia's H2O chips stay banned."] * 3)
    assert one.documents == ("d0", "d1", "d2")


def test_a_name_one_letter_away_is_noticed_and_another_person_is_not() -> None:
    assert [(one.text, one.perhaps) for one in found("Mr Scot Bessent met Jamison Greer and Scott Brown.")] == [
        ("Jamison Greer", "Jamieson Greer"),
        ("Scot Bessent", "Scott Bessent"),
    ]


def test_a_wrong_rank_is_noticed_and_a_loose_word_is_not() -> None:
    told = found("National Economic Council Chairman Kevin Hassett spoke. White House adviser Kevin Hassett left.",
                 dated=date(2025, 6, 10))  # fmt: skip
    assert [(one.kind, one.text) for one in told] == [("title", "National Economic Council Chairman Kevin Hassett")]


def test_somebody_elses_office_is_noticed() -> None:
    (one,) = found("Commerce Secretary Scott Bessent spoke.", dated=date(2025, 6, 10))
    assert one.why == "called secretary of commerce"


def test_a_rank_that_encloses_its_office_is_read_whole() -> None:
    told = found("Vice Commerce Minister Wang Wentao spoke. Vice Treasury Minister Li Chenggang did not.",
                 dated=date(2025, 6, 10))  # fmt: skip
    assert {(one.text, one.why) for one in told} == {
        ("Vice Commerce Minister Wang Wentao", "called vice minister"),
        ("Vice Treasury Minister Li Chenggang", "called vice minister of treasury"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Then-Senator Marco Rubio voted.",
        "The former governor Mark Carney left.",
        "Premier Li Qiang spoke.",
        "The Chinese Vice Commerce Minister Li Chenggang spoke.",
        "China's vice minister Li Chenggang spoke.",
    ],
)
def test_former_and_right_titles_are_left_alone(text: str) -> None:
    assert [one for one in found(text, dated=date(2025, 6, 10)) if one.kind == "title"] == []


def test_a_title_before_the_person_took_office_is_not_judged() -> None:
    assert found("Chairman Kevin Hassett spoke.", dated=date(2018, 3, 1)) == []


def test_half_the_name_of_an_institution_is_noticed() -> None:
    told = found("The White House Economic Council denied it. The National Economic Council did not.")
    assert [(one.text, one.perhaps) for one in told] == [("White House Economic Council", "National Economic Council")]


def test_a_lexicon_entry_names_its_source_or_is_unconfirmed() -> None:
    sources = [one.source for one in found("Nvidia's H2O chips stay banned. The leaders of the G2O met at a summit.")]
    assert [source.startswith("https://") for source in sources] == [False, True]
    assert sources[0] == ""
