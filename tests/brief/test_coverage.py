"""What a brief says of coverage: from a folder of articles or from a dossier, with the articles by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tradetalks.brief.coverage import coverage_section
from tradetalks.case import load_case
from tradetalks.cli.accept import accept
from tradetalks.cli.read import read

ONE = 'June 10, 2025\n\n"We want the rare earths at once," Howard Lutnick said. Ethane was not discussed.\n'
TWO = 'June 10, 2025\n\n"We want rare earths at once," Howard Lutnick said of the magnets.\n'


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    return folder


def test_the_section_counts_sources_and_names_the_only_article(articles: Path) -> None:
    section = coverage_section(load_case("london-2025"), articles)
    assert section.paragraphs[0][0].startswith("2 articles from 2 sources hold")
    rows = {row[0]: row[1:] for table in section.items for row in table.rows if table.id == "covered"}
    assert rows["Ethane"] == ("1", "one.txt")
    assert rows["Rare earths and magnets"] == ("2", "")


def test_a_dossier_gives_the_same_section_as_its_articles(articles: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command("read")(read)
    app.command("accept")(accept)
    into = tmp_path / "dossier"
    result = CliRunner().invoke(app, ["read", str(articles), "--into", str(into)])
    assert result.exit_code == 0, result.output
    case = load_case("london-2025")
    assert coverage_section(case, into) == coverage_section(case, articles)
