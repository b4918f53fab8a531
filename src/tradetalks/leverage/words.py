"""The leverage table in words: no figure stands without its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tradetalks.leverage.power import Power
from tradetalks.leverage.stock_out import Clock
from tradetalks.leverage.table import Joint, Leverage
from tradetalks.leverage.tightness import Tightness

UNIT = "log-% of real income"


class Paid(NamedTuple):
    """Where tightening pays: an item, who holds it over whom, the horizon, one line per setting."""

    item: str
    holder: str
    target: str
    horizon: str
    lines: tuple[Tightness, ...]


Pays = Sequence[Paid]


@dataclass(frozen=True)
class Section:
    """A titled table with remarks under it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...] = ()


def sections(table: Leverage, pays: Pays) -> tuple[Section, ...]:
    """What the terminal shows, in order; empty sections are left out."""
    made = [
        *(_power(table, horizon) for horizon in table.horizons),
        _joint(table.joint),
        _dependence(table),
        _tight(table),
        _clocks(table),
        _pays(pays),
        _missing(table),
    ]
    return tuple(section for section in made if section.rows or section.lines)


def _power(table: Leverage, horizon: str) -> Section:
    rows = [one for one in table.power if one.horizon == horizon]
    unsolved = [f"{one.item}: no equilibrium at {', '.join(one.unsolved)}" for one in rows if one.unsolved]
    return Section(
        f"Cut off for {horizon}: harm and own cost, {UNIT}",
        ("item", "who", "harm (range)", "own cost (range)", "ratio (range)", "next point off"),
        tuple(
            (
                one.item,
                _who(one),
                f"{_number(one.power)} ({_range(one.power_range)})",
                f"{_number(one.own_cost)} ({_range(one.own_cost_range)})",
                f"{_number(one.ratio)} ({_range(one.ratio_range)})" if one.ratio is not None else "costs it nothing",
                f"{_number(one.next_point)} ({_range(one.next_point_range)})",
            )
            for one in rows
        ),
        (
            "Ranges: sigma over published and judged values, then all ends that hurt and all that spare at once "
            "(sigma, sources, capacity, content, size, and every other elasticity).",
            "Next point off: harm that one more per cent of supply from others would take away.",
            *unsolved,
        ),
    )


def _who(one: Power) -> str:
    return f"{one.holder} > {one.target}" + (" (buyer)" if one.side == "buyer" else "")


def _joint(joint: Sequence[Joint]) -> Section:
    rows = []
    for one in joint:
        losses = [harm.target for harm in one.together]
        rows.append(
            (
                f"{one.holder} > {one.target}",
                one.horizon,
                f"{_number(losses[0])} ({_span(losses)})",
                f"{_number(one.sum_of_singles[0])} ({_span(one.sum_of_singles)})",
            )
        )
    return Section(f"Everything at once, {UNIT}", ("who", "horizon", "together (range)", "sum of singles"), tuple(rows))


def _dependence(table: Leverage) -> Section:
    rows = []
    for one in table.dependence:
        largest = one.users[0] if one.users else None
        reliance = (
            f"{largest.user}: {1e4 * largest.face_value:.1f}, {1e4 * largest.look_through:.1f}" if largest else "-"
        )
        rows.append(
            (
                one.item,
                f"{one.holder} > {one.target}",
                f"{one.spending:,.0f}",
                f"{100 * one.held:.0f} %",
                f"{one.concentration:.2f}",
                f"{one.world:.2f}",
                reliance,
            )
        )
    remark = "Reliance: per ten thousand of the largest user's output, bought of the holder and through every round."
    head = ("item", "who", "million USD", "held", "HHI", "world HHI", "reliance")
    return Section("Dependence in the base year", head, tuple(rows), (remark,) if rows else ())


def _tight(table: Leverage) -> Section:
    targets = {(one.item, one.target) for one in table.power}
    rows, lines = [], []
    for one in table.tight:
        if (one.item, one.importer) not in targets:
            continue
        span = f"{100 * one.ratio:.0f} % ({100 * one.low:.0f} to {100 * one.high:.0f})"
        rows.append((one.item, f"{one.exporter} > {one.importer}", span, one.measure))
        seen = [f"{fact.how} in {fact.on:%B %Y}, public {fact.published} ({fact.source})" for fact in one.evidence]
        lines.append(f"{one.item}: {'; '.join(seen) or one.how}.")
    title = f"Licences and bans in force, volume let through as known on {table.known}"
    return Section(title, ("item", "flow", "let through (range)", "measure"), tuple(rows), tuple(lines))


def _clocks(table: Leverage) -> Section:
    rows = []
    for name, target, ratio, users in table.clocks:
        for clock in users:
            rows.append(
                (
                    name,
                    f"{clock.user}, {target}",
                    f"{100 * ratio:.0f} %",
                    f"{100 * clock.exposed:.0f} %",
                    _weeks(clock),
                    _bought(clock),
                )
            )
    head = (
        "item",
        "user",
        "let through",
        "output with it",
        "week lines fall below 95 % (earliest to latest)",
        "bought",
    )
    remark = (
        "Weeks from the day the licences began, the wait for the first licence included, over sigma and stocks; "
        "bought: weeks that a quarter of base volume more, from the first week, would buy."
    )
    return Section("The stock-out clock", head, tuple(rows), (remark,) if rows else ())


def _weeks(clock: Clock) -> str:
    central = clock.lines["central", "central"]
    middle = "never" if central is None else str(central)
    if clock.earliest is None:
        return "never"
    return f"{middle} ({clock.earliest} to {clock.latest or 'never'})"


def _bought(clock: Clock) -> str:
    known = [weeks for weeks in clock.bought.values() if weeks is not None]
    if not known:
        return "nothing to buy"
    low, high = min(known), max(known)
    return f"{_week(low)} to {_week(high)}" if low != high else _week(low)


def _week(weeks: float) -> str:
    return "all of it" if math.isinf(weeks) else f"{weeks:.0f}"


def _pays(pays: Pays) -> Section:
    rows = []
    for item, holder, target, horizon, lines in pays:
        for one in lines:
            revenue = f"{100 * one.ratio:.0f} % (revenue {one.revenue_gain:+,.0f} %)" if one.ratio else "never"
            income = f"{100 * one.welfare_ratio:.0f} % ({one.welfare_gain:+.4f} %)" if one.welfare_ratio else "never"
            rows.append((item, f"{holder} > {target}, {horizon}", one.setting.name, revenue, income))
    head = ("item", "who", "figures", "revenue is greatest at", "real income is greatest at")
    remark = f"Volume let through, of {100 * 0.1:.0f} to 95 % tried; the premium is the exporter's."
    return Section("Tightening that pays the one who tightens", head, tuple(rows), (remark,) if rows else ())


def _missing(table: Leverage) -> Section:
    lines = tuple(f"{one.title}: not split: missing {'; '.join(one.missing)}." for one in table.not_split)
    return Section("Not split", (), (), lines)


def _number(value: float | None) -> str:
    if value is None:
        return "unknown"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}" if abs(value) >= 1e-5 else "0"


def _range(pair: tuple[float | None, float | None]) -> str:
    return f"{_number(pair[0])} to {_number(pair[1])}"


def _span(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{_number(min(known))} to {_number(max(known))}" if known else "unknown"
