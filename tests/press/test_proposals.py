"""From coverage to case through the commands: what an article may change, accepted, undone, and refused when wrong."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tradetalks.case import load_case
from tradetalks.case.load import SHIPPED
from tradetalks.cli.accept import accept
from tradetalks.cli.read import read
from tradetalks.errors import BadInput

NEAR = 6  # lines: a missing key is noted on the entry that lacks it, missing evidence on what lacks it

ARTICLE = """\
Courier

June 12, 2025

China will not give up its licences for rare earths, its commerce ministry said on Thursday. "We want the visas of our
students back," Vice Premier He Lifeng told reporters.

The truce expires on August 20, 2025, officials of both sides said. Talks on ethane will resume in Oslo on July 3.

The White House raised the fentanyl duty on Chinese goods to 30 percent on June 11, 2025. It may raise the reciprocal
duty to 90 percent. Exports fell by 12 percent.
"""


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command("read")(read)
    app.command("accept")(accept)
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "100"})


def refused(result: Result) -> list[str]:
    """The mistakes of a refusal, each with what is wrong and its line."""
    assert isinstance(result.exception, BadInput), result.output
    return [f"{one.where.split(':')[1]}: {one.what}" for one in result.exception.mistakes]


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    target = tmp_path / "london-2025"
    shutil.copytree(SHIPPED / "london-2025", target)
    return target


@pytest.fixture
def proposal(tmp_path: Path, case_folder: Path) -> Path:
    """The file that reading the article wrote."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "courier.txt").write_text(ARTICLE, encoding="utf-8")
    result = run("read", tmp_path / "articles", "--case", case_folder, "--into", tmp_path / "dossier")
    assert result.exit_code == 0, result.output
    (file,) = (tmp_path / "dossier" / "proposals").iterdir()
    return file


def replaced(file: Path, old: str, new: str) -> Path:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_new_act_is_proposed_with_its_rate_and_its_day_and_what_is_only_planned_is_not(
    proposal: Path, case_folder: Path
) -> None:
    before = {measure.id: measure.acts for measure in load_case(case_folder).measures}
    assert run("accept", proposal, case_folder).exit_code == 0
    added = {
        measure.id: [act for act in measure.acts if act not in before[measure.id]]
        for measure in load_case(case_folder).measures
    }
    assert [(id, act.rate, act.on) for id, acts in added.items() for act in acts] == [
        ("us-ieepa-fentanyl", 0.3, date(2025, 6, 11))
    ]


def test_a_changed_position_keeps_the_standing_wish_and_adds_the_refusal(proposal: Path, case_folder: Path) -> None:
    items = {item.id: item for item in load_case(case_folder).agenda}
    assert run("accept", proposal, case_folder).exit_code == 0
    after = {item.id: item for item in load_case(case_folder).agenda}
    standing = next(one for one in items["rare-earths"].positions if one.party == "CHN")
    refusal, wish = after["rare-earths"].positions[-1], after["student-visas"].positions[-1]
    assert (refusal.party, refusal.ask) == ("CHN", standing.ask)
    assert refusal.red_line == "China will not give up its licences for rare earths"
    assert (wish.party, wish.ask) == ("CHN", "We want the visas of our students back")
    assert standing.ask in proposal.read_text("utf-8").split("in_the_case_now:")[1].replace("\n    ", " ")


def test_a_new_deadline_and_a_meeting_are_proposed_on_their_days(proposal: Path, case_folder: Path) -> None:
    before = load_case(case_folder).calendar
    assert run("accept", proposal, case_folder).exit_code == 0
    added = [entry for entry in load_case(case_folder).calendar if entry not in before]
    assert {(entry.on, entry.kind) for entry in added} == {
        (date(2025, 8, 20), "deadline"),
        (date(2025, 7, 3), "meeting"),
    }


def test_what_came_from_coverage_is_never_confirmed_and_removing_the_file_undoes_it(
    proposal: Path, case_folder: Path
) -> None:
    before = load_case(case_folder)
    assert run("accept", proposal, case_folder).exit_code == 0
    fresh = [one for one in load_case(case_folder).references if one not in before.references]
    assert [one.confirmed for one in fresh] == [False]
    (case_folder / "accepted" / proposal.name).unlink()
    assert load_case(case_folder) == before


def test_reading_proposes_and_changes_nothing(proposal: Path, case_folder: Path) -> None:
    assert proposal.is_file()
    assert not (case_folder / "accepted").exists()


def test_a_proposal_is_accepted_once(proposal: Path, case_folder: Path) -> None:
    assert run("accept", proposal, case_folder).exit_code == 0
    result = run("accept", proposal, case_folder)
    assert isinstance(result.exception, BadInput)
    assert "already accepted" in str(result.exception)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("party: CHN", "party: XYZ", "XYZ"),
        ("rate: 0.3", "rate: 30", "30"),
        ("rate: 0.3", "rate: 0.35", "0.35"),
        ("us-ieepa-fentanyl:", "us-ieepa-fentanil:", "us-ieepa-fentanil"),
        ("'on': 2025-08-20", "'on': 2025-08-32", "2025-08-32"),
        ("'on': 2025-08-20", "'on':", "on"),
        ("words: The truce expires", "words: The truce ends", "words were changed"),
        ("supports: acts/us-ieepa-fentanyl", "supports: acts/other", "no evidence supports acts/us-ieepa-fentanyl"),
        ("evidence:", "evidense:", "evidense"),
        ("reference: press-", "reference: pres-", "pres-"),
    ],
)
def test_a_wrong_or_edited_proposal_is_refused_with_its_line_and_changes_nothing(
    proposal: Path, case_folder: Path, old: str, new: str, what: str
) -> None:
    text = proposal.read_text("utf-8")
    line = text[: text.index(old.removeprefix("supports: acts/"))].count("\n") + 1
    found = refused(run("accept", replaced(proposal, old, new), case_folder))
    assert any(what in one for one in found), found
    assert any(abs(int(one.split(":")[0]) - line) <= NEAR for one in found), (line, found)
    assert not (case_folder / "accepted").exists()


def test_lines_that_a_reviewer_deletes_are_not_missed(proposal: Path, case_folder: Path) -> None:
    text = proposal.read_text("utf-8")
    start, end = text.index("acts:"), text.index("evidence:")
    proposal.write_text(text[:start] + text[end:], encoding="utf-8")
    assert run("accept", proposal, case_folder).exit_code == 0


def test_an_act_without_its_day_must_be_filled_in(tmp_path: Path, case_folder: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = "Beijing\n\nJune 12, 2025\n\nThe White House raised the fentanyl duty on Chinese goods to 30 percent.\n"
    (tmp_path / "articles" / "courier.txt").write_text(text, encoding="utf-8")
    run("read", tmp_path / "articles", "--case", case_folder, "--into", tmp_path / "dossier")
    (file,) = (tmp_path / "dossier" / "proposals").iterdir()
    assert refused(run("accept", file, case_folder))
    assert run("accept", replaced(file, "'on': null", "'on': 2025-06-12"), case_folder).exit_code == 0


def test_a_day_that_has_nothing_to_do_with_the_case_is_not_proposed(tmp_path: Path, case_folder: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = (
        "Oslo\n\nJune 12, 2025\n\nThe candidates have until July 4, 2025, to sign. The talks will resume on July 9.\n"
    )
    (tmp_path / "articles" / "courier.txt").write_text(text, encoding="utf-8")
    assert run("read", tmp_path / "articles", "--case", case_folder, "--into", tmp_path / "dossier").exit_code == 0
    assert not (tmp_path / "dossier" / "proposals").exists()
