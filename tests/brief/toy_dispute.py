"""A made-up dispute on a toy world: a truce that lapses, a peak behind it, and a duty on everybody."""

from __future__ import annotations

from datetime import date

from tradetalks.case.model import Act, Case, Measure, Observation, Party, Reference, Scope, ScopeLine, Then

TRUCE_ENDS = date(2031, 8, 12)
PEAK = date(2031, 4, 3)


def act(on: str, rate: float | None, *, then: float | None = None) -> Act:
    """An act announced the day it bites; ``then`` is the rate that returns when the truce ends."""
    day = date.fromisoformat(on)
    lapse = {} if then is None else {"until": TRUCE_ENDS, "then": Then(cause="truce", rate=then)}
    return Act(on=day, announced=day, reference=("law",), rate=rate, **lapse)  # type: ignore[arg-type]


def duty(name: str, imposer: str, target: str, scope: str, *acts: Act) -> Measure:
    return Measure(
        id=name,
        title=name.replace("-", " "),
        imposer=imposer,
        targets=(target,),
        instrument="import-tariff",
        authority="act",
        scope=scope,
        acts=acts,
    )


def dispute(*more: Measure) -> Case:
    """A and B raise duties, peak in April, agree on a truce in May; ``more`` measures can be added."""
    return Case(
        name="toy-talks",
        title="Toy talks",
        checked_on=date(2031, 6, 1),
        world="toy",
        before=date(2031, 1, 2),
        day=date(2031, 5, 10),
        parties=(Party(id="A", title="Arcadia"), Party(id="B", title="Borduria")),
        measures=(
            duty(
                "a-machines",
                "A",
                "B",
                "machines",
                act("2031-02-01", 0.2),
                act("2031-04-03", 0.9),
                act("2031-05-01", 0.1, then=0.34),
            ),
            duty("b-farms", "B", "A", "farms", act("2031-03-01", 0.15), act("2031-05-01", 0.05, then=0.15)),
            *more,
        ),
        references=(Reference(id="law", title="Law 1"),),
        scopes=(
            Scope(name="machines", lines=(ScopeLine(sector="s1"), ScopeLine(sector="s2", share=0.5))),
            Scope(name="farms", lines=(ScopeLine(sector="s3", share=0.8),)),
        ),
        observations=(
            Observation(
                series="imports-value-change-on-year",
                on=date(2031, 6, 30),
                value=-43.0,
                unit="per cent",
                method="customs value",
                source="toy customs",
                published=date(2031, 8, 5),
                importer="A",
                exporter="B",
                note="June 2031",
            ),
        ),
    )


DUTY_ON_ALL = duty("a-on-all", "A", "ALL", "machines", act("2031-03-01", 0.1))
VISAS = Measure(
    id="b-visas",
    title="Visas",
    imposer="B",
    targets=("A",),
    instrument="visa-restriction",
    authority="act",
    scope="none",
    acts=(act("2031-03-01", None),),
)
