"""The commands check and new as a user runs them: what is printed where, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tradetalks.case import shipped_cases


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command line in its own process."""
    return subprocess.run(
        [sys.executable, "-c", "from tradetalks.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=os.environ | {"NO_COLOR": "1", "PYTHONUTF8": "1"},
        check=False,
    )


def test_check_says_in_one_line_that_a_case_is_sound(folder: Path) -> None:
    ran = run("check", folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "mycase: 2 parties, 3 measures, 5 acts, 6 references (2 unconfirmed); "
        "compared with the law on 2025-06-30. No mistakes.\n"
    )


def test_check_without_a_case_reads_the_shipped_ones() -> None:
    ran = run("check")
    assert ran.returncode == 0, ran.stderr
    assert [line.partition(":")[0] for line in ran.stdout.splitlines()] == list(shipped_cases())


def test_check_tells_mistakes_on_stderr_and_ends_with_2(folder: Path) -> None:
    (folder / "parties.yaml").write_text("JPN: {title: Japan}\n")
    ran = run("check", folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    assert ran.stderr.splitlines() == [
        'mycase/agenda.yaml:7:15: metals-duty: party "KOR" is not there.',
        "  Add it to parties.yaml. There: JPN.",
        "1 mistake in 1 file; nothing was read.",
    ]


def test_check_prints_its_mistakes_as_json(folder: Path) -> None:
    (folder / "scope/chemicals.csv").write_text("sector,share\nchemicals,2\n")
    ran = run("check", folder, "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 2
    assert (told["schema"], told["sound"], told["cases"]) == ("tradetalks/check/1", False, [])
    assert told["mistakes"] == [
        {"where": "mycase/scope/chemicals.csv:2:11", "what": "share 2 is out of range", "todo": "Allowed: 0 to 1."}
    ]


def test_new_makes_a_case_that_check_accepts(tmp_path: Path) -> None:
    made = run("new", "mine", "--json", cwd=tmp_path)
    assert json.loads(made.stdout)["schema"] == "tradetalks/new/1"
    assert run("check", "mine", cwd=tmp_path).returncode == 0
    again = run("new", "mine", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.startswith("mine: is already there and not an empty folder\n")


def test_new_writes_nothing_where_it_may_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("new", tmp_path / "file" / "mine")
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_checking_a_case_needs_no_numerical_library(folder: Path) -> None:
    heavy = ("numpy", "pandas", "jax", "scipy", "matplotlib", "rich", "pydantic")
    program = (
        "import sys; from tradetalks.case import load_case; load_case(sys.argv[1]);"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
