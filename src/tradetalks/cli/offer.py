"""tradetalks offer: who gains from a package, whether it can be improved for both, and whether it would be kept."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tradetalks.cli.output import console, print_json, steps
from tradetalks.cli.output import day as read_day
from tradetalks.cli.talks import open_table, pairs, round_all
from tradetalks.errors import BadInput, Mistake


def offer(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="An item's setting: us-tariff=-10pp, magnet-licences=0.9; repeat.")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The day of the talks; default: the case's.")] = None,
    known: Annotated[str | None, typer.Option(help="Use only what was public on this day; default: the day.")] = None,
    threat: Annotated[str | None, typer.Option(help="If talks fail: snap-back, status-quo or war.")] = None,
    horizon: Annotated[str, typer.Option(help='"3 months", "1 year" or "5 years".')] = "1 year",
    economy_table: Annotated[str | None, typer.Option(help="A world table or a folder with one.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell who gains from a package, what would improve it for both sides, and whether it would be kept."""
    on_day, known_day = read_day(on, "--on"), read_day(known, "--known")
    package = pairs(set_, "--set")
    if not package:
        raise BadInput(Mistake("--set", "no offer given", "For example --set us-tariff=-10pp."))
    with steps() as tell:
        from tradetalks.talks.offer import judge

        table = open_table(
            case, on_day, known_day, horizon=horizon, economy_table=economy_table, red_lines=True, tell=tell
        )
        judged = judge(table, package, threat=threat, tell=tell)
    if json:
        print_json("tradetalks/offer/1", _body(judged))
        return
    from tradetalks.cli.talks_package import print_gains, print_package, say
    from tradetalks.cli.talks_text import print_left_out

    out = console()
    names = {party.id: party.title for party in table.case.parties}
    out.print(f"[bold]An offer[/bold] on {table.day}, against {judged.deal.threat.name}")
    print_package(table.free, judged.deal.x, names, out)
    print_gains(table.free, judged.deal, names, out)
    for line in judged.words:
        say(out, f"  {line}")
    print_left_out(table, out)


def _body(judged: Any) -> dict[str, Any]:
    from tradetalks.cli import talks_json

    table = judged.table
    body: dict[str, Any] = round_all(
        {
            **talks_json.header(table),
            "items": talks_json.items(table),
            "threat": talks_json.threat(table.free, judged.deal.threat),
            "offer": talks_json.deal(judged.deal),
            "acceptable": judged.acceptable,
            "improvement": judged.deal.room.direction,
            "crosses": judged.crosses,
            "kept_if": {party: one.critical for party, one in judged.patience.items()},
        }
    )
    return body
