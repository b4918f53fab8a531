"""What a scope covers: shares of trade, how scopes join and take goods out, and a fingerprint of their content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tradetalks.case.model import Scope

Array = NDArray[np.float64]

ALL_GOODS, NO_GOODS = "all-goods", "none"


@dataclass(frozen=True)
class Share:
    """Share of each piece of trade that a scope covers for sure, and the share it may cover on top."""

    sure: Array
    maybe: Array

    def joined(self, other: Share) -> Share:
        """What either scope covers; partial shares overlap as if independent."""
        sure = 1.0 - (1.0 - self.sure) * (1.0 - other.sure)
        return Share(sure, np.minimum(np.maximum(self.maybe, other.maybe), 1.0 - sure))

    def without(self, other: Share) -> Share:
        """What this scope covers and the other does not for sure: goods that only may be taken out stay in."""
        return Share(self.sure * (1.0 - other.sure), self.maybe * (1.0 - other.sure))


def composed(scope: Scope, own: Share, part: Callable[[str], Share | None]) -> Share | None:
    """A scope's own lines, joined with the scopes in `plus`, less those in `minus`; None where a part is not known."""
    found = own
    for name in scope.plus:
        other = part(name)
        if other is None:
            return None
        found = found.joined(other)
    for name in scope.minus:
        other = part(name)
        if other is None:
            return None
        found = found.without(other)
    return found


def digest(name: str, scopes: Mapping[str, Scope]) -> str:
    """Short fingerprint of all that a scope covers, with what it joins and takes out; the order of lines is nothing."""
    if name not in scopes:
        return name
    scope = scopes[name]
    if not scope.plus and not scope.minus:
        return _digest_of_lines(scope)
    parts = [f"+{digest(n, scopes)}" for n in scope.plus] + [f"-{digest(n, scopes)}" for n in scope.minus]
    return _hash("\n".join([_digest_of_lines(scope), *sorted(parts)]))


@dataclass(frozen=True, eq=False, slots=True)
class Same:
    """A scope as a key of a cache: equal only to itself, so that thousands of lines need no comparing."""

    scope: Scope

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.scope is self.scope

    def __hash__(self) -> int:
        return id(self.scope)


def _digest_of_lines(scope: Scope) -> str:
    return _digest_of_same(Same(scope))


@lru_cache(maxsize=2048)
def _digest_of_same(same: Same) -> str:
    scope = same.scope
    lines = sorted("|".join(map(str, line)) for line in scope.lines)
    return _hash("\n".join([scope.edition, *lines]))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def padded(scope: Scope, depth: int) -> Scope:
    """The scope read at a fixed depth: shorter codes are filled with zeros and mean that one code only."""
    lines = tuple(line._replace(hs=line.hs.ljust(depth, "0")) if line.hs else line for line in scope.lines)
    return replace(scope, lines=lines)
