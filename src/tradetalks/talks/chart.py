"""The frontier as SVG text: what the sides can reach together, what failing leads to, where the deal lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from tradetalks.svg import BOTTOM, GRID, HEIGHT, LEFT, RIGHT, TOP, WIDTH, dot, drawing, line, text
from tradetalks.talks.deals import Deal
from tradetalks.talks.frontier import Frontier
from tradetalks.talks.threat import Threat

EDGE, FAILS, AGREED = "#2166ac", "#b2182b", "#1b7837"
TICKS = 5
ROOM = 0.12  # of the span, around everything drawn
NEAR = 110.0, 30.0  # to the right, and up or down: where another dot leaves a name no room


def frontier_chart(
    title: str, edge: Frontier, threats: Sequence[Threat], deal: Deal | None, names: Mapping[str, str]
) -> str:
    """Two parties' payoffs: the frontier as a line, threat points and the deal as dots with their names."""
    first, second = edge.parties
    points = [*edge.payoff, *(one.value for one in threats), *([deal.payoff] if deal else [])]
    x = _Scale([float(one[0]) for one in points], LEFT, WIDTH - RIGHT)
    y = _Scale([float(one[1]) for one in points], HEIGHT - BOTTOM, TOP)
    parts = [text(LEFT, 20.0, title, size=14)]
    for value in x.ticks:
        parts += [line(x(value), TOP, x(value), HEIGHT - BOTTOM, GRID), _label(x(value), HEIGHT - BOTTOM + 16, value)]
    for value in y.ticks:
        parts += [
            line(LEFT, y(value), WIDTH - RIGHT, y(value), GRID),
            text(LEFT - 6, y(value) + 4, f"{value:+.2f}", "end"),
        ]
    parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, f"{names[first]}, real income, per cent", "middle"))
    parts.append(text(LEFT, TOP - 6, f"{names[second]}, real income, per cent"))
    parts += [line(x(a[0]), y(a[1]), x(b[0]), y(b[1]), EDGE) for a, b in pairwise(edge.payoff)]
    parts += [dot(x(one[0]), y(one[1]), EDGE, radius=2.5) for one in edge.payoff]
    places = [(x(one.value[0]), y(one.value[1])) for one in threats]
    for place, (one, at) in enumerate(zip(threats, places, strict=True)):
        beside = [(other[0] - at[0], abs(other[1] - at[1])) for other in places if other != at]
        crowded = any(0.0 <= right < NEAR[0] and off < NEAR[1] for right, off in beside)
        parts += _named(*at, one.name, FAILS, left=crowded or at[0] > 0.7 * WIDTH, below=bool(place % 2))
    if deal:  # above and to the right of the frontier is nothing
        parts += _named(x(deal.payoff[0]), y(deal.payoff[1]), f"{deal.solution} deal", AGREED, left=False, below=False)
    return drawing(parts, f"{title}: {len(edge.x)} efficient packages, {len(threats)} threat points")


class _Scale:
    """A value's place on the page, and where its axis is marked."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        span = (max(values) - min(values)) or 1.0
        self._low, self._high = min(values) - ROOM * span, max(values) + ROOM * span
        self._start, self._end = start, end

    def __call__(self, value: float) -> float:
        return self._start + (self._end - self._start) * (float(value) - self._low) / (self._high - self._low)

    @property
    def ticks(self) -> list[float]:
        return [self._low + (self._high - self._low) * (one + 0.5) / TICKS for one in range(TICKS)]


def _label(x: float, y: float, value: float) -> str:
    return text(x, y, f"{value:+.2f}", "middle")


def _named(x: float, y: float, name: str, colour: str, *, left: bool, below: bool) -> list[str]:
    """A dot with its name beside it."""
    words = text(x - 7 if left else x + 7, y + (15 if below else -6), name, "end" if left else "start", colour=colour)
    return [dot(x, y, colour), words]
