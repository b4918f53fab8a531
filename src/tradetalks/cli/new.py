"""tradetalks new: a small commented case to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tradetalks.cli.output import print_json


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not exist, or be empty.")],
    world: Annotated[str, typer.Option(help="The table of the world economy it uses.")] = "world-2024",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a small commented case that reads without a mistake."""
    from tradetalks.case.new import new_case

    files = new_case(folder, world=world)
    if json:
        print_json("tradetalks/new/1", {"folder": str(folder), "files": files})
        return
    typer.echo(f"Made {folder} with {len(files)} files. Next: tradetalks check {folder}")
