"""tradetalks backtest: what the model says on data known by the case's day against what was recorded later."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli.output import console, print_json, steps

if TYPE_CHECKING:
    from tradetalks.leverage.compared import Compared


def backtest(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    economy_table: Annotated[
        str | None, typer.Option(help="A shipped world table or a folder with one; default: the case's.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check the model against what came after, misses shown as plainly as hits."""
    with steps() as say:
        from tradetalks.case import load_case
        from tradetalks.economy import load_economy, load_items
        from tradetalks.leverage.backtest import backtest as compare

        read = load_case(case)
        lines = compare(read, load_economy(economy_table or read.world), load_items(), say=say)
    if json:
        body = {
            "case": read.name,
            "day": read.day,
            "lines": [{**asdict(one), "verdict": one.verdict} for one in lines],
            "count": _count(lines),
        }
        print_json("tradetalks/backtest/1", body)
        return
    _print(read.title, str(read.day), lines)


def _count(lines: tuple[Compared, ...]) -> dict[str, int]:
    verdicts = [one.verdict for one in lines]
    return {verdict: verdicts.count(verdict) for verdict in ("hit", "miss", "unknown")}


def _print(title: str, day: str, lines: tuple[Compared, ...]) -> None:
    from rich.table import Table

    out = console()
    out.print(f"[bold]{title}: the model of {day} against the record[/bold]")
    for group in dict.fromkeys(one.group for one in lines):
        mine = [one for one in lines if one.group == group]
        grid = Table(box=None, pad_edge=False, title=f"{group}, {mine[0].unit}", title_justify="left")
        for heading in ("", "said (range)", "recorded", "", "public"):
            grid.add_column(heading, justify="left" if not heading else "right", overflow="fold")
        for one in mine:
            said = f"{_number(one.said)} ({_number(one.low)} to {_number(one.high)})"
            verdict = one.verdict if one.verdict == "hit" else f"[bold]{one.verdict}[/bold]"
            grid.add_row(one.what, said, _recorded(one), verdict, str(one.public or "unknown"))
        out.print()
        out.print(grid)
        for remark in dict.fromkeys(text for one in mine for text in (one.note, one.source) if text):
            out.print(f"  {remark}", markup=False)
    counts = _count(lines)
    out.print(f"\n{counts['hit']} inside the range, {counts['miss']} outside, {counts['unknown']} not comparable.")


def _recorded(one: Compared) -> str:
    if one.recorded_high is None or one.recorded_high == one.recorded:
        return _number(one.recorded)
    if math.isinf(one.recorded_high):
        return f"above {_number(one.recorded)}"
    return f"{_number(one.recorded)} to {_number(one.recorded_high)}"


def _number(value: float | None) -> str:
    if value is None:
        return "unknown"
    if math.isinf(value):
        return "never"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}"
