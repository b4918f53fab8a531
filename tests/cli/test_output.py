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
