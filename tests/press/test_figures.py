"""Values with unit, kind, what they measure, when and on whose word."""

from __future__ import annotations

from datetime import date

import pytest

from tradetalks.press.figures import figures
from tradetalks.press.numerals import value_of
from tradetalks.press.reading import read_text
from tradetalks.press.statements import statements


def found(text: str, name: str = "text"):
    document = read_text(text, name)
    return list(figures(document, statements(document)))


@pytest.mark.parametrize(
    ("text", "kind", "words", "value", "unit"),
    [
        ("The firm paid $2.4 billion for it.", "money", "$2.4 billion", 2.4e9, "USD"),
        ("A barrel of oil cost $67.21 per barrel then.", "money", "$67.21 per barrel", 67.21, "USD per barrel"),
        ("It will cost 300 million euros in all.", "money", "300 million euros", 3e8, "euros"),
        ("Exports fell 3.5% against the year before.", "change", "3.5%", -3.5, "%"),
        ("Output rose by 12 percent again.", "change", "12 percent", 12.0, "%"),
        ("A tariff of 25 per cent applies.", "rate", "25 per cent", 25.0, "%"),
        ("Some 40 percent of voters agreed.", "share", "40 percent", 40.0, "%"),
        ("Two-thirds of the fleet stayed in port.", "share", "Two-thirds", 200 / 3, "%"),
        ("About 4 in 10 boats stayed in port.", "share", "4 in 10", 40.0, "%"),
        ("They met at 10:30 a.m. local time there.", "time", "10:30 a.m. local time", 10.5, "hour of the day"),
        ("The doors open at 8pm sharp.", "time", "8pm", 20.0, "hour of the day"),
        ("It was a 90-day pause for all.", "duration", "90-day", 90.0, "day"),
        ("The session ran for six hours.", "duration", "six hours", 6.0, "hour"),
        ("They landed 4,500 tonnes of cod.", "volume", "4,500 tonnes", 4500.0, "tonnes"),
        ("It has 1,200 members.", "count", "1,200", 1200.0, "members"),
        ("Three officials came.", "count", "Three", 3.0, "officials"),
        ("The index closed at 6,005.88 there.", "level", "6,005.88", 6005.88, ""),
        ("Mary Vik, 54, leads the team.", "duration", "54", 54.0, "year"),
        ("She is 45.", "duration", "45", 45.0, "year"),
        ("It is five times as large.", "count", "five times", 5.0, "times"),
        ("It cost a half-billion dollars.", "money", "a half-billion dollars", 5e8, "dollars"),
        ("It lasted two and a half years.", "duration", "two and a half years", 2.5, "year"),
        ("It drew one hundred and twenty boats.", "count", "one hundred and twenty", 120.0, "boats"),
        ("It takes two to three weeks.", "duration", "two to three weeks", 2.0, "week"),
        ("They need 3 to 4 million people.", "count", "3 to 4 million", 3e6, "people"),
        ("They caught 12,000 to 15,000 tonnes.", "volume", "12,000 to 15,000 tonnes", 12000.0, "tonnes"),
        (
            "Rates fell by a quarter of a percentage point.",
            "change",
            "a quarter of a percentage point",
            -0.25,
            "percentage points",
        ),
        ("Nine of ten boats stayed in port.", "share", "Nine of ten", 90.0, "%"),
        ("Turnout stayed above 38 percent.", "rate", "38 percent", 38.0, "%"),
        ("Sales rose to 20 percent of the total.", "share", "20 percent", 20.0, "%"),
        ("Lee now has 568.", "count", "568", 568.0, ""),
        ("They sent 5,500 more pages.", "count", "5,500", 5500.0, "pages"),
        ("Two of the boats sank.", "count", "Two", 2.0, ""),
    ],
)
def test_a_value_has_its_kind_its_number_and_its_unit(text: str, kind: str, words: str, value: float, unit: str):
    (one,) = found(text)
    assert (one.kind, one.text, one.unit) == (kind, words, unit)
    assert one.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "The S&P 500 and the CSI 300 were calm.",
        "Under Section 301 and Article 5 it is lawful.",
        "The H20 chip and the F-35 jet are banned.",
        "See https://example.org/2/34 or ask @vik99.",
        "No one wants that, and at one point it rained.",
        "The Standard & Poor's 500-stock index was calm.",
        "Text BOAT to 82623, on channel 125, in precinct 78.",
        "He wrote for the Sunday Times and joked on Saturday Night Live.",
        "All three won.",
        '<img width="100" height="200">',
    ],
)
def test_numbers_that_name_something_are_not_values(text: str):
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "period", "day"),
    [
        ("on Monday", "2025-06-09", date(2025, 6, 9)),
        ("last Tuesday", "2025-06-03", date(2025, 6, 3)),
        ("yesterday", "2025-06-09", date(2025, 6, 9)),
        ("last week", "week of 2025-06-02", None),
        ("last month", "2025-05", None),
        ("in May", "2025-05", None),
        ("last December", "2024-12", None),
        ("on June 3", "2025-06-03", date(2025, 6, 3)),
        ("on 3 June 2024", "2024-06-03", date(2024, 6, 3)),
        ("in 2019", "2019", None),
        ("next year", "2026", None),
        ("ten days ago", "2025-05-31", date(2025, 5, 31)),
        ("two weeks ago", "week of 2025-05-26", None),
        ("30 years ago", "1995", None),
        ("in 2010-2011", "2010/2011", None),
        ("on Jan. 17-23", "2025-01-17/2025-01-23", None),
        ("in the third quarter of 2024", "2024-Q3", None),
    ],
)
def test_dates_are_told_from_the_articles_own_date(words: str, period: str, day: date | None):
    (one,) = found(f"They met {words} in the old harbour.", "paper_2025-06-10.txt")
    assert (one.kind, one.period, one.day, one.note) == ("date", period, day, "")


def test_without_an_own_date_a_relative_day_says_that_it_is_not_known():
    (one,) = found("They met on Monday in the old harbour.")
    assert (one.day, one.period) == (None, "")
    assert "not known" in one.note


def test_a_value_takes_the_period_of_its_sentence_and_the_speaker_of_its_statement():
    change, when = found("The statistics office said that exports fell 3.5% in May.", "p_2025-06-10.txt")
    assert (change.period, change.measures) == ("2025-05", "exports")
    assert change.speaker is not None
    assert change.speaker.mention == "The statistics office"
    assert when.kind == "date"


def test_a_market_table_is_read_with_the_label_of_each_row():
    rows = found("Markets were calm all day.\n- Oslo index: +0.4% (1,201.50)\n- Krone: -0.2%\n")
    assert [(one.measures, one.value, one.kind) for one in rows] == [
        ("Oslo index", 0.4, "change"),
        ("Oslo index", 1201.5, "level"),
        ("Krone", -0.2, "change"),
    ]


def test_a_range_keeps_both_ends():
    (one,) = found("It will cost $10 to $15 billion in all.")
    assert one.note == "from 10 to 15 billion"


def test_a_million_digits_are_not_a_value():
    document = read_text("1" * 1_000_000 + " tonnes were landed")
    assert all(one.value is None for one in figures(document))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-five", 25),
        ("a dozen", 12),
        ("two hundred", 200),
        ("1.5 million", 1.5e6),
        ("-3", -3),
        ("−3.5", -3.5),
        ("nil", None),
    ],
)
def test_written_numbers_have_their_value(words: str, value: float | None):
    assert value_of(words) == value


def test_every_span_of_a_figure_gives_its_words_back():
    document = read_text("On Monday 3 boats landed 40% of $5 million worth of cod in six hours.")
    told = figures(document)
    assert [document.words(one.span) for one in told] == [one.text for one in told]
    assert len(told) == 5


def test_a_weekday_that_somebody_looks_ahead_to_is_the_next_one() -> None:
    text = "June 10, 2025\n\nThey will meet on Friday. She said on Friday that nothing was settled.\n"
    assert [one.day for one in found(text) if one.text == "Friday"] == [date(2025, 6, 13), date(2025, 6, 6)]


def test_a_few_weeks_ago_is_a_date_that_stays_open() -> None:
    (one,) = found("They met a few weeks ago.", "paper_2025-06-10.txt")
    assert (one.kind, one.text, one.day, one.note) == ("date", "a few weeks ago", None, "not resolved to a day")


def test_widths_of_a_style_sheet_are_no_shares() -> None:
    assert [one.text for one in found(".wrap {\nwidth: 100%;\nheight: 3px;\n}\n")] == []


def test_a_value_on_a_page_takes_the_date_of_its_own_sentence() -> None:
    """However long the tags between are, which no reader sees."""
    link = f'<a href="https://example.org/{"x" * 300}">'
    sentences = ("Sales fell {}7 percent{} in March.", "Imports rose {}9 percent{}. The fair opens in May.")
    page = "".join(f"<p>{one.format(link, '</a>')}</p>" for one in sentences)
    plain = "\n\n".join(one.format("", "") for one in sentences)
    whole = read_text(f"<html><body><article>{page}</article></body></html>", "page.html")
    found = [
        [(one.text, one.period) for one in figures(made) if one.kind != "date"] for made in (whole, read_text(plain))
    ]
    assert found[0] == found[1] == [("7 percent", "--03"), ("9 percent", "")]
