"""What happens when nobody can or wants to read what a command prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = f"{sys.executable} -c 'from tradetalks.cli import main; main()'"
LONG = "show london-2025 --json"  # more than a pipe holds


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """A line for a shell in which `tradetalks` is the command."""
    return subprocess.run(
        ["bash", "-c", line.replace("tradetalks", COMMAND)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [LONG, "check", "--version"])
def test_a_full_disk_is_told_in_one_line(words: str) -> None:
    done = shell(f"tradetalks {words} > /dev/full")
    assert done.returncode == 1
    assert done.stderr == "standard output: No space left on device\n"


def test_a_closed_stdout_is_told_in_one_line() -> None:
    done = shell("tradetalks check >&-")
    assert done.returncode == 1
    assert done.stderr == "standard output is closed: there is nowhere to write to\n"


def test_a_closed_stderr_changes_nothing_on_stdout() -> None:
    assert shell("tradetalks check 2>&-").stdout == shell("tradetalks check").stdout != ""


def test_a_reader_who_has_seen_enough_ends_the_command_quietly() -> None:
    done = shell(f"tradetalks {LONG} | head -c 1; exit ${{PIPESTATUS[0]}}")
    assert (done.stdout, done.stderr) == ("{", "")
    assert done.returncode in (0, 141)


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_width_loses_a_word_of_a_sheet(columns: int) -> None:
    done = shell(f"COLUMNS={columns} NO_COLOR=1 tradetalks show london-2025")
    assert max(map(len, done.stdout.splitlines())) <= columns
    assert "…" not in done.stdout
    words = " ".join(done.stdout.split())
    assert "sourced-level-plus-change" in words
    assert "until 2025-08-12, then 34 % (truce lapses)" in words or columns >= 70


@pytest.mark.parametrize("command", ["show", "brief", "timeline", "check"])
def test_a_case_without_a_name_is_refused(command: str) -> None:
    done = shell(f"tradetalks {command} ''" if command != "check" else "tradetalks check ' '")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the name is empty" in done.stderr
    assert "london-2025" in done.stderr


def test_a_day_before_the_first_act_is_told_with_the_year_in_which_the_case_starts() -> None:
    assert "This case starts in 2018" in shell("tradetalks show london-2025 --on 2015-01-01").stdout
    assert "This case starts" not in shell("tradetalks show london-2025 --on 2025-06-10").stdout


def test_a_timeline_is_written_as_svg_or_not_at_all(tmp_path: Path) -> None:
    done = shell(f"tradetalks timeline london-2025 --out {tmp_path / 't.png'}")
    assert done.returncode == 2
    assert "The command writes SVG: use .svg." in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_brief_is_refused_before_it_is_solved_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out, told in ((tmp_path / "file" / "below", "is a file"), (Path("/proc/brief"), "cannot be written to")):
        done = shell(f"tradetalks brief london-2025 --out {out}")
        assert done.returncode == 2
        assert told in done.stderr
        assert "Reading the case" not in done.stderr
