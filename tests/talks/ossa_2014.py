"""Ossa (2014, American Economic Review) in exact changes: Krugman's varieties, a fixed number of firms, profits.

Another market structure than the engine's, small enough to stand alone: given wages and expenditures everything else
is explicit, so 14 unknowns make a world of 7 regions and 33 sectors. Shares nothing with the package but `Payoffs`.
Letters and equations are the paper's (section I and the appendix): i exporter, j importer, s sector, hats are ratios.
Axes here are [i, j, s], as in the paper.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from tradetalks.talks.game import Instrument, Payoffs, remembered

jax.config.update("jax_enable_x64", True)

REGIONS = ("Brazil", "China", "EU", "India", "Japan", "ROW", "US")
CHEMICALS, APPAREL = 23, 19
HIGHEST = 5.0  # largest tariff searched
STEPS = 60


def file() -> Path:
    """Where the author's data lie, if they are here."""
    beside = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
    return Path(os.environ.get("TRADETALKS_DATA", beside)) / "ossa_2014" / "DATA.mat"


@dataclass(frozen=True)
class World:
    """Base data in shares. trade[i, j, s] before tariff, tariff[i, j, s] as fractions, sigma[s]."""

    trade: np.ndarray
    tariff: np.ndarray
    sigma: np.ndarray


@cache
def world() -> World:
    from scipy.io import loadmat

    data = loadmat(file())
    shape = (33, 7, 7)
    return World(
        data["TRADE"].reshape(shape).transpose(1, 2, 0),
        data["TARIFF"].reshape(shape).transpose(1, 2, 0),
        data["SIGMA"].ravel(),
    )


class Model:
    """The equilibrium in changes, its welfare, and the derivative of all welfare with respect to all tariffs."""

    def __init__(self, base: World) -> None:
        trade, tariff, self.sigma = base.trade, base.tariff, jnp.asarray(base.sigma)
        paid = trade * (1.0 + tariff)
        sales = trade.sum(axis=1)  # [i, s]
        wages = sales * (base.sigma - 1.0) / base.sigma
        self.trade, self.tariff = jnp.asarray(trade), jnp.asarray(tariff)
        self.alpha = jnp.asarray(trade / sales[:, None, :])
        self.gamma = jnp.asarray(paid / paid.sum(axis=0))
        self.delta = jnp.asarray(wages / wages.sum(axis=1, keepdims=True))
        self.labour = jnp.asarray(wages.sum(axis=1))
        self.profit = jnp.asarray(sales / base.sigma)
        self.income = self.labour + self.profit.sum(axis=1) + (self.tariff * self.trade).sum(axis=(0, 2))
        spent = paid.sum(axis=0)
        self.mu = jnp.asarray(spent / spent.sum(axis=1, keepdims=True))
        self.abroad = np.argwhere(~np.eye(len(trade), dtype=bool))
        self.solved = jax.jit(self._solved)

    def outcome(self, z, tariff):
        """Given z = log (w_hat, X_hat): price index, profits and incomes, each in hats."""
        count = len(self.labour)
        wage, spending = jnp.exp(z[:count]), jnp.exp(z[count:])
        tau = (1.0 + tariff) / (1.0 + self.tariff)
        power = (self.gamma * (wage[:, None, None] * tau) ** (1.0 - self.sigma)).sum(axis=0)  # P^(1 - sigma)
        flow = wage[:, None, None] ** (1.0 - self.sigma) * tau**-self.sigma / power * spending[:, None]
        profit = (self.alpha * flow).sum(axis=1)
        revenue = (tariff * self.trade * flow).sum(axis=(0, 2))
        income = (self.labour * wage + (self.profit * profit).sum(axis=1) + revenue) / self.income
        log_price = (self.mu * jnp.log(power) / (1.0 - self.sigma)).sum(axis=1)
        return profit, income, log_price

    def residual(self, z, tariff):
        """Labour markets, of which the last gives way to the numeraire (labour income of the world), and budgets."""
        count = len(self.labour)
        profit, income, _ = self.outcome(z, tariff)
        market = jnp.log((self.delta * profit).sum(axis=1)) - z[:count]
        numeraire = jnp.log((self.labour * jnp.exp(z[:count])).sum() / self.labour.sum())
        return jnp.concatenate([market.at[-1].set(numeraire), jnp.log(income) - z[count:]])

    def log_welfare(self, z, tariff):
        """100 log (X_hat / P_hat) of every region."""
        return 100.0 * (z[len(self.labour) :] - self.outcome(z, tariff)[2])

    def place(self, x):
        """Tariffs [i, j, s] of instruments log(1 + t), ordered by importer, exporter, sector."""
        importer, exporter = self.abroad[:, 0], self.abroad[:, 1]
        blocks = jnp.expm1(x).reshape(len(self.abroad), -1)
        return jnp.zeros_like(self.tariff).at[exporter, importer].set(blocks)

    def _solved(self, x, start):
        tariff = self.place(x)

        def unfinished(carry):
            count, z = carry
            return (count < STEPS) & (jnp.abs(self.residual(z, tariff)).max() > 1e-13)

        def step(carry):
            count, z = carry
            move = jnp.linalg.solve(jax.jacfwd(self.residual)(z, tariff), -self.residual(z, tariff))
            return count + 1, z + jnp.clip(move, -1.0, 1.0)

        _, z = jax.lax.while_loop(unfinished, step, (0, start))
        slope_z, pull = (
            jax.jacrev(self.log_welfare)(z, tariff),
            jax.vjp(lambda y: self.residual(z, self.place(y)), x)[1],
        )
        adjoint = jnp.linalg.solve(jax.jacfwd(self.residual)(z, tariff).T, slope_z.T).T
        direct = jax.jacrev(lambda y: self.log_welfare(z, self.place(y)))(x)
        return (
            self.log_welfare(z, tariff),
            direct - jax.vmap(pull)(adjoint)[0],
            z,
            jnp.abs(self.residual(z, tariff)).max(),
        )


@cache
def model() -> Model:
    return Model(world())


def tariff_game() -> Payoffs:
    """Every region sets a tariff on every sector of every other one; payoffs are 100 log welfare over the base."""
    base, abroad, solved = world(), model().abroad, model().solved
    latest = {"z": jnp.zeros(2 * len(base.trade))}

    def evaluate(x):
        value, slope, z, left = solved(jnp.asarray(x), latest["z"])
        if not left < 1e-9:
            value, slope, z, left = solved(jnp.asarray(x), jnp.zeros_like(z))
        assert left < 1e-9, "not solved"
        latest["z"] = z
        return np.asarray(value), np.asarray(slope)

    once = remembered(evaluate)
    now = np.log1p(np.concatenate([base.tariff[i, j] for j, i in abroad]))
    names = [(j, i, s) for j, i in abroad for s in range(base.tariff.shape[2])]
    instruments = tuple(
        Instrument(f"{REGIONS[j]}-{REGIONS[i]}-{s}", REGIONS[j], 0.0, float(np.log1p(HIGHEST)), float(rate))
        for (j, i, s), rate in zip(names, now, strict=True)
    )
    return Payoffs(REGIONS, instruments, lambda x: once(x)[0], lambda x: once(x)[1], unit="per cent, in logs")


def median_tariff(game: Payoffs, x: np.ndarray, region: str) -> float:
    """Over all its sectors and partners, per cent."""
    return 100.0 * float(np.median(np.expm1(x[game.owned(region)])))
