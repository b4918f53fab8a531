"""A world in figures that a reader can take in: per economy, and per sector of one economy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tradetalks.economy.economy import Economy


@dataclass(frozen=True)
class EconomyRow:
    """One economy, in the world's unit; rates are fractions. None where the manifest has no figure."""

    economy: str
    name: str
    gdp: float
    gdp_source: float | None
    gdp_gap: float | None
    output: float
    exports: float
    imports: float
    balance: float
    average_tariff: float  # revenue over imports at border value
    source: str


@dataclass(frozen=True)
class SectorRow:
    """One sector of one economy, in the world's unit; shares are fractions."""

    sector: str
    output: float
    value_added_share: float
    spending: float
    final_share: float
    home_share: float
    exports: float
    imports: float
    average_tariff: float | None
    main_supplier: str
    main_supplier_share: float


def economy_rows(economy: Economy, manifest: Mapping[str, Any]) -> tuple[EconomyRow, ...]:
    """Every economy beside the GDP that the manifest sources."""
    names = manifest.get("labels", {}).get("economies", {})
    sourced = {row["economy"]: row for row in manifest.get("gdp", [])}
    foreign = 1.0 - np.eye(len(economy.axes.economies))
    trade = economy.border.sum(axis=2) * foreign
    exports, imports = trade.sum(axis=0), trade.sum(axis=1)
    rows = []
    for n, label in enumerate(economy.axes.economies):
        row = sourced.get(label)
        wanted = float(row["gdp_2024"]) if row else None
        rows.append(
            EconomyRow(
                economy=label,
                name=str(names.get(label, label)),
                gdp=float(economy.gdp[n]),
                gdp_source=wanted,
                gdp_gap=float(economy.gdp[n] / wanted - 1.0) if wanted else None,
                output=float(economy.output[n].sum()),
                exports=float(exports[n]),
                imports=float(imports[n]),
                balance=float(exports[n] - imports[n]),
                average_tariff=float(economy.tariff_revenue[n] / imports[n]) if imports[n] else 0.0,
                source=str(row["source_2024"]) if row else "",
            )
        )
    return tuple(rows)


def sector_rows(economy: Economy, label: str) -> tuple[SectorRow, ...]:
    """The sectors of one economy; raises `BadInput` for an unknown label."""
    n = economy.axes.economy(label)
    foreign = np.arange(len(economy.axes.economies)) != n
    rows = []
    for s, sector in enumerate(economy.axes.sectors):
        from_abroad = economy.border[n, :, s] * foreign
        imports = float(from_abroad.sum())
        supplier = int(np.argmax(from_abroad))
        rows.append(
            SectorRow(
                sector=sector,
                output=float(economy.output[n, s]),
                value_added_share=float(economy.value_added_share[n, s]),
                spending=float(economy.expenditure[n, s]),
                final_share=float(economy.final[n, s] / economy.expenditure[n, s]),
                home_share=float(economy.share[n, n, s]),
                exports=float((economy.border[:, n, s] * foreign).sum()),
                imports=imports,
                average_tariff=float((economy.tariff[n, :, s] * from_abroad).sum() / imports) if imports else None,
                main_supplier=economy.axes.economies[supplier] if imports else "",
                main_supplier_share=float(from_abroad[supplier] / imports) if imports else 0.0,
            )
        )
    return tuple(rows)
