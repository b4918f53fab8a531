"""Published numbers of Ossa (2014, American Economic Review 104(12)): his model, our algorithms."""

from __future__ import annotations

import time
from functools import cache

import numpy as np
import ossa_2014 as ossa
import pytest
from numpy.testing import assert_allclose

from tradetalks.talks import (
    BestReply,
    Deal,
    Payoffs,
    War,
    best_reply,
    critical_discount,
    equal_proportional,
    nash_war,
    threat_at,
    threat_of_war,
)

WELFARE, MEDIAN, GAINS = 0.05, 1.0, 0.1  # per cent; points of tariff; per cent. Printed to one decimal.
STORED = 0.01  # per cent, against the author's stored optimum

pytestmark = [
    pytest.mark.raw,
    pytest.mark.skipif(not ossa.file().exists(), reason="Ossa's data are not here (TRADETALKS_DATA)"),
]


@cache
def game() -> Payoffs:
    found = ossa.tariff_game()
    found.gradient(found.now)
    return found


@cache
def optimum(region: str) -> BestReply:
    play = game()
    start = np.where(play.owned(region), np.log(1.6), play.now)
    return best_reply(play, region, start, starts=(), steps=100)


@cache
def war() -> tuple[War, float]:
    play, began = game(), time.process_time()
    found = nash_war(play, starts=[np.full(len(play.now), np.log(1.6))], steps=40, tolerance=1e-6)
    return found, time.process_time() - began


def per_cent(log_change: np.ndarray) -> np.ndarray:
    return 100.0 * np.expm1(np.asarray(log_change) / 100.0)


def test_the_published_base_is_an_equilibrium() -> None:
    assert_allclose(game().value(game().now), 0.0, atol=3e-3)


def test_the_gradient_agrees_with_differences() -> None:
    play, step = game(), 1e-5
    way = np.random.default_rng(0).normal(size=len(play.now))
    x = play.now + 0.1
    by_difference = (play.value(x + step * way) - play.value(x - step * way)) / (2 * step)
    assert_allclose(play.gradient(x) @ way, by_difference, atol=1e-7)


@pytest.mark.parametrize(
    ("sector", "published"),
    [(ossa.CHEMICALS, (1.45, 5.73, -1.40, 0.17)), (ossa.APPAREL, (0.67, 33.35, -0.97, -0.14))],
)
def test_table_2_fifty_points_on_one_sector(sector: int, published: tuple[float, ...]) -> None:
    """US wage against the mean wage, output there and in other sectors, welfare; per cent, two decimals."""
    model, base, us = ossa.model(), ossa.world(), ossa.REGIONS.index("US")
    tariff = base.tariff.copy()
    tariff[:us, us, sector] += 0.5
    x = np.log1p(np.concatenate([tariff[i, j] for j, i in model.abroad]))
    _, _, z, _ = model.solved(x, np.zeros(14))
    wage = np.exp(z[:7])
    output = np.asarray(model.outcome(z, tariff)[0])[us] / wage[us]
    own, others = output[sector], np.delete(output, sector).mean()
    found = 100 * np.array([wage[us] / wage.mean() - 1, own - 1, others - 1, np.expm1(game().value(x)[us] / 100)])
    assert_allclose(found, published, atol=0.0051)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("region", "own", "others", "median", "stored"),
    [
        ("Brazil", 1.1, -0.1, 56.1, 1.0861),
        ("China", 1.8, -0.6, 59.3, 1.7904),
        ("EU", 1.9, -1.0, 61.3, 1.8992),
        ("India", 1.7, -0.1, 54.0, 1.6591),
        ("Japan", 4.0, -0.3, 59.6, 4.0350),
        ("ROW", 2.9, -1.7, 61.5, 2.8533),
        ("US", 2.3, -0.9, 60.3, 2.3182),
    ],
)
def test_table_3a_optimal_tariffs(region: str, own: float, others: float, median: float, stored: float) -> None:
    found, at = optimum(region), ossa.REGIONS.index(region)
    welfare = per_cent(found.payoff)
    assert_allclose(welfare[at], stored, atol=STORED)
    assert_allclose(welfare[at], own, atol=WELFARE + 0.01)
    assert_allclose(np.delete(welfare, at).mean(), others, atol=WELFARE + 0.01)
    assert_allclose(ossa.median_tariff(game(), found.x, region), median, atol=MEDIAN)


@pytest.mark.slow
def test_table_4a_the_trade_war() -> None:
    found, seconds = war()
    published = (-1.9, -2.2, -2.6, -2.2, -0.8, -5.0, -2.2)
    given = (-1.94, -2.19, -2.59, -2.16, -0.76, -4.97, -2.16)
    assert_allclose(per_cent(found.payoff), published, atol=WELFARE + 0.01)
    assert_allclose(per_cent(found.payoff), given, atol=0.01)
    assert_allclose(per_cent(found.payoff).mean(), -2.40, atol=0.01)
    medians = [ossa.median_tariff(game(), found.x, region) for region in ossa.REGIONS]
    assert_allclose(medians, (56.4, 58.6, 59.1, 54.5, 58.5, 59.7, 59.6), atol=MEDIAN)
    assert found.largest_gain < 1e-6
    assert seconds < 180.0  # of processor time, over all cores


@pytest.mark.slow
def test_table_5a_trade_talks_from_the_war() -> None:
    assert_talks(threat_of_war(game(), war()[0]), 3.4, 30.0)


@pytest.mark.slow
def test_table_5a_trade_talks_from_factual_tariffs() -> None:
    assert_talks(threat_at(game(), game().now, "factual"), 0.5, 60.0)


@pytest.mark.slow
def test_table_5a_trade_talks_from_free_trade() -> None:
    assert_talks(threat_at(game(), game().low, "free trade"), 0.03, 60.0)


def assert_talks(threat: object, published: float, most_seconds: float) -> None:
    began = time.process_time()
    found = equal_proportional(game(), threat)  # type: ignore[arg-type]
    seconds = time.process_time() - began
    assert isinstance(found, Deal)
    gains = per_cent(list(found.gain.values()))
    assert_allclose(gains, published, atol=GAINS)
    assert np.ptp(gains) < 1e-3
    if published < 0.1:
        assert_allclose(gains, published, atol=5e-3)
    assert seconds < most_seconds


@pytest.mark.slow
def test_patience_that_keeps_the_factual_peace() -> None:
    """Deviation to the optimal tariffs, punishment by the war."""
    implied = {"US": 0.517, "China": 0.449, "EU": 0.422, "India": 0.435, "Brazil": 0.36, "ROW": 0.36, "Japan": 0.84}
    for region, factor in implied.items():
        at = ossa.REGIONS.index(region)
        deviation, punishment = per_cent(optimum(region).payoff)[at], per_cent(war()[0].payoff)[at]
        assert_allclose(critical_discount(0.0, deviation, punishment), factor, atol=6e-3)
