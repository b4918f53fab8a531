"""Welfare split by measure: marginal welfare integrated along the straight line of policies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.implicit import Levers, welfare_slopes
from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.solve import TOLERANCE, Equilibrium, solve
from tradetalks.equilibrium.system import Instruments, size_of
from tradetalks.errors import BadInput, Mistake, NotConverged

if TYPE_CHECKING:
    import pandas as pd

GAP = 1e-6  # allowed between the sum of the contributions and the total, relative to the largest total,
LEAST_GAP = 1e-8  # or in percentage points, which is what the solver's tolerance leaves of a total near zero
FEWEST_NODES, FEWEST_NODES_BANNED, MOST_NODES = 4, 6, 64
CLUSTER = 3  # where a flow is removed, welfare turns steep just before it is gone
ADDS_UP = 1e-9  # how far measures may miss the shock's rates

Direction = dict[str, Array]  # instrument -> change
Line = Callable[[float], Instruments]


@dataclass(frozen=True)
class Attribution:
    """Welfare change of every economy split by measure, in per cent of base real income; columns add up to the total.

    contribution  [measure, economy] 100 (W_hat - 1), Aumann-Shapley
    total         [economy] as in `Outcomes.welfare_change`
    gap           largest |sum of contributions - total|, percentage points: the error of the quadrature
    settled       whether the gap is as close as was asked for, relative to the largest |total|, or below `LEAST_GAP`
    nodes         Gauss-Legendre nodes used
    residual      largest residual at the shock and at every node, in logs
    """

    contribution: pd.DataFrame
    total: pd.Series
    gap: float
    settled: bool
    nodes: int
    residual: float


def attribute(
    economy: Economy,
    shock: Shock,
    measures: Mapping[str, Array],
    *,
    export_taxes: Mapping[str, Array] | None = None,
    costs: Mapping[str, Array] | None = None,
    bans: Mapping[str, NDArray[np.bool_]] | None = None,
    of: Sequence[str] | None = None,
    close: float = GAP,
    horizon: str | None = None,
    elasticities: Elasticities | None = None,
) -> Attribution:
    """Split each economy's welfare change, or that of those named by `of`, so that parts add up and no order matters.

    Aumann and Shapley (1974): a measure's part is the integral, along the straight line from the base policy to the
    shock, of the marginal welfare of its instruments times their change ("integrated gradients"). `measures` maps an
    id to its added tariff [n, i, s]; they must add up to the shock's tariffs, and `export_taxes` and `costs` (log
    iceberg cost, for example `ControlsBetween.log_paperwork`) and `bans` likewise. A licence moves by the premium that
    it has at the shock, so that one that does not bite counts nothing and the line has no kinks; it counts under the
    part of its name before a colon. What is not given by measure counts under "bans" and "other".

    Integrated by Gauss-Legendre quadrature; nodes double until the gap to the total is within `close` of the largest
    total or below `LEAST_GAP`, at most to `MOST_NODES`: a gap that remains is told by `settled`. Raises `BadInput`
    where measures do not add up, `NotConverged` where a point of the line is not solved.
    """
    taxes = export_taxes or {}
    _check_parts("tariff", measures, shock.tariff - economy.tariff)
    _check_parts("export tax", taxes, shock.export_tax - economy.export_tax)
    if costs is not None:
        _check_parts("cost", costs, np.log(shock.iceberg))
    if bans is not None:
        _check_parts("ban", {name: one.astype(float) for name, one in bans.items()}, shock.banned.astype(float))
    end = solve(economy, shock, horizon=horizon, elasticities=elasticities)
    named = economy.axes.economies if of is None else tuple(of)
    rows = [economy.axes.economy(name) for name in named]
    total = 100.0 * np.expm1(end.state.log_income - end.state.log_final_price)[rows]
    premia = _premia(end)
    directions = _directions(shock, measures, taxes, costs, bans, premia)
    line = _line(economy, shock, sum(premia.values(), np.zeros(shock.premium.shape)))
    allowed = max(close * float(np.abs(total).max()), LEAST_GAP)
    nodes = FEWEST_NODES_BANNED if shock.banned.any() else FEWEST_NODES
    while True:
        parts, residual = _integrate(economy, shock, line, directions, end.rests_on.elasticities, nodes, rows)
        gap = float(np.abs(parts.sum(axis=0) - total).max())
        if gap <= allowed or nodes * 2 > MOST_NODES:
            break
        nodes *= 2
    contribution, whole = _labelled(named, tuple(directions), parts, np.asarray(total))
    return Attribution(contribution, whole, gap, gap <= allowed, nodes, max(residual, end.residual))


def prepare(economy: Economy, shock: Shock, elasticities: Elasticities, of: Sequence[str]) -> None:
    """Compile what `attribute` will need for such a shock, by one call at the base; it changes no result."""
    policy, parameters = instruments_of(economy, shock, part=0.0), parameters_of(elasticities, "fixed")
    accounts = accounts_of(economy)
    rows = jnp.asarray([economy.axes.economy(name) for name in of])
    value, _ = welfare_slopes(jnp.zeros(size_of(accounts, policy)), accounts, policy, parameters, rows=rows)
    value.block_until_ready()


def _premia(end: Equilibrium) -> dict[str, Array]:
    """Log premium of each flow under a licence where the shock leads, by measure. [importer, exporter, sector]"""
    out: dict[str, Array] = {}
    for licence, premium in zip(end.shock.licences, np.asarray(end.state.licence_premium), strict=False):
        if end.binding[licence.name]:
            array = out.setdefault(licence.name.split(":")[0], np.zeros(end.shock.premium.shape))
            for cell in licence.cells:
                array[end.economy.axes.cell(*cell)] = premium
    return out


def _line(economy: Economy, shock: Shock, premium: Array) -> Line:
    """Policy a part of the way to the shock, its licences as the premia that they have there."""

    def at(part: float) -> Instruments:
        policy = instruments_of(economy, shock, part=part)
        moved = policy.log_premium + part * jnp.asarray(premium)
        return policy._replace(log_premium=moved, log_ratio=jnp.full_like(policy.log_ratio, jnp.inf))

    return at


def _integrate(
    economy: Economy,
    shock: Shock,
    line: Line,
    directions: Mapping[str, Direction],
    elasticities: Elasticities,
    nodes: int,
    rows: list[int],
) -> tuple[Array, float]:
    """Contributions [measure, economy] and the largest residual of any node.

    A contribution is the sum over nodes of weight times marginal per-cent welfare along the line.
    """
    points, weights = _nodes(nodes, CLUSTER if shock.banned.any() else 1)
    accounts, parameters = accounts_of(economy), parameters_of(elasticities, "fixed")
    parts = np.zeros((len(directions), len(rows)))
    here, residual = jnp.zeros(0), 0.0
    for point, weight in zip(points, weights, strict=True):
        policy = line(float(point))
        here = jnp.zeros(size_of(accounts, policy)) if here.size == 0 else here
        result = find(here, accounts, policy, parameters, TOLERANCE, MOST_STEPS)
        if not bool(result.largest <= TOLERANCE):
            raise NotConverged(
                f"Not solved: {point:.0%} of the way to {shock.short_label}, residual {float(result.largest):.0e}.\n"
                "  The split by measure needs every point between; shorten the shock or lengthen the horizon."
            )
        here, residual = result.z, max(residual, float(result.largest))
        value, slopes = welfare_slopes(here, accounts, policy, parameters, rows=jnp.asarray(rows))
        marginal = np.stack([_along(slopes, direction) for direction in directions.values()])
        parts += weight * 100.0 * np.exp(np.asarray(value)[rows]) * marginal
    return parts, residual


def _nodes(number: int, cluster: int) -> tuple[Array, Array]:
    """Gauss-Legendre on [0, 1] under t = 1 - (1 - u)^cluster, whose points crowd at 1 for more than one."""
    points, weights = np.polynomial.legendre.leggauss(number)
    left = 0.5 * (1.0 - points)
    return 1.0 - left**cluster, 0.5 * weights * cluster * left ** (cluster - 1)


def _along(slopes: Levers, direction: Direction) -> Array:
    """Directional derivative of every economy's log welfare."""
    return np.asarray(
        sum(
            np.asarray(getattr(slopes, name)).reshape(slopes.tariff.shape[0], -1) @ change.ravel()
            for name, change in direction.items()
        )
    )


def _directions(
    shock: Shock,
    measures: Mapping[str, Array],
    taxes: Mapping[str, Array],
    costs: Mapping[str, Array] | None,
    bans: Mapping[str, NDArray[np.bool_]] | None,
    premia: Mapping[str, Array],
) -> dict[str, Direction]:
    """What each measure moves, and by how much, between base and shock."""
    moved: dict[str, Direction] = {name: {"tariff": np.asarray(change)} for name, change in measures.items()}
    for name, change in taxes.items():
        moved.setdefault(name, {})["export_tax"] = np.asarray(change)
    for name, change in (costs or {}).items():
        moved.setdefault(name, {})["log_iceberg"] = np.asarray(change)
    for name, change in premia.items():
        moved.setdefault(name, {})["log_premium"] = np.asarray(change)
    for name, banned in ({"bans": shock.banned} if bans is None else bans).items():
        if banned.any():
            moved.setdefault(name, {})["available"] = -banned.astype(float)
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


def _labelled(
    economies: tuple[str, ...], names: tuple[str, ...], parts: Array, total: Array
) -> tuple[pd.DataFrame, pd.Series]:
    import pandas as pd

    columns = pd.Index(economies, name="economy")
    contribution = pd.DataFrame(parts, index=pd.Index(names, name="measure"), columns=columns)
    return contribution, pd.Series(total, index=columns, name="welfare_change")
