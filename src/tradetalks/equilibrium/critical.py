"""The third nest: inputs that are hard to replace stand outside a sector's ordinary bundle, each with its elasticity.

Without critical inputs everything here leaves the two ordinary nests exactly as they are.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax.numpy as jnp
from jax import Array, lax

from tradetalks.equilibrium import equations as eq


class Critical(NamedTuple):
    """J critical inputs, in the order in which they are added to the rest."""

    position: Array  # sector [j]
    sigma: Array  # between the input and everything else, in the output that contains it [j]
    rho: Array  # between a user's output that contains it and its other output [j]
    content: Array  # the input's share of cost in the output that contains it; 0: all output does [j, k]


class Technology(NamedTuple):
    """Base cost shares by nest."""

    critical: Array  # share of unit cost [j, n, k]
    rest: Array  # share of unit cost of everything else [n, k]
    value_added_share: Array  # of the rest [n, k]
    input_share: Array  # inside the rest's inputs [n, s, k]


class Nest(NamedTuple):
    """Unit cost with its critical inputs, and what is spent on what, after the shock."""

    log_cost: Array  # before productivity [n, k]
    log_rest_hat: Array  # log hat of the share of cost of the rest [n, k]
    critical: Array  # cost share of each critical input [j, n, k]


def technology(value_added_share: Array, input_share: Array, position: Array) -> Technology:
    """Take the critical inputs, given by sector position, out of the ordinary bundle."""
    if position.size == 0:
        none = jnp.zeros((0, *value_added_share.shape))
        return Technology(none, jnp.ones_like(value_added_share), value_added_share, input_share)
    critical = jnp.moveaxis(input_share[:, position, :], 1, 0) * (1.0 - value_added_share)
    rest = 1.0 - jnp.sum(critical, axis=0)
    ordinary = input_share.at[:, position, :].set(0.0)
    left = jnp.sum(ordinary, axis=1, keepdims=True)
    return Technology(critical, rest, value_added_share / rest, ordinary / jnp.where(left > 0.0, left, 1.0))


def nest(base: Technology, log_rest: Array, log_price: Array, inputs: Critical) -> Nest:
    """(17) Critical inputs one at a time on top of the rest. For input j with share a of cost so far and content c:

        e    = min(1, a / c)                                     the output that contains it
        lc_e = CES({a / e, 1 - a / e}, {lP_j, lc_(j-1)}; 1 - sigma_j)   Bachmann et al. (2022): it stands still without
        lc_j = CES({e, 1 - e}, {lc_e, lc_(j-1)}; 1 - rho_j)             buyers turn to output without it

    The order of the inputs matters only to second order in their small cost shares.
    """
    nothing = jnp.zeros_like(log_rest)
    (log_cost, _, log_rest_hat), (spent, left) = lax.scan(
        partial(_one_more, log_price), (log_rest, base.rest, nothing), (inputs, base.critical)
    )
    later = jnp.cumsum(jnp.log(left)[::-1], axis=0)[::-1] - jnp.log(left)  # what later inputs leave of it [j, n, k]
    return Nest(log_cost, log_rest_hat, spent * jnp.exp(later))


_Carry = tuple[Array, Array, Array]  # log cost so far, base share of cost so far, log hat of the share of the rest


def _one_more(log_price: Array, before: _Carry, added: tuple[Critical, Array]) -> tuple[_Carry, tuple[Array, Array]]:
    """One critical input on top of what is there: its share of cost, and what it leaves of the shares before it."""
    (log_cost, weight, log_rest_hat), (one, base_share) = before, added
    total = weight + base_share
    share, content = base_share / total, one.content[None, :]
    exposed = jnp.where(content > 0.0, jnp.minimum(1.0, share / jnp.where(content > 0.0, content, 1.0)), 1.0)
    inside = share / jnp.where(exposed > 0.0, exposed, 1.0)
    price = jnp.broadcast_to(log_price[:, one.position][:, None], log_cost.shape)
    within, between = 1.0 - one.sigma, 1.0 - one.rho
    log_exposed = eq.ces(jnp.stack([inside, 1.0 - inside]), jnp.stack([price, log_cost]), within, axis=0)
    log_new = eq.ces(jnp.stack([exposed, 1.0 - exposed]), jnp.stack([log_exposed, log_cost]), between, axis=0)
    on_exposed = exposed * jnp.exp(between * (log_exposed - log_new))
    on_input = on_exposed * inside * jnp.exp(within * (price - log_exposed))
    on_rest = on_exposed * (1.0 - inside) * jnp.exp(within * (log_cost - log_exposed)) + (1.0 - exposed) * jnp.exp(
        between * (log_cost - log_new)
    )
    return (log_new, total, log_rest_hat + jnp.log(on_rest / (1.0 - share))), (on_input, on_rest)
