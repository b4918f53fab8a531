"""tradetalks talks: what each side gets if talks fail, what both would sign, and whether it would be kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradetalks.cli.output import console, print_json, steps
from tradetalks.cli.output import day as read_day
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from tradetalks.talks.progress import Tell
    from tradetalks.talks.table import Table


def talks(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    on: Annotated[str | None, typer.Option(help="The day of the talks; default: the case's.")] = None,
    known: Annotated[str | None, typer.Option(help="Use only what was public on this day; default: the day.")] = None,
    threat: Annotated[
        str | None, typer.Option(help="If talks fail: snap-back, status-quo, war, full-war or export-controls.")
    ] = None,
    solution: Annotated[
        str, typer.Option(help="nash, kalai-smorodinsky, egalitarian (in money) or equal-proportional.")
    ] = "nash",
    fix: Annotated[list[str] | None, typer.Option(help="Hold an item: ITEM=VALUE; may be repeated.")] = None,
    ignore_red_lines: Annotated[bool, typer.Option("--ignore-red-lines", help="Let every item move.")] = False,
    rivalry: Annotated[
        list[str] | None, typer.Option(help="PARTY=WEIGHT on the other side's gain, as its own loss; may be repeated.")
    ] = None,
    points: Annotated[int, typer.Option(min=2, help="Points of the frontier.")] = 25,
    thorough: Annotated[
        bool,
        typer.Option("--thorough", help="Also deals without each red line, item by item, and more; takes minutes."),
    ] = False,
    horizon: Annotated[str, typer.Option(help='"3 months", "1 year" or "5 years".')] = "1 year",
    economy_table: Annotated[str | None, typer.Option(help="A world table or a folder with one.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what each side gets if talks fail, which package both would sign, and whether it would be kept."""
    on_day, known_day = read_day(on, "--on"), read_day(known, "--known")
    with steps() as tell:
        from tradetalks.talks.package import item_settings
        from tradetalks.talks.session import hold_talks

        table = open_table(
            case,
            on_day,
            known_day,
            horizon=horizon,
            economy_table=economy_table,
            red_lines=not ignore_red_lines,
            rivalry=pairs(rivalry, "--rivalry"),
            tell=tell,
        )
        fixes = item_settings(table, pairs(fix, "--fix"))
        done = hold_talks(
            table, threat=threat, solution=solution, fixes=fixes, points=points, thorough=thorough, tell=tell
        )
    if json:
        from tradetalks.cli.talks_json import body

        print_json("tradetalks/talks/1", body(done))
    else:
        from tradetalks.cli.talks_text import print_talks

        print_talks(done, console())


def open_table(
    case: str,
    on: date | None,
    known: date | None,
    *,
    horizon: str,
    economy_table: str | None,
    red_lines: bool,
    tell: Tell,
    rivalry: dict[str, float] | None = None,
) -> Table:
    """Read the case and the world and set the table; shared with `offer`."""
    from tradetalks.case import load_case
    from tradetalks.economy import load_economy
    from tradetalks.talks.table import payoffs

    tell("Reading the case and the world")
    read = load_case(case)
    economy = load_economy(economy_table or read.world)
    return payoffs(economy, read, on, known=known, horizon=horizon, red_lines=red_lines, rivalry=rivalry, tell=tell)


def pairs(given: list[str] | None, option: str) -> dict[str, float]:
    """NAME=VALUE of a repeated option: a number, with pp for points (-10pp) or % for per cent (90% is 0.9)."""
    found: dict[str, float] = {}
    mistakes = []
    for text in given or ():
        name, _, value = text.partition("=")
        number = _number(value.strip())
        if not name or number is None:
            mistakes.append(
                Mistake(option, f'"{text}" is not NAME=VALUE', "For example us-tariff=-10pp or magnet-licences=0.9.")
            )
        elif name.strip() in found and found[name.strip()] != number:
            mistakes.append(Mistake(option, f"{name.strip()} is set twice, to different values", "Set it once."))
        else:
            found[name.strip()] = number
    if mistakes:
        raise BadInput(mistakes)
    return found


def _number(text: str) -> float | None:
    scale = 0.01 if text.endswith("%") else 1.0
    try:
        number = scale * float(text.removesuffix("%").removesuffix("pp"))
    except ValueError:
        return None
    return number if number == number and abs(number) != float("inf") else None


def round_all(value: Any, digits: int = 6) -> Any:
    """Numbers of a JSON body to a readable length."""
    if isinstance(value, dict):
        return {key: round_all(one, digits) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [round_all(one, digits) for one in value]
    return round(float(value), digits) if isinstance(value, float) else value
