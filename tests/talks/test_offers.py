"""Bargaining in time against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sets
from numpy.testing import assert_allclose

from tradetalks.errors import BadInput
from tradetalks.talks import (
    Flow,
    Threat,
    alternating_offers,
    effective_discount,
    frontier,
    indifference_hazard,
    nash_deal,
    nash_weight,
    pie_of,
    unit_pie,
    value_of_extension,
    value_of_waiting,
)

EXACT = 1e-6


def test_rubinstein() -> None:
    assert_allclose(alternating_offers(unit_pie(), (0.9, 0.9)).first_proposes[0], 0.5263158, atol=EXACT)
    patient, hasty = 0.95, 0.8
    share = (1 - hasty) / (1 - patient * hasty)
    assert_allclose(alternating_offers(unit_pie(), (patient, hasty)).first_proposes, (share, 1 - share), atol=EXACT)


@pytest.mark.parametrize(
    ("rounds", "share"), [(1, 1.0), (2, 0.1), (3, 0.91), (4, 0.181), (5, 0.8371), (400, 0.5263158)]
)
def test_deadlines(rounds: int, share: float) -> None:
    found = alternating_offers(unit_pie(), (0.9, 0.9), rounds=rounds)
    assert_allclose(found.first_proposes[0], share, atol=EXACT)


@pytest.mark.parametrize(("period", "share"), [(1.0, 0.69939), (0.1, 0.66999), (0.01, 0.66700), (0.001, 0.66670)])
def test_quick_offers_split_by_impatience(period: float, share: float) -> None:
    discount = (effective_discount(0.1, period), effective_discount(0.2, period))
    assert_allclose(alternating_offers(unit_pie(), discount).first_proposes[0], share, atol=6e-6)
    assert_allclose(nash_weight(0.1, 0.2), 2 / 3)


@pytest.mark.parametrize(("risk", "share"), [(0.1, 0.61579), (0.01, 0.60151), (0.001, 0.60015)])
def test_the_risk_of_breakdown_makes_the_breakdown_point_count(risk: float, share: float) -> None:
    found = alternating_offers(unit_pie(), breakdown=risk, after_breakdown=(0.3, 0.1))
    assert_allclose(found.first_proposes[0], share, atol=6e-6)


def test_quick_offers_under_risk_approach_the_nash_deal_of_any_frontier() -> None:
    game, after = sets.quarter_circle(), (0.1, 0.3)
    pie = pie_of(frontier(game, 201))
    offers = alternating_offers(pie, breakdown=0.002, after_breakdown=after)
    deal = nash_deal(game, Threat("breakdown", np.array(after), np.zeros(0)))
    assert_allclose(offers.first_proposes, deal.payoff, atol=3e-3)


def test_what_flows_meanwhile_counts_when_only_impatience_presses() -> None:
    discount = effective_discount(0.1, 0.001), effective_discount(0.1, 0.001)
    found = alternating_offers(unit_pie(), discount, impasse=(0.3, 0.1))
    assert_allclose(found.first_proposes[0], 0.6, atol=1e-3)


def test_nobody_in_a_hurry_is_refused() -> None:
    with pytest.raises(BadInput, match="any split"):
        alternating_offers(unit_pie())


def test_the_hazard_of_indifference_makes_waiting_worth_the_offer() -> None:
    flow = Flow(truce=-0.4, lapse=-0.9, better=0.3)
    hazard = indifference_hazard(-0.2, flow, interest=0.05, arrival=0.5)
    assert hazard is not None
    assert hazard > 0.0
    assert_allclose(value_of_waiting(flow, interest=0.05, arrival=0.5, hazard=hazard), -0.2, atol=1e-12)
    assert indifference_hazard(-1.0, flow, interest=0.05, arrival=0.5) is None
    assert indifference_hazard(0.3, flow, interest=0.05, arrival=0.5) == 0.0


def test_an_extension_is_worth_its_integral() -> None:
    flow, years, r, a = Flow(truce=-0.4, lapse=-0.9, better=0.3), 0.25, 0.05, 0.5
    t = np.linspace(0.0, years, 200_001)
    density = np.exp(-(r + a) * t) * (r * flow.truce + a * flow.better)
    whole = np.trapezoid(density, t) + math.exp(-(r + a) * years) * flow.lapse
    assert_allclose(value_of_extension(flow, years=years, interest=r, arrival=a), whole - flow.lapse, atol=1e-9)
    assert value_of_extension(flow, years=0.0, interest=r, arrival=a) == 0.0
