"""What reading a broken case folder tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradetalks.case import load_case
from tradetalks.errors import BadInput, Mistake


def mistakes_of(folder: Path) -> tuple[Mistake, ...]:
    """What reading a folder refuses; the folder must be refused."""
    with pytest.raises(BadInput) as refusal:
        load_case(folder)
    return refusal.value.mistakes
