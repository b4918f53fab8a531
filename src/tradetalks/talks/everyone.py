"""The war of all: every economy's best duty on everything it buys abroad, all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import jax
import jax.numpy as jnp
import numpy as np
from scipy.linalg import lu_factor, lu_solve

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, pack, residual_at, size_of, state, unpack
from tradetalks.errors import NotConverged
from tradetalks.talks.game import Array
from tradetalks.talks.jacobian import duty_columns, jacobian
from tradetalks.talks.war import APART, War

Factors = tuple[Array, Array]  # LU

HIGHEST = 10.0  # a duty of 1,000 %
MOST_ROUNDS, MOST_TURNS = 60, 60
SLOW = 0.5  # of a residual left after a turn of the chord method, above which the Jacobian is renewed
REFINED = 1e-12  # rest of a linear equation, against its right-hand side
GAIN = 1e-9  # per cent of real income that any economy's own move still promises when the war counts as settled
FIRST_MOVE = -0.1  # of each duty, to see how fast its slope falls
FARTHEST = 0.5  # largest change of log (1 + t) in one round
TRIED = (0.5, 0.8, 1.25)  # other duties of each economy, as multiples, that the certificate looks at
CLOSE = 1e-8  # largest residual of a world with another duty, in logs


@dataclass(frozen=True)
class _World:
    """The model as a function of one duty per economy, added to the rates of `policy` on the flows of `pattern`."""

    accounts: Accounts
    policy: Instruments
    parameters: Parameters
    pattern: jax.Array  # [n, i, s]
    minds: Array  # [n, n] what each economy thinks of everybody's payoff

    def at(self, rates: Array) -> Instruments:
        return _raised(self.policy, self.pattern, jnp.asarray(rates))

    def evaluate(self, z: Array, rates: Array) -> tuple[Array, Array]:
        left, payoffs = _evaluate(jnp.asarray(z), jnp.asarray(rates), self.pattern, *self._model)
        return np.asarray(left), self.minds @ np.asarray(payoffs)

    @property
    def _model(self) -> tuple[Accounts, Instruments, Parameters]:
        return self.accounts, self.policy, self.parameters


@dataclass(frozen=True)
class _Point:
    """A solved world: what holds there and how it moves with every duty.

    slope  [economy, importer] of payoffs with respect to duties
    move   [unknown, importer] of the unknowns
    """

    rates: Array
    z: Array
    payoffs: Array
    slope: Array = field(repr=False)
    move: Array = field(repr=False)
    factors: Factors = field(repr=False)

    @property
    def own(self) -> Array:
        """Derivative of each economy's payoff with respect to the log of one plus its own duty."""
        return np.asarray(np.diag(self.slope) * (1.0 + self.rates))


def _raised(policy: Instruments, pattern: jax.Array, rates: jax.Array) -> Instruments:
    return policy._replace(tariff=policy.tariff + rates[:, None, None] * pattern)


def _left_and_payoffs(
    z: jax.Array,
    rates: jax.Array,
    pattern: jax.Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
) -> tuple[jax.Array, jax.Array]:
    unknowns = unpack(z, accounts)
    now = state(unknowns, accounts, _raised(policy, pattern, rates), parameters)
    return pack(residual_at(unknowns, now, accounts)), 100.0 * (now.log_income - now.log_final_price)


_evaluate = compiled(_left_and_payoffs)


@compiled
def _final_share(z: jax.Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> jax.Array:
    return state(unpack(z, accounts), accounts, policy, parameters).final_share


def war_of_all(
    economy: Economy,
    shock: Shock,
    elasticities: Elasticities,
    *,
    pattern: Array | None = None,
    minds: Array | None = None,
    starts: tuple[float, ...] = (1.0,),
    tell: Callable[[str], None] = lambda _: None,
) -> War:
    """Nash equilibrium in which every economy sets one duty, a fraction, on all its imports or on those in `pattern`.

    `minds` [economy, economy] turns real incomes into payoffs where an economy counts others' gains too.
    Each duty is added to the rates of `shock`, from 0 to `HIGHEST`. All duties move at once, each by a secant step on
    its own first-order condition dU_n / dt_n = 0; at every point the exact derivatives follow from one factorised
    Jacobian, dz/dt = -F_z^-1 F_t. Starts are multiples of the closed form `first_duties`. The certificate is
    `largest_gain`, in per cent of real income: every economy tries each of `TRIED` times its own duty in a world
    solved anew, and what the slope left and the curvature seen there still promise. Raises `NotConverged`.
    """
    abroad = 1.0 - np.eye(len(economy.axes.economies))[:, :, None]
    world = _World(
        accounts_of(economy),
        instruments_of(economy, shock),
        parameters_of(elasticities, "fixed"),
        jnp.asarray(np.broadcast_to(abroad, economy.axes.bilateral) if pattern is None else pattern),
        np.eye(len(abroad)) if minds is None else minds,
    )
    guess = first_duties(economy, elasticities.theta)
    found = []
    here = _first(world)
    for start in starts:
        tell(f"Duties of all, from {start:g} times the first guess")
        here, rounds = _settle(world, here, start * guess)
        found.append((here, rounds))
    distinct: list[Array] = []
    for point, _ in found:
        if all(np.abs(point.rates - known).max() > APART for known in distinct):
            distinct.append(point.rates)
    point, rounds = found[0]
    tell("What anybody could still gain alone")
    gain = _largest_gain(world, point)
    nobody = np.zeros(0)
    return War(economy.axes.economies, point.rates, point.payoffs, nobody, gain, rounds, tuple(distinct), len(starts))


def first_duties(economy: Economy, theta: Array) -> Array:
    """t_n = 1 / sum over j != n, s of chi_njs theta_s (1 - pi_jns): Lashkaripour (2021), foreign duties left out.

    chi is the share of a sale in n's exports, pi the exporter's share in the buyer's spending. [economy]
    """
    abroad = economy.border * (1.0 - np.eye(len(economy.axes.economies))[:, :, None])
    sold = np.maximum(abroad.sum(axis=(0, 2)), np.finfo(float).tiny)
    elasticity = (abroad * theta * (1.0 - economy.share)).sum(axis=(0, 2)) / sold
    return np.asarray(np.clip(1.0 / np.maximum(elasticity, 1.0 / HIGHEST), 0.0, HIGHEST))


def _first(world: _World) -> _Point:
    """The shock's own world, without further duties."""
    rates = np.zeros(world.pattern.shape[0])
    return _solved(world, np.zeros(size_of(world.accounts, world.policy)), rates, None)


def _settle(world: _World, here: _Point, start: Array) -> tuple[_Point, int]:
    """From a solved world to the war, by way of the duties of `start`."""
    last = _moved(world, here, start)
    here = _moved(world, last, start * (1.0 + FIRST_MOVE))
    curvature = np.full(len(start), np.nan)
    for rounds in range(1, MOST_ROUNDS + 1):
        step = np.log1p(here.rates) - np.log1p(last.rates)
        seen = (here.own - last.own) / np.where(step == 0.0, np.inf, step)
        usable = (seen < 0.0) & np.isfinite(seen)
        curvature = np.where(usable, seen, curvature)
        curvature = np.where(np.isnan(curvature), np.nanmedian(curvature), curvature)
        change = np.clip(-here.own / curvature, -FARTHEST, FARTHEST)
        wanted = np.clip(np.expm1(np.log1p(here.rates) + change), 0.0, HIGHEST)
        inside = np.log1p(wanted) - np.log1p(here.rates)
        if float(np.abs(here.own * inside).max()) < GAIN:
            return here, rounds
        last, here = here, _moved(world, here, wanted)
    raise NotConverged(f"The duties of all had not settled after {MOST_ROUNDS} rounds.")


def _moved(world: _World, here: _Point, rates: Array) -> _Point:
    """The world at other duties, first guessed along the tangent; half way first where that does not settle."""
    guess = here.z + here.move @ _change(here.rates, rates)
    try:
        return _solved(world, guess, rates, here.factors)
    except NotConverged:
        if np.abs(rates - here.rates).max() < 1e-3:
            raise
        return _moved(world, _moved(world, here, 0.5 * (here.rates + rates)), rates)


def _change(before: Array, after: Array) -> Array:
    """Of duties, such that the tangent in log (1 + t) is followed. [economy]"""
    return np.asarray((1.0 + before) * np.log((1.0 + after) / (1.0 + before)))


def _solved(world: _World, z: Array, rates: Array, factors: Factors | None) -> _Point:
    """Newton's method with the Jacobian kept as long as it brings the residual down fast."""
    policy = world.at(rates)
    before = np.inf
    for _ in range(MOST_TURNS):
        left, payoffs = world.evaluate(z, rates)
        largest = float(np.abs(left).max())
        if not np.isfinite(largest):
            break
        if largest <= TOLERANCE:
            return _point(world, z, rates, payoffs, policy, factors)
        if factors is None or largest > SLOW * before:
            factors = _factors(world, z, policy)
        before = largest
        z = z - lu_solve(factors, left)
    raise NotConverged("Not solved: the world under a war of all, at some duties on the way.")


def _factors(world: _World, z: Array, policy: Instruments) -> Factors:
    return _factored(jacobian(jnp.asarray(z), world.accounts, policy, world.parameters))


def _factored(matrix: jax.Array) -> Factors:
    found: Factors = lu_factor(np.array(matrix), overwrite_a=True, check_finite=False)
    return found


def _refined(matrix: jax.Array, right: Array, factors: Factors | None) -> tuple[Array, Factors]:
    """Solve with the factors of a matrix nearby, by iterative refinement, or with new ones where those are too far."""
    exact = np.asarray(matrix)
    goal = REFINED * float(np.abs(right).max())
    if factors is not None:
        found, before = lu_solve(factors, right), np.inf
        while (largest := float(np.abs(rest := right - exact @ found).max())) < SLOW * before:
            if largest <= goal:
                return found, factors
            found, before = found + lu_solve(factors, rest), largest
    factors = _factored(matrix)
    return lu_solve(factors, right), factors


def _point(
    world: _World, z: Array, rates: Array, payoffs: Array, policy: Instruments, factors: Factors | None
) -> _Point:
    model = (world.accounts, policy, world.parameters)
    columns = np.asarray(duty_columns(jnp.asarray(z), world.pattern, *model))
    move, factors = _refined(jacobian(jnp.asarray(z), *model), -columns, factors)
    economies, sectors = world.accounts.expenditure.shape
    cells = economies * sectors
    price = move[cells : 2 * cells].reshape(economies, sectors, economies)
    weight = np.asarray(_final_share(jnp.asarray(z), *model))
    slope = 100.0 * (move[2 * cells : 2 * cells + economies] - np.einsum("ns,nsm->nm", weight, price))
    return _Point(rates, z, payoffs, world.minds @ slope, move, factors)


def _largest_gain(world: _World, point: _Point) -> float:
    """The most any economy gets by another duty of its own, or could by the parabola through its neighbours."""
    values = {factor: _alone(world, point, factor * point.rates) for factor in TRIED}
    best = max(float(np.nanmax(value - point.payoffs)) for value in values.values())
    near = np.log1p(point.rates * TRIED[2]) - np.log1p(point.rates * TRIED[1])
    bend = np.abs(values[TRIED[1]] + values[TRIED[2]] - 2.0 * point.payoffs) / np.maximum(near / 2.0, 1e-6) ** 2
    inside = (point.rates > 0.0) | (point.own > 0.0)
    promised = np.where(inside, point.own**2 / (2.0 * np.maximum(bend, 1e-9)), 0.0)
    return max(best, float(promised.max()))


def _alone(world: _World, point: _Point, own: Array) -> Array:
    """What each economy gets if it alone changes its duty. [economy]"""
    rates = np.where(np.eye(len(own), dtype=bool), own, point.rates)
    z = point.z + (point.move * _change(point.rates, own)).T
    payoffs, before = np.full(len(own), np.nan), np.full(len(own), np.inf)
    trying = np.arange(len(own))
    for _ in range(MOST_TURNS):
        left, value = map(np.array, zip(*(world.evaluate(z[n], rates[n]) for n in trying), strict=True))
        largest = np.abs(left).max(axis=1)
        done, falling = largest <= CLOSE, largest < SLOW * before[trying]
        payoffs[trying[done]] = value[done, trying[done]]
        before[trying], trying, left = largest, trying[~done & falling], left[~done & falling]
        if not trying.size:
            break
        z[trying] -= lu_solve(point.factors, left.T).T
    for n in np.flatnonzero(np.isnan(payoffs)):
        payoffs[n] = _moved(world, point, rates[n]).payoffs[n]
    return payoffs
