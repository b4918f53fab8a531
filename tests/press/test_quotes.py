"""Marks to quotations, and what a quotation is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.press.quotes import quotations, unbalanced
from tradetalks.press.reading import read_text
from tradetalks.press.statements import statements


def quoted(text: str) -> list[str]:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return [text[q.start : q.end] for q in quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("He said “yes” and “no”.", ["yes", "no"]),
        ("Il a dit « oui » hier.", ["oui"]),
        ("Er sagte: „Ja, gut“ und ging.", ["Ja, gut"]),
        ("Er sagte: »Ja« und ging.", ["Ja"]),
        ("''Yes,'' she said. ''It's done.''", ["Yes,", "It's done."]),
        ("‘Yes,’ she said. ‘It’s the workers’ choice.’", ["Yes,", "It’s the workers’ choice."]),
        ("'Yes,' she said. 'Don't go.'", ["Yes,", "Don't go."]),
        ("“She said ‘no’ to me,” he said.", ["She said ‘no’ to me,"]),
        ("“They asked “your team” twice,” he said.", ["They asked “your team” twice,"]),
        ('a 6" pipe and a 7" pipe', []),
        ("the ’90s and rock ’n’ roll, don’t", []),
        ('<a title="not this">He said “this”</a>', ["this"]),
        ('“ ” and ""', []),
    ],
)
def test_every_style_of_marks_is_paired(text: str, found: list[str]):
    assert quoted(text) == found


def test_speech_over_paragraphs_opens_again_and_closes_once():
    text = "“One.\n“Two.\n“Three,” she said."
    marks = quotations(text, [(0, 5), (6, 11), (12, len(text))])
    assert [(q.runs_on, q.resumes) for q in marks] == [(True, False), (True, True), (False, True)]


def test_an_open_mark_with_no_partner_quotes_nothing_beyond_its_paragraph():
    assert quoted("He said “yes\nThen “no” came.") == ["no"]
    assert unbalanced("He said “yes\nThen “no” came.", [(0, 12), (13, 29)]) == 1


@given(st.text(alphabet="ab “”\"'’‘«»„.,\n", max_size=60))
def test_quotations_never_overlap_and_hold_words_of_the_text(text: str):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    last = 0
    for quote in quotations(text, paragraphs):
        assert last <= quote.left <= quote.start < quote.end <= quote.right
        assert text[quote.start : quote.end].strip()
        last = quote.right


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The harbour will stay open all winter,” said Nora Vik.", "direct"),
        ("Nora Vik described the first round as “fruitful” on Monday.", "fragment"),
        ("Most of the so-called “ghost nets” were never found again.", "term"),
        ("She had written the novel “The Herring Years” in a cabin.", "title"),
    ],
)
def test_words_said_are_told_from_terms_and_titles(text: str, kind: str):
    (found,) = [said for said in statements(read_text(text)) if said.kind != "reported"]
    assert found.kind == kind
    assert (found.speaker is not None) == (kind in ("direct", "fragment"))
