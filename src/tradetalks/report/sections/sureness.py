"""How sure we are: the elasticity range, the certificate of the solver, and what the model leaves out."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.layout import Cell, Paragraph, Section, Table
from tradetalks.report.sections.headline import named_third_economies
from tradetalks.report.words import OVER, capital, cell

BALANCES = "welfare-change-scaled-balances"


def sureness(brief: Brief) -> Section:
    """The range of the main results, the residual, the measures not priced, the limits."""
    items = (_ranges(brief), _balances(brief), _parameters(brief), _unpriced(brief))
    return Section(
        "sureness",
        "How sure we are",
        paragraphs=(_range_told(), *_balances_told(brief), _certificate(brief)),
        items=tuple(table for table in items if table.rows),
        bullets=brief.limits,
    )


def _range_told() -> Paragraph:
    return (
        "The largest unknown is how easily buyers turn to another country when a price rises (the trade elasticity). "
        "Every figure is therefore computed with low, central and high elasticities, for this and for how easily "
        "inputs replace each other; a range runs from the lowest to the highest result. The values are published ones "
        'where such exist and judgement elsewhere, marked in the table "Elasticities used". The range covers these '
        "elasticities only, not the other assumptions of the model.",
    )


def _balances_told(brief: Brief) -> tuple[Paragraph, ...]:
    if not brief.findings.select(outcome=BALANCES):
        return ()
    return (
        (
            "What economies borrow and lend is held as in the base year. If trade balances scale with incomes instead, "
            "central figures change as the table of both shows; the ranges do not contain this.",
        ),
    )


def _certificate(brief: Brief) -> Paragraph:
    if brief.residual is None:
        return ("Nothing in this brief was solved for.",)
    return (
        f"Every equation of every solution holds to {brief.residual:.0e} or better, relative to the size of what it "
        "balances. That certifies the arithmetic, not the assumptions.",
    )


def _ranges(brief: Brief) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for side in brief.sides:
        for scenario in brief.scenarios:
            found = brief.findings.select(outcome="welfare-change", scenario=scenario.id, economy=side)
            by_horizon = {finding.key.horizon: finding for finding in found.values()}
            rows.append(
                (capital(brief.name(side)), scenario.title, *(cell(by_horizon[h], ranged=True) for h in brief.horizons))
            )
    return Table(
        "ranges",
        f"Real income of the sides, change in per cent (range {OVER})",
        ("Economy", "Policy", *(f"after {horizon}" for horizon in brief.horizons)),
        tuple(rows),
    )


def _balances(brief: Brief) -> Table:
    """Both closures side by side, for the sides and every third economy that the headline names."""
    horizon = brief.main_horizon
    compared = [one for one in brief.scenarios if brief.findings.select(outcome=BALANCES, scenario=one.id)]
    named = {economy for scenario in compared for economy in named_third_economies(brief, scenario)}
    rows: list[tuple[Cell, ...]] = []
    for economy in (*brief.sides, *(one for one in brief.third_economies if one in named)):
        numbers = (
            cell(brief.findings.only(outcome=outcome, scenario=one.id, horizon=horizon, economy=economy))
            for one in compared
            for outcome in ("welfare-change", BALANCES)
        )
        rows.append((capital(brief.name(economy)), *numbers))
    return Table(
        "balances",
        f"Real income after {horizon}, per cent, if trade balances scale with incomes instead of staying fixed",
        ("Economy", *(f"{one.title}: {balances}" for one in compared for balances in ("fixed", "scaling"))),
        tuple(rows) if compared else (),
        note="Central elasticities; the sides and the third economies that the headline names.",
    )


def _unpriced(brief: Brief) -> Table:
    rows = tuple((line.title, line.why) for line in brief.unpriced)
    return Table(
        "unpriced", "Changed since the day compared with, but not part of the numbers", ("Measure", "Why"), rows
    )


def _parameters(brief: Brief) -> Table:
    rows = tuple(
        (line.horizon, line.name, f"{line.low:g}", f"{line.central:g}", f"{line.high:g}", line.source)
        for line in brief.parameters
    )
    return Table(
        "parameters",
        "Elasticities used",
        ("Horizon", "Parameter", "Low", "Central", "High", "Source"),
        rows,
        note="The same in every scenario of a horizon. Critical inputs that stand by themselves have their own; where "
        "one of the scenarios leaves less than a tenth of such an input, theta is at least 0.75 for it in all.",
        folded=True,
    )
