"""Which sectors a shipped world has, from its manifest: a case is read without opening the tables."""

from __future__ import annotations

import json
from pathlib import Path

_WORLDS = Path(__file__).parent.parent / "worlds"


def sectors_of(world: str) -> tuple[str, ...] | None:
    """The sectors of a shipped world, in its order; None for a world of the user's own."""
    manifest = _WORLDS / world / "manifest.json"
    if not manifest.is_file():
        return None
    return tuple(json.loads(manifest.read_text(encoding="utf-8"))["sectors"])
