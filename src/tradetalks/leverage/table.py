"""Who holds what over whom: every item, both ways, ranked, with what is known to be tight on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tradetalks.case.model import Case
from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium.law import Tight, tightness_known
from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.leverage.basis import Basis, basis
from tradetalks.leverage.dependence import Dependence, dependence, through_all_rounds
from tradetalks.leverage.everyone import ALL, WORTH, Cut, cut_every_pair
from tradetalks.leverage.pairs import Pair, pairs
from tradetalks.leverage.power import Harm, Power, joint_power, power_of
from tradetalks.leverage.scheduled import let_through
from tradetalks.leverage.stage import CENTRAL, CORNERS
from tradetalks.leverage.stages import Stages
from tradetalks.leverage.stock_out import RELEASE, Clock, clocks
from tradetalks.policy import policy_at

Say = Callable[[str], None]


@dataclass(frozen=True)
class Joint:
    """All that one side can cut of the other at once, beside the sum of the single cuts, by setting.

    Log-per cent of the target's real income; None where not solved.
    """

    holder: str
    target: str
    horizon: str
    together: tuple[Harm, ...]
    sum_of_singles: tuple[float | None, ...]


@dataclass(frozen=True)
class Leverage:
    """The whole table. `power` is ranked by harm; `not_split` is the ledger of items whose figures are missing."""

    on: date
    known: date
    world: str
    horizons: tuple[str, ...]
    power: tuple[Power, ...]
    joint: tuple[Joint, ...]
    dependence: tuple[Dependence, ...]
    pairs: tuple[Cut, ...]
    tight: tuple[Tight, ...]
    clocks: tuple[tuple[str, str, float, tuple[Clock, ...]], ...]  # item, target, ratio let through, its users
    basis: tuple[Basis, ...]
    not_split: tuple[CriticalItem, ...]


def needed(items: Sequence[CriticalItem], item: CriticalItem) -> tuple[CriticalItem, ...]:
    """The items that `item` names as users: they are split first."""
    users = {user for user, _ in item.users}
    return tuple(other for other in items if other.name in users and other.is_split)


def chosen(items: Sequence[CriticalItem], name: str | None) -> tuple[CriticalItem, ...]:
    """All items, or the one whose name (or its last words, "magnets") is given; raises `BadInput`."""
    if name is None:
        return tuple(items)
    found = tuple(item for item in items if name in (item.name, item.name.split("-", 2)[-1]))
    if not found:
        raise BadInput(Mistake("--item", f'no item called "{name}"', did_you_mean(name, [item.name for item in items])))
    return found


def leverage_table(
    case: Case,
    economy: Economy,
    items: Sequence[CriticalItem],
    *,
    horizons: Sequence[str],
    item: str | None = None,
    on: date | None = None,
    known: date | None = None,
    every_pair: bool = False,
    release: float = RELEASE,
    stages: Stages | None = None,
    say: Say = lambda _: None,
) -> Leverage:
    """Power, own cost, dependence, stock-out clocks of every item, and joint cut-offs where no single one is asked for.

    Of the pairs of buyer and seller those worth naming (`WORTH`) are cut off, or all of them with the value of their
    next point (`every_pair`). Clocks tell what letting `release` more of base volume through would buy.
    Raises `BadInput` for an unknown item or horizon or one that does not fit the economy.
    """
    day = on or case.day
    state = policy_at(case, day, economy.unsplit.axes, known=known)
    mine = [one for one in chosen(items, item) if one.is_split]
    power, dependences, ticking = [], [], []
    stages = stages or Stages(economy)
    tight = tightness_known(case, state, mine)
    world = stages.at(items, horizons[0], CENTRAL).economy if mine else stages.economy
    through = through_all_rounds(world, mine)
    for one in mine:
        needs = needed(items, one)
        ready = stages.at((*needs, one), horizons[0], CENTRAL)
        for hold in one.holds:
            dependences.append(dependence(world, one, hold, through))
            for horizon in horizons:
                say(f"{one.title}: {hold.holder} over {hold.over}, {horizon}")
                power.append(power_of(economy, one, hold, horizon, needs=needs, stages=stages))
            if hold.side == "seller":
                held = tightest(tight, one.name, hold.over)
                users = clock_of(case, ready.economy, one, hold, held, day, known or day, release)
                ticking.append((one.name, hold.over, held.ratio if held else 0.0, users))
    joint = [] if item else _joint(stages, items, power, horizons, say)
    return Leverage(
        on=day,
        known=known or day,
        world=economy.provenance.name,
        horizons=tuple(horizons),
        power=tuple(sorted(power, key=lambda one: -(one.power or 0.0))),
        joint=tuple(joint),
        dependence=tuple(dependences),
        pairs=_pairs(stages, items, pairs(world, mine, through), power, horizons[0], every_pair, say),
        tight=tight,
        clocks=tuple(ticking),
        basis=tuple(basis(one) for one in mine),
        not_split=tuple(one for one in chosen(items, item) if not one.is_split),
    )


def _pairs(
    stages: Stages,
    items: Sequence[CriticalItem],
    between: Sequence[Pair],
    power: Sequence[Power],
    horizon: str,
    every: bool,
    say: Say,
) -> tuple[Cut, ...]:
    """Every pair with trade in the items asked for, cut off where it is worth naming."""
    say(f"Every pair of buyer and seller, {horizon}")
    return cut_every_pair(
        stages,
        items,
        between,
        horizon,
        needed=lambda one: needed(items, one),
        known=power,
        worth=ALL if every else WORTH,
        diversification=every,
    )


def clock_of(
    case: Case,
    economy: Economy,
    item: CriticalItem,
    hold: Hold,
    held: Tight | None,
    day: date,
    known: date,
    release: float = RELEASE,
) -> tuple[Clock, ...]:
    """The clocks of the target's largest users under a measure; without one, under a threat to let nothing through."""
    by_week = let_through(case, held, day, known) if held else _nothing
    lead = round(held.lead_weeks or 0) if held else 0
    return clocks(economy, item, hold, by_week, lead_weeks=lead, release=release)


def tightest(tight: Sequence[Tight], item: str, importer: str) -> Tight | None:
    """The measure in force that lets least through to a target; None where there is none: a threat, not a fact."""
    mine = [one for one in tight if (one.item, one.importer) == (item, importer)]
    return min(mine, key=lambda one: one.ratio, default=None)


def _nothing(_: int) -> float:
    """What a cut-off that is only threatened lets through."""
    return 0.0


def _joint(
    stages: Stages, items: Sequence[CriticalItem], power: Sequence[Power], horizons: Sequence[str], say: Say
) -> list[Joint]:
    out = []
    for holder, target in dict.fromkeys((one.holder, one.target) for one in power):
        for horizon in horizons:
            say(f"Everything at once: {holder} over {target}, {horizon}")
            mine = [one for one in power if (one.holder, one.target, one.horizon) == (holder, target, horizon)]
            singles = []
            for setting in CORNERS:
                losses = [harm.target for one in mine for harm in one.sweep if harm.setting == setting]
                solved = [loss for loss in losses if loss is not None]
                singles.append(sum(solved) if len(solved) == len(losses) else None)
            together = joint_power(stages, items, holder, target, horizon, CORNERS)
            out.append(Joint(holder, target, horizon, together, tuple(singles)))
    return out
