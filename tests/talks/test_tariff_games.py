"""Tariff games of the literature with exact answers: Johnson (1953), Kennan and Riezman (1988)."""

from __future__ import annotations

import numpy as np
import pytest
from exchange_economy import exchange_game
from numpy.testing import assert_allclose

from tradetalks.errors import BadInput, NotConverged
from tradetalks.talks import (
    Instrument,
    NoDeal,
    agreement_disappears_at,
    best_reply,
    critical_discount,
    deal_survives,
    exchange_rate,
    finite_rate,
    from_function,
    most_cooperative,
    nash_deal,
    nash_war,
    patience_needed,
    renegotiation_proof,
    threat_at,
    threat_of_war,
    with_rivalry,
)

EXACT = 1e-6
FREE = np.zeros(2)


def test_the_unilateral_optimum_of_the_exchange_economy() -> None:
    found = best_reply(exchange_game(), "H", FREE)
    assert_allclose(found.x, (np.sqrt(6) - 1, 0.0), atol=EXACT)
    assert_allclose(found.payoff, (0.5348469, 0.4408055), atol=EXACT)
    assert found.spread < EXACT
    assert found.slope < EXACT


def test_the_symmetric_war_doubles_prices_at_the_border() -> None:
    war = nash_war(exchange_game(), tolerance=1e-14)
    assert_allclose(war.x, (1.0, 1.0), atol=EXACT)
    assert_allclose(war.payoff, 0.4714045, atol=EXACT)
    assert len(war.distinct) == 1
    assert war.largest_gain < 1e-14


@pytest.mark.parametrize(
    ("size", "tariffs", "gains"),
    [
        (1.5, (1.2563, 0.7728), (-1.302, -11.060)),
        (2.0, (1.4495, 0.6330), (1.034, -15.084)),
        (3.0, (1.7255, 0.4676), (3.104, -20.622)),
        (5.0, (2.0551, 0.3093), (3.961, -26.753)),
        (10.0, (2.4226, 0.1687), (3.320, -32.905)),
    ],
)
def test_a_big_country_wins_the_war(size: float, tariffs: tuple[float, ...], gains: tuple[float, ...]) -> None:
    game = exchange_game(size)
    war = nash_war(game, tolerance=1e-14)
    assert_allclose(war.x, tariffs, atol=6e-5)
    assert_allclose(100 * (war.payoff / game.value(FREE) - 1), gains, atol=1.1e-3)


def test_only_who_moves_moves() -> None:
    war = nash_war(exchange_game(), movers=("H",), tolerance=1e-12)
    assert_allclose(war.x, (np.sqrt(6) - 1, 0.0), atol=EXACT)


def test_best_replies_that_never_settle_are_refused() -> None:
    """Matching pennies in one dimension each: one wants to be where the other is, who wants to be elsewhere."""
    import jax.numpy as jnp

    game = from_function(
        lambda x: jnp.stack([-((x[0] - x[1]) ** 2), (x[0] - x[1]) ** 2]),
        ("A", "B"),
        [Instrument("a", "A", 0.0, 1.0, 0.3), Instrument("b", "B", 0.0, 1.0, 0.3)],
    )
    with pytest.raises(NotConverged, match="had not settled"):
        nash_war(game)


def test_free_trade_needs_this_much_patience() -> None:
    game = exchange_game()
    war = nash_war(game, tolerance=1e-14)
    needed = patience_needed(game, FREE, war.payoff)
    assert_allclose([needed[p].critical for p in "HF"], 0.5492687, atol=EXACT)
    late = patience_needed(game, FREE, war.payoff, lag=2.0)
    assert_allclose([late[p].critical for p in "HF"], np.sqrt(0.5492687), atol=EXACT)


@pytest.mark.parametrize(("patience", "tariff"), [(0.1, 0.77711), (0.3, 0.38945), (0.5, 0.06963)])
def test_the_lowest_tariff_that_is_kept(patience: float, tariff: float) -> None:
    game = exchange_game()
    war = nash_war(game, tolerance=1e-14)
    x = most_cooperative(game, war.payoff, {"H": patience, "F": patience})
    assert x is not None
    assert_allclose(x, tariff, atol=6e-6)


def test_patience_at_its_ends() -> None:
    assert critical_discount(1.0, 1.0, 0.0) == 0.0
    assert critical_discount(1.0, 2.0, 1.0) is None
    assert critical_discount(1.0, 2.0, 0.0) == 0.5


def test_a_punishment_nobody_bargains_away_leaves_the_punisher_no_worse_off() -> None:
    """Farrell and Maskin: with F's tariff at its highest and H's at zero F gains, and H's best reply is its worst."""
    game = exchange_game()
    found = renegotiation_proof(game, FREE)["H"]
    grid = [(h, f) for h in (0.0,) for f in np.linspace(0, 10, 41)]
    kept = {f for h, f in grid if game.value(np.array([h, f]))[1] >= 0.5}
    by_hand = min(best_reply(game, "H", np.array([0.0, f])).payoff[0] for f in kept)
    assert_allclose(found.punishment, by_hand, atol=1e-4)
    assert found.critical is not None
    assert_allclose(found.critical, critical_discount(0.5, 0.5348469, by_hand), atol=1e-3)


def test_equals_at_war_agree_on_free_trade() -> None:
    game = exchange_game()
    deal = nash_deal(game, threat_of_war(game, nash_war(game, tolerance=1e-12)))
    assert not isinstance(deal, NoDeal)
    assert_allclose(deal.payoff, 0.5, atol=1e-6)


def test_free_trade_leaves_nothing_to_agree_on() -> None:
    game = exchange_game()
    found = nash_deal(game, threat_at(game, FREE, "free trade"))
    assert isinstance(found, NoDeal)
    assert set(found.short) == {"H", "F"}


def test_agreement_disappears_when_each_minds_the_other_as_much_as_itself() -> None:
    """With gamma = 1 on both sides U_H = -U_F: nothing to share. Below it free trade still beats the war."""
    game = exchange_game()
    threat = threat_of_war(game, nash_war(game, tolerance=1e-12))
    gamma = agreement_disappears_at(game, threat)
    assert gamma is not None
    assert_allclose(gamma, 1.0, atol=2e-3)


def test_a_lopsided_deal_survives_less_rivalry_on_the_losing_side() -> None:
    game = exchange_game(3.0)
    deal = nash_deal(game, threat_of_war(game, nash_war(game, tolerance=1e-12)))
    assert not isinstance(deal, NoDeal)
    limit = deal_survives(deal)
    for party in "HF":
        for gamma, gains in ((0.99 * limit[party], True), (1.01 * limit[party], False)):
            minding = with_rivalry(game, {party: gamma})
            i = game.party(party)
            change = minding.value(deal.x)[i] - minding.value(deal.threat.x)[i]
            assert bool(change > 0.0) == gains


def test_minding_the_rival_raises_the_tariff() -> None:
    game = exchange_game()
    plain = best_reply(game, "H", FREE).x[0]
    minding = best_reply(with_rivalry(game, {"H": 0.5}), "H", FREE).x[0]
    assert minding > plain


def test_a_rate_of_exchange_lies_between_what_each_side_loses_and_gains() -> None:
    game, x = exchange_game(), np.array([1.0, 1.0])
    rate = exchange_rate(game, x, "t-H", "t-F")
    slope = game.gradient(x)
    # at the symmetric war nobody loses at the margin by conceding: any rate will do
    assert rate.mutual
    assert rate.least < 1e-6
    inside = np.array([0.4, 0.4])
    rate, slope = exchange_rate(game, inside, "t-H", "t-F"), game.gradient(inside)
    assert_allclose(rate.least, slope[0, 0] / -slope[0, 1], rtol=1e-10)
    assert_allclose(rate.most, -slope[1, 0] / slope[1, 1], rtol=1e-10)
    assert rate.least < 1.0 < rate.most


def test_the_finite_rate_leaves_the_giver_as_well_off() -> None:
    game, x = exchange_game(), np.array([0.6, 0.6])
    step = finite_rate(game, x, "H", "t-H", -0.2, "t-F")
    assert step is not None
    assert_allclose(game.value(x + np.array([-0.2, step]))[0], game.value(x)[0], atol=1e-10)
    assert finite_rate(game, np.array([0.2, 0.0]), "H", "t-H", -0.2, "t-F") is None


def test_conceding_what_the_other_does_not_want_buys_nothing() -> None:
    import jax.numpy as jnp

    game = from_function(
        lambda x: jnp.stack([-x[0], -x[1] + 0.0 * x[0]]),
        ("A", "B"),
        [Instrument("slack", "A", 0.0, 1.0, 0.5), Instrument("tariff", "B", 0.0, 1.0, 0.5)],
    )
    rate = exchange_rate(game, np.array([0.5, 0.5]), "slack", "tariff")
    assert not rate.mutual
    assert "worth nothing" in rate.why_none


def test_an_unknown_party_is_named_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="One of: H, F"):
        best_reply(exchange_game(), "USA", FREE)
