"""What the articles in a folder report, as a section of a brief: nothing of it enters the numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tradetalks.case.model import Case
from tradetalks.report.layout import Cell, Section, Table


def coverage_section(case: Case, folder: str | Path) -> Section:
    """Read the articles, compare them and tell what matters for the case.

    ``folder`` holds articles, or is a dossier that `tradetalks read --into` wrote. Raises `BadInput` for none.
    """
    from tradetalks.press.archive import is_dossier, known_articles
    from tradetalks.press.corrections import FILE, read_corrections
    from tradetalks.press.dossier import dossier, read_document
    from tradetalks.press.reading import documents
    from tradetalks.press.telling import coverage_section as told_by

    place = Path(folder)
    files = [file for _, file in known_articles(place)] if is_dossier(place) else [place]
    beside = (place if place.is_dir() else place.parent) / FILE
    corrections = read_corrections(beside, (document for file in files for document in documents(file)))
    readings = (read_document(document) for file in files for document in documents(file))
    return _section(told_by(dossier(readings, case=case, corrections=corrections)))


def _section(told: dict[str, Any]) -> Section:
    opening = (
        f"{told['articles']} articles from {told['sources']} sources hold {told['remarks']} remarks, "
        f"{told['in_several_wordings']} of them in several wordings. None of it is confirmed and none enters the "
        "numbers; `tradetalks read` shows every statement at its place in the article."
    )
    tables = (_conflicts(told), _items(told), _doubtful(told))
    return Section(
        "coverage",
        "What the coverage says",
        paragraphs=((opening,),),
        items=tuple(table for table in tables if table.rows),
    )


def _conflicts(told: dict[str, Any]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in told["conflicts"]:
        versions = "; ".join(
            f"{version['text']}{' (' + version['who'] + ')' if version['who'] else ''}" for version in one["versions"]
        )
        rows.append((one["kind"], one["says"], versions))
    more = told["conflicts_in_all"] - len(rows)
    return Table(
        "conflicts",
        "Where reports differ, gravest first",
        ("Kind", "What", "Versions"),
        tuple(rows),
        note=f"And {more} more." if more > 0 else "",
    )


def _items(told: dict[str, Any]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (one["title"], str(one["sources"]), one["only"] or "") for one in told["items"] if one["sources"]
    ]
    silent = [one["title"] for one in told["items"] if not one["sources"]]
    return Table(
        "covered",
        "Who reports on which item of the agenda",
        ("Item", "Sources", "Only in"),
        tuple(rows),
        note=f"Nobody reports on: {'; '.join(silent)}." if silent else "",
    )


def _doubtful(told: dict[str, Any]) -> Table:
    rows: list[tuple[Cell, ...]] = [(one["text"], one["perhaps"], str(one["documents"])) for one in told["suspicious"]]
    return Table("doubtful", "Terms that look wrong", ("As printed", "Perhaps", "Articles"), tuple(rows))
