"""Feasible sets with known solutions, as games in boxes."""

from __future__ import annotations

import jax.numpy as jnp

from tradetalks.talks.game import Instrument, Payoffs, from_function


def _unit(name: str, owner: str) -> Instrument:
    return Instrument(name, owner, 0.0, 1.0, 0.0)


def quarter_circle() -> Payoffs:
    """u1^2 + u2^2 <= 1 in the positive quadrant: an angle and a radius."""

    def payoffs(x):
        angle = 0.5 * jnp.pi * x[0]
        return jnp.stack([x[1] * jnp.cos(angle), x[1] * jnp.sin(angle)])

    return from_function(payoffs, ("A", "B"), [_unit("angle", "A"), _unit("radius", "B")])


def kinked() -> Payoffs:
    """conv{(0,0), (2,0), (1,1), (0,1)}: u2 <= 1 and u1 + u2 <= 2."""
    return from_function(
        lambda x: jnp.stack([x[0] * (2.0 - x[1]), x[1]]), ("A", "B"), [_unit("one", "A"), _unit("two", "B")]
    )


def two_issues() -> Payoffs:
    """Issue 1: u1 + 2 u2 <= 2; issue 2: 2 u1 + u2 <= 2; payoffs add over issues."""

    def payoffs(x):
        first, second, done_first, done_second = x
        return jnp.stack(
            [
                2.0 * first * done_first + second * done_second,
                (1.0 - first) * done_first + 2.0 * (1.0 - second) * done_second,
            ]
        )

    names = [("split-1", "A"), ("split-2", "B"), ("done-1", "A"), ("done-2", "B")]
    return from_function(payoffs, ("A", "B"), [_unit(*name) for name in names])


def dented() -> Payoffs:
    """A frontier that bends inward: u2 = (1 - u1)^2, which weighted sums cannot trace; `waste` destroys."""
    return from_function(
        lambda x: jnp.stack([x[0] * (1.0 - x[1]), (1.0 - x[0]) ** 2 * (1.0 - x[1])]),
        ("A", "B"),
        [_unit("split", "A"), _unit("waste", "B")],
    )
