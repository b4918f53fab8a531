"""The world before: sources, a balanced table, an economy as arrays; splitting a tiny input out of a sector."""

from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Economy, Provenance
from tradetalks.economy.load import load_economy, world_items
from tradetalks.economy.read_critical import load_item, load_items
from tradetalks.economy.seed import seeded
from tradetalks.economy.split import split, split_all
from tradetalks.economy.toy import toy_world

__all__ = [
    "CriticalItem",
    "Economy",
    "Provenance",
    "load_economy",
    "load_item",
    "load_items",
    "seeded",
    "split",
    "split_all",
    "toy_world",
    "world_items",
]
