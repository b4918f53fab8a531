"""The model as a function of levers: what they move, the equations that then hold, and the payoffs that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, State, pack, residual_at, state, unpack
from tradetalks.talks.game import Array, Instrument

POINTS, VOLUME = "points", "of base volume"  # units of a duty and of a licence
LEVER_PLACES = 16  # levers are held in multiples of this many places, so that few shapes are ever compiled


@dataclass(frozen=True)
class Lever:
    """How one instrument moves policy.

    tariff   [n, i, s] change of the ad valorem rate per unit of the instrument
    licence  place of a licence in the shock -> share of its flow that this lever opens; the cap becomes
             1 - sum of share * (1 - setting)
    """

    instrument: Instrument
    tariff: Array | None = field(default=None, repr=False)
    licence: Mapping[int, float] = field(default_factory=dict)


class Setting(NamedTuple):
    """Everything but the levers' settings, as arrays. The model's own room explains the first three."""

    accounts: Accounts
    policy: Instruments
    parameters: Parameters
    stands: jax.Array  # [lever] settings at which `policy` holds
    tariff: jax.Array  # [lever, n, i, s] per unit
    covered: jax.Array  # [licence place, lever]
    weight: jax.Array  # [n, k] on value added; one where no weights are given
    weighted: jax.Array  # [n] weighted over plain income before


def setting_of(
    economy: Economy,
    shock: Shock,
    levers: Sequence[Lever],
    elasticities: Elasticities,
    sector_weights: Mapping[str, Mapping[str, float]],
) -> Setting:
    """Collect what the functions below need."""
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    places = -(-len(levers) // LEVER_PLACES) * LEVER_PLACES
    covered = np.zeros((policy.log_ratio.size, places))
    tariff = np.zeros((places, *economy.axes.bilateral))
    stands = np.zeros(places)
    for at, lever in enumerate(levers):
        stands[at] = lever.instrument.now
        tariff[at] = 0.0 if lever.tariff is None else lever.tariff
        for place, share in lever.licence.items():
            covered[place, at] = share
    weight = np.ones(economy.output.shape)
    for party, sectors in sector_weights.items():
        for sector, value in sectors.items():
            weight[economy.axes.economy(party), economy.axes.sector(sector)] = value
    extra = ((weight - 1.0) * economy.value_added).sum(axis=1)
    return Setting(
        accounts,
        policy,
        parameters_of(elasticities, "fixed"),
        jnp.asarray(stands),
        jnp.asarray(tariff),
        jnp.asarray(covered),
        jnp.asarray(weight),
        jnp.asarray(1.0 + extra / economy.income),
    )


def moved(x: jax.Array, setting: Setting) -> Instruments:
    """Policy with the levers at x: duties move by points, licence caps by the share that each lever opens."""
    policy, change = setting.policy, x - setting.stands
    opened = jnp.any(setting.covered > 0.0, axis=1) & jnp.isfinite(policy.log_ratio)
    cap = jnp.exp(jnp.where(opened, policy.log_ratio, 0.0)) + setting.covered @ change
    return policy._replace(
        tariff=policy.tariff + jnp.tensordot(change, setting.tariff, 1),
        log_ratio=jnp.where(opened, jnp.log(jnp.where(opened, cap, 1.0)), policy.log_ratio),
    )


def world_at(z: jax.Array, x: jax.Array, setting: Setting) -> State[jax.Array]:
    """The state of the world that unknowns and settings imply."""
    return state(unpack(z, setting.accounts), setting.accounts, moved(x, setting), setting.parameters)


def residual_and_payoffs(z: jax.Array, x: jax.Array, setting: Setting) -> tuple[jax.Array, jax.Array]:
    """What is left of the model's equations, zero at an equilibrium, and the payoffs there. [unknown], [economy]"""
    now = world_at(z, x, setting)
    return pack(residual_at(unpack(z, setting.accounts), now, setting.accounts)), payoffs_of(now, setting)


def payoffs_of(now: State[jax.Array], setting: Setting) -> jax.Array:
    """100 log G_hat of every economy, G = (sum_k a_k V_k + other income) / P; real income where all a are one."""
    before = setting.accounts.income
    extra = jnp.sum((setting.weight - 1.0) * now.value_added, axis=1)
    income = before * jnp.exp(now.log_income)
    return 100.0 * (jnp.log((income + extra) / before) - jnp.log(setting.weighted) - now.log_final_price)
