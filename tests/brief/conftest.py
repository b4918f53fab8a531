"""The made-up dispute, its world and its brief, each made once."""

from __future__ import annotations

import pytest
from toy_dispute import DUTY_ON_ALL, VISAS, dispute

from tradetalks.brief import make_brief
from tradetalks.case.model import Case
from tradetalks.economy import Economy, toy_world
from tradetalks.report import Brief


@pytest.fixture(scope="session")
def case() -> Case:
    return dispute(DUTY_ON_ALL, VISAS)


@pytest.fixture(scope="session")
def economy() -> Economy:
    return toy_world()


@pytest.fixture(scope="session")
def brief(case: Case, economy: Economy) -> Brief:
    """The whole brief at two horizons; made once, because compiling takes most of the time."""
    return make_brief(case, economy=economy, horizons=("1 year", "5 years"))
