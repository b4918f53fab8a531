"""The duties that critical inputs bear by their own tariff lines, against the law worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.case.model import Case
from tradetalks.economy import Economy, load_economy, load_item, split
from tradetalks.equilibrium import law_of, on_items
from tradetalks.policy import policy_at

EXACT = 1e-9  # rates are sums of a few fractions
MONEY = 1e-6  # million dollars of duty, on parents that bear hundreds of thousands


@pytest.fixture(scope="module")
def world() -> Economy:
    return load_economy("world-2024")


# Magnets, 8505.11: on no Section 301 list before 2026, outside Annex II. Fentanyl 20 % until 10 November 2025, then
# 10 %; reciprocal 125 % from 10 April 2025, 10 % from 14 May; Section 301 25 % from 2026; the emergency duties void
# from 20 February 2026, the surcharge of 10 % in their place. From Korea and the EU 10 %, then all in 15 % with 2.1 %.
# Compounds, 2846 in Annex II, only metals of 2805.30 (2.77 % of the trade) bear the reciprocal duty. Gallium (18.18 %
# of gallium and germanium) is on list 3, both are in Annex II. Soybeans, 1201.90: 10 % of the list of March 2025 until
# 10 November 2025, and China's answer of 125 % from 12 April, 10 % from 14 May.
BY_HAND = [
    ("2025-01-20", "USA", "CHN", "rare-earth-magnets", 0.0),
    ("2025-04-20", "USA", "CHN", "rare-earth-magnets", 0.20 + 1.25),
    ("2025-06-10", "USA", "CHN", "rare-earth-magnets", 0.20 + 0.10),
    ("2026-01-15", "USA", "CHN", "rare-earth-magnets", 0.10 + 0.10 + 0.25),
    ("2026-03-15", "USA", "CHN", "rare-earth-magnets", 0.10 + 0.25),
    ("2025-06-10", "USA", "EU27", "rare-earth-magnets", 0.10),
    ("2025-10-01", "USA", "EU27", "rare-earth-magnets", 0.15 - 0.021),
    ("2025-06-10", "USA", "CHN", "rare-earth-compounds", 0.20 + 0.0277 * 0.10),
    ("2025-06-10", "USA", "CHN", "gallium-germanium", 0.20 + 0.1818 * 0.25),
    ("2025-03-15", "CHN", "USA", "soybeans", 0.10),
    ("2025-04-20", "CHN", "USA", "soybeans", 0.10 + 1.25),
    ("2025-06-10", "CHN", "USA", "soybeans", 0.10 + 0.10),
    ("2025-12-01", "CHN", "USA", "soybeans", 0.10),
    ("2025-06-10", "CHN", "BRA", "soybeans", 0.0),
    ("2025-06-10", "CHN", "USA", "ethane", 0.10),
]


@pytest.mark.parametrize(("day", "importer", "exporter", "item", "points"), BY_HAND)
def test_an_item_bears_what_the_law_says_of_its_lines(
    case: Case, world: Economy, day: str, importer: str, exporter: str, item: str, points: float
) -> None:
    law = law_of(case, day, world)
    assert_allclose(law.added[world.axes.cell(importer, exporter, item)], points, atol=EXACT)
    assert_allclose(sum(law.because.points(importer, exporter, item).values()), points, atol=EXACT)


@pytest.mark.parametrize("day", ["2025-04-20", "2026-03-15"])
def test_items_and_rest_bear_together_what_their_parent_bore(case: Case, world: Economy, day: str) -> None:
    whole, parts = policy_at(case, day, world.unsplit.axes), law_of(case, day, world)
    for measure, added in whole.contribution.items():
        duty = world.border * parts.contribution[measure]
        for sector in world.unsplit.axes.sectors:
            of = [at for at, label in enumerate(world.axes.sectors) if world.parent(label) == sector]
            s = world.unsplit.axes.sector(sector)
            assert_allclose(duty[..., of].sum(axis=-1), world.unsplit.border[..., s] * added[..., s], atol=MONEY)
    assert parts.added.min() >= 0.0


def test_an_item_without_tariff_lines_bears_its_parents_duties(case: Case, economy: Economy) -> None:
    plain = replace(load_item("rare-earth-magnets"), tariff_lines=())
    now = policy_at(case, "2025-06-10", economy.axes)
    law = on_items(case, now, split(economy, plain), [plain])
    assert_allclose(law.added[..., -1], now.added[..., economy.axes.sector(plain.parent)], rtol=0, atol=0)
    assert_allclose(law.added[..., :-1], now.added, rtol=0, atol=0)


def test_software_is_no_good_and_bears_nothing(case: Case, world: Economy) -> None:
    law = law_of(case, "2025-04-20", world)
    assert not np.any(law.added[..., world.axes.sector("chip-design-software")])
