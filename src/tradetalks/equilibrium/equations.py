"""The equations of the model, one function each, numbered as in docs/model.md. All prices are logs of hats.

A hat is the ratio of a value after the shock to its value before; `l` in front of a letter is the log of its hat.
Axes are n importer or user, i exporter, s supplying sector, k using sector.
"""

from __future__ import annotations

import jax.numpy as jnp
from jax import Array

SMALLEST_POWER = 1e-13  # 1 - elasticity of what is called Cobb-Douglas; the difference is below rounding


def ces(weight: Array, log_price: Array, power: Array, axis: int) -> Array:
    """(1) Log CES aggregate (1/r) log sum_j a_j exp(r l_j) along `axis`, with r = 1 - elasticity.

    Written around the mean m = sum a l as m + log1p(sum a expm1(r (l - m))) / r: no digits are lost as r -> 0, where it
    is Cobb-Douglas, m + (r/2) Var_a(l), and the logarithm is never of less than one. Weights sum to one, or are all
    zero, which gives zero; entries with zero weight never matter.
    """
    r = _power(power)
    mean = jnp.sum(weight * log_price, axis=axis)
    distance = jnp.where(weight > 0.0, log_price - jnp.expand_dims(mean, axis), 0.0)
    return mean + jnp.log1p(jnp.sum(weight * jnp.expm1(r * distance), axis=axis)) / r


def _power(power: Array) -> Array:
    return jnp.where(jnp.abs(power) < SMALLEST_POWER, SMALLEST_POWER, power)


def ces_share(weight: Array, log_price: Array, log_index: Array, power: Array) -> Array:
    """(2) Share of each part in its CES aggregate after the shock: a_j exp(r (l_j - l))."""
    return weight * jnp.exp(power * (log_price - log_index))


def factor_price(log_value_added: Array, value_added: Array, rigidity: Array) -> Array:
    """(3) Log hat of the price of a unit of value added, lw[n, k], from log hats of value added u[n, k].

    Roy-Frechet supply, Galle, Rodriguez-Clare and Yi (2023): V_nk / V_n proportional to w_nk^kappa, hence
    lw_nk = lV_n + (u_nk - lV_n) / kappa. `rigidity` is 1 / kappa: 1 specific to the sector, 0 mobile, exactly.
    """
    total = jnp.log(jnp.sum(value_added * jnp.exp(log_value_added), axis=1) / jnp.sum(value_added, axis=1))
    return total[:, None] + rigidity * (log_value_added - total[:, None])


def input_price(input_share: Array, log_price: Array, eps: Array) -> Array:
    """(4) Log price of sector k's bundle of inputs, lPM[n, k]: CES over g[n, s, k] with elasticity eps.

    As log1p(sum_s g expm1(r lP)) / r with r = 1 - eps, a product of the table g and one vector for each economy, which
    loses no digits as r -> 0.
    """
    r = _power(1.0 - eps)
    return jnp.log1p(jnp.einsum("nsk,ns->nk", input_share, jnp.expm1(r * log_price))) / r


def unit_cost(
    value_added_share: Array, log_factor_price: Array, log_input_price: Array, log_productivity: Array, eta: Array
) -> Array:
    """(5) Log unit cost lc[n, k]: CES of value added (beta) and inputs (1 - beta) with elasticity eta, over A."""
    weight = jnp.stack([value_added_share, 1.0 - value_added_share])
    return ces(weight, jnp.stack([log_factor_price, log_input_price]), 1.0 - eta, axis=0) - log_productivity


def trade_wedge(
    tariff: Array, tariff_before: Array, export_tax: Array, export_tax_before: Array, log_iceberg: Array
) -> Array:
    """(6) Log hat of everything but licences between factory gate and buyer: (1+t)(1+e)d. [n, i, s]"""
    return (
        jnp.log1p(tariff)
        - jnp.log1p(tariff_before)
        + jnp.log1p(export_tax)
        - jnp.log1p(export_tax_before)
        + log_iceberg
    )


def landed_price(log_cost: Array, log_wedge: Array, log_premium: Array) -> Array:
    """(7) Log landed price lp[n, i, s] = lc[i, s] + log wedge + log (1 + licence premium)."""
    return log_cost[None, :, :] + log_wedge + log_premium


def price_index(pulled: Array, bought: Array, theta: Array) -> Array:
    """(8) Log price of the sector bundle lP[n, s] = -(1/theta_s) log sum_i pi_nis a_nis exp(-theta_s lp_nis).

    Eaton and Kortum (2002), Caliendo and Parro (2015) eq. 10 in changes; equally Armington with sigma = 1 + theta.
    `pulled` is the sum. In it a is 1, or 0 where a ban removes the source: the rest is not scaled up, so the bundle is
    dearer by the loss of variety -(1/theta) log sum_i pi a. A bundle nobody buys keeps its price.
    """
    return -jnp.log(jnp.where(bought, pulled, 1.0)) / theta


def source_share(share: Array, available: Array, log_landed: Array, log_price: Array, theta: Array) -> Array:
    """(9) Share of source i in n's spending on s after the shock, pi'[n, i, s]."""
    exponent = jnp.where(share > 0.0, -theta * (log_landed - log_price[:, None, :]), 0.0)
    return share * available * jnp.exp(exponent)


def import_volume(log_expenditure: Array, log_landed: Array, log_price: Array, theta: Array) -> Array:
    """(10) Log hat of the quantity n buys from i, before any ban: lX + log pi'/pi - lp, of flows in any arrangement."""
    return log_expenditure + theta * log_price - (1.0 + theta) * log_landed


def spending_on_inputs(
    input_share: Array, log_price: Array, log_input_price: Array, on_bundle: Array, eps: Array
) -> Array:
    """(11) What producers spend on each input, sum_k of g'[n, s, k] times spending on k's bundle. [n, s]

    With g' = g exp((1 - eps)(lP_s - lPM_k)) this is gravity: the table g between a term of s and a term of k.
    """
    r = 1.0 - eps
    return jnp.exp(r * log_price) * jnp.einsum("nsk,nk->ns", input_share, jnp.exp(-r * log_input_price) * on_bundle)


def border_value(expenditure: Array, share: Array, tariff: Array) -> Array:
    """(12) Value at the border, before tariff: B' = X' pi' / (1 + t'). [n, i, s]"""
    return expenditure[:, None, :] * share / (1.0 + tariff)


def producer_value(before_export_tax: Array, premium: Array, burned: Array) -> Array:
    """(13) What exporter i's producers are paid. [n, i, s]

    Of the premium f a share is burned: it is spent on i's own goods, as an iceberg cost, and so is paid to producers.
    """
    return before_export_tax * (1.0 + burned * premium) / (1.0 + premium)


def transfers_after(transfer: Array, income: Array, log_income: Array, fixed: Array, scaled: Array) -> Array:
    """(14) Transfers D'[n], in units of world value added: held fixed, scaled with income, or (both zero) removed.

    Scaled transfers D_n I'_n / I_n no longer sum to zero; what is missing is shared in proportion to income I'.
    """
    hat = jnp.exp(log_income)
    grown = transfer * hat - jnp.sum(transfer * hat) * income * hat / jnp.sum(income * hat)
    return fixed * transfer + scaled * grown


def licence_slack(log_ratio: Array, log_volume: Array, theta: Array) -> Array:
    """(15) Room left under a licence, (lrho - lq) / (1 + theta): its own slope in the premium is about one."""
    return (log_ratio - log_volume) / (1.0 + theta)


def complementarity(log_premium: Array, slack: Array) -> Array:
    """(16) 0 <= x _|_ slack >= 0 as min(x, slack) = 0: a licence bites and earns a premium, or it does neither."""
    return jnp.minimum(log_premium, slack)


def log_hat(after: Array, before: Array) -> Array:
    """Log of after over before; zero where there was nothing before."""
    there = before > 0.0
    return jnp.log(jnp.where(there, after, 1.0) / jnp.where(there, before, 1.0))
