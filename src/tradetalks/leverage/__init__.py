"""Who can hurt whom: dependence, chokepoints, stock-outs, licences as they work."""

from tradetalks.leverage.dependence import Dependence, dependence
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
    "Tightness",
    "best_tightness",
    "clocks",
    "dependence",
    "joint_power",
    "leverage_table",
    "licensed_inflow",
    "power_of",
    "stage",
    "weekly_path",
]
