"""The world before: sources, a balanced table, an economy as arrays."""

from tradetalks.economy.economy import Economy, Provenance
from tradetalks.economy.read import load_economy
from tradetalks.economy.toy import toy_world

__all__ = ["Economy", "Provenance", "load_economy", "toy_world"]
