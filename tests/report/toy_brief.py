"""A small made-up brief: two sides, two third economies, three sectors; no model behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tradetalks.report import Brief, Certificate, Finding, Findings, Key
from tradetalks.report.contents import (
    Deadline,
    EndedLine,
    MeasureLine,
    Observed,
    ParameterLine,
    Scenario,
    SourceLine,
    Unpriced,
)
from tradetalks.report.glossary import outcome_named

ECONOMIES = ("AAA", "BBB", "CCC", "DDD")
SECTORS = ("farms", "machines", "services")
HORIZONS = ("3 months", "1 year")
SCENARIOS = ("now", "snap-back", "escalation")
DAY, BEFORE = date(2031, 5, 10), date(2031, 1, 2)
SOLVED = Certificate(converged=True, residual=3e-12)
MEASURES = {"aaa-duty": -0.30, "bbb-duty": -0.12, "aaa-permit": 0.02}


def key(**parts: str) -> Key:
    """A key of the made-up brief."""
    given = {"horizon": "1 year", "scenario": "now", "outcome": "welfare-change", "economy": "AAA"} | parts
    return Key(case="toy-talks", day=DAY, known=DAY, **given)


def number(value: float | None, *, spread: float | None = 0.1, **parts: str) -> Finding:
    """A solved finding with a range of ``spread`` about it."""
    named = key(**parts)
    ranged = value is not None and spread is not None
    return Finding(
        named,
        value,
        outcome_named(named.outcome).unit,
        "toy table",
        low=value - spread if ranged else None,
        high=value + spread if ranged else None,
        certificate=SOLVED,
    )


def findings() -> Findings:
    """Asymmetric numbers for everybody, in every scenario and horizon."""
    found: list[Finding] = []
    for s, scenario in enumerate(SCENARIOS):
        for h, horizon in enumerate(HORIZONS):
            at = {"scenario": scenario, "horizon": horizon}
            for n, economy in enumerate(ECONOMIES):
                base = (-0.4, -1.1, 0.25, -0.03)[n] * (1 + s) * (1.5 - h / 2)
                found += [
                    number(base, outcome="welfare-change", economy=economy, **at),
                    number(base * 2e4, outcome="equivalent-variation", economy=economy, **at),
                    number(base / 2, outcome="real-gdp-change", economy=economy, **at),
                    number(-base, outcome="consumer-price-change", economy=economy, **at),
                    number(-base / 4, outcome="consumer-price-own-change", economy=economy, **at),
                    number(base / 3, outcome="terms-of-trade-change", economy=economy, **at),
                    number(-base * 3e3, outcome="tariff-revenue-change", economy=economy, **at),
                ]
                if s:
                    found.append(number(base / 2, outcome="welfare-change-from-now", economy=economy, **at))
            for side, partner in (("AAA", "BBB"), ("BBB", "AAA")):
                for k, sector in enumerate(SECTORS):
                    found.append(number(2.0 - 3 * k, outcome="output-change", economy=side, detail=sector, **at))
                for other in ECONOMIES:
                    if other != side:
                        change = -28.0 if other == partner else 6.0
                        found += [
                            number(change, outcome="imports-value-change", economy=side, detail=other, **at),
                            number(change * 900, outcome="imports-value-change-usd", economy=side, detail=other, **at),
                        ]
                found.append(number(-31.0, outcome="goods-imports-value-change", economy=side, detail=partner, **at))
    for side, scale in (("AAA", 1.0), ("BBB", 2.75)):
        found += [
            number(value * scale, spread=None, outcome="welfare-contribution", economy=side, detail=measure)
            for measure, value in MEASURES.items()
        ]
    for side, partner, rate in (("AAA", "BBB", 51.1), ("BBB", "AAA", 32.6)):
        named = key(horizon="day", outcome="average-tariff", economy=side, detail=f"{partner}.weighted")
        found.append(Finding(named, rate, "per cent", "toy law", note="weighted by trade"))
    return Findings(found)


def toy_brief() -> Brief:
    """A brief in which every section has something to say."""
    line = MeasureLine(
        id="aaa-duty",
        title="Duty on machines",
        imposer="AAA",
        targets=("BBB",),
        instrument="import-tariff",
        rate="25 %",
        scope="machines",
        since=date(2031, 2, 1),
        until=date(2031, 8, 12),
        then="back to 49 %",
        reference="Order 1",
    )
    observed = Finding(
        key(horizon="observed", scenario="observed", outcome="observed-imports-change", detail="BBB.2031-06"),
        -43.0,
        "per cent",
        "toy customs",
    )
    return Brief(
        case="toy-talks",
        title="Toy talks",
        summary="Two made-up economies and two neighbours.",
        day=DAY,
        known=DAY,
        before=BEFORE,
        checked_on=date(2031, 5, 11),
        sides=("AAA", "BBB"),
        economies=ECONOMIES,
        sectors=SECTORS,
        names={
            "AAA": "Arcadia",
            "BBB": "Borduria",
            "CCC": "Cockaigne",
            "DDD": "the rest",
            "aaa-duty": "Duty on machines",
        },
        horizons=HORIZONS,
        main_horizon="1 year",
        scenarios=(
            Scenario("now", "As it is", "If this stays as it is", "The law of the day.", "today"),
            Scenario(
                "snap-back", "The truce lapses", "If the truce lapses on 12 August 2031", "49 % returns.", "future"
            ),
            Scenario(
                "escalation", "The peak returns", "If the peak of 3 April 2031 returns", "145 % returns.", "future"
            ),
        ),
        led_by="now",
        measures=(
            line,
            replace(
                line,
                id="bbb-permit",
                title="Permit for magnets",
                imposer="BBB",
                targets=("ALL",),
                until=None,
                then="",
                instrument="export-licence",
                rate="not known",
                counted="no",
                confirmed=False,
            ),
        ),
        ended=(
            EndedLine(
                "aaa-old",
                "Old duty on farms",
                "AAA",
                ("BBB",),
                "import-tariff",
                "5 %",
                date(2031, 2, 1),
                "replaced",
            ),
        ),
        deadlines=(Deadline(date(2031, 8, 12), "The truce ends"),),
        findings=findings() + Findings([observed]),
        unpriced=(Unpriced("bbb-permit", "Permit for magnets", "how much is let through is not known"),),
        limits=("Investment and uncertainty.",),
        parameters=(ParameterLine("1 year", "theta", 0.4, 0.8, 1.5, "made up"),),
        observed=(Observed(observed, "June 2031 on June 2030", date(2031, 8, 5)),),
        sources=(
            SourceLine("Toy table", "made up", kind="data"),
            SourceLine("Order 1", "1 TL 1", "https://example.org/a?b=1&c=2"),
        ),
        versions={"tradetalks": "0.0.1", "case": "toy-talks"},
    )
