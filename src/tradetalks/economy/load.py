"""A world by name or folder, its critical inputs split out as sectors of their own."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Economy
from tradetalks.economy.read import read_manifest, read_world, world_folder
from tradetalks.economy.read_critical import load_item
from tradetalks.economy.split import split_all
from tradetalks.economy.tables import MANIFEST
from tradetalks.errors import BadInput, Mistake

CRITICAL = "critical"  # key of the manifest: the items to split; a world's own lie in a folder of that name beside it


def load_economy(world: str | Path, *, split: bool = True) -> Economy:
    """The world before: a shipped one by name ("world-2024") or any folder in the same format.

    The critical inputs that its manifest names are split out of their sectors; `split=False` leaves them inside, and
    `Economy.unsplit` of a split world is the same. Raises `BadInput` with every mistake found: labels, numbers, missing
    or double cells, accounts that do not close, items that do not fit.
    """
    folder = world_folder(world)
    economy = read_world(folder)
    items = world_items(folder) if split else ()
    ready = tuple(item for item in items if item.is_split)
    return told(split_all(economy, ready), ready) if ready else economy


def world_items(world: str | Path) -> tuple[CriticalItem, ...]:
    """The critical inputs that a world's manifest names, split or not, in its order; raises `BadInput`."""
    folder = world_folder(world)
    names = read_manifest(folder).get(CRITICAL, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadInput(Mistake(str(folder / MANIFEST), f"{CRITICAL} is not a list of names"))
    own = {name: folder / CRITICAL / f"{name}.yaml" for name in names}
    return tuple(load_item(path if path.is_file() else name) for name, path in own.items())


def told(economy: Economy, items: tuple[CriticalItem, ...]) -> Economy:
    """The same economy whose provenance says what was split, by which figures."""
    old = economy.provenance
    figures = [replace(item, where="", lines=()) for item in items]
    digest = hashlib.sha256(f"{old.digest} {figures!r}".encode()).hexdigest()
    notes = tuple(f"{item.title}: split out of {item.parent} by the figures of {item.where}" for item in items)
    return replace(economy, provenance=replace(old, digest=digest, notes=(*old.notes, *notes)))
