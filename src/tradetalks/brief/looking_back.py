"""Figures published after the brief's day, for comparison only; none that the brief may not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import log, log1p

import numpy as np

from tradetalks.brief.question import Question, goods_of
from tradetalks.brief.scenarios import NOW, Policies
from tradetalks.report.contents import Observed
from tradetalks.report.findings import Finding, rounded
from tradetalks.report.glossary import OBSERVED, outcome_named

SERIES = "imports-value-change-on-year"  # observations of a case: goods imports of a month, per cent on the year
OUTCOME = "observed-imports-change"
COMPUTED = "goods-imports-value-change"
ELASTICITY = "implied-elasticity"


def observed(asked: Question) -> tuple[Observed, ...]:
    """Changes of trade published after the day, up to the day of knowledge; empty in a brief of its own day."""
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
        if seen.series == SERIES and seen.published is not None and asked.day < seen.published <= asked.known
    )


def implied_elasticities(asked: Question, law: Policies, changes: Iterable[Finding]) -> Iterator[Finding]:
    """The trade elasticity behind each change of goods imports, computed or observed.

    -log(1 + change) / log((1 + duty now) / (1 + duty before)), duties averaged over the goods of the base year. It
    takes the whole change as the effect of the duty, which for an observed month it is not.
    """
    for change in changes:
        key = change.key
        if key.outcome not in (OUTCOME, COMPUTED) or key.scenario not in (asked.slug(NOW), OBSERVED):
            continue
        dearer = _dearer(asked, law, key.economy, key.detail.partition(".")[0])
        known = change.value is not None and change.value > -100.0 and dearer > 0.0
        yield Finding(
            key=replace(key, outcome=ELASTICITY),
            value=rounded(-log1p((change.value or 0.0) / 100.0) / dearer) if known else None,
            unit=outcome_named(ELASTICITY).unit,
            source=change.source,
            certificate=change.certificate,
            note=f"the duty made landed goods {100.0 * np.expm1(dearer):.1f} % dearer, at the trade of the base year",
        )


def _dearer(asked: Question, law: Policies, importer: str, exporter: str) -> float:
    """Log of the rise in the landed price that the duty alone would make, at base trade in goods."""
    economy = asked.economy
    goods = goods_of(economy)
    cell = economy.axes.economy(importer), economy.axes.economy(exporter), goods
    weight, before = economy.border[cell], economy.tariff[cell]
    after = before + law.states[NOW].added[cell] - law.before.added[cell]
    return log(float((weight * (1.0 + after)).sum() / (weight * (1.0 + before)).sum()))
