"""tradetalks timeline: average tariffs each way over time, as a chart and as numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradetalks.cli.output import console, print_json, progress
from tradetalks.cli.output import day as read_day
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from tradetalks.case.model import Case
    from tradetalks.policy.timeline import Series


def timeline(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    out: Annotated[Path | None, typer.Option(help="Where the chart goes; default: <case>-timeline.svg.")] = None,
    known: Annotated[
        str | None, typer.Option(help="Use only what was public on this day; default: the case's last check.")
    ] = None,
    rules: Annotated[str, typer.Option(help="How duties combine: legal, or a rule set of the case.")] = "legal",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object; draws only with --out.")] = False,
) -> None:
    """Draw the average tariffs of each side on the other, step by step, with the acts that moved them."""
    known_day = read_day(known, "--known")
    if out is not None and out.suffix.lower() != ".svg":
        raise BadInput(Mistake("--out", f"{out} is not the name of an SVG file", "The command writes SVG: use .svg."))
    from tradetalks.case import load_case
    from tradetalks.economy import load_economy
    from tradetalks.policy.atoms import sector_weights
    from tradetalks.policy.timeline import timeline as compute

    read = load_case(case)
    public = known_day or read.checked_on
    with progress("Computing the average of every day on which the law changed"):
        economy = load_economy(read.world, split=False)
        table = sector_weights(economy.axes, economy.border, economy.tariff)
        series = compute(read, public, _start(read, public), max(read.checked_on, public), rules=rules, table=table)
    if json:
        body = {"case": read.name, "known": public, "rules": rules, "series": [_told(one) for one in series]}
        print_json("tradetalks/timeline/1", body)
    else:
        _print(series)
    if out is not None or not json:
        path = out or Path(f"{read.name}-timeline.svg")
        with progress("Drawing"):
            from tradetalks.cli.timeline_chart import draw

            picture = draw(read, series, public, max(read.checked_on, public))
        _write(path, picture)
        typer.echo(f"Wrote {path}", err=True)


def _start(case: Case, known: date) -> date:
    """New Year's Day before the first act."""
    from tradetalks.case import change_days

    return date(min([*change_days(case, known), case.before]).year, 1, 1)


def _write(path: Path, picture: str) -> None:
    from tradetalks.files import write_atomically

    try:
        write_atomically(path, picture)
    except OSError as trouble:
        raise BadInput(Mistake("--out", f"{path} cannot be written: {trouble.strerror}")) from None


def _told(one: Series) -> dict[str, Any]:
    return {
        "importer": one.importer,
        "exporter": one.exporter,
        "method": one.method,
        "note": one.note,
        "steps": [{"on": step.on, "percent": step.percent, "points": step.points} for step in one.steps],
        "sourced": [
            {
                "on": level.on,
                "percent": level.value,
                "method": level.method,
                "source": level.source,
                "published": level.published,
            }
            for level in one.sourced
        ],
    }


def _print(series: tuple[Series, ...]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    for one in series:
        out.print(f"[bold]{one.importer} on {one.exporter}[/bold], per cent, {one.method}: {one.note}")
        table = Table(box=None, pad_edge=False, expand=True)
        table.add_column("day", no_wrap=True)
        table.add_column("average", justify="right", no_wrap=True)
        table.add_column("moved by (points)", ratio=1)
        for step in one.steps:
            by = sorted(step.points.items(), key=lambda item: -abs(item[1]))
            moved = ", ".join(f"{name} {points:+.1f}" for name, points in by[:3])
            more = f", and {len(by) - 3} more" if len(by) > 3 else ""
            table.add_row(step.on.isoformat(), f"{step.percent:.1f}", Text(moved + more))
        out.print(table)
        out.print()
