"""The brief as one JSON object, schema ``tradetalks/brief/1``; documented in docs/json/brief.md."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding
from tradetalks.report.sections.headline import headline
from tradetalks.report.terminal import plain

SCHEMA = "tradetalks/brief/1"

_NESTED = {
    "welfare_change_percent": "welfare-change",
    "real_gdp_change_percent": "real-gdp-change",
    "consumer_price_change_percent": "consumer-price-change",
    "consumer_price_own_change_percent": "consumer-price-own-change",
}


def as_json(brief: Brief) -> dict[str, Any]:
    """A brief as plain lists, mappings, text and numbers; what is not known is None."""
    told = headline(brief)
    return {
        "schema": SCHEMA,
        "case": brief.case,
        "title": brief.title,
        "day": brief.day.isoformat(),
        "known": brief.known.isoformat(),
        "before": brief.before.isoformat(),
        "checked_on": brief.checked_on.isoformat(),
        "converged": brief.converged,
        "residual": brief.residual,
        "headline": [plain(paragraph) for paragraph in told.paragraphs] if told else [],
        "sides": list(brief.sides),
        "horizons": list(brief.horizons),
        "scenarios": [_record(scenario) for scenario in brief.scenarios],
        **{name: _nested(brief, outcome) for name, outcome in _NESTED.items()},
        "measures": [_record(measure) for measure in brief.measures],
        "ended": [_record(measure) for measure in brief.ended],
        "deadlines": [_record(deadline) for deadline in brief.deadlines],
        "unpriced": [_record(line) for line in brief.unpriced],
        "limits": list(brief.limits),
        "observed": [
            {"key": str(seen.finding.key), "period": seen.period, "published": seen.published.isoformat()}
            for seen in brief.observed
        ],
        "findings": [finding_as_json(finding) for finding in brief.findings.values()],
        "sources": [_record(source) for source in brief.sources],
        "versions": dict(brief.versions),
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding, its key as text and in parts."""
    key, certificate = finding.key, finding.certificate
    return {
        "key": str(key),
        "value": finding.value,
        "unit": finding.unit,
        "low": finding.low,
        "high": finding.high,
        "horizon": key.horizon,
        "scenario": key.scenario,
        "outcome": key.outcome,
        "economy": key.economy,
        "detail": key.detail or None,
        "source": finding.source,
        "converged": None if certificate is None else certificate.converged,
        "residual": None if certificate is None else certificate.residual,
        "note": finding.note,
    }


def _nested(brief: Brief, outcome: str) -> dict[str, dict[str, dict[str, float | None]]]:
    """scenario -> horizon -> economy -> value."""
    nested: dict[str, dict[str, dict[str, float | None]]] = {}
    for finding in brief.findings.select(outcome=outcome).values():
        key = finding.key
        nested.setdefault(key.scenario, {}).setdefault(key.horizon, {})[key.economy] = finding.value
    return nested


def _record(value: Any) -> dict[str, Any]:
    return {name: _plain(item) for name, item in asdict(value).items()}


def _plain(item: Any) -> Any:
    if isinstance(item, date):
        return item.isoformat()
    return list(item) if isinstance(item, tuple) else item
