"""Two charts as SVG text: the stock-out clock, and harm against own cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tradetalks.economy.critical import Level
from tradetalks.leverage.power import Power
from tradetalks.leverage.stock_out import STOPPED, Clock
from tradetalks.svg import BOTTOM, GRID, HEIGHT, LEFT, RIGHT, TOP, WIDTH, dot, drawing, line, text

SHADES: dict[Level, str] = {"low": "#b2182b", "central": "#444444", "high": "#2166ac"}
SIDES = ("#b2182b", "#2166ac", "#1b7837", "#762a83")
WEEKS_SHOWN = 26
LABEL, LINE = 130.0, 12.0  # room that a label takes
APART = 6.0  # between points at the left edge, whose whiskers would hide each other
SMALLEST = 1e-5  # log-per cent; what is less, or a gain, stands at the edge


def stock_out_chart(title: str, clock: Clock) -> str:
    """Output of the lines that use the item, week by week, one curve per sigma at central stock."""
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def x(week: float) -> float:
        return LEFT + (right - LEFT) * (week - 1.0) / (WEEKS_SHOWN - 1.0)

    def y(output: float) -> float:
        return bottom - (bottom - TOP) * output

    parts = [text(LEFT, 20.0, title, size=14)]
    for tenth in range(0, 11, 2):
        parts += [
            line(LEFT, y(tenth / 10), right, y(tenth / 10), GRID),
            text(LEFT - 8, y(tenth / 10) + 4, f"{10 * tenth} %", "end"),
        ]
    for week in range(1, WEEKS_SHOWN + 1, 5):
        parts.append(text(x(week), bottom + 16, str(week), "middle"))
    parts.append(text((LEFT + right) / 2, HEIGHT - 10, "weeks since the licences began", "middle"))
    parts.append(line(LEFT, y(STOPPED), right, y(STOPPED), "#888888", dash="4 3"))
    for place, (level, path) in enumerate(clock.paths.items()):
        points = " ".join(
            f"{x(week):.1f},{y(float(out)):.1f}" for week, out in enumerate(path.lines[:WEEKS_SHOWN], start=1)
        )
        sigma = clock.sigma[tuple(SHADES).index(level)]
        parts.append(f'<polyline points="{points}" fill="none" stroke="{SHADES[level]}" stroke-width="2"/>')
        parts.append(text(LEFT + 10, y(0.3) + 16 * place, f"sigma {sigma:g}", colour=SHADES[level]))
    return drawing(parts, f"{title}: weekly output of {clock.user} lines by elasticity")


def leverage_chart(title: str, power: Sequence[Power]) -> str:
    """Harm to the target against the holder's own cost, both log scales, ranges as whiskers; colours are holders."""
    drawn = [one for one in power if one.power is not None]
    low, high = _decades(
        value
        for one in drawn
        for value in (one.power, *one.power_range, one.own_cost, *one.own_cost_range)
        if value is not None
    )
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def scaled(value: float | None, start: float, end: float) -> float:
        exponent = math.log10(max(value or 0.0, 10.0**low))
        return start + (end - start) * (exponent - low) / (high - low)

    def x(value: float | None) -> float:
        return scaled(value, LEFT, right)

    def y(value: float | None) -> float:
        return scaled(value, bottom, TOP)

    parts = [text(LEFT, 20.0, title, size=14)]
    for decade in range(low, high + 1):
        parts += [
            line(LEFT, y(10.0**decade), right, y(10.0**decade), GRID),
            line(x(10.0**decade), TOP, x(10.0**decade), bottom, "#eeeeee"),
            text(LEFT - 6, y(10.0**decade) + 4, f"{10.0**decade:g}", "end"),
            text(x(10.0**decade), bottom + 16, f"{10.0**decade:g}", "middle"),
        ]
    parts.append(line(x(10.0**low), y(10.0**low), x(10.0**high), y(10.0**high), "#bbbbbb", dash="4 3"))
    parts.append(
        text(
            (LEFT + right) / 2,
            HEIGHT - 10,
            "own cost, log-% of real income (at the left edge: none, or a gain)",
            "middle",
        )
    )
    colours = dict(zip(dict.fromkeys(one.holder for one in drawn), SIDES * 8, strict=False))
    parts.append(text(LEFT, TOP - 6, "harm, log-% of the target's real income"))
    places: list[tuple[float, float]] = []
    names, at_edge = [], 0
    for one in sorted(drawn, key=lambda one: y(one.power)):
        colour, at = colours[one.holder], (x(one.own_cost), y(one.power))
        if at[0] <= LEFT:
            at, at_edge = (at[0] + APART * at_edge, at[1]), at_edge + 1
        parts += [
            line(at[0], y(one.power_range[0]), at[0], y(one.power_range[1]), colour),
            line(x(one.own_cost_range[0]), at[1], x(one.own_cost_range[1]), at[1], colour),
            dot(*at, colour),
        ]
        names.append(text(*_free_place(at, places), f"{one.item} ({one.holder})", colour=colour, halo=True))
    parts += names
    return drawing(parts, f"{title}: loss of the target against loss of the holder")


def _free_place(at: tuple[float, float], taken: list[tuple[float, float]]) -> tuple[float, float]:
    """Where a label beside a point does not run into another; it is added to those taken."""
    x, y = at[0] + 7.0, at[1] - 6.0
    while any(abs(x - other[0]) < LABEL and abs(y - other[1]) < LINE for other in taken):
        y += LINE
    taken.append((x, y))
    return x, y


def _decades(values: Iterable[float]) -> tuple[int, int]:
    positive = [max(value, SMALLEST) for value in values] or [SMALLEST, 1.0]
    low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    return low, max(high, low + 1)
