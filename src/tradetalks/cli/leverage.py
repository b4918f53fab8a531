"""tradetalks leverage: who can hurt whom with what, for how long, and when lines stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli.output import console, print_json, steps
from tradetalks.cli.output import day as read_day
from tradetalks.errors import BadInput, Mistake, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.table import Table

    from tradetalks.case.model import Case
    from tradetalks.economy import CriticalItem
    from tradetalks.leverage.stages import Stages
    from tradetalks.leverage.table import Leverage
    from tradetalks.leverage.words import Paid


PAIRS = ("leading", "all")


def leverage(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    item: Annotated[str | None, typer.Option(help='One critical input, for example "magnets"; default: all.')] = None,
    horizon: Annotated[
        list[str] | None,
        typer.Option(help='"3 months", "1 year" or "5 years"; may be repeated; default: 3 months.'),
    ] = None,
    day: Annotated[str | None, typer.Option(help="The day the law is that of; default: the case's.")] = None,
    known: Annotated[str | None, typer.Option(help="Use only what was public on this day; default: the day.")] = None,
    economy_table: Annotated[
        str | None, typer.Option(help="A shipped world table or a folder with one; default: the case's.")
    ] = None,
    pairs: Annotated[
        str, typer.Option(help='"leading" or "all": which pairs of buyer and seller are cut off; all takes a minute.')
    ] = "leading",
    release: Annotated[
        float, typer.Option(help="Per cent of base volume let through on top: how many weeks does it buy?")
    ] = 25.0,
    out: Annotated[Path | None, typer.Option(help="Also write the charts (SVG) into this folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Rank what each side can do to the other with goods too small to see, and what that costs it."""
    on, public = read_day(day, "--day"), read_day(known, "--known")
    with steps() as say:
        from tradetalks.case import load_case
        from tradetalks.economy import load_economy, load_items
        from tradetalks.equilibrium import horizons
        from tradetalks.leverage import leverage_table
        from tradetalks.leverage.stages import Stages
        from tradetalks.leverage.table import chosen

        wanted = tuple(horizon or ("3 months",))
        wrong = [one for one in wanted if one not in horizons()]
        if wrong:
            raise BadInput(Mistake("--horizon", f'unknown horizon "{wrong[0]}"', did_you_mean(wrong[0], horizons())))
        if pairs not in PAIRS:
            raise BadInput(Mistake("--pairs", f'unknown choice "{pairs}"', did_you_mean(pairs, PAIRS)))
        if not 0.0 < release <= 100.0:
            raise BadInput(Mistake("--release", f"{release:g} is out of range", "Per cent, above 0 and up to 100."))
        items = load_items()
        chosen(items, item)
        read = load_case(case)
        stages = Stages(load_economy(economy_table or read.world))
        table = leverage_table(
            read,
            stages.economy,
            items,
            horizons=wanted,
            item=item,
            on=on,
            known=public,
            every_pair=pairs == "all",
            release=release / 100.0,
            stages=stages,
            say=say,
        )
        pays = _tightness(stages, items, item, wanted[0], say)
    written = _write(out, table) if out else ()
    if json:
        from tradetalks.leverage.as_json import as_json

        print_json("tradetalks/leverage/1", as_json(read.name, table, pays))
    else:
        _print(read, table, pays)
    for path in written:
        typer.echo(f"Wrote {path}", err=True)


def _tightness(
    stages: Stages, items: Sequence[CriticalItem], item: str | None, horizon: str, say: Callable[[str], None]
) -> list[Paid]:
    """Where tightening pays the exporter, for every item that a seller holds."""
    from tradetalks.leverage.table import chosen, needed
    from tradetalks.leverage.tightness import FEW, RATIOS, best_tightness
    from tradetalks.leverage.words import Paid

    found: list[Paid] = []
    for one in chosen(items, item):
        for hold in one.holds if one.is_split else ():
            if hold.side == "buyer":
                continue
            say(f"{one.title}: what tightening pays {hold.holder}")
            lines = best_tightness(
                stages.economy,
                one,
                hold,
                horizon,
                needs=needed(items, one),
                ratios=RATIOS if item else FEW,
                stages=stages,
            )
            found.append(Paid(one.name, hold.holder, hold.over, horizon, lines))
    return found


def _write(folder: Path, table: Leverage) -> tuple[Path, ...]:
    from tradetalks.files import write_atomically
    from tradetalks.leverage.chart import leverage_chart, stock_out_chart

    if folder.exists() and not folder.is_dir():
        raise BadInput(Mistake("--out", f"{folder} is not a folder"))
    charts = {
        f"leverage-{horizon.replace(' ', '-')}.svg": leverage_chart(
            f"Harm against own cost, {horizon}", [one for one in table.power if one.horizon == horizon]
        )
        for horizon in table.horizons
    }
    for name, target, ratio, users in table.clocks:
        for clock in users[:1]:
            title = f"{name}: {clock.user} in {target}, {100 * ratio:.0f} % let through"
            charts[f"stock-out-{name}-{target}.svg"] = stock_out_chart(title, clock)
    try:
        for file, text in charts.items():
            write_atomically(folder / file, text)
    except OSError as trouble:
        raise BadInput(Mistake(str(folder), f"cannot be written: {trouble.strerror}")) from None
    return tuple(folder / file for file in charts)


def _print(case: Case, table: Leverage, pays: list[Paid]) -> None:
    from tradetalks.leverage.words import sections

    out = console()
    out.print(f"[bold]{case.title}: who holds what over whom[/bold]")
    out.print(f"Law of {table.on}, as known on {table.known}; {table.world} with critical inputs split.")
    for section in sections(table, pays):
        out.print(f"\n[bold]{section.title}[/bold]")
        if section.rows:
            out.print(_grid(section.head, section.rows))
        for line in section.lines:
            out.print(line, markup=False)


def _grid(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    from rich.table import Table

    grid = Table(box=None, pad_edge=False)
    for place, heading in enumerate(head):
        grid.add_column(heading, justify="left" if place == 0 else "right", no_wrap=True)
    for row in rows:
        grid.add_row(*row)
    return grid
