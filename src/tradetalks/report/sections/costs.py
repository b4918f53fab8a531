"""What it costs whom, at each horizon, third economies included, and where the trade goes."""

from __future__ import annotations

from tradetalks.report.contents import Brief, Scenario
from tradetalks.report.findings import Finding
from tradetalks.report.glossary import outcome_named
from tradetalks.report.layout import Bar, Cell, Chart, Section, Table
from tradetalks.report.words import OVER, capital, cell, unit_sign

OUTCOMES = (
    "welfare-change",
    "equivalent-variation",
    "real-gdp-change",
    "consumer-price-own-change",
    "terms-of-trade-change",
    "tariff-revenue-change",
)


def costs(brief: Brief) -> Section:
    """Real income by horizon for everybody, the other outcomes per horizon, imports of each side by partner."""
    items: list[Table | Chart] = [_chart(brief), _by_horizon(brief, brief.lead)]
    items += [_by_horizon(brief, one) for one in brief.of_kind("today") if one is not brief.lead]
    items += [_outcomes(brief, horizon) for horizon in brief.horizons]
    items += [_imports(brief, side) for side in brief.sides]
    return Section(
        "costs",
        "What it costs whom",
        paragraphs=(
            (
                "Real income is what an economy's income, tariff revenue included, buys at home. Horizons differ in "
                "how easily buyers change supplier and workers and capital change sector: hardly within three months, "
                "fully within five years. A year's figure is the level reached after a year, not a sum over the year. "
                f"Where nothing else is said, figures are for: {brief.lead.title.lower()}.",
            ),
        ),
        items=tuple(item for item in items if isinstance(item, Chart) or item.rows),
    )


def heading(slug: str) -> str:
    """``Real income, %``."""
    outcome = outcome_named(slug)
    return f"{outcome.title}, {unit_sign(outcome.unit)}"


def _chart(brief: Brief) -> Chart:
    found = _select(brief, "welfare-change", brief.main_horizon)
    ordered = sorted(found, key=lambda finding: (finding.key.economy not in brief.sides, finding.value or 0.0))
    bars = tuple(Bar(capital(brief.name(finding.key.economy)), cell(finding)) for finding in ordered)
    return Chart(
        "real-income",
        f"Real income after {brief.main_horizon}, change in per cent",
        "%",
        bars,
        note=f"Bars: central elasticities. Lines: range {OVER}.",
        in_terminal=False,
    )


def _by_horizon(brief: Brief, scenario: Scenario) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for economy in brief.economies:
        found = brief.findings.select(outcome="welfare-change", scenario=scenario.id, economy=economy)
        numbers = (cell(found.only(horizon=horizon), ranged=True) for horizon in brief.horizons)
        rows.append((capital(brief.name(economy)), *numbers))
    return Table(
        f"real-income-{scenario.id}",
        f"Real income, change in per cent (range {OVER}): {scenario.title.lower()}",
        ("Economy", *(f"after {horizon}" for horizon in brief.horizons)),
        tuple(rows),
        note=scenario.assumes,
    )


def _outcomes(brief: Brief, horizon: str) -> Table:
    slugs = [slug for slug in OUTCOMES if brief.findings.select(outcome=slug, scenario=brief.lead.id, horizon=horizon)]
    rows: list[tuple[Cell, ...]] = []
    for economy in brief.economies:
        at = {"scenario": brief.lead.id, "horizon": horizon, "economy": economy}
        numbers = (cell(brief.findings.only(outcome=slug, **at)) for slug in slugs)
        rows.append((capital(brief.name(economy)), *numbers))
    return Table(
        f"outcomes-{horizon.replace(' ', '-')}",
        f"All outcomes after {horizon}",
        ("Economy", *(heading(slug) for slug in slugs)),
        tuple(rows),
        note="Central elasticities. Dollars a year, at the size of the base year.",
        folded=horizon != brief.main_horizon,
    )


def _imports(brief: Brief, side: str) -> Table:
    values = brief.findings.select(
        outcome="imports-value-change", scenario=brief.lead.id, horizon=brief.main_horizon, economy=side
    )
    dollars = brief.findings.select(
        outcome="imports-value-change-usd", scenario=brief.lead.id, horizon=brief.main_horizon, economy=side
    )
    in_dollars = {finding.key.detail: finding for finding in dollars.values()}
    ordered = sorted(values.values(), key=lambda finding: -abs(in_dollars[finding.key.detail].value or 0.0))
    rows = tuple(
        (capital(brief.name(finding.key.detail)), cell(finding, ranged=True), cell(in_dollars[finding.key.detail]))
        for finding in ordered
    )
    return Table(
        f"imports-{side}",
        f"Imports of {brief.name(side)} by partner after {brief.main_horizon}",
        ("From", "Value, % (range)", "bn USD a year"),
        rows,
        note="Goods and services at the border, before duty; largest changes first.",
        folded=side != brief.sides[0],
    )


def _select(brief: Brief, outcome: str, horizon: str) -> list[Finding]:
    return list(brief.findings.select(outcome=outcome, scenario=brief.lead.id, horizon=horizon).values())
