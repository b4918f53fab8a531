"""Where a change of welfare comes from: efficiency, terms of trade, rents and transfers, costs; along the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import Deficits, accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.implicit import Levers, levers_of, log_welfare, state_of
from tradetalks.equilibrium.path import MOST_STEPS, evaluate, find
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.shock import Shock
from tradetalks.equilibrium.solve import TOLERANCE, solve
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, State, size_of
from tradetalks.errors import NotConverged

if TYPE_CHECKING:
    import pandas as pd

GAP = 1e-8  # per cent of welfare, between the sum of the parts and the total
SHARE = 0.2  # of the gap that one stretch may miss; all but the few around a kink miss far less
NODES = 5  # Gauss-Legendre nodes in each stretch of the path
SHORTEST = 2.0**-36  # stretch: a licence that begins to bite inside a stretch halves it again and again


@dataclass(frozen=True)
class Decomposition:
    """Welfare change of every economy in per cent of base real income, [economy, part]; the parts add up to the total.

    efficiency           volumes that move where buyers pay more than sellers or foreigners get: tariffs, export taxes,
                         licence premia; a flow that shrinks behind a wedge loses the wedge
    terms_of_trade       prices of exports less prices of imports at given volumes, licence rents apart
    rents_and_transfers  licence rents that cross borders, and transfers between economies
    costs                productivity, trade costs, red tape, and the variety that bans take away
    gap                  largest |sum of parts - total|
    """

    parts: pd.DataFrame
    total: pd.Series
    gap: float
    points: int  # of the path that were solved


class Closure(NamedTuple):
    """What changes along the path besides the instruments: how transfers are closed."""

    fixed: jax.Array
    scaled: jax.Array


class Flow(NamedTuple):
    """What is paid for each flow [n, i, s], and the effective quantity that leaves the producer."""

    buyer: jax.Array  # by the buyer, with tariff
    abroad: jax.Array  # between economies: without the importer's part of a rent, before tariff
    producer: jax.Array  # to the producer
    rent: jax.Array  # of that between economies, licence rent
    log_quantity: jax.Array
    log_cost: jax.Array  # trade cost and red tape per unit


def _flow(now: State[jax.Array], policy: Instruments) -> Flow:
    buyer = now.border * (1.0 + policy.tariff)
    kept = (1.0 - policy.rent_to_exporter) * now.rent
    log_cost = policy.log_iceberg + jnp.log1p(policy.burned * jnp.expm1(now.log_premium))
    log_quantity = now.log_volume + jnp.log(jnp.where(policy.available > 0.0, policy.available, 1.0)) + log_cost
    return Flow(buyer, now.border - kept, now.producer, now.rent - kept, log_quantity, log_cost)


@compiled
def _marginal(
    unknowns: jax.Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
    levers: Levers,
    closure: Closure,
) -> tuple[jax.Array, jax.Array]:
    """Welfare (ratio to the base) and its derivative along `levers`, split into the four parts [part, economy].

    p is what buyers pay, tau what is paid between economies, c unit costs, q quantities that leave the producer, d
    costs per unit on the way. Home's resource constraint and trade balance with cost minimisation give I dlog W as

        sum_i (p - tau) dq + sum_m (tau - c) dq                               efficiency
        sum_m q dtau - sum_i q dtau, less that of rents                       terms of trade
        the rents in it, and dD                                               rents and transfers
        sum_k c Y dlog A - sum_i p q dlog d + (X / theta) sum_i (pi' / a) da  costs

    over flows from i and flows to m; envelope terms of nests and of the supply of factors vanish.
    """

    def world(moved: Levers, weights: Closure) -> tuple[State[jax.Array], Flow]:
        changed = parameters._replace(**weights._asdict())
        now = state_of(moved, unknowns, accounts, policy, changed)
        return now, _flow(now, policy._replace(**moved._asdict()))

    (now, flow), (slope, rate) = jax.jvp(
        world, (levers_of(policy), Closure(parameters.fixed, parameters.scaled)), (levers, closure)
    )
    moved = rate.log_quantity
    inside, outside = (flow.buyer - flow.abroad) * moved, (flow.abroad - flow.producer) * moved
    rents = rate.rent - flow.rent * moved
    prices = rate.abroad - flow.abroad * moved - rents
    fading = levers.available / jnp.where(policy.available > 0.0, policy.available, 1.0)
    variety = now.expenditure[:, None, :] * now.share * fading / parameters.theta
    costs = variety - flow.buyer * rate.log_cost

    def balance(values: jax.Array) -> jax.Array:
        return values.sum(axis=(0, 2)) - values.sum(axis=(1, 2))

    parts = jnp.stack(
        [
            inside.sum(axis=(1, 2)) + outside.sum(axis=(0, 2)),
            balance(prices),
            balance(rents) + slope.transfer,
            costs.sum(axis=(1, 2)) + (now.supply * levers.log_productivity).sum(axis=1),
        ]
    )
    welfare = jnp.exp(log_welfare(now))
    return welfare, welfare * parts / now.income


def decompose(
    economy: Economy,
    shock: Shock,
    *,
    horizon: str = "1 year",
    elasticities: Elasticities | None = None,
    deficits: Deficits = "fixed",
) -> Decomposition:
    """Welfare change split into efficiency, terms of trade, rents and transfers, and costs, along the straight path.

    Integrated from base to shock by Gauss-Legendre quadrature on stretches; a stretch is halved until its parts add up
    to the change of welfare over it, which is known from the solved ends. Raises `NotConverged` where a point of the
    path is not solved.
    """
    import pandas as pd

    end = solve(economy, shock, horizon=horizon, elasticities=elasticities, deficits=deficits)
    walk = _Walk(economy, shock, end.rests_on.elasticities, deficits)
    parts = walk.over(0.0, 1.0, np.ones(len(economy.axes.economies)), walk.welfare(1.0))
    total = 100.0 * np.expm1(end.state.log_income - end.state.log_final_price)
    index = pd.Index(economy.axes.economies, name="economy")
    names = ["efficiency", "terms_of_trade", "rents_and_transfers", "costs"]
    return Decomposition(
        parts=pd.DataFrame(100.0 * parts.T, index=index, columns=names),
        total=pd.Series(total, index=index, name="welfare_change"),
        gap=float(np.abs(100.0 * parts.sum(axis=0) - total).max()),
        points=walk.points,
    )


class _Walk:
    """Integrates along the line from base to shock, each point solved from the last."""

    def __init__(self, economy: Economy, shock: Shock, elasticities: Elasticities, deficits: Deficits) -> None:
        self.economy, self.shock = economy, shock
        self.elasticities, self.deficits = elasticities, deficits
        self.accounts = accounts_of(economy)
        first, last = instruments_of(economy, shock, part=0.0), instruments_of(economy, shock)
        self.levers = jax.tree.map(
            lambda a, b: jnp.where(jnp.isfinite(b), b - a, 0.0), levers_of(first), levers_of(last)
        )
        self.here = jnp.zeros(size_of(self.accounts, last))
        self.points = 0

    def at(self, part: float) -> tuple[Array, Array]:
        """Welfare and its marginal parts a `part` of the way."""
        policy = instruments_of(self.economy, self.shock, part=part)
        parameters = parameters_of(self.elasticities, self.deficits, part=part)
        result = find(self.here, self.accounts, policy, parameters, TOLERANCE, MOST_STEPS)
        if not bool(result.largest <= TOLERANCE):
            raise NotConverged(
                f"Not solved: {part:.0%} of the way to {self.shock.label}, residual {float(result.largest):.0e}.\n"
                "  The decomposition needs every point between; shorten the shock or lengthen the horizon."
            )
        self.here, self.points = result.z, self.points + 1
        start = parameters_of(self.elasticities, self.deficits, part=0.0)
        finish = parameters_of(self.elasticities, self.deficits)
        closure = Closure(finish.fixed - start.fixed, finish.scaled - start.scaled)
        welfare, parts = _marginal(result.z, self.accounts, policy, parameters, self.levers, closure)
        return np.asarray(welfare), np.asarray(parts)

    def welfare(self, part: float) -> Array:
        policy = instruments_of(self.economy, self.shock, part=part)
        parameters = parameters_of(self.elasticities, self.deficits, part=part)
        result = find(self.here, self.accounts, policy, parameters, TOLERANCE, MOST_STEPS)
        return np.asarray(jnp.exp(log_welfare(evaluate(result.z, self.accounts, policy, parameters).state)))

    def over(self, left: float, right: float, before: Array, after: Array) -> Array:
        """Parts [part, economy] earned between two points whose welfare is known."""
        points, weights = np.polynomial.legendre.leggauss(NODES)
        length = right - left
        parts = sum(
            0.5 * length * weight * self.at(left + 0.5 * length * (point + 1.0))[1]
            for point, weight in zip(points, weights, strict=True)
        )
        missed = 100.0 * np.abs(np.asarray(parts).sum(axis=0) - (after - before)).max()
        if missed <= SHARE * GAP or length <= SHORTEST:
            return np.asarray(parts)
        middle = 0.5 * (left + right)
        between = self.welfare(middle)
        return self.over(left, middle, before, between) + self.over(middle, right, between, after)
