"""The raw statistics behind the trade weights, read as they are published."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    import pandas as pd

CHINA_FROM_US_2024 = 143.5e9  # USD, US goods exports to China 2024 (US Census)

# Sectors of the inter-country table, in its order, under the names that world-2024 gives them.
FLOW_SECTORS = {
    "A01": "agriculture",
    "A02": "forestry",
    "A03": "fishing",
    "B05": "coal",
    "B06": "oil-gas",
    "B07": "metal-ores",
    "B08": "quarrying",
    "C10T12": "food",
    "C13T15": "textiles",
    "C16": "wood",
    "C17_18": "paper",
    "C19": "refined-fuels",
    "C20": "chemicals",
    "C21": "pharmaceuticals",
    "C22": "rubber-plastics",
    "C23": "minerals",
    "C24A": "iron-steel",
    "C24B": "nonferrous-metals",
    "C25": "metal-products",
    "C26": "electronics",
    "C27": "electrical",
    "C28": "machinery",
    "C29": "vehicles",
    "C301": "ships",
    "C302T309": "other-transport",
    "C31T33": "other-manufacturing",
}


def us_imports(raw: Path) -> pd.DataFrame:
    """US imports for consumption of 2024: line (HS10), partner, group (its economy), imports and duty in USD.

    Source: US Census Bureau, one file per partner; a member's file is left out where its union's is there.
    """
    import pandas as pd

    names = {row["code"]: (row["partner"], row["group"]) for row in _partners()}
    paths = {found[1]: path for path in raw.glob("us_imports/*.parquet") if (found := _CODED.search(path.name))}
    if not paths:
        raise BadInput(missing(raw / "us_imports" / "2024-hs10-imports*.parquet"))
    parts = []
    for code, path in sorted(paths.items()):
        partner, group = names.get(code, ("ROW", "ROW"))
        if group == "EU27" and partner != "EU27":
            continue
        part = pd.read_parquet(path, columns=["HS10", "imports", "duty"]).rename(columns={"HS10": "line"})
        parts.append(part.assign(partner=partner, group=group))
    return pd.concat(parts, ignore_index=True)


_CODED = re.compile(r"^2024-hs10-imports(\d{4})\.parquet$")


def _partners() -> list[dict[str, str]]:
    """Census country codes, the partner each stands for, and the economy it belongs to."""
    here = resources.files("tradetalks.policy.weighing")
    return list(csv.DictReader(here.joinpath("census_partners.csv").read_text(encoding="utf-8").splitlines()))


def us_exports_on_chinas_lists(raw: Path) -> dict[str, float]:
    """US exports to China in 2024 of the subheadings on China's lists of March 2025: HS6 -> USD (US Census)."""
    import pandas as pd

    found: dict[str, float] = {}
    for rate in ("10", "15"):
        path = raw / "us_imports" / f"china-{rate}-percent-US-exports-030425.parquet"
        if not path.is_file():
            raise BadInput(missing(path))
        part = pd.read_parquet(path, columns=["hs-code", "exports"])
        found.update(dict(zip(part["hs-code"].astype(str), part["exports"].astype(float), strict=True)))
    return found


def china_from_us_by_sector(raw: Path) -> dict[str, float]:
    """China's goods imports from the USA by sector, USD of 2024.

    The distribution over sectors of the OECD inter-country table of 2022, scaled to US goods exports of 2024.
    """
    path = raw / "world" / "icio_2022_flows.npz"
    if not path.is_file():
        raise BadInput(missing(path))
    with np.load(path) as table:
        countries, sectors = list(table["countries"]), list(table["sectors"])
        flows = table["X_k_imp_exp"][:, countries.index("CHN"), countries.index("USA")]
    goods = {FLOW_SECTORS[code]: float(flow) for code, flow in zip(sectors, flows, strict=True) if code in FLOW_SECTORS}
    whole = sum(goods.values())
    return {sector: flow / whole * CHINA_FROM_US_2024 for sector, flow in goods.items()}


def missing(path: Path) -> Mistake:
    """The refusal for a raw file that is not there."""
    return Mistake(str(path), "not found", "Give the folder of the raw statistics with --raw, or set TRADETALKS_DATA.")
