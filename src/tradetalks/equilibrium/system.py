"""The whole model as one vector equation F(z) = 0, and the state of the world that a z implies."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

import jax.numpy as jnp
from jax import Array

from tradetalks.equilibrium import critical
from tradetalks.equilibrium import equations as eq
from tradetalks.equilibrium.balance import Balance, balance, fixed, premium_on_flows

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
    """Evaluate the model at z: the balances of all economies and markets, and the flows behind them."""
    now = balance(z, accounts, policy, parameters, fixed(accounts, policy, parameters))
    shape = policy.log_premium.shape
    own = jnp.zeros(policy.log_premium.size).at[policy.licensed_flow].add(premium_on_flows(z.premium, policy))
    log_premium = policy.log_premium + own.reshape(shape)
    wedge = eq.trade_wedge(policy.tariff, accounts.tariff, policy.export_tax, accounts.export_tax, policy.log_iceberg)
    log_landed = eq.landed_price(now.log_cost, wedge, log_premium)
    share = eq.source_share(accounts.share, policy.available, log_landed, now.log_price, parameters.theta)
    border = eq.border_value(now.expenditure, share, policy.tariff)
    before_tax = border / (1.0 + policy.export_tax)
    producer = eq.producer_value(before_tax, jnp.expm1(log_premium), policy.burned)
    rent = before_tax - producer
    held = policy.rent_to_exporter
    log_spent = eq.log_hat(now.expenditure, accounts.expenditure)
    return State(
        log_factor_price=now.log_factor_price,
        log_cost=now.log_cost,
        log_landed=log_landed,
        log_price=now.log_price,
        log_final_price=now.log_final_price,
        log_income=z.income,
        log_volume=eq.import_volume(log_spent[:, None], log_landed, now.log_price[:, None], parameters.theta),
        log_premium=log_premium,
        licence_premium=z.premium,
        slack=now.slack,
        share=share,
        final_share=now.final_share,
        expenditure=now.expenditure,
        supply=now.supply,
        demand=now.demand,
        border=border,
        producer=producer,
        value_added=now.value_added,
        tariff_revenue=jnp.sum(policy.tariff * border, axis=(1, 2)),
        export_tax_revenue=jnp.sum(policy.export_tax * before_tax, axis=(0, 2)),
        rent=rent,
        rent_income=jnp.sum(held * rent, axis=(0, 2)) + jnp.sum((1.0 - held) * rent, axis=(1, 2)),
        income=now.income,
        transfer=now.transfer,
    )


class Residual(NamedTuple, Generic[T]):
    """What is left of each equation, in logs; zero at an equilibrium."""

    goods: T  # [n, k] planned against demanded output; one of them is the numeraire
    price: T  # [n, s]
    income: T  # [n]
    licence: T  # [G]


def residual_at(z: Unknowns, now: Balance | State[Array], accounts: Accounts) -> Residual[Array]:
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


def market_gap(z: Unknowns, now: Balance | State[Array], accounts: Accounts) -> Array:
    """Log of planned over demanded output [n, k]; a sector that does not produce keeps u = 0."""
    active = accounts.output > 0.0
    supply = jnp.where(active, now.supply, 1.0)
    demand = jnp.where(active & (now.demand > 0.0), now.demand, 1.0)
    return jnp.where(active, jnp.log(supply) - jnp.log(demand), z.value_added)
