"""A brief from a case: the law of its days, the worlds after, and every number as a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.brief.averages import average_findings
from tradetalks.brief.balances import scaled_balances
from tradetalks.brief.bargaining import talks_findings, talks_of, talks_section
from tradetalks.brief.basis import parameter_lines, source_lines, versions
from tradetalks.brief.chokepoints import chokepoint_section, chokepoints
from tradetalks.brief.contributions import contributions, prepared
from tradetalks.brief.coverage import coverage_section
from tradetalks.brief.law import deadline_lines, ended_lines, measure_lines, unpriced_lines
from tradetalks.brief.limits import limits
from tradetalks.brief.looking_back import implied_elasticities, observed
from tradetalks.brief.measured import Measuring
from tradetalks.brief.names import names
from tradetalks.brief.question import Question, question
from tradetalks.brief.scenarios import NOW, Policies, policies
from tradetalks.brief.solutions import Solutions, Tell, quiet, solutions
from tradetalks.case.model import Case
from tradetalks.report.contents import Brief, Observed
from tradetalks.report.findings import Finding, Findings
from tradetalks.report.layout import Section

if TYPE_CHECKING:
    from tradetalks.economy.economy import Economy


def make_brief(
    case: Case | str | Path,
    *,
    day: date | str | None = None,
    known: date | str | None = None,
    before: date | str | None = None,
    horizons: Iterable[str] | None = None,
    economy: Economy | str | Path | None = None,
    talks: bool = False,
    coverage: str | Path | None = None,
    tell: Tell = quiet,
) -> Brief:
    """The brief of a case.

    `day` and `before` default to the days in the case's head, `known` to `day`, `horizons` to all of the horizon
    table, `economy` to the world the case names. `talks` adds what the sides could agree on, which takes a minute or
    two; `coverage` what the articles in a folder report. `tell` hears what is being done. Raises `BadInput` for what
    cannot be used and `NotConverged` where one equilibrium is not found: then there is no brief, and no number of it.
    """
    tell("Reading the case and the world")
    asked = question(case, day=day, known=known, before=before, horizons=horizons, economy=economy)
    tell("Reading the law of each day")
    law = policies(asked.case, asked.economy, day=asked.day, known=asked.known, before=asked.before)
    with prepared(asked, law, law.lead):
        solved = solutions(asked, law, tell)
    found = [*average_findings(asked, law), *measured(asked, law, solved)]
    found += scaled_balances(asked, law, tell)
    found += contributions(asked, law, law.lead, tell)
    cut = chokepoints(asked, law, tell)
    found += cut.findings.values()
    words = names(asked.case, asked.economy)
    more = [chokepoint_section(asked, cut, words)]
    if talks:
        done = talks_of(asked, tell)
        bargained = Findings(talks_findings(asked, done))
        found += bargained.values()
        more.append(talks_section(done, bargained, words))
    if coverage is not None:
        tell(f"Reading {coverage}")
        more.append(coverage_section(asked.case, coverage))
    later = observed(asked)
    if later:
        found += [seen.finding for seen in later]
        found += implied_elasticities(asked, law, found)
    return _assemble(asked, law, solved, Findings(found), later, tuple(one for one in more if one))


def measured(asked: Question, law: Policies, solved: Solutions) -> Iterator[Finding]:
    """The findings of every scenario and horizon that was solved."""
    for (scenario, horizon), runs in solved.runs.items():
        stem = partial(asked.key, horizon, scenario)
        world, assumes = asked.economy.provenance.name, law.told(scenario).assumes
        source = f"model on {world}; against {asked.before.isoformat()}. {assumes}"
        one = Measuring(stem, asked.economy, asked.sides, runs, source)
        yield from one.everything()
        if scenario != NOW:
            yield from one.from_now(solved.runs[NOW, horizon])


def _assemble(
    asked: Question,
    law: Policies,
    solved: Solutions,
    found: Findings,
    later: tuple[Observed, ...],
    more: tuple[Section, ...],
) -> Brief:
    now, axes = law.states[NOW], asked.economy.axes
    unpriced = unpriced_lines(law.before, now, solved.not_priced)
    return Brief(
        case=asked.case.name,
        title=asked.case.title,
        summary=asked.case.summary,
        day=asked.day,
        known=asked.known,
        before=asked.before,
        checked_on=asked.case.checked_on,
        sides=asked.sides,
        economies=axes.economies,
        sectors=axes.sectors,
        names=names(asked.case, asked.economy),
        horizons=asked.horizons,
        main_horizon=asked.main_horizon,
        scenarios=tuple(replace(scenario, id=asked.slug(scenario.id)) for scenario in law.scenarios),
        led_by=asked.slug(law.lead),
        measures=measure_lines(asked.case, law.before, now, unpriced),
        ended=ended_lines(law.before, now, unpriced),
        deadlines=deadline_lines(asked.case, asked.day, asked.known),
        findings=found,
        unpriced=unpriced,
        limits=limits(asked.economy),
        observed=later,
        parameters=parameter_lines(asked.horizons),
        sources=source_lines(asked, law),
        versions=versions(asked),
        more=more,
    )
