"""The talks in plain words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetalks.cli.talks_holding import print_keeping, print_time
from tradetalks.cli.talks_package import print_gains, print_package, say
from tradetalks.talks import NoDeal, Threat
from tradetalks.talks.game import Instrument
from tradetalks.talks.red_lines import RedLine
from tradetalks.talks.session import Talks
from tradetalks.talks.setting import POINTS
from tradetalks.talks.swaps import Swap
from tradetalks.talks.table import Table

if TYPE_CHECKING:
    from rich.console import Console

COINS = 2  # in which what a side would give is told


def print_talks(done: Talks, out: Console) -> None:
    """Threat points, deal, exchange rates, red lines, whether it holds, what is left out."""
    table, game = done.table, done.game
    names = {party.id: party.title for party in table.case.parties}
    out.print(f"[bold]{table.case.title}[/bold]: on the table on {table.day}, as known on {table.known}\n")
    _print_threats(done, out)
    if isinstance(done.deal, NoDeal):
        out.print(f"\nMeasured from {done.threat.name}:")
        for line in done.deal.words.splitlines():
            out.print(f"  {line}")
        print_left_out(table, out)
        return
    out.print(f"\n[bold]The {done.deal.solution} deal[/bold], if failing means {done.threat.name}:")
    print_package(game, done.deal.x, names, out)
    out.print()
    print_gains(game, done.deal, names, out)
    _print_swaps(done, names, out)
    _print_red_lines(done, names, out)
    print_keeping(done, names, out)
    print_time(done, names, out)
    print_left_out(table, out)


def _print_threats(done: Talks, out: Console) -> None:
    from rich.table import Table as Grid

    grid = Grid(title=f"If talks fail (real income against {done.table.before.on}, per cent)", title_justify="left")
    grid.add_column("threat point")
    for party in done.game.parties:
        grid.add_column(party, justify="right")
    grid.add_column("what happens")
    for one in done.threats:
        grid.add_row(one.name, *(f"{value:+.2f}" for value in one.value), _words(one))
    out.print(grid)
    first, last = done.frontier.payoff[0], done.frontier.payoff[-1]
    a, b = done.game.parties[:2]
    out.print(
        f"Frontier of {len(done.frontier.payoff)} packages: from {a} {first[0]:+.2f}, {b} {first[1]:+.2f} "
        f"to {a} {last[0]:+.2f}, {b} {last[1]:+.2f}."
    )


def _words(one: Threat) -> str:
    if one.war is None:
        return one.words
    found = len(one.war.distinct)
    equilibria = "one equilibrium" if found == 1 else f"{found} equilibria"
    most = f"Nobody gains more than {max(one.war.largest_gain, 0.0):.0e} % by moving alone"
    return f"{one.words} {most}; {equilibria} found from {_starts(one.war.starts)}."


def _starts(count: int) -> str:
    return "one start" if count == 1 else f"{count} starts"


def _print_swaps(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.swaps:
        return
    outside = f"the law of the day, since the agenda has no place for {done.threat.name}"
    where = outside if done.threat.x is None else "where failing would lead"
    out.print(f"\n[bold]What a concession is worth[/bold], from {where}")
    units = {one.id: one for one in done.game.instruments}
    for name in dict.fromkeys(one.rate.given for one in done.swaps):
        group = [one for one in done.swaps if one.rate.given == name]
        giver, taker = (names.get(party, party) for party in (group[0].rate.giver, group[0].rate.taker))
        head = f"  {_amount(units[name], group[0].step)} {units[name].title}{_bites(done, name)}:"
        if group[0].needed == 0.0:
            say(out, f"{head} {giver} gains by it and needs nothing in return.")
            say(out, f"    {taker} would give {_most(group, done)}.")
            continue
        say(out, head)
        for one in group:
            taken = units[one.rate.taken]
            if one.needed is not None and one.offered != 0.0:
                most = "all of it" if one.offered is None else _amount(taken, one.offered)
                least = f"{_amount(taken, one.needed)} {taken.title}{_bites(done, taken.id)}"
                say(out, f"    {giver} needs {least}; {taker} could give {most}.")
        nothing = [units[one.rate.taken].title for one in group if one.needed is None]
        if nothing:
            say(out, f"    None of these alone makes {giver} whole: {'; '.join(nothing)}.")


def _most(group: list[Swap], done: Talks) -> str:
    """What the taker would give at most, in the coins that measure it best."""
    units = {one.id: one for one in done.game.instruments}
    exact = [one for one in group if one.offered]
    told = [
        f"up to {_amount(units[one.rate.taken], one.offered or 0.0)} {units[one.rate.taken].title}"
        f"{_bites(done, one.rate.taken)}"
        for one in exact[:COINS]
    ]
    if told:
        return " or ".join(told)
    return f"all that it has of any one of its {len(group)} items" if group else "nothing"


def _bites(done: Talks, name: str) -> str:
    """Whether a licence binds where failing leads; nothing for a duty."""
    if name not in done.biting:
        return ""
    return " (binding)" if done.biting[name][0] else " (slack: worth nothing to concede)"


def _amount(one: Instrument, change: float) -> str:
    if one.unit == POINTS:
        return f"{abs(change):.1f} points {'off' if change < 0 else 'on'}"
    return f"{abs(change):.0%} of base volume {'more' if change > 0 else 'less'} of"


def _print_red_lines(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.red_lines:
        return
    out.print("\n[bold]Red lines[/bold]")
    for name, one in done.red_lines.items():
        if not one.binding:
            say(out, f"  {name}: does not bind.")
            continue
        price = ", ".join(f"{names.get(party, party)} {value:+.4f} %" for party, value in one.marginal.items())
        line = f"  {name}: binds. {_eased(one)} would bring {price}"
        if one.dropped:
            gone = ", ".join(f"{names.get(party, party)} {value:+.3f} %" for party, value in one.dropped.items())
            line += f"; dropped altogether, the new deal would bring {gone}"
        say(out, line + ".")


def _eased(line: RedLine) -> str:
    return "One point of easing" if line.step == 1.0 else f"{line.step:.0%} of base volume more"


def print_left_out(table: Table, out: Console) -> None:
    """What stands on the agenda and has no number."""
    if not table.agenda.not_modelled:
        return
    out.print("\n[bold]On the agenda, without a number[/bold] (not zero)")
    for one in table.agenda.not_modelled:
        say(out, f"  {one.item}{f' ({one.measure})' if one.measure else ''}: {one.why}.".replace("..", "."))
