"""Real income where trade balances scale with incomes instead of staying fixed, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradetalks.brief.measured import CENTRAL
from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import EACH_OTHER, NOW, Policies
from tradetalks.brief.solutions import Tell, changes
from tradetalks.report.findings import Certificate, Finding, rounded
from tradetalks.report.glossary import outcome_named

OUTCOME = "welfare-change-scaled-balances"
COMPARED = (NOW, EACH_OTHER)


def scaled_balances(
    asked: Question, law: Policies, tell: Tell, scenarios: Iterable[str] = COMPARED
) -> Iterator[Finding]:
    """Today's law and what the sides do to each other once more, central elasticities, at the main horizon.

    What an economy borrows or lends moves with its income instead of staying as in the base year.
    """
    from tradetalks.equilibrium import outcomes, solve

    horizon = asked.main_horizon
    tell(f"Solving {horizon} with trade balances that scale with incomes")
    change = changes(asked, law, horizon)
    for scenario in scenarios:
        if scenario not in law.states:
            continue
        shock, central = change.shocks[scenario], change.elasticities[CENTRAL]
        seen = outcomes(solve(asked.economy, shock, horizon=horizon, elasticities=central, deficits="scaled"))
        source = (
            f"model on {asked.economy.provenance.name}; against {asked.before.isoformat()}; trade balances scale with "
            f"incomes, central elasticities. {law.told(scenario).assumes}"
        )
        for economy in asked.economy.axes.economies:
            yield Finding(
                key=asked.key(horizon, scenario, OUTCOME, economy),
                value=rounded(float(seen.welfare_change[economy])),
                unit=outcome_named(OUTCOME).unit,
                source=source,
                certificate=Certificate(converged=True, residual=seen.residual),
            )
