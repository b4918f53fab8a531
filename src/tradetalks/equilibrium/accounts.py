"""From an economy and a shock, in labels and money, to the arrays the model is written in."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.critical import Critical
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters
from tradetalks.errors import BadInput, Mistake

Deficits = Literal["fixed", "scaled", "none"]
LICENCE_PLACES = 8  # licences are solved in this many places, or that times a power of GROWTH: few shapes are compiled;
FLOW_PLACES = 32  # the flows they cover likewise
GROWTH = 8
WORLDS = 8  # whose accounts are remembered
NEGATIVE = 1e-9  # final demand below minus this share of income is an error, not rounding


def world_value_added(economy: Economy) -> float:
    """The unit of all values inside the model."""
    return float(economy.value_added.sum())


@lru_cache(maxsize=WORLDS)
def accounts_of(economy: Economy) -> Accounts:
    """Base accounts in units of world value added. Raises `BadInput` where final demand is negative."""
    final_share = economy.final / economy.income[:, None]
    negative = np.argwhere(final_share < -NEGATIVE)
    if negative.size or not np.isfinite(final_share).all():
        raise BadInput(
            [
                Mistake(
                    f"{economy.provenance.name}: {economy.axes.economies[n]} {economy.axes.sectors[s]}",
                    f"final demand is negative ({economy.final[n, s]:,.0f} {economy.provenance.unit})",
                    "Balance the table first.",
                )
                for n, s in negative
            ]
            or Mistake(economy.provenance.name, "an economy has no income or a number is missing")
        )
    unit = world_value_added(economy)
    return Accounts(
        expenditure=jnp.asarray(economy.expenditure / unit),
        share=jnp.asarray(economy.share),
        tariff=jnp.asarray(economy.tariff),
        export_tax=jnp.asarray(economy.export_tax),
        value_added_share=jnp.asarray(economy.value_added_share),
        input_share=jnp.asarray(economy.input_share),
        final_share=jnp.asarray(np.maximum(final_share, 0.0)),
        value_added=jnp.asarray(economy.value_added / unit),
        output=jnp.asarray(economy.output / unit),
        income=jnp.asarray(economy.income / unit),
        transfer=jnp.asarray(economy.transfer / unit),
        licensed=jnp.asarray(economy.producer / unit),
        numeraire=jnp.asarray(int(np.argmax(economy.output))),
    )


def instruments_of(economy: Economy, shock: Shock, *, part: float = 1.0) -> Instruments:
    """Policy a `part` of the way from the base (0) to the shock (1), on a straight line.

    Rates and bans move in levels, costs, productivity, premia and licence ratios in logs.
    """

    def between(before: Array, after: Array) -> Array:
        return before + part * (after - before)

    covered = [(economy.axes.cell(*cell), place) for place, one in enumerate(shock.licences) for cell in one.cells]
    places = _rounded_up(len(shock.licences), LICENCE_PLACES)
    flow_places = _rounded_up(len(covered), FLOW_PLACES)
    licensed_flow = np.zeros(flow_places, dtype=np.int32)
    licence = np.full(flow_places, places, dtype=np.int32)
    log_ratio = np.full(places, np.inf)
    log_ratio[: len(shock.licences)] = [part * np.log(one.ratio) for one in shock.licences]
    to_exporter = np.full(economy.axes.bilateral, shock.premium_to_exporter)
    burned = np.zeros(economy.axes.bilateral)
    for position, (at, place) in enumerate(covered):
        licensed_flow[position] = np.ravel_multi_index(at, economy.axes.bilateral)
        licence[position] = place
        to_exporter[at], burned[at] = shock.licences[place].rent_to_exporter, shock.licences[place].burned
    return Instruments(
        tariff=jnp.asarray(between(economy.tariff, shock.tariff)),
        export_tax=jnp.asarray(between(economy.export_tax, shock.export_tax)),
        log_iceberg=jnp.asarray(part * np.log(shock.iceberg)),
        log_productivity=jnp.asarray(part * np.log(shock.productivity)),
        available=jnp.asarray(1.0 - part * shock.banned),
        log_premium=jnp.asarray(part * np.log1p(shock.premium)),
        rent_to_exporter=jnp.asarray(to_exporter),
        burned=jnp.asarray(burned),
        licensed_flow=jnp.asarray(licensed_flow),
        licence=jnp.asarray(licence),
        log_ratio=jnp.asarray(log_ratio),
    )


def _rounded_up(number: int, least: int) -> int:
    places = least
    while places < number:
        places *= GROWTH
    return places


def parameters_of(elasticities: Elasticities, deficits: Deficits, *, part: float = 1.0) -> Parameters:
    """Elasticities and closure; a `part` of the way from fixed transfers to the closure asked for."""
    fixed, scaled = {"fixed": (1.0, 0.0), "scaled": (0.0, 1.0), "none": (0.0, 0.0)}[deficits]
    return Parameters(
        theta=jnp.asarray(elasticities.theta),
        eta=jnp.asarray(float(elasticities.eta)),
        eps=jnp.asarray(float(elasticities.eps)),
        psi=jnp.asarray(float(elasticities.psi)),
        rigidity=jnp.asarray(1.0 / float(elasticities.kappa)),
        fixed=jnp.asarray(1.0 - part * (1.0 - fixed)),
        scaled=jnp.asarray(part * scaled),
        critical=_critical(elasticities),
    )


def _critical(elasticities: Elasticities) -> Critical:
    inputs, sectors = elasticities.critical, len(elasticities.theta)
    content = [one.content or (0.0,) * sectors for one in inputs]
    return Critical(
        position=jnp.asarray([one.position for one in inputs], dtype=jnp.int32),
        sigma=jnp.asarray([float(one.sigma) for one in inputs]),
        rho=jnp.asarray([float(one.rho) for one in inputs]),
        content=jnp.asarray(content).reshape(len(inputs), sectors),
    )
