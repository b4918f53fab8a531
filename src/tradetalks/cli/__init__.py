"""The command line: one file per command, heavy imports inside the commands."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
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

    _standard_streams()
    register.asked_for(app, sys.argv[1:])
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, where a full disk can still be told
    except TradetalksError as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(refusal.exit_code)
    except OSError as trouble:
        typer.echo(f"{trouble.filename or 'standard output'}: {trouble.strerror or trouble}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the interpreter does not try again
        sys.exit(1)


def _standard_streams() -> None:
    """End as other programs do when a reader such as `head` has had enough; refuse a closed stdout."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 (open until the program ends)
    if sys.stdout is None:
        typer.echo("standard output is closed: there is nowhere to write to", err=True)
        sys.exit(1)
