"""`tradetalks read` and `tradetalks accept`: data on stdout, a dossier that grows, refusals with their line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tradetalks.cli.accept import accept
from tradetalks.cli.read import read
from tradetalks.errors import BadInput

FIRST = 'Ada Roos said on Tuesday: "We want Sudria to open its ports." She left early. Nobody else spoke.\n'
SECOND = '"We want to open our ports to Sudria," Ada Roos said on Tuesday. The talks on fish go on.\n'


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command("read")(read)
    app.command("accept")(accept)
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "100"})


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(FIRST, encoding="utf-8")
    (folder / "two.txt").write_text(SECOND, encoding="utf-8")
    return folder


def body(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_data_name_their_schema_and_every_document(articles: Path) -> None:
    told = body(run("read", articles, "--json"))
    assert told["schema"] == "tradetalks/read/1"
    assert [document["name"] for document in told["documents"]] == ["one.txt", "two.txt"]  # type: ignore[attr-defined]


def test_the_summary_puts_conflicts_first(articles: Path) -> None:
    result = run("read", articles)
    assert result.exit_code == 0
    assert "2 articles from 2 independent sources" in result.stdout
    assert "agent reversed" in result.stdout


def test_a_dossier_grows_and_says_what_is_new(articles: Path, tmp_path: Path) -> None:
    into, later = tmp_path / "dossier", tmp_path / "later"
    shutil.move(articles / "two.txt", articles.parent / "two.txt")
    first = body(run("read", articles, "--into", into, "--json"))
    assert first["new"] is None
    later.mkdir()
    shutil.move(articles.parent / "two.txt", later / "two.txt")
    second = body(run("read", later, "--into", into, "--json"))
    assert [document["name"] for document in second["documents"]] == ["one.txt", "two.txt"]  # type: ignore[attr-defined]
    assert len(second["new"]["documents"]) == 1  # type: ignore[index]
    third = body(run("read", later, "--into", into, "--json"))
    assert third["new"] == {"documents": [], "utterances": [], "confirmed": [], "conflicts": [], "items": []}
    assert (into / "dossier.html").is_file()


def test_corrections_beside_the_articles_are_taken_into_the_dossier(articles: Path, tmp_path: Path) -> None:
    told = body(run("read", articles, "--json"))
    places = [
        f"{document['id']}:{said['start']}-{said['end']}"
        for document in told["documents"]  # type: ignore[attr-defined]
        for said in document["statements"]
        if said["kind"] == "direct"
    ]
    (articles / "corrections.yaml").write_text(f"not-the-same:\n  - [{places[0]}, {places[1]}]\n", encoding="utf-8")
    assert body(run("read", articles, "--into", tmp_path / "dossier", "--json"))["conflicts"] == []
    assert body(run("read", articles / "one.txt", "--into", tmp_path / "dossier", "--json"))["conflicts"] == []


def test_a_folder_that_is_no_dossier_is_left_alone(articles: Path) -> None:
    result = run("read", articles, "--into", articles)
    assert isinstance(result.exception, BadInput)
    assert sorted(path.name for path in articles.iterdir()) == ["one.txt", "two.txt"]


def test_a_bad_correction_stops_the_reading_with_its_line(articles: Path) -> None:
    (articles / "corrections.yaml").write_text("not-said:\n  - here\n", encoding="utf-8")
    result = run("read", articles)
    assert isinstance(result.exception, BadInput)
    assert "corrections.yaml:2:5" in str(result.exception)


PROPOSAL = """\
proposal: from-x
case: borderlands
references:
  press-x: {title: "Report: one.txt", source: Courier, confirmed: false}
"""


def _with_position(folder: Path, party: str) -> str:
    from tradetalks.case import load_case

    item = load_case(folder).agenda[0].id
    return f"{PROPOSAL}positions:\n  {item}:\n    - {{party: {party}, ask: More fish., reference: press-x}}\n"


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    load = pytest.importorskip("tradetalks.case.load", reason="needs the reading of cases")
    target = tmp_path / "london-2025"
    shutil.copytree(load.SHIPPED / "london-2025", target)
    return target


def test_an_accepted_proposal_is_laid_over_the_case_and_undone_by_removing_it(case_folder: Path) -> None:
    from tradetalks.case import load_case
    from tradetalks.case.accepted import with_accepted

    before = load_case(case_folder)
    file = case_folder.parent / "from-x.yaml"
    file.write_text(_with_position(case_folder, before.parties[0].id), encoding="utf-8")
    assert body(run("accept", file, case_folder, "--json"))["added"] == {
        "positions": 1, "calendar": 0, "acts": 0, "references": 1,
    }  # fmt: skip
    accepted = with_accepted(before)
    assert len(accepted.agenda[0].positions) == len(before.agenda[0].positions) + 1
    assert next(one for one in accepted.references if one.id == "press-x").confirmed is False
    (case_folder / "accepted" / "from-x.yaml").unlink()
    assert with_accepted(before) == before


def test_a_proposal_with_mistakes_changes_nothing_and_names_them_all(case_folder: Path) -> None:
    file = case_folder.parent / "from-x.yaml"
    file.write_text(_with_position(case_folder, "XYZ") + "acts:\n  no-such-measure: []\nbogus: 1\n", encoding="utf-8")
    result = run("accept", file, case_folder)
    assert isinstance(result.exception, BadInput)
    assert len(result.exception.mistakes) == 3
    assert not (case_folder / "accepted").exists()


def test_an_act_of_coverage_needs_its_day_and_a_sensible_rate(case_folder: Path) -> None:
    file = case_folder.parent / "from-x.yaml"
    acts = "acts:\n  us-ieepa-fentanyl:\n    - {on: , announced: 2025-06-01, reference: press-x, rate: 20}\n"
    file.write_text(PROPOSAL + acts, encoding="utf-8")
    result = run("accept", file, case_folder)
    assert isinstance(result.exception, BadInput)
    assert [mistake.where.split(":")[1] for mistake in result.exception.mistakes] == ["7", "7"]
