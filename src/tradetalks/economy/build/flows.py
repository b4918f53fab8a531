"""Bilateral sales of 2022 by the world's labels, moved to 2024."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.build.rules import is_service, membership, rule_table, sector_groups, total, world_axes
from tradetalks.economy.economy import Array

HIGHEST_RATE = 0.4  # tariffs above it, all on food, come from duties on alcohol and tobacco: cut to it
LEAST_SERVICES = 0.25  # share of a services flow that removing the margins may never go below
LEAST_HOME = 0.02  # share of a sector's exports that it sells at home at least
SEED = 1.0  # million USD of home sales where an economy makes none, so that no sector is empty


@dataclass(frozen=True)
class Flows2022:
    """Sales at basic prices, million USD, and the ad valorem tariffs that come with them. [importer, exporter, sector]

    Services are split by the mix of the 2011 table: between economies by the bilateral mix, at home by the home mix.
    """

    sales: Array
    tariff: Array


def flows_2022(raw: Path) -> Flows2022:
    """Aggregate the 81 countries and split services; intra-EU and other inner trade becomes home sales."""
    with np.load(raw / "world/icio_2022_flows.npz") as file:
        codes = [str(code) for code in file["countries"]]
        sectors = [str(code) for code in file["sectors"]]
        sales = file["X_k_imp_exp"].astype(float)  # [sector, importer, exporter]
        rates = np.minimum(file["t_k_imp_exp"].astype(float), HIGHEST_RATE)
    owner = membership("icio", codes)
    known = np.array([code != "ROW" for code in codes], dtype=float)  # the residual importer has no tariffs
    n_goods = len(sectors) - 1
    aggregated = np.einsum("kab,an,bi->nik", sales, owner, owner, optimize=True)
    weight = sales * known[None, :, None]
    weighed = np.einsum("kab,an,bi->nik", weight, owner, owner, optimize=True)
    duty = np.einsum("kab,an,bi->nik", weight * rates, owner, owner, optimize=True)
    tariff_known = np.divide(duty, weighed, out=np.zeros_like(duty), where=weighed > 0)

    service = is_service()
    axes = world_axes()
    flow = np.zeros(axes.bilateral)
    tariff = np.zeros(axes.bilateral)
    goods = [sectors.index(row["icio"]) for row in rule_table("sectors.csv") if row["icio"] != "S"]
    flow[:, :, ~service] = aggregated[:, :, goods]
    flow[:, :, service] = aggregated[:, :, n_goods, None] * _services_mix(raw)
    tariff[:, :, ~service] = tariff_known[:, :, goods]
    home = np.arange(len(axes.economies))
    tariff[home, home] = 0.0
    return Flows2022(flow, tariff)


def _services_mix(raw: Path) -> Array:
    """Shares of the services sectors in each services flow of 2011; an unknown exporter takes its proxy's mix."""
    with np.load(raw / "world/wiod_2011_full.npz") as file:
        codes = [str(code) for code in file["countries"]]
        table = file["Z"].astype(float).sum(axis=3) + np.maximum(file["F"].astype(float), 0.0).sum(axis=3)
        names = [str(name) for name in file["sectors"]]
    owner = membership("wiod", codes)
    rows = rule_table("economies.csv")
    for position, row in enumerate(rows):
        if not row["wiod"]:
            proxy = next(p for p, other in enumerate(rows) if other["economy"] == row["technology"])
            owner[:, position] = owner[:, proxy]
    service = is_service()
    first = int(np.flatnonzero(service)[0])
    into = np.zeros((len(names), int(service.sum())))
    for name, sectors in sector_groups("wiod_to_sectors.csv", "wiod"):
        for sector in sectors:
            if service[sector]:
                into[names.index(name), sector - first] = 1.0
    flow = np.einsum("bqa,an,bi,qs->nis", table, owner, owner, into, optimize=True)
    of_exporter = flow.sum(axis=0) - np.einsum("iis->is", flow)
    thin = flow.sum(axis=2) < 10.0  # million USD: too little to tell a mix from
    flow = np.where(thin[:, :, None], of_exporter[None], flow)
    mix: Array = flow / flow.sum(axis=2, keepdims=True)
    return mix


def to_2024(flows: Flows2022, us_goods_imports: Array, us_output: Array, gdp: Array, output_ratio: Array) -> Array:
    """Move the flows to 2024: border values by importer, exporter, sector.

    us_goods_imports[i, s]: Census 2024, NaN where it has no such good. us_output[s]: US gross output 2024.
    gdp[n]: value added wanted. output_ratio[n]: value added per gross output to keep.
    """
    axes = world_axes()
    service = is_service()
    usa = axes.economy("USA")
    sales = flows.sales.copy()
    home = np.eye(len(axes.economies), dtype=bool)
    growth = np.where(service, total("services_trade_growth"), total("goods_trade_growth"))
    sales = np.where(home[:, :, None], sales, sales * growth)
    sales[usa] = np.where(home[usa][:, None] | np.isnan(us_goods_imports), sales[usa], us_goods_imports)
    _scale_us_goods_exports(sales)
    goods_2022 = flows.sales[:, :, ~service].sum(axis=2)
    for at_exporter, key in ((False, "us_services_imports"), (True, "us_services_exports")):
        _remove_margins(sales, goods_2022, total(key), exports=at_exporter)

    exports = np.where(home[:, :, None], 0.0, sales).sum(axis=0)  # [exporter, sector]
    for n in range(len(axes.economies)):
        if n == usa:
            at_home = us_output - exports[n]
        else:
            wanted = gdp[n] / output_ratio[n] - exports[n].sum()
            at_home = sales[n, n] * wanted / sales[n, n].sum()
        sales[n, n] = np.maximum(at_home, np.maximum(LEAST_HOME * exports[n], SEED))
    return sales


def _scale_us_goods_exports(sales: Array) -> None:
    """Scale US goods exports to the sourced partners' totals, the other partners by one factor to the world total."""
    axes = world_axes()
    goods = ~is_service()
    usa = axes.economy("USA")
    left, others = total("us_goods_exports"), []
    for n, name in enumerate(axes.economies):
        if name in ("CHN", "CAN", "MEX"):
            wanted = total(f"us_goods_exports_{name}")
            sales[n, usa, goods] *= wanted / sales[n, usa, goods].sum()
            left -= wanted
        elif n != usa:
            others.append(n)
    now = sum(sales[n, usa, goods].sum() for n in others)
    for n in others:
        sales[n, usa, goods] *= left / now


def _remove_margins(sales: Array, goods_2022: Array, wanted: float, *, exports: bool) -> None:
    """Bring US services trade to its total by taking out margins in proportion to goods trade.

    The flows book the trade and transport margins of goods as services; Census values of goods contain them.
    A partner keeps at least `LEAST_SERVICES` of its services flow.
    """
    axes = world_axes()
    service = is_service()
    usa = axes.economy("USA")
    partners = np.array([n for n in range(len(axes.economies)) if n != usa])
    cells = (partners, usa) if exports else (usa, partners)
    now = sales[cells][:, service].sum(axis=1)
    goods = goods_2022[cells]
    low, high = -1.0, 1.0
    for _ in range(100):
        rate = (low + high) / 2
        kept = np.maximum(now - rate * goods, LEAST_SERVICES * now)
        low, high = (rate, high) if kept.sum() > wanted else (low, rate)
    flow = sales[cells]
    flow[:, service] *= (kept / now)[:, None]
    sales[cells] = flow
