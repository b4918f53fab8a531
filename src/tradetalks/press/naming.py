"""What an article is called where several stand side by side: short, and no two alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tradetalks.press.model import Document

LONGEST = 24  # characters of an outlet's or a file's name


def names(documents: Iterable[Document]) -> dict[str, str]:
    """A name for each document by its id: the outlet, else the file's name, shortened.

    Articles that share it are told apart by their days where these differ, else by a number in the order read.
    """
    sharing: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for document in documents:
        name = _short(document.outlet or document.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        sharing[name].append((document.id, document.dated))
    result: dict[str, str] = {}
    for name, alike in sharing.items():
        days = {dated for _, dated in alike}
        by_day = None not in days and len(days) == len(alike)
        for number, (id, dated) in enumerate(alike, 1):
            result[id] = name if len(alike) == 1 else f"{name} {dated if by_day else number}"
    return result


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
