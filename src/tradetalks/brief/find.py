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
from tradetalks.brief.measured import BY_PARTNER, BY_SECTOR
from tradetalks.brief.question import AGAINST, Question, question
from tradetalks.brief.scenarios import NOW, policies
from tradetalks.brief.solutions import Tell, quiet, solutions
from tradetalks.case.model import Case
from tradetalks.errors import BadInput, Mistake, did_you_mean
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

    `case` is the folder of a case that is not shipped. Labels are checked first; then only the key's scenario and
    `now` are solved, at the key's horizon. Raises `BadInput` for a key that names nothing, `NotConverged` where its
    equilibrium is not found.
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
    _refuse_unknown_labels(asked, named)
    return Findings(_findings(asked, named, tell))[named]


def _refuse_unknown_labels(asked: Question, named: Key) -> None:
    """Before anything is solved: the economy, and the sector or partner of an outcome that has one."""
    axes = asked.economy.axes
    of_sides = named.outcome in (*BY_SECTOR, *BY_PARTNER)
    allowed = {"economy": (named.economy, asked.sides if of_sides else axes.economies)}
    if named.outcome in BY_SECTOR:
        allowed["sector"] = (named.detail, axes.sectors)
    elif named.outcome in BY_PARTNER:
        allowed["partner"] = (named.detail, axes.economies)
    mistakes = [
        Mistake(str(named), f'no {part} "{label or "(none)"}"', did_you_mean(label, labels, show=40))
        for part, (label, labels) in allowed.items()
        if label not in labels
    ]
    if mistakes:
        raise BadInput(mistakes)


def _findings(asked: Question, named: Key, tell: Tell) -> Iterable[Finding]:
    """The smallest family of findings that would hold the key."""
    scenario = named.scenario.partition(AGAINST)[0]
    later = [seen.finding for seen in observed(asked)]
    law = policies(asked.case, asked.economy, day=asked.day, known=asked.known, before=asked.before)
    if named.horizon == IN_FORCE:
        return average_findings(asked, law)
    if named.outcome == CONTRIBUTION and scenario in law.states:
        return contributions(asked, law, scenario, tell, _split_with(asked, named.economy))
    if named.outcome == SCALED_BALANCES and scenario in law.states:
        return scaled_balances(asked, law, tell, (scenario,))
    if named.outcome in (HARM, OWN_COST, FIRST_WEEK):
        return chokepoints(asked, law, tell).findings.values()
    if named.outcome in (FAILING, GAIN, PATIENCE):
        return talks_findings(asked, talks_of(asked, tell))
    if named.horizon == OBSERVED:
        found = later
    elif scenario in law.states:
        found = list(measured(asked, law, solutions(asked, law, tell, only={NOW, scenario})))
    else:
        raise BadInput(Mistake(str(named), f'no scenario "{scenario}"', did_you_mean(scenario, law.states)))
    return [*found, *implied_elasticities(asked, law, found)] if later else found


def _split_with(asked: Question, economy: str) -> tuple[str, ...]:
    """Whose change a brief splits along with this economy's: where the quadrature stops depends on all of them."""
    return asked.sides if economy in asked.sides else (economy,)
