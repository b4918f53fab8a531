"""Word lists shipped as text, one entry a line; ``# name`` opens a list inside a file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lexicon(name: str) -> frozenset[str]:
    """The words of ``lexicon/<name>.txt``."""
    return frozenset(word for words in sections(name).values() for word in words)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of ``lexicon/<name>.txt`` by the heading they stand under ("" before any)."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (files("tradetalks.press") / "lexicon" / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            heading = line.strip("# ")
        elif line.strip():
            found.setdefault(heading, []).extend(word.strip() for word in line.split(","))
    return {heading: tuple(word for word in words if word) for heading, words in found.items()}
