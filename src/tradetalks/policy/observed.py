"""How tight licences are when nobody publishes it: the volume let through, inferred from what customs counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tradetalks.case.model import Case, Observation

MONTHS = 12.0
CHANGE, YEAR, APPROVED = "-change", "-year", "-approved"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure turned into a ratio of the base volume, and how."""

    ratio: float
    how: str
    on: date
    published: date
    source: str


@dataclass(frozen=True, slots=True)
class ObservedRatio:
    """Allowed volume over base volume as could be known on a day: the most telling evidence and the range of all."""

    ratio: float
    low: float
    high: float
    evidence: tuple[Evidence, ...]


def observed_ratio(
    case: Case, series: str, importer: str, exporter: str, *, since: date, known: date
) -> ObservedRatio | None:
    """What customs say about a flow under licence; None where nothing was published by `known`.

    Of the case's observations, for the importer first and then for all destinations, of the latest month on or after
    `since` whose `published` day is known and not later than `known`:

    - `<series>-change`: per cent on the same month a year before; the ratio is 1 + change;
    - `<series>`: volume of a month, over a twelfth of `<series>-year`, the latest year before `since`;
    - `<series>-approved`: per cent of applications granted, which bounds the ratio from below.

    The first that exists of the newest month is the ratio, the range is that of all. Nothing published later is used.
    """
    public = [
        one
        for one in case.observations
        if one.published is not None and one.published <= known and one.exporter in ("", exporter)
    ]
    found: list[Evidence] = []
    for who in (importer, ""):
        whom = f"to {who}" if who else "to all"
        change = _latest(public, series + CHANGE, who, since)
        if change:
            found.append(_evidence(1.0 + change.value / 100.0, f"{whom}, {change.value:+g} % on the year", change))
        month, year = _latest(public, series, who, since), _base(public, series + YEAR, who, since)
        if month and year:
            what = f"{whom}, {month.value:,g} {month.unit} against {year.value / MONTHS:,.0f} a month in {year.on.year}"
            found.append(_evidence(month.value / (year.value / MONTHS), what, month))
    if not found:
        return None
    newest = max(one.on for one in found)
    found = [one for one in found if one.on == newest]
    for who in (importer, ""):
        granted = _latest(public, series + APPROVED, who, since)
        if granted:
            found.append(_evidence(granted.value / 100.0, f"{granted.value:g} % of applications granted", granted))
    ratios = [one.ratio for one in found]
    return ObservedRatio(found[0].ratio, min(ratios), max(ratios), tuple(found))


def _latest(public: list[Observation], series: str, importer: str, since: date) -> Observation | None:
    """The latest observation of a series for an importer ("": all of them) that lies on or after a day."""
    mine = [one for one in public if one.series == series and one.importer == importer and one.on >= since]
    return max(mine, key=lambda one: one.on, default=None)


def _base(public: list[Observation], series: str, importer: str, before: date) -> Observation | None:
    mine = [one for one in public if one.series == series and one.importer == importer and one.on < before]
    return max(mine, key=lambda one: one.on, default=None)


def _evidence(ratio: float, how: str, one: Observation) -> Evidence:
    assert one.published is not None  # only published observations are looked at
    return Evidence(max(0.0, ratio), how, one.on, one.published, one.source)
