"""How every command speaks: data on stdout, everything else on stderr."""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import typer

from tradetalks.days import as_day
from tradetalks.jsontext import pieces

if TYPE_CHECKING:
    from rich.console import Console


def print_json(schema: str, body: Mapping[str, Any]) -> None:
    """Print one JSON object with its schema id, e.g. ``tradetalks/show/1``. NaN becomes null: unknown is not zero.

    Values of ``body`` may be iterators: they are printed as lists, one member after another.
    """
    for piece in pieces({"schema": schema, **body}, _as_json):
        typer.echo(piece, nl=False)
    typer.echo()


def _as_json(value: Any) -> str:
    return json.dumps(_plain(value), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if hasattr(value, "item"):  # a NumPy scalar
        return _plain(value.item())
    return value


def console(*, stderr: bool = False) -> Console:
    """A rich console as wide as the terminal (or COLUMNS); plain when not a terminal or NO_COLOR is set."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else 100
    return Console(stderr=stderr, highlight=False, width=width, soft_wrap=False)


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Say on stderr what is being done: a spinner on a terminal, one plain line elsewhere."""
    speaker = console(stderr=True)
    if speaker.is_terminal:
        with speaker.status(message):
            yield
    else:
        speaker.print(message)
        yield


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Like `progress` for work in several steps: call what it gives with each step's message."""
    speaker = console(stderr=True)
    if speaker.is_terminal:
        with speaker.status("") as status:
            yield status.update
    else:
        yield speaker.print


def day(text: str | None, option: str) -> date | None:
    """Read a calendar day given on the command line, YYYY-MM-DD; a day that does not exist is refused."""
    return None if text is None else as_day(text, option)
