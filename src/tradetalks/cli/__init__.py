"""The command line: one file per command, heavy imports inside the commands."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tradetalks.errors import TradetalksError

app = typer.Typer(
    name="tradetalks",
    help="From the dated law of a trade dispute to what it costs whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tradetalks {version('tradetalks')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Root options."""


def main() -> None:
    """Run a command; a refusal is a message on stderr and an exit code, never a traceback."""
    from tradetalks.cli import register

    register.all_commands(app)
    try:
        app()
    except TradetalksError as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(refusal.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
