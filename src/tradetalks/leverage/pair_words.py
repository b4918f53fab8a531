"""Every pair of buyer and seller in words: who would lose what if the flow were cut off."""

from __future__ import annotations

from tradetalks.leverage.everyone import WORTH
from tradetalks.leverage.section import UNIT, Section, number, ranged
from tradetalks.leverage.stage import HARD
from tradetalks.leverage.table import Leverage

SHOWN = 15  # pairs on the terminal


def pairs_section(table: Leverage) -> Section:
    """The pairs that lose most; all of them are in the JSON."""
    solved = [one for one in table.pairs if one.power is not None]
    rows, lines = [], []
    for cut in solved[:SHOWN]:
        pair, power = cut.pair, cut.power
        assert power is not None  # `solved` holds no other
        rows.append(
            (
                f"{pair.item}\n{pair.seller} > {pair.buyer}, {100 * pair.share:.0f} %",
                f"{number(power.power)}\n{ranged(power.power_range, open_top=HARD.name in power.unsolved)}",
                f"{number(power.own_cost)}\n{ranged(power.own_cost_range)}",
                f"{number(power.ratio)}\n{ranged(power.ratio_range)}"
                if power.ratio is not None
                else "costs it\nnothing",
            )
        )
        if power.unsolved:
            lines.append(f"{pair.item}, {pair.seller} > {pair.buyer}: no equilibrium at {', '.join(power.unsolved)}.")
        if cut.left:
            lines.append(f"{pair.item}, {pair.seller} > {pair.buyer}: no other seller, cut to {100 * cut.left:.0f} %.")
    remark = (
        f"The {len(rows)} of {len(table.pairs)} pairs that lose most. A ratio below one: the buyer could hold it over "
        "the seller. Ranges: central, all ends that hurt, all that spare."
    )
    left_out = len(table.pairs) - len(solved)
    if left_out:
        remark += (
            f" {left_out} pairs are left out: by the quantity formula at the ends that hurt, with nobody else selling "
            f"more, neither side loses {WORTH:g}; --pairs all solves them."
        )
    head = ("item\nwho, share of supply", "buyer loses\nrange", "seller loses\nrange", "ratio\nrange")
    title = f"Every pair, cut off for {table.horizons[0]}, {UNIT}"
    return Section(title, head, tuple(rows), (remark, *lines) if rows else ())
