"""The model's derivative with respect to its unknowns and to importers' duties, from its structure.

Costs, output and spending of an economy depend on that economy's unknowns alone, and sectors of trade meet only through
them. The first half therefore needs as many directional derivatives as one economy has unknowns; the second is
accounting with the flows of the state.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax

from tradetalks.equilibrium.precision import compiled
from tradetalks.equilibrium.system import (
    Accounts,
    Instruments,
    Parameters,
    State,
    Unknowns,
    pack,
    residual_at,
    state,
    unpack,
)


class _Inside(NamedTuple):
    """Of each economy, derivatives with respect to its own unknowns u, lP, lI in this order. [economy, sector, own]"""

    log_cost: Array
    log_supply: Array
    log_spent: Array
    earned: Array  # value added and transfers, without what the border brings [economy, own]


class _Border(NamedTuple):
    """What a flow's border value brings. [n, i, s]"""

    importer: Array  # duties and rents of its buyer's economy
    exporter: Array  # export taxes and rents of its seller's


def jacobian(z: Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> Array:
    """F_z [equation, unknown], rows and columns in the order of `pack`; transfers are held fixed."""
    return jacobian_and_caps(z, accounts, policy, parameters)[0]


def jacobian_and_caps(z: Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> tuple[Array, Array]:
    """F_z, and what its rows for licences would be if every licence bit. [licence, unknown]"""
    found: tuple[Array, Array] = _compiled(z, accounts, policy, parameters, _licensed(policy))
    return found


def _licensed(policy: Instruments) -> bool:
    """Whether any place for a licence is used."""
    return bool(np.isfinite(policy.log_ratio).any())


def _jacobian(
    z: Array, accounts: Accounts, policy: Instruments, parameters: Parameters, licensed: bool
) -> tuple[Array, Array]:
    now = state(unpack(z, accounts), accounts, policy, parameters)
    own = _inside(z, accounts, policy, parameters)
    economies, sectors = accounts.expenditure.shape
    cells = economies * sectors
    theta = parameters.theta
    goods, income = _goods(now, own, accounts, theta), _income(now, own, policy, theta)
    price = -jnp.einsum("nis,isb->nsib", now.share, own.log_cost)
    rows = jnp.concatenate(
        [_columns(part.reshape(-1, economies, 2 * sectors + 1), sectors) for part in (goods, price, income)]
    )
    rows = rows.at[cells:, cells:].add(jnp.eye(cells + economies))  # a price less its index, an income less its sources
    whole = jnp.eye(z.size).at[: len(rows), : len(rows)].set(rows)  # an unused licence keeps its premium at zero
    if licensed:
        return _with_licences(whole, z, accounts, policy, parameters)
    return whole, whole[len(rows) :]


_compiled = compiled(_jacobian, static_argnums=4)


def _with_licences(
    whole: Array, z: Array, accounts: Accounts, policy: Instruments, parameters: Parameters
) -> tuple[Array, Array]:
    """Columns of the premia and rows of the caps, one licence at a time."""

    def left(vector: Array) -> Array:
        """All residuals, those of licences as if every one bit."""
        unknowns = unpack(vector, accounts)
        now = state(unknowns, accounts, policy, parameters)
        return pack(residual_at(unknowns, now, accounts)._replace(licence=now.slack))

    value, push = jax.linearize(left, z)
    pull = jax.linear_transpose(push, z)
    places = z.size - policy.log_ratio.size + jnp.arange(policy.log_ratio.size)
    whole = whole.at[:, places].set(lax.map(lambda at: push(jnp.zeros_like(z).at[at].set(1.0)), places).T)
    caps = lax.map(lambda at: pull(jnp.zeros_like(z).at[at].set(1.0))[0], places)
    biting = value[places] < z[places]
    return whole.at[places].set(jnp.where(biting[:, None], caps, jnp.eye(z.size)[places])), caps


def _inside(z: Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> _Inside:
    economies, sectors = accounts.expenditure.shape

    def own(u: Array, price: Array, income: Array) -> tuple[Array, Array, Array, Array]:
        unknowns = Unknowns(u, price, income, unpack(z, accounts).premium)
        now = state(unknowns, accounts, policy, parameters)
        earned = jnp.sum(now.value_added, axis=1) + now.transfer
        spent = jnp.where(now.expenditure > 0.0, now.expenditure, 1.0)
        return now.log_cost, jnp.log(jnp.where(accounts.output > 0.0, now.supply, 1.0)), jnp.log(spent), earned

    here = unpack(z, accounts)
    _, push = jax.linearize(own, here.value_added, here.price, here.income)

    def along(unit: Array) -> tuple[Array, Array, Array, Array]:
        everywhere = jnp.broadcast_to(unit, (economies, 2 * sectors + 1))
        moved = everywhere[:, :sectors], everywhere[:, sectors : 2 * sectors], everywhere[:, -1]
        found: tuple[Array, Array, Array, Array] = push(*moved)
        return found

    parts = lax.map(along, jnp.eye(2 * sectors + 1))
    return _Inside(*(jnp.moveaxis(part, 0, -1) for part in parts))


def _goods(now: State[Array], own: _Inside, accounts: Accounts, theta: Array) -> Array:
    """Rows of the goods markets, log supply less log demand. [j, k, i, own]

    d log demand_j = sum_n s_nj (d lX_n - theta (d lc_j - sum_i pi_ni d lc_i)), s the importers' shares in it.
    """
    economies, sectors = accounts.output.shape
    active = accounts.output > 0.0
    sold = active & (now.demand > 0.0)
    shares = jnp.where(sold, now.producer / jnp.where(sold, now.demand, 1.0), 0.0)
    dearer = jnp.einsum("njk,nik->jik", shares, now.share) - jnp.where(sold, 1.0, 0.0)[:, None, :] * _same(economies)
    supply = jnp.einsum("ji,jkb->jkib", jnp.eye(economies), own.log_supply)
    demand = jnp.einsum("ijk,ikb->jkib", shares, own.log_spent)
    demand += jnp.einsum("jik,k,ikb->jkib", dearer, theta, own.log_cost)
    width = 2 * sectors + 1
    idle = jnp.einsum("ji,kb->jkib", jnp.eye(economies), jnp.eye(sectors, width))  # keeps u = 0
    rows = jnp.where(active[:, :, None, None], supply - demand, idle).reshape(-1, economies, width)
    share = now.value_added / jnp.sum(now.value_added)
    numeraire = jnp.zeros((economies, width)).at[:, :sectors].set(share)
    return rows.at[accounts.numeraire].set(numeraire)


def _income(now: State[Array], own: _Inside, policy: Instruments, theta: Array) -> Array:
    """Rows of the budgets, less the log of what is earned. [m, i, own]"""
    economies = own.earned.shape[0]
    border = _border(now, policy)
    inward, outward = jnp.sum(border.importer, axis=1), jnp.sum(border.exporter, axis=0)
    same = _same(economies)
    # to importer m and to exporter m, as spending of i rises and as costs of i rise
    spent = same * inward[:, None, :] + jnp.swapaxes(border.exporter, 0, 1)
    dearer = inward[:, None, :] * now.share - border.importer
    dearer += jnp.einsum("nms,nis->mis", border.exporter, now.share) - same * outward[:, None, :]
    earned = jnp.einsum("mi,mb->mib", jnp.eye(economies), own.earned)
    earned += jnp.einsum("mis,isb->mib", spent, own.log_spent)
    earned += jnp.einsum("mis,s,isb->mib", dearer, theta, own.log_cost)
    return -earned / now.income[:, None, None]


def _border(now: State[Array], policy: Instruments) -> _Border:
    before_tax = now.border / (1.0 + policy.export_tax)
    return _Border(
        policy.tariff * now.border + (1.0 - policy.rent_to_exporter) * now.rent,
        policy.export_tax * before_tax + policy.rent_to_exporter * now.rent,
    )


def _same(economies: int) -> Array:
    return jnp.eye(economies)[:, :, None]


def _columns(rows: Array, sectors: int) -> Array:
    """[equation, economy, own] to [equation, unknown]: all u first, then all prices, then all incomes."""
    count = rows.shape[0]
    parts = rows[:, :, :sectors], rows[:, :, sectors : 2 * sectors], rows[:, :, -1]
    return jnp.concatenate([part.reshape(count, -1) for part in parts], axis=1)


def duty_columns(z: Array, pattern: Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> Array:
    """F_t [equation, importer]: each importer's duties up along its part of `pattern` [n, i, s], unknowns held.

    Flows depend on their own importer's duties alone, so that one derivative along the whole pattern serves all; only
    licences, which may cover several importers, are taken one by one.
    """
    found: Array = _duty_columns(z, pattern, accounts, policy, parameters, _licensed(policy))
    return found


@partial(compiled, static_argnums=5)
def _duty_columns(
    z: Array, pattern: Array, accounts: Accounts, policy: Instruments, parameters: Parameters, licensed: bool
) -> Array:

    def world(tariff: Array) -> State[Array]:
        return state(unpack(z, accounts), accounts, policy._replace(tariff=tariff), parameters)

    def caps(rates: Array) -> Array:
        now = world(policy.tariff + rates[:, None, None] * pattern)
        return residual_at(unpack(z, accounts), now, accounts).licence

    economies, _ = accounts.expenditure.shape
    now, change = jax.jvp(world, (policy.tariff,), (pattern,))
    active = (accounts.output > 0.0) & (now.demand > 0.0)
    goods = jnp.where(active, -change.producer / jnp.where(active, now.demand, 1.0), 0.0)
    goods = goods.reshape(economies, -1).at[:, accounts.numeraire].set(0.0)
    price = -jnp.eye(economies)[:, :, None] * change.log_price[None]
    before_tax = change.border / (1.0 + policy.export_tax)
    outward = jnp.sum(policy.export_tax * before_tax + policy.rent_to_exporter * change.rent, axis=2)
    inward = change.tariff_revenue + jnp.sum((1.0 - policy.rent_to_exporter) * change.rent, axis=(1, 2))
    income = -(outward + jnp.diag(inward)) / now.income
    none = jnp.zeros((economies, policy.log_ratio.size))
    licence = jax.jacrev(caps)(jnp.zeros(economies)).T if licensed else none
    return jnp.concatenate([goods, price.reshape(economies, -1), income, licence], axis=1).T
