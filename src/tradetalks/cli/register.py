"""Which commands there are. A command's file defines one function of its name; its heavy imports stay inside it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

import typer

COMMANDS = (  # in the order the help shows them
    "brief",
    "finding",
    "show",
    "timeline",
    "leverage",
    "backtest",
    "weigh",
    "talks",
    "offer",
    "check",
    "new",
    "read",
    "accept",
    "economy",
)


def all_commands(app: typer.Typer) -> None:
    """Attach every command to the application."""
    for name in COMMANDS:
        _attach(app, name)


def asked_for(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Attach the command that is called, or all of them where none is: a call need not read the other files."""
    if arguments and arguments[0] in COMMANDS:
        _attach(app, arguments[0])
    else:
        all_commands(app)


def _attach(app: typer.Typer, name: str) -> None:
    command = getattr(import_module(f"tradetalks.cli.{name}"), name)
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name)
    else:
        app.command(name)(command)
