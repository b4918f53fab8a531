"""The talks in plain words for a terminal."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from tradetalks.talks import Deal, NoDeal, Patience, Threat
from tradetalks.talks.agenda import POINTS
from tradetalks.talks.game import Instrument, Payoffs
from tradetalks.talks.red_lines import RedLine
from tradetalks.talks.scenarios import SNAP_BACK
from tradetalks.talks.session import Keeping, Talks
from tradetalks.talks.swaps import Swap
from tradetalks.talks.table import Table

if TYPE_CHECKING:
    from rich.console import Console

MOVED = 0.05  # points, below which a setting counts as left where it is
SMALL = 0.001  # per cent, below which a gain is told as none
COINS = 2  # in which what a side would give is told
BYSTANDERS = 3  # told on either end
MOVES = 4  # of a change that helps both


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
    _print_time(done, names, out)
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


def print_package(game: Payoffs, x: object, names: dict[str, str], out: Console) -> None:
    """What each side does, in words."""
    settings = dict(zip((one.id for one in game.instruments), x, strict=True))  # type: ignore[call-overload]
    for party in game.parties:
        moves = [
            _move(one, float(settings[one.id]))
            for one in game.instruments
            if one.owner == party and abs(settings[one.id] - one.now) > _least(one)
        ]
        name = names.get(party, party)
        if not moves:
            _say(out, f"  {name} keeps everything where it is.")
            continue
        _say(out, f"  {name}")
        for move in moves:
            _say(out, f"    {move}")


def _say(out: Console, line: str) -> None:
    """A line whose continuation is indented by two more than its beginning."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    out.print(fill(line, out.width, subsequent_indent=indent, break_long_words=False), highlight=False)


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
    _say(out, f"  Over failing to agree: {told} of real income.")
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
        _say(out, "  Nothing is left on the table: no small change helps one side without hurting the other.")
    else:
        moves = [f"{name} {'up' if step > 0 else 'down'}" for name, step in room.direction.items()]
        most = f", {', '.join(moves[:MOVES])}" + (" and more" if len(moves) > MOVES else "")
        _say(out, f"  It lies off the frontier: both would gain from a small change:{most[1:]}.")


def _print_swaps(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.swaps:
        return
    out.print("\n[bold]What a concession is worth[/bold], from where failing would lead")
    units = {one.id: one for one in done.game.instruments}
    for name in dict.fromkeys(one.rate.given for one in done.swaps):
        group = [one for one in done.swaps if one.rate.given == name]
        giver, taker = (names.get(party, party) for party in (group[0].rate.giver, group[0].rate.taker))
        head = f"  {_amount(units[name], group[0].step)} {units[name].title}{_bites(done, name)}:"
        if group[0].needed == 0.0:
            _say(out, f"{head} {giver} gains by it and needs nothing in return.")
            _say(out, f"    {taker} would give {_most(group, done)}.")
            continue
        _say(out, head)
        for one in group:
            taken = units[one.rate.taken]
            if one.needed is not None and one.offered != 0.0:
                most = "all of it" if one.offered is None else _amount(taken, one.offered)
                least = f"{_amount(taken, one.needed)} {taken.title}{_bites(done, taken.id)}"
                _say(out, f"    {giver} needs {least}; {taker} could give {most}.")
        nothing = [units[one.rate.taken].title for one in group if one.needed is None]
        if nothing:
            _say(out, f"    None of these alone makes {giver} whole: {'; '.join(nothing)}.")


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
            _say(out, f"  {name}: does not bind.")
            continue
        price = ", ".join(f"{names.get(party, party)} {value:+.4f} %" for party, value in one.marginal.items())
        line = f"  {name}: binds. {_eased(one)} would bring {price}"
        if one.dropped:
            gone = ", ".join(f"{names.get(party, party)} {value:+.3f} %" for party, value in one.dropped.items())
            line += f"; dropped altogether, the new deal would bring {gone}"
        _say(out, line + ".")


def _eased(line: RedLine) -> str:
    return "One point of easing" if line.step == 1.0 else f"{line.step:.0%} of base volume more"


def _print_keeping(done: Talks, names: dict[str, str], out: Console) -> None:
    out.print("\n[bold]Will it hold?[/bold]")
    keeping = done.keeping
    if keeping is not None:
        for party, one in keeping.patience.items():
            _say(out, f"  {names.get(party, party)} {_needs(one, done.threat.name)}.")
        _print_best_kept(done, keeping, names, out)
    for party, limit in done.survives.items():
        told = (
            "however much it minds the other side's gain"
            if limit == float("inf")
            else f"unless it counts more than {limit:.2f} of the other side's gain as its own loss"
        )
        _say(out, f"  {names.get(party, party)} prefers it to failing {told}.")
    if done.disappears is not None:
        _say(
            out, f"  Nothing can be agreed once both count {done.disappears:.2f} of the other's gain as their own loss."
        )
    if done.linkage is not None:
        value = ", ".join(f"{names.get(party, party)} {gain:+.3f} %" for party, gain in done.linkage.value.items())
        _say(out, f"  One package instead of item by item is worth {value}.")


def _needs(one: Patience, threat: str) -> str:
    if one.critical == 0.0:
        return "has nothing to gain by breaking it"
    if one.critical is None:
        return f"would break it whatever its patience: {threat} is no punishment"
    return (
        f"keeps it if a quarter later counts for at least {one.critical:.2f} of today; breaking it brings "
        f"{one.deviation - one.deal:+.3f} % until the other side answers"
    )


def _print_best_kept(done: Talks, keeping: Keeping, names: dict[str, str], out: Console) -> None:
    at = f"at 5 % interest a year ({keeping.discount:.3f} a quarter)"
    if keeping.itself:
        _say(out, f"  Both keep it {at}: no less ambitious deal is needed.")
    elif keeping.best is not None:
        _say(out, f"  The most cooperative package that both keep {at}:")
        print_package(done.game, keeping.best, names, out)
    elif keeping.none_kept:
        _say(out, f"  No package that beats {done.threat.name} is kept by both {at}.")
    else:
        _say(out, f"  It is not kept by both {at}; --thorough looks for the best deal that is.")
    for party, one in keeping.proof.items():
        name = names.get(party, party)
        if one.critical is None:
            told = "would break it: no punishment that the other side would stand by is hard enough"
        elif one.critical == 0.0:
            told = "keeps it anyway"
        else:
            told = f"keeps it from {one.critical:.2f}"
        _say(out, f"  If a punishment must be one that the other side prefers to the deal, {name} {told}.")


def _print_time(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.clock and done.turns is None:
        return
    out.print("\n[bold]What time does[/bold]")
    for party, clock in done.clock.items():
        name = names.get(party, party)
        _say(
            out,
            f"  To {name} three more months of truce are worth {clock.extension:+.3f} % a year against a lapse today.",
        )
        if clock.waits_below is not None:
            _say(out, f"  {name} should settle rather than hold out {_hurry(clock.waits_below)}.")
    turns = done.turns
    if turns is None:
        return
    lapse = next(one.value for one in done.threats if one.name == SNAP_BACK)
    _say(out, f"  Offers in turn, one a month, {turns.deadline} before the truce lapses; gains over the lapse:")
    for offers, when in (
        (turns.in_time, "only the deadline presses"),
        (turns.at_risk, "one refusal in ten ends talks"),
    ):
        first, second = (
            ", ".join(f"{party} {value:+.3f}" for party, value in zip(done.game.parties, one - lapse, strict=True))
            for one in (offers.first_proposes, offers.second_proposes)
        )
        a, b = done.game.parties[:2]
        _say(out, f"    {when}: {a} first {first}; {b} first {second} %.")


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
        _say(out, f"  {one.item}{f' ({one.measure})' if one.measure else ''}: {one.why}.".replace("..", "."))
