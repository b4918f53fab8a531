"""Newton's method with a matrix-free linear solver, for a residual in logs; knows nothing of economics."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

LARGEST_STEP = 4.0  # cap on the change of any log in one step
SHORTEST_STEP = 2.0**-12
DIRECTIONS = 20  # the linear solver remembers in a Newton step; beyond them the oldest is forgotten
MOST_PRODUCTS = 400  # of the linear solver
FORCING = 0.01  # the linear residual of a Newton step is brought down at least to this part
ENOUGH = 0.01  # of the tolerance, below which a linear residual need not be brought


class NewtonResult(NamedTuple):
    """Last accepted iterate with its certificate."""

    z: Array
    largest: Array  # largest absolute residual
    steps: Array
    linear_steps: Array


class _Search(NamedTuple):
    """Where the method stands: the last accepted point, the move tried from it, and how much of the move."""

    z: Array
    norm: Array
    move: Array
    length: Array
    result: NewtonResult


_Krylov = tuple[Array, Array, Array, Array, Array]  # count, x, residual, directions, their images


def conjugate_residuals(
    apply: Callable[[Array], Array], rhs: Array, goal: Array | float, *, memory: int = DIRECTIONS
) -> tuple[Array, Array]:
    """Solve apply(x) = rhs to a residual norm of `goal` by generalised conjugate residuals.

    Eisenstat, Elman and Schultz (1983): the iterates of GMRES, in plain vector updates, of which the last `memory` are
    kept (Orthomin). Returns x and the number of products.
    """
    zero = jnp.zeros((memory, rhs.size), rhs.dtype)

    def unfinished(carry: _Krylov) -> Array:
        count, _, r, *_ = carry
        return jnp.logical_and(count < MOST_PRODUCTS, jnp.linalg.norm(r) > goal)

    def step(carry: _Krylov) -> _Krylov:
        count, x, r, directions, images = carry
        image = apply(r)
        overlap = images @ image
        image = image - overlap @ images
        again = images @ image  # orthogonalise twice: once is not enough in floating point
        image = image - again @ images
        length = jnp.linalg.norm(image)
        length = jnp.where(length > 0.0, length, 1.0)
        direction, image = (r - (overlap + again) @ directions) / length, image / length
        along = image @ r
        return (
            count + 1,
            x + along * direction,
            r - along * image,
            directions.at[count % memory].set(direction),
            images.at[count % memory].set(image),
        )

    count, x, *_ = lax.while_loop(unfinished, step, (jnp.asarray(0), jnp.zeros_like(rhs), rhs, zero, zero))
    return x, count


def newton(function: Callable[[Array], Array], start: Array, tolerance: Array, most_steps: Array) -> NewtonResult:
    """Solve function(z) = 0 from `start` by capped Newton steps, each halved until the residual falls.

    One loop both tries and accepts points, so that the function is compiled once.
    """

    def unfinished(search: _Search) -> Array:
        result = search.result
        return (result.largest > tolerance) & (result.steps <= most_steps) & (search.length > SHORTEST_STEP)

    def turn(search: _Search) -> _Search:
        trial = search.z + search.length * search.move
        value, slope = jax.linearize(function, trial)
        norm = jnp.linalg.norm(value)
        accepted = norm < (1.0 - 1e-4 * search.length) * search.norm
        largest = jnp.max(jnp.abs(value))
        wanted = accepted & (largest > tolerance)
        # Dembo, Eisenstat and Steihaug (1982): in proportion to the residual keeps the order of convergence two
        goal = jnp.maximum(norm * jnp.minimum(FORCING, 0.01 * norm), ENOUGH * tolerance)
        move, products = conjugate_residuals(slope, -value, jnp.where(wanted, goal, jnp.inf))
        move = move * jnp.minimum(1.0, LARGEST_STEP / jnp.maximum(jnp.max(jnp.abs(move)), 1e-300))
        old = search.result
        new = NewtonResult(trial, largest, old.steps + 1, old.linear_steps + products)
        forward = _Search(trial, norm, move, jnp.asarray(1.0), new)
        shorter = search._replace(length=search.length * 0.5)
        chosen: _Search = jax.tree.map(lambda yes, no: jnp.where(accepted, yes, no), forward, shorter)
        return chosen

    # the starting point is accepted first, which counts as a step and is taken off at the end
    begin = NewtonResult(start, jnp.asarray(jnp.inf), jnp.asarray(0), jnp.asarray(0))
    search = _Search(start, jnp.asarray(jnp.inf), jnp.zeros_like(start), jnp.asarray(1.0), begin)
    result = lax.while_loop(unfinished, turn, search).result
    return result._replace(steps=result.steps - 1)
