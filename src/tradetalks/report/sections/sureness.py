"""How sure we are: the elasticity range, the certificate of the solver, and what the model leaves out."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.layout import Cell, Paragraph, Section, Table
from tradetalks.report.words import capital, cell


def sureness(brief: Brief) -> Section:
    """The range of the main results, the residual, the measures not priced, the limits."""
    items = (_ranges(brief), _parameters(brief), _unpriced(brief))
    return Section(
        "sureness",
        "How sure we are",
        paragraphs=(_range_told(), _certificate(brief)),
        items=tuple(table for table in items if table.rows),
        bullets=brief.limits,
    )


def _range_told() -> Paragraph:
    return (
        "The largest unknown is how easily buyers turn to another country when a price rises (the trade elasticity). "
        "Every figure is therefore computed with low, central and high published values, for this and for how easily "
        "inputs replace each other; a range runs from the lowest to the highest result.",
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
        "Real income of the sides, change in per cent (range across published elasticities)",
        ("Economy", "Policy", *(f"after {horizon}" for horizon in brief.horizons)),
        tuple(rows),
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
        folded=True,
    )
