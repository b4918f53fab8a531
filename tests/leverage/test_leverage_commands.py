"""The commands leverage and backtest: data on stdout, refusals as messages with exit code 2."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tradetalks.case.model import Case
from tradetalks.cli.leverage import _print as show
from tradetalks.economy import CriticalItem, Economy, load_items
from tradetalks.leverage import Leverage, leverage_table
from tradetalks.leverage.basis import JUDGED, basis
from tradetalks.leverage.compared import Compared
from tradetalks.leverage.words import sections


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from tradetalks.cli import main; main()"
    environment = {**os.environ, "COLUMNS": "400", "NO_COLOR": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_leverage_of_an_item_as_json_has_no_figure_without_its_range(tmp_path: Path) -> None:
    asked = run(
        "leverage", "london-2025", "--item", "germanium", "--horizon", "5 years", "--json", "--out", str(tmp_path)
    )
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout)
    assert told["schema"] == "tradetalks/leverage/1"
    (power,) = told["power"]
    assert (power["item"], power["holder"], power["target"]) == ("gallium-germanium", "CHN", "USA")
    for name in ("harm", "own_cost", "next_point"):
        assert power[name]["low"] <= power[name]["value"] <= power[name]["high"]
    assert all(one["residual"] < 1e-10 for one in power["sweep"])
    assert {one["setting"] for one in told["tightness"]} == {"central", "all ends that hurt", "all ends that spare"}
    assert told["licences"]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".svg", ".svg"]


def test_an_item_that_is_not_split_stays_in_the_ledger(case: Case, economy: Economy, magnets: CriticalItem) -> None:
    thin = replace(magnets, missing=("what everybody makes",))
    table = leverage_table(case, economy, [thin], horizons=("3 months",))
    section = sections(table, [])[-1]
    assert section.title == "Not split"
    assert section.lines == ("Rare-earth permanent magnets: not split: missing what everybody makes.",)


def test_a_judged_figure_is_counted_as_judged(magnets: CriticalItem) -> None:
    told = basis(magnets)
    known = dict(magnets.output)["CHN"]
    assert JUDGED not in known.source
    less = replace(magnets, output=(("CHN", replace(known, source="judgement")), *magnets.output[1:]))
    assert basis(less) == replace(told, estimated=told.estimated - 1, judged=told.judged + 1)
    measured = replace(known, low=None, high=None, confidence="high")
    sure = replace(magnets, output=(("CHN", measured), *magnets.output[1:]))
    assert basis(sure) == replace(told, estimated=told.estimated - 1, measured=told.measured + 1)


@pytest.fixture(scope="module")
def table(case: Case, economy: Economy) -> Leverage:
    return leverage_table(case, economy, load_items(), horizons=("1 year",), item="germanium")


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_no_cell_is_cut_at_any_width_of_the_terminal(
    case: Case, table: Leverage, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    show(case, table, [])
    told = capsys.readouterr().out
    lines = told.splitlines()
    assert max(map(len, lines)) <= columns
    assert "\N{HORIZONTAL ELLIPSIS}" not in told
    harm = next(place for place, line in enumerate(lines) if line.startswith("gallium-germanium"))
    assert lines[harm + 1].count(" to ") == 3  # harm, own cost and ratio stand over their ranges


def test_the_sweep_holds_every_users_share_at_both_ends(table: Leverage) -> None:
    (power,) = table.power
    names = {one.setting.name for one in power.sweep}
    for user in ("electronics", "electrical", "machinery", "other-manufacturing"):
        assert {f"share of {user} low", f"share of {user} high"} <= names
    assert power.power_range == (min(one.target for one in power.sweep), max(one.target for one in power.sweep))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--item", "magnet"), 'no item called "magnet"'),
        (("--horizon", "2 years"), 'unknown horizon "2 years"'),
        (("--day", "2025-06-31"), "is not a day of the calendar"),
        (("--pairs", "some"), 'unknown choice "some"'),
        (("--release", "0"), "0 is out of range"),
    ],
)
def test_what_cannot_be_answered_is_refused(arguments: tuple[str, str], said: str) -> None:
    asked = run("leverage", "london-2025", *arguments)
    assert asked.returncode == 2
    assert asked.stdout == ""
    assert said in asked.stderr


def test_help_of_both_commands_needs_no_numerical_library() -> None:
    code = (
        "import sys\nfrom tradetalks.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "assert not {'jax', 'pandas', 'matplotlib', 'scipy'} & set(sys.modules)"
    )
    for command in ("leverage", "backtest"):
        asked = subprocess.run(
            [sys.executable, "-c", code, command, "--help"], capture_output=True, text=True, check=False
        )
        assert asked.returncode == 0, asked.stderr


def test_the_backtest_says_miss_as_plainly_as_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command alone: what it compares is tested beside it."""
    import tradetalks.leverage.backtest as room
    from tradetalks.cli.register import all_commands

    lines = (
        Compared("Trade", "May", "per cent", -20.0, -22.0, -18.0, -43.5, None, date(2025, 7, 3), "Census"),
        Compared("Trade", "June", "per cent", -20.0, -22.0, -18.0, -21.0, None, date(2025, 8, 5), "Census"),
        Compared("Stops", "USA", "weeks", math.inf, 6.0, math.inf, 7.0, None, date(2025, 6, 3), "press"),
    )
    monkeypatch.setattr(room, "backtest", lambda *_, **__: lines)
    app = typer.Typer()
    all_commands(app)
    told = CliRunner().invoke(app, ["backtest", "london-2025"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert told.exit_code == 0, told.output
    assert "miss" in told.output
    assert "never (6 to never)" in told.output
    assert "2 inside the range, 1 outside, 0 not comparable." in told.output
    plain = CliRunner().invoke(app, ["backtest", "london-2025", "--json"])
    body = json.loads(plain.stdout)
    assert body["schema"] == "tradetalks/backtest/1"
    assert [line["verdict"] for line in body["lines"]] == ["miss", "hit", "hit"]
    assert body["lines"][2]["said"] is None
    assert body["count"] == {"hit": 2, "miss": 1, "unknown": 0}
