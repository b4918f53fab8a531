"""A whole round of talks: threat points, frontier, the deal, its exchange rates, its red lines and whether it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.talks.deals import Deal, egalitarian, equal_proportional, kalai_smorodinsky, nash_deal
from tradetalks.talks.enforcement import (
    Patience,
    effective_discount,
    most_cooperative,
    patience_needed,
    renegotiation_proof,
)
from tradetalks.talks.frontier import POINTS, Frontier, frontier
from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.linkage import Linkage, linkage
from tradetalks.talks.package import held
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.red_lines import RedLine, red_lines
from tradetalks.talks.rivalry import deal_survives, disappears_on
from tradetalks.talks.scenarios import BEST_FOR, SNAP_BACK, STATUS_QUO, WAR, threat_points
from tradetalks.talks.surplus import NoDeal
from tradetalks.talks.swaps import Swap, swaps_of
from tradetalks.talks.table import Table
from tradetalks.talks.threat import Threat
from tradetalks.talks.timing import INTEREST, Clock, Turns, clocks_of, turns_of

Solve = Callable[[Payoffs, Threat], Deal | NoDeal]

NASH, KALAI_SMORODINSKY = "nash", "kalai-smorodinsky"
EGALITARIAN, EQUAL_PROPORTIONAL = "egalitarian", "equal-proportional"
SOLUTIONS = (NASH, KALAI_SMORODINSKY, EGALITARIAN, EQUAL_PROPORTIONAL)

PERIOD = 0.25  # years in which a deal is kept or broken before the other side answers


@dataclass(frozen=True)
class Keeping:
    """Whether a deal would be kept, at interest of `INTEREST` a year and quarters in which a breach goes unanswered.

    patience    what each side needs
    discount    what it is taken to have, per quarter
    best        the most cooperative package that both keep: the deal itself where they do; None where not looked for
    none_kept   it was looked for and no package is kept
    proof       what each needs where the punishment must be one that would not be bargained away; empty: not looked for
    """

    patience: Mapping[str, Patience]
    discount: float
    best: Array | None
    none_kept: bool
    proof: Mapping[str, Patience]

    @property
    def itself(self) -> bool:
        """Whether every side keeps the deal."""
        return all(one.critical is not None and one.critical <= self.discount for one in self.patience.values())


@dataclass(frozen=True)
class Talks:
    """Everything the talks of a day come to. Without a deal what follows `swaps` is empty.

    threats     in the order shown, the one that counts among them
    biting      licence on the table -> whether it bites where failing leads, and under the deal
    disappears  weight on the other's gain, alike on both sides, from which nothing can be agreed
    """

    table: Table
    game: Payoffs
    threat: Threat
    threats: tuple[Threat, ...]
    frontier: Frontier
    deal: Deal | NoDeal
    swaps: tuple[Swap, ...] = ()
    red_lines: Mapping[str, RedLine] = field(default_factory=dict)
    keeping: Keeping | None = None
    linkage: Linkage | None = None
    survives: Mapping[str, float] = field(default_factory=dict)
    disappears: float | None = None
    clock: Mapping[str, Clock] = field(default_factory=dict)
    turns: Turns | None = None
    biting: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)


def hold_talks(
    table: Table,
    *,
    threat: str | None = None,
    solution: str = NASH,
    fixes: Mapping[str, float] | None = None,
    points: int = POINTS,
    thorough: bool = False,
    tell: Tell = quiet,
) -> Talks:
    """Run the talks of a table. Without `threat` the snap-back counts where a truce can lapse, else the status quo.

    `fixes` holds items at given settings (`item_settings`). `thorough` also looks for the deals that each red line
    stands in the way of, for settlements item by item, and for punishments that would not be bargained away; it takes
    minutes. Raises `BadInput` for an unknown threat or solution.
    """
    solve = solution_of(table, solution)
    game = held(table, fixes) if fixes else table.payoffs
    name = threat or (SNAP_BACK if table.lapses_on else STATUS_QUO)
    threats = threat_points(table, _shown(table, name), tell)
    counts = next(one for one in threats if one.name == name)
    tell(f"The frontier, {points} points")
    edge = frontier(game, points)
    tell(f"The {solution} deal")
    deal = solve(game, counts)
    if isinstance(deal, NoDeal):
        return Talks(table, game, counts, threats, edge, deal)
    start = game.now if counts.x is None else np.clip(counts.x, game.low, game.high)
    tell("What a concession is worth")
    swaps = swaps_of(game, start)
    tell("Red lines, and whether it would be kept")
    then = game.bites(deal.x)
    limits = {} if fixes else dict(table.agenda.red_lines)
    lines = red_lines(table.easing, counts, limits, solve=solve, deal=deal, drop=thorough, tell=tell)
    keeping = _keeping(table, game, deal, counts, thorough, tell)
    return Talks(
        table=table,
        game=game,
        threat=counts,
        threats=threats,
        frontier=edge,
        deal=deal,
        swaps=swaps,
        red_lines=lines,
        keeping=keeping,
        linkage=_linkage(table, game, deal, start, solve, tell) if thorough else None,
        survives=deal_survives(deal),
        disappears=disappears_on(edge, counts),
        clock=clocks_of(game, deal, threats),
        turns=turns_of(edge, threats, table.day, table.lapses_on),
        biting={name: (bites, then[name]) for name, bites in game.bites(start).items()},
    )


def _keeping(table: Table, game: Payoffs, deal: Deal, threat: Threat, thorough: bool, tell: Tell) -> Keeping:
    discount = effective_discount(INTEREST, PERIOD)
    found = Keeping(patience_needed(table.free, deal.x, threat.value), discount, None, False, {})
    if found.itself:
        found = replace(found, best=deal.x)
    elif thorough:
        tell("The most cooperative package that both keep")
        best = most_cooperative(game, threat.value, dict.fromkeys(game.parties, discount))
        found = replace(found, best=best, none_kept=best is None)
    return replace(found, proof=renegotiation_proof(table.free, deal.x, tell=tell)) if thorough else found


def solution_of(table: Table, name: str) -> Solve:
    """The rule of a name; equal gains count in money, by each side's income."""
    if name not in SOLUTIONS:
        raise BadInput(Mistake("--solution", f'unknown solution "{name}"', did_you_mean(name, SOLUTIONS)))
    if name == EGALITARIAN:
        income = table.economy.income
        per = {party: 1.0 / float(income[table.economy.axes.economy(party)]) for party in table.free.parties}
        most = max(per.values())
        scaled = {party: value / most for party, value in per.items()}
        return lambda game, threat: egalitarian(game, threat, per=scaled)
    return {NASH: nash_deal, KALAI_SMORODINSKY: kalai_smorodinsky, EQUAL_PROPORTIONAL: equal_proportional}[name]


def _shown(table: Table, wanted: str) -> list[str]:
    shown = [STATUS_QUO, *([SNAP_BACK] if table.lapses_on else []), WAR]
    shown += [f"{BEST_FOR}{party}" for party in table.free.parties]
    return shown if wanted in shown else [*shown, wanted]


def _linkage(table: Table, game: Payoffs, deal: Deal, frozen: Array, solve: Solve, tell: Tell) -> Linkage | None:
    issues: dict[str, list[str]] = {}
    for name, item in table.agenda.item.items():
        issues.setdefault(item, []).append(name)
    if len(issues) < 2:
        return None
    found = linkage(game, deal.threat, issues, frozen=frozen, solve=solve, joint=deal, tell=tell)
    return found if isinstance(found, Linkage) else None
