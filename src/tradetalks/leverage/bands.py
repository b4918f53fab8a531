"""Published estimates by others of the same cuts, to place ours against."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from importlib.resources import files

import numpy as np

from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import outcomes
from tradetalks.leverage.closed_forms import output_after_cut
from tradetalks.leverage.compared import Compared
from tradetalks.leverage.power import after_cut
from tradetalks.leverage.stage import CORNERS, Setting, everywhere, stage
from tradetalks.leverage.table import needed


def bands(economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """Published estimates of the same cuts by others, to place ours against."""
    text = files("tradetalks.leverage").joinpath("bands.csv").read_text(encoding="utf-8")
    out = []
    for row in csv.DictReader(text.splitlines()):
        item = next((one for one in items if one.name == row["item"]), None)
        for horizon in row["horizons"].split(";") if item else ():
            assert item is not None  # no horizon is looked at without it
            said = [_to_all(economy, items, item, row, horizon, one) for one in CORNERS]
            known = [value for value in said if value is not None]
            out.append(
                Compared(
                    f"Published bands: {row['what']}",
                    f"{100 * float(row['let_through']):.0f} % let through to all, elasticities of {horizon}",
                    row["unit"],
                    said[0],
                    min(known, default=None),
                    max(known, default=None),
                    float(row["low"]),
                    float(row["high"]),
                    date.fromisoformat(row["published"]),
                    row["source"],
                    row["note"],
                )
            )
    return out


def _to_all(
    economy: Economy,
    items: Sequence[CriticalItem],
    item: CriticalItem,
    row: dict[str, str],
    horizon: str,
    setting: Setting,
) -> float | None:
    """Output (per cent) or equivalent variation (million) of the target when a holder's exports to all are cut."""
    hold = item.holds[0]
    ready = stage(economy, (*needed(items, item), item), horizon, setting)
    found = after_cut(ready, (everywhere(ready.economy, item, hold.holder),), float(row["let_through"]))
    if not found.converged:
        return None
    seen = outcomes(found)
    if row["unit"] == "million USD":
        return float(seen.equivalent_variation[hold.over])
    weight = ready.economy.value_added[ready.economy.axes.economy(hold.over)]
    return float(np.average(np.nan_to_num(seen.output_change.loc[hold.over].to_numpy()), weights=weight))


def bachmann() -> list[Compared]:
    """The quantity formula at the energy cuts of Bachmann et al. (2022), to the digits printed."""
    source = "Bachmann, Baqaee, Bayer, Kuhn, Löschel, Moll, Peichl, Pittel and Schularick (2022)"
    rows = ((0.04, 0.04, 0.92, -0.95), (0.04, 0.04, 0.90, -1.58), (0.012, 0.1, 0.70, -2.79))
    return [
        Compared(
            "The quantity formula at the shares and elasticities of the gas debate",
            f"share {share:g}, sigma {sigma:g}, cut {1 - left:.0%}",
            "log-per cent of output",
            said := 100.0 * output_after_cut(left, share, sigma),
            said - 0.005,
            said + 0.005,
            printed,
            None,
            date(2022, 3, 7),
            source,
        )
        for share, sigma, left, printed in rows
    ]
