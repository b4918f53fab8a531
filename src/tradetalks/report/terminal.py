"""The brief in a terminal: the headline first, then tables as wide as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetalks.report.contents import Brief
from tradetalks.report.layout import Cell, Chart, Paragraph, Phrase, Section, Table
from tradetalks.report.sections import sections
from tradetalks.report.words import long_day

if TYPE_CHECKING:
    from rich.console import Console

_HALF_BAR = 14
_FIRST = 22  # columns kept for what a row is about


def print_brief(brief: Brief, console: Console) -> None:
    """Print the brief; what is folded away on the page is left to the page."""
    from rich.markup import escape

    console.print(f"[bold]{escape(brief.title)}[/bold]")
    console.print(
        f"Brief for {long_day(brief.day)}, knowing what was public on {long_day(brief.known)}; "
        f"compared with {long_day(brief.before)}."
    )
    told = sections(brief)
    for section in told:
        _print_section(section, console)
    folded = [item.title for section in told for item in section.items if isinstance(item, Table) and item.folded]
    if folded:
        console.print()
        console.print(escape(f"On the page (--out FOLDER) also: {'; '.join(folded)}; charts; every number by its key."))


def _print_section(section: Section, console: Console) -> None:
    from rich.text import Text

    console.print()
    console.rule(Text(section.title, style="bold"), align="left")
    for paragraph in section.paragraphs:
        console.print(Text(plain(paragraph)))
        console.print()
    for item in section.items:
        if isinstance(item, Chart):
            if item.in_terminal:
                _print_table(_with_bars(item), console)
        elif not item.folded:
            _print_table(item, console)
    if section.bullets:
        console.print(Text("What the numbers leave out", style="bold"))
        for bullet in section.bullets:
            console.print(_hanging(bullet))
        console.print()


def plain(paragraph: Paragraph) -> str:
    """A paragraph as text."""
    return "".join(str(part) for part in paragraph)


def _hanging(text: str) -> object:
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable.grid(padding=(0, 1))
    grid.add_row("-", Text(text))
    return grid


def _print_table(table: Table, console: Console) -> None:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        title=Text(table.title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1)
    )
    drawn.title_style = "bold"
    for position, column in enumerate(table.columns):
        numeric = table.is_numeric(position)
        least = _first_width(table) if position == 0 and not numeric else None
        drawn.add_column(Text(column), justify="right" if numeric else "left", overflow="fold", min_width=least)
    wide = _natural_width(table) > console.width
    for row in table.rows:
        drawn.add_row(*(Text(_broken(entry) if wide else str(entry)) for entry in row))
    console.print(drawn)
    if table.note:
        console.print(Text(table.note, style="dim"))
    console.print()


def _first_width(table: Table) -> int:
    return min(_FIRST, max(len(str(entry)) for entry in (table.columns[0], *(row[0] for row in table.rows))))


def _natural_width(table: Table) -> int:
    columns = zip(table.columns, *table.rows, strict=True)
    return sum(max(len(str(entry)) for entry in column) + 3 for column in columns)


def _broken(entry: Cell) -> str:
    """A number with its range below it, where they do not fit side by side."""
    return entry.text.replace(" (", "\n(", 1) if isinstance(entry, Phrase) else entry


def _with_bars(chart: Chart) -> Table:
    """A chart's table with a bar of blocks about a zero line."""
    values = [abs(bar.phrase.finding.value or 0.0) for bar in chart.bars]
    largest = max(values, default=0.0) or 1.0
    rows = []
    for bar in chart.bars:
        value = bar.phrase.finding.value or 0.0
        blocks = "█" * round(abs(value) / largest * _HALF_BAR)
        left, right = (blocks, "") if value < 0 else ("", blocks)
        rows.append((bar.label, bar.phrase, f"{left:>{_HALF_BAR}}│{right:<{_HALF_BAR}}"))
    return Table(chart.id, chart.title, ("", chart.unit, ""), tuple(rows), note=chart.note)
