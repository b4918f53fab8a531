"""What an article is called where several stand side by side: short, and no two alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tradetalks.press.model import Document

LONGEST = 24  # characters of an outlet's or a file's name


def names(documents: Iterable[Document]) -> dict[str, str]:
    """A name for each document by its id: the outlet, else the file's name, shortened.

    Articles that share it are told apart by their days where these differ, else by a number in the order read.
    """
    sharing: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        sharing[_short(document.outlet or document.name.rsplit("/", 1)[-1].rsplit(".", 1)[0])].append(document)
    result: dict[str, str] = {}
    for name, alike in sharing.items():
        days = {document.dated for document in alike}
        by_day = None not in days and len(days) == len(alike)
        for number, document in enumerate(alike, 1):
            further = document.dated if by_day else number
            result[document.id] = name if len(alike) == 1 else f"{name} {further}"
    return result


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
