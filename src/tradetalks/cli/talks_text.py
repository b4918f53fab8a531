"""The talks in plain words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetalks.talks import Deal, NoDeal, Threat
from tradetalks.talks.agenda import POINTS
from tradetalks.talks.game import Instrument, Payoffs
from tradetalks.talks.session import Talks
from tradetalks.talks.table import Table

if TYPE_CHECKING:
    from rich.console import Console

MOVED = 0.05  # points, below which a setting counts as left where it is
SMALL = 0.001  # per cent, below which a gain is told as none
BYSTANDERS = 3  # told on either end


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
    print_gains(done.deal, names, out)
    _print_swaps(done, names, out)
    _print_red_lines(done, names, out)
    _print_keeping(done, names, out)
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
    equilibria = "one equilibrium found" if found == 1 else f"{found} equilibria found"
    return f"{one.words} Nobody gains more than {max(one.war.largest_gain, 0.0):.0e} % by moving alone; {equilibria}."


def print_package(game: Payoffs, x: object, names: dict[str, str], out: Console) -> None:
    """What each side does, in words."""
    settings = dict(zip((one.id for one in game.instruments), x, strict=True))  # type: ignore[call-overload]
    for party in game.parties:
        moves = [
            _move(one, float(settings[one.id]))
            for one in game.instruments
            if one.owner == party and abs(settings[one.id] - one.now) > _least(one)
        ]
        out.print(
            f"  {names.get(party, party)}: " + ("; ".join(moves) if moves else "keeps everything where it is") + "."
        )


def _least(one: Instrument) -> float:
    return MOVED if one.unit == POINTS else MOVED / 100.0


def _move(one: Instrument, value: float) -> str:
    if one.unit != POINTS:
        return f"lets {value:.0%} of the base volume through ({one.title})"
    verb = "takes" if value < one.now else "adds"
    joined = "off" if value < one.now else "to"
    return f"{verb} {abs(value - one.now):.1f} points {joined} {one.title}"


def print_gains(deal: Deal, names: dict[str, str], out: Console) -> None:
    """Who gains what over failing to agree."""
    told = ", ".join(f"{names.get(party, party)} {gain:+.3f} %" for party, gain in deal.gain.items())
    out.print(f"  Over failing to agree: {told} of real income.")
    ranked = sorted(deal.third_parties.items(), key=lambda pair: pair[1])
    losers = [f"{party} {gain:+.3f}" for party, gain in ranked[:BYSTANDERS] if gain < -SMALL]
    winners = [f"{party} {gain:+.3f}" for party, gain in reversed(ranked[-BYSTANDERS:]) if gain > SMALL]
    if winners or losers:
        out.print(
            "  Nobody asked: "
            + "; ".join(
                part
                for part in (
                    "gain " + ", ".join(winners) if winners else "",
                    "lose " + ", ".join(losers) if losers else "",
                )
                if part
            )
            + " %."
        )
    room = deal.room
    if room.efficient:
        out.print("  Nothing is left on the table: no small change helps one side without hurting the other.")
    else:
        moves = ", ".join(f"{name} {'up' if step > 0 else 'down'}" for name, step in room.direction.items())
        out.print(f"  Both would gain from a small change: {moves}.")


def _print_swaps(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.swaps:
        return
    out.print("\n[bold]What a concession is worth[/bold], from where failing would lead")
    units = {one.id: one for one in done.game.instruments}
    for name in dict.fromkeys(one.rate.given for one in done.swaps):
        group = [one for one in done.swaps if one.rate.given == name]
        giver, taker = (names.get(party, party) for party in (group[0].rate.giver, group[0].rate.taker))
        out.print(f"  {_amount(units[name], group[0].step)} {units[name].title}:")
        if all(one.needed == 0.0 for one in group):
            out.print(f"    {giver} gains by it and needs nothing in return.")
            continue
        nothing = [one for one in group if one.needed is None]
        for one in group:
            if one.needed is not None:
                taken = units[one.rate.taken]
                most = "the whole of its range" if one.offered is None else f"up to {_amount(taken, one.offered)} that"
                out.print(
                    f"    {giver} needs {_amount(taken, one.needed)} {taken.title}; {taker} could give {most} "
                    "and still gain."
                )
        if nothing:
            out.print(f"    None of these alone makes {giver} whole: {', '.join(one.rate.taken for one in nothing)}.")


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
            out.print(f"  {name}: does not bind.")
            continue
        price = ", ".join(f"{names.get(party, party)} {value:+.4f} %" for party, value in one.marginal.items())
        line = f"  {name}: binds. One unit of easing would bring {price}"
        if one.dropped:
            gone = ", ".join(f"{names.get(party, party)} {value:+.3f} %" for party, value in one.dropped.items())
            line += f"; dropped altogether, the new deal would bring {gone}"
        out.print(line + ".")


def _print_keeping(done: Talks, names: dict[str, str], out: Console) -> None:
    out.print("\n[bold]Will it hold?[/bold]")
    for party, one in done.patience.items():
        name = names.get(party, party)
        if one.critical == 0.0:
            told = "has nothing to gain by breaking it"
        elif one.critical is None:
            told = f"would break it whatever its patience: {done.threat.name} is no punishment"
        else:
            told = (
                f"keeps it if a period later counts for at least {one.critical:.2f} of today; breaking it brings "
                f"{one.deviation - one.deal:+.3f} % until the other side answers"
            )
        out.print(f"  {name} {told}.")
    for party, limit in done.survives.items():
        told = (
            "however much it minds the other side's gain"
            if limit == float("inf")
            else f"unless it counts more than {limit:.2f} of the other side's gain as its own loss"
        )
        out.print(f"  {names.get(party, party)} prefers it to failing {told}.")
    for party, clock in done.clock.items():
        name = names.get(party, party)
        out.print(
            f"  To {name} three more months of truce are worth {clock.extension:+.3f} % a year against a lapse today."
        )
        if clock.waits_below is not None:
            out.print(f"  {name} should settle rather than hold out {_hurry(clock.waits_below)}.")
    if done.linkage is not None:
        value = ", ".join(f"{names.get(party, party)} {gain:+.3f} %" for party, gain in done.linkage.value.items())
        out.print(f"  One package instead of item by item is worth {value}.")


def _hurry(hazard: float) -> str:
    if hazard < 0.005:
        return "at any risk of a lapse"
    return f"once a lapse is likelier than {hazard:.2f} a year (a better deal expected within a year)"


def print_left_out(table: Table, out: Console) -> None:
    """What stands on the agenda and has no number."""
    if not table.agenda.not_modelled:
        return
    out.print("\n[bold]On the agenda, without a number[/bold] (not zero)")
    for one in table.agenda.not_modelled:
        out.print(f"  {one.item}{f' ({one.measure})' if one.measure else ''}: {one.why}.".replace("..", "."))
