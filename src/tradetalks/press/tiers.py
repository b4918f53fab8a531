"""How far a speaker can be trusted: by the measured accuracy of the construction that named it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import get_args

from tradetalks.press.model import Tier

TIERS: tuple[Tier, ...] = get_args(Tier)
CONFIDENT = 0.94
LIKELY = 0.8


@cache
def measured() -> dict[str, tuple[float, int]]:
    """Share right and number seen for each construction, on the labelled development articles."""
    path = files("tradetalks.press") / "weights" / "tiers.json"
    return {rule: (share, seen) for rule, (share, seen) in json.loads(path.read_text("utf-8")).items()}


@cache
def accuracy() -> dict[Tier, tuple[int, int]]:
    """How many speakers of each tier were right, and of how many, on labelled articles that nothing was fitted to."""
    path = files("tradetalks.press") / "weights" / "accuracy.json"
    found = json.loads(path.read_text("utf-8"))
    return {tier: (found[tier][0], found[tier][1]) for tier in TIERS}


@cache
def _shrunk(rule: str) -> float:
    """The share right of a construction, nearer to a half the fewer were seen."""
    share, seen = measured().get(rule, (0.0, 0))
    return (share * seen + 1.0) / (seen + 2.0)


def tier(rule: str, probability: float) -> Tier:
    """The tier of a construction; a doubtful quotation is never above ``likely``."""
    shrunk = _shrunk(rule)
    if shrunk >= CONFIDENT and probability >= 0.8:
        return "confident"
    return "likely" if shrunk >= LIKELY else "unsure"


def tiers_in_words() -> str:
    """ "confident is right in 97 of 100 labelled quotations, likely ..."."""
    shares = {name: right / seen for name, (right, seen) in accuracy().items() if seen}
    told = [f"{name} is right in {share:.0%}" for name, share in shares.items()]
    return f"{', '.join(told)} of labelled quotations"
