"""A sound case folder to break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tradetalks.case.new import new_case


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case that `tradetalks new` makes, at <tmp>/mycase."""
    new_case(tmp_path / "mycase", world="world-2024")
    return tmp_path / "mycase"


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], Path]:
    """Replace a piece of text in one file; the piece must be there."""

    def replace(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return replace
