"""The stages of one economy: each split is made once, whatever the horizons and settings tried on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tradetalks.economy.critical import CriticalItem, Figure, Hold, Level
from tradetalks.economy.economy import Economy
from tradetalks.economy.split import split, split_all
from tradetalks.leverage.diversify import diversified
from tradetalks.leverage.stage import Setting, Stage, staged

ENDS: tuple[Level, ...] = ("low", "high")


class Stages:
    """An economy without its critical inputs, and the splits made of it so far."""

    def __init__(self, economy: Economy) -> None:
        self.economy = economy.unsplit
        self._split = cache(self._split_anew)
        self._moved = cache(self._moved_anew)

    def at(self, items: Sequence[CriticalItem], horizon: str, setting: Setting) -> Stage:
        """As `stage`; raises `BadInput` where an item does not fit the economy."""
        chosen = tuple(item for item in items if item.is_split)
        return staged(self._split(chosen, setting.size), chosen, horizon, setting)

    def moved(
        self, item: CriticalItem, hold: Hold, needs: tuple[CriticalItem, ...], horizon: str, setting: Setting
    ) -> Stage | None:
        """The stage with one more point of supply from others; None where there is nothing to move or nowhere."""
        economy = self._moved(item, hold, needs, setting.size)
        return None if economy is None else staged(economy, (*needs, item), horizon, setting)

    def _split_anew(self, items: tuple[CriticalItem, ...], level: Level) -> Economy:
        return split_all(self.economy, items, level=level)

    def _moved_anew(
        self, item: CriticalItem, hold: Hold, needs: tuple[CriticalItem, ...], level: Level
    ) -> Economy | None:
        border = diversified(self.economy, item, hold, level)
        return None if border is None else split(self._split(needs, level), item, level=level, border=border)


def shared_otherwise(item: CriticalItem) -> tuple[tuple[str, CriticalItem], ...]:
    """The item with one user's share at an end of its range, the others in proportion on the rest; each with a name."""
    return tuple(
        (f"share of {user} {level}", _with_share(item, user, figure.at(level)))
        for user, figure in item.users
        for level in ENDS
        if len(item.users) > 1 and figure.at(level) != figure.value
    )


def _with_share(item: CriticalItem, user: str, share: float) -> CriticalItem:
    others = 1.0 - dict(item.users)[user].value

    def now(label: str, figure: Figure) -> Figure:
        value = share if label == user else figure.value * (1.0 - share) / others
        return replace(figure, value=value, low=None, high=None)

    return replace(item, users=tuple((label, now(label, figure)) for label, figure in item.users))
