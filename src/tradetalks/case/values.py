"""Reading one value as its place in the format demands: a day, a rate, a name; a mistake is noted, never raised.

A reader takes a node and the spot it stands in and answers the value, or `BAD` after noting why.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from tradetalks.case.mistakes import UNPRINTABLE, Mistakes
from tradetalks.case.nodes import Listing, Mapping, Node, Scalar
from tradetalks.errors import did_you_mean

MOST_RATE = 5.0  # a duty above 500 % is taken for a percentage that should have been a fraction

BAD: Final = object()

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_FORM = "lower-case letters, digits and single hyphens"
_CODE = re.compile(r"[A-Z][A-Z0-9]*")


class Link(NamedTuple):
    """A name that must exist elsewhere in the case: checked when every file has been read."""

    kind: str
    name: str
    spot: Spot
    node: Scalar


@dataclass(frozen=True, slots=True)
class Spot:
    """Where reading stands: the file as shown to the user, what item is being read, and which of its keys."""

    file: str
    about: str
    mistakes: Mistakes
    links: list[Link] = field(default_factory=list)
    parts: list[tuple[Any, Mapping]] = field(default_factory=list)  # sound parts of the item: its siblings may not be
    key: str = ""

    def inside(self, about: str) -> Spot:
        """The same file, a narrower item."""
        return Spot(self.file, about, self.mistakes, self.links)

    def named(self, key: str) -> Spot:
        """The same item, at one of its keys."""
        return Spot(self.file, self.about, self.mistakes, self.links, self.parts, key)

    def note(self, node: Node, what: str, todo: str = "") -> Any:
        """Note a mistake at a node; answers `BAD` so that a reader can return it."""
        head = f"{self.about}: {what}" if self.about else what
        self.mistakes.note(f"{self.file}:{node.line}:{node.column}", head, todo)
        return BAD

    def note_value(self, node: Node, what: str, todo: str = "") -> Any:
        """Note that the value of the key being read ``what``: is empty, is not a number."""
        return self.note(node, f"{self.key} {what}".lstrip(), todo)


class Entry(NamedTuple):
    """An item as read (or `BAD`), with where it stands."""

    value: Any
    node: Mapping
    spot: Spot


Reader: TypeAlias = Callable[[Node, Spot], Any]


def text(node: Node, spot: Spot) -> Any:
    """Any text that is not empty."""
    if not isinstance(node, Scalar):
        return spot.note_value(node, "is a list or has keys, not text", "Put text with special signs in quotes.")
    stripped = node.text.strip()
    if not stripped or is_null(node):
        return spot.note_value(node, "is empty", "Give it a value, or remove the key.")
    if UNPRINTABLE.search(stripped):
        return spot.note_value(node, f'"{stripped}" holds a control character', "Remove it.")
    return stripped


def is_null(node: Node) -> bool:
    """Whether the value says that it is not known: a plain ``null`` or ``~``."""
    return isinstance(node, Scalar) and node.plain and node.text in ("null", "~")


def is_slug(name: str) -> bool:
    """Whether a name is lower-case letters, digits and single hyphens."""
    return _SLUG.fullmatch(name) is not None


def is_code(name: str) -> bool:
    """Whether a name can stand for a party: capitals and digits, and not the word for everybody."""
    return _CODE.fullmatch(name) is not None and name != "ALL"


def slug(node: Node, spot: Spot) -> Any:
    """A name of lower-case letters, digits and hyphens."""
    name = text(node, spot)
    if name is BAD or is_slug(name):
        return name
    return spot.note_value(node, f'"{name}" is not a usable name', f"Use {SLUG_FORM}.")


def day(node: Node, spot: Spot) -> Any:
    """A day of the calendar, YYYY-MM-DD."""
    written = text(node, spot)
    if written is BAD:
        return BAD
    todo = "Write it as YYYY-MM-DD, for example 2025-06-10."
    if _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            todo = _days_of_month(written) + todo
    return spot.note_value(node, f'"{written}" is not a day of the calendar', todo)


def _days_of_month(written: str) -> str:
    year, month = int(written[:4]), int(written[5:7])
    if not (year and 1 <= month <= 12):
        return ""
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days. "


def flag(node: Node, spot: Spot) -> Any:
    """``true`` or ``false``."""
    written = text(node, spot)
    if written is BAD:
        return BAD
    if written in ("true", "false"):
        return written == "true"
    return spot.note_value(node, f'"{written}" is neither true nor false', "Write true or false.")


def number(node: Node, spot: Spot) -> Any:
    """A finite number with a decimal point."""
    written = text(node, spot)
    if written is BAD:
        return BAD
    if _NUMBER.fullmatch(written) and math.isfinite(value := float(written)):
        return value
    return spot.note_value(node, f'"{written}" is not a number', "Write digits with a decimal point, for example 0.25.")


def rate(node: Node, spot: Spot) -> Any:
    """An ad valorem rate as a fraction of value, from 0 to 5 (500 %)."""
    written = text(node, spot)
    if written is BAD:
        return BAD
    if written.startswith("-") and _NUMBER.fullmatch(written.rstrip("%").rstrip()):
        todo = "Rates run from 0 to 5 (500 %); an act that stops a measure says `ends:`."
        return spot.note_value(node, f'"{written}" is negative.', todo)
    fraction = "Rates are fractions: write 0.25 for 25 %."
    if not _NUMBER.fullmatch(written):
        if written.lower().lstrip("+-.") == "nan":
            fraction += " A rate that is not known is `unknown: true`."
        return spot.note_value(node, f'"{written}" is not a number.', fraction)
    value = float(written)
    if value > MOST_RATE:
        size = f"is {100 * value:,.6g} %" if value < 1e4 else "is beyond 500 %"
        return spot.note_value(node, f'"{written}" {size}.', fraction)
    return value


def between(low: float, high: float) -> Reader:
    """A number within bounds, both allowed."""

    def bounded(node: Node, spot: Spot) -> Any:
        value = number(node, spot)
        if value is BAD or low <= value <= high:
            return value
        return spot.note_value(node, f"{value:g} is out of range", f"Allowed: {low:g} to {high:g}.")

    return bounded


def one_of(choices: Iterable[str], noun: str) -> Reader:
    """One of a closed list of words."""
    allowed = tuple(choices)

    def chosen(node: Node, spot: Spot) -> Any:
        word = text(node, spot)
        if word is BAD or word in allowed:
            return word
        return spot.note(node, f'unknown {noun} "{word}".', did_you_mean(word, allowed, show=20))

    return chosen


def link(kind: str) -> Reader:
    """The name of something else in the case; that it exists is checked later."""

    def linked(node: Node, spot: Spot) -> Any:
        name = text(node, spot)
        if name is not BAD and isinstance(node, Scalar):
            spot.links.append(Link(kind, name, spot, node))
        return name

    return linked


def many(reader: Reader, *, or_one: bool = False) -> Reader:
    """A list of such values as a tuple; with ``or_one`` a single value stands for a list of one."""

    def listed(node: Node, spot: Spot) -> Any:
        if isinstance(node, Listing):
            if not node.items:
                return spot.note_value(node, "is an empty list", "Name at least one, or remove the key.")
            values = [reader(item, spot) for item in node.items]
            return BAD if BAD in values else tuple(values)
        if or_one and isinstance(node, Scalar):
            value = reader(node, spot)
            return BAD if value is BAD else (value,)
        return spot.note_value(
            node, "is not a list", "Write [ONE, TWO], or one line per entry beginning with a hyphen."
        )

    return listed


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an item: how its value is read, and what it says (shown to a user who left it out)."""

    read: Reader
    says: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An item of the format: what it becomes, the keys it may have, and those it must have."""

    build: Callable[..., Any]
    keys: dict[str, Key]
    required: tuple[str, ...]

    def __call__(self, node: Node, spot: Spot, **given: Any) -> Any:
        """Read a mapping into the item; `BAD` once any key was."""
        if not isinstance(node, Mapping):
            return spot.note_value(node, "has no keys with values", f"Keys: {', '.join(self.keys)}.")
        before = len(spot.mistakes)
        for name, key in node.keys.items():
            self._value(name, key, node.values[name], spot, given)
        for name in self.required:
            if name not in node.keys:
                spot.note(node, f'the key "{name}" is missing', f"{name}: {self.keys[name].says}")
        return BAD if len(spot.mistakes) > before else self.build(**given)

    def _value(self, name: str, key: Scalar, node: Node, spot: Spot, given: dict[str, Any]) -> None:
        wanted = self.keys.get(name)
        if wanted is None:
            spot.note(key, f'unknown key "{name}".', did_you_mean(name, self.keys, show=40))
        elif not (is_null(node) and name not in self.required):
            given[name] = wanted.read(node, spot.named(name))
