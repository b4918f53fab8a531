"""The worlds after: one solution per scenario, horizon and level of the elasticities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import Policies

if TYPE_CHECKING:
    from tradetalks.equilibrium import Outcomes, Shock

Tell = Callable[[str], None]


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
    from tradetalks.equilibrium.horizons import LEVELS, elasticities_for

    economy = asked.economy
    shocks = {scenario: shock_of(asked, law, scenario) for scenario in law.states}
    runs: dict[tuple[str, str], dict[str, Outcomes]] = {}
    for horizon in asked.horizons:
        tell(f"Solving {horizon}: {', '.join(shocks)}, each with {len(LEVELS)} sets of elasticities")
        for level in LEVELS:
            elasticities = elasticities_for(horizon, economy.axes, level)
            for scenario, shock in shocks.items():
                found = solve(economy, shock, horizon=horizon, elasticities=elasticities)
                runs.setdefault((scenario, horizon), {})[level] = outcomes(found)
    return Solutions(runs, shocks)


def shock_of(asked: Question, law: Policies, scenario: str) -> Shock:
    """The change of policy from the day compared with to a scenario."""
    from tradetalks.equilibrium import shock_between

    return shock_between(law.before, law.states[scenario], asked.economy, label=f"{asked.case.name}, {scenario}")
