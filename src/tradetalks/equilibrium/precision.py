"""Sets JAX up for this room: double precision, quick compiling, compiled code kept in the user's cache folder.

On a processor or a graphics card, whichever JAX finds; results are arrays of the host.
"""

from __future__ import annotations

import os
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import jax
import numpy as np


def quick_options(version: tuple[int, ...]) -> dict[str, bool | str]:
    """Compiler options that halve the time to compile the model's loops of small products, and leave them as fast.

    From JAX 0.11 the compiler has the newer fusion only, and takes half as long again (docs/benchmarks.md).
    """
    options: dict[str, bool | str] = {"xla_backend_optimization_level": "1"}
    return options if version >= (0, 11) else {**options, "xla_cpu_use_fusion_emitters": False}


# Not inside another compiled function: options hold for a whole program.
compiled = partial(jax.jit, compiler_options=quick_options(jax.__version_info__))


def on_host(tree: Any) -> Any:
    """The same tree with NumPy arrays; from a graphics card all are copied at once, which on a processor is slower."""
    return jax.tree.map(np.asarray, tree) if jax.default_backend() == "cpu" else jax.device_get(tree)


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
