"""The digest of a case: the same for the same files, another for any other, and a copy that was edited is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tradetalks.case import load_case
from tradetalks.case.digest import DIFFERS, case_digest, differs_from_shipped
from tradetalks.case.load import SHIPPED


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of a shipped case under its own name."""
    return Path(shutil.copytree(SHIPPED / "london-2025", tmp_path / "london-2025"))


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from tradetalks.cli import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"})


def test_a_copy_is_the_same_case_until_one_byte_of_a_file_changes(copied: Path) -> None:
    shipped = load_case("london-2025")
    assert len(case_digest(shipped)) == 64
    assert case_digest(load_case(copied)) == case_digest(shipped)
    assert not differs_from_shipped(load_case(copied))
    with (copied / "agenda.yaml").open("a") as file:
        file.write("\n")
    assert case_digest(load_case(copied)) != case_digest(shipped)
    assert differs_from_shipped(load_case(copied))
    assert not differs_from_shipped(shipped)


def test_a_file_that_is_not_read_does_not_count(copied: Path) -> None:
    (copied / "README.txt").write_text("mine")
    (copied / ".hidden.yaml").write_text("mine")
    assert not differs_from_shipped(load_case(copied))


def test_a_file_of_another_name_counts(copied: Path) -> None:
    (copied / "measures" / "cn-other.yaml").rename(copied / "measures" / "cn-others.yaml")
    assert differs_from_shipped(load_case(copied))


def test_a_case_of_another_name_is_not_compared(folder: Path) -> None:
    assert not differs_from_shipped(load_case(folder))


def test_check_and_show_tell_that_an_edited_copy_is_not_the_shipped_case(copied: Path) -> None:
    with (copied / "agenda.yaml").open("a") as file:
        file.write("\n")
    told = f"london-2025: {DIFFERS}."
    assert run("check", copied).stderr == f"{told}\n"
    assert DIFFERS not in run("check", "london-2025").stderr
    [counts] = json.loads(run("check", copied, "--json").stdout)["cases"]
    shown = json.loads(run("show", copied, "--json").stdout)
    assert counts["digest"] == shown["case_digest"] == case_digest(load_case(copied))
    assert told in shown["notes"]
