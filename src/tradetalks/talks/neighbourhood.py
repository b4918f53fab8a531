"""Equilibria at many settings, each in some milliseconds, to the engine's own tolerance."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.equilibrium.system import size_of
from tradetalks.errors import NotConverged
from tradetalks.talks.game import Array, remembered
from tradetalks.talks.jacobian import jacobian_and_caps
from tradetalks.talks.linear import Factored, Mixing
from tradetalks.talks.setting import Setting, moved, residual_and_payoffs, world_at

MOST_TURNS = 40  # of the chord method
MANY_TURNS = 13  # above which a new Jacobian is worth its time ...
OFTEN = 20  # ... if the old one has served as many settings
NEWTON_STEPS = 20  # where the chord does not settle
CLOSE = 0.3  # largest residual, in logs, from which the chord is tried again
LARGEST_STEP = 4.0  # of any unknown, in logs, at once
SHORTEST = 2.0**-12  # part of a Newton step
EXACT = 0.01 * TOLERANCE  # largest residual at which the chord ends, so that differences of payoffs mean something
SLOPE_TOLERANCE = 1e-9  # of the adjoint equation, in per cent per log of an unknown
KEPT = 64  # equilibria from which the next may start


_BESIDE = ThreadPoolExecutor(max_workers=1)

Rows = np.ndarray[tuple[int], np.dtype[np.int64]]


class _Solved(NamedTuple):
    """An equilibrium: settings, unknowns, what is left of the equations, payoffs of all economies."""

    x: Array
    z: Array
    residual: Array
    payoffs: Array

    @property
    def largest(self) -> float:
        """Residual, in logs."""
        return float(np.abs(self.residual).max())

    @property
    def norm(self) -> float:
        """Of all residuals."""
        return float(np.linalg.norm(self.residual))


class Neighbourhood:
    """The chord method: Newton with the Jacobian of one equilibrium kept, z <- z - J0^-1 F(z), and Anderson's mixing.

    Every search starts from the nearest equilibrium known, `width` being what counts as far for each lever. The same
    factors solve the adjoint equation F_z^T lambda = U_z^T of a gradient, likewise. Where either does not settle the
    Jacobian is renewed, and where that does not help the engine's own Newton method is tried from the base; an
    equilibrium counts as found at the engine's tolerance.
    """

    def __init__(self, setting: Setting, label: str, width: Array) -> None:
        self._setting, self._label = setting, label
        self._width = np.ones(setting.stands.size)
        self._width[: len(width)] = np.where(width > 0.0, width, 1.0)
        self._known: list[_Solved] = []
        self._factors: Factored | None = None
        self._used = 0  # settings found with the present factors
        self._mixing, self._dual = Mixing(), dict[int, Mixing]()
        self._multiplier: dict[int, Array] = {}  # the last one by row, to start the next from
        self._compiling: Future[tuple[jax.Array, jax.Array]] | None = None
        self._find = remembered(self._search)

    def expect_slopes(self, count: int) -> None:
        """Compile the gradient of so many rows beside what else is done meanwhile."""
        size = size_of(self._setting.accounts, self._setting.policy)
        units = np.zeros((count, self._setting.weighted.size))
        self._compiling = _BESIDE.submit(
            _pull, np.zeros(size), np.zeros(len(self._width)), np.zeros((count, size)), units, self._setting
        )

    def payoffs(self, x: Array) -> Array:
        """Of every economy, 100 log. [economy]"""
        found: Array = self._find(x).payoffs
        return found

    def licences(self, x: Array) -> tuple[Array, Array]:
        """Log premium of each licence, and the volume it lets through over its base. [licence]"""
        here, setting = self._find(x), self._setting
        premium, volume = _licences(here.z, here.x, setting)
        return np.asarray(premium), np.asarray(volume)

    def slopes(self, x: Array, rows: Rows) -> Array:
        """Derivatives of the payoffs of some economies with respect to the levers. [row, lever]

        dU/dx = U_x - lambda^T F_x with F_z^T lambda = U_z^T, one lambda per row.
        """
        here = self._find(x)
        if self._compiling is not None:
            self._compiling.result()
        found = self._adjoint(here, rows, self._factors or self._renewed(here))
        if found is None:
            found = self._adjoint(here, rows, self._renewed(here))
        if found is None:
            raise NotConverged(f"Not solved: the gradient of {self._label}.")
        return found[:, : len(x)]

    def _adjoint(self, here: _Solved, rows: Rows, factors: Factored) -> Array | None:
        units = np.eye(len(here.payoffs))[rows]
        multiplier = np.array([self._multiplier.get(row, np.zeros(len(here.z))) for row in rows.tolist()])
        mixing = [self._dual.setdefault(row, Mixing()) for row in rows.tolist()]
        bites = factors.bites(here.z, here.residual)
        for one in mixing:
            one.begin()
        for _ in range(MOST_TURNS):
            rest, slope = (np.asarray(part) for part in _pull(here.z, here.x, multiplier, units, self._setting))
            if np.abs(rest).max() <= SLOPE_TOLERANCE:
                self._multiplier |= dict(zip(rows.tolist(), multiplier, strict=True))
                return slope
            steps = [-factors.solve_transposed(left, bites) for left in rest]
            multiplier = np.array([one.next(*at) for one, *at in zip(mixing, multiplier, steps, strict=True)])
        return None

    def _search(self, x: Array) -> _Solved:
        at = np.append(x, np.zeros(len(self._width) - len(x)))  # unused places at zero
        start = self._nearest(at)
        found = self._by_chord(start) or self._by_newton(start) or self._by_the_engine(at)
        self._known = [*self._known, found][-KEPT:]
        self._used += 1
        return found

    def _nearest(self, x: Array) -> _Solved:
        """The unknowns of the nearest equilibrium, at other settings; those of the base where none is known."""
        if not self._known:
            return self._evaluate(np.zeros(size_of(self._setting.accounts, self._setting.policy)), x)
        here = min(self._known, key=lambda known: float(np.abs((known.x - x) / self._width).sum()))
        return self._evaluate(here.z, x)

    def _by_chord(self, here: _Solved) -> _Solved | None:
        """Found with the factors that there are, or nothing."""
        if self._factors is None:
            return None
        self._mixing.begin()
        for turn in range(MOST_TURNS):
            if here.largest <= EXACT:
                if turn > MANY_TURNS and self._used > OFTEN:
                    self._renewed(here)
                return here
            if not np.isfinite(here.largest):
                return None
            here = self._evaluate(self._mixing.next(here.z, self._step(self._factors, here)), here.x)
        return here if here.largest <= TOLERANCE else None

    def _by_newton(self, here: _Solved) -> _Solved | None:
        """Steps with a new Jacobian each, halved until the residual falls, and the chord again once they come close."""
        for _ in range(NEWTON_STEPS):
            step = self._step(self._renewed(here), here)
            part, before = 1.0, here
            while not here.norm < (1.0 - 1e-4 * part) * before.norm or here is before:
                here = self._evaluate(before.z - part * step, before.x)
                part /= 2.0
                if part < SHORTEST:
                    return None
            found = self._by_chord(here) if here.largest < CLOSE else None
            if found is not None:
                return found
        return None

    def _by_the_engine(self, x: Array) -> _Solved:
        here = self._setting
        base = jnp.zeros(size_of(here.accounts, here.policy))
        result = find(base, here.accounts, moved(jnp.asarray(x), here), here.parameters, TOLERANCE, MOST_STEPS)
        found = self._evaluate(np.asarray(result.z), x)
        if not found.largest <= TOLERANCE:
            raise NotConverged(
                f"Not solved: {self._label}, at other settings of its levers, residual {found.largest:.0e}."
                "\n  Narrow the ranges or lengthen the horizon."
            )
        self._renewed(found)
        return found

    def _step(self, factors: Factored, here: _Solved) -> Array:
        step = factors.solve(here.residual, factors.bites(here.z, here.residual))
        return step * min(1.0, LARGEST_STEP / max(float(np.abs(step).max()), LARGEST_STEP))

    def _evaluate(self, z: Array, x: Array) -> _Solved:
        residual, payoffs = _evaluated(z, x, self._setting)
        return _Solved(x, z, np.asarray(residual), np.asarray(payoffs))

    def _renewed(self, at: _Solved) -> Factored:
        here = self._setting
        policy = _policy(at.x, here)
        matrix, caps = jacobian_and_caps(jnp.asarray(at.z), here.accounts, policy, here.parameters)
        self._factors = Factored(np.asarray(matrix), np.asarray(caps))
        self._used, self._mixing, self._dual = 0, Mixing(), {}
        return self._factors


_evaluated = compiled(residual_and_payoffs)
_policy = compiled(moved)


@compiled
def _licences(z: jax.Array, x: jax.Array, setting: Setting) -> tuple[jax.Array, jax.Array]:
    now, policy = world_at(z, x, setting), moved(x, setting)
    weight = setting.accounts.licensed.ravel()[policy.licensed_flow]
    base, after = jnp.zeros((2, policy.log_ratio.size + 1))
    base = base.at[policy.licence].add(weight)[:-1]
    after = after.at[policy.licence].add(weight * jnp.exp(now.log_volume.ravel()[policy.licensed_flow]))[:-1]
    return now.licence_premium, after / jnp.where(base > 0.0, base, 1.0)


@compiled
def _pull(
    z: jax.Array, x: jax.Array, multiplier: jax.Array, units: jax.Array, setting: Setting
) -> tuple[jax.Array, jax.Array]:
    """U_z - lambda^T F_z and U_x - lambda^T F_x of each row. [row, unknown], [row, lever]"""
    _, pull = jax.vjp(lambda y, w: residual_and_payoffs(y, w, setting), z, x)
    found: tuple[jax.Array, jax.Array] = jax.vmap(lambda one, unit: pull((-one, unit)))(multiplier, units)
    return found
