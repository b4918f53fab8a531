"""Which worlds there are, and their sectors, from their manifests: a case is read without opening the tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tradetalks.case.nodes import Node
from tradetalks.case.values import BAD, Spot, slug
from tradetalks.errors import did_you_mean

_WORLDS = Path(__file__).parent.parent / "worlds"
_MANIFEST = "manifest.json"


def sectors_of(world: str) -> tuple[str, ...] | None:
    """The sectors of a shipped world, in its order; None for a world of the user's own."""
    manifest = _WORLDS / world / _MANIFEST
    if not manifest.is_file():
        return None
    return tuple(json.loads(manifest.read_text(encoding="utf-8"))["sectors"])


def no_such_world(world: str) -> tuple[str, str] | None:
    """What is wrong with the name of a world, and what is allowed; None for a shipped one or a folder of that name."""
    shipped = sorted(path.parent.name for path in _WORLDS.glob(f"*/{_MANIFEST}"))
    if world in shipped or (Path(world) / _MANIFEST).is_file():
        return None
    return (
        f'no world called "{world}"',
        f"{did_you_mean(world, shipped)} Or a world's folder of that name where the command is run.",
    )


def world(node: Node, spot: Spot) -> Any:
    """The name of a world that is there."""
    name = slug(node, spot)
    wrong = None if name is BAD else no_such_world(name)
    return spot.note(node, *wrong) if wrong else name
