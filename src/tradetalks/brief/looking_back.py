"""Figures published after the brief's day, for comparison only; none that the brief may not know."""

from __future__ import annotations

from tradetalks.brief.question import Question
from tradetalks.report.contents import Observed
from tradetalks.report.findings import Finding
from tradetalks.report.glossary import OBSERVED, outcome_named

SERIES = "imports-value-change-on-year"  # observations of a case: goods imports of a month, per cent on the year
OUTCOME = "observed-imports-change"


def observed(asked: Question) -> tuple[Observed, ...]:
    """Observed changes of trade after the day, published by the day of knowledge; empty in a brief of its own day."""
    return tuple(
        Observed(
            Finding(
                key=asked.key(OBSERVED, OBSERVED, OUTCOME, seen.importer, f"{seen.exporter}.{seen.on.isoformat()}"),
                value=seen.value,
                unit=outcome_named(OUTCOME).unit,
                source=seen.source,
                note=seen.method,
            ),
            period=seen.note or seen.on.isoformat(),
            published=seen.published,
        )
        for seen in asked.case.observations
        if seen.series == SERIES
        and seen.on > asked.day
        and seen.published is not None
        and seen.published <= asked.known
    )
