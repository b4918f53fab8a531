"""One toy shape for the whole room: compiling is nearly all the time these tests take."""

from __future__ import annotations

import numpy as np
import pytest

from tradetalks.economy.economy import Economy
from tradetalks.economy.toy import toy_world
from tradetalks.equilibrium import Elasticities

ECONOMIES, SECTORS = 3, 4


@pytest.fixture(scope="session")
def world() -> Economy:
    """Three asymmetric economies, four sectors, deficits, tariffs and export taxes."""
    return toy_world(ECONOMIES, SECTORS, seed=0)


@pytest.fixture(scope="session")
def nested() -> Elasticities:
    """Every nest away from Cobb-Douglas, factors between specific and mobile, theta different in each sector."""
    return Elasticities(theta=np.array([1.5, 3.0, 4.5, 6.0]), eta=0.6, eps=0.4, psi=1.4, kappa=1.7)


@pytest.fixture(scope="session")
def cobb_douglas() -> Elasticities:
    """Caliendo and Parro (2015): only sources replace each other, factors mobile."""
    return Elasticities(theta=np.array([1.5, 3.0, 4.5, 6.0]), eta=1.0, eps=1.0, psi=1.0, kappa=np.inf)
