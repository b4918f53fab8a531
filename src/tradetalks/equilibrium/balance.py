"""The model's balances without its flows: what a solver needs at a point, by contractions with tables that stay fixed.

Trade and spending on inputs are gravity equations, a fixed table times a term of each side. The tables are made once
for a policy; after that a point costs a few products of a table and a vector, and so does a derivative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import jax.numpy as jnp
from jax import Array

from tradetalks.equilibrium import critical
from tradetalks.equilibrium import equations as eq

if TYPE_CHECKING:
    from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, Unknowns


class Split(NamedTuple):
    """Where a buyer's spending goes."""

    spent: Array
    to_importer: Array  # tariff, and the importer's part of a licence's rent
    to_producer: Array
    to_exporter: Array  # export tax, and the exporter's part of the rent


class Covered(NamedTuple):
    """Flows under a licence, with unused places. All are [C]."""

    importer: Array  # position
    exporter: Array
    sector: Array
    spending: Array  # fixed part, without the licence's premium; zero in unused places
    log_wedge: Array  # of everything but the licence


class Fixed(NamedTuple):
    """What stays as it is while the unknowns move."""

    technology: critical.Technology
    bought: Array  # whether any source is left [n, s]
    at_importer: Array  # spent on, and received by the importer from, each source without a licence [s, 2n, i]
    at_exporter: Array  # received by producers and by the exporter from each such buyer [s, 2i, n]
    covered: Covered


class Balance(NamedTuple):
    """What a value of the unknowns implies for each economy and market. Logs of hats begin with `log_`."""

    log_factor_price: Array  # [n, k]
    log_cost: Array  # [n, k]
    log_price: Array  # [n, s]
    log_final_price: Array  # [n]
    final_share: Array  # [n, s]
    expenditure: Array  # [n, s]
    supply: Array  # [n, k]
    demand: Array  # [n, k]
    value_added: Array  # [n, k]
    income: Array  # [n]
    transfer: Array  # [n]
    slack: Array  # [G]


def split(spent: Array, log_premium: Array, policy: Instruments, cells: Array | None = None) -> Split:
    """Spending on flows, all of them or those at flattened positions `cells`, by who receives it."""

    def at(array: Array) -> Array:
        return array if cells is None else array.ravel()[cells]

    border = spent / (1.0 + at(policy.tariff))
    before_tax = border / (1.0 + at(policy.export_tax))
    producer = eq.producer_value(before_tax, jnp.expm1(log_premium), at(policy.burned))
    rent, held = before_tax - producer, at(policy.rent_to_exporter)
    return Split(spent, spent - border + (1.0 - held) * rent, producer, border - before_tax + held * rent)


def fixed(accounts: Accounts, policy: Instruments, parameters: Parameters) -> Fixed:
    """The tables: base shares, wedges and technology, before any price has moved."""
    a, p = accounts, parameters
    log_wedge = policy.log_premium + eq.trade_wedge(
        policy.tariff, a.tariff, policy.export_tax, a.export_tax, policy.log_iceberg
    )
    spending = a.share * policy.available * jnp.exp(jnp.where(a.share > 0.0, -p.theta * log_wedge, 0.0))
    flow, used = policy.licensed_flow, policy.licence < policy.log_ratio.shape[0]
    covered = jnp.zeros(spending.size).at[flow].add(used).reshape(spending.shape) > 0.0
    parts = split(jnp.where(covered, 0.0, spending), policy.log_premium, policy)
    importer, exporter, sector = jnp.unravel_index(flow, spending.shape)
    return Fixed(
        technology=critical.technology(a.value_added_share, a.input_share, p.critical.position),
        bought=jnp.any(spending > 0.0, axis=1),
        at_importer=jnp.concatenate([parts.spent, parts.to_importer]).transpose(2, 0, 1),
        at_exporter=jnp.concatenate([parts.to_producer, parts.to_exporter], axis=1).transpose(2, 1, 0),
        covered=Covered(
            importer, exporter, sector, jnp.where(used, spending.ravel()[flow], 0.0), log_wedge.ravel()[flow]
        ),
    )


def balance(z: Unknowns, accounts: Accounts, policy: Instruments, parameters: Parameters, tables: Fixed) -> Balance:
    """Production and demand inside each economy, then trade inside each sector, then who receives what."""
    a, p = accounts, parameters
    base = tables.technology
    value_added = a.value_added * jnp.exp(z.value_added)
    log_factor_price = eq.factor_price(z.value_added, a.value_added, p.rigidity)
    log_input_price = eq.input_price(base.input_share, z.price, p.eps)
    log_rest = eq.unit_cost(base.value_added_share, log_factor_price, log_input_price, jnp.asarray(0.0), p.eta)
    nest = critical.nest(base, log_rest, z.price, p.critical)
    rest_hat = jnp.exp(nest.log_rest_hat)
    log_cost = nest.log_cost - policy.log_productivity
    supply = a.output * jnp.exp(z.value_added - (1.0 - p.eta) * (log_factor_price - log_rest)) / rest_hat
    bundle_share = eq.ces_share(1.0 - base.value_added_share, log_input_price, log_rest, 1.0 - p.eta)
    on_inputs = eq.spending_on_inputs(
        base.input_share, z.price, log_input_price, bundle_share * base.rest * rest_hat * supply, p.eps
    )
    on_inputs = on_inputs.at[:, p.critical.position].add(jnp.einsum("jnk,nk->nj", nest.critical, supply))
    log_final_price = eq.ces(a.final_share, z.price, 1.0 - p.psi, axis=1)
    final_share = eq.ces_share(a.final_share, z.price, log_final_price[:, None], 1.0 - p.psi)
    expenditure = final_share * (a.income * jnp.exp(z.income))[:, None] + on_inputs

    log_price, demand, received = _trade(log_cost, expenditure, z.premium, policy, p, tables)
    transfer = eq.transfers_after(a.transfer, a.income, z.income, p.fixed, p.scaled)
    return Balance(
        log_factor_price=log_factor_price,
        log_cost=log_cost,
        log_price=log_price,
        log_final_price=log_final_price,
        final_share=final_share,
        expenditure=expenditure,
        supply=supply,
        demand=demand,
        value_added=value_added,
        income=jnp.sum(value_added, axis=1) + received + transfer,
        transfer=transfer,
        slack=_slack(z.premium, log_cost, log_price, expenditure, accounts, policy, p, tables.covered),
    )


def _trade(
    log_cost: Array, expenditure: Array, premium: Array, policy: Instruments, parameters: Parameters, tables: Fixed
) -> tuple[Array, Array, Array]:
    """Log price [n, s], demand of each producer [n, s], and what governments and holders of licences receive [n].

    A flow is its fixed spending times the pull exp(-theta lc) of its source times its buyer's spending over the sum of
    both over sources. The fixed spending on flows under a licence, and its split, moves with the licence's premium.
    """
    c = tables.covered
    more = _under_licence(premium, policy, parameters, tables)
    pull = jnp.exp(-parameters.theta * log_cost)
    economies = expenditure.shape[0]
    at_importer = jnp.einsum("sni,si->sn", tables.at_importer, pull.T).T
    pulled = pull[c.exporter, c.sector]
    spent = at_importer[:economies].at[c.importer, c.sector].add(more.spent * pulled)
    to_importer = at_importer[economies:].at[c.importer, c.sector].add(more.to_importer * pulled)
    log_price = eq.price_index(spent, tables.bought, parameters.theta)

    reach = expenditure / jnp.where(tables.bought, spent, 1.0)
    at_exporter = jnp.einsum("sin,sn->si", tables.at_exporter, reach.T).T
    reached = reach[c.importer, c.sector]
    to_producer = at_exporter[:economies].at[c.exporter, c.sector].add(more.to_producer * reached)
    to_exporter = at_exporter[economies:].at[c.exporter, c.sector].add(more.to_exporter * reached)
    received = jnp.sum(reach * to_importer, axis=1) + jnp.sum(pull * to_exporter, axis=1)
    return log_price, pull * to_producer, received


def premium_on_flows(premium: Array, policy: Instruments) -> Array:
    """Log premium of the licence on each covered flow, zero in unused places. [C]"""
    return jnp.append(premium, 0.0)[policy.licence]


def _under_licence(premium: Array, policy: Instruments, parameters: Parameters, tables: Fixed) -> Split:
    """Spending on each covered flow before the terms of its two sides, split at the licence's premium."""
    c, flow = tables.covered, policy.licensed_flow
    own = premium_on_flows(premium, policy)
    kept = c.spending * jnp.exp(-parameters.theta[c.sector] * own)
    return split(kept, policy.log_premium.ravel()[flow] + own, policy, flow)


def _slack(
    premium: Array,
    log_cost: Array,
    log_price: Array,
    expenditure: Array,
    accounts: Accounts,
    policy: Instruments,
    parameters: Parameters,
    covered: Covered,
) -> Array:
    """Scaled room under each licence; the volume of a group adds its members at base prices."""
    c, flow = covered, policy.licensed_flow
    theta = parameters.theta[c.sector]
    log_landed = log_cost[c.exporter, c.sector] + c.log_wedge + premium_on_flows(premium, policy)
    before, after = accounts.expenditure[c.importer, c.sector], expenditure[c.importer, c.sector]
    log_spent = eq.log_hat(after, before)
    log_volume = eq.import_volume(log_spent, log_landed, log_price[c.importer, c.sector], theta)
    member = policy.licence[:, None] == jnp.arange(policy.log_ratio.shape[0])  # [covered flow, licence]
    weight = member * (accounts.licensed * policy.available).ravel()[flow][:, None]
    base = jnp.sum(weight, axis=0)
    now = jnp.sum(weight * jnp.exp(log_volume)[:, None], axis=0)
    slope = jnp.sum(weight * theta[:, None], axis=0)
    used = (base > 0.0) & jnp.isfinite(policy.log_ratio)
    volume = eq.log_hat(now, jnp.where(used, base, 0.0))
    mean_theta = jnp.where(used, slope / jnp.where(used, base, 1.0), 1.0)
    # an unused place has one unit of room, so that its premium is zero
    return jnp.where(used, eq.licence_slack(jnp.where(used, policy.log_ratio, 0.0), volume, mean_theta), 1.0)
