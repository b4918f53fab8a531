"""What a brief is drawn from: sections of paragraphs, tables and charts whose numbers know their finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from tradetalks.report.findings import Finding


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that state a finding, e.g. "−0.16 %"; the page links them to it."""

    text: str
    finding: Finding

    def __str__(self) -> str:
        return self.text


Cell = str | Phrase
Paragraph = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``folded`` hides it behind its title on the page and leaves it out of the terminal."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    folded: bool = False

    def is_numeric(self, column: int) -> bool:
        """Whether the cells of a column state findings."""
        return any(isinstance(row[column], Phrase) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars about zero, with the range of each as a whisker; its data is its table."""

    id: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str = ""
    in_terminal: bool = True  # False where a table beside it says the same

    @property
    def table(self) -> Table:
        rows = tuple((bar.label, bar.phrase) for bar in self.bars)
        return Table(f"{self.id}-data", self.title, ("", self.unit), rows, folded=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing, as SVG text without anything that a reader's browser would run."""

    id: str
    title: str
    svg: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a brief, in reading order: paragraphs first, then tables and charts."""

    id: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    items: tuple[Table | Chart | Picture, ...] = field(default=())
    bullets: tuple[str, ...] = ()
