"""The leverage table in words: no figure stands without its range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from tradetalks.equilibrium.law import Tight
from tradetalks.leverage.pair_words import pairs_section
from tradetalks.leverage.power import Power
from tradetalks.leverage.section import UNIT, Section, number, ranged, span
from tradetalks.leverage.stage import HARD
from tradetalks.leverage.stock_out import Clock
from tradetalks.leverage.table import Joint, Leverage
from tradetalks.leverage.tightness import Tightness


class Paid(NamedTuple):
    """Where tightening pays: an item, who holds it over whom, the horizon, one line per setting."""

    item: str
    holder: str
    target: str
    horizon: str
    lines: tuple[Tightness, ...]


Pays = Sequence[Paid]


def sections(table: Leverage, pays: Pays) -> tuple[Section, ...]:
    """What the terminal shows, in order; empty sections are left out. A cell's second line is its range."""
    made = [
        *(_power(table, horizon) for horizon in table.horizons),
        _joint(table.joint),
        _worth(table, pays),
        _dependence(table),
        pairs_section(table),
        _tight(table),
        _clocks(table),
        _basis(table),
        _missing(table),
    ]
    return tuple(section for section in made if section.rows or section.lines)


def _power(table: Leverage, horizon: str) -> Section:
    rows = [one for one in table.power if one.horizon == horizon]
    unsolved = [f"{one.item}: no equilibrium at {', '.join(one.unsolved)}" for one in rows if one.unsolved]
    return Section(
        f"Cut off for {horizon}: harm and own cost, {UNIT}, most harm first",
        ("item\nwho", "harm\nrange", "own cost\nrange", "ratio\nrange"),
        tuple(
            (
                f"{one.item}\n{_who(one)}",
                f"{number(one.power)}\n{ranged(one.power_range, open_top=HARD.name in one.unsolved)}",
                f"{number(one.own_cost)}\n{ranged(one.own_cost_range)}",
                f"{number(one.ratio)}\n{ranged(one.ratio_range)}" if one.ratio is not None else "costs it\nnothing",
            )
            for one in rows
        ),
        (
            "Ranges: sigma low and high, all ends that hurt and all that spare at once (sigma, sources, capacity, "
            "content, size, every other elasticity), and each user's share at its ends.",
            *unsolved,
        )
        if rows
        else (),
    )


def _who(one: Power) -> str:
    return f"{one.holder} > {one.target}" + (" (buyer)" if one.side == "buyer" else "")


def _joint(joint: Sequence[Joint]) -> Section:
    rows = []
    for one in joint:
        losses = [harm.target for harm in one.together]
        rows.append(
            (
                f"{one.holder} > {one.target}\n{one.horizon}",
                f"{number(losses[0])}\n{span(losses)}",
                f"{number(one.sum_of_singles[0])}\n{span(one.sum_of_singles)}",
            )
        )
    head = ("who\nhorizon", "together\nrange", "sum of singles\nrange")
    return Section(f"Everything at once, {UNIT}", head, tuple(rows))


def _worth(table: Leverage, pays: Pays) -> Section:
    """What one more point of supply from others is worth, and where tightening pays the one who tightens."""
    paid = {(one.item, one.holder, one.target): one for one in pays}
    rows = []
    for one in table.power:
        if one.horizon != table.horizons[0]:
            continue
        lines = paid[one.item, one.holder, one.target].lines if (one.item, one.holder, one.target) in paid else ()
        rows.append(
            (
                f"{one.item}\n{_who(one)}",
                f"{number(one.next_point)}\n{ranged(one.next_point_range)}",
                _peak([line.ratio for line in lines]),
                _gain([line.revenue_gain for line in lines]),
                _peak([line.welfare_ratio for line in lines]),
            )
        )
    head = ("item\nwho", "next point\noff harm", "revenue\nbest at", "gain over\nno licence", "income\nbest at")
    remark = (
        f"{table.horizons[0].capitalize()}. Next point: harm that one more per cent of supply from others takes away, "
        f"{UNIT}. Best at: volume let through, of a few tried, at which the one who tightens earns most on the "
        "item, and at which its real income is highest; none: any tightening lowers it. The premium is the exporter's."
    )
    return Section("Diversification, and tightening that pays", head, tuple(rows), (remark,) if rows else ())


def _peak(ratios: Sequence[float | None]) -> str:
    """Central volume over its range; "none" where no tightening pays."""
    if not ratios:
        return "-\n-"
    first = "none" if ratios[0] is None else f"{100 * ratios[0]:.0f} %"
    known = sorted({100 * ratio for ratio in ratios if ratio is not None})
    if not known:
        return f"{first}\nnone"
    top = "none" if None in ratios else f"{known[-1]:.0f} %"
    return f"{first}\n{known[0]:.0f} to {top}"


def _gain(gains: Sequence[float]) -> str:
    if not gains:
        return "-\n-"
    return f"{gains[0]:+,.0f} %\n{min(gains):,.0f} to {max(gains):,.0f} %"


def _dependence(table: Leverage) -> Section:
    rows = []
    for one in table.dependence:
        largest = one.users[0] if one.users else None
        reliance = (
            f"{largest.user}\n{1e4 * largest.face_value:.1f}, {1e4 * largest.look_through:.1f}" if largest else "-"
        )
        rows.append(
            (
                f"{one.item}\n{one.holder} > {one.target}",
                f"{one.spending:,.0f}",
                f"{100 * one.held:.0f} %",
                f"{one.concentration:.2f}",
                f"{one.world:.2f}",
                reliance,
            )
        )
    remark = (
        "Held: part of the target's supply (or sales) that can be cut. HHI: concentration of its suppliers. Reliance: "
        "of ten thousand of the largest user's output, bought of the holder, and through every round of inputs."
    )
    head = ("item\nwho", "million\nUSD", "held", "HHI", "world\nHHI", "largest user\nreliance")
    return Section("Dependence in the base year", head, tuple(rows), (remark,) if rows else ())


def _tight(table: Leverage) -> Section:
    targets = {(one.item, one.target) for one in table.power}
    rows, lines = [], []
    for one in table.tight:
        if (one.item, one.importer) not in targets:
            continue
        span = f"{100 * one.ratio:.0f} %\n{100 * one.low:.0f} to {100 * one.high:.0f} %"
        rows.append((f"{one.item}\n{one.exporter} > {one.importer}", span, f"{one.measure}\n{_terms(one)}"))
        seen = [f"{fact.how} in {fact.on:%B %Y}, public {fact.published} ({fact.source})" for fact in one.evidence]
        lines.append(f"{one.item}: {'; '.join(seen) or one.how}.")
    title = f"Licences and bans in force, as known on {table.known}"
    return Section(
        title, ("item\nflow", "let through\nrange", "measure\nterms"), tuple(rows), tuple(dict.fromkeys(lines))
    )


def _terms(one: Tight) -> str:
    """How the licence works: the wait, general or not, its end, what the papers cost."""
    said = [
        "general licences" if one.general else f"first after {one.lead_weeks:.0f} weeks" if one.lead_weeks else "",
        f"until {one.until}" if one.until else "",
        f"papers {100 * one.paperwork:.1f} %" if one.paperwork else "",
    ]
    return ", ".join(text for text in said if text) or "no term known"


def _clocks(table: Leverage) -> Section:
    rows = []
    for name, target, ratio, users in table.clocks:
        for place, clock in enumerate(users):
            rows.append(
                (
                    f"{name}\nto {target}, {100 * ratio:.0f} % let through" if place == 0 else "",
                    f"{clock.user}\n{_percent(clock.exposed)} with it",
                    _weeks(clock),
                    _bought(clock),
                )
            )
    release = next((clock.release for *_, users in table.clocks for clock in users), 0.0)
    remark = (
        "Weeks from the day the licences began to the first in which the lines that use it make less than 95 % of "
        "normal, the wait for the first licence included, over sigma and stocks. With it: part of the sector's output "
        f"that contains it. Bought: weeks that {100 * release:g} % of base volume more, from the first week, would buy."
    )
    head = ("item\ntarget", "user\noutput", "week\nrange", "bought\nfrom, to")
    return Section("The stock-out clock", head, tuple(rows), (remark,) if rows else ())


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.005 else f"{100 * share:.1g} %"


def _weeks(clock: Clock) -> str:
    central = clock.lines["central", "central"]
    if clock.earliest is None:
        return "never\nnever"
    return f"{'never' if central is None else central}\n{clock.earliest} to {clock.latest or 'never'}"


def _bought(clock: Clock) -> str:
    known = [weeks for weeks in clock.bought.values() if weeks is not None]
    if not known:
        return "nothing\nto buy"
    return f"{_week(min(known))}\n{_week(max(known))}"


def _week(weeks: float) -> str:
    return "all of it" if math.isinf(weeks) else f"{weeks:.0f}"


def _basis(table: Leverage) -> Section:
    rows = tuple((one.item, str(one.measured), str(one.estimated), str(one.judged)) for one in table.basis)
    remark = (
        "Figures of each item: published, worked out from what is published, and judged at least in part. The last two "
        "have bounds that every range sweeps; each figure's source stands in the item's file."
    )
    return Section("What this rests on", ("item", "published", "estimated", "judged"), rows, (remark,) if rows else ())


def _missing(table: Leverage) -> Section:
    lines = tuple(f"{one.title}: not split: missing {'; '.join(one.missing)}." for one in table.not_split)
    return Section("Not split", (), (), lines)
