"""A package and what it brings, in plain words for a terminal; shared by `talks` and `offer`."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from tradetalks.talks import Deal
from tradetalks.talks.game import Instrument, Payoffs
from tradetalks.talks.setting import POINTS

if TYPE_CHECKING:
    from rich.console import Console

MOVED = 0.05  # points, below which a setting counts as left where it is
SMALL = 0.001  # per cent, below which a gain is told as none
BYSTANDERS = 3  # told on either end
MOVES = 4  # of a change that helps both


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
            say(out, f"  {name} keeps everything where it is.")
            continue
        say(out, f"  {name}")
        for move in moves:
            say(out, f"    {move}")


def say(out: Console, line: str) -> None:
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


def print_gains(game: Payoffs, deal: Deal, names: dict[str, str], out: Console) -> None:
    """Who gains what over failing to agree."""
    told = ", ".join(f"{names.get(party, party)} {gain:+.3f} %" for party, gain in deal.gain.items())
    say(out, f"  Over failing to agree: {told} of real income.")
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
        say(out, "  Nothing is left on the table: no small change helps one side without hurting the other.")
    else:
        title = {one.id: one.title for one in game.instruments}
        moves = [f"{title[name]} {'up' if step > 0 else 'down'}" for name, step in room.direction.items()]
        most = "; ".join(moves[:MOVES]) + (" and more" if len(moves) > MOVES else "")
        say(out, f"  It lies off the frontier: both would gain from a small change: {most}.")
