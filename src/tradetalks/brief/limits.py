"""What the numbers of any brief leave out, said plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetalks.economy.economy import Economy

_ALWAYS = (
    "Time between two positions of rest: the model compares the world without and with the measures. It has no "
    "recession, unemployment, inflation, investment or exchange rate; markets and businesses can lose more than it "
    "shows, above all through uncertainty.",
    "Differences between households: an economy's income is spent by one average household.",
    "Trade balances: what an economy borrows or lends stays as in the base year, in units of world income; how "
    'much depends on this is told under "How sure we are".',
    "Goods that were not traded between two economies in the base year: the model cannot start such trade.",
    "Evasion, rerouting under another origin, exemptions granted to single firms, and stocks built up in advance.",
    "Security, law and politics: what a control is worth to the side that imposes it.",
)


def limits(economy: Economy) -> tuple[str, ...]:
    """The list, with the size and the year of the world that was used."""
    table = (
        f"What was not yet published: only the law is taken as known on a day. The world table holds statistics of "
        f"{economy.provenance.year} as they stand now, whatever that day."
    )
    return (_ALWAYS[0], _small_inputs(economy), *_ALWAYS[1:], table)


def _small_inputs(economy: Economy) -> str:
    if not economy.items:
        return (
            f"Small inputs that others depend on: the world has {len(economy.axes.sectors)} sectors, so a licence on "
            "one mineral or one machine is a small part of a large sector. A shortage that stops a factory does not "
            "show."
        )
    return (
        f"Small inputs other than the {len(economy.items)} that stand by themselves: a licence on another mineral or "
        "machine is a small part of a large sector. Of those that do, many figures are estimates with bounds, an input "
        "bears its sector's average duty, and stocks are in the clock but not in the figures after three months."
    )
