"""The worlds after: one solution per scenario, horizon and level of the elasticities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import Policies

if TYPE_CHECKING:
    from tradetalks.economy.critical import Level
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


def solutions(asked: Question, law: Policies, tell: Tell) -> Solutions:
    """Solve every scenario at every horizon and level; raises `NotConverged` at the first that is not found."""
    from tradetalks.equilibrium import outcomes, solve
    from tradetalks.equilibrium.horizons import LEVELS

    runs: dict[tuple[str, str], dict[str, Outcomes]] = {}
    shocks: dict[str, Shock] = {}
    for horizon in asked.horizons:
        tell(f"Solving {horizon}: {', '.join(law.states)}, each with {len(LEVELS)} sets of elasticities")
        for level in LEVELS:
            near: Mapping[Names, Array] = {}  # licences -> a solution with the same ones: the next is not far
            for scenario in law.states:
                shock, elasticities = priced_as(asked, law, scenario, horizon, level)
                names = tuple(licence.name for licence in shock.licences)
                start = near.get(names)
                found = solve(asked.economy, shock, horizon=horizon, elasticities=elasticities, start=start)
                near = {names: found.unknowns, **near}
                runs.setdefault((scenario, horizon), {})[level] = outcomes(found)
                shocks[scenario] = shock
    return Solutions(runs, shocks)


def priced_as(
    asked: Question, law: Policies, scenario: str, horizon: str, level: Level = "central"
) -> tuple[Shock, Elasticities]:
    """The change of policy from the day compared with to a scenario, and the elasticities to solve it with."""
    from tradetalks.equilibrium import priced

    label = f"{asked.case.name}, {scenario}"
    return priced(law.before, law.states[scenario], asked.economy, horizon, level, label=label)
