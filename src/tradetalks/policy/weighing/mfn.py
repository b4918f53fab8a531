"""Statutory MFN rates of the United States by tariff line, as ad valorem fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

# Partners that paid MFN rates in 2024: no US free-trade agreement, no preference in force, no Section 301 duties.
PAID_MFN = frozenset(
    {"EU27", "JPN", "TWN", "GBR", "CHE", "VNM", "THA", "IDN", "MYS", "IND", "BRA", "ARG", "TUR", "NZL"}
)


@dataclass(frozen=True)
class Rates:
    """MFN rates by HS8, with HS6 and HS4 means for lines that the schedule does not have.

    written: as the schedule says. estimated: HS8 -> the ad valorem equivalent of a specific or compound rate, the duty
    that MFN partners paid over the value they shipped in 2024.
    """

    written: Mapping[str, float]
    estimated: Mapping[str, float]
    by_heading: Mapping[str, float]

    def of(self, line: str) -> tuple[float, bool]:
        """Rate of a line, and whether it is an estimate; 0 and estimated for lines of no known heading."""
        if line[:8] in self.written:
            return self.written[line[:8]], False
        if line[:8] in self.estimated:
            return self.estimated[line[:8]], True
        return next((self.by_heading[line[:n]] for n in (6, 4) if line[:n] in self.by_heading), 0.0), True


def read_rates(path: Path, trade: pd.DataFrame) -> Rates:
    """Rates from the schedule (hs8, mfn_rate, rate_type) and trade (line, partner, imports, duty in USD)."""
    import pandas as pd

    schedule = pd.read_csv(path, dtype={"hs8": str})
    plain = schedule[schedule["rate_type"].isin(["free", "ad_valorem"])]
    written = dict(zip(plain["hs8"], plain["mfn_rate"].astype(float), strict=True))
    others = schedule[~schedule["rate_type"].isin(["free", "ad_valorem"])]
    paid = trade[trade["partner"].isin(PAID_MFN)]
    sums = paid.assign(hs8=paid["line"].str[:8]).groupby("hs8")[["imports", "duty"]].sum()
    equivalent = (sums["duty"] / sums["imports"]).replace([np.inf, -np.inf], np.nan).dropna()
    estimated = {
        hs8: float(equivalent.get(hs8, least)) for hs8, least in zip(others["hs8"], others["mfn_rate"], strict=True)
    }
    every = pd.Series({**written, **estimated})
    by_heading = {str(h): float(r) for n in (6, 4) for h, r in every.groupby(every.index.str[:n]).mean().items()}
    return Rates(written, estimated, by_heading)
