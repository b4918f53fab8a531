"""The table of elasticities: complete, ordered, sourced."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import (
    elasticities_for,
    horizon_table,
    horizons,
    published_sources,
    published_theta,
    solve,
    with_tariff,
    with_theta,
)
from tradetalks.equilibrium.horizons import LEVELS
from tradetalks.errors import BadInput


def test_every_horizon_has_every_parameter_with_a_source_and_in_order() -> None:
    assert horizons() == ("3 months", "1 year", "5 years")
    for horizon in horizons():
        rows = {row.parameter: row for row in horizon_table() if row.horizon == horizon}
        assert set(rows) == {"theta", "eta", "eps", "psi", "kappa"}
        for row in rows.values():
            assert row.low <= row.central <= row.high
            assert len(row.source) > 20
            assert row.confidence


def test_things_replace_each_other_more_easily_later() -> None:
    for parameter in ("theta", "eta", "eps", "psi", "kappa"):
        central = [row.central for row in horizon_table() if row.parameter == parameter]
        assert central == sorted(central)


def test_levels_of_a_horizon_come_from_its_rows(world: Economy) -> None:
    thetas = [elasticities_for("1 year", world.axes, level).theta for level in LEVELS]
    assert [theta[0] for theta in thetas] == [0.38, 0.76, 1.53]
    assert np.isinf(elasticities_for("5 years", world.axes).kappa)


def test_a_paper_by_sector_can_replace_the_scalar(world: Economy) -> None:
    import dataclasses

    from tradetalks.axes import Axes

    sectors = Axes(world.axes.economies, ("refined-fuels", "vehicles", "machinery", "electronics"))
    theta = published_theta("caliendo_parro_2015", sectors)
    assert_allclose(theta[:2], [64.85, 1.84])
    renamed = dataclasses.replace(world, axes=sectors)
    chosen = with_theta(elasticities_for("5 years", sectors), theta, "Caliendo and Parro (2015)")
    assert "theta of Caliendo and Parro (2015)" in chosen.name
    assert solve(renamed, with_tariff(renamed, "A", "B", add=0.3), elasticities=chosen).converged


def test_a_paper_that_is_not_there_or_lacks_a_sector_is_refused(world: Economy) -> None:
    with pytest.raises(BadInput, match="unknown source"):
        published_theta("nobody_1900", world.axes)
    with pytest.raises(BadInput, match="has no elasticity for sector s1"):
        published_theta(published_sources()[0], world.axes)
