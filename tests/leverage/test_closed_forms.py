"""Closed forms against the numbers of the literature and against their own limits."""

from __future__ import annotations

import cmath
import math
from decimal import Decimal, getcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from tradetalks.errors import BadInput
from tradetalks.leverage import closed_forms as forms

PRINTED = 6e-4  # the sources print three decimals, or two of a per cent
SIX_DIGITS = 1e-6


@pytest.mark.parametrize(("omega", "loss"), [(0.5, 0.231), (0.8, 0.536), (0.9, 0.768), (0.95, 0.999), (0.99, 1.535)])
def test_the_price_of_lost_suppliers_is_nonlinear_in_their_share(omega: float, loss: float) -> None:
    assert_allclose(forms.bundle_loss(omega, 4.0), loss, atol=PRINTED)


@pytest.mark.parametrize(
    ("share", "sigma", "left", "percent"),
    [(0.04, 0.04, 0.90, -1.58), (0.04, 0.04, 0.92, -0.95), (0.012, 0.1, 0.70, -2.79), (0.01, 0.1, 0.70, -2.37)],
)
def test_gas_and_energy_cuts_cost_what_bachmann_and_others_find(
    share: float, sigma: float, left: float, percent: float
) -> None:
    assert_allclose(100.0 * forms.output_after_cut(left, share, sigma), percent, atol=6e-3)


@pytest.mark.parametrize(("sigma", "percent", "atol"), [(0.5, -0.20, 5e-3), (0.2, -6.8, 0.05), (0.1, -76.0, 0.6)])
def test_a_small_share_does_not_protect(sigma: float, percent: float, atol: float) -> None:
    assert_allclose(100.0 * forms.output_after_cut(0.2, 5e-4, sigma), percent, atol=atol)


def test_the_second_order_loss_fails_at_a_chokepoint() -> None:
    exact = 100.0 * forms.output_after_cut(0.7, 0.012, 0.04)
    second = 100.0 * forms.output_second_order(0.7, 0.012, 0.04)
    assert_allclose([exact, second], [-17.3, -2.2], atol=0.06)


def test_the_second_order_loss_is_the_loss_for_small_cuts() -> None:
    for sigma in (0.1, 0.5, 2.0):
        exact = forms.output_after_cut(1.0 - 1e-4, 0.04, sigma)
        assert_allclose(forms.output_second_order(1.0 - 1e-4, 0.04, sigma), exact, rtol=SIX_DIGITS)


def test_cobb_douglas_is_the_limit_of_both_losses() -> None:
    exact = forms.cost_of_lost_suppliers(0.9, 4.0, 0.05, 1.0)
    assert_allclose(exact, 0.05 / 3.0 * math.log(10.0), rtol=1e-12)
    assert_allclose(forms.cost_of_lost_suppliers(0.9, 4.0, 0.05, 1.0 - 1e-7), exact, rtol=SIX_DIGITS)
    assert_allclose(forms.output_after_cut(0.5, 0.05, 1.0 - 1e-7), 0.05 * math.log(0.5), rtol=SIX_DIGITS)


@given(left=st.floats(1e-6, 1.0), share=st.floats(1e-6, 0.5), sigma=st.floats(0.01, 0.99), more=st.floats(1.001, 5.0))
def test_output_lies_between_leontief_and_no_loss_and_falls_with_rigidity(
    left: float, share: float, sigma: float, more: float
) -> None:
    loss = forms.output_after_cut(left, share, sigma)
    assert math.log(left) - 1e-12 <= loss <= 1e-12
    assert loss <= forms.output_after_cut(left, share, min(0.99, sigma * more)) + 1e-12
    assert loss <= forms.output_after_cut(min(1.0, left * more), share, sigma) + 1e-12


def test_stocks_last_as_long_as_arithmetic_says() -> None:
    assert_allclose([forms.days_to_stock_out(60.0, rho) for rho in (0.0, 0.25, 0.5)], [60.0, 80.0, 120.0], rtol=1e-15)
    assert forms.days_to_stock_out(60.0, 1.0) == math.inf
    assert forms.effective_supply(60.0, 0.25, 120.0) == 0.75


@pytest.mark.parametrize(
    ("theta", "share", "price", "volume", "gain"),
    [(4.0, 0.808081, 1.2091, 0.8669, 0.0482), (2.0, 0.677966, 2.07, 0.635, 0.313)],
)
def test_tightening_from_a_large_share_pays_up_to_a_point(
    theta: float, share: float, price: float, volume: float, gain: float
) -> None:
    assert_allclose(forms.best_export_share(theta, 0.05), share, atol=SIX_DIGITS)
    found = forms.best_export_tightness(0.9, theta, 0.05)
    assert found is not None
    assert_allclose(found, [price, volume, 1.0 + gain], rtol=1.5e-3)


def test_revenue_falls_on_both_sides_of_the_best_tightness() -> None:
    theta, rho, share = 4.0, 0.05, 0.9
    best = forms.best_export_tightness(share, theta, rho)
    assert best is not None

    def revenue(price: float) -> float:
        kept = share * price**-theta
        return kept / (kept + 1 - share) / share * (kept + 1 - share) ** (-(1 - rho) / theta)

    assert_allclose(revenue(best[0]), best[2], rtol=1e-12)
    assert revenue(0.99 * best[0]) < best[2] > revenue(1.01 * best[0])
    assert_allclose(revenue(1.0), 1.0, rtol=1e-12)


def test_a_small_exporter_gains_nothing_by_tightening() -> None:
    assert forms.best_export_tightness(0.5, 4.0, 0.05) is None
    assert forms.best_export_tax(0.95, 4.0, 0.05) is None
    assert_allclose(forms.best_export_tax(0.2, 4.0, 0.05), 1.0 / (5.0 * 0.8 + 0.01 - 1.0))


def test_look_through_reliance_counts_every_round() -> None:
    """Two producers abroad and one at home: the home sector buys from one, which buys from the other."""
    inputs = np.array([[0.0, 0.4, 0.05], [0.0, 0.0, 0.10], [0.0, 0.0, 0.2]])
    through, face = forms.foreign_input_reliance(inputs, [0, 1], user=2)
    assert_allclose(face, 0.15)
    assert_allclose(through, (0.05 + 0.10 + 0.10 * 0.4) / 0.8, rtol=1e-12)


def test_one_supplier_has_an_index_of_one() -> None:
    assert forms.herfindahl([1.0]) == 1.0
    assert_allclose(forms.herfindahl([0.25] * 4), 0.25)


def test_sources_that_cannot_be_missed_are_refused() -> None:
    with pytest.raises(BadInput):
        forms.bundle_loss(0.5, 0.9)
    with pytest.raises(BadInput):
        forms.bundle_loss(1.0, 4.0)


getcontext().prec = 40


@pytest.mark.parametrize("omega", ["0.5", "0.8", "0.9", "0.95", "0.99"])
@pytest.mark.parametrize(("sigma", "share", "rho"), [("4", "0.05", "0.4"), ("4", "0.05", "2.5"), ("1.5", "0.3", "0.2")])
def test_losing_suppliers_costs_what_the_price_index_says(omega: str, sigma: str, share: str, rho: str) -> None:
    """Forty digits of P = (sum of shares left)^(1 / (1 - sigma)), inside the CES of bundle and rest."""
    w, s, a, r = map(Decimal, (omega, sigma, share, rho))
    price = (1 - w) ** (1 / (1 - s))
    cost = (1 - a + a * price ** (1 - r)) ** (1 / (1 - r))
    assert_allclose(forms.bundle_loss(float(w), float(s)), float(price.ln()), rtol=SIX_DIGITS)
    found = forms.cost_of_lost_suppliers(float(w), float(s), float(a), float(r))
    assert_allclose(found, float(cost.ln()), rtol=SIX_DIGITS)


@pytest.mark.parametrize(
    ("share", "sigma", "left"),
    [
        *(("0.04", "0.04", left) for left in ("0.90", "0.92")),
        *((share, "0.1", "0.70") for share in ("0.012", "0.01")),
        *(("5e-4", sigma, "0.2") for sigma in ("0.5", "0.2", "0.1")),
    ],
)
def test_a_cut_costs_what_the_production_function_says(share: str, sigma: str, left: str) -> None:
    """Forty digits of Y = (1 - a + a x^((s - 1) / s))^(s / (s - 1))."""
    a, s, x = map(Decimal, (share, sigma, left))
    power = (s - 1) / s
    output = ((1 - a) + a * x**power) ** (1 / power)
    assert_allclose(forms.output_after_cut(float(x), float(a), float(s)), float(output.ln()), rtol=SIX_DIGITS)


def test_look_through_is_the_sum_of_all_rounds_and_more_than_face_value() -> None:
    """(L - I) as the series A + A^2 + ...; twice .15 at face value, more looked through."""
    inputs = np.array([[0.10, 0.20, 0.15, 0.00], [0.05, 0.10, 0.00, 0.15], [0.1, 0.1, 0.2, 0.1], [0.0, 0.1, 0.2, 0.2]])
    rounds = sum(np.linalg.matrix_power(inputs, power) for power in range(1, 400))
    for user, origin in ((2, 0), (3, 1)):
        through, face = forms.foreign_input_reliance(inputs, [origin], user=user)
        assert_allclose(face, 0.15, rtol=SIX_DIGITS)
        assert_allclose(through, rounds[origin, user], rtol=SIX_DIGITS)
        assert through > face


@pytest.mark.parametrize(("theta", "gain"), [(4.0, 0.0482), (2.0, 0.313)])
def test_the_revenue_maximum_is_where_its_slope_is_zero(theta: float, gain: float) -> None:
    """The slope by a complex step, its root by bisection: price, volume and share to six digits."""
    rho, share = 0.05, 0.9

    def log_revenue(price: complex) -> complex:
        odds = share * cmath.exp(-theta * cmath.log(price))
        return cmath.log(odds / (odds + 1 - share)) - (1 - rho) / theta * cmath.log(odds + 1 - share)

    low, high = 1.0, 10.0
    for _ in range(100):
        middle = 0.5 * (low + high)
        rising = log_revenue(complex(middle, 1e-30)).imag > 0.0
        low, high = (middle, high) if rising else (low, middle)
    odds = share * low**-theta
    best = forms.best_export_tightness(share, theta, rho)
    assert best is not None
    revenue = math.exp((log_revenue(low) - log_revenue(1.0)).real)
    assert_allclose(best, [low, revenue / low, revenue], rtol=SIX_DIGITS)
    assert_allclose(forms.best_export_share(theta, rho), odds / (odds + 1 - share), rtol=SIX_DIGITS)
    assert_allclose(revenue - 1.0, gain, rtol=2e-3)
