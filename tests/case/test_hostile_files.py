"""Files meant or damaged to break the reader end as a message: no traceback, whatever the bytes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from refused import mistakes_of

from tradetalks.case import load_case
from tradetalks.case.worlds import sectors_of
from tradetalks.errors import BadInput

Change = Callable[[str, str, str], Path]

JAPAN = "measures/japan.yaml"

# what a file holds, and what is told about it
BROKEN_YAML = {
    "bytes that are not UTF-8": (b"title: caf\xe9\n", ":1:11: is not UTF-8 text here"),
    "a tab as indentation": (b"a:\n\tb: c\n", ":2:1: is not YAML: found character that cannot start any token"),
    "an open bracket": (b"a: [1, 2\n", ":2:1: is not YAML: did not find expected ',' or ']'"),
    "a colon inside text": (b"title: a: b\n", ":1:9: is not YAML: mapping values are not allowed in this context"),
    "a control character": (b"title: a\x07b\n", ": holds a character that text cannot hold"),
    "a list instead of keys": (b"- a\n- b\n", ":1:1: must hold keys with values"),
    "only text": (b"hello\n", ":1:1: must hold keys with values"),
    "deep nesting on a line": (b"a: " + b"[" * 900, ":1:23: is nested more than 20 deep"),
    "block nesting": (b"".join(b" " * i + b"a:\n" for i in range(40)), ":21:21: is nested more than 20 deep"),
    "a key that is a list": (b"[a, b]: c\n", ":1:1: a key must be plain text"),
    "an alias bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\n", ":1:4: sets an anchor (&a)"),
    "an include tag": (b"a: !include /etc/passwd\n", ':1:4: carries the tag "!include"'),
    "a merge key": (b"x: {<<: {title: a}}\n", ':1:5: x: unknown key "<<".'),
    "an oversized file": (b"# " + b"x" * 5_000_001, ": is larger than 5 MB"),
}


@pytest.mark.parametrize("name", BROKEN_YAML)
def test_a_broken_file_is_told_with_its_place(name: str, folder: Path) -> None:
    content, told = BROKEN_YAML[name]
    (folder / JAPAN).write_bytes(content)
    said = [f"{mistake.where}: {mistake.what}" for mistake in mistakes_of(folder) if JAPAN in mistake.where]
    assert f"mycase/{JAPAN}{told}" in said


def test_nesting_without_end_is_called_that_by_whichever_limit_stops_it(folder: Path) -> None:
    (folder / JAPAN).write_bytes(b"a: " + b"[" * 50_000)
    (mistake,) = (one for one in mistakes_of(folder) if JAPAN in one.where)
    assert mistake.where.startswith(f"mycase/{JAPAN}:1:")
    assert mistake.what == "is nested more than 20 deep"


def test_a_broken_list_of_references_does_not_blame_every_reference(folder: Path, change: Change) -> None:
    change("references.yaml", "decree-1: {", "decree-1: [")
    (mistake,) = mistakes_of(folder)
    assert mistake.where.startswith("mycase/references.yaml:2:")


# a scope file, and what is told about it
BROKEN_TABLES = {
    "a code its edition does not have": (
        "hs\n850511\n851712\n", ":3:1", 'code "851712" is not in hs-2022, checked to six digits',
        "8517 exists; look below it."),
    "a chapter that does not exist": (
        "hs\n770100\n", ":2:1", 'code "770100" is not in hs-2022, checked to six digits',
        "No chapter begins like this."),
    "a lost leading zero": (
        "hs\n101\n", ":2:1", 'code "101" has 3 digits',
        "Codes have 2, 4, 6, 8 or 10 digits. Was a leading zero lost? Then write 0101."),
    "a code with dots": ("hs\n8505.11\n", ":2:1", 'code "8505.11" is not digits', "Write 850511."),
    "digits of another script": ("hs\n٨٥٠٥\n", ":2:1", 'code "٨٥٠٥" is not digits', "Codes are digits."),
    "a code twice": ("hs\n850511\n850519\n850511\n", ":4:1", '"850511" is already on line 2', "Keep one."),
    "an unknown column": (
        "hs,certanty\n850511,maybe\n", ":1:4", 'unknown column "certanty".',
        "One of: hs, sector, share, certainty, note. Did you mean certainty?"),
    "an unknown certainty": (
        "hs,certainty\n850511,perhaps\n", ":2:8", 'unknown certainty "perhaps".', "One of: definite, maybe."),
    "a share above one": ("hs,share\n850511,1.5\n", ":2:8", "share 1.5 is out of range", "Allowed: 0 to 1."),
    "an unknown sector": (
        "sector,share\nfoods,1\n", ":2:1", 'unknown sector "foods".',
        f"One of: {', '.join(sorted(sectors_of('world-2024') or ()))}. Did you mean food?"),
    "a share that is not a number": (
        "sector,share\nfood,nan\n", ":2:6", 'share "nan" is not a number',
        "Write digits with a decimal point, for example 0.25."),
    "a sector without a share": (
        "sector,share\nfood,\n", ":2:1", 'sector "food" has no share', "Give the share of its trade, 0 to 1."),
    "a code and a sector on one line": (
        "hs,sector,share\n850511,food,1\n", ":2:1", "a line names either a code (hs) or a sector",
        "Fill one of the two."),
    "a row too long": (
        "hs,certainty\n850511,maybe,x\n", ":2:1", "3 cells where the header has 2",
        "Put text that holds a comma in double quotes."),
    "a quote that never ends": (
        'hs\n"8505\n', ":2:1", "is not a table: unexpected end of data", "Check the double quotes."),
    "an empty file": ("", ":1:1", "is empty", "Begin with a header; columns: hs, sector, share, certainty, note."),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_TABLES)
def test_a_broken_product_list_is_told_by_line(name: str, folder: Path, change: Change) -> None:
    content, place, what, todo = BROKEN_TABLES[name]
    change("scope/scopes.yaml", "title: One chemical", "title: One chemical\n  edition: hs-2022")
    (folder / "scope/chemicals.csv").write_text(content, encoding="utf-8")
    told = [(mistake.where, mistake.what, mistake.todo) for mistake in mistakes_of(folder)]
    assert told[0] == (f"mycase/scope/chemicals.csv{place}", what, todo)


def test_a_list_of_codes_names_its_edition(folder: Path) -> None:
    (folder / "scope/chemicals.csv").write_text("hs\n2846\n")
    (mistake,) = mistakes_of(folder)
    assert (mistake.where, mistake.what) == ("mycase/scope/chemicals.csv:2:1", 'code "2846" belongs to no edition')
    assert mistake.todo.startswith("Say `edition:` in scope/scopes.yaml. Editions: hs-2017, hs-2022,")


def test_an_unknown_edition_is_told_beside_the_scope(folder: Path, change: Change) -> None:
    change("scope/scopes.yaml", "title: One chemical", "title: One chemical\n  edition: hs-2025")
    (mistake,) = mistakes_of(folder)
    assert (mistake.where, mistake.what) == ("mycase/scope/scopes.yaml:11:12", 'chemicals: unknown edition "hs-2025".')


def test_a_list_without_lines_covers_nothing(folder: Path) -> None:
    (folder / "scope/chemicals.csv").write_text("sector,share\n")
    (mistake,) = mistakes_of(folder)
    assert (mistake.where, mistake.what) == ("mycase/scope/scopes.yaml:10:3", "chemicals: covers nothing")


def test_a_list_that_takes_all_of_itself_out_covers_nothing(folder: Path, change: Change) -> None:
    (folder / "scope/chemicals.csv").write_text("hs\n284610\n284690\n")
    (folder / "scope/all-rare-earths.csv").write_text("hs\n2846\n")
    change(
        "scope/scopes.yaml",
        "title: One chemical",
        "title: One\n  edition: hs-2022\n  minus: [all-rare-earths]",
    )
    (folder / "scope/scopes.yaml").open("a").write(
        "all-rare-earths: {title: All, edition: hs-2022, reference: order-12}\n"
    )
    (mistake,) = mistakes_of(folder)
    assert mistake.what == "chemicals: covers nothing: `minus` takes all of it out"


def test_a_list_joined_through_another_covers_what_that_covers(folder: Path) -> None:
    (folder / "scope/scopes.yaml").open("a").write(
        "one: {title: One, plus: [chemicals], reference: order-12}\n"
        "two: {title: Two, plus: [one], reference: order-12}\n"
        "rest: {title: Rest, plus: [all-goods], minus: [two], reference: order-12}\n"
        "none-left: {title: None, plus: [two], minus: [all-goods], reference: order-12}\n"
    )
    (mistake,) = mistakes_of(folder)
    assert mistake.what == "none-left: covers nothing: `minus` takes all of it out"


def test_a_scope_made_of_itself_is_refused(folder: Path) -> None:
    (folder / "scope/scopes.yaml").open("a").write(
        "left: {title: Left, plus: [right], reference: order-12}\n"
        "right: {title: Right, plus: [left], reference: order-12}\n"
    )
    assert [mistake.what for mistake in mistakes_of(folder)] == ["left: is made of itself", "right: is made of itself"]


def test_a_list_without_a_description_is_refused(folder: Path) -> None:
    (folder / "scope/steel.csv").write_text("sector,share\niron-steel,1\n")
    (mistake,) = mistakes_of(folder)
    assert (mistake.where, mistake.what) == ("mycase/scope/steel.csv", "has no entry in scope/scopes.yaml")


def test_a_misspelt_file_is_not_silently_ignored(folder: Path) -> None:
    (folder / "calender.yaml").write_text("a: b\n")
    (folder / "scopes").mkdir()
    told = {mistake.where: mistake.todo for mistake in mistakes_of(folder)}
    assert "Did you mean calendar.yaml?" in told["mycase/calender.yaml"]
    assert told["mycase/scopes"] == "Did you mean scope/?"


def test_a_message_cannot_steer_the_terminal(folder: Path, change: Change) -> None:
    change(JAPAN, "title: Duty", r'title: "\e[2J\u202eDuty"' + "\n  other: Duty")
    change("agenda.yaml", "metals-duty:", r'"\e[31mmetals":')
    told = [f"{mistake.where} {mistake.what} {mistake.todo}" for mistake in mistakes_of(folder)]
    assert any("title" in line and "holds a control character" in line for line in told)
    assert not any("\x1b" in line or "\u202e" in line for line in told)


def test_a_value_without_end_is_shown_short(folder: Path, change: Change) -> None:
    change(JAPAN, "rate: 0.25, ref", f"rate: {'9' * 100_000}x, ref")
    (mistake,) = mistakes_of(folder)
    assert len(mistake.what) < 500


def test_numbers_are_written_in_ascii_digits(folder: Path, change: Change) -> None:
    change(JAPAN, "rate: 0.25, ref", "rate: ٠.٢٥, ref")
    (mistake,) = mistakes_of(folder)
    assert mistake.what == 'jp-metals-duty, act of 2025-03-01: rate "٠.٢٥" is not a number.'


def test_a_misspelt_file_in_a_folder_is_not_silently_ignored(folder: Path) -> None:
    (folder / "measures/chile.yml").write_text("a: b\n")
    (folder / "scope/scope.yaml").write_text("a: b\n")
    (folder / "measures/south").mkdir()
    (folder / "measures/south/peru.yaml").write_text("a: b\n")
    assert {mistake.where: mistake.todo for mistake in mistakes_of(folder)} == {
        "mycase/measures/chile.yml": "This folder holds *.yaml.",
        "mycase/measures/south/peru.yaml": "This folder holds *.yaml.",
        "mycase/scope/scope.yaml": "This folder holds scopes.yaml and *.csv.",
    }


def test_a_device_or_a_folder_in_place_of_a_file_is_refused(folder: Path) -> None:
    (folder / "agenda.yaml").unlink()
    (folder / "agenda.yaml").symlink_to("/dev/zero")
    (folder / "observations.csv").mkdir()
    assert [(mistake.where, mistake.what) for mistake in mistakes_of(folder)] == [
        ("mycase/agenda.yaml", "is not a plain file"),
        ("mycase/observations.csv", "is not a plain file"),
    ]


def test_a_name_longer_than_a_system_allows_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_case("x" * 5000)


def test_a_measure_in_two_files_is_refused(folder: Path) -> None:
    text = (folder / JAPAN).read_text()
    (folder / "measures/again.yaml").write_text(text)
    (mistake,) = mistakes_of(folder)
    assert mistake.what == "jp-metals-duty: the measure is already in mycase/measures/again.yaml:3"


def test_all_mistakes_of_all_files_are_told_together_in_order(folder: Path, change: Change) -> None:
    change("case.yaml", "day: 2025-05-15", "day: 2025-02-30")
    change(JAPAN, "rate: 0.25, ref", "rate: 25, ref")
    change(JAPAN, "imposer: JPN", "imposer: JPX")
    change("measures/korea.yaml", "instrument: export-licence", "instrument: export-license")
    with pytest.raises(BadInput) as refusal:
        load_case(folder)
    assert [mistake.where for mistake in refusal.value.mistakes] == [
        "mycase/case.yaml:10:6",
        "mycase/measures/japan.yaml:4:12",
        "mycase/measures/japan.yaml:11:53",
        "mycase/measures/korea.yaml:22:15",
    ]
    assert str(refusal.value).endswith("\n4 mistakes in 3 files; nothing was read.")


def test_one_bad_value_does_not_hide_another_act_that_contradicts_itself(folder: Path, change: Change) -> None:
    change(JAPAN, "authority: reciprocity-law", "authority: Reciprocity Law")
    change(JAPAN, "until: 2025-08-13", "until: 2025-05-01")
    assert len(mistakes_of(folder)) == 2


FILES = (
    "case.yaml",
    "parties.yaml",
    "agenda.yaml",
    "references.yaml",
    JAPAN,
    "scope/scopes.yaml",
    "scope/chemicals.csv",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_ends_as_a_case_or_as_a_message(folder: Path, data: st.DataObject) -> None:
    path = folder / data.draw(st.sampled_from(FILES))
    before = path.read_bytes()
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, min(len(before), start + 20)))
    piece = data.draw(
        st.binary(max_size=6)
        | st.text(alphabet="[]{}:,-&*!?|>'\"#%@`\n\t 09aé☃", max_size=6).map(str.encode)
        | st.sampled_from(
            [b"null", b"1e999", b"-0", b"2025-13-01", b"0000-00-00", b"ALL", b"all-goods", b"none", b"{}", b"[]"]
        )
    )
    try:
        path.write_bytes(before[:start] + piece + before[end:])
        with contextlib.suppress(BadInput):
            load_case(folder)
    finally:
        path.write_bytes(before)
