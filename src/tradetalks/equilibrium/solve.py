"""Finds the world after a shock, with a certificate; what cannot be solved is refused, never approximated."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version
from typing import Literal, get_args

import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import Deficits
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.items import elasticities_of
from tradetalks.equilibrium.path import Attempt, Evaluation, reach, stay
from tradetalks.equilibrium.precision import on_host
from tradetalks.equilibrium.ranges import ranges_exceeded
from tradetalks.equilibrium.refuse import checked, cut_off
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.system import State
from tradetalks.errors import BadInput, Mistake, NotConverged, did_you_mean

HORIZON = "1 year"  # unless the caller or the shock says otherwise
WORTH_SHARING = 5_000  # flows; in a smaller world a solution is mostly Python, which runs one thread at a time
TOLERANCE = 1e-11  # on the largest residual, in logs
BROKE = 0.01  # income over value added below which what an economy gives to others is what it cannot pay


@dataclass(frozen=True)
class RestsOn:
    """What a result depends on, to be printed with it."""

    economy: str
    sources: tuple[str, ...]
    shock: str
    not_priced: tuple[str, ...]
    seeded: tuple[str, ...]  # flows the base was given so that they can grow
    horizon: str
    elasticities: Elasticities
    deficits: Deficits
    versions: tuple[str, ...]


@dataclass(frozen=True)
class Equilibrium:
    """The world after a shock and how well it was found. Arrays are [importer, exporter, sector] or [economy, sector].

    residual                 largest residual over all equations, in logs
    dropped_market_residual  the goods market that the numeraire replaces; zero by Walras' law
    complementarity_residual largest |min(premium, room)| over licences, in logs
    iterations               Newton steps, over all points of the path
    path                     "direct" from the base, or "homotopy" along a straight line of policies
    premium                  licence name -> f, the premium over the producer's price
    exceeded                 inputs outside the range tried at random, a sentence each; empty is good
    binding                  licence name -> whether it bites; the others are worth nothing to concede
    state                    all prices and flows, values in units of world value added
    """

    economy: Economy = field(repr=False)
    shock: Shock = field(repr=False)
    rests_on: RestsOn = field(repr=False)
    converged: bool
    residual: float
    dropped_market_residual: float
    complementarity_residual: float
    iterations: int
    path: Literal["direct", "homotopy"]
    seconds: float
    exceeded: tuple[str, ...]
    premium: dict[str, float]
    binding: dict[str, bool]
    failure: str = field(repr=False)
    unknowns: Array = field(repr=False)
    state: State[Array] = field(repr=False)


def solve(
    economy: Economy,
    shock: Shock,
    *,
    horizon: str | None = None,
    elasticities: Elasticities | None = None,
    deficits: Deficits = "fixed",
    start: Array | None = None,
    tolerance: float = TOLERANCE,
    strict: bool = True,
    along: bool = True,
) -> Equilibrium:
    """The equilibrium of `economy` after `shock`.

    `horizon` is the shock's own, or `HORIZON`; `elasticities` replaces its central values. `start` is the `unknowns` of
    a neighbouring equilibrium. Where Newton's method fails from there, the path from base to shock is followed, unless
    `along` is false.
    Raises `BadInput` for a shock that cannot be priced and `NotConverged` when no equilibrium is found; with
    `strict=False` the latter is returned with `converged` false, and `outcomes` refuses it.
    """
    checked(shock, economy)
    if deficits not in get_args(Deficits):
        raise BadInput(Mistake("", f'unknown deficits "{deficits}"', did_you_mean(str(deficits), get_args(Deficits))))
    horizon = _horizon(shock, horizon)
    chosen = elasticities or elasticities_of(economy, horizon)
    if chosen.theta.shape != (len(economy.axes.sectors),):
        todo = f"One per sector: {len(economy.axes.sectors)}."
        raise BadInput(Mistake("elasticities", f"theta has shape {chosen.theta.shape}", todo))
    began = time.perf_counter()
    if cut_off(shock, economy):
        attempt = stay(economy, shock, chosen, deficits)
    else:
        attempt = reach(economy, shock, chosen, deficits, start=start, tolerance=tolerance, along=along)
    found = _equilibrium(economy, shock, horizon, chosen, deficits, attempt, tolerance, time.perf_counter() - began)
    if strict and not found.converged:
        raise NotConverged(found.failure)
    return found


def solve_many(
    economy: Economy,
    shocks: Sequence[Shock],
    *,
    horizon: str | None = None,
    elasticities: Elasticities | None = None,
    deficits: Deficits = "fixed",
    tolerance: float = TOLERANCE,
) -> tuple[Equilibrium, ...]:
    """One equilibrium per shock, each from the base; one that cannot be solved comes back with `converged` false.

    The first is solved alone, which compiles; the others as many at a time as there are cores, in a world of some size.
    """
    alone = partial(
        solve,
        economy,
        horizon=horizon,
        elasticities=elasticities,
        deficits=deficits,
        tolerance=tolerance,
        strict=False,
    )
    first, others = tuple(map(alone, shocks[:1])), shocks[1:]
    if not others or economy.share.size < WORTH_SHARING:
        return (*first, *map(alone, others))
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as cores:
        return (*first, *cores.map(alone, others))


def _horizon(shock: Shock, asked: str | None) -> str:
    if asked and shock.horizon and asked != shock.horizon:
        said = f'"{asked}" is asked for, and the shock was made for "{shock.horizon}"'
        raise BadInput(Mistake("horizon", said, "Leave it away, or make the shock for the same horizon."))
    return asked or shock.horizon or HORIZON


def _equilibrium(
    economy: Economy,
    shock: Shock,
    horizon: str,
    elasticities: Elasticities,
    deficits: Deficits,
    attempt: Attempt,
    tolerance: float,
    seconds: float,
) -> Equilibrium:
    result = attempt.result
    seen: Evaluation[Array] = on_host(attempt.world)
    converged = attempt.reached == 1.0
    premia = {
        licence.name: float(np.expm1(seen.state.licence_premium[place])) for place, licence in enumerate(shock.licences)
    }
    return Equilibrium(
        economy=economy,
        shock=shock,
        rests_on=RestsOn(
            economy=f"{economy.provenance.name} ({economy.provenance.year})",
            sources=economy.provenance.sources,
            shock=shock.label,
            not_priced=shock.not_priced,
            seeded=economy.provenance.seeded,
            horizon=horizon,
            elasticities=elasticities,
            deficits=deficits,
            versions=_versions(),
        ),
        converged=converged,
        residual=float(result.largest),
        dropped_market_residual=float(abs(seen.dropped)),
        complementarity_residual=float(np.abs(seen.residual.licence).max(initial=0.0)),
        iterations=attempt.steps,
        path=attempt.path,
        seconds=seconds,
        exceeded=ranges_exceeded(economy, shock, elasticities, deficits),
        premium=premia,
        binding={
            licence.name: bool(seen.state.licence_premium[place] > seen.state.slack[place])
            for place, licence in enumerate(shock.licences)
        },
        failure="" if converged else _failure(economy, shock, horizon, elasticities, attempt, seen, tolerance),
        unknowns=np.asarray(result.z),
        state=seen.state,
    )


def _failure(
    economy: Economy,
    shock: Shock,
    horizon: str,
    elasticities: Elasticities,
    attempt: Attempt,
    seen: Evaluation[Array],
    tolerance: float,
) -> str:
    """What was not solved, the worst equation by economy and sector, and what to try."""
    alone = cut_off(shock, economy)
    if alone:
        return (
            f"Not solved: {horizon}, {shock.short_label}. The bans leave no trade between {', '.join(alone)} and the "
            "rest, so there are no prices between them.\n  Leave one flow open; with a high cost it can be small."
        )
    left, income = seen.residual, seen.state.income
    worst, where = max(
        (
            (_largest(left.goods), f"market for {_label(economy, left.goods)}"),
            (_largest(left.price), f"price of {_label(economy, left.price)}"),
            (_largest(left.income), f"budget of {economy.axes.economies[_position(left.income)[0]]}"),
            (_largest(left.licence), _licence_label(shock, left.licence)),
        ),
        key=lambda pair: pair[0],
    )
    said = f"Worst: {where}, residual {worst:.0e} after {attempt.steps} steps"
    left_over = income / seen.state.value_added.sum(axis=1)
    giving = seen.state.transfer < 0.0
    # the last point solved is the last at which the equations have a meaning, or a giver has nothing left to spend
    if worst <= tolerance or (left_over[giving] < BROKE).any():
        poorest = economy.axes.economies[int(np.argmin(left_over))]
        where, said = f"budget of {poorest}", f"The income of {poorest} would turn negative"
    head = f"Not solved: {horizon}, {shock.short_label}. {said}, homotopy stopped at {attempt.reached:.4g}."
    return f"{head}\n  {_advice(shock, elasticities, where)}"


def _advice(shock: Shock, elasticities: Elasticities, where: str) -> str:
    tightest = min((licence.ratio for licence in shock.licences), default=1.0)
    if where.startswith("budget"):
        said = "Transfers held fixed may be more than it can still pay. Try deficits scaled or none"
        cut_short = shock.banned.any() or tightest < 1.0
        return said + (f", or raise theta ({elasticities.theta.min():g})." if cut_short else ", or soften the shock.")
    cut = "a ban" if shock.banned.any() else f"{1.0 - tightest:.0%} of a flow cut" if tightest < 1.0 else "this shock"
    return (
        f"With theta = {elasticities.theta.min():g} and {cut} there may be no equilibrium. Raise theta, lengthen the "
        "horizon, soften the shock, or seed another supplier."
    )


def _largest(array: Array) -> float:
    return float(np.nan_to_num(np.abs(array), nan=np.inf).max(initial=0.0))


def _position(array: Array) -> tuple[int, ...]:
    flat = int(np.argmax(np.nan_to_num(np.abs(array), nan=np.inf)))
    return tuple(int(at) for at in np.unravel_index(flat, array.shape))


def _label(economy: Economy, array: Array) -> str:
    n, s = _position(array)
    return f"{economy.axes.sectors[s]} in {economy.axes.economies[n]}"


def _licence_label(shock: Shock, array: Array) -> str:
    place = _position(array)[0]
    return f"licence {shock.licences[place].name}" if place < len(shock.licences) else "unused licence"


@cache
def _versions() -> tuple[str, ...]:
    return tuple(f"{name} {version(name)}" for name in ("tradetalks", "jax", "numpy"))
