"""First-order welfare of Caliendo and Parro (2015), to compare with published tables; it is not real income."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.equilibrium.accounts import world_value_added
from tradetalks.equilibrium.solve import Equilibrium
from tradetalks.errors import NotConverged

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class FirstOrder:
    """Per cent of base income, by economy; welfare is the sum of the other two."""

    terms_of_trade: pd.Series
    volume_of_trade: pd.Series
    welfare: pd.Series


def first_order_welfare(equilibrium: Equilibrium) -> FirstOrder:
    """Terms and volume of trade, Caliendo and Parro (2015), with the solved equilibrium's changes at base weights.

    dln W_n = (1/I_n) sum_is (E_nis dln c_ns - M_nis dln c_is) + (1/I_n) sum_is t_nis M_nis (dln M_nis - dln c_is),

    M imports and E exports at the border, c unit costs. Their published figures put the ratio less one for dln, and so
    does this. Exact only for small changes: for NAFTA it gives Mexico a gain of 1.31 % where real income rises by
    0.0073 %. Raises `NotConverged` for an equilibrium that was not found.
    """
    import pandas as pd

    if not equilibrium.converged:
        raise NotConverged(equilibrium.failure)
    economy, now = equilibrium.economy, equilibrium.state
    trade = np.where(np.eye(len(economy.axes.economies), dtype=bool)[:, :, None], 0.0, economy.border)
    after = np.asarray(now.border) * world_value_added(economy)
    moved = (trade > 0.0) & (after > 0.0)
    growth = np.where(moved, after, 1.0) / np.where(moved, trade, 1.0) - 1.0
    cost = np.expm1(now.log_cost)
    exports = trade.sum(axis=0)
    terms = (exports * cost).sum(axis=1) - (trade * cost[None, :, :]).sum(axis=(1, 2))
    volume = (economy.tariff * trade * (growth - cost[None, :, :])).sum(axis=(1, 2))
    index = pd.Index(economy.axes.economies, name="economy")
    per_cent = 100.0 / economy.income
    return FirstOrder(
        terms_of_trade=pd.Series(per_cent * terms, index=index, name="terms_of_trade"),
        volume_of_trade=pd.Series(per_cent * volume, index=index, name="volume_of_trade"),
        welfare=pd.Series(per_cent * (terms + volume), index=index, name="welfare"),
    )
