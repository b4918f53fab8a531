"""Which commands there are. A command's file defines one function; its heavy imports stay inside it."""

from __future__ import annotations

import typer


def all_commands(app: typer.Typer) -> None:
    """Attach every command to the application, in the order the help shows them."""
