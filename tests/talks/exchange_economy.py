"""Two goods, two countries, endowments only: Johnson (1953) and Kennan and Riezman (1988), in closed form.

U = sqrt(x y). H is endowed with (.8, .2) times its size, F with (.2, .8); H imports y, F imports x, each at an ad
valorem tariff whose revenue is spent at home. With free trade between them p = price of y in units of x.
"""

from __future__ import annotations

from functools import cache

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.talks.game import Instrument, Payoffs, remembered

HIGHEST = 10.0
jax.config.update("jax_enable_x64", True)


@cache
def exchange_game(size: float = 1.0) -> Payoffs:
    """Tariffs from 0 to 1,000 % each; payoffs are utilities."""
    return Payoffs(
        ("H", "F"),
        (Instrument("t-H", "H", 0.0, HIGHEST, 0.0), Instrument("t-F", "F", 0.0, HIGHEST, 0.0)),
        remembered(lambda t: np.asarray(_value(t, size))),
        remembered(lambda t: np.asarray(_slope(t, size))),
    )


def _utilities(t, size):
    home, foreign = size * jnp.array([0.8, 0.2]), jnp.array([0.2, 0.8])
    p = _price(t, home, foreign)
    # domestic relative prices of y in units of x
    q_home, q_foreign = p * (1.0 + t[0]), p / (1.0 + t[1])
    return jnp.stack([_utility(home, p, q_home), _utility(foreign, p, q_foreign)])


def _demand_of_x(endowment, p, q):
    """Cobb-Douglas at domestic price q with world price p: y = x / q, and x + p y = the endowment's world value."""
    worth = endowment[0] + p * endowment[1]
    return worth / (1.0 + p / q)


def _utility(endowment, p, q):
    x = _demand_of_x(endowment, p, q)
    return x / jnp.sqrt(q)


def _price(t, home, foreign):
    """World price that clears x: linear in p, since p/q is a constant of the tariffs."""
    # x_H = (X_H + p Y_H) / (1 + 1/(1+t_H)), x_F = (X_F + p Y_F) / (1 + (1+t_F)), sum = X_H + X_F
    a, b = 1.0 / (1.0 + 1.0 / (1.0 + t[0])), 1.0 / (2.0 + t[1])
    return (home[0] * (1.0 - a) + foreign[0] * (1.0 - b)) / (home[1] * a + foreign[1] * b)


_value, _slope = jax.jit(_utilities), jax.jit(jax.jacrev(_utilities))
