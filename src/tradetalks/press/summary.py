"""The dossier in a terminal: conflicts first, then who reports what, then what deserves a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetalks.press.dossier import Dossier
from tradetalks.press.naming import names
from tradetalks.press.tiers import tiers_in_words

if TYPE_CHECKING:
    from rich.console import Console

MOST = 8  # conflicts, clusters and terms shown; the page has them all
TITLE = 56  # columns kept for the title of an item and its sources
NARROW = 90  # columns below which the matrix shows sources only


def print_summary(dossier: Dossier, out: Console) -> None:
    """Print to ``out``, as wide as it is."""
    name = names(dossier.documents.values())
    sources = len(set(dossier.source_of.values()))
    out.print(
        f"{_count(len(dossier.readings), 'article')} from {_count(sources, 'independent source')}: "
        f"{_count(len(dossier.utterances), 'remark')}, {len(dossier.clusters)} in several wordings; nothing confirmed.",
        markup=False,
    )
    out.print(f"Speakers: {tiers_in_words()}.", style="dim", markup=False)
    if dossier.news is not None:
        _news(dossier, out)
    _conflicts(dossier, name, out)
    _matrix(dossier, name, out)
    for suspicion in dossier.suspicions[:MOST]:
        out.print(
            f"Suspicious: {suspicion.text} in {_count(len(suspicion.documents), 'article')}, "
            f"perhaps {suspicion.perhaps} ({suspicion.why})",
            markup=False,
        )
    for pair in dossier.shared[:MOST]:
        if pair.copy:
            out.print(
                f"One source: {name[pair.one]} and {name[pair.other]} ({pair.containment:.0%} shared)", markup=False
            )
    for note in dossier.notes:
        out.print(f"Note: {note}", markup=False)


def _news(dossier: Dossier, out: Console) -> None:
    news = dossier.news
    assert news is not None
    out.print(
        f"New: {_count(len(news.documents), 'article')}, {_count(len(news.utterances), 'remark')} nobody had, "
        f"{len(news.confirmed)} with a further source, {_count(len(news.conflicts), 'conflict')} with a new version"
        + (f"; first mention of {', '.join(news.items)}" if news.items else ""),
        markup=False,
    )


def _conflicts(dossier: Dossier, name: dict[str, str], out: Console) -> None:
    from rich.text import Text

    out.print()
    out.print(Text(f"Conflicts: {len(dossier.conflicts)}", style="bold"))
    for conflict in dossier.conflicts[:MOST]:
        out.print(Text(f"  {conflict.kind}: {conflict.says}"))
        for version in conflict.versions:
            who = f", {version.who}" if version.who else ""
            out.print(Text(f"    {name[version.span.document]}{who}: “{' '.join(version.text.split())}”", style="dim"))
    if len(dossier.conflicts) > MOST:
        out.print(f"  and {len(dossier.conflicts) - MOST} more")


def _matrix(dossier: Dossier, name: dict[str, str], out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    rows = [row for row in dossier.coverage.rows if row.sources or dossier.case]
    if not rows:
        return
    wide = out.width >= max(NARROW, 32 + 9 * len(name))
    narrow = max(7, min(14, (out.width - TITLE) // max(len(name), 1) - 2))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Who reports what")
    for id in dossier.coverage.documents if wide else ():
        table.add_column(Text(name[id], overflow="fold"), justify="center", max_width=narrow)
    table.add_column("sources", justify="right")
    for row in rows:
        cells = [Text(f"{len(c.statements)}/{len(c.sentences)}" if c else "–") for c in row.cells] if wide else []
        told = f"only {name[row.only]}" if row.only else str(len(row.sources))
        table.add_row(Text(row.title), *cells, Text(told))
    out.print()
    out.print(table)
    if wide:
        out.print("Statements / sentences that mention it.", style="dim")
    out.print()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
