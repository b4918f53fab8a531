"""tradetalks brief: what the measures in force cost whom, in the terminal, as a page and as a bundle."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli.output import console, print_json, steps
from tradetalks.cli.output import day as read_day
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from tradetalks.report import Brief


def brief(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    day: Annotated[
        str | None, typer.Option("--day", "--on", help="The day the brief is about; default: the case's.")
    ] = None,
    known: Annotated[str | None, typer.Option(help="Use only what was public on this day; default: the day.")] = None,
    before: Annotated[str | None, typer.Option(help="The day to compare with; default: the case's.")] = None,
    horizon: Annotated[
        list[str] | None, typer.Option(help='"3 months", "1 year" or "5 years"; may be repeated; default: all.')
    ] = None,
    economy_table: Annotated[
        str | None, typer.Option(help="A shipped world table or a folder with one; default: the case's.")
    ] = None,
    talks: Annotated[
        bool, typer.Option("--talks", help="Add what the sides could agree on; takes a minute or two longer.")
    ] = False,
    coverage: Annotated[Path | None, typer.Option(help="Add what the articles in this folder report.")] = None,
    out: Annotated[Path | None, typer.Option(help="Also write brief.html and brief.zip into this folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what the measures of a case cost whom, how sure that is, and what it rests on."""
    days = {
        "day": read_day(day, "--day"),
        "known": read_day(known, "--known"),
        "before": read_day(before, "--before"),
    }
    if out is not None:
        _refuse_unless_writable(out)
    with steps() as tell:
        from tradetalks.brief import make_brief

        made = make_brief(
            case, **days, horizons=horizon, economy=economy_table, talks=talks, coverage=coverage, tell=tell
        )
        written = () if out is None else _write(made, out)
    _tell_whether_shipped(made)
    _print(made, json=json)
    for path in written:
        typer.echo(f"Wrote {path}", err=True)


def _print(made: Brief, *, json: bool) -> None:
    from tradetalks.report import as_json, print_brief

    if json:
        body = as_json(made)
        print_json(body.pop("schema"), body)
    else:
        print_brief(made, console())


def _tell_whether_shipped(made: Brief) -> None:
    from tradetalks.case.digest import DIFFERS

    for source in made.sources:
        if source.kind == "note" and source.title.endswith(DIFFERS):
            typer.echo(f"{source.title}.", err=True)


def _write(made: Brief, folder: Path) -> tuple[Path, ...]:
    """Page and bundle are both made before either is put in place; each replaces an older one as a whole."""
    from tradetalks.files import write_atomically
    from tradetalks.report import bundle, page

    contents = {folder / "brief.html": page(made).encode(), folder / "brief.zip": bundle(made)}
    for path, content in contents.items():
        try:
            write_atomically(path, content)
        except OSError as trouble:
            raise BadInput(Mistake(str(path), f"cannot be written: {trouble.strerror}")) from None
    return tuple(contents)


def _refuse_unless_writable(out: Path) -> None:
    """Before anything is solved: a file can be made in the folder, or in the one that it would be made in."""
    there = next(path for path in (out.absolute(), *out.absolute().parents) if path.exists())
    if not there.is_dir():
        raise BadInput(Mistake("--out", f"{there} is a file", "Name a folder; it is made if it is not there."))
    try:
        with TemporaryFile(dir=there):
            pass
    except OSError as trouble:
        raise BadInput(Mistake("--out", f"{there} cannot be written to: {trouble.strerror}")) from None
