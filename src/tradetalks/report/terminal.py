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
_FIRST = 20  # columns kept for what a row is about


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
        elif isinstance(item, Table) and not item.folded:
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
    room = console.width - 3 * len(table.columns) + 1
    texts = [list(column) for column in zip(table.columns, *table.rows, strict=True)]
    cells = [[str(entry) for entry in column] for column in texts]
    if sum(max(map(len, column)) for column in cells) > room:
        cells = [[_broken(entry) for entry in column] for column in texts]
    for position, (title, width) in enumerate(zip(table.columns, _widths(cells, room), strict=True)):
        drawn.add_column(Text(title), justify="right" if table.is_numeric(position) else "left", width=width)
    for row in zip(*(column[1:] for column in cells), strict=True):
        drawn.add_row(*(Text(entry) for entry in row))
    console.print(drawn)
    if table.note:
        console.print(Text(table.note, style="dim"))
    console.print()


def _widths(cells: list[list[str]], room: int) -> list[int]:
    """Column widths that fit: the column with most to give is narrowed first, none below its longest word."""
    widths = [max(len(line) for entry in column for line in entry.split("\n")) for column in cells]
    words = [max(len(word) for entry in column for word in entry.split() or [""]) for column in cells]
    first = max(words[0], min(_FIRST, widths[0]))
    ranges = [
        max([low, *(len(line) for entry in column for line in entry.split("\n")[1:])])
        for low, column in zip(words, cells, strict=True)
    ]
    for least in ([first, *ranges[1:]], [first, *words[1:]], words):
        while sum(widths) > room and any(width > low for width, low in zip(widths, least, strict=True)):
            spare = [width - low for width, low in zip(widths, least, strict=True)]
            widths[spare.index(max(spare))] -= 1
    return widths


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
