"""Payoffs from the model of trade: instruments move policy, real incomes and their gradient come from the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import Elasticities, Shock, elasticities_for
from tradetalks.equilibrium.accounts import accounts_of, instruments_of, parameters_of
from tradetalks.equilibrium.gradients import Levers, state_at
from tradetalks.equilibrium.path import MOST_STEPS, find
from tradetalks.equilibrium.solve import TOLERANCE
from tradetalks.equilibrium.system import Accounts, Instruments, Parameters, State, size_of
from tradetalks.errors import NotConverged
from tradetalks.talks.payoffs import Array, Instrument, Payoffs, remembered

UNIT = "per cent of real income, in logs"
PARTS = 8  # stretches a step is cut into when an equilibrium is not found at once


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


class Patterns(NamedTuple):
    """Levers as arrays."""

    tariff: jax.Array  # [lever, n, i, s]
    covered: jax.Array  # [licence place, lever]


class Aim(NamedTuple):
    """Whose payoffs, and how the income of sectors counts."""

    weight: jax.Array  # [n, k] on value added; one where no weights are given
    base: jax.Array  # [n] weighted income before, as a share of income


def world_payoffs(
    economy: Economy,
    shock: Shock,
    levers: Sequence[Lever],
    parties: Sequence[str],
    *,
    horizon: str = "1 year",
    elasticities: Elasticities | None = None,
    sector_weights: Mapping[str, Mapping[str, float]] | None = None,
) -> Payoffs:
    """The game in which `levers` move policy away from `shock`, their settings as they stand.

    A payoff is 100 log(G' / G) against the economy's base, G = (sum_k a_k V_k + revenue, rents and transfers) / P: real
    income, where `sector_weights` (party -> sector -> a_k, 1 unless given) may count the value added of some sectors
    for more or less, as in Ossa (2014) and Grossman and Helpman (1994). Bystanders are all other economies, unweighted.
    Raises `NotConverged` where a setting has no equilibrium.
    """
    chosen = elasticities or elasticities_for(horizon, economy.axes)
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    parameters = parameters_of(chosen, "fixed")
    patterns, aim = _patterns(economy, policy, levers), _aim(economy, accounts, sector_weights or {})
    rows = np.array([economy.axes.economy(party) for party in parties])
    others = np.array([n for n in range(len(economy.axes.economies)) if n not in rows])
    stands = np.array([lever.instrument.now for lever in levers])
    search = _Search(accounts, policy, parameters, patterns, stands, shock.label)
    pick = jnp.asarray(rows)

    def slope(x: Array) -> Array:
        return np.asarray(
            _slopes(jnp.asarray(x - stands), search(x)[0], accounts, policy, parameters, patterns, aim, pick)
        )

    everybody = remembered(lambda x: np.asarray(_payoffs(search(x)[1], accounts, aim)))
    return Payoffs(
        parties=tuple(parties),
        instruments=tuple(lever.instrument for lever in levers),
        value=lambda x: everybody(x)[rows],
        gradient=remembered(slope),
        bystanders=tuple(economy.axes.economies[n] for n in others),
        others=lambda x: everybody(x)[others],
        unit=UNIT,
    )


def binding_licences(
    economy: Economy, shock: Shock, levers: Sequence[Lever], x: Array, *, elasticities: Elasticities
) -> tuple[str, ...]:
    """Names of the licences that bite at a setting; the others are worth nothing to concede."""
    accounts, policy = accounts_of(economy), instruments_of(economy, shock)
    stands = np.array([lever.instrument.now for lever in levers])
    parameters = parameters_of(elasticities, "fixed")
    search = _Search(accounts, policy, parameters, _patterns(economy, policy, levers), stands, shock.label)
    now = search(x)[1]
    return tuple(
        licence.name
        for place, licence in enumerate(shock.licences)
        if now.licence_premium[place] > now.slack[place]
    )


class _Search:
    """Equilibria by settings, each from the last one found; cut into stretches where that fails."""

    def __init__(
        self,
        accounts: Accounts,
        policy: Instruments,
        parameters: Parameters,
        patterns: Patterns,
        stands: Array,
        label: str,
    ) -> None:
        self._find = partial(_find, accounts=accounts, policy=policy, parameters=parameters, patterns=patterns)
        self._stands, self._label = stands, label
        self._x, self._z = stands.copy(), jnp.zeros(size_of(accounts, policy))
        self._recall = remembered(self._solve)

    def __call__(self, x: Array) -> tuple[jax.Array, State[jax.Array]]:
        found: tuple[jax.Array, State[jax.Array]] = self._recall(np.asarray(x, dtype=float))
        return found

    def _solve(self, x: Array) -> tuple[jax.Array, State[jax.Array]]:
        result = self._find(jnp.asarray(x - self._stands), self._z)
        if not bool(result.largest <= TOLERANCE):
            result = self._by_parts(x)
        self._x, self._z = x.copy(), result.z
        return result.z, result.aux.state

    def _by_parts(self, x: Array):  # type: ignore[no-untyped-def]
        here = self._z
        for part in np.linspace(0.0, 1.0, PARTS + 1):
            there = self._x + part * (x - self._x) - self._stands
            result = self._find(jnp.asarray(there), here)
            if not bool(result.largest <= TOLERANCE):
                raise NotConverged(
                    f"Not solved: {self._label}, {part:.0%} of the way to the settings asked for, "
                    f"residual {float(result.largest):.0e}.\n  Narrow the ranges or lengthen the horizon."
                )
            here = result.z
        return result


def _moved(change: jax.Array, policy: Instruments, patterns: Patterns) -> Instruments:
    """Policy after the levers moved by `change` from where they stand."""
    opened = jnp.any(patterns.covered > 0.0, axis=1) & jnp.isfinite(policy.log_ratio)
    ratio = jnp.exp(jnp.where(opened, policy.log_ratio, 0.0)) + patterns.covered @ change
    return policy._replace(
        tariff=policy.tariff + jnp.tensordot(change, patterns.tariff, 1),
        log_ratio=jnp.where(opened, jnp.log(jnp.where(opened, ratio, 1.0)), policy.log_ratio),
    )


@jax.jit
def _find(change, start, accounts, policy, parameters, patterns):  # type: ignore[no-untyped-def]
    return find(start, accounts, _moved(change, policy, patterns), parameters, TOLERANCE, MOST_STEPS)


@jax.jit
def _payoffs(now: State[jax.Array], accounts: Accounts, aim: Aim) -> jax.Array:
    """100 log G_hat - log P_hat of every economy; with all weights one, 100 log real income."""
    extra = jnp.sum((aim.weight - 1.0) * now.value_added, axis=1)
    income = accounts.income * jnp.exp(now.log_income)
    return 100.0 * (jnp.log((income + extra) / accounts.income) - jnp.log(aim.base) - now.log_final_price)


@jax.jit
def _slopes(change, unknowns, accounts, policy, parameters, patterns, aim, rows):  # type: ignore[no-untyped-def]
    """Derivative of the chosen economies' payoffs with respect to each lever. [party, lever]"""

    def payoffs(y: jax.Array) -> jax.Array:
        there = _moved(y, policy, patterns)
        levers = Levers(**{name: getattr(there, name) for name in Levers._fields})
        return _payoffs(state_at(levers, unknowns, accounts, there, parameters), accounts, aim)[rows]

    value, pull = jax.vjp(payoffs, change)
    return jax.vmap(pull)(jnp.eye(value.size))[0]


def _patterns(economy: Economy, policy: Instruments, levers: Sequence[Lever]) -> Patterns:
    nothing = np.zeros(economy.axes.bilateral)
    covered = np.zeros((policy.log_ratio.size, len(levers)))
    for at, lever in enumerate(levers):
        for place, share in lever.licence.items():
            covered[place, at] = share
    tariffs = [nothing if lever.tariff is None else lever.tariff for lever in levers]
    return Patterns(jnp.asarray(np.array(tariffs)), jnp.asarray(covered))


def _aim(economy: Economy, accounts: Accounts, sector_weights: Mapping[str, Mapping[str, float]]) -> Aim:
    weight = np.ones(economy.output.shape)
    for party, sectors in sector_weights.items():
        for sector, value in sectors.items():
            weight[economy.axes.economy(party), economy.axes.sector(sector)] = value
    extra = jnp.sum((weight - 1.0) * accounts.value_added, axis=1)
    return Aim(jnp.asarray(weight), 1.0 + extra / accounts.income)
