"""What is in dispute, as immutable values: parties, agenda, calendar, dated measures, references."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, get_args

Label: TypeAlias = str  # never empty once read from a file
Confidence = Literal["high", "med", "mem"]

Instrument = Literal[
    "import-tariff",  # ad valorem duty added to the importer's base rate
    "tariff-ceiling",  # all-in ceiling that includes the base (MFN) rate
    "tariff-quota",  # tariff-rate quota: an in-quota and an out-of-quota rate
    "tariff-exemption",  # takes goods out of the measures it names
    "export-tax",
    "export-licence",  # allowed volume and/or paperwork cost
    "export-ban",
    "import-ban",
    "entity-list",
    "customs-exemption",  # de minimis and its removal
    "port-fee",
    "visa-restriction",
    "investment-restriction",
    "purchase-commitment",
    "guidance",
]

Cause = Literal["expiry", "truce", "court", "replacement", "withdrawal", "sunset", "suspension", "settlement"]

DEFAULT_WORLD = "world-2024"
STACKING_RULES = ("adds", "highest-of-authority", "not-on-section-232")  # what they do is in policy/rules.py
INSTRUMENTS: tuple[str, ...] = get_args(Instrument)
CAUSES: tuple[str, ...] = get_args(Cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where a fact is written down. ``confirmed`` is False while the citation itself is unverified."""

    id: Label
    title: Label
    citation: str = ""
    source: str = ""  # where we read it, when not in the primary text
    url: str = ""
    confirmed: bool = True
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who sits at the table, by office."""

    name: Label
    role: Label
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side or a bystander. A customs union is a party whose ``members`` are countries (ISO 3166 alpha-3)."""

    id: Label
    title: Label
    kind: Literal["country", "customs-union", "customs-territory"] = "country"
    members: tuple[str, ...] = ()
    delegation: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a party asks on an agenda item, and what it says it will not give."""

    party: Label
    ask: Label
    red_line: str | None = None
    holds: tuple[str, ...] = ()  # its own measures that the red line keeps from being eased
    stated: date | None = None
    reference: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A short name for what an offer moves: the whole item, or the measures and critical inputs in ``moves``."""

    name: Label
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """Something the parties talk about, and the measures a concession on it would change."""

    id: Label
    title: Label
    measures: tuple[str, ...] = ()  # what a concession on this item would change
    modelled: bool = True
    why_not: str = ""
    handles: tuple[Handle, ...] = ()  # names under which an offer moves it
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A meeting or another day to know about, from the day it was ``announced``."""

    id: Label = ""
    on: date
    announced: date
    kind: Literal["meeting", "deadline", "call", "ruling", "statement"]
    title: Label
    place: str = ""
    reference: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What the law of the day says happens when an act's ``until`` is reached."""

    cause: Cause
    rate: float | None = None  # the rate that returns; neither rate nor resumes: the measure stops
    resumes: bool = False  # the terms that held before this act return (the end of a suspension)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One dated line of law about one measure.

    ``on`` is the first day it bites, ``announced`` the day it became public, ``until`` the first
    day on which it no longer holds. An act replaces everything scheduled for its measure on and
    after ``on`` by acts announced earlier.
    """

    on: date
    announced: date
    reference: tuple[Label, ...]
    rate: float | None = None  # import-tariff, export-tax; out-of-quota rate of a tariff-quota
    ceiling: float | None = None  # tariff-ceiling
    in_quota_rate: float | None = None
    in_quota_share: float | None = None  # share of base trade inside the quota
    ratio: float | None = None  # export-licence: allowed volume / base volume; None: not known
    ratio_series: str | None = None  # export-licence: observations from which an unknown ratio is inferred
    paperwork: float | None = None  # export-licence: cost as ad valorem equivalent
    lead_weeks: float | None = None  # export-licence: from application to the first licences
    general: bool | None = None  # export-licence: general licences, no application for each shipment
    ends: Cause | None = None  # this act stops the measure
    until: date | None = None
    then: Then | None = None
    threat: bool = False  # announced, never law
    retroactive: bool = False  # must be said when announced > on
    unknown: bool = False  # in force, but its level is not known
    confidence: Confidence = "high"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that one side does to another: what, to whom, on which goods, and its dated acts."""

    id: Label
    title: Label
    imposer: Label
    targets: tuple[Label, ...]  # party or country codes, or ("ALL",)
    exempt: tuple[Label, ...] = ()  # targets left out of ALL
    instrument: Instrument
    authority: Label  # the body of law it rests on: what stacking rules speak about
    scope: Label  # name of scope/<name>.csv, or "all-goods", or "none" for what is not about goods
    exempts: tuple[Label, ...] = ()  # tariff-exemption: measures it takes goods out of
    stacks: tuple[Label, ...] = ("adds",)  # named rules in policy/rules.py
    share: float | None = None  # of the scope's trade that actually bears it (exclusions), with its source in note
    acts: tuple[Act, ...]
    note: str = ""


class ScopeLine(NamedTuple):
    """An HS prefix (digits as text; the scope names its edition), or a sector with the share covered."""

    hs: str = ""
    sector: str = ""
    share: float = 1.0
    certainty: Literal["definite", "maybe"] = "definite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The goods a measure is about: own lines, joined with the scopes in ``plus``, less those in ``minus``."""

    name: Label
    title: str = ""
    edition: str = ""  # e.g. hts-2025, hs-2022; empty for sector shares
    lines: tuple[ScopeLine, ...]
    plus: tuple[str, ...] = ()  # scopes joined into this one; "all-goods" may be one of them
    minus: tuple[str, ...] = ()  # scopes taken out of this one
    reference: tuple[Label, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A published figure that the case compares itself with. A brief uses none published after its day."""

    series: Label
    on: date
    value: float
    unit: Label
    method: Label
    source: Label
    published: date | None = None  # None: not known
    importer: str = ""
    exporter: str = ""
    confidence: Confidence = "high"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything read from a case folder."""

    name: Label
    title: Label
    summary: str = ""
    checked_on: date  # last day somebody compared the case with the law
    world: str = DEFAULT_WORLD
    before: date  # the day a brief compares with by default
    day: date  # the day a brief is about by default
    parties: tuple[Party, ...]
    agenda: tuple[AgendaItem, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    measures: tuple[Measure, ...]
    references: tuple[Reference, ...]
    scopes: tuple[Scope, ...] = ()
    observations: tuple[Observation, ...] = ()
    folder: str = field(default="", compare=False, repr=False)  # where it was read from; its weights lie beside it
