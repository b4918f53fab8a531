"""Collecting every mistake of a case before refusing it."""

from __future__ import annotations

import re

from tradetalks.errors import BadInput, Mistake

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # also marks that turn text around
LONGEST = 400  # characters of a message: a file may hold a value of any length

_WHERE = re.compile(r"(.*?)(?::(\d+))?(?::(\d+))?", re.DOTALL)


class Mistakes:
    """What is wrong so far, in the order found; `refuse` raises them together."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []

    def __len__(self) -> int:
        return len(self._found)

    def note(self, where: str, what: str, todo: str = "") -> None:
        """Remember one mistake."""
        self._found.append(Mistake(_shown(where), _shown(what), UNPRINTABLE.sub("", todo)))

    def refuse(self) -> None:
        """Raise `BadInput` with all mistakes, by file and line, if there are any."""
        if not self._found:
            return
        found = sorted(dict.fromkeys(self._found), key=_place)
        files = len({_place(mistake)[0] for mistake in found})
        raise BadInput(found, closing=f"{_count(len(found), 'mistake')} in {_count(files, 'file')}; nothing was read.")


def _shown(text: str) -> str:
    """Text from a file as it may be printed: short, and without signs that steer a terminal."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} ... {text[-LONGEST // 2 :]}"
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", short)


def _place(mistake: Mistake) -> tuple[str, int, int]:
    """File, line and column of a mistake, for sorting."""
    found = _WHERE.fullmatch(mistake.where)
    assert found is not None  # every part of the pattern is optional
    file, line, column = found.groups(default="0")
    return file, int(line), int(column)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
