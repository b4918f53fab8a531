"""Compiled code is kept where the user's caches go, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jax.numpy as jnp
import pytest

from tradetalks.equilibrium.precision import cache_folder


def test_numbers_are_double_precision() -> None:
    assert jnp.zeros(1).dtype == jnp.float64


def test_the_cache_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("TRADETALKS_CACHE", raising=False)
    assert cache_folder() == tmp_path / "tradetalks"
    monkeypatch.setenv("TRADETALKS_CACHE", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    told = subprocess.run(
        [sys.executable, "-c", "import tradetalks.equilibrium, jax; print(jax.config.jax_compilation_cache_dir)"],
        env={**os.environ, "TRADETALKS_CACHE": str(blocked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "None"
    assert told.stderr == ""
