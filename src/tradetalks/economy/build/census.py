"""US imports of 2024 by partner and sector, and the duty collected on them, from HS10 records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.build.concordance import hs_to_sector, longest_prefix
from tradetalks.economy.build.rules import rule_table, world_axes
from tradetalks.economy.economy import Array

MILLION = 1e6
TWICE = "4359"  # Slovakia stands in a file of its own and inside the EU's


@dataclass(frozen=True)
class UsImports:
    """US imports for consumption, customs value, 2024.

    value[i, s]       million USD by exporter and sector; HS chapters 98 and 99 spread over the exporter's sectors
    duty[i, s]        calculated duty, million USD, spread likewise
    concordance       HS prefix to sector
    """

    value: Array
    duty: Array
    concordance: dict[str, str]


def us_imports(raw: Path) -> UsImports:
    """Read every partner's HS10 file; what the total has beyond them joins the rest of the world in its proportions."""
    import pandas as pd

    axes = world_axes()
    crosswalk = pd.read_csv(raw / "crosswalks/hs10_naics_crosswalk.csv", dtype=str)
    editions = pd.read_csv(raw / "crosswalks/hs6_gtap_crosswalk.csv", dtype=str)
    frames = {}
    for file in sorted((raw / "us_imports").glob("2024-hs10-imports*.parquet")):
        code = file.stem.removeprefix("2024-hs10-imports")
        if code != TWICE:
            frames[code] = pd.read_parquet(file, columns=["HS10", "imports", "duty"])
    world = pd.concat(frames.values())
    concordance = hs_to_sector(
        dict(zip(crosswalk["hs10"], crosswalk["naics"], strict=True)),
        {str(hs10): float(value) for hs10, value in world.groupby("HS10")["imports"].sum().items()},
        set(editions["hs6_code"]),
    )
    owner = _owner_of_census_codes()
    value, duty = np.zeros((2, len(axes.economies), len(axes.sectors)))
    unclassified, paid_on_them = np.zeros((2, len(axes.economies)))
    for code, frame in frames.items():
        exporter = owner.get(code, axes.economy("ROW"))
        for hs10, imports, paid in zip(frame["HS10"], frame["imports"], frame["duty"], strict=True):
            sector = longest_prefix(hs10, concordance)
            if sector is None:
                unclassified[exporter] += imports / MILLION
                paid_on_them[exporter] += paid / MILLION
            else:
                value[exporter, axes.sector(sector)] += imports / MILLION
                duty[exporter, axes.sector(sector)] += paid / MILLION
    monthly = pd.read_csv(raw / "us_imports/us_imports_total_monthly_by_country_2013_2025.csv")
    of_2024 = monthly[(monthly["CTY_NAME"] == "TOTAL FOR ALL COUNTRIES") & monthly["time"].str.startswith("2024")]
    missing = of_2024["imports"].sum() / MILLION - value.sum() - unclassified.sum()
    rest = axes.economy("ROW")
    beyond = (value[rest].sum() + missing) / value[rest].sum()
    value[rest] *= beyond
    duty[rest] *= beyond
    value *= 1.0 + unclassified[:, None] / np.maximum(value.sum(axis=1, keepdims=True), 1e-9)
    duty *= 1.0 + paid_on_them[:, None] / np.maximum(duty.sum(axis=1, keepdims=True), 1e-9)
    return UsImports(value, duty, concordance)


def _owner_of_census_codes() -> dict[str, int]:
    return {
        code: position
        for position, row in enumerate(rule_table("economies.csv"))
        for code in row["census"].split("+")
        if code not in ("", "*")
    }
