"""Writing a built world: tables, targets, adjustments, concordance, elasticities, manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tradetalks.economy import checks
from tradetalks.economy.build.elasticities import CITATIONS, trade_elasticities
from tradetalks.economy.build.raw import RAW_FILES
from tradetalks.economy.build.rules import is_service, rule_table, total, world_axes
from tradetalks.economy.build.world_2024 import Adjustment, Built
from tradetalks.economy.read_critical import shipped_items
from tradetalks.economy.tables import csv_text, number, write_world
from tradetalks.files import write_atomically

SOURCES = (
    {
        "name": "OECD Inter-Country Input-Output tables, bilateral sales 2022 (27 goods, one aggregate of services)",
        "vintage": "2022",
        "used_for": "flows, base tariffs of importers other than the USA",
        "terms": "OECD: reuse with citation",
    },
    {
        "name": "World Input-Output Database, 2013 release, 2011 (Timmer et al. 2015)",
        "vintage": "2011",
        "used_for": "input structure outside the USA, split of services",
        "terms": "free with citation",
    },
    {
        "name": "US Bureau of Economic Analysis, use and output tables, summary level, 2024",
        "vintage": "2024",
        "used_for": "US input structure, final use and gross output",
        "terms": "public domain",
    },
    {
        "name": "US Census Bureau, imports for consumption and calculated duty by HS10 and partner, 2024",
        "vintage": "2024",
        "used_for": "US goods imports by partner and sector, US base tariffs",
        "terms": "public domain",
    },
    {
        "name": "World Bank, World Development Indicators, GDP in current US dollars, 2024 (Taiwan: IMF)",
        "vintage": "July 2025; Korea December 2025; Taiwan: IMF WEO October 2025",
        "used_for": "GDP by economy",
        "terms": "CC BY 4.0",
    },
    {
        "name": "US Census Bureau and BEA, US trade totals 2024; WTO, world trade growth 2022-2024",
        "vintage": "2025",
        "used_for": "US exports to CHN, CAN, MEX and the world; growth of the other flows",
        "terms": "public domain; WTO: reuse with citation",
    },
    {
        "name": "Peterson Institute for International Economics, US-China tariff chart",
        "vintage": "20 January 2025",
        "used_for": "China's average tariff on US goods",
        "terms": "single figure, cited",
    },
)
METHOD = (
    "Flows: OECD 2022 bilateral sales, aggregated; services split by the 2011 table's bilateral mix.",
    "2024: US goods imports are Census values by partner and sector; US exports to CHN, CAN, MEX and in total are"
    " Census values; US services trade is BEA's, the margins that the flows book as services taken out in proportion"
    " to goods; other goods trade grows by the WTO's rate, other services trade likewise.",
    "Home sales: US gross output by BEA less exports; elsewhere one factor per economy, so that value added over gross"
    " output stays at its level of 2022 (GDP over the flows' output; where no 2022 GDP is used, at the input"
    " structure's).",
    "Use: coefficients times output; what is left of spending is final use, before balancing at least half the source's"
    " final share.",
    "Balancing: per economy, bi-proportional scaling (RAS, Bacharach 1970; the cross-entropy minimum) of the table"
    " [inputs and value added] x [users and final use] to spending, output and GDP less tariff revenue. Every cell"
    " keeps its sign, so no final use is negative. The flows themselves are not moved by balancing.",
)
NOTES = (
    "CHN is mainland China; Hong Kong and Macao are in ROW.",
    "EU27, ASEAN9 and ROW trade with themselves at home: intra-EU trade is home sales without tariff.",
    "GDP is at market prices: other taxes on products are inside value added.",
    "US imports are at customs value; the other flows are at basic prices and book trade margins as services.",
    "US imports of HS chapters 98 and 99 (returned goods, special provisions) are spread over each partner's sectors.",
    "US base tariffs are 2024 collected duty over imports. China's on US goods are OECD rates plus one addition in"
    " every goods sector, so that the average is 21.2 % (PIIE, 20 January 2025): statutory, exclusions not netted, not"
    " decomposed; what China collected in 2024 was lower. Other importers: OECD rates of 2022; rates over"
    " 40 % (all on food, from duties on alcohol and tobacco) are cut to 40 %.",
    "ROW's tariffs average its members with known rates. Services bear no tariff. Export taxes are zero.",
    "Non-US trade balances are those of 2022 flows moved by world growth, not 2024 balances.",
    "A sector that an economy lacks is seeded with home sales of one million USD.",
)


def ship(built: Built, raw: Path, folder: Path) -> None:
    """Write a built world into a folder, the manifest last."""
    targets = _targets(built)
    write_atomically(folder / "hs_to_sector.csv", csv_text(("hs", "sector"), built.concordance.items()))
    write_atomically(folder / "trade_elasticities.csv", trade_elasticities(raw))
    write_atomically(folder / "adjustments.csv", _adjustments_csv(built.adjustments))
    write_atomically(
        folder / checks.FILE,
        csv_text(
            checks.HEADER,
            (
                (t.account, t.importer, t.exporter, t.sector, number(t.target), number(t.tolerance), t.source)
                for t in targets
            ),
        ),
    )
    write_world(folder, built.economy, _manifest(built, raw, targets))


def _manifest(built: Built, raw: Path, targets: tuple[checks.Target, ...]) -> dict[str, Any]:
    groups = world_groups()
    held = checks.check_world(built.economy, targets, groups)
    return {
        "title": "The world economy of 2024: 18 economies, 33 sectors",
        "groups": groups,
        "labels": {
            "economies": {row["economy"]: row["name"] for row in rule_table("economies.csv")},
            "sectors": {row["sector"]: row["label"] for row in rule_table("sectors.csv")},
        },
        "sources": list(SOURCES),
        "totals": [dict(row) for row in rule_table("totals.csv")],
        "gdp": [dict(row) for row in rule_table("gdp.csv")],
        "method": list(METHOD),
        "proxies": _proxies(),
        "notes": list(NOTES),
        "checks": _summary(built, held),
        "largest_adjustments": _largest(built.adjustments),
        "trade_elasticities": CITATIONS,
        "critical": shipped_items(),
        "raw_digest": _raw_digest(raw),
        "rebuild": "tradetalks economy build --raw FOLDER --out FOLDER",
    }


def world_groups() -> dict[str, list[str]]:
    """Goods and services sectors by name."""
    service = is_service()
    sectors = world_axes().sectors
    return {
        "goods": [slug for slug, is_one in zip(sectors, service, strict=True) if not is_one],
        "services": [slug for slug, is_one in zip(sectors, service, strict=True) if is_one],
    }


def _proxies() -> list[str]:
    rows = rule_table("economies.csv")
    borrowed = [f"{row['economy']}: technology of {row['technology']} (2011)" for row in rows if not row["wiod"]]
    return [
        *borrowed,
        "ASEAN9: technology of Indonesia (2011)",
        "EU27: technology of 26 members (without Croatia, 2011)",
        "all but USA: input structure of 2011; the mix inside mining, metals, electrical, transport equipment and"
        " chemicals follows the US mix of 2024, adjusted for what each economy absorbs",
        "USA: coal, ores and quarrying, iron and other metals, chemicals and pharmaceuticals, ships and aircraft,"
        " forestry and fishing are split by a hand-written mix (input_mix.csv)",
    ]


def _targets(built: Built) -> tuple[checks.Target, ...]:
    gdp = [
        checks.Target("gdp", row["economy"], "", "", float(row["gdp_2024"]), 0.03, row["source_2024"])
        for row in rule_table("gdp.csv")
    ]
    census = "US Census 2024"
    totals = [
        checks.Target("border", "USA", "CHN", "goods", total("us_goods_imports_china"), 0.01, census),
        *(
            checks.Target("border", partner, "USA", "goods", total(f"us_goods_exports_{partner}"), 0.03, census)
            for partner in ("CHN", "CAN", "MEX")
        ),
    ]
    by_sector = [
        checks.Target("border", a.importer, a.exporter, a.sector, a.target, 0.03, census)
        for a in built.adjustments
        if a.account == "us-imports" and a.target is not None
    ]
    return (*gdp, *totals, *by_sector)


def _summary(built: Built, held: tuple[checks.Check, ...]) -> list[dict[str, Any]]:
    """The checks by kind: how many, how many hold, and the widest gap."""
    economy = built.economy
    kinds: dict[str, list[checks.Check]] = {}
    for check in held:
        target = check.target
        kind = (
            target.account
            if target.account == "gdp"
            else f"border value, {'total' if target.sector == 'goods' else 'by sector'}"
        )
        kinds.setdefault(kind, []).append(check)
    rows: list[dict[str, Any]] = [
        {
            "check": f"{kind} within {max(c.target.tolerance for c in group):.0%} of its source",
            "cells": len(group),
            "hold": sum(c.holds for c in group),
            "widest_gap": float(f"{max(abs(c.gap) for c in group):.3g}"),
        }
        for kind, group in kinds.items()
    ]
    smallest = (economy.final / economy.expenditure).min()
    rows.append({"check": "smallest share of final use in a sector's spending", "value": float(f"{smallest:.3g}")})
    return rows


def _largest(adjustments: tuple[Adjustment, ...]) -> list[dict[str, Any]]:
    """The dozen largest moves of US trade, by value."""
    moved = [a for a in adjustments if a.account in ("us-imports", "us-exports") and a.sector != "all goods"]
    moved.sort(key=lambda a: (-abs(a.final - a.raw), a.importer, a.exporter, a.sector))
    return [
        {
            "importer": a.importer,
            "exporter": a.exporter,
            "sector": a.sector,
            "raw_2022": round(a.raw, 1),
            "final_2024": round(a.final, 1),
        }
        for a in moved[:12]
    ]


def _adjustments_csv(adjustments: tuple[Adjustment, ...]) -> str:
    def short(value: float | None) -> str:
        return "" if value is None or value != value else f"{value:.7g}"

    header = ("account", "importer", "exporter", "sector", "raw", "target", "final")
    return csv_text(
        header,
        (
            (a.account, a.importer, a.exporter, a.sector, short(a.raw), short(a.target), short(a.final))
            for a in adjustments
        ),
    )


def _raw_digest(raw: Path) -> str:
    """One sha256 over the raw files read, in a fixed order."""
    digest = hashlib.sha256()
    for pattern in RAW_FILES:
        for file in sorted(raw.glob(pattern)):
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
