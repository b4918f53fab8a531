"""The worlds after: one solution per scenario, horizon and level of the elasticities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import Policies

if TYPE_CHECKING:
    from tradetalks.economy.economy import Array
    from tradetalks.equilibrium import Elasticities, Outcomes, Shock

Tell = Callable[[str], None]
Names = tuple[str, ...]


def quiet(_: str) -> None:
    """Hear what is being done and say nothing."""


@dataclass(frozen=True)
class Solutions:
    """Outcomes by scenario and horizon, each by level of the elasticities; only what converged."""

    runs: Mapping[tuple[str, str], Mapping[str, Outcomes]]
    shocks: Mapping[str, Shock]

    @property
    def not_priced(self) -> tuple[str, ...]:
        """Measures that no scenario's shock could price."""
        return tuple(dict.fromkeys(name for shock in self.shocks.values() for name in shock.not_priced))


@dataclass(frozen=True)
class Changes:
    """The changes of policy to all scenarios of a brief at one horizon, and what they are all solved with.

    ``elasticities`` are the same for every scenario, by level, so that scenarios differ by policy alone: where one of
    them leaves a critical input scarce, its theta has the floor in all.
    """

    shocks: Mapping[str, Shock]
    elasticities: Mapping[str, Elasticities]


def changes(asked: Question, law: Policies, horizon: str) -> Changes:
    """The change from the day compared with to each scenario, and the elasticities by level."""
    from tradetalks.equilibrium.horizons import LEVELS
    from tradetalks.equilibrium.items import bounded_shock, elasticities_of, floored

    world = asked.economy
    shocks = {
        scenario: bounded_shock(law.before, state, world, horizon, label=f"{asked.case.name}, {scenario}")
        for scenario, state in law.states.items()
    }
    return Changes(
        shocks,
        {level: floored(elasticities_of(world, horizon, level), world, *shocks.values()) for level in LEVELS},
    )


def solutions(asked: Question, law: Policies, tell: Tell, only: Iterable[str] | None = None) -> Solutions:
    """Solve the scenarios, or ``only`` some, at every horizon and level; raises `NotConverged` at the first not found.

    Left out scenarios still count for the elasticities: a number is the same whichever others are solved.
    """
    from tradetalks.equilibrium import outcomes, solve
    from tradetalks.equilibrium.horizons import LEVELS

    runs: dict[tuple[str, str], dict[str, Outcomes]] = {}
    shocks: dict[str, Shock] = {}
    chosen = [scenario for scenario in law.states if only is None or scenario in only]
    for horizon in asked.horizons:
        tell(f"Solving {horizon}: {', '.join(chosen)}, each with {len(LEVELS)} sets of elasticities")
        change = changes(asked, law, horizon)
        for level in LEVELS:
            near: Mapping[Names, Array] = {}  # licences -> a solution with the same ones: the next is not far
            for scenario in chosen:
                shock, elasticities = change.shocks[scenario], change.elasticities[level]
                names = tuple(licence.name for licence in shock.licences)
                start = near.get(names)
                found = solve(asked.economy, shock, horizon=horizon, elasticities=elasticities, start=start)
                near = {names: found.unknowns, **near}
                runs.setdefault((scenario, horizon), {})[level] = outcomes(found)
                shocks[scenario] = shock
    return Solutions(runs, shocks)
