"""One finding by its key, computing no more than it needs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.brief.averages import average_findings
from tradetalks.brief.balances import OUTCOME as SCALED_BALANCES
from tradetalks.brief.balances import scaled_balances
from tradetalks.brief.bargaining import FAILING, GAIN, PATIENCE, talks_findings, talks_of
from tradetalks.brief.chokepoints import FIRST_WEEK, HARM, OWN_COST, chokepoints
from tradetalks.brief.contributions import OUTCOME as CONTRIBUTION
from tradetalks.brief.contributions import contributions
from tradetalks.brief.looking_back import implied_elasticities, observed
from tradetalks.brief.make import measured
from tradetalks.brief.question import AGAINST, Question, question
from tradetalks.brief.scenarios import NOW, policies
from tradetalks.brief.solutions import Tell, quiet, solutions
from tradetalks.case.model import Case
from tradetalks.errors import BadInput, Mistake
from tradetalks.report.findings import Finding, Findings
from tradetalks.report.glossary import IN_FORCE, OBSERVED, outcome_named
from tradetalks.report.key import Key

if TYPE_CHECKING:
    from tradetalks.economy.economy import Economy


def find(
    key: Key | str,
    *,
    case: Case | str | Path | None = None,
    economy: Economy | str | Path | None = None,
    tell: Tell = quiet,
) -> Finding:
    """The finding with this key: the same number as in the brief of its case, day and known.

    `case` is the folder of a case that is not shipped. Only the key's scenario and horizon are solved. Raises
    `BadInput` for a key that names nothing, `NotConverged` where its equilibrium is not found.
    """
    named = Key.parse(key) if isinstance(key, str) else key
    outcome_named(named.outcome)
    _, _, against = named.scenario.partition(AGAINST)
    solved_for = named.horizon not in (IN_FORCE, OBSERVED)
    asked = question(
        named.case if case is None else case,
        day=named.day,
        known=named.known,
        before=against or None,
        horizons=(named.horizon,) if solved_for else None,
        economy=economy,
    )
    if asked.case.name != named.case:
        told = f'the key is about the case "{named.case}", the folder holds "{asked.case.name}"'
        raise BadInput(Mistake(str(named), told))
    return Findings(_findings(asked, named, tell))[named]


def _findings(asked: Question, named: Key, tell: Tell) -> Iterable[Finding]:
    """The smallest family of findings that would hold the key."""
    scenario = named.scenario.partition(AGAINST)[0]
    later = [seen.finding for seen in observed(asked)]
    wanted = frozenset({NOW, scenario})
    law = policies(asked.case, asked.economy, day=asked.day, known=asked.known, before=asked.before, wanted=wanted)
    if named.horizon == IN_FORCE:
        return average_findings(asked, law)
    if named.outcome == CONTRIBUTION and scenario in law.states:
        return contributions(asked, law, scenario, tell, (named.economy,))
    if named.outcome == SCALED_BALANCES and scenario in law.states:
        return scaled_balances(asked, law, tell, (scenario,))
    if named.outcome in (HARM, OWN_COST, FIRST_WEEK):
        return chokepoints(asked, law, tell).findings.values()
    if named.outcome in (FAILING, GAIN, PATIENCE):
        return talks_findings(asked, talks_of(asked, tell))
    found = later if named.horizon == OBSERVED else list(measured(asked, law, solutions(asked, law, tell)))
    return [*found, *implied_elasticities(asked, law, found)] if later else found
