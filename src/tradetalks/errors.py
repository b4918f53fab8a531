"""What a user can be told: every refusal is one of two exceptions, each with an exit code."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EXIT_BAD_INPUT = 2
EXIT_NOT_SOLVED = 3


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with what the user gave: where, what, what is allowed, what to do."""

    where: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.todo}" if self.todo else head


class TradetalksError(Exception):
    """Root of everything raised on purpose; ``exit_code`` is what the command line ends with."""

    exit_code = 1


class BadInput(TradetalksError):
    """The input cannot be used. Carries every mistake found, not only the first."""

    exit_code = EXIT_BAD_INPUT

    def __init__(self, mistakes: Mistake | str | Sequence[Mistake], *, closing: str = "") -> None:
        if isinstance(mistakes, str):
            mistakes = Mistake("", mistakes)
        self.mistakes: tuple[Mistake, ...] = (mistakes,) if isinstance(mistakes, Mistake) else tuple(mistakes)
        super().__init__("\n".join([*map(str, self.mistakes), *([closing] if closing else [])]))


class NotConverged(TradetalksError):
    """The equilibrium was not found; the message names the worst equation and what to try."""

    exit_code = EXIT_NOT_SOLVED


def did_you_mean(word: str, allowed: Iterable[str], *, show: int = 12) -> str:
    """Tell what is allowed and, when one is close, which was probably meant."""
    names = list(allowed)
    listed = ", ".join(names[:show]) + (", ..." if len(names) > show else "")
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return f"One of: {listed}." + (f" Did you mean {close[0]}?" if close else "")
