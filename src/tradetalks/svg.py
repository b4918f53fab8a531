"""Pieces of a drawing as SVG text; every word in it is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

WIDTH, HEIGHT = 640.0, 360.0
LEFT, RIGHT, TOP, BOTTOM = 60.0, 20.0, 40.0, 46.0  # margins
INK, GRID = "#222222", "#dddddd"


def text(
    x: float, y: float, words: str, anchor: str = "start", *, size: int = 11, colour: str = INK, halo: bool = False
) -> str:
    """Words at a point; a halo keeps them readable on top of lines."""
    style = f'text-anchor="{anchor}" font-size="{size}" fill="{colour}"'
    if halo:
        style += ' paint-order="stroke" stroke="#ffffff" stroke-width="3"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, colour: str, *, dash: str = "") -> str:
    """A straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{dashed}/>'


def dot(x: float, y: float, colour: str, *, radius: float = 4.0) -> str:
    """A filled circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{colour}"/>'


def drawing(parts: Iterable[str], label: str) -> str:
    """The whole picture, with what it shows in words for those who do not see it."""
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'aria-label="{escape(label)}" font-family="sans-serif">\n'
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )
