"""The commands brief and finding: exit codes, one JSON object, whole files or none; and the London brief itself."""

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tradetalks import brief as briefs
from tradetalks.case.digest import DIFFERS
from tradetalks.case.new import new_case
from tradetalks.cli import app, register
from tradetalks.errors import BadInput, NotConverged, TradetalksError
from tradetalks.report import Brief
from tradetalks.report.contents import SourceLine

if not app.registered_commands:
    register.all_commands(app)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def ready(brief: Brief, monkeypatch: pytest.MonkeyPatch) -> Brief:
    """The command gets the toy brief, already made."""
    monkeypatch.setattr(briefs, "make_brief", lambda *_, **__: brief)
    return brief


def test_the_terminal_opens_with_the_headline(ready: Brief) -> None:
    done = run("brief", "toy-talks")
    assert done.exit_code == 0
    assert done.stdout.index("In short") < done.stdout.index("What is in force")
    assert "If the truce lapses on 12 August 2031" in done.stdout
    assert ready.title in done.stdout


def test_json_is_one_object_with_its_schema_and_nothing_else_on_stdout(ready: Brief) -> None:
    told = json.loads(run("brief", "toy-talks", "--json").stdout)
    assert told["schema"] == "tradetalks/brief/1"
    assert told["converged"] is True
    for outcome in ("welfare_change_percent", "real_gdp_change_percent", "consumer_price_change_percent"):
        assert set(told[outcome]) == {"now", "each-other", "snap-back", "escalation"}
        assert set(told[outcome]["now"]) == set(ready.horizons)
        assert set(told[outcome]["now"]["1 year"]) == set(ready.economies)


def test_a_brief_of_an_edited_copy_says_so_on_stderr(ready: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    assert DIFFERS not in run("brief", "toy-talks", "--json").stderr
    edited = replace(ready, sources=(SourceLine(f"london-2025: {DIFFERS}", kind="note"), *ready.sources))
    monkeypatch.setattr(briefs, "make_brief", lambda *_, **__: edited)
    assert f"london-2025: {DIFFERS}.\n" in run("brief", "toy-talks", "--json").stderr


def test_on_is_another_word_for_day(monkeypatch: pytest.MonkeyPatch, ready: Brief) -> None:
    asked: list[object] = []
    monkeypatch.setattr(briefs, "make_brief", lambda *_, day, **__: (asked.append(day), ready)[1])
    for word in ("--day", "--on"):
        assert run("brief", "toy-talks", word, "2025-06-01", "--json").exit_code == 0
    assert asked == [date(2025, 6, 1)] * 2


def test_out_writes_page_and_bundle_and_leaves_an_older_brief_whole_when_the_new_one_fails(
    ready: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    assert run("brief", "toy-talks", "--out", str(folder)).exit_code == 0
    assert {path.name for path in folder.iterdir()} == {"brief.html", "brief.zip"}
    assert zipfile.ZipFile(folder / "brief.zip").testzip() is None
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert ready.title.encode() in old["brief.html"]

    def unsolved(*_: object, **__: object) -> Brief:
        raise NotConverged("Not solved: 1 year, now.")

    monkeypatch.setattr(briefs, "make_brief", unsolved)
    failed = run("brief", "toy-talks", "--out", str(folder))
    assert isinstance(failed.exception, NotConverged)
    assert failed.exception.exit_code == 3
    assert failed.stdout == ""
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == old


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("brief", "london-2025", "--day", "2025-02-30"), "--day"),
        (("brief", "london-2052"), "london-2052"),
        (("brief", "london-2025", "--economy-table", "world-1824"), "world-1824"),
        (("finding", "london-2025/2025-06-10"), "2 parts"),
        (("finding", "bogus"), '"bogus" has 1 part\n'),
    ],
)
def test_bad_input_is_refused_without_a_number(words: tuple[str, ...], told: str) -> None:
    refused = run(*words)
    assert isinstance(refused.exception, BadInput)
    assert told in str(refused.exception)
    assert refused.stdout == ""


def test_a_file_in_the_place_of_the_folder_is_refused_before_anything_is_solved(tmp_path: Path) -> None:
    place = tmp_path / "brief"
    place.write_text("mine")
    refused = run("brief", "london-2025", "--out", str(place))
    assert isinstance(refused.exception, TradetalksError)
    assert place.read_text() == "mine"


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case that `tradetalks new` makes: two sides, duties and a licence, nothing on anybody else."""
    folder = tmp_path_factory.mktemp("new") / "mine"
    new_case(folder, world="world-2024")
    return folder


@pytest.fixture(scope="module")
def told(mine: Path) -> dict[str, Any]:
    """Its brief as JSON."""
    done = run("brief", str(mine), "--horizon", "1 year", "--json")
    assert done.exception is None
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_a_case_that_leaves_others_alone_is_told_and_split_by_measure_with_its_licence(told: dict[str, Any]) -> None:
    assert told["headline"][0].startswith("If this stays as it is for a year, households in Japan are ")
    assert not any("everybody else" in paragraph for paragraph in told["headline"])
    split = {one["detail"]: one["scenario"] for one in told["findings"] if one["outcome"] == "welfare-contribution"}
    assert set(split.values()) == {"now"}
    assert "kr-chemical-licence" in split


def test_a_lapse_that_returns_the_highest_duties_is_told_once(told: dict[str, Any]) -> None:
    future = [one["if_clause"] for one in told["scenarios"] if one["kind"] == "future"]
    assert future == [
        "If the truce lapses on 13 August 2025 and the duties of 15 March 2025, the highest so far, return"
    ]


def test_a_new_case_makes_a_brief_whose_averages_are_those_of_show(mine: Path, told: dict[str, Any]) -> None:
    assert told["sides"] == ["JPN", "KOR"]
    assert max(abs(told["welfare_change_percent"]["now"]["1 year"][side]) for side in told["sides"]) >= 0.05
    assert set(told["welfare_change_percent"]) >= {"now", "snap-back"}
    shown = json.loads(run("show", str(mine), "--json").stdout)["average_tariffs"]
    told_of = {row["key"].split("/now/average-tariff/")[-1]: row["value"] for row in told["findings"]}
    assert len(shown) == 2
    for one in shown:
        in_brief = told_of[f"{one['importer']}/{one['exporter']}.{one['method']}"]
        assert in_brief == pytest.approx(one["percent"], abs=1e-3)


def test_a_finding_of_london_is_the_number_of_its_brief() -> None:
    stem = "london-2025/2025-06-10/known-2025-06-10/1-year"
    made = briefs.make_brief("london-2025", horizons=("1 year",))
    imports = f"{stem}/now/goods-imports-value-change/USA/CHN"
    for key in (imports, f"{stem}/each-other/welfare-contribution/USA/us-h20"):
        found = json.loads(run("finding", key, "--json").stdout)
        assert found["value"] == made[key].value
        assert found["converged"] is True
    assert -60.0 < made[imports].value < -15.0  # type: ignore[operator]
    assert not made.observed
