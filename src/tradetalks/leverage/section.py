"""A titled table of figures over their ranges, as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNIT = "log-% of real income"
Range = tuple[float | None, float | None]


@dataclass(frozen=True)
class Section:
    """A titled table with remarks under it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...] = ()


def number(value: float | None) -> str:
    """Two digits, or what stands for nothing known."""
    if value is None:
        return "unknown"
    size = abs(value)
    if size < 1e-5:
        return "0"
    return f"{value:.2g}" if size < 10 else f"{value:.1f}" if size < 100 else f"{value:,.0f}"


def ranged(pair: Range, *, open_top: bool = False) -> str:
    """A range; with `open_top` its upper end is not known: there is no equilibrium where things hurt most."""
    return f"{number(pair[0])} to {'over ' if open_top else ''}{number(pair[1])}"


def span(values: Sequence[float | None]) -> str:
    """Lowest to highest of what is known."""
    known = [value for value in values if value is not None]
    return f"{number(min(known))} to {number(max(known))}" if known else "unknown"
