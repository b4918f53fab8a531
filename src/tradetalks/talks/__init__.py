"""Who can get what: threat points, the frontier, deals, what a concession is worth, and whether a deal would hold."""

from tradetalks.talks.bargaining import Offers, Pie, alternating_offers, nash_weight, pie_of, unit_pie
from tradetalks.talks.best_reply import BestReply, best_reply
from tradetalks.talks.clock import Flow, indifference_hazard, value_of_extension, value_of_waiting
from tradetalks.talks.deals import Deal, deal_at, egalitarian, equal_proportional, kalai_smorodinsky, nash_deal
from tradetalks.talks.efficiency import Improvement, improvement
from tradetalks.talks.enforcement import (
    Patience,
    critical_discount,
    effective_discount,
    most_cooperative,
    patience_needed,
    renegotiation_proof,
)
from tradetalks.talks.exchange import Rate, exchange_rate, finite_rate
from tradetalks.talks.frontier import Frontier, frontier
from tradetalks.talks.game import (
    Instrument,
    Payoffs,
    fixed,
    from_function,
    recast,
    with_costs,
    with_rivalry,
    within,
)
from tradetalks.talks.linkage import Linkage, linkage
from tradetalks.talks.red_lines import RedLine, red_lines
from tradetalks.talks.rivalry import agreement_disappears_at, deal_survives
from tradetalks.talks.scenarios import threat_point
from tradetalks.talks.session import Talks, hold_talks
from tradetalks.talks.surplus import NoDeal, Surplus, surplus
from tradetalks.talks.table import Table, payoffs
from tradetalks.talks.threat import Threat, threat_at, threat_of_war
from tradetalks.talks.war import War, nash_war

__all__ = [
    "BestReply",
    "Deal",
    "Flow",
    "Frontier",
    "Improvement",
    "Instrument",
    "Linkage",
    "NoDeal",
    "Offers",
    "Patience",
    "Payoffs",
    "Pie",
    "Rate",
    "RedLine",
    "Surplus",
    "Table",
    "Talks",
    "Threat",
    "War",
    "agreement_disappears_at",
    "alternating_offers",
    "best_reply",
    "critical_discount",
    "deal_at",
    "deal_survives",
    "effective_discount",
    "egalitarian",
    "equal_proportional",
    "exchange_rate",
    "finite_rate",
    "fixed",
    "from_function",
    "frontier",
    "hold_talks",
    "improvement",
    "indifference_hazard",
    "kalai_smorodinsky",
    "linkage",
    "most_cooperative",
    "nash_deal",
    "nash_war",
    "nash_weight",
    "patience_needed",
    "payoffs",
    "pie_of",
    "recast",
    "red_lines",
    "renegotiation_proof",
    "surplus",
    "threat_at",
    "threat_of_war",
    "threat_point",
    "unit_pie",
    "value_of_extension",
    "value_of_waiting",
    "with_costs",
    "with_rivalry",
    "within",
]
