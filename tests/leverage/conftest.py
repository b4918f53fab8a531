"""One economy with magnets split, and the case, for the whole room."""

from __future__ import annotations

import pytest

from tradetalks.case import load_case
from tradetalks.case.model import Case
from tradetalks.economy import CriticalItem, Economy, load_economy, load_item
from tradetalks.leverage import CENTRAL, Stage, stage


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case("london-2025")


@pytest.fixture(scope="session")
def economy() -> Economy:
    return load_economy("world-2024", split=False)


@pytest.fixture(scope="session")
def magnets() -> CriticalItem:
    return load_item("rare-earth-magnets")


@pytest.fixture(scope="session")
def ready(economy: Economy, magnets: CriticalItem) -> Stage:
    return stage(economy, (magnets,), "1 year", CENTRAL)
