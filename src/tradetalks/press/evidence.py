"""The words that a proposed line rests on, and the check that nobody changed them before they are accepted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tradetalks.case.mistakes import Mistakes
from tradetalks.case.nodes import Listing, Mapping, Node, Scalar, read_yaml
from tradetalks.press.model import Span

LONGEST = 300  # characters of a quoted passage kept as evidence
CLOSE = 1e-6  # per cent: what is left of a rate after it was written as a fraction
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SECTIONS = ("positions", "calendar", "acts")
_SAY_AGAIN = "Read the articles again for a fresh proposal, or write it into the case yourself with its source."


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage, the line of the proposal it supports, and what the case has there now."""

    supports: str  # section and names: positions/<item>/<party>, calendar/<id>, acts/<measure>
    span: Span
    words: str
    now: str = ""

    def plain(self) -> dict[str, Any]:
        """As written to the file; ``check`` is the beginning of the SHA-256 of the words written."""
        words = " ".join(self.words.split())[:LONGEST]
        place = {"document": self.span.document, "start": self.span.start, "end": self.span.end}
        now = {"in_the_case_now": self.now} if self.now else {}
        return {"supports": self.supports, **now, **place, "check": check_sum(words), "words": words}


def check_sum(words: str) -> str:
    """Twelve hexadecimal digits that change with the words."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def check_evidence(file: Path) -> None:
    """Refuse a proposal with a line that no evidence supports, with changed words, or with a rate they do not give.

    Raises `BadInput` with every mistake and its line.
    """
    mistakes = Mistakes()
    root = read_yaml(file, file.name, mistakes)
    if root is not None:
        shown = file.name
        words_for: dict[str, str] = {}
        for item in _items(root.values.get("evidence")):
            supports, words = _checked(item, shown, mistakes)
            words_for[supports] = f"{words_for.get(supports, '')} {words}"
        for line, node in _lines(root):
            if line not in words_for:
                mistakes.note(_at(shown, node), f"no evidence supports {line}", _SAY_AGAIN)
            elif rate := _strange_rate(node, words_for[line]):
                mistakes.note(_at(shown, rate), f"a rate of {rate.text} is not in the words for {line}", _SAY_AGAIN)
    mistakes.refuse()


def _checked(item: Node, shown: str, mistakes: Mistakes) -> tuple[str, str]:
    """What one piece of evidence supports, and its words; those that do not match their check sum are noted."""
    if not isinstance(item, Mapping):
        mistakes.note(_at(shown, item), "evidence wants keys with values", "Write `supports:`, `words:` and `check:`.")
        return "", ""
    supports, words, check = (_text(item, name) for name in ("supports", "words", "check"))
    if check_sum(words) != check:
        what = "the words were changed: they do not match their check sum" if words else "the words are missing"
        mistakes.note(_at(shown, item.values.get("words", item)), what, _SAY_AGAIN)
    return supports, words


def _strange_rate(node: Node, words: str) -> Scalar | None:
    """A rate of an act that the words do not give, in per cent."""
    told = {float(number.replace(",", "")) for number in _NUMBER.findall(words)}
    for act in _items(node):
        rate = act.values.get("rate") if isinstance(act, Mapping) else None
        if isinstance(rate, Scalar) and _NUMBER.fullmatch(rate.text):
            per_cent = 100 * float(rate.text.replace(",", ""))
            if not any(abs(per_cent - one) < CLOSE for one in told):
                return rate
    return None


def _lines(root: Mapping) -> Iterator[tuple[str, Node]]:
    """Every proposed line by the name that evidence gives it."""
    for section in SECTIONS:
        node = root.values.get(section)
        for name, inside in node.values.items() if isinstance(node, Mapping) else ():
            if section == "positions":
                for one in _items(inside):
                    party = _text(one, "party") if isinstance(one, Mapping) else ""
                    yield f"{section}/{name}/{party}", one
            else:
                yield f"{section}/{name}", inside


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Listing) else []


def _text(node: Mapping, name: str) -> str:
    value = node.values.get(name)
    return value.text if isinstance(value, Scalar) else ""


def _at(shown: str, node: Node) -> str:
    return f"{shown}:{node.line}:{node.column}"
