"""Published trade elasticities by the world's sectors, one vector per paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tradetalks.economy.build.rules import rule_table, total, world_axes
from tradetalks.economy.tables import csv_text, number

CITATIONS = {  # the journal is named where it was confirmed
    "bagwell_staiger_yurukoglu_2021": "Bagwell, Staiger and Yurukoglu (2021), Quantitative Analysis of Multiparty"
    " Tariff Negotiations, Econometrica 89(4)",
    "caliendo_parro_2015": "Caliendo and Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Review of"
    " Economic Studies",
    "fontagne_2022": "Fontagné, Guimbard and Orefice (2022), Tariff-based product-level trade elasticities, Journal of"
    " International Economics 137",
    "giri_yi_yilmazkuday_2021": "Giri, Yi and Yilmazkuday (2021), Gains from Trade: Does Sectoral Heterogeneity Matter?"
    " (Federal Reserve Bank of Dallas, Globalization Institute Working Paper 341)",
    "lashkaripour_lugovskyy_2023": "Lashkaripour and Lugovskyy (2023), Profits, Scale Economies, and the Gains from"
    " Trade and Industrial Policy",
    "shapiro_2016": "Shapiro (2016), Trade Costs, CO2, and the Environment",
}
OF_THE_FLOWS = {  # vectors that come with the flows, already by their sectors
    "bagwell_staiger_yurukoglu_2021": "eps_BSY",
    "giri_yi_yilmazkuday_2021": "eps_GYY",
    "shapiro_2016": "eps_Shap",
}


def trade_elasticities(raw: Path) -> str:
    """CSV of theta by sector and source. A sector that spans several published ones takes their mean; services, which
    these papers do not estimate, take the value of `totals.csv`."""
    axes = world_axes()
    goods = [row["sector"] for row in rule_table("sectors.csv") if row["icio"] != "S"]
    by_source = {**_of_the_flows(raw), **_by_label(raw)}
    rows = [
        (sector, source, number(round(by_source[source][sector], 4) if sector in goods else total("theta_of_services")))
        for source in CITATIONS
        for sector in axes.sectors
    ]
    return csv_text(("sector", "source", "theta"), rows)


def _of_the_flows(raw: Path) -> dict[str, dict[str, float]]:
    with np.load(raw / "world/icio_2022_flows.npz") as file:
        codes = [str(code) for code in file["sectors"]]
        return {
            source: {
                row["sector"]: float(file[key][codes.index(row["icio"])])
                for row in rule_table("sectors.csv")
                if row["icio"] != "S"
            }
            for source, key in OF_THE_FLOWS.items()
        }


def _by_label(raw: Path) -> dict[str, dict[str, float]]:
    import pandas as pd

    table = pd.read_csv(raw / "elasticities/elasticities_by_source.csv")
    found: dict[str, dict[str, list[float]]] = {}
    for row in rule_table("elasticity_sectors.csv"):
        match = table[(table["source"] == row["source"]) & (table["sector"] == row["label"])]
        for sector in row["sectors"].split("+"):
            found.setdefault(row["source"], {}).setdefault(sector, []).append(float(match["epsilon"].iloc[0]))
    return {source: {sector: float(np.mean(v)) for sector, v in group.items()} for source, group in found.items()}
