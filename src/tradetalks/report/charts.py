"""Bar charts as SVG, from the same phrases as the tables: where each bar, whisker and label stands."""

from __future__ import annotations

from dataclasses import dataclass

from tradetalks.report.layout import Bar, Chart

WIDTH = 460.0
_MARGIN = 8.0
_LETTER = 6.2  # width of one, about
_LONGEST_BESIDE = 32  # letters; with a longer label, all stand above their bars
_LONGEST_ABOVE = 68  # letters; a longer label is cut, its whole text is the bar's title
_VALUE = 58.0  # width kept for the numbers
_TOP = 8.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar, placed."""

    label: str
    shown: str
    label_x: float
    label_y: float
    anchor: str
    value: str
    key: str
    kind: str  # "gain" or "loss"
    x: float
    y: float
    width: float
    height: float
    whisker: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, placed: what the template needs and nothing else."""

    id: str
    title: str
    width: float
    height: float
    zero: float
    marks: tuple[Mark, ...]
    value_x: float


def draw(chart: Chart) -> Drawing:
    """Place the bars of a chart on one linear scale through zero. Bars with unknown values are left out."""
    bars = [bar for bar in chart.bars if bar.phrase.finding.value is not None]
    longest = max((len(bar.label) for bar in bars), default=0)
    above = longest > _LONGEST_BESIDE
    left = _MARGIN if above else 2 * _MARGIN + longest * _LETTER
    right = WIDTH - _VALUE - _MARGIN
    low, high = _span(bars)
    scale = (right - left) / (high - low)
    step = 38.0 if above else 22.0

    def at(value: float) -> float:
        return round(left + (value - low) * scale, 1)

    marks = []
    for row, bar in enumerate(bars):
        finding = bar.phrase.finding
        value = finding.value or 0.0
        top = _TOP + row * step + (18.0 if above else 3.0)
        ranged = finding.low is not None and finding.high is not None
        marks.append(
            Mark(
                label=bar.label,
                shown=bar.label if len(bar.label) <= _LONGEST_ABOVE else f"{bar.label[: _LONGEST_ABOVE - 1]}…",
                label_x=_MARGIN if above else round(left - 8.0, 1),
                label_y=top - 5.0 if above else top + 12.0,
                anchor="start" if above else "end",
                value=bar.phrase.text,
                key=str(finding.key),
                kind="loss" if value < 0 else "gain",
                x=at(min(value, 0.0)),
                y=top,
                width=round(abs(value) * scale, 1),
                height=16.0,
                whisker=(at(finding.low or 0.0), at(finding.high or 0.0)) if ranged else None,
            )
        )
    return Drawing(
        id=chart.id,
        title=chart.title,
        width=WIDTH,
        height=_TOP * 2 + step * len(bars),
        zero=at(0.0),
        marks=tuple(marks),
        value_x=WIDTH - _MARGIN,
    )


def _span(bars: list[Bar]) -> tuple[float, float]:
    """The scale's ends: zero, every value and every range inside."""
    values = [0.0]
    for bar in bars:
        finding = bar.phrase.finding
        values += [value for value in (finding.value, finding.low, finding.high) if value is not None]
    low, high = min(values), max(values)
    return (low, high) if high > low else (0.0, 1.0)
