"""Reading articles: encodings, parts set aside, pages, and what cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tradetalks.errors import BadInput
from tradetalks.press.dossier import dossier, read_document
from tradetalks.press.plain import Plain
from tradetalks.press.reading import documents, read_bytes, read_folder, read_text
from tradetalks.press.statements import statements

BODY = (
    "Fishing talks opened in Bergen on Monday with both delegations promising patience, officials said.\n\n"
    "“We will stay until it is done,” said Nora Vik, the chief negotiator, after a first session of four hours.\n\n"
    "The quota has fallen in each of the last three years and neither side wants to see a fourth cut.\n"
)


def kinds(document):
    return [part.kind for part in document.parts]


def test_a_folder_is_read_in_the_order_of_names_and_other_files_are_left_alone(tmp_path: Path):
    (tmp_path / "b.md").write_text(BODY, "utf-8")
    (tmp_path / "a.txt").write_text(BODY + "More.", "utf-8")
    (tmp_path / "c.csv").write_text("1,2", "utf-8")
    assert [document.name for document in read_folder(tmp_path)] == ["a.txt", "b.md"]


def test_a_missing_folder_and_an_empty_one_are_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(BadInput, match="no such file"):
        read_folder(tmp_path / "nowhere")
    with pytest.raises(BadInput, match=r"\.txt, \.md, \.html"):
        read_folder(tmp_path)


def test_the_id_follows_the_content_and_not_the_name():
    assert read_bytes(BODY.encode(), "a.txt").id == read_bytes(BODY.encode(), "b.txt").id
    assert read_bytes(BODY.encode(), "a.txt").id != read_bytes(BODY.encode() + b" ", "a.txt").id


def test_the_text_is_never_altered_and_parts_cover_every_visible_character():
    text = "  By Ann Lee\r\n\r\n" + BODY.replace("\n", "\r\n") + "\tTail line of the article here.\r\n"
    document = read_bytes(text.encode(), "a.txt")
    assert document.text == text
    covered = " ".join(text[part.span.start : part.span.end] for part in document.parts)
    assert covered.split() == text.split()


@pytest.mark.parametrize(
    ("raw", "text", "note"),
    [
        ("“Ja”, sagte er.".encode("utf-8-sig"), "“Ja”, sagte er.", ""),
        ("“Ja”, sagte er.".encode("utf-16"), "“Ja”, sagte er.", ""),
        ("He said “yes” at the café.".encode("cp1252"), "He said “yes” at the café.", "cp1252"),
        (
            "Ein „Nein“ für alle, überall, größer. ".encode() + b"\x93no\x94",
            "Ein „Nein“ für alle, überall, größer. “no”",
            "mixed",
        ),
    ],
)
def test_encodings_are_recognised_and_odd_ones_noted(raw: bytes, text: str, note: str):
    document = read_bytes(raw, "a.txt")
    assert document.text == text
    assert note in document.note


def test_a_binary_file_and_an_empty_one_say_so_and_the_others_are_read(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\x00\x00\x01")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(BODY, "utf-8")
    binary, empty, read = documents(tmp_path)
    assert "binary" in binary.note
    assert "empty" in empty.note
    assert (read.note, len(read.parts)) == ("", 3)


def test_a_mark_that_never_closes_is_noted_and_swallows_at_most_its_paragraph():
    document = read_text(
        "“We are close, the minister said.\n\n“No,” said Nora Vik.\n\n“Yes, he added later, and left\n\nThe end."
    )
    assert "never closed" in document.note
    assert [said.text for said in statements(document) if said.kind != "reported"][1] == "No,"


def test_bylines_datelines_tables_boilerplate_and_teasers_are_set_aside_with_a_reason():
    text = (
        "Fish Talks Open In Bergen\n\nBy Ann Lee\n\n"
        "BERGEN, June 3 (Norsk) — Talks opened on Monday, officials said, and would last a week.\n\n"
        + BODY
        + "\nMarkets\n"
        "- Oslo index: +0.4% (1,201.50)\n- Krone: -0.2%\n\n"
        "Follow us on Facebook\n\nRelated articles\n\nA goat wins a race in Voss\n"
    )
    document = read_text(text)
    assert kinds(document)[:4] == ["heading", "byline", "dateline", "body"]
    assert kinds(document).count("table") == 2
    assert kinds(document)[-3:] == ["boilerplate", "teaser", "teaser"]
    assert all(part.why for part in document.parts if part.kind in ("boilerplate", "teaser", "table"))
    assert "goat" not in "".join(said.text for said in statements(document))


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("Published June 10, 2025\n\n" + BODY, "a.txt", date(2025, 6, 10)),
        (BODY, "paper_2024-03-01_fish.txt", date(2024, 3, 1)),
        (BODY + "\nOn June 9, 2025, ministers met.", "a.txt", None),
    ],
)
def test_the_articles_own_date_is_never_a_day_told_in_the_story(text: str, name: str, day: date | None):
    assert read_text(text, name).dated == day


def test_lines_wrapped_by_hand_are_one_paragraph():
    text = (
        "The ministers of five coastal states met on Monday in\nBergen and agreed to share what they know about the\n"
        "stock before the next round of talks, which the host\nexpects in the autumn of this year.\n\n"
        "A second paragraph follows, and it is wrapped as well,\nso that it runs over two lines."
    )
    assert len(read_text(text).parts) == 2


PAGE = (
    "<!doctype html><html><head><title>Fish</title>"
    "<meta property='article:published_time' content='2025-06-10T08:00:00Z'>"
    "<meta property='og:site_name' content='The Fjord'><script>var a = '“fake” said he';</script></head><body>"
    "<nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Ministers meet in Bergen</h1>"
    "<p>Trade Minister Ola Berg said on Monday that talks had gone well and would go on all week.</p>"
    "<p>&ldquo;We are <em>very</em> close&nbsp;to a deal,&rdquo; he told reporters after the session of six hours.</p>"
    "<p>Exports fell 3.5% in May, the statistics office said, and the fleet expects a further cut.</p>"
    "</article><aside><p><a href='/x'>Ten tricks to save money “now” he said</a></p></aside>"
    "<footer>© 2025 The Fjord. All rights reserved.</footer></body></html>"
)


def test_a_page_is_read_for_its_main_text_and_spans_point_into_its_source():
    document = read_bytes(PAGE.encode(), "a.html")
    assert (document.dated, document.outlet, document.text) == (date(2025, 6, 10), "The Fjord", PAGE)
    quoted = next(said for said in statements(document) if said.kind == "direct")
    assert quoted.text == "We are very close to a deal,"
    assert document.text[quoted.span.start : quoted.span.end] == "We are <em>very</em> close&nbsp;to a deal,"
    assert quoted.speaker is not None
    assert (quoted.speaker.mention, quoted.speaker.person) == ("he", "Ola Berg")
    aside = [document.words(part.span) for part in document.parts if part.kind in ("boilerplate", "teaser")]
    assert any("Ten tricks" in words for words in aside)
    assert any("All rights" in words for words in aside)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 50_000 + "hi",
        "<!--" * 30_000,
        "<" * 100_000,
        "<script>" * 30_000,
        "&amp;" * 50_000,
        "<p>a <b>b <!-- never " + "x" * 50_000,
    ],
    ids=["deep", "comments", "signs", "scripts", "entities", "unclosed"],
)
def test_hostile_html_is_read_with_a_note_and_without_failing(source: str):
    document = read_bytes(source.encode(), "a.html")
    statements(document)
    assert document.note


def test_plain_words_keep_their_place_in_the_source():
    source = "<p>A&amp;B <i>cd</i></p>"
    plain = Plain.of([("A", 3, 4), ("&", 4, 9), ("B ", 9, 11), ("cd", 14, 16)])
    assert plain.text == "A&B cd"
    assert source[slice(*plain.original(0, 3))] == "A&amp;B"
    assert source[slice(*plain.original(2, 5))] == "B <i>c"
    assert plain.between(4, 16) == "&B cd"
    assert [plain.locate(plain.original(i, i + 1)[0]) for i in range(6)] == list(range(6))


def test_a_line_that_breaks_off_in_a_sentence_goes_on_in_the_next() -> None:
    text = (
        '"The harbour of the northern town will be closed\nuntil spring," Ada Roos said.\nThe fleet stays.\nAll left.'
    )
    found = [said.text for said in statements(read_text(text)) if said.kind == "direct"]
    assert found == ["The harbour of the northern town will be closed\nuntil spring,"]
    assert [part.kind for part in read_text(text).parts] == ["body", "body", "body"]


def test_every_bad_file_of_a_folder_is_noted_and_the_good_one_is_read(tmp_path: Path):
    bad = {
        "unbalanced.txt": "“We are close, the minister said.\n\nNobody else spoke that day.",
        "binary.txt": "\0\1\2" * 100,
        "empty.txt": "",
        "line.txt": "He said it is so, and went. " * 10_000,
        "hostile.html": "<!--" * 30_000,
        "digits.txt": "1" * 1_000_000,
    }
    for name, text in bad.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "good.txt").write_text(BODY, "utf-8")
    made = dossier(read_document(document) for document in documents(tmp_path))
    assert {note.partition(":")[0] for note in made.notes} == bad.keys()
    assert [reading.document.name for reading in made.readings if not reading.document.note] == ["good.txt"]
    assert any(said.text == "We will stay until it is done," for one in made.readings for said in one.statements)
