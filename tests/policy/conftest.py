"""Worlds for the tests of what is in force."""

from __future__ import annotations

import pytest

from tradetalks.axes import Axes


@pytest.fixture
def axes() -> Axes:
    return Axes(("A", "B", "C"), ("steel", "farm", "services"))
