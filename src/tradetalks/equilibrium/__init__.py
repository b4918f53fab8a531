"""The world after: a shock, the equilibrium it leads to, what changed for whom. Double precision, with certificates."""

from tradetalks.equilibrium import precision as _precision
from tradetalks.equilibrium.attribution import Attribution, attribute
from tradetalks.equilibrium.change import (
    no_change,
    shock_between,
    with_ban,
    with_export_tax,
    with_licence,
    with_tariff,
)
from tradetalks.equilibrium.decompose import Decomposition, decompose
from tradetalks.equilibrium.derivatives import licence_values, outcome_gradient, welfare_curvature
from tradetalks.equilibrium.first_order import FirstOrder, first_order_welfare
from tradetalks.equilibrium.gradients import welfare_gradient
from tradetalks.equilibrium.horizons import (
    CriticalInput,
    Elasticities,
    elasticities_for,
    horizon_table,
    horizons,
    published_sources,
    published_theta,
    with_theta,
)
from tradetalks.equilibrium.implicit import Levers
from tradetalks.equilibrium.items import elasticities_of, priced
from tradetalks.equilibrium.law import Tight, law_of, on_items, tightness_known
from tradetalks.equilibrium.outcomes import Outcomes, outcomes
from tradetalks.equilibrium.shock import Capacity, Licence, Shock
from tradetalks.equilibrium.solve import Equilibrium, solve, solve_many

_precision.set_up()

__all__ = [
    "Attribution",
    "Capacity",
    "CriticalInput",
    "Decomposition",
    "Elasticities",
    "Equilibrium",
    "FirstOrder",
    "Levers",
    "Licence",
    "Outcomes",
    "Shock",
    "Tight",
    "attribute",
    "decompose",
    "elasticities_for",
    "elasticities_of",
    "first_order_welfare",
    "horizon_table",
    "horizons",
    "law_of",
    "licence_values",
    "no_change",
    "on_items",
    "outcome_gradient",
    "outcomes",
    "priced",
    "published_sources",
    "published_theta",
    "shock_between",
    "solve",
    "solve_many",
    "tightness_known",
    "welfare_curvature",
    "welfare_gradient",
    "with_ban",
    "with_export_tax",
    "with_licence",
    "with_tariff",
    "with_theta",
]
