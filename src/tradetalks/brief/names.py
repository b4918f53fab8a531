"""Plain words for economies and sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetalks.case.model import Case
from tradetalks.equilibrium.items import CAPACITY

if TYPE_CHECKING:
    from tradetalks.economy.economy import Economy

ECONOMIES = {
    "USA": "the United States",
    "CHN": "China",
    "EU27": "the European Union",
    "JPN": "Japan",
    "KOR": "South Korea",
    "TWN": "Taiwan",
    "GBR": "the United Kingdom",
    "MEX": "Mexico",
    "CAN": "Canada",
    "IND": "India",
    "VNM": "Viet Nam",
    "ASEAN9": "the rest of ASEAN",
    "AUS": "Australia",
    "BRA": "Brazil",
    "RUS": "Russia",
    "CHE": "Switzerland",
    "TUR": "Türkiye",
    "NOR": "Norway",
    "HKG": "Hong Kong",
    "MAC": "Macao",
    "ZAF": "South Africa",
    "SAU": "Saudi Arabia",
    "ROW": "the rest of the world",
}

_SECTORS = {
    "oil-gas": "oil and gas",
    "food": "food, drink and tobacco",
    "textiles": "textiles, clothing and shoes",
    "paper": "paper and printing",
    "rubber-plastics": "rubber and plastics",
    "minerals": "glass, cement and ceramics",
    "iron-steel": "iron and steel",
    "nonferrous-metals": "non-ferrous metals",
    "metal-products": "metal products",
    "electronics": "computers and electronics",
    "electrical": "electrical equipment",
    "vehicles": "motor vehicles and parts",
    "other-transport": "aircraft and other transport",
    "other-manufacturing": "furniture, toys and other goods",
    "trade-hospitality": "trade, hotels and restaurants",
    "transport-telecom": "transport and telecoms",
    "finance-business": "finance and business services",
    "public-services": "public services, health and education",
}


def names(case: Case, economy: Economy) -> dict[str, str]:
    """Label -> words, for the economies and sectors of a world, the parties and the measures of a case.

    Later entries win where two kinds share a label: measures, then parties, economies, sectors.
    """
    known = {measure.id: measure.title for measure in case.measures}
    known |= {party.id: party.title for party in case.parties}
    known |= ECONOMIES
    known |= {label: label for label in economy.axes.economies if label not in known}
    known |= {sector: sector_name(sector) for sector in economy.axes.sectors}
    known |= {CAPACITY: "limits of what other suppliers of the critical inputs can make"}
    return known | {item.name: _small(item.title) for item in economy.items}


def _small(title: str) -> str:
    """A title inside a sentence: an abbreviation keeps its capitals."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def sector_name(sector: str) -> str:
    """Words for a sector's label."""
    return _SECTORS.get(sector, sector.replace("-", " "))
