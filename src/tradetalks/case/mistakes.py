"""Collecting every mistake of a case before refusing it."""

from __future__ import annotations

import re

from tradetalks.errors import BadInput, Mistake

_WHERE = re.compile(r"(.*?)(?::(\d+))?(?::(\d+))?", re.DOTALL)


class Mistakes:
    """What is wrong so far, in the order found; `refuse` raises them together."""

    def __init__(self) -> None:
        self._found: list[Mistake] = []

    def __len__(self) -> int:
        return len(self._found)

    def note(self, where: str, what: str, todo: str = "") -> None:
        """Remember one mistake."""
        self._found.append(Mistake(where, what, todo))

    def refuse(self) -> None:
        """Raise `BadInput` with all mistakes, by file and line, if there are any."""
        if not self._found:
            return
        found = sorted(dict.fromkeys(self._found), key=_place)
        files = len({_place(mistake)[0] for mistake in found})
        raise BadInput(found, closing=f"{_count(len(found), 'mistake')} in {_count(files, 'file')}; nothing was read.")


def _place(mistake: Mistake) -> tuple[str, int, int]:
    """File, line and column of a mistake, for sorting."""
    found = _WHERE.fullmatch(mistake.where)
    assert found is not None  # every part of the pattern is optional
    file, line, column = found.groups(default="0")
    return file, int(line), int(column)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
