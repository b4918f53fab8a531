"""The made-up brief as a fixture."""

from __future__ import annotations

import pytest
from toy_brief import toy_brief

from tradetalks.report import Brief


@pytest.fixture
def brief() -> Brief:
    """A brief in which every section has something to say."""
    return toy_brief()
