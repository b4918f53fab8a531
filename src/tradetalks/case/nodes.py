"""YAML as positioned text: mappings, lists and scalars with their line and column, nothing interpreted.

Tags, anchors, aliases, several documents, duplicate keys, oversized files, deep nesting and bytes that
are not UTF-8 are refused here, before anything is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

from tradetalks.case.mistakes import Mistakes

MOST_BYTES = 5_000_000
MOST_DEPTH = 20
TOO_DEEP = f"is nested more than {MOST_DEPTH} deep"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A scalar as written; ``plain`` is False where it stood in quotes or in a block."""

    text: str
    plain: bool
    line: int
    column: int


@dataclass(slots=True)
class Listing:
    """A list of nodes."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys in the order written, each with the node it stands before."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    pending: Scalar | None = None  # the key whose value comes next, while the file is read


Node: TypeAlias = Scalar | Listing | Mapping


class _Refused(Exception):
    """Why a file cannot be read any further."""

    def __init__(self, mark: Any, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.line, self.column, self.what, self.todo = mark.line + 1, mark.column + 1, what, todo


def read_text(path: Path, shown: str, mistakes: Mistakes) -> str | None:
    """A file's text, or None with the reason noted: too big, not readable, not UTF-8."""
    try:
        if not path.is_file():
            mistakes.note(shown, "is not a plain file", "Replace it by one.")
            return None
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as reason:
        mistakes.note(shown, f"cannot be read: {reason.strerror or reason}")
        return None
    if len(data) > MOST_BYTES:
        mistakes.note(shown, f"is larger than {MOST_BYTES / 1e6:.0f} MB", "Larger files are not read; split it.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        column = reason.start - data.rfind(b"\n", 0, reason.start)
        mistakes.note(f"{shown}:{line}:{column}", "is not UTF-8 text here", "Save the file as UTF-8.")
        return None


def read_yaml(path: Path, shown: str, mistakes: Mistakes) -> Mapping | None:
    """The mapping a YAML file holds, or None with the reason noted. An empty file is an empty mapping."""
    text = read_text(path, shown, mistakes)
    if text is None:
        return None
    try:
        root = _tree(text, shown, mistakes)
    except _Refused as refused:
        mistakes.note(f"{shown}:{refused.line}:{refused.column}", refused.what, refused.todo)
        return None
    except yaml.MarkedYAMLError as reason:
        mark = reason.problem_mark or reason.context_mark
        place = f"{shown}:{mark.line + 1}:{mark.column + 1}" if mark else shown
        problem = reason.problem or reason.context or ""
        if "nesting depth" in problem:  # libyaml's own limit, which it may reach while it looks ahead of ours
            mistakes.note(place, TOO_DEEP)
        else:
            mistakes.note(place, f"is not YAML: {problem}", _remedy(problem))
        return None
    except yaml.YAMLError:
        mistakes.note(shown, "holds a character that text cannot hold", "Remove control characters from the file.")
        return None
    if isinstance(root, Mapping):
        return root
    mistakes.note(f"{shown}:{root.line}:{root.column}", "must hold keys with values", "Begin with a line `key: value`.")
    return None


def _remedy(problem: str) -> str:
    if "tab" in problem or "cannot start any token" in problem:
        return 'Indent with spaces; put text that begins with a special sign (% @ ` " * & !) in quotes.'
    if "mapping values are not allowed" in problem:
        return "Put text that holds a colon followed by a space in quotes."
    return "Check indentation, colons and quotes on this line and the one before."


def _tree(text: str, shown: str, mistakes: Mistakes) -> Node:
    """Build the tree from parser events with an explicit stack, so that no nesting can exhaust Python's."""
    open_nodes: list[Listing | Mapping] = []
    root: Node | None = None
    documents = 0
    for event in _events(text):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _no_magic(event)
            mark = event.start_mark
            node: Node = Scalar(event.value, not event.style, mark.line + 1, mark.column + 1)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _no_magic(event)
            mark = event.start_mark
            if len(open_nodes) >= MOST_DEPTH:
                raise _Refused(mark, TOO_DEEP)
            build = Mapping if kind is yaml.MappingStartEvent else Listing
            node = build(mark.line + 1, mark.column + 1)
            if open_nodes:
                _put(open_nodes[-1], node, event, shown, mistakes)
            open_nodes.append(node)
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            node = open_nodes.pop()
            if not open_nodes:
                root = node
            continue
        elif kind is yaml.AliasEvent:
            raise _Refused(event.start_mark, f"uses an alias (*{event.anchor})", "Write the value out in full.")
        else:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                raise _Refused(
                    event.start_mark, "holds a second document", "One file holds one document: remove `---`."
                )
            continue
        if open_nodes:
            _put(open_nodes[-1], node, event, shown, mistakes)
        else:
            root = node
    if root is None or (isinstance(root, Scalar) and root.plain and not root.text):
        return Mapping(1, 1)
    return root


def _events(text: str) -> Iterator[Any]:
    return iter(_LOADER(text).get_event, None)


def _no_magic(event: Any) -> None:
    if event.anchor is not None:
        raise _Refused(event.start_mark, f"sets an anchor (&{event.anchor})", "Write values out in full where needed.")
    if event.tag is not None:
        raise _Refused(event.start_mark, f'carries the tag "{event.tag}"', "Tags are not read; remove it.")


def _put(parent: Listing | Mapping, node: Node, event: Any, shown: str, mistakes: Mistakes) -> None:
    """Attach a node: to a list, as the next key of a mapping, or as the value of the key before it."""
    if isinstance(parent, Listing):
        parent.items.append(node)
    elif parent.pending is None:
        if not isinstance(node, Scalar):
            raise _Refused(event.start_mark, "a key must be plain text")
        parent.pending = node
    else:
        key, parent.pending = parent.pending, None
        if key.text in parent.keys:
            first = parent.keys[key.text].line
            mistakes.note(
                f"{shown}:{key.line}:{key.column}",
                f'the key "{key.text}" is already on line {first}',
                "Keep one of the two.",
            )
        parent.keys[key.text] = key
        parent.values[key.text] = node
