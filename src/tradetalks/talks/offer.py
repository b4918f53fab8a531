"""Judges a package that somebody puts on the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradetalks.talks.deals import Deal, deal_at
from tradetalks.talks.enforcement import Patience, patience_needed
from tradetalks.talks.game import within
from tradetalks.talks.package import item_settings
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.scenarios import SNAP_BACK, STATUS_QUO, threat_point
from tradetalks.talks.table import Table


@dataclass(frozen=True)
class Judgement:
    """What an offer comes to.

    acceptable  party -> whether it beats failing to agree
    crosses     instruments that it sets beyond their owner's red line
    """

    table: Table
    deal: Deal
    acceptable: dict[str, bool]
    crosses: tuple[str, ...]
    patience: dict[str, Patience]

    @property
    def words(self) -> tuple[str, ...]:
        """One line each: who would refuse, which red lines it crosses, who would keep it."""
        title = {party.id: party.title for party in self.table.case.parties}
        items = {one.id: one for one in self.table.free.instruments}
        lines = [
            f"{title[party]} would refuse: failing to agree is {-self.deal.gain[party]:.3f} % better for it."
            for party, yes in self.acceptable.items()
            if not yes
        ]
        lines += [f"It crosses the red line of {title[items[one].owner]}: {items[one].title}." for one in self.crosses]
        for party, one in self.patience.items():
            if one.critical is None:
                lines.append(f"{title[party]} would break it whatever its patience.")
            elif one.critical > 0.0:
                told = f"keeps it if a quarter later counts for at least {one.critical:.2f} of today"
                lines.append(f"{title[party]} {told}; breaking it brings {one.deviation - one.deal:+.3f} %.")
            else:
                lines.append(f"{title[party]} has nothing to gain by breaking it.")
        return tuple(lines)


def judge(table: Table, package: Mapping[str, float], *, threat: str | None = None, tell: Tell = quiet) -> Judgement:
    """Measure a package against a threat point. What it does not name stays as it is that day."""
    settings = item_settings(table, package)
    name = threat or (SNAP_BACK if table.lapses_on else STATUS_QUO)
    tell(f"If talks fail: {name}")
    against = threat_point(table, name)
    tell("The offer")
    x = table.free.settings(settings)
    limits = table.agenda.red_lines
    crosses = tuple(
        one
        for one in settings
        if one in limits and not limits[one][0] - 1e-9 <= x[table.free.instrument(one)] <= limits[one][1] + 1e-9
    )
    kept = {name: limit for name, limit in limits.items() if name not in crosses}
    deal = deal_at(within(table.free, kept), against, x)  # improved only inside the lines that it respects
    return Judgement(
        table=table,
        deal=deal,
        acceptable={party: gain > 0.0 for party, gain in deal.gain.items()},
        crosses=crosses,
        patience=patience_needed(table.free, x, against.value),
    )
