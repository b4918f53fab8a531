"""`tradetalks read`: data on stdout, a dossier that grows, refusals with their line."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tradetalks.cli.accept import accept
from tradetalks.cli.read import read
from tradetalks.errors import BadInput
from tradetalks.press.model import Document
from tradetalks.press.naming import names

FIRST = 'Ada Roos said on Tuesday: "We want Sudria to open its ports." She left early. Nobody else spoke.\n'
SECOND = '"We want to open our ports to Sudria," Ada Roos said on Tuesday. The talks on fish go on.\n'


def run(*arguments: object) -> Result:
    app = typer.Typer()
    app.command("read")(read)
    app.command("accept")(accept)  # an application of one command would not take its name
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


def test_an_article_changed_in_the_dossier_is_still_one_article(articles: Path, tmp_path: Path) -> None:
    into = tmp_path / "dossier"
    run("read", articles, "--into", into)
    (kept,) = into.glob("articles/*/one.txt")
    kept.write_text(f"{FIRST}A line of the archivist.\n", encoding="utf-8")
    again = body(run("read", articles, "--into", into, "--json"))
    assert [document["name"] for document in again["documents"]] == ["one.txt", "two.txt"]  # type: ignore[attr-defined]


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


def test_two_articles_of_one_outlet_have_two_names(articles: Path) -> None:
    for name, text in {"one.txt": FIRST, "two.txt": SECOND}.items():
        (articles / name).write_text(f"Source: Harbour Post\n\n{text}", encoding="utf-8")
    told = run("read", articles).stdout
    assert "Harbour Post 1, Ada Roos" in told
    assert "Harbour Post 2, Ada Roos" in told


def test_articles_are_told_apart_by_their_days_where_these_differ() -> None:
    days = {"a": date(2025, 6, 10), "b": date(2025, 6, 11), "c": None}
    given = [Document(id, f"{id}.txt", "Text.", (), day, "Harbour Post") for id, day in days.items()]
    assert names(given[:2]) == {"a": "Harbour Post 2025-06-10", "b": "Harbour Post 2025-06-11"}
    assert names(given) == {"a": "Harbour Post 1", "b": "Harbour Post 2", "c": "Harbour Post 3"}
    assert names(given[2:]) == {"c": "Harbour Post"}
