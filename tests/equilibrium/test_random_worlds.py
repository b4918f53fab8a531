"""Many random worlds under many instruments at once: each is solved, and its certificate holds."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Array, Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import (
    Capacity,
    CriticalInput,
    Elasticities,
    Licence,
    Shock,
    no_change,
    outcomes,
    solve,
)
from tradetalks.equilibrium.ranges import LOSS, RHO, SIGMA, TRANSFER
from tradetalks.equilibrium.shock import Cell

WORLDS = int(os.environ.get("TRADETALKS_WORLDS", "100"))  # 2,000 of them take half a minute
MOST_LICENCES = 8


def random_world(draw: np.random.Generator) -> Economy:
    """Half of them with balanced trade, half with transfers that nobody pays more of than has been tried."""
    deficits = bool(draw.random() < 0.5)
    while True:
        world = toy_world(3, 4, seed=int(draw.integers(1_000_000)), deficits=deficits)
        if (-world.transfer / world.value_added.sum(axis=1)).max() <= TRANSFER:
            return world


def critical_inputs(draw: np.random.Generator) -> tuple[CriticalInput, ...]:
    """None, one or two sectors that are hard to replace, in all output or in a part of it."""
    sectors = draw.permutation(4)[: int(draw.integers(0, 3))]
    return tuple(
        CriticalInput(
            int(sector),
            sigma=float(np.exp(draw.uniform(np.log(SIGMA[0]), np.log(SIGMA[1])))),
            rho=float(draw.uniform(*RHO)),
            content=tuple(draw.uniform(0.1, 0.9, 4) * (draw.random(4) < 0.7)),
        )
        for sector in sectors
    )


def elasticities(draw: np.random.Generator) -> Elasticities:
    return Elasticities(
        critical=critical_inputs(draw),
        theta=np.exp(draw.uniform(np.log(0.3), np.log(12.0), 4)),
        eta=draw.uniform(0.1, 1.5),
        eps=draw.uniform(0.02, 1.5),
        psi=draw.uniform(0.5, 1.5),
        kappa=float(draw.choice([1.0, 1.2, 1.5, 3.0, np.inf])),
    )


def cap(draw: np.random.Generator, cell: Cell) -> Licence:
    """A licence down to a tenth of a flow, or a capacity up to ten times of it, with any owner, one in five burned."""
    owner, burned = float(draw.random()), float(draw.random() < 0.2)
    if draw.random() < 0.3:
        return Capacity(" ".join(cell), (cell,), float(10.0 ** draw.random()), owner, burned)
    return Licence(" ".join(cell), (cell,), float(draw.uniform(0.1, 1.0)), owner, burned)


def shock(draw: np.random.Generator, world: Economy, chosen_theta: Array) -> Shock:
    """Tariffs of -10 to 150 % on half the flows, export taxes, costs, productivity, licences, bans."""
    shape = world.axes.bilateral
    foreign = 1.0 - np.eye(shape[0])[:, :, None]
    names = world.axes
    cells = [(n, i, s) for n in names.economies for i in names.economies for s in names.sectors if n != i]
    chosen = [cells[at] for at in draw.permutation(len(cells))]
    count = int(draw.integers(0, MOST_LICENCES + 1))
    licences = tuple(cap(draw, cell) for cell in chosen[:count])
    banned = np.zeros(shape, dtype=bool)
    for cell in chosen[count : count + int(draw.integers(0, 3))]:
        more = banned.copy()
        more[names.cell(*cell)] = True
        left = np.where(more, 0.0, world.share).sum(axis=1)
        if (-np.log(left) / chosen_theta).max() <= LOSS:
            banned = more
    return replace(
        no_change(world),
        tariff=world.tariff + foreign * draw.uniform(-0.1, 1.5, shape) * (draw.random(shape) < 0.5),
        export_tax=world.export_tax + foreign * draw.uniform(0.0, 0.5, shape) * (draw.random(shape) < 0.2),
        iceberg=np.exp(foreign * draw.uniform(-0.1, 0.3, shape)),
        productivity=np.exp(draw.uniform(-0.1, 0.1, shape[1:])),
        licences=licences,
        banned=banned,
    )


def test_random_worlds_are_solved_with_their_certificates() -> None:
    draw = np.random.default_rng(0)
    for _ in range(WORLDS):
        world = random_world(draw)
        chosen = elasticities(draw)
        now = solve(world, shock(draw, world, chosen.theta), elasticities=chosen)
        assert now.exceeded == ()
        assert now.residual < 1e-11
        assert now.dropped_market_residual < 1e-9
        assert now.complementarity_residual < 1e-11
        assert min(now.premium.values(), default=0.0) >= -1e-11
        seen = outcomes(now)
        volume = 1.0 + seen.trade_volume_change / 100.0
        for licence in now.shock.licences:
            assert volume[world.axes.cell(*licence.cells[0])] <= licence.ratio * (1.0 + 1e-9)
        assert_allclose(seen.trade_value_after[now.shock.banned], 0.0, rtol=0.0, atol=0.0)
        earned = now.state.value_added.sum() + now.state.tariff_revenue.sum() + now.state.export_tax_revenue.sum()
        assert_allclose(now.state.income.sum(), earned + now.state.rent_income.sum(), rtol=1e-12)
