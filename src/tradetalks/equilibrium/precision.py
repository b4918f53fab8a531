"""Sets JAX up for this room: double precision, quick compiling, compiled code kept in the user's cache folder."""

from __future__ import annotations

import os
import warnings
from functools import partial
from pathlib import Path

import jax

# A third of the time to compile for the model's loops of small products, and no slower afterwards (docs/benchmarks.md).
# Not inside another compiled function: options hold for a whole program.
compiled = partial(
    jax.jit, compiler_options={"xla_cpu_use_fusion_emitters": False, "xla_backend_optimization_level": "1"}
)


def cache_folder() -> Path:
    """Where compiled code is kept: TRADETALKS_CACHE, else XDG_CACHE_HOME/tradetalks, else ~/.cache/tradetalks."""
    chosen = os.environ.get("TRADETALKS_CACHE")
    if chosen:
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path("~/.cache").expanduser()) / "tradetalks"


def _set(option: str, value: object) -> None:
    jax.config.update(option, value)  # type: ignore[no-untyped-call]


def set_up() -> None:
    """Turn on float64 and the compilation cache; a folder that cannot be written only costs time."""
    _set("jax_enable_x64", True)
    folder = cache_folder() / "compiled"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    if not os.access(folder, os.W_OK):
        return
    _set("jax_compilation_cache_dir", str(folder))
    _set("jax_persistent_cache_min_compile_time_secs", 0.1)
    _set("jax_persistent_cache_min_entry_size_bytes", 0)
    warnings.filterwarnings("ignore", message=".*persistent compilation cache.*")
