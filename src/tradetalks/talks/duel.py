"""Two sides that fight with duties: one duty each on all goods of the other, or the duties of the case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tradetalks.policy.atoms import SERVICES
from tradetalks.talks.game import Array, Instrument, Payoffs, fixed, with_rivalry
from tradetalks.talks.setting import Lever
from tradetalks.talks.table import Table
from tradetalks.talks.world import world_payoffs

HIGHEST_DUTY = 1000.0  # points
FIRST_DUTY = 20.0  # points; where best replies begin


def duel(table: Table) -> Payoffs:
    """Each side's new duty on all goods of the others, beside what it had before the case, and its duties of the case.

    `duty-X` is in points, `measures-X` from 0 (gone) to 1 (as on the day), licences stay; wars and best replies of a
    day are corners of this one game, so that they share what was solved.
    """
    axes, sides = table.economy.axes, table.free.parties
    goods = [at for at, sector in enumerate(axes.sectors) if sector not in SERVICES]
    rates, duties, measures = table.shock.tariff.copy(), [], []
    for party in sides:
        n, rivals = axes.economy(party), [axes.economy(other) for other in sides if other != party]
        duty, case = np.zeros(axes.bilateral), np.zeros(axes.bilateral)
        duty[np.ix_([n], rivals, goods)] = 0.01
        case[n, rivals] = table.shock.tariff[n, rivals] - table.economy.tariff[n, rivals]
        duties.append(_lever(f"duty-{party}", party, HIGHEST_DUTY, FIRST_DUTY, duty))
        measures.append(_lever(f"measures-{party}", party, 1.0, 0.0, case))
        rates += FIRST_DUTY * duty - case
    shock = replace(table.shock, tariff=rates, label=f"{table.case.name}, war of duties")
    game = world_payoffs(table.economy, shock, [*duties, *measures], sides, elasticities=table.elasticities)
    return with_rivalry(game, table.rivalry) if table.rivalry else game


def _lever(name: str, party: str, high: float, now: float, pattern: Array) -> Lever:
    return Lever(Instrument(name, party, 0.0, high, now), pattern)


def both_fight(game: Payoffs) -> Payoffs:
    """New duties in place of those of the case on every side."""
    return fixed(game, {f"measures-{party}": 0.0 for party in game.parties})


def only_one_fights(game: Payoffs, fighter: str) -> Payoffs:
    """One side's new duty in place of its duties of the case; the others keep theirs."""
    held = {f"measures-{party}": float(party != fighter) for party in game.parties}
    return fixed(game, held | {f"duty-{party}": 0.0 for party in game.parties if party != fighter})
