"""The world after: a shock, the equilibrium it leads to, what changed for whom. Double precision, with certificates."""

from tradetalks.equilibrium import precision as _precision
from tradetalks.equilibrium.horizons import Elasticities, elasticities_for, horizon_table, horizons, with_theta
from tradetalks.equilibrium.outcomes import Outcomes, outcomes
from tradetalks.equilibrium.shock import (
    Licence,
    Shock,
    no_change,
    shock_between,
    with_ban,
    with_export_tax,
    with_licence,
    with_tariff,
)
from tradetalks.equilibrium.solve import Equilibrium, solve, solve_many

_precision.set_up()

__all__ = [
    "Elasticities",
    "Equilibrium",
    "Licence",
    "Outcomes",
    "Shock",
    "elasticities_for",
    "horizon_table",
    "horizons",
    "no_change",
    "outcomes",
    "shock_between",
    "solve",
    "solve_many",
    "with_ban",
    "with_export_tax",
    "with_licence",
    "with_tariff",
    "with_theta",
]
