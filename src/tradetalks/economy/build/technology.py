"""Input coefficients and value-added shares: BEA 2024 for the USA, the 2011 table elsewhere, proxies marked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tradetalks.economy.build.bea import bea_use
from tradetalks.economy.build.rules import membership, rule_table, sector_groups, world_axes
from tradetalks.economy.economy import Array

SPLIT_ROUNDS = 200
Groups = list[tuple[str, list[int]]]
LIFT_BOUNDS = (0.02, 50.0)  # how far the US pattern may move another economy's mix inside a group


@dataclass(frozen=True)
class Technology:
    """What the sources say of production and use.

    inputs[n, s, k]     input s per unit of output of using sector k
    final_share[n, s]   share of what is absorbed of s that is final use
    us_output[s]        US gross output of 2024, million USD
    """

    inputs: Array
    final_share: Array
    us_output: Array


def technology(raw: Path, sales: Array) -> Technology:
    """Coefficients of every economy at the world's sectors.

    A source sector that spans several of ours is split so that each part's use is in proportion to what the economy
    absorbs (`sales`, [importer, exporter, sector]; less final use at US shares), by a pattern over using sectors:
    `input_mix.csv` below BEA's detail; elsewhere the lift of the US mix of 2024 over US absorption. Sectors of one
    source sector share their source's column.
    """
    axes = world_axes()
    absorbed, produced = sales.sum(axis=1), sales.sum(axis=0)  # [economy, sector]
    usa = axes.economy("USA")
    n_economies, n_sectors = absorbed.shape
    inputs = np.zeros((n_economies, n_sectors, n_sectors))
    final_share = np.zeros((n_economies, n_sectors))

    bea = bea_use(raw, sales[:, usa])
    groups = sector_groups("bea_to_sectors.csv", "bea")
    inputs[usa] = _coefficients(bea.use, bea.output, bea.names, groups, absorbed[usa], _input_mix(), produced[usa])
    final_share[usa] = _final_share(bea.use, bea.final, bea.names, groups)
    us_output = np.zeros(n_sectors)
    for name, sectors in groups:
        share = sales[:, usa, sectors].sum(axis=0)
        us_output[sectors] += bea.output[bea.names.index(name)] * share / share.sum()

    use, final, output, names = _wiod(raw)
    groups = sector_groups("wiod_to_sectors.csv", "wiod")
    lift = _lift(inputs[usa], absorbed[usa], groups)
    wanted = absorbed * (1.0 - final_share[usa])
    for n, row in enumerate(rule_table("economies.csv")):
        if n != usa:
            source = axes.economy(row["economy"] if row["wiod"] else row["technology"])
            inputs[n] = _coefficients(use[source], output[source], names, groups, wanted[n], lift, produced[n])
            final_share[n] = _final_share(use[source], final[source], names, groups)
    return Technology(inputs, final_share, us_output)


def _final_share(use: Array, final: Array, names: list[str], groups: Groups) -> Array:
    used, consumed = np.zeros((2, len(world_axes().sectors)))
    for name, sectors in groups:
        used[sectors] += use[names.index(name)].sum()
        consumed[sectors] += final[names.index(name)]
    share: Array = consumed / (used + consumed)
    return share


def _coefficients(
    use: Array, output: Array, names: list[str], groups: Groups, wanted: Array, mix: Array, produced: Array
) -> Array:
    """Coefficients [s, k] from a coarser use table [input, user] and output [user].

    wanted[s]: what each sector's total use inside its source sector is in proportion to. mix[s, k]: the pattern by
    user to start from. produced[k]: output of the economy's sectors, which weighs the users.
    """
    n = len(wanted)
    join = np.zeros((len(names), n))  # weight of source user h in k's column
    for name, sectors in groups:
        join[names.index(name), sectors] = output[names.index(name)]
    join /= join.sum(axis=0)
    by_source = np.divide(use, output, out=np.zeros_like(use), where=output > 0) @ join  # [source input, k]
    coefficients = np.zeros((n, n))
    for name, sectors in groups:
        bought = by_source[names.index(name)]
        coefficients[sectors] += bought * _split(bought * produced, wanted[sectors], mix[sectors])
    return coefficients


def _split(bought: Array, wanted: Array, mix: Array) -> Array:
    """Shares [s, k], one over s for every user, near `mix`, whose total use of s is in proportion to `wanted`."""
    share: Array = wanted[:, None] * mix
    share /= share.sum(axis=0)
    if len(wanted) > 1 and bought.sum() > 0:
        for _ in range(SPLIT_ROUNDS):
            used = share @ bought
            share *= (wanted / wanted.sum() * bought.sum() / used)[:, None]
            share /= share.sum(axis=0)
    return share


def _lift(us_inputs: Array, us_absorbed: Array, groups: Groups) -> Array:
    lift = np.ones_like(us_inputs)
    for _, sectors in groups:
        absorbed = us_absorbed[sectors, None] / us_absorbed[sectors].sum()
        group = us_inputs[sectors].sum(axis=0)
        bought = np.divide(us_inputs[sectors], group, out=absorbed.repeat(len(group), axis=1), where=group > 0)
        lift[sectors] = np.clip(bought / absorbed, *LIFT_BOUNDS)
    return lift


def _input_mix() -> Array:
    axes = world_axes()
    mix = np.ones((len(axes.sectors), len(axes.sectors)))
    rows = rule_table("input_mix.csv")
    for row in sorted(rows, key=lambda row: row["user"] != "*"):  # the default first, then who differs
        user = slice(None) if row["user"] == "*" else axes.sector(row["user"])
        mix[axes.sector(row["input"]), user] = float(row["weight"])
    return mix


def _wiod(raw: Path) -> tuple[Array, Array, Array, list[str]]:
    """Use [economy, input, user], final use [economy, input] and output [economy, user] of 2011, from all sources."""
    with np.load(raw / "world/wiod_2011_full.npz") as file:
        codes = [str(code) for code in file["countries"]]
        names = [str(name) for name in file["sectors"]]
        owner = membership("wiod", codes)
        use = np.einsum("aqbr,bn->nqr", file["Z"].astype(float), owner, optimize=True)
        final = np.einsum("aqbf,bn->nq", file["F"].astype(float), owner, optimize=True)
        output = np.einsum("bq,bn->nq", file["x"].astype(float), owner)
    return use, np.maximum(final, 0.0), output, names
