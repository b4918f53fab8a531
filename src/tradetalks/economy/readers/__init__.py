"""Worlds of other people: published inter-country tables, read by their labels and made into an `Economy`."""

from tradetalks.economy.readers.convert import NegativeFinal, economy_from
from tradetalks.economy.readers.gtap import economy_from_gtap
from tradetalks.economy.readers.icio import read_icio
from tradetalks.economy.readers.long import read_long
from tradetalks.economy.readers.table import InterCountryTable, aggregated
from tradetalks.economy.readers.wiod import read_wiod

__all__ = [
    "InterCountryTable",
    "NegativeFinal",
    "aggregated",
    "economy_from",
    "economy_from_gtap",
    "read_icio",
    "read_long",
    "read_wiod",
]
