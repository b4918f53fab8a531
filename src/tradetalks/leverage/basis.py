"""What an item's results rest on: how many of its figures are counted, estimated from a source, or judged."""

from __future__ import annotations

from dataclasses import dataclass

from tradetalks.economy.critical import CriticalItem

JUDGED = "judgement"  # what a source says where nobody has published the figure


@dataclass(frozen=True)
class Basis:
    """Counts of an item's figures: trade, duties, output, users, content, stocks, other suppliers, elasticities.

    measured   published and taken as it is
    estimated  worked out from what is published; its bounds are swept
    judged     rests on judgement, at least in part; its bounds are swept
    """

    item: str
    measured: int
    estimated: int
    judged: int


def basis(item: CriticalItem) -> Basis:
    """Count what stands behind an item."""
    figures = [
        one for part in (item.output, item.exports, item.users, item.content, item.inventories) for _, one in part
    ]
    sources = [(one.source, one.bounded) for one in figures]
    sources += [(flow.source, flow.low is not None or flow.high is not None) for flow in item.flows]
    sources += [(one.source, False) for one in item.duties]
    sources += [(one.source, True) for _, one in item.suppliers]
    sources += [(one.source, True) for _, one in item.elasticities]
    judged = sum(JUDGED in source for source, _ in sources)
    estimated = sum(bounded and JUDGED not in source for source, bounded in sources)
    return Basis(item.name, len(sources) - judged - estimated, estimated, judged)
