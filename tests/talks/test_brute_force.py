"""The agenda on a grid, every package solved from the base by the engine alone: nothing beats what was found."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import toy_table
from numpy.typing import NDArray

from tradetalks import load_case, load_economy
from tradetalks.equilibrium import Shock, priced, solve
from tradetalks.talks import Deal, frontier, nash_deal
from tradetalks.talks.scenarios import threat_point
from tradetalks.talks.table import Table, payoffs

Array = NDArray[np.float64]

SAME = 1e-6  # per cent: what two ways to the same equilibrium may differ by
LEFT = 2e-5  # per cent: twice what a point of the frontier is looked for to
STOPPED = 2e-3  # per cent: what the millionth of trade that a full stop lets through may be worth
BIT = 0.4  # of base volume, between a full stop and an open licence


def shock_at(table: Table, x: Array) -> Shock:
    """The policy of a package, from what its levers say and nothing that the talks compute with."""
    tariff, licences = table.shock.tariff.copy(), list(table.shock.licences)
    for lever, setting in zip(table.agenda.levers, x, strict=True):
        if lever.tariff is not None:
            tariff = tariff + (setting - lever.instrument.now) * lever.tariff
        for place, share in lever.licence.items():
            licences[place] = replace(licences[place], ratio=1.0 - share * (1.0 - setting))
    return replace(table.shock, tariff=tariff, licences=tuple(licences))


def by_the_engine(table: Table, x: Array) -> Array:
    """Payoffs of both sides of a package, 100 log real income."""
    solved = solve(table.economy, shock_at(table, x), elasticities=table.elasticities)
    assert solved.converged, solved.failure
    value = 100.0 * np.asarray(solved.state.log_income - solved.state.log_final_price)
    return np.asarray(value[[table.economy.axes.economy(party) for party in table.free.parties]])


def packages(table: Table, levels: dict[str, tuple[float, ...]]) -> list[Array]:
    """Every combination of the levels, parts of each range; an instrument without levels stays at its lowest."""
    game = table.payoffs
    parts = [levels.get(one.id, (0.0,)) for one in game.instruments]
    return [game.low + np.array(part) * (game.high - game.low) for part in product(*parts)]


def assert_nothing_beats(table: Table, grid: list[Array], points: int) -> None:
    edge, threat = frontier(table.payoffs, points), threat_point(table, "snap-back")
    deal = nash_deal(table.payoffs, threat)
    assert isinstance(deal, Deal)
    tried = np.array([by_the_engine(table, x) for x in grid])
    for x, value in list(zip(grid, tried, strict=True))[:: max(1, len(grid) // 8)]:
        assert np.abs(table.payoffs.value(x) - value).max() < SAME
    for point in edge.payoff:
        better = (tried > point + LEFT).all(axis=1)
        assert not better.any(), (point, [table.payoffs.package(grid[at]) for at in np.flatnonzero(better)])
    most = np.prod(np.maximum(tried - threat.value, 0.0), axis=1).max()
    assert most <= np.prod(deal.payoff - threat.value) * (1.0 + SAME)
    assert most > 0.5 * np.prod(deal.payoff - threat.value)  # the grid comes near: it could have been beaten


def test_on_a_toy_world_no_package_of_a_fine_grid_beats_the_frontier_or_the_nash_deal() -> None:
    table = toy_table.table()
    fine = tuple(np.linspace(0.0, 1.0, 7))
    free = [one.id for one in table.payoffs.instruments if one.free]
    assert_nothing_beats(table, packages(table, dict.fromkeys(free, fine)), 9)


@pytest.mark.slow
def test_in_london_no_package_of_a_coarse_grid_beats_the_frontier_or_the_nash_deal() -> None:
    table = payoffs(load_economy("world-2024"), load_case("london-2025"))
    levels = {
        "us-ieepa-reciprocal-china": (0.0, 1.0),
        "cn-reciprocal-response": (0.0, 0.3),
        "rare-earth-magnets": (0.0, 1.0),
        "rare-earth-compounds": (0.0, 1.0),
        "chip-design-software": (0.0, BIT, 1.0),
        "jet-engines": (BIT, 1.0),
        "ethane": (0.0, 1.0),
    }
    assert_nothing_beats(table, packages(table, levels), 25)


@pytest.mark.slow
def test_london_s_status_quo_is_the_brief_s_with_its_full_stops() -> None:
    case, economy = load_case("london-2025"), load_economy("world-2024")
    table = payoffs(economy, case)
    plain, elasticities = priced(table.before, table.now, economy, table.horizon)
    state = solve(economy, plain, elasticities=elasticities).state
    rows = [economy.axes.economy(party) for party in table.free.parties]
    told = 100.0 * np.asarray(state.log_income - state.log_final_price)[rows]
    assert plain.banned.sum() > table.shock.banned.sum()
    assert np.abs(table.free.value(table.free.now) - told).max() < STOPPED
