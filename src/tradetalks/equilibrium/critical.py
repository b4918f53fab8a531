"""The third nest: inputs that are hard to replace stand outside a sector's ordinary bundle, each with its elasticity.

Without critical inputs everything here leaves the two ordinary nests exactly as they are.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jax import Array

from tradetalks.equilibrium import equations as eq


class Technology(NamedTuple):
    """Base cost shares by nest. J critical inputs, in the order in which they are added to the rest."""

    critical: Array  # share of unit cost [j, n, k]
    rest: Array  # share of unit cost of everything else [n, k]
    value_added_share: Array  # of the rest [n, k]
    input_share: Array  # inside the rest's inputs [n, s, k]


class Nest(NamedTuple):
    """Unit cost with its critical inputs, and what is spent on what, after the shock."""

    log_cost: Array  # before productivity [n, k]
    log_rest_hat: Array  # log hat of the share of cost of the rest [n, k]
    critical: Array  # cost share of each critical input [j, n, k]


def technology(value_added_share: Array, input_share: Array, positions: Array) -> Technology:
    """Take the critical inputs, given by sector position, out of the ordinary bundle."""
    if positions.size == 0:
        none = jnp.zeros((0, *value_added_share.shape))
        return Technology(none, jnp.ones_like(value_added_share), value_added_share, input_share)
    critical = jnp.moveaxis(input_share[:, positions, :], 1, 0) * (1.0 - value_added_share)
    rest = 1.0 - jnp.sum(critical, axis=0)
    ordinary = input_share.at[:, positions, :].set(0.0)
    left = jnp.sum(ordinary, axis=1, keepdims=True)
    return Technology(
        critical, rest, value_added_share / rest, ordinary / jnp.where(left > 0.0, left, 1.0)
    )


def nest(base: Technology, log_rest: Array, log_price: Array, positions: Array, sigma: Array) -> Nest:
    """(17) lc_j = CES({a_j, rest and j - 1 others}, {lP_j, lc_(j-1)}; 1 - sigma_j), one critical input at a time.

    With one critical input this is Y = CES(input; everything else) of Bachmann et al. (2022): a plant without it stands
    still whatever else it has. The order matters only to second order in the inputs' small cost shares.
    """
    log_cost, weight_so_far = log_rest, base.rest
    log_rest_hat = jnp.zeros_like(log_rest)
    spent: list[Array] = []
    for place in range(positions.size):
        power = 1.0 - sigma[place]
        total = weight_so_far + base.critical[place]
        weight = jnp.stack([base.critical[place], weight_so_far]) / total
        price = jnp.stack([log_price[:, positions[place]][:, None] + jnp.zeros_like(log_cost), log_cost])
        log_new = eq.ces(weight, price, power, axis=0)
        kept = power * (log_cost - log_new)
        spent = [share * jnp.exp(kept) for share in spent]
        spent.append(base.critical[place] * jnp.exp(power * (price[0] - log_new)))
        log_rest_hat, log_cost, weight_so_far = log_rest_hat + kept, log_new, total
    return Nest(log_cost, log_rest_hat, jnp.stack(spent) if spent else base.critical)
