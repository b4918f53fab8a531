"""How far a speaker can be trusted: by the measured accuracy of the construction that named it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from tradetalks.press.model import Tier

CONFIDENT = 0.94
LIKELY = 0.8


@cache
def measured() -> dict[str, tuple[float, int]]:
    """Share right and number seen for each construction, on the labelled development articles."""
    path = files("tradetalks.press") / "weights" / "tiers.json"
    return {rule: (share, seen) for rule, (share, seen) in json.loads(path.read_text("utf-8")).items()}


def tier(rule: str, probability: float) -> Tier:
    """The tier of a construction; a doubtful quotation is never above ``likely``."""
    share, seen = measured().get(rule, (0.0, 0))
    shrunk = (share * seen + 1.0) / (seen + 2.0)
    if shrunk >= CONFIDENT and probability >= 0.8:
        return "confident"
    return "likely" if shrunk >= LIKELY else "unsure"
