"""What a brief is asked: which case and world, which day, as known when, against which day, over which horizons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.brief.scenarios import sides
from tradetalks.case import load_case
from tradetalks.case.model import Case
from tradetalks.days import as_day
from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.policy.atoms import SERVICES
from tradetalks.report.glossary import OBSERVED
from tradetalks.report.key import Key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradetalks.economy.economy import Economy

MAIN_HORIZON = "1 year"
AGAINST = "-against-"  # joins a scenario and the day it is compared with, where that is not the case's own


@dataclass(frozen=True)
class Question:
    """Everything chosen and checked; nothing computed."""

    case: Case
    economy: Economy
    day: date
    known: date
    before: date
    horizons: tuple[str, ...]

    @property
    def sides(self) -> tuple[str, ...]:
        """The parties whose measures are computed with."""
        return sides(self.case, self.economy.axes.economies)

    @property
    def main_horizon(self) -> str:
        """The horizon the headline speaks about."""
        return MAIN_HORIZON if MAIN_HORIZON in self.horizons else self.horizons[0]

    def slug(self, scenario: str) -> str:
        """A scenario's slug in keys: another day to compare with than the case's own is part of the name."""
        return (
            scenario
            if self.before == self.case.before or scenario == OBSERVED
            else f"{scenario}{AGAINST}{self.before.isoformat()}"
        )

    def key(self, horizon: str, scenario: str, outcome: str, economy: str, detail: str = "") -> Key:
        """The key of a finding of this brief."""
        return Key(self.case.name, self.day, self.known, horizon, self.slug(scenario), outcome, economy, detail)


def question(
    case: Case | str | Path,
    *,
    day: date | str | None = None,
    known: date | str | None = None,
    before: date | str | None = None,
    horizons: Iterable[str] | None = None,
    economy: Economy | str | Path | None = None,
) -> Question:
    """Read the case and the world and fill in what is not given; raises `BadInput` with every mistake found."""
    from tradetalks.equilibrium.horizons import horizons as all_horizons

    read = case if isinstance(case, Case) else load_case(case)
    about = _day(day, "day") or read.day
    asked = Question(
        case=read,
        economy=_world(read.world if economy is None else economy),
        day=about,
        known=_day(known, "known") or about,
        before=_day(before, "before") or read.before,
        horizons=tuple(dict.fromkeys(horizons)) if horizons else all_horizons(),
    )
    mistakes = [
        Mistake("horizon", f'unknown horizon "{horizon}"', did_you_mean(horizon, all_horizons()))
        for horizon in asked.horizons
        if horizon not in all_horizons()
    ]
    if asked.before > asked.day:
        told = f"the day to compare with, {asked.before}, lies after the day of the brief, {asked.day}"
        mistakes.append(Mistake("before", told, "Give an earlier day."))
    if len(asked.sides) < 2:
        told = f"fewer than two parties of {read.name} both impose measures and are economies of the world"
        economies = ", ".join(asked.economy.axes.economies)
        mistakes.append(Mistake(read.name, told, f"The world has {economies}."))
    if mistakes:
        raise BadInput(mistakes)
    return asked


def goods_of(economy: Economy) -> NDArray[np.bool_]:
    """Which sectors are goods; a critical input is what its parent is. [sector]"""
    return np.array([economy.parent(sector) not in SERVICES for sector in economy.axes.sectors])


def _world(given: Economy | str | Path) -> Economy:
    from tradetalks.economy import Economy, load_economy

    return given if isinstance(given, Economy) else load_economy(given)


def _day(given: date | str | None, name: str) -> date | None:
    return None if given is None else as_day(given, name)
