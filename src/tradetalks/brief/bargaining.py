"""What the sides could agree on: threat points, frontier, the proposed handshake and what breaks it, as a section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tradetalks.brief.question import Question
from tradetalks.brief.solutions import Tell
from tradetalks.report.findings import Certificate, Finding, Findings, rounded
from tradetalks.report.glossary import outcome_named
from tradetalks.report.layout import Cell, Paragraph, Picture, Section, Table
from tradetalks.report.words import MINUS, capital, cell, fixed, long_day, said

if TYPE_CHECKING:
    from tradetalks.talks.game import Instrument
    from tradetalks.talks.session import Talks

SCENARIO = "talks"
FAILING, GAIN, PATIENCE = "welfare-change-if-talks-fail", "welfare-gain-of-the-deal", "patience-needed"


def talks_of(asked: Question, tell: Tell) -> Talks:
    """The talks of the brief's day at its main horizon; raises `BadInput` where there is nothing to bargain over."""
    from tradetalks.talks import hold_talks, payoffs

    table = payoffs(asked.economy, asked.case, asked.day, known=asked.known, horizon=asked.main_horizon, tell=tell)
    return hold_talks(table, tell=tell)


def talks_findings(asked: Question, done: Talks) -> Iterator[Finding]:
    """What each side has at each threat point, what the deal adds, and the patience that keeps it."""
    from tradetalks.equilibrium.solve import TOLERANCE
    from tradetalks.talks import Deal

    source = f"model on {asked.economy.provenance.name}; against {done.table.case.before.isoformat()}"
    certificate = Certificate(converged=True, residual=TOLERANCE)

    def finding(outcome: str, economy: str, detail: str, value: float | None, solved: Certificate | None) -> Finding:
        key = asked.key(asked.main_horizon, SCENARIO, outcome, economy, detail)
        known = None if value is None else rounded(value)
        return Finding(key, known, outcome_named(outcome).unit, source, certificate=solved, note=NOTE)

    for threat in done.threats:
        for party, value in zip(done.game.parties, threat.value, strict=True):
            yield finding(FAILING, party, threat.name, float(value), certificate)
    if isinstance(done.deal, Deal):
        for party, gain in (done.deal.gain | done.deal.third_parties).items():
            yield finding(GAIN, party, done.deal.solution, gain, certificate)
        for party, needs in (done.keeping.patience if done.keeping else {}).items():
            yield finding(PATIENCE, party, done.deal.solution, needs.critical, certificate)


NOTE = "100 log real income; every setting is an equilibrium, solved to the residual given or better"


def talks_section(done: Talks, found: Findings, names: dict[str, str]) -> Section:
    """The section: what failing leads to, the frontier, the package in words, what it is worth and whether it holds."""
    from tradetalks.talks import Deal, NoDeal
    from tradetalks.talks.chart import frontier_chart

    deal = done.deal if isinstance(done.deal, Deal) else None
    capitals = {party: capital(names[party]) for party in done.game.parties}
    title = "What the sides can reach together"
    items: list[Table | Picture] = [
        _threats(done, found, capitals),
        Picture("frontier", title, frontier_chart(title, done.frontier, done.threats, deal, capitals)),
    ]
    told: list[Paragraph] = [(_opening(done),)]
    if deal is None:
        told.append((done.deal.words if isinstance(done.deal, NoDeal) else "",))
    else:
        items.append(_package(done, deal.x, capitals))
        told += [_gains(done, found, names), _kept(done, found, names)]
        rates = _rates(done, capitals)
        told.append((_free(done, rates, names),))
        items += [rates] if rates.rows else []
    return Section("talks", "What they could agree on", paragraphs=tuple(told), items=tuple(items))


def _opening(done: Talks) -> str:
    left_out = len({one.measure or one.item for one in done.table.agenda.not_modelled})
    return (
        f"{len(done.game.instruments)} measures on the agenda have a number that can be moved, within the red lines; "
        f"{left_out} have none and are left out, not zero. The deal below maximises the product of both gains over "
        f"failing (Nash 1950), where failing means {done.threat.name}. It is a computation, not a forecast."
    )


def _threats(done: Talks, found: Findings, capitals: dict[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            threat.name,
            *(cell(found.only(outcome=FAILING, economy=party, detail=threat.name)) for party in capitals),
            threat.words,
        )
        for threat in done.threats
    ]
    heading = f"If talks fail: real income against {long_day(done.table.case.before)}, per cent"
    return Table("threat-points", heading, ("Threat point", *capitals.values(), "What happens"), tuple(rows))


def _package(done: Talks, x: object, capitals: dict[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one, value in zip(done.game.instruments, x, strict=True):  # type: ignore[call-overload]
        if abs(value - one.now) > 0.005 * max(one.high - one.low, 1e-9):
            rows.append((capitals.get(one.owner, one.owner), one.title or one.id, _setting(one, float(value))))
    return Table("handshake", "The proposed handshake", ("Side", "Measure", "What it does"), tuple(rows))


def _setting(one: Instrument, value: float) -> str:
    if one.unit == "points":
        points = fixed(abs(value - one.now), 1)
        return f"{points} points {'off' if value < one.now else 'more'}"
    return f"lets {100 * value:.0f} % of base volume through, now {100 * one.now:.0f} %"


def _gains(done: Talks, found: Findings, names: dict[str, str]) -> Paragraph:
    parts: list[Cell] = ["Over failing, the deal brings "]
    for place, party in enumerate(done.game.parties):
        parts += ["" if place == 0 else " and ", f"{names[party]} ", said(found.only(outcome=GAIN, economy=party))]
    others = sorted(
        (one for one in found.select(outcome=GAIN).values() if one.key.economy not in done.game.parties),
        key=lambda one: one.value or 0.0,
    )
    for verb, group in (("lose most: ", others[:2]), ("gain most: ", others[-2:][::-1])):
        shown = [one for one in group if abs(one.value or 0.0) >= 0.005]
        if shown:
            parts.append(f". Of those nobody asked, {verb}")
            for place, one in enumerate(shown):
                parts += ["" if place == 0 else ", ", f"{names[one.key.economy]} ", said(one)]
    return (*parts, ".")


def _kept(done: Talks, found: Findings, names: dict[str, str]) -> Paragraph:
    if done.keeping is None:
        return ()
    parts: list[Cell] = ["Will it hold? "]
    for party, needs in done.keeping.patience.items():
        if needs.critical is None:
            parts.append(f"No patience makes {names[party]} keep it. ")
            continue
        phrase = said(found.only(outcome=PATIENCE, economy=party), plus=False)
        parts += [f"{capital(names[party])} keeps it if a quarter later counts for at least ", phrase, " of today. "]
    held = "Both would" if done.keeping.itself else "Not both would"
    parts.append(f"{held} at 5 % interest a year.")
    if done.disappears is not None:
        parts.append(
            f" Nothing can be agreed once both count {done.disappears:.2f} of the other's gain as their own loss."
        )
    return tuple(parts)


def _free(done: Talks, rates: Table, names: dict[str, str]) -> str:
    """Which concessions of the first side cost it nothing."""
    of = {one.id: one.title or one.id for one in done.game.instruments}
    gladly = {of[swap.rate.given] for swap in done.swaps if swap.needed is not None and abs(swap.needed) <= 0.0}
    if not gladly:
        return ""
    all_of_them = "Every concession" if not rates.rows else "Some concessions"
    return (
        f"{all_of_them} of {names[done.game.parties[0]]} from where failing would lead would help it by itself, and "
        f"nothing is needed in return: {'; '.join(sorted(gladly))}."
    )


def _rates(done: Talks, capitals: dict[str, str]) -> Table:
    """The interval of acceptable rates for each concession that costs its giver something."""
    of = {one.id: one for one in done.game.instruments}
    rows: list[tuple[Cell, ...]] = []
    for swap in done.swaps:
        if swap.needed is None or abs(swap.needed) <= 0.0:
            continue
        given, taken = of[swap.rate.given], of[swap.rate.taken]
        offered = "all of it" if swap.offered is None else _amount(taken, swap.offered)
        rows.append((_step(given, swap.step), given.title, _amount(taken, swap.needed), offered, taken.title))
    return Table(
        "exchange-rates",
        f"What a concession of {next(iter(capitals.values()))} is worth, from where failing would lead",
        ("Step", "Of", "Needs at least", "Can get up to", "Of"),
        tuple(rows),
        note="Concessions that help the side that makes them need nothing in return and are not listed.",
        folded=len(rows) > 8,
    )


def _step(one: Instrument, change: float) -> str:
    return f"{MINUS if change < 0 else '+'}{_amount(one, change)}"


def _amount(one: Instrument, change: float) -> str:
    return f"{abs(change):.1f} points" if one.unit == "points" else f"{100 * abs(change):.0f} % of volume"
