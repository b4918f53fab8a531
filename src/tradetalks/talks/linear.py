"""The Jacobian of one equilibrium, factorised, also where other licences bite; and what speeds a chord up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve

from tradetalks.talks.game import Array

Flags = NDArray[np.bool_]

MEMORY = 10  # steps that a chord method remembers
RANK = 1e-13  # of the remembered steps' products, below which they say nothing new


class Factored:
    """J = F_z at one equilibrium; where another set of licences bites their rows are exchanged (Woodbury).

    matrix  [unknown, unknown], the rows of licences last: a unit row where a licence is slack
    caps    [licence, unknown], what those rows are where they bite
    """

    def __init__(self, matrix: Array, caps: Array) -> None:
        first = len(matrix) - len(caps)
        unit = np.eye(len(matrix))[first:]
        self._first, self._change = first, caps - unit
        self._biting: Flags = (matrix[first:] == caps).all(axis=1)
        self._factors = lu_factor(matrix, check_finite=False)
        self._column = lu_solve(self._factors, unit.T, check_finite=False)
        self._image = lu_solve(self._factors, self._change.T, trans=1, check_finite=False).T

    def bites(self, z: Array, residual: Array) -> Flags:
        """Which licences bite at a point: of min(premium, room) the room is what is left. [licence]"""
        return np.asarray(residual[self._first :] < z[self._first :])

    def solve(self, residual: Array, bites: Flags) -> Array:
        """J^-1 F. [unknown]"""
        step: Array = lu_solve(self._factors, residual, check_finite=False)
        on, sign, small = self._switched(bites)
        if not on.size:
            return step
        return np.asarray(step - self._column[:, on] @ np.linalg.solve(small, sign * (self._change[on] @ step)))

    def solve_transposed(self, right: Array, bites: Flags) -> Array:
        """J^-T r. [unknown]"""
        found: Array = lu_solve(self._factors, right, trans=1, check_finite=False)
        on, sign, small = self._switched(bites)
        if not on.size:
            return found
        return np.asarray(found - (sign * np.linalg.solve(small.T, found[self._first + on])) @ self._image[on])

    def _switched(self, bites: Flags) -> tuple[NDArray[np.intp], Array, Array]:
        """Licences that have changed, the sign of the change in each row, and the matrix of Woodbury's formula."""
        sign = bites.astype(float) - self._biting
        on = np.flatnonzero(sign)
        return on, sign[on], np.eye(on.size) + sign[on, None] * self._image[np.ix_(on, self._first + on)]


class Mixing:
    """Anderson (1965) acceleration of z <- z - f(z): what earlier steps changed predicts what is left of this one.

    The differences of the last `MEMORY` points and steps are kept, also from one problem to the next beside it.
    """

    def __init__(self) -> None:
        self._last: tuple[Array, Array] | None = None
        self._points: list[Array] = []
        self._steps: list[Array] = []

    def begin(self) -> None:
        """The next point does not follow from the last one."""
        self._last = None

    def next(self, z: Array, step: Array) -> Array:
        """The point to try after z, where the plain method takes z - step."""
        if self._last is not None:
            change = step - self._last[1]
            length = float(np.linalg.norm(change))
            if length > 0.0:
                self._points = [*self._points, (z - self._last[0]) / length][-MEMORY:]
                self._steps = [*self._steps, change / length][-MEMORY:]
        self._last = z, step
        if not self._steps:
            return z - step
        points, steps = np.array(self._points), np.array(self._steps)
        part = np.linalg.lstsq(steps @ steps.T, steps @ step, rcond=RANK)[0]
        return np.asarray(z - step - part @ (points - steps))
