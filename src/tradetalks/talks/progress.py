"""Where a long calculation says what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]


def quiet(_: str) -> None:
    """Hear what is being done and say nothing."""
