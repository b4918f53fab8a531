"""The brief as one self-contained HTML page: no request leaves it, every number links to its finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tradetalks.files import write_atomically
from tradetalks.report.charts import draw
from tradetalks.report.contents import Brief
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Chart, Section
from tradetalks.report.sections import sections
from tradetalks.report.words import UNKNOWN, long_day

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = files("tradetalks.report").joinpath("templates")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that share horizon, scenario and source, for the list of every number."""

    title: str
    stem: str  # what their keys begin with
    source: str
    findings: tuple[Finding, ...]


def page(brief: Brief) -> str:
    """The whole page as text. Each finding's key is the id of its row in "Every number"."""
    told = sections(brief)
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            sections=told,
            charts={chart.id: svg(chart) for chart in charts(told)},
            groups=_groups(brief),
            style=_TEMPLATES.joinpath("brief.css").read_text(encoding="utf-8"),
            version=brief.versions.get("tradetalks", ""),
            long_day=long_day,
            exact=exact,
        )
    )


def write_page(brief: Brief, path: str | Path) -> None:
    """Write the page; an existing one is replaced as a whole or not at all."""
    write_atomically(Path(path), page(brief))


def charts(told: tuple[Section, ...]) -> tuple[Chart, ...]:
    """Every chart of some sections."""
    return tuple(item for section in told for item in section.items if isinstance(item, Chart))


def svg(chart: Chart, *, standalone: bool = False) -> str:
    """A chart as SVG; ``standalone`` brings its own colours instead of the page's."""
    return _environment().get_template("chart.svg.j2").render(drawing=draw(chart), standalone=standalone)


def exact(value: float | None) -> str:
    """A value as it is stored: the shortest text that reads back to the same number."""
    return UNKNOWN if value is None else repr(float(value))


def _groups(brief: Brief) -> tuple[Group, ...]:
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in brief.findings.values():
        grouped.setdefault((finding.key.horizon, finding.key.scenario, finding.source), []).append(finding)
    titles = {scenario.id: scenario.title for scenario in brief.scenarios}
    return tuple(
        Group(f"{titles.get(scenario, scenario)}, {horizon}", _stem(found[0]), source, tuple(found))
        for (horizon, scenario, source), found in grouped.items()
    )


def _stem(finding: Finding) -> str:
    return "/".join(str(finding.key).split("/")[:5]) + "/"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def read(name: str) -> str:
        return _TEMPLATES.joinpath(name).read_text(encoding="utf-8")

    environment = Environment(loader=FunctionLoader(read), autoescape=True, undefined=StrictUndefined)
    environment.filters["whole"] = _whole
    return environment


def _whole(text: str) -> Markup:
    """Text whose days and percentages are not broken over two lines."""
    from markupsafe import Markup, escape

    safe = str(escape(text)).replace(" %", "\u00a0%")
    return Markup(re.sub(r"\b\d{4}-\d\d-\d\d\b", r'<span class="whole">\g<0></span>', safe))
