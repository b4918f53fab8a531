"""The recipe of `world-2024`: raw files in, a balanced economy and the list of adjustments out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.build.balance import Accounts, balance
from tradetalks.economy.build.census import us_imports
from tradetalks.economy.build.flows import flows_2022, to_2024
from tradetalks.economy.build.rules import is_service, rule_table, total, world_axes
from tradetalks.economy.build.tariffs import base_tariffs
from tradetalks.economy.build.technology import Technology, technology
from tradetalks.economy.economy import Array, Economy, Provenance

LEAST_FINAL = 0.5  # of the source's final share: what final use keeps before balancing, at least
SMALLEST_FINAL = 0.002  # share of spending, whatever the source says
LEAST_VALUE_ADDED = 0.05  # share of output, before balancing


@dataclass(frozen=True)
class Adjustment:
    """One figure that the build moved, million USD: in the raw source, wanted (None where nothing is), in the table."""

    account: str  # us-imports | us-exports | gdp | intermediate-use | final-use
    importer: str
    exporter: str
    sector: str
    raw: float
    target: float | None
    final: float


@dataclass(frozen=True)
class Built:
    """A world with what its building needed to say."""

    economy: Economy
    adjustments: tuple[Adjustment, ...]
    concordance: dict[str, str]


def build_world(raw: Path) -> Built:
    """Build the world of 2024 from the folder of raw statistics. Deterministic: the same files give the same table."""
    axes = world_axes()
    service = is_service()
    flows = flows_2022(raw)
    imports = us_imports(raw)
    tariff = base_tariffs(flows, imports)
    used = technology(raw, flows.sales)
    value_added_share = np.maximum(1.0 - used.inputs.sum(axis=1), LEAST_VALUE_ADDED)  # [economy, using sector]

    gdp, gdp_2022 = _gdp()
    output_2022 = flows.sales.sum(axis=0)
    from_technology = (value_added_share * output_2022).sum(axis=1) / output_2022.sum(axis=1)
    ratio = np.where(np.isnan(gdp_2022), from_technology, gdp_2022 / output_2022.sum(axis=1))
    has_census = ~service & (imports.value.sum(axis=0) > 0)
    census = np.where(has_census, imports.value, np.nan)
    border = to_2024(flows, census, used.us_output, gdp, ratio)

    spent = border * (1.0 + tariff)
    expenditure, output = spent.sum(axis=1), border.sum(axis=0)
    revenue = (border * tariff).sum(axis=(1, 2))
    priors, balanced = [], []
    for n in range(len(axes.economies)):
        priors.append(_prior(used, n, value_added_share[n], expenditure[n], output[n]))
        balanced.append(balance(priors[n], expenditure[n], output[n], gdp[n] - revenue[n]))
    intermediate = np.stack([accounts.intermediate for accounts in balanced])
    economy = Economy(
        axes=axes,
        expenditure=expenditure,
        share=spent / expenditure[:, None, :],
        tariff=tariff,
        export_tax=np.zeros_like(tariff),
        value_added_share=np.stack([accounts.value_added for accounts in balanced]) / output,
        input_share=intermediate / intermediate.sum(axis=1, keepdims=True),
        provenance=Provenance("world-2024", 2024, "million USD"),
    )
    changes = [
        *_trade_changes(economy, flows.sales, census),
        *_use_changes(economy, priors),
        *(
            Adjustment("gdp", name, "", "", gdp_2022[n], gdp[n], economy.gdp[n])
            for n, name in enumerate(axes.economies)
        ),
    ]
    return Built(economy, tuple(changes), imports.concordance)


def _gdp() -> tuple[Array, Array]:
    rows = {row["economy"]: row for row in rule_table("gdp.csv")}
    names = world_axes().economies
    wanted = np.array([float(rows[name]["gdp_2024"]) for name in names])
    before = np.array([float(rows[name]["gdp_2022"] or "nan") for name in names])
    return wanted, before


def _prior(used: Technology, n: int, value_added_share: Array, expenditure: Array, output: Array) -> Accounts:
    """Accounts by the coefficients; final use is what is left of spending, never below a part of its source share."""
    intermediate = used.inputs[n] * output
    left = expenditure - intermediate.sum(axis=1)
    least = np.maximum(LEAST_FINAL * used.final_share[n], SMALLEST_FINAL)
    return Accounts(intermediate, np.maximum(left, least * expenditure), value_added_share * output)


def _trade_changes(economy: Economy, raw: Array, census: Array) -> list[Adjustment]:
    axes = economy.axes
    usa = axes.economy("USA")
    changes = []
    for i, partner in enumerate(axes.economies):
        if i == usa:
            continue
        for s, sector in enumerate(axes.sectors):
            wanted = None if np.isnan(census[i, s]) else float(census[i, s])
            changes.append(
                Adjustment("us-imports", "USA", partner, sector, raw[usa, i, s], wanted, economy.border[usa, i, s])
            )
            changes.append(
                Adjustment("us-exports", partner, "USA", sector, raw[i, usa, s], None, economy.border[i, usa, s])
            )
        goods = ~is_service()
        sourced = float(total(f"us_goods_exports_{partner}")) if partner in ("CHN", "CAN", "MEX") else None
        changes.append(
            Adjustment(
                "us-exports",
                partner,
                "USA",
                "all goods",
                raw[i, usa, goods].sum(),
                sourced,
                economy.border[i, usa, goods].sum(),
            )
        )
    return changes


def _use_changes(economy: Economy, priors: list[Accounts]) -> list[Adjustment]:
    """What balancing did to use: raw is before balancing; raw final use may be negative there."""
    changes = []
    after = economy.intermediate.sum(axis=2)
    for n, name in enumerate(economy.axes.economies):
        before = priors[n].intermediate.sum(axis=1)
        left = economy.expenditure[n] - before
        for s, sector in enumerate(economy.axes.sectors):
            changes.append(Adjustment("intermediate-use", name, "", sector, before[s], None, after[n, s]))
            changes.append(Adjustment("final-use", name, "", sector, left[s], None, economy.final[n, s]))
    return changes
