"""Compiled code is kept where the user's caches go, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from tradetalks.equilibrium.precision import cache_folder, compiled, on_host, quick_options


def test_numbers_are_double_precision() -> None:
    assert jnp.zeros(1).dtype == jnp.float64


def test_the_compiler_knows_its_options() -> None:
    assert compiled(lambda x: x + 1.0)(1.0) == 2.0
    with pytest.raises(jax.errors.JaxRuntimeError):
        jax.jit(lambda x: x + 1.0, compiler_options={"xla_unheard_of": True})(1.0)


def test_options_that_later_compilers_lack_are_left_out() -> None:
    assert set(quick_options((0, 10, 2))) - set(quick_options((0, 11, 0))) == {"xla_cpu_use_fusion_emitters"}


@pytest.mark.parametrize("backend", ["cpu", "gpu"])
def test_results_are_arrays_of_the_host(monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setattr(jax, "default_backend", lambda: backend)
    found = on_host({"a": jnp.arange(3.0), "b": jnp.asarray(2.0)})
    assert {name: type(array) for name, array in found.items()} == {"a": np.ndarray, "b": np.ndarray}
    np.testing.assert_array_equal(found["a"], [0.0, 1.0, 2.0])


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
