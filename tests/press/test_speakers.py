"""Who says it: the construction, and the person behind a name, a title or a pronoun."""

from __future__ import annotations

import pytest

from tradetalks.press.reading import read_text
from tradetalks.press.statements import statements


def said(text: str):
    return [one for one in statements(read_text(text)) if one.kind != "reported"]


@pytest.mark.parametrize(
    ("text", "mention", "cue"),
    [
        ("“We will wait for the spring,” Nora Vik said.", "Nora Vik", "said"),
        ("“We will wait for the spring,” said Nora Vik, who leads the team.", "Nora Vik", "said"),
        (
            "“We will wait for the spring,” a spokesman for the ministry told reporters.",
            "a spokesman for the ministry",
            "told",
        ),
        ("Nora Vik said: “We will wait for the spring.”", "Nora Vik", "said"),
        ("Nora Vik, the harbour master, wrote that “the spring will decide”.", "Nora Vik", "wrote"),
        ("The minister called the offer “a very good start” on Monday.", "The minister", "called"),
        ("According to Nora Vik, the offer is “a very good start”.", "Nora Vik", "According to"),
        ("As Nora Vik put it, “we will wait for the spring.”", "Nora Vik", "put"),
        ("“Are we done?” Nora Vik asked.", "Nora Vik", "asked"),
        ("Nora Vik rejected the offer and said “it is not enough for us”.", "Nora Vik", "said"),
        ("Vice Premier He Lifeng said “we will wait for the spring”.", "Vice Premier He Lifeng", "said"),
        ("US officials described the first day as “fruitful”.", "US officials", "described"),
    ],
)
def test_the_speaker_and_the_cue_are_found_in_every_construction(text: str, mention: str, cue: str):
    (one,) = said(text)
    assert one.speaker is not None
    assert (one.speaker.mention, one.cue) == (mention, cue)
    assert one.cue_span is not None


def test_a_quotation_split_by_its_speaker_runs_on():
    first, second = said("“We will wait,” said Nora Vik. “The spring will decide.”")
    assert second.continues == first.id
    assert second.speaker == first.speaker


def test_speech_over_paragraphs_keeps_its_speaker():
    found = said("“We will wait,” said Nora Vik. “We have time.\n\n“The spring will decide. Nobody is in a hurry.”")
    assert {one.speaker.person for one in found if one.speaker} == {"Nora Vik"}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Nora Vik leads the team. Ms. Vik said “we will wait for the spring”.", "Nora Vik"),
        (
            "Vik Stays Calm\n\nNora Vik leads the coastal states.\n\nVik said “we will wait for the spring”.",
            "Nora Vik",
        ),
        ("Mary Vik met John Berg on Monday. She said “we will wait for the spring”.", "Mary Vik"),
        ("Mary Vik met John Berg on Monday. He said “we will wait for the spring”.", "John Berg"),
        ("Prime Minister Mary Vik met John Berg. The prime minister said “we will wait for the spring”.", "Mary Vik"),
        ("John Berg and Mary Berg run the firm. Mrs. Berg said “we will wait for the spring”.", "Mary Berg"),
        ("Mary Vik, 54, who led the last round, said “we will wait for the spring”.", "Mary Vik"),
        ("The Norwegian Fisheries Ministry said “we will wait for the spring”.", "Norwegian Fisheries Ministry"),
    ],
)
def test_names_titles_and_pronouns_lead_to_the_person(text: str, person: str):
    speaker = said(text)[-1].speaker
    assert speaker is not None
    assert speaker.person == person


def test_a_role_is_taken_from_a_title_or_an_aside():
    (first,) = said("Treasury Secretary Mary Vik said “we will wait for the spring”.")
    (second,) = said("“We will wait for the spring,” said Mary Vik, chief economist of the bank.")
    assert first.speaker is not None
    assert second.speaker is not None
    assert first.speaker.role == "Treasury Secretary"
    assert "economist" in second.speaker.role


def test_several_people_are_a_group_and_nobody_is_made_up_for_them():
    (one,) = said("Senior officials said “we will wait for the spring”.")
    assert one.speaker is not None
    assert (one.speaker.person, one.speaker.group) == ("Senior officials", True)


@pytest.mark.parametrize(
    ("text", "content", "mention"),
    [
        ("Officials said that the talks would continue.", "that the talks would continue", "Officials"),
        ("Prices will rise next year, he said.", "Prices will rise next year", "he"),
        ("Growth will slow, according to the World Bank.", "Growth will slow", "the World Bank"),
        ("He told CNN that the talks would resume.", "that the talks would resume", "He"),
    ],
)
def test_speech_without_marks_has_its_content_and_speaker(text: str, content: str, mention: str):
    (one,) = [found for found in statements(read_text(text)) if found.kind == "reported"]
    assert one.speaker is not None
    assert (one.text, one.speaker.mention) == (content, mention)


def test_every_span_of_a_statement_gives_its_words_back():
    document = read_text("Nora Vik said that “all is well”, and he added: “No hurry.” “None,” said Mr. Berg.")
    for one in statements(document):
        assert document.words(one.span) == one.text
        assert one.speaker is None or document.words(one.speaker.span) == one.speaker.mention
        assert one.sentence.start <= one.span.start < one.span.end <= one.sentence.end


def test_thousands_of_quotations_in_one_sentence_are_a_list_that_nobody_says():
    found = said('"a" ' * 200)
    assert len(found) == 200
    assert all(one.speaker is None and one.kind == "scare" for one in found)


@pytest.mark.parametrize(
    ("text", "content", "who"),
    [
        (
            "The old harbour has been left by everybody, says Mayor Odd Berg.",
            "The old harbour has been left by everybody",
            "Odd Berg",
        ),
        (
            "First money will be paid in July, Ada Roos told the council.",
            "First money will be paid in July",
            "Ada Roos",
        ),
        ("By midnight, Ada Roos said, the lower town must be empty.", "the lower town must be empty", "Ada Roos"),
        (
            "The pier will open before the storms, promised Ada Roos.",
            "The pier will open before the storms",
            "Ada Roos",
        ),
        ("Prices of cod will rise again, engineers say.", "Prices of cod will rise again", "engineers"),
        ("Security specialists say the lock was forced.", "the lock was forced", "Security specialists"),
    ],
)
def test_a_report_before_or_around_its_verb_is_read_whole(text: str, content: str, who: str) -> None:
    (one,) = [found for found in statements(read_text(text)) if found.kind == "reported"]
    assert (one.text, one.speaker.person if one.speaker else "") == (content, who)


def test_what_is_said_twice_of_one_content_is_one_statement() -> None:
    text = "Ada Roos hinted at more but confirmed that the southern pier would stay shut."
    assert len([found for found in statements(read_text(text)) if found.kind == "reported"]) == 1


def test_a_quotation_after_a_name_and_a_colon_is_that_persons() -> None:
    (one,) = said('Union chief Odd Berg: "an act of desperation".')
    assert (one.kind, one.speaker.person if one.speaker else "") == ("fragment", "Odd Berg")


def test_he_after_a_closing_verb_is_not_the_first_word_of_what_is_said() -> None:
    text = (
        "The bridge would be paid for by the state, Rui Prado said. "
        "Construction can start within a year after approval, he said."
    )
    told = [found for found in statements(read_text(text)) if found.kind == "reported"]
    assert [one.speaker.person for one in told if one.speaker] == ["Rui Prado", "Rui Prado"]


def test_who_was_she_once_is_not_he_later() -> None:
    text = (
        '"It is over," Zuli Sand said. She smiled. "Not yet," she added. Deputy Kibo Berg shrugged. '
        '"We wait," he said. '
        '"Look," she said.'
    )
    names = [one.speaker.person for one in said(text) if one.speaker]
    assert names == ["Zuli Sand", "Zuli Sand", "Kibo Berg", "Zuli Sand"]
