"""What the brief rests on: law, tables, programs, and what its words mean."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.glossary import GLOSSARY
from tradetalks.report.layout import Section, Table
from tradetalks.report.words import capital, long_day

_LAW = ("Document", "Citation", "Address")
_UNREAD = "† Not yet confirmed against the primary text."


def sources(brief: Brief) -> Section:
    """Sources, versions, glossary."""
    used = dict.fromkeys(finding.key.outcome for finding in brief.findings.values())
    meanings = tuple((GLOSSARY[slug].title, GLOSSARY[slug].meaning) for slug in used)
    return Section(
        "sources",
        "Sources and versions",
        paragraphs=((_checked(brief),),),
        items=tuple(
            table
            for table in (
                Table("world-table", "The world table", ("", "What it rests on"), _world(brief)),
                Table(
                    "law", "The law in force", ("Document", "Citation", "Address"), _law(brief), _UNREAD, folded=True
                ),
                Table("versions", "Versions", ("What", "Version"), tuple(brief.versions.items())),
                Table("glossary", "What the words mean", ("Word", "Meaning"), meanings),
            )
            if table.rows
        ),
    )


def _checked(brief: Brief) -> str:
    text = f"The case was last compared with the law on {long_day(brief.checked_on)}."
    late = max(brief.day, brief.known) > brief.checked_on
    return text + (" This brief is about a later day: what changed in between is missing." if late else "")


def _world(brief: Brief) -> tuple[tuple[str, ...], ...]:
    return tuple((capital(line.kind), line.title) for line in brief.sources if line.kind != "law")


def _law(brief: Brief) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (f"{capital(line.title)}{'' if line.confirmed else ' †'}", line.detail, line.url)
        for line in brief.sources
        if line.kind == "law"
    )
