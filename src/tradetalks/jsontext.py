"""A JSON object as text in pieces, so that a long one never stands in memory whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any


def pieces(body: Mapping[str, Any], encode: Callable[[Any], str]) -> Iterator[str]:
    """What ``json.dumps(body, indent=2)`` gives, where values may be iterators: they stand for lists, taken one by one.

    ``encode`` is the ``json.dumps`` for one value, with an indent of 2.
    """
    separator = "{\n  "
    for key, value in body.items():
        yield f"{separator}{encode(key)}: "
        if isinstance(value, Iterator):
            yield from _listed(value, encode)
        else:
            yield encode(value).replace("\n", "\n  ")
        separator = ",\n  "
    yield "\n}" if body else "{}"


def _listed(values: Iterable[Any], encode: Callable[[Any], str]) -> Iterator[str]:
    empty = True
    for value in values:
        yield "[\n    " if empty else ",\n    "
        yield encode(value).replace("\n", "\n    ")
        empty = False
    yield "[]" if empty else "\n  ]"
