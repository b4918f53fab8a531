"""The tables of `tradetalks show`, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tradetalks.policy.rulesets import rule_set
from tradetalks.policy.sheet import CONTROLS, DUTIES, Sheet
from tradetalks.policy.words import citations, ending, level, percent, scope_title

if TYPE_CHECKING:
    from tradetalks.case.model import Case
    from tradetalks.policy.averages import Average, Gap
    from tradetalks.policy.state import InForce

WIDE = 110  # columns from which goods and law have columns of their own
NARROW = 70  # columns below which a table would break its words: lines instead
AHEAD = 8  # deadlines shown; --json has them all


def print_sheet(told: Sheet, held: Mapping[str, tuple[str, ...]], out: Console) -> None:
    """Everything about the day, in the order an analyst asks for it; `held`: measure -> its critical inputs."""
    state = told.state
    out.print(f"[bold]{escape(told.case.title)}[/bold]", soft_wrap=False)
    known = "" if state.known == state.on else f", as known on {_day(state.known)}"
    rules = "" if state.rules == "legal" else f", by the conventions of rule set {state.rules}"
    out.print(f"In force on {_day(state.on)}{known}{rules}\n")
    for note in told.notes:
        out.print(Text(f"Note: {note}\n", style="yellow"))
    _averages(told, out)
    for imposer, target in told.sides:
        _direction(told, imposer, target, out)
    _section(told, told.elsewhere(), "On third countries", out)
    _paused_and_threats(told, out)
    _deadlines(told, out)
    _on_critical_inputs(told, held, out)
    _unknown(told, held, out)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _table(*columns: str, right: Sequence[int] = (), ratio: Sequence[int] = (), head: bool = True) -> Table:
    """A borderless table as wide as the terminal; columns with ratio 0 keep their natural width and never wrap."""
    table = Table(box=None, pad_edge=False, expand=True, header_style="bold", show_header=head)
    for n, column in enumerate(columns):
        table.add_column(
            column,
            justify="right" if n in right else "left",
            ratio=ratio[n] or None,
            no_wrap=not ratio[n],
            overflow="fold",
        )
    return table


def _averages(told: Sheet, out: Console) -> None:
    if not told.averages:
        return
    out.print("[bold]Average tariff, by method[/bold]")
    if out.width < NARROW:
        for one in told.averages:
            value, source = _average(one)
            out.print(
                Padding(Text(f"{one.importer} on {one.exporter}: {value} ({one.method}); {source}"), (0, 0, 0, 2))
            )
        out.print()
        return
    table = _table("on", "of", "per cent", "method", "source", right=(2,), ratio=(0, 0, 0, 0, 1))
    for one in told.averages:
        value, source = _average(one)
        table.add_row(one.importer, one.exporter, value, one.method, Text(source))
    out.print(Padding(table, (0, 0, 1, 2)))


def _average(one: Average) -> tuple[str, str]:
    """Its value, and what it rests on."""
    value = "not known" if one.percent is None else f"{one.percent:.1f}"
    return value, one.note or one.source if one.computed else f"{one.source}, of {one.on}"


def _direction(told: Sheet, imposer: str, target: str, out: Console) -> None:
    titles = {party.id: party.title.split(",")[0] for party in told.case.parties}
    head = f"{titles.get(imposer, imposer)} on {titles.get(target, target)}"
    _section(told, told.biting(imposer, target, DUTIES), f"{head}: duties", out)
    _section(told, told.biting(imposer, target, CONTROLS), f"{head}: licences, bans and listed firms", out)
    rest = [one for one in told.biting(imposer, target) if one.measure.instrument not in (*DUTIES, *CONTROLS)]
    _section(told, rest, f"{head}: other measures", out)


def _section(told: Sheet, ones: Sequence[InForce], title: str, out: Console) -> None:
    if not ones:
        return
    out.print(f"[bold]{escape(title)}[/bold]")
    if out.width < NARROW:
        _lines(told, ones, out)
        return
    wide = out.width >= WIDE
    columns = ("measure", "goods", "rate", "since", "until, then", "law")
    if wide:
        table = _table(*columns, ratio=(5, 4, 2, 0, 2, 3))
    else:
        table = _table("measure", "rate", "since", "until, then", ratio=(6, 2, 0, 2))
    authority = ""
    for one in ones:
        if one.measure.authority != authority:
            authority = one.measure.authority
            table.add_row(Text(authority, style="italic"))
        cells = _cells(told, one)
        if wide:
            table.add_row(*cells)
        else:
            name, goods, rate, since, until, law = cells
            under = Text("; ".join(part.plain for part in (goods, law) if part.plain), style="dim")
            table.add_row(Text("\n").join([name, under]), rate, since, until)
    out.print(Padding(table, (0, 0, 1, 2)))


def _lines(told: Sheet, ones: Sequence[InForce], out: Console) -> None:
    """One paragraph per measure, for a terminal too narrow for columns."""
    for one in ones:
        name, goods, rate, since, until, law = (cell.plain for cell in _cells(told, one))
        ends = f"until {until}".replace("\n", ", then ").removesuffix(", then ") if until else ""
        under = "; ".join(part for part in (rate, f"since {since}", ends, goods, law) if part)
        out.print(Padding(Text(name), (0, 0, 0, 2)))
        out.print(Padding(Text(under, style="dim"), (0, 0, 0, 4)))
    out.print()


def _cells(told: Sheet, one: InForce) -> tuple[Text, ...]:
    measure = one.measure
    ends = "" if one.until is None else f"{one.until}\n{ending(one.then)}"
    goods = "" if measure.scope == "none" else scope_title(told.case, measure.scope)
    law = citations(told.case, one.act)
    if not one.confirmed and "unconfirmed" not in law:
        law += " (from memory)"
    return tuple(map(Text, (measure.title, goods, level(measure, one.act), one.since.isoformat(), ends, law)))


def _paused_and_threats(told: Sheet, out: Console) -> None:
    if told.paused:
        out.print("[bold]Suspended[/bold]")
        for one in told.paused:
            until = f" until {one.until}" if one.until else ""
            out.print(Padding(Text(f"{one.measure.title}: suspended since {one.since}{until}"), (0, 0, 0, 2)))
        out.print()
    if told.threats:
        out.print("[bold]Announced, not law[/bold]")
        for threat in told.threats:
            rate = "" if threat.act.rate is None else f", {percent(threat.act.rate)}"
            out.print(
                Padding(
                    Text(f"{threat.measure.title}{rate}, from {threat.act.on}; said {threat.act.announced}"),
                    (0, 0, 0, 2),
                )
            )
        out.print()


def _deadlines(told: Sheet, out: Console) -> None:
    if not told.ahead:
        return
    out.print("[bold]Next, as far as it is fixed[/bold]")
    table = _table("day", "what", "then", ratio=(0, 4, 2))
    for one in told.ahead[:AHEAD]:
        starts = one.then is not None and one.then.cause == "replacement" and one.then.rate is None
        table.add_row(one.on.isoformat(), Text(one.what), "" if starts else ending(one.then))
    out.print(Padding(table, (0, 0, 0, 2)))
    if len(told.ahead) > AHEAD:
        out.print(Padding(f"and {len(told.ahead) - AHEAD} more (--json lists them all)", (0, 0, 0, 2)), style="dim")
    out.print()


def _on_critical_inputs(told: Sheet, held: Mapping[str, tuple[str, ...]], out: Console) -> None:
    """Measures without a number on any sector that a brief counts on the world's critical inputs."""
    ones = [one.measure for one in told.state.in_force if one.measure.id in held]
    ones = [measure for measure in ones if measure.id in told.state.unpriced_because]
    if not ones:
        return
    out.print("[bold]Counted by a brief on critical inputs of the world, not on whole sectors[/bold]")
    for measure in ones:
        out.print(Padding(Text(f"{measure.title}: {', '.join(held[measure.id])}"), (0, 0, 0, 2)))
    out.print()


def _unknown(told: Sheet, held: Mapping[str, tuple[str, ...]], out: Console) -> None:
    """Measures in force without a rate on a cell, grouped by the reason."""
    titles = {one.measure.id: one.measure.title for one in told.state.in_force}
    reasons: dict[str, list[str]] = {}
    for name, why in told.state.unpriced_because.items():
        if name in held:
            continue
        reasons.setdefault(why, []).append(titles.get(name, name))
    if not reasons:
        return
    out.print("[bold]In force without a known size (not counted as zero, but not counted)[/bold]")
    for why, names in reasons.items():
        out.print(Padding(Text(f"{why[0].upper()}{why[1:]}:", style="dim"), (0, 0, 0, 2)))
        for name in names:
            out.print(Padding(Text(f"{name}"), (0, 0, 0, 4)))


def print_gaps(case: Case, rules: str, gaps: Sequence[Gap], out: Console) -> None:
    """By how much each named convention of a rule set moves an average away from the law."""
    for one in gaps:
        says = {deviation.name: deviation.says for deviation in rule_set(case, rules).deviations}
        out.print(f"[bold]{one.importer} on {one.exporter}, {_day(one.on)}: from the law to rule set {rules}[/bold]")
        table = _table("convention", "points", right=(1,), ratio=(1, 0))
        table.add_row("By the law", f"{one.legal:.2f}")
        for name, points in one.points.items():
            table.add_row(Text(f"{name}: {says[name]}"), f"{points:+.2f}")
        table.add_row(f"By rule set {rules}", f"{one.other:.2f}", style="bold")
        out.print(Padding(table, (0, 0, 0, 2)))
        out.print(
            Padding("Shapley values: the mean effect over every order of taking them; they add up.", (0, 0, 1, 2))
        )


def print_cell(told: Sheet, cell: tuple[str, str, str], out: Console) -> None:
    """Because of which measures one cell pays what it pays."""
    state = told.state
    at = state.axes.cell(*cell)
    importer, exporter, sector = cell
    out.print(f"[bold]{importer} imports of {sector} from {exporter}, {_day(state.on)}[/bold]")
    points = state.because.points(*cell)
    titles = {one.measure.id: one.measure.title for one in state.in_force}
    table = _table("measure", "points", right=(1,), ratio=(1, 0))
    base = float(state.base[at])
    table.add_row("Ordinary duty (base)", "not known" if base != base else f"{100 * base:.2f}")
    for name in state.because[cell]:
        table.add_row(
            f"{escape(titles[name])} [dim]{name}[/dim]", f"{100 * points[name]:.2f}" if name in points else ""
        )
    table.add_row("Added by the measures", f"{100 * float(state.added[at]):.2f}", style="bold")
    if state.export_tax[at]:
        table.add_row("Export tax of the seller", f"{100 * float(state.export_tax[at]):.2f}")
    out.print(Padding(table, (0, 0, 1, 2)))
    for one in state.licences + state.bans:
        if (one.importer, one.exporter, one.sector) == cell:
            share = "a share not known" if one.share is None else f"{percent(one.share)} for sure"
            maybe = f", {percent(one.share_maybe)} perhaps" if one.share_maybe else ""
            out.print(Padding(Text(f"{titles[one.measure]}: covers {share}{maybe}"), (0, 0, 0, 2)))
