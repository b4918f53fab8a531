"""The parts of a brief, in reading order; one file each, every one a function from a brief to a section."""

from __future__ import annotations

from tradetalks.report.contents import Brief
from tradetalks.report.layout import Section
from tradetalks.report.sections.breakdown import breakdown
from tradetalks.report.sections.costs import costs
from tradetalks.report.sections.headline import headline
from tradetalks.report.sections.in_force import in_force
from tradetalks.report.sections.lapse import lapse
from tradetalks.report.sections.looking_back import looking_back
from tradetalks.report.sections.sectors import sectors
from tradetalks.report.sections.sources import sources
from tradetalks.report.sections.sureness import sureness

_FIRST = (headline, in_force, costs, breakdown, sectors, lapse)
_LAST = (sureness, looking_back, sources)


def sections(brief: Brief) -> tuple[Section, ...]:
    """Every section that has something to say about this brief."""
    first, last = ([section(brief) for section in group] for group in (_FIRST, _LAST))
    return tuple(section for section in (*first, *brief.more, *last) if section is not None)
