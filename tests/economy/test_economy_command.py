"""The economy command: data on stdout, refusals as messages with exit code 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tradetalks.economy.tables import write_world
from tradetalks.economy.toy import toy_world

LARGE = 400  # width at which nothing is folded


def run(*arguments: str, width: int = LARGE) -> subprocess.CompletedProcess[str]:
    code = "from tradetalks.cli import main; main()"
    environment = {**os.environ, "COLUMNS": str(width), "NO_COLOR": "1"}
    command = [sys.executable, "-c", code, "economy", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    write_world(tmp_path, toy_world(), {})
    return tmp_path


def test_show_as_json_is_one_object_with_its_schema() -> None:
    told = json.loads(run("show", "--economy", "USA", "--json").stdout)
    assert told["schema"] == "tradetalks/economy-show/1"
    usa = told["economies"][0]
    assert usa["economy"] == "USA"
    assert usa["gdp"] == pytest.approx(usa["gdp_source"], rel=0.03)
    sectors = [row["sector"] for row in told["by_sector"]]
    assert len(sectors) > 33
    assert "rare-earth-magnets" in sectors
    assert told["proxies"]
    assert told["largest_adjustments"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_show_fits_the_terminal(width: int) -> None:
    shown = run("show", width=width)
    assert shown.returncode == 0
    assert max(map(len, shown.stdout.splitlines())) <= width
    assert "…" not in shown.stdout
    assert "Proxies" in shown.stdout


def test_a_toy_world_shows_its_gdp_source_as_unknown(toy: Path) -> None:
    assert "unknown" in run("show", str(toy)).stdout
    assert json.loads(run("show", str(toy), "--json").stdout)["economies"][0]["gdp_source"] is None


def test_check_tells_that_the_shipped_world_is_sound() -> None:
    told = json.loads(run("check", "--json").stdout)
    assert told["schema"] == "tradetalks/economy-check/1"
    assert told["sound"] is True
    assert len(told["checks"]) > 400


def test_check_refuses_an_open_account_without_a_traceback(toy: Path) -> None:
    table = toy / "accounts.csv"
    table.write_text(table.read_text().replace("A,s1,", "A,s1,1", 1))
    refused = run("check", str(toy))
    assert refused.returncode == 2
    assert "does not close" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not refused.stdout


def test_check_tells_a_missed_target(toy: Path) -> None:
    header = "account,importer,exporter,sector,target,tolerance,source\n"
    (toy / "targets.csv").write_text(header + "gdp,A,,,1,0.03,made up\nborder,A,B,s1,1,0.03,made up\n")
    missed = run("check", str(toy))
    assert missed.returncode == 2
    assert "0 of 2 targets are met" in missed.stdout


def test_a_target_with_an_unknown_label_is_refused(toy: Path) -> None:
    header = "account,importer,exporter,sector,target,tolerance,source\n"
    (toy / "targets.csv").write_text(header + "gdp,Z,,,1,0.03,made up\nwages,A,,,1,0.03,made up\n")
    refused = run("check", str(toy))
    assert refused.returncode == 2
    assert 'unknown economy "Z"' in refused.stderr
    assert 'unknown account "wages"' in refused.stderr


def test_an_unknown_world_and_an_unknown_economy_end_with_two() -> None:
    assert run("show", "nowhere").returncode == 2
    unknown = run("show", "--economy", "GER")
    assert unknown.returncode == 2
    assert "Traceback" not in unknown.stderr


def test_building_without_raw_statistics_names_what_is_missing(tmp_path: Path) -> None:
    refused = run("build", "--raw", str(tmp_path), "--out", str(tmp_path / "out"))
    assert refused.returncode == 2
    assert "icio_2022_flows.npz" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_show_and_check_count_the_sectors_of_the_statistics_and_say_what_was_split_out_of_them():
    size = "18 economies, 33 sectors, 8 critical inputs split out of them"
    assert size in run("show").stdout
    assert size in run("check").stdout
