"""A made-up dispute with an agenda on a toy world: duties each way under a truce, a licence, a red line, visas."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from tradetalks.case.model import (
    Act,
    AgendaItem,
    Case,
    Handle,
    Measure,
    Party,
    Position,
    Reference,
    Scope,
    ScopeLine,
    Then,
)
from tradetalks.economy.toy import toy_world
from tradetalks.talks.table import Table, payoffs

LAPSES = date(2031, 8, 12)


def act(on: str, *, then: float | None = None, **what: Any) -> Act:
    day = date.fromisoformat(on)
    lapse = {} if then is None else {"until": LAPSES, "then": Then(cause="truce", rate=then)}
    return Act(on=day, announced=day, reference=("law",), **what, **lapse)


def measure(name: str, imposer: str, target: str, scope: str, *acts: Act, instrument: Any = "import-tariff") -> Measure:
    return Measure(
        id=name,
        title=name.replace("-", " "),
        imposer=imposer,
        targets=(target,),
        instrument=instrument,
        authority="act",
        scope=scope,
        acts=acts,
    )


MEASURES = (
    measure("a-machines", "A", "B", "machines", act("2031-05-01", rate=0.10, then=0.34)),
    measure("a-fees", "A", "B", "farms", act("2031-02-01", rate=0.20)),
    measure("b-farms", "B", "A", "farms", act("2031-05-01", rate=0.25, then=0.40)),
    measure("b-magnets", "B", "A", "magnets", act("2031-04-01", ratio=0.6), instrument="export-licence"),
    measure("b-secret", "B", "A", "machines", act("2031-04-01", unknown=True), instrument="export-licence"),
    measure("b-visas", "B", "A", "none", act("2031-03-01"), instrument="visa-restriction"),
)

AGENDA = (
    AgendaItem(
        id="a-duties",
        title="Duties of A",
        measures=("a-machines", "a-fees"),
        positions=(Position(party="A", ask="keep", red_line="fees stay", holds=("a-fees",), reference="law"),),
    ),
    AgendaItem(id="b-duties", title="Duties of B", measures=("b-farms",)),
    AgendaItem(id="magnets", title="Magnets", measures=("b-magnets",), handles=(Handle(name="magnet-licences"),)),
    AgendaItem(id="secrets", title="Secrets", measures=("b-secret",)),
    AgendaItem(id="visas", title="Visas", measures=("b-visas",), modelled=False, why_not="not trade in goods"),
)


def dispute(*agenda: AgendaItem) -> Case:
    """The dispute with its own agenda, or another."""
    return Case(
        name="toy-talks",
        title="Toy talks",
        checked_on=date(2031, 6, 1),
        world="toy",
        before=date(2031, 1, 2),
        day=date(2031, 5, 10),
        parties=(Party(id="A", title="Arcadia"), Party(id="B", title="Borduria")),
        agenda=agenda or AGENDA,
        measures=MEASURES,
        references=(Reference(id="law", title="Law 1"),),
        scopes=(
            Scope(name="machines", lines=(ScopeLine(sector="s1"), ScopeLine(sector="s2", share=0.5))),
            Scope(name="farms", lines=(ScopeLine(sector="s3", share=0.8),)),
            Scope(name="magnets", lines=(ScopeLine(sector="s4", share=0.5),)),
        ),
    )


@cache
def table() -> Table:
    return payoffs(toy_world(3, 4, seed=0), dispute())
