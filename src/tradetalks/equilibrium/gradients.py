"""Derivatives through the equilibrium by the implicit function theorem, and welfare split by measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.implicit import Levers, welfare_slopes
from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.solve import TOLERANCE, Equilibrium, solve
from tradetalks.equilibrium.system import size_of
from tradetalks.errors import BadInput, Mistake, NotConverged

if TYPE_CHECKING:
    import pandas as pd

GAP = 1e-6  # allowed between the sum of the contributions and the total, relative to the largest total,
LEAST_GAP = 1e-8  # or in percentage points, which is what the solver's tolerance leaves of a total near zero
FEWEST_NODES, MOST_NODES = 4, 64
ADDS_UP = 1e-9  # how far measures may miss the shock's rates

Direction = dict[str, Array]  # instrument -> change


@dataclass(frozen=True)
class Attribution:
    """Welfare change of every economy split by measure, in per cent of base real income; columns add up to the total.

    contribution  [measure, economy] 100 (W_hat - 1), Aumann-Shapley
    total         [economy] as in `Outcomes.welfare_change`
    gap           largest |sum of contributions - total|, percentage points: the error of the quadrature
    settled       whether the gap is within `GAP` of the largest |total| or below `LEAST_GAP`; where a licence starts to
                  bind on the line it may not be
    nodes         Gauss-Legendre nodes used
    residual      largest residual at the shock and at every node, in logs
    """

    contribution: pd.DataFrame
    total: pd.Series
    gap: float
    settled: bool
    nodes: int
    residual: float


def welfare_gradient(equilibrium: Equilibrium) -> Levers:
    """Derivative of every economy's log welfare with respect to every instrument at a solved equilibrium.

    The first axis of each array is the economy. A licence that is slack has derivative zero; where one just begins to
    bite see `licence_values`. Raises `NotConverged` for an equilibrium that was not found.
    """
    if not equilibrium.converged:
        raise NotConverged(equilibrium.failure)
    rests = equilibrium.rests_on
    _, slopes = welfare_slopes(
        jnp.asarray(equilibrium.unknowns),
        accounts_of(equilibrium.economy),
        instruments_of(equilibrium.economy, equilibrium.shock),
        parameters_of(rests.elasticities, rests.deficits),
    )
    arrays: Levers = jax.tree.map(np.asarray, slopes)
    return arrays


def attribute(
    economy: Economy,
    shock: Shock,
    measures: Mapping[str, Array],
    *,
    export_taxes: Mapping[str, Array] | None = None,
    costs: Mapping[str, Array] | None = None,
    horizon: str = "1 year",
    elasticities: Elasticities | None = None,
) -> Attribution:
    """Split each economy's welfare change by measure so that the parts add up and no order matters.

    Aumann and Shapley (1974): a measure's part is the integral, along the straight line from the base policy to the
    shock, of the marginal welfare of its instruments times their change ("integrated gradients"). `measures` maps an
    id to its added tariff [n, i, s]; they must add up to the shock's tariffs, and `export_taxes` and `costs` (log
    iceberg cost, for example `ControlsBetween.log_paperwork`) likewise. Licences count under the part of their name
    before a colon, bans under "bans", productivity, premia and, without `costs`, iceberg costs under "other".

    Integrated by Gauss-Legendre quadrature; nodes double until the gap to the total is within `GAP` of the largest
    total or below `LEAST_GAP`, at most to `MOST_NODES`: a gap that remains is told by `settled`. Raises `BadInput`
    where measures do not add up, `NotConverged` where a point of the line is not solved.
    """
    taxes = export_taxes or {}
    _check_parts("tariff", measures, shock.tariff - economy.tariff)
    _check_parts("export tax", taxes, shock.export_tax - economy.export_tax)
    if costs is not None:
        _check_parts("cost", costs, np.log(shock.iceberg))
    end = solve(economy, shock, horizon=horizon, elasticities=elasticities)
    total = 100.0 * np.expm1(end.state.log_income - end.state.log_final_price)
    directions = _directions(economy, shock, measures, taxes, costs)
    allowed = max(GAP * float(np.abs(total).max()), LEAST_GAP)
    nodes = FEWEST_NODES
    while True:
        parts, residual = _integrate(economy, shock, directions, end.rests_on.elasticities, nodes)
        gap = float(np.abs(parts.sum(axis=0) - total).max())
        if gap <= allowed or nodes * 2 > MOST_NODES:
            break
        nodes *= 2
    contribution, whole = _labelled(economy, tuple(directions), parts, np.asarray(total))
    return Attribution(contribution, whole, gap, gap <= allowed, nodes, max(residual, end.residual))


def _integrate(
    economy: Economy, shock: Shock, directions: Mapping[str, Direction], elasticities: Elasticities, nodes: int
) -> tuple[Array, float]:
    """Contributions [measure, economy] and the largest residual of any node.

    A contribution is the sum over nodes of weight times marginal per-cent welfare along the line.
    """
    points, weights = np.polynomial.legendre.leggauss(nodes)
    accounts, parameters = accounts_of(economy), parameters_of(elasticities, "fixed")
    parts = np.zeros((len(directions), len(economy.axes.economies)))
    here, residual = jnp.zeros(0), 0.0
    for point, weight in zip(0.5 * (points + 1.0), 0.5 * weights, strict=True):
        policy = instruments_of(economy, shock, part=float(point))
        here = jnp.zeros(size_of(accounts, policy)) if here.size == 0 else here
        result = find(here, accounts, policy, parameters, TOLERANCE, MOST_STEPS)
        if not bool(result.largest <= TOLERANCE):
            raise NotConverged(
                f"Not solved: {point:.0%} of the way to {shock.short_label}, residual {float(result.largest):.0e}.\n"
                "  The split by measure needs every point between; shorten the shock or lengthen the horizon."
            )
        here, residual = result.z, max(residual, float(result.largest))
        value, slopes = welfare_slopes(here, accounts, policy, parameters)
        marginal = np.stack([_along(slopes, direction) for direction in directions.values()])
        parts += weight * 100.0 * np.exp(np.asarray(value)) * marginal
    return parts, residual


def _along(slopes: Levers, direction: Direction) -> Array:
    """Directional derivative of every economy's log welfare."""
    return np.asarray(
        sum(
            np.asarray(getattr(slopes, name)).reshape(slopes.tariff.shape[0], -1) @ change.ravel()
            for name, change in direction.items()
        )
    )


def _directions(
    economy: Economy,
    shock: Shock,
    measures: Mapping[str, Array],
    taxes: Mapping[str, Array],
    costs: Mapping[str, Array] | None,
) -> dict[str, Direction]:
    """What each measure moves, and by how much, between base and shock."""
    moved: dict[str, Direction] = {name: {"tariff": np.asarray(change)} for name, change in measures.items()}
    for name, change in taxes.items():
        moved.setdefault(name, {})["export_tax"] = np.asarray(change)
    for name, change in (costs or {}).items():
        moved.setdefault(name, {})["log_iceberg"] = np.asarray(change)
    places = instruments_of(economy, shock).log_ratio.size
    for place, licence in enumerate(shock.licences):
        ratios = moved.setdefault(licence.name.split(":")[0], {}).setdefault("log_ratio", np.zeros(places))
        ratios[place] = np.log(licence.ratio)
    if shock.banned.any():
        moved["bans"] = {"available": -shock.banned.astype(float)}
    other = {
        "log_iceberg": np.log(shock.iceberg) if costs is None else np.zeros(shock.iceberg.shape),
        "log_productivity": np.log(shock.productivity),
        "log_premium": np.log1p(shock.premium),
    }
    used = {name: change for name, change in other.items() if change.any()}
    if used or not moved:
        moved["other"] = used
    return moved


def _check_parts(what: str, parts: Mapping[str, Array], whole: Array) -> None:
    missed = np.abs(sum((np.asarray(part) for part in parts.values()), np.zeros(whole.shape)) - whole).max()
    if not missed <= ADDS_UP:
        todo = "Give one array per measure; together they are the shock less the base."
        raise BadInput(Mistake("attribute", f"the measures' {what} changes miss the shock's by up to {missed:g}", todo))


def _labelled(economy: Economy, names: tuple[str, ...], parts: Array, total: Array) -> tuple[pd.DataFrame, pd.Series]:
    import pandas as pd

    columns = pd.Index(economy.axes.economies, name="economy")
    contribution = pd.DataFrame(parts, index=pd.Index(names, name="measure"), columns=columns)
    return contribution, pd.Series(total, index=columns, name="welfare_change")
