"""US input use and final use of 2024 at producer prices, from BEA tables at purchaser prices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.build.rules import is_service, rule_table, sector_groups, world_axes
from tradetalks.economy.economy import Array

MARGIN_BOUNDS = (0.7, 1.0)  # producer over purchaser price of an input
MARGINS = ("42", "441", "445", "452", "4A0", "482", "483", "484", "486")  # trade and freight: who earns the margins


@dataclass(frozen=True)
class BeaUse:
    """Million USD, BEA summary sectors. use[input, user], final[input] (all but exports), output[user]."""

    names: list[str]
    use: Array
    final: Array
    output: Array


def bea_use(raw: Path, us_sales: Array) -> BeaUse:
    """Read the use tables and move the margins of goods from the goods to trade and freight.

    Consumption has both prices in BEA's bridge. For the other uses of a good the ratio of producer to purchaser price
    is what closes its supply, (output less exports, plus imports, less consumption) over use, within `MARGIN_BOUNDS`.
    us_sales[importer, sector]: US sales, for the share of output exported.
    """
    import pandas as pd

    folder = raw / "us_input_output"
    names = [row["bea"] for row in rule_table("bea_to_sectors.csv")]

    def column(file: str, name: str) -> Array:
        read = pd.read_csv(folder / file, index_col="bea_code")[name]
        return read.reindex(names).fillna(0.0).to_numpy(dtype=float)

    domestic, imported = (
        pd.read_csv(folder / f"bea_use_{kind}.csv", index_col=0).fillna(0.0).loc[names, names].to_numpy(dtype=float)
        for kind in ("domestic", "import")
    )
    use = np.maximum(domestic + imported, 0.0)
    output = column("bea_industry_output.csv", "output")
    imports = column("bea_commodity_use_totals.csv", "import_total")
    supply = column("bea_commodity_use_totals.csv", "domestic_total") + imports
    consumed = column("bea_pce_by_commodity.csv", "pce")
    bridge = pd.read_csv(folder / "pce_bridge.csv").groupby("bea_code")["producers_value"].sum()
    consumed_at_producer = bridge.reindex(names).fillna(0.0).to_numpy(dtype=float)
    other_final = np.maximum(supply - (domestic + imported).sum(axis=1) - consumed, 0.0)

    goods, exported = _goods_and_exports(names, us_sales)
    beyond_consumption = use.sum(axis=1) + other_final
    closing = output * (1.0 - exported) + imports - consumed_at_producer
    ratio = np.divide(closing, beyond_consumption, out=np.ones_like(closing), where=beyond_consumption > 0)
    ratio = np.where(goods, np.clip(ratio, *MARGIN_BOUNDS), 1.0)

    earner = np.array([name in MARGINS for name in names])
    earns = np.where(earner, np.maximum(output - supply, 0.0), 0.0)
    earns /= earns.sum()
    final = np.where(goods, consumed_at_producer, consumed) + ratio * other_final
    final += earns * (consumed + other_final - final).sum()
    producer_use = use * ratio[:, None]
    producer_use += earns[:, None] * (use - producer_use).sum(axis=0)
    return BeaUse(names, producer_use, final, output)


def _goods_and_exports(names: list[str], us_sales: Array) -> tuple[Array, Array]:
    service = is_service()
    home = world_axes().economy("USA")
    goods, exported = np.zeros(len(names), dtype=bool), np.zeros(len(names))
    for name, sectors in sector_groups("bea_to_sectors.csv", "bea"):
        sales = us_sales[:, sectors].sum(axis=1)
        goods[names.index(name)] = not service[sectors[0]]
        exported[names.index(name)] = 1.0 - sales[home] / sales.sum()
    return goods, exported
