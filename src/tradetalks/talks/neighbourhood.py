"""Equilibria at many settings, each in some milliseconds, to the engine's own tolerance."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.equilibrium.system import State, size_of
from tradetalks.errors import NotConverged
from tradetalks.talks.game import Array, remembered
from tradetalks.talks.jacobian import jacobian_and_caps
from tradetalks.talks.setting import Setting, moved, residual_and_payoffs, world_at

MANY_TURNS = 15  # of the chord method, above which a renewed inverse is worth its time ...
OFTEN = 10  # ... if the old one has served as many settings
MOST_TURNS = 40  # of the chord method before the inverse is renewed
SLOPE_TOLERANCE = 1e-9  # of the adjoint equation, in per cent per log of an unknown


class Neighbourhood:
    """The chord method: Newton with the inverse Jacobian of one equilibrium kept, z <- z - J0^-1 F(z).

    The same inverse solves the adjoint equation F_z^T lambda = U_z^T of a gradient by iterative refinement. Where
    either does not settle the inverse is renewed, and where that does not help the engine's own Newton method is
    tried; an equilibrium counts as found at the engine's tolerance. Which licences bite decides which equations hold:
    where it changes, the rows of those licences are exchanged in the inverse.
    """

    def __init__(self, setting: Setting, label: str) -> None:
        self._setting, self._label = setting, label
        self._z = jnp.zeros(size_of(setting.accounts, setting.policy))
        self._used = 0  # settings found since the inverse was new
        self._inverse = self._renewed(self._z, setting.stands)
        self._multiplier: dict[tuple[int, ...], jax.Array] = {}  # the last one by rows, to start the next from
        self._find = remembered(self._search)

    def payoffs(self, x: Array) -> Array:
        """Of every economy, 100 log. [economy]"""
        return np.asarray(self._find(x).payoffs)

    def state(self, x: Array) -> State[jax.Array]:
        """Prices and flows at a setting."""
        return world_at(self._find(x).z, self._at(x), self._setting)

    def slopes(self, x: Array, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Array:
        """Derivatives of the payoffs of some economies with respect to the levers. [row, lever]"""
        z, at, which = self._find(x).z, self._at(x), jnp.asarray(rows)
        guess = self._multiplier.get(tuple(rows), jnp.zeros((len(rows), z.size)))
        found = _slopes(z, at, guess, self._inverse, self._setting, which)
        if not _settled(found):
            self._inverse = self._renewed(z, at)
            found = _slopes(z, at, guess, self._inverse, self._setting, which)
        if not _settled(found):
            raise NotConverged(f"Not solved: the gradient of {self._label}, residual {jnp.abs(found.rest).max():.0e}.")
        self._multiplier[tuple(rows)] = found.multiplier
        return np.asarray(found.slope)[:, : len(x)]

    def _search(self, x: Array) -> _Chord:
        at = self._at(x)
        found: _Chord = _chord(self._z, at, self._inverse, self._setting)
        if not float(jnp.abs(found.residual).max()) <= TOLERANCE:
            result = find(
                self._z,
                self._setting.accounts,
                moved(at, self._setting),
                self._setting.parameters,
                TOLERANCE,
                MOST_STEPS,
            )
            if not float(result.largest) <= TOLERANCE:
                raise NotConverged(
                    f"Not solved: {self._label}, at other settings of its levers, residual {float(result.largest):.0e}."
                    "\n  Narrow the ranges or lengthen the horizon."
                )
            self._inverse = self._renewed(result.z, at)
            found = _chord(result.z, at, self._inverse, self._setting)
        elif int(found.turn) > MANY_TURNS and self._used > OFTEN:
            self._inverse = self._renewed(found.z, at)
        self._z, self._used = found.z, self._used + 1
        return found

    def _at(self, x: Array) -> jax.Array:
        """Settings with unused places at zero."""
        return jnp.asarray(np.append(x, np.zeros(self._setting.stands.size - len(x))))

    def _renewed(self, z: jax.Array, x: jax.Array) -> _Inverse:
        here = self._setting
        self._used = 0
        matrix, caps = jacobian_and_caps(z, here.accounts, moved(x, here), here.parameters)
        whole = jnp.asarray(np.linalg.inv(np.asarray(matrix)))
        places = z.size - caps.shape[0]
        change = caps - jnp.eye(z.size)[places:]
        biting = (matrix[places:] == caps).all(axis=1)
        return _Inverse(whole, biting, change, change @ whole)


class _Inverse(NamedTuple):
    """The inverse Jacobian of one equilibrium, and what turns it into that with other licences biting.

    biting  [licence] at that equilibrium
    change  [licence, unknown] row of a licence that bites less the row of one that does not
    image   change times the inverse
    """

    whole: jax.Array
    biting: jax.Array
    change: jax.Array
    image: jax.Array

    def _switched(self, z: jax.Array, residual: jax.Array) -> tuple[jax.Array, jax.Array]:
        """Sign of the change in each licence's row, [licence], and the matrix of Woodbury's formula."""
        first = z.size - self.biting.size
        now = residual[first:] < z[first:]  # min(premium, room) is the room
        sign = now.astype(float) - self.biting.astype(float)
        return sign, jnp.eye(sign.size) + sign[:, None] * self.image[:, first:]

    def solve(self, z: jax.Array, residual: jax.Array) -> jax.Array:
        """J^-1 F with the rows of the licences that bite at z (Woodbury)."""
        sign, small = self._switched(z, residual)
        step = self.whole @ residual
        first = z.size - sign.size
        found: jax.Array = step - self.whole[:, first:] @ jnp.linalg.solve(small, sign * (self.change @ step))
        return found

    def solve_transposed(self, z: jax.Array, residual: jax.Array, right: jax.Array) -> jax.Array:
        """J^-T of each row of `right`, likewise. [row, unknown]"""
        sign, small = self._switched(z, residual)
        plain = right @ self.whole
        first = z.size - sign.size
        weight = jnp.linalg.solve(small.T, plain[:, first:].T)
        found: jax.Array = plain - (sign[:, None] * weight).T @ self.image
        return found


class _Chord(NamedTuple):
    """Where the method stands; nothing is evaluated before the first turn, so that the model is compiled once."""

    turn: jax.Array
    z: jax.Array
    residual: jax.Array
    payoffs: jax.Array


@compiled
def _chord(start: jax.Array, x: jax.Array, inverse: _Inverse, setting: Setting) -> _Chord:
    """The equilibrium at x, unless the residual says otherwise."""

    def unfinished(at: _Chord) -> jax.Array:
        return (at.turn < MOST_TURNS) & ((at.turn == 0) | (jnp.abs(at.residual).max() > 0.1 * TOLERANCE))

    def turn(at: _Chord) -> _Chord:
        z = at.z - inverse.solve(at.z, at.residual)
        residual, payoffs = residual_and_payoffs(z, x, setting)
        return _Chord(at.turn + 1, z, residual, payoffs)

    nothing = jnp.zeros_like(start)
    return lax.while_loop(unfinished, turn, _Chord(jnp.asarray(0), start, nothing, jnp.zeros(setting.weighted.size)))


class _Adjoint(NamedTuple):
    """Likewise: one lambda per row [row, unknown], what is left of its equation, the derivative that follows."""

    turn: jax.Array
    multiplier: jax.Array
    rest: jax.Array
    slope: jax.Array


@compiled
def _slopes(
    z: jax.Array, x: jax.Array, multiplier: jax.Array, inverse: _Inverse, setting: Setting, rows: jax.Array
) -> _Adjoint:
    """dU/dx = U_x - lambda^T F_x with F_z^T lambda = U_z^T, one lambda per row, from a guess of lambda."""
    (residual, _), pull = jax.vjp(lambda y, w: residual_and_payoffs(y, w, setting), z, x)
    unit = jnp.zeros((rows.size, setting.weighted.size)).at[jnp.arange(rows.size), rows].set(1.0)

    def unfinished(at: _Adjoint) -> jax.Array:
        return (at.turn < MOST_TURNS) & ((at.turn < 1) | (jnp.abs(at.rest).max() > 0.1 * SLOPE_TOLERANCE))

    def turn(at: _Adjoint) -> _Adjoint:
        multiplier = at.multiplier + inverse.solve_transposed(z, residual, at.rest)
        rest, slope = jax.vmap(lambda one, row: pull((-one, row)))(multiplier, unit)
        return _Adjoint(at.turn + 1, multiplier, rest, slope)

    nothing = jnp.zeros((rows.size, z.size))
    begin = _Adjoint(jnp.asarray(0), multiplier, nothing, jnp.zeros((rows.size, x.size)))
    return lax.while_loop(unfinished, turn, begin)


def _settled(found: _Adjoint) -> bool:
    return bool(jnp.abs(found.rest).max() <= SLOPE_TOLERANCE)
