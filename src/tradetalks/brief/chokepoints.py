"""Goods too small to see: what each side loses if the other cuts it off, and when lines stop, as findings and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import CUT_OFF, NOW, Policies
from tradetalks.brief.solutions import Tell
from tradetalks.report.findings import Certificate, Finding, Findings, rounded
from tradetalks.report.glossary import outcome_named
from tradetalks.report.layout import Cell, Phrase, Picture, Section, Table
from tradetalks.report.words import capital, cell

if TYPE_CHECKING:
    from tradetalks.economy.critical import CriticalItem, Hold
    from tradetalks.leverage.power import Power
    from tradetalks.leverage.stock_out import Clock

HARM, OWN_COST, FIRST_WEEK = "welfare-change-if-cut-off", "welfare-change-of-cutting-off", "first-short-week"
ABOUT_WEEKS = "3 months"  # the horizon whose elasticities hold while stocks run down


@dataclass(frozen=True)
class Held:
    """One item that one side can cut the other off from, and what it does to both."""

    item: CriticalItem
    hold: Hold
    power: Power


@dataclass(frozen=True)
class Ticking:
    """The clock of one item's largest users under the licences of the day."""

    item: CriticalItem
    target: str
    ratio: float
    users: tuple[Clock, ...]


@dataclass(frozen=True)
class Chokepoints:
    """Everything that the section tells."""

    held: tuple[Held, ...]
    ticking: tuple[Ticking, ...]
    findings: Findings


def chokepoints(asked: Question, law: Policies, tell: Tell) -> Chokepoints:
    """Every critical input that one side holds over another: cut off at the main horizon, and its stock-out clock."""
    if not asked.economy.items:
        return Chokepoints((), (), Findings())
    tell(f"Cutting off {len(asked.economy.items)} critical inputs, {asked.main_horizon}")
    held = tuple(sorted(_held(asked), key=lambda one: -(one.power.power or 0.0)))
    ticking = tuple(_ticking(asked, law))
    return Chokepoints(held, ticking, Findings([*_changes(asked, held), *_weeks(asked, ticking)]))


def _held(asked: Question) -> Iterator[Held]:
    """Each hold of one side over another, swept over the corners of what is known of the item."""
    from tradetalks.leverage.power import harm, power_from
    from tradetalks.leverage.stage import CORNERS, cells
    from tradetalks.leverage.stages import Stages

    stages, items = Stages(asked.economy), asked.economy.items
    ready = [stages.at(items, asked.main_horizon, setting) for setting in CORNERS]
    for item in items:
        for hold in item.holds:
            if {hold.holder, hold.over} <= set(asked.sides):
                harms = [harm(one, (cells(one.economy, item, hold),), hold) for one in ready]
                yield Held(item, hold, power_from(item, hold, asked.main_horizon, harms))


def _ticking(asked: Question, law: Policies) -> Iterator[Ticking]:
    from tradetalks.equilibrium import tightness_known
    from tradetalks.leverage.table import clock_of, tightest

    tight = tightness_known(asked.case, law.states[NOW], asked.economy.items)
    for item in asked.economy.items:
        for hold in item.holds:
            measure = tightest(tight, item.name, hold.over)
            if measure is not None and hold.side == "seller" and hold.over in asked.sides:
                users = clock_of(asked.case, asked.economy, item, hold, measure, asked.day, asked.known)
                yield Ticking(item, hold.over, measure.ratio, users)


def _changes(asked: Question, held: tuple[Held, ...]) -> Iterator[Finding]:
    for one in held:
        for outcome, economy, other, central, ends in (
            (HARM, one.hold.over, one.hold.holder, one.power.power, one.power.power_range),
            (OWN_COST, one.hold.holder, one.hold.over, one.power.own_cost, one.power.own_cost_range),
        ):
            known = None not in (central, *ends)
            low, high = sorted(_per_cent(end) for end in ends) if known else (None, None)
            yield Finding(
                key=asked.key(asked.main_horizon, CUT_OFF, outcome, economy, f"{one.item.name}.{other}"),
                value=_per_cent(central) if known else None,
                unit=outcome_named(outcome).unit,
                source=f"model on {asked.economy.provenance.name}; figures of {one.item.where}",
                low=low,
                high=high,
                certificate=Certificate(True, max(harm.residual for harm in one.power.sweep)) if known else None,
                note="range over low and high ends of all figures on the item and of all elasticities at once",
            )


def _per_cent(loss: float | None) -> float:
    """A loss of 100 log real income as a change in per cent."""
    return rounded(100.0 * float(np.expm1(-(loss or 0.0) / 100.0)))


def _weeks(asked: Question, ticking: tuple[Ticking, ...]) -> Iterator[Finding]:
    for one in ticking:
        for clock in one.users:
            week = clock.lines["central", "central"]
            if week is not None:
                yield Finding(
                    key=asked.key(ABOUT_WEEKS, NOW, FIRST_WEEK, one.target, f"{one.item.name}.{clock.user}"),
                    value=float(week),
                    unit=outcome_named(FIRST_WEEK).unit,
                    source=f"stocks, licences and lead times of {one.item.where}",
                    low=None if clock.earliest is None else float(clock.earliest),
                    high=None if clock.latest is None else float(clock.latest),
                    note="over sigma and stocks; no upper end where at some end of the ranges lines never stop",
                )


def chokepoint_section(asked: Question, found: Chokepoints, names: dict[str, str]) -> Section | None:
    """The section: both directions in one table, the chart of harm against own cost, the clock with its chart."""
    if not found.held:
        return None
    from tradetalks.leverage.chart import leverage_chart, stock_out_chart

    title = f"Harm against own cost, {asked.main_horizon}"
    items: list[Table | Picture] = [
        _cut_off(asked, found, names),
        Picture("leverage", title, leverage_chart(title, [one.power for one in found.held])),
    ]
    if found.ticking:
        items.append(_clock_table(found, names))
    for one, clock in _first_to_stop(found.ticking):
        told = f"{one.item.title}: {names.get(clock.user, clock.user)} in {names[one.target]}"
        items.append(Picture(f"clock-{one.item.name}", told, stock_out_chart(told, clock)))
    return Section(
        "chokepoints",
        "Who holds what over whom",
        paragraphs=(
            (
                "Some goods are a rounding error in trade and stop factories when they do not come. The first table "
                "cuts each off completely; the licences and bans of the day are part of every other number of this "
                "brief. Ranges put all figures on an item and all elasticities at the end that hurts, then at the end "
                "that spares: they are wide, and they are the result. Stocks are counted by the clock alone.",
            ),
        ),
        items=tuple(items),
    )


def _first_to_stop(ticking: tuple[Ticking, ...]) -> list[tuple[Ticking, Clock]]:
    """For each side, the user that stops first; at the same week, the first at some end of the ranges."""
    first: dict[str, tuple[Ticking, Clock]] = {}
    for one in ticking:
        for clock in one.users:
            if clock.earliest is not None and (one.target not in first or _when(clock) < _when(first[one.target][1])):
                first[one.target] = (one, clock)
    return list(first.values())


def _when(clock: Clock) -> tuple[float, float]:
    central = clock.lines["central", "central"]
    return float("inf") if central is None else float(central), float(clock.earliest or 0)


def _cut_off(asked: Question, found: Chokepoints, names: dict[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in found.held:
        who = f"{capital(names[one.hold.holder])}, {'buyer' if one.hold.side == 'buyer' else 'seller'}"
        numbers = (
            _at(found, outcome, economy, f"{one.item.name}.{other}")
            for outcome, economy, other in (
                (HARM, one.hold.over, one.hold.holder),
                (OWN_COST, one.hold.holder, one.hold.over),
            )
        )
        rows.append((one.item.title, who, *numbers))
    return Table(
        "cut-off",
        f"Real income after {asked.main_horizon} if it is cut off altogether, change in per cent (range)",
        ("What", "Held by", "Other side", "Itself"),
        tuple(rows),
        note="Largest harm first. Other suppliers sell more only up to their capacity.",
    )


def _clock_table(found: Chokepoints, names: dict[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in found.ticking:
        for clock in one.users[:2]:
            user = f"{names.get(clock.user, clock.user)}, {names[one.target]}"
            rows.append((one.item.title, user, f"{100 * one.ratio:.0f} %", *_week(found, one, clock), _bought(clock)))
    return Table(
        "clock",
        "The stock-out clock: first week in which the lines that use it make less than 95 % of normal",
        ("What", "Where", "Let through", "Week", "Range", "A quarter more buys"),
        tuple(rows),
        note="Weeks from the day the licences began, over elasticity and stocks; two largest users of each.",
    )


def _week(found: Chokepoints, one: Ticking, clock: Clock) -> tuple[Cell, Cell]:
    central = clock.lines["central", "central"]
    shown: Cell = "never"
    if central is not None:
        shown = Phrase(str(central), _finding(found, FIRST_WEEK, one.target, f"{one.item.name}.{clock.user}"))
    return shown, "never" if clock.earliest is None else f"{clock.earliest} to {clock.latest or 'never'}"


def _bought(clock: Clock) -> str:
    weeks = [week for week in clock.bought.values() if week is not None]
    if not weeks:
        return "nothing to buy"
    told = ["for good" if np.isinf(week) else f"{week:.0f} weeks" for week in (min(weeks), max(weeks))]
    return told[0] if told[0] == told[1] else " to ".join(told)


def _at(found: Chokepoints, outcome: str, economy: str, detail: str) -> Cell:
    return cell(_finding(found, outcome, economy, detail), ranged=True)


def _finding(found: Chokepoints, outcome: str, economy: str, detail: str) -> Finding:
    return found.findings.only(outcome=outcome, economy=economy, detail=detail)
