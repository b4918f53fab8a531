"""Optimal and Nash tariffs in the engine itself, against closed forms for two countries and one sector."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.axes import Axes
from tradetalks.economy.economy import Economy, Provenance
from tradetalks.equilibrium import Elasticities, no_change
from tradetalks.talks import Instrument, Payoffs, best_reply, nash_war
from tradetalks.talks.setting import Lever
from tradetalks.talks.world import world_payoffs

HOME = 0.8  # share of spending on home goods
EXACT = 1e-6


def two_countries(theta: float) -> Payoffs:
    """H and F, alike, one sector made of labour, free trade; each sets a tariff between 0 and 1,000 %."""
    share = np.where(np.eye(2)[:, :, None] > 0, HOME, 1.0 - HOME)
    zero = np.zeros((2, 2, 1))
    economy = Economy(
        Axes(("H", "F"), ("s",)), np.full((2, 1), 100.0), share, zero, zero, np.ones((2, 1)), np.ones((2, 1, 1)),
        Provenance("two countries", 2000, "units"),
    )  # fmt: skip
    levers = []
    for n, owner in enumerate("HF"):
        pattern = zero.copy()
        pattern[n, 1 - n] = 1.0
        levers.append(Lever(Instrument(f"t-{owner}", owner, 0.0, 10.0, 0.0), pattern))
    elasticities = Elasticities(theta=np.array([theta]), eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
    game = world_payoffs(economy, no_change(economy), levers, ("H", "F"), elasticities=elasticities)
    return replace(game, accuracy=1e-14)


@pytest.mark.parametrize(
    ("theta", "tariff", "home", "foreign"),
    [
        (2.0, 0.5735378, 2.24956, -4.29639),
        (4.0, 0.2860286, 1.19175, -2.21282),
        (8.0, 0.1428336, 0.61266, -1.12221),
    ],
)
def test_the_unilateral_optimum(theta: float, tariff: float, home: float, foreign: float) -> None:
    found = best_reply(two_countries(theta), "H", np.zeros(2))
    assert_allclose(found.x[0], tariff, atol=EXACT)
    assert_allclose(found.payoff, (home, foreign), atol=6e-6)
    assert found.spread < 1e-9


@pytest.mark.parametrize(
    ("theta", "tariff", "loss"), [(2.0, 0.5345887, -2.71211), (4.0, 0.2689926, -1.39620), (8.0, 0.1349976, -0.70836)]
)
def test_the_symmetric_war(theta: float, tariff: float, loss: float) -> None:
    war = nash_war(two_countries(theta), starts=[np.zeros(2), np.full(2, 1.0)], tolerance=1e-9)
    assert_allclose(war.x, tariff, atol=EXACT)
    assert_allclose(war.payoff, loss, atol=6e-6)
    assert len(war.distinct) == 1
