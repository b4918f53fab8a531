"""The raw files a build reads: which they are, and whether they are there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tradetalks.errors import BadInput, Mistake

RAW_FILES = (
    "world/icio_2022_flows.npz",
    "world/wiod_2011_full.npz",
    "us_input_output/bea_use_domestic.csv",
    "us_input_output/bea_use_import.csv",
    "us_input_output/bea_industry_output.csv",
    "us_input_output/bea_commodity_use_totals.csv",
    "us_input_output/bea_pce_by_commodity.csv",
    "us_input_output/pce_bridge.csv",
    "crosswalks/hs10_naics_crosswalk.csv",
    "crosswalks/hs6_gtap_crosswalk.csv",
    "us_imports/us_imports_total_monthly_by_country_2013_2025.csv",
    "us_imports/2024-hs10-imports*.parquet",
    "elasticities/elasticities_by_source.csv",
)


def raw_folder(folder: Path) -> Path:
    """The folder, once every raw file is in it; raises `BadInput` naming all that are missing."""
    mistakes = [
        Mistake(str(folder / pattern), "there is no such raw file", "See docs/world-2024.md for where it comes from.")
        for pattern in RAW_FILES
        if not any(folder.glob(pattern))
    ]
    if importlib.util.find_spec("pyarrow") is None:
        mistakes.append(
            Mistake("", "pyarrow is not installed", 'Install the build extra: pip install "tradetalks[build]".')
        )
    if mistakes:
        raise BadInput(mistakes)
    return folder
