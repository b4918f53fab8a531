"""The step chart of average tariffs, as SVG: two spans side by side, numbered acts, and their names below."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from tradetalks.case.model import Case, Observation

if TYPE_CHECKING:
    from tradetalks.policy.timeline import Series

COLOURS = ("#1f5fa8", "#b5332e", "#3f7d3a", "#7a5195")  # by series, told apart also by direct labels
SPLIT = date(2025, 1, 1)  # the acts of 2025 need more room than all before
NAMED = 18  # acts named in the key
LENGTH = 64  # signs of an act's name
TELLING = 1.0  # points from which an act is worth a name


@dataclass(frozen=True, slots=True)
class Event:
    """A named step: position of its series, day, what moved it, and by how many points."""

    series: int
    on: date
    title: str
    points: float


def draw(case: Case, series: Sequence[Series], known: date, end: date) -> str:
    """The chart as SVG text; sourced levels are rings, what is only scheduled after ``known`` is dashed."""
    import matplotlib

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": case.name, "font.size": 9}):
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        events = _events(case, series)
        rows = (len(events) + 1) // 2
        figure = Figure(figsize=(11, 4.9 + 0.19 * rows + 0.32 * len(series)))
        FigureCanvasSVG(figure)
        _panels(figure, series, events, known, end, case)
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Title": f"Average tariffs, {case.title}"})
    return text.getvalue()


def _events(case: Case, series: Sequence[Series]) -> list[Event]:
    """The acts that moved an average most, in order of time."""
    titles = {measure.id: measure.title for measure in case.measures}
    found = []
    for n, one in enumerate(series):
        for before, step in pairwise(one.steps):
            if step.points and abs(step.percent - before.percent) >= TELLING:
                name = max(step.points, key=lambda measure: abs(step.points[measure]))
                others = sum(abs(points) >= TELLING for points in step.points.values()) - 1
                more = f", and {others} more" if others > 0 else ""
                title = shorten(titles.get(name, name), LENGTH - len(more), placeholder=" …") + more
                found.append(Event(n, step.on, title, step.percent - before.percent))
    largest = sorted(found, key=lambda event: -abs(event.points))[:NAMED]
    return sorted(largest, key=lambda event: (event.on, event.series))


def _panels(
    figure: Any,
    series: Sequence[Series],
    events: list[Event],
    known: date,
    end: date,
    case: Case,
) -> None:
    height = figure.get_size_inches()[1]
    key = 0.19 * ((len(events) + 1) // 2) + 0.32 * len(series) + 0.55
    first = min((step.on for one in series for step in one.steps), default=SPLIT)
    spans = [(first, SPLIT), (SPLIT, end)] if first < SPLIT < end else [(first, end)]
    grid = figure.add_gridspec(
        1,
        len(spans),
        width_ratios=(1, 2.2)[: len(spans)],
        wspace=0.03,
        left=0.055,
        right=0.985,
        top=1 - 0.62 / height,
        bottom=key / height,
    )
    top = max([step.percent for one in series for step in one.steps] + [10.0]) * 1.16
    panels = [figure.add_subplot(cell) for cell in grid]
    for axes, (start, stop) in zip(panels, spans, strict=True):
        for n, one in enumerate(series):
            _line(axes, one, COLOURS[n % len(COLOURS)], known, end)
        axes.set_xlim(start, stop)
        axes.set_ylim(0, top)
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.spines[["top", "right"]].set_visible(False)
        _ticks(axes, start, stop)
    if len(panels) > 1:
        panels[1].spines["left"].set_visible(False)
        panels[1].tick_params(axis="y", length=0, labelleft=False)
    _labels(panels[-1], series, case)
    _numbers(panels, series, events)
    _names(figure, series, events, height)
    figure.suptitle(f"Average tariffs, per cent of import value: {case.title}", x=0.055, ha="left", fontsize=11)
    shown = "" if known >= end else f"; dashed: what the law of {known} had fixed for later"
    figure.text(0.055, 1 - 0.48 / height, f"By what was public on {known}{shown}", fontsize=8, color="#555555")


def _ticks(axes: Any, start: date, stop: date) -> None:
    dates: Any = import_module("matplotlib.dates")
    if (stop - start).days > 1200:
        axes.set_xticks([date(year, 1, 1) for year in range(start.year, stop.year)])
        axes.xaxis.set_major_formatter(dates.DateFormatter("%Y"))
    else:
        axes.xaxis.set_major_locator(dates.MonthLocator(bymonth=(1, 4, 7, 10)))
        axes.xaxis.set_minor_locator(dates.MonthLocator())
        axes.xaxis.set_major_formatter(dates.DateFormatter("%b %Y"))


def _line(axes: Any, one: Series, colour: str, known: date, end: date) -> None:
    if one.steps:
        days = [step.on for step in one.steps] + [end]
        levels = [step.percent for step in one.steps] + [one.steps[-1].percent]
        last = max((n for n, day in enumerate(days) if day <= known), default=0)
        law = [*days[: last + 1], min(known, end)], [*levels[: last + 1], levels[last]]
        axes.step(*law, where="post", color=colour, lw=1.6)
        if known < end:
            axes.step(
                [known, *days[last + 1 :]], [levels[last], *levels[last + 1 :]], where="post", color=colour, ls=":"
            )
    points = _rings(one)
    axes.plot(
        [level.on for level in points],
        [level.value for level in points],
        ls="none",
        marker="o",
        zorder=3,
        ms=4,
        mfc="white",
        mec=colour,
        mew=1.0,
    )


def _rings(one: Series) -> list[Observation]:
    """Published levels of the one method that reaches over the longest time."""
    days: dict[str, list[date]] = {}
    for level in one.sourced:
        days.setdefault(level.method, []).append(level.on)
    longest = max(days, key=lambda method: max(days[method]) - min(days[method]), default="")
    return [level for level in one.sourced if level.method == longest]


def _labels(axes: Any, series: Sequence[Series], case: Case) -> None:
    """Each line's name over or under its longest stretch, whichever side the other lines leave free."""
    titles = {party.id: party.title.split(",")[0] for party in case.parties}
    top = axes.get_ylim()[1]
    for n, one in enumerate(series):
        stretches = [(b.on - a.on, a, b) for a, b in pairwise(one.steps) if a.on >= SPLIT or one.steps[-1].on < SPLIT]
        if not stretches:
            continue
        _, a, b = max(stretches, key=lambda stretch: stretch[0])
        middle = a.on + (b.on - a.on) / 2
        rivals = [_level_on(other, middle) for other in series if other is not one]
        above = all(level is None or level <= a.percent for level in rivals)
        axes.text(
            middle,
            a.percent + (0.02 if above else -0.02) * top,
            f"{titles.get(one.importer, one.importer)} on {titles.get(one.exporter, one.exporter)}",
            ha="center",
            va="bottom" if above else "top",
            fontsize=8.5,
            color=COLOURS[n % len(COLOURS)],
        )


def _level_on(one: Series, day: date) -> float | None:
    return next((step.percent for step in reversed(one.steps) if step.on <= day), None)


def _numbers(panels: Sequence[Any], series: Sequence[Series], events: Sequence[Event]) -> None:
    """A number at each named step, moved up until it covers no other number."""
    dates: Any = import_module("matplotlib.dates")
    taken: list[tuple[Any, float, float]] = []
    for number, event in enumerate(events, start=1):
        axes = panels[0] if event.on < SPLIT else panels[-1]
        start, stop = axes.get_xlim()
        width = 0.011 / axes.get_position().width  # of a number, as a share of its panel
        top = axes.get_ylim()[1]
        level = next(step.percent for step in series[event.series].steps if step.on == event.on)
        at, height = float(dates.date2num(event.on)), max(level, level - event.points) + 0.03 * top
        while any(
            a is axes and abs(at - x) < width * (stop - start) and abs(height - y) < 0.042 * top for a, x, y in taken
        ):
            height += 0.012 * top
        taken.append((axes, at, height))
        axes.annotate(
            str(number),
            (event.on, height),
            ha="center",
            va="center",
            fontsize=7,
            color="white",
            annotation_clip=False,
            bbox={"boxstyle": "circle,pad=0.22", "fc": COLOURS[event.series % len(COLOURS)], "ec": "none"},
        )


def _names(figure: Any, series: Sequence[Series], events: list[Event], height: float) -> None:
    """What each line is and rests on, then the names of the numbered acts in two columns."""
    y = 0.32 * len(series) + 0.19 * ((len(events) + 1) // 2)
    for n, one in enumerate(series):
        rings = _rings(one)
        told = f"; rings: published, not computed ({rings[0].method})" if rings else ""
        text = f"{one.importer} on {one.exporter}: {one.note} ({one.method}){told}"
        figure.text(0.055, (y - 0.1) / height, text, fontsize=8, color=COLOURS[n % len(COLOURS)], weight="bold")
        y -= 0.22
    half = (len(events) + 1) // 2
    for number, event in enumerate(events):
        column, row = divmod(number, half)
        points = f"{event.points:+.1f}".replace("-", "\u2212")
        text = f"{number + 1:>2}  {event.on}  {event.title} ({points})"
        colour = COLOURS[event.series % len(COLOURS)]
        figure.text(0.055 + 0.475 * column, (y - 0.12 - 0.19 * row) / height, text, fontsize=7, color=colour)
