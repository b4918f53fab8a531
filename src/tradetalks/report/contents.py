"""What a brief holds before it is told: the law of the day, the findings, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tradetalks.report.findings import Certificate, Finding, Findings
from tradetalks.report.key import Key
from tradetalks.report.layout import Section

Counted = Literal[
    "yes",  # part of the computed change
    "before",  # held unchanged on the day compared with: part of the world the change is counted from
    "no",  # changed since, but cannot be computed with
]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure biting on the day, in words."""

    id: str
    title: str
    imposer: str
    targets: tuple[str, ...]
    instrument: str
    rate: str  # "20 %", "licence", "not known"
    scope: str
    since: date
    until: date | None
    then: str  # what the law of the day says happens at ``until``
    reference: str
    confirmed: bool = True  # False while the citation itself is unverified
    counted: Counted = "yes"


@dataclass(frozen=True, slots=True)
class EndedLine:
    """One measure that bit on the day compared with and no longer does, in words."""

    id: str
    title: str
    imposer: str
    targets: tuple[str, ...]
    instrument: str
    rate: str  # its last level on the day compared with
    on: date  # first day without it
    why: str
    counted: Counted = "yes"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day still to come, as known on the brief's day."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One policy whose consequences a brief tells: a slug for keys, a title, and what exactly it assumes.

    ``if_clause`` begins a sentence: "If this stays as it is".
    """

    id: str
    title: str
    if_clause: str
    assumes: str
    kind: Literal["today", "part", "future"]  # the law of the day, a part of it, or what may come


@dataclass(frozen=True, slots=True)
class Unpriced:
    """Something in force that the computed numbers leave out, and why."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A document, a table or a program that the brief rests on."""

    title: str
    detail: str = ""
    url: str = ""
    kind: Literal["data", "borrowed", "note", "law"] = "law"
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Observed:
    """A published figure to compare the brief with; never shown before it was published."""

    finding: Finding
    period: str
    published: date


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter of the model at one horizon: its range and where it comes from."""

    horizon: str
    name: str
    low: float
    central: float
    high: float
    source: str


@dataclass(frozen=True)
class Brief:
    """A whole brief. ``brief[key]`` is the finding with that key; tell it with the functions of `tradetalks.report`."""

    case: str
    title: str
    summary: str
    day: date
    known: date
    before: date
    checked_on: date  # last day somebody compared the case with the law
    sides: tuple[str, ...]  # the parties whose measures are modelled, in the order of the case
    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    names: Mapping[str, str]  # economy, sector and measure labels in plain words
    horizons: tuple[str, ...]
    main_horizon: str  # the one the headline speaks about
    scenarios: tuple[Scenario, ...]
    led_by: str  # the slug of the scenario that the text is about
    measures: tuple[MeasureLine, ...]
    deadlines: tuple[Deadline, ...]
    findings: Findings
    ended: tuple[EndedLine, ...] = ()
    unpriced: tuple[Unpriced, ...] = ()
    limits: tuple[str, ...] = ()
    parameters: tuple[ParameterLine, ...] = ()
    observed: tuple[Observed, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    more: tuple[Section, ...] = ()  # ready sections, told before how sure everything is

    def __getitem__(self, key: str | Key) -> Finding:
        return self.findings[key]

    def name(self, label: str) -> str:
        """The plain words for a label; the label itself where there are none."""
        return self.names.get(label, label)

    @property
    def lead(self) -> Scenario:
        """The scenario that the text is about: headline, cost tables, sectors and the split by measure."""
        return next(scenario for scenario in self.scenarios if scenario.id == self.led_by)

    def between_sides(self, measure: MeasureLine | EndedLine) -> bool:
        """Whether a measure changed since the day compared with and aims at another side, alone or with everybody."""
        aimed = "ALL" in measure.targets or any(target in self.sides for target in measure.targets)
        return measure.counted != "before" and measure.imposer in self.sides and aimed

    def changed_between_sides(self, counted: Counted) -> tuple[MeasureLine | EndedLine, ...]:
        """The measures between the sides, new, changed or ended, that the numbers count ("yes") or leave out ("no")."""
        lines: tuple[MeasureLine | EndedLine, ...] = (*self.measures, *self.ended)
        return tuple(line for line in lines if line.counted == counted and self.between_sides(line))

    def of_kind(self, kind: str) -> tuple[Scenario, ...]:
        """The scenarios of one kind, in order."""
        return tuple(scenario for scenario in self.scenarios if scenario.kind == kind)

    @property
    def today(self) -> str:
        """The slug of the scenario that is the law of the day; always the first."""
        return self.scenarios[0].id if self.scenarios else ""

    @property
    def third_economies(self) -> tuple[str, ...]:
        """Everybody who is not a side."""
        return tuple(economy for economy in self.economies if economy not in self.sides)

    @property
    def residual(self) -> float | None:
        """The largest residual behind any number of the brief; None where nothing was solved."""
        return max((certificate.residual for certificate in self._certificates()), default=None)

    @property
    def converged(self) -> bool:
        """Whether every number that the model computed was solved for."""
        return all(certificate.converged for certificate in self._certificates())

    def _certificates(self) -> Iterator[Certificate]:
        return (finding.certificate for finding in self.findings.values() if finding.certificate is not None)
