"""The whole model as one vector equation F(z) = 0, and the state of the world that a z implies."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

import jax.numpy as jnp
from jax import Array

from tradetalks.equilibrium import critical
from tradetalks.equilibrium import equations as eq

T = TypeVar("T")  # a JAX array while solving, a NumPy array in a result


class Accounts(NamedTuple):
    """The world before, in units of world value added. n importer, i exporter, s supplying, k using sector."""

    expenditure: Array  # X[n, s]
    share: Array  # pi[n, i, s]
    tariff: Array  # t[n, i, s]
    export_tax: Array  # e[n, i, s]
    value_added_share: Array  # beta[n, k]
    input_share: Array  # g[n, s, k]
    final_share: Array  # alpha[n, s]
    value_added: Array  # V[n, k]
    output: Array  # Y[n, k]
    income: Array  # I[n]
    transfer: Array  # D[n]
    licensed: Array  # producer value of each flow, weights inside a licence [n, i, s]
    numeraire: Array  # position of the goods market that gives way to the numeraire, in flattened [n, k]


class Instruments(NamedTuple):
    """Everything policy or nature can set. All but the positions of licences are differentiable."""

    tariff: Array  # t'[n, i, s]
    export_tax: Array  # e'[n, i, s]
    log_iceberg: Array  # log d_hat[n, i, s]
    log_productivity: Array  # log A_hat[n, k]
    available: Array  # 1, or 0 where banned [n, i, s]
    log_premium: Array  # log(1 + f) set from outside [n, i, s]
    rent_to_exporter: Array  # phi[n, i, s]
    burned: Array  # zeta[n, i, s]
    licensed_flow: Array  # positions of covered flows in flattened [n, i, s], with unused places (int) [C]
    licence: Array  # which licence covers each of them, G in unused places (int) [C]
    log_ratio: Array  # log of allowed over base volume [G]; unused places hold +inf


class Parameters(NamedTuple):
    """Elasticities and closure."""

    theta: Array  # [s]
    eta: Array
    eps: Array
    psi: Array
    rigidity: Array  # 1 / kappa
    fixed: Array  # weight of fixed transfers
    scaled: Array  # weight of scaled transfers
    critical: critical.Critical  # inputs in a nest of their own; none in an ordinary economy


class Unknowns(NamedTuple):
    """What is solved for, all logs of hats."""

    value_added: Array  # u[n, k]
    price: Array  # lP[n, s]
    income: Array  # lI[n]
    premium: Array  # x[G] = log(1 + f) of each licence


class State(NamedTuple, Generic[T]):
    """The world that a value of the unknowns implies. Logs of hats begin with `log_`; the rest are levels."""

    log_factor_price: T  # [n, k]
    log_cost: T  # [n, k]
    log_landed: T  # [n, i, s]
    log_price: T  # [n, s]
    log_final_price: T  # [n]
    log_income: T  # [n]
    log_volume: T  # [n, i, s]
    log_premium: T  # [n, i, s]
    licence_premium: T  # [G]
    slack: T  # [G]
    share: T  # [n, i, s]
    final_share: T  # [n, s]
    expenditure: T  # [n, s]
    supply: T  # output producers plan [n, k]
    demand: T  # output buyers ask for [n, k]
    border: T  # [n, i, s]
    producer: T  # [n, i, s]
    value_added: T  # [n, k]
    tariff_revenue: T  # [n]
    export_tax_revenue: T  # [n]
    rent: T  # rent that is not burned, by flow [n, i, s]
    rent_income: T  # by owner [n]
    income: T  # [n]
    transfer: T  # [n]


def pack(z: Unknowns | Residual[Array]) -> Array:
    """Unknowns, or their residuals in the same order, as one vector."""
    return jnp.concatenate([part.ravel() for part in z])


def unpack(vector: Array, accounts: Accounts) -> Unknowns:
    """The inverse of `pack`; what is left after prices and incomes are licence premia."""
    economies, sectors = accounts.expenditure.shape
    cells = economies * sectors
    return Unknowns(
        vector[:cells].reshape(economies, sectors),
        vector[cells : 2 * cells].reshape(economies, sectors),
        vector[2 * cells : 2 * cells + economies],
        vector[2 * cells + economies :],
    )


def size_of(accounts: Accounts, policy: Instruments) -> int:
    """Length of the vector of unknowns."""
    return 2 * accounts.expenditure.size + accounts.income.size + policy.log_ratio.size


def state(z: Unknowns, accounts: Accounts, policy: Instruments, parameters: Parameters) -> State[Array]:
    """Evaluate the model at z: production and demand inside each economy, then trade inside each sector."""
    a, p = accounts, parameters
    # inside each economy
    value_added = a.value_added * jnp.exp(z.value_added)
    log_factor_price = eq.factor_price(z.value_added, a.value_added, p.rigidity)
    base = critical.technology(a.value_added_share, a.input_share, p.critical.position)
    log_input_price = eq.input_price(base.input_share, z.price, p.eps)
    log_rest = eq.unit_cost(base.value_added_share, log_factor_price, log_input_price, jnp.asarray(0.0), p.eta)
    nest = critical.nest(base, log_rest, z.price, p.critical)
    log_cost = nest.log_cost - policy.log_productivity
    rest_hat = jnp.exp(nest.log_rest_hat)
    value_added_hat = jnp.exp((1.0 - p.eta) * (log_factor_price - log_rest)) * rest_hat
    supply = a.output * jnp.exp(z.value_added) / value_added_hat
    bundle_share = eq.ces_share(1.0 - base.value_added_share, log_input_price, log_rest, 1.0 - p.eta)
    input_share = eq.ces_share(base.input_share, z.price[:, :, None], log_input_price[:, None, :], 1.0 - p.eps)
    cost_share = input_share * (bundle_share * base.rest * rest_hat)[:, None, :]
    cost_share = cost_share.at[:, p.critical.position, :].add(jnp.moveaxis(nest.critical, 0, 1))
    log_final_price = eq.ces(a.final_share, z.price, 1.0 - p.psi, axis=1)
    final_share = eq.ces_share(a.final_share, z.price, log_final_price[:, None], 1.0 - p.psi)
    income = a.income * jnp.exp(z.income)
    expenditure = eq.spending(final_share, income, cost_share, supply)

    # inside each sector
    log_premium = policy.log_premium + _licence_premium(z.premium, policy)
    wedge = eq.trade_wedge(policy.tariff, a.tariff, policy.export_tax, a.export_tax, policy.log_iceberg)
    log_landed = eq.landed_price(log_cost, wedge, log_premium)
    log_price = eq.price_index(a.share, policy.available, log_landed, p.theta)
    share = eq.source_share(a.share, policy.available, log_landed, log_price, p.theta)
    border = eq.border_value(expenditure, share, policy.tariff)
    before_tax = border / (1.0 + policy.export_tax)
    premium = jnp.expm1(log_premium)
    producer = eq.producer_value(before_tax, premium, policy.burned)
    rent = before_tax - producer

    # who receives what
    tariff_revenue = jnp.sum(policy.tariff * border, axis=(1, 2))
    export_tax_revenue = jnp.sum(policy.export_tax * before_tax, axis=(0, 2))
    rent_income = jnp.sum(policy.rent_to_exporter * rent, axis=(0, 2)) + jnp.sum(
        (1.0 - policy.rent_to_exporter) * rent, axis=(1, 2)
    )
    transfer = eq.transfers_after(a.transfer, a.income, z.income, p.fixed, p.scaled)
    earned = jnp.sum(value_added, axis=1) + tariff_revenue + export_tax_revenue + rent_income + transfer

    bought = a.expenditure > 0.0
    log_spent = jnp.where(
        bought, jnp.log(jnp.where(bought, expenditure / jnp.where(bought, a.expenditure, 1.0), 1.0)), 0.0
    )
    log_volume = eq.import_volume(log_spent, log_landed, log_price, p.theta)
    return State(
        log_factor_price=log_factor_price,
        log_cost=log_cost,
        log_landed=log_landed,
        log_price=log_price,
        log_final_price=log_final_price,
        log_income=z.income,
        log_volume=log_volume,
        log_premium=log_premium,
        licence_premium=z.premium,
        slack=_slack(log_volume, accounts, policy, parameters),
        share=share,
        final_share=final_share,
        expenditure=expenditure,
        supply=supply,
        demand=jnp.sum(producer, axis=0),
        border=border,
        producer=producer,
        value_added=value_added,
        tariff_revenue=tariff_revenue,
        export_tax_revenue=export_tax_revenue,
        rent=rent,
        rent_income=rent_income,
        income=earned,
        transfer=transfer,
    )


def _licence_premium(premium: Array, policy: Instruments) -> Array:
    """Log premium of each licence on the flows it covers, zero elsewhere. [n, i, s]"""
    shape = policy.log_premium.shape
    on_flow = jnp.append(premium, 0.0)[policy.licence]
    return jnp.zeros(policy.log_premium.size).at[policy.licensed_flow].add(on_flow).reshape(shape)


def _slack(log_volume: Array, accounts: Accounts, policy: Instruments, parameters: Parameters) -> Array:
    """Scaled room under each licence; the volume of a group adds its members at base prices."""
    flow = policy.licensed_flow
    member = policy.licence[:, None] == jnp.arange(policy.log_ratio.shape[0])  # [covered flow, licence]
    weight = member * (accounts.licensed * policy.available).ravel()[flow][:, None]
    theta = jnp.broadcast_to(parameters.theta, log_volume.shape).ravel()[flow]
    before = jnp.sum(weight, axis=0)
    after = jnp.sum(weight * jnp.exp(log_volume.ravel()[flow])[:, None], axis=0)
    slope = jnp.sum(weight * theta[:, None], axis=0)
    used = (before > 0.0) & jnp.isfinite(policy.log_ratio)
    volume = jnp.where(used, jnp.log(jnp.where(used, after, 1.0) / jnp.where(used, before, 1.0)), 0.0)
    mean_theta = jnp.where(used, slope / jnp.where(used, before, 1.0), 1.0)
    # an unused place has one unit of room, so that its premium is zero
    return jnp.where(used, eq.licence_slack(jnp.where(used, policy.log_ratio, 0.0), volume, mean_theta), 1.0)


class Residual(NamedTuple, Generic[T]):
    """What is left of each equation, in logs; zero at an equilibrium."""

    goods: T  # [n, k] planned against demanded output; one of them is the numeraire
    price: T  # [n, s]
    income: T  # [n]
    licence: T  # [G]


def residual_at(z: Unknowns, now: State[Array], accounts: Accounts) -> Residual[Array]:
    """F(z): goods markets, price indices, budgets, licences; the numeraire stands in for one goods market."""
    goods = market_gap(z, now, accounts)
    numeraire = jnp.log(jnp.sum(now.value_added) / jnp.sum(accounts.value_added))
    replaced = jnp.arange(goods.size).reshape(goods.shape) == accounts.numeraire
    return Residual(
        goods=jnp.where(replaced, numeraire, goods),
        price=z.price - now.log_price,
        income=z.income - jnp.log(now.income / accounts.income),
        licence=eq.complementarity(z.premium, now.slack),
    )


def market_gap(z: Unknowns, now: State[Array], accounts: Accounts) -> Array:
    """Log of planned over demanded output [n, k]; a sector that does not produce keeps u = 0."""
    active = accounts.output > 0.0
    supply = jnp.where(active, now.supply, 1.0)
    demand = jnp.where(active & (now.demand > 0.0), now.demand, 1.0)
    return jnp.where(active, jnp.log(supply) - jnp.log(demand), z.value_added)
