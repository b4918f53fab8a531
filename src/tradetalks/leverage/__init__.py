"""Who can hurt whom: dependence, chokepoints, stock-outs, licences as they work."""

from tradetalks.leverage.dependence import Dependence, dependence
from tradetalks.leverage.in_force import Tight, on_items, tightness_known
from tradetalks.leverage.power import Harm, Power, joint_power, power_of
from tradetalks.leverage.stage import CENTRAL, HARD, SOFT, SWEEP, Setting, Stage, stage
from tradetalks.leverage.stock_out import Clock, Path, clocks, licensed_inflow, weekly_path
from tradetalks.leverage.table import Joint, Leverage, leverage_table
from tradetalks.leverage.tightness import Tightness, best_tightness

__all__ = [
    "CENTRAL",
    "HARD",
    "SOFT",
    "SWEEP",
    "Clock",
    "Dependence",
    "Harm",
    "Joint",
    "Leverage",
    "Path",
    "Power",
    "Setting",
    "Stage",
    "Tight",
    "Tightness",
    "best_tightness",
    "clocks",
    "dependence",
    "joint_power",
    "leverage_table",
    "licensed_inflow",
    "on_items",
    "power_of",
    "stage",
    "tightness_known",
    "weekly_path",
]
