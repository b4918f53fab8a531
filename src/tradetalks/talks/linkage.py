"""What it is worth to settle several issues in one package instead of one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradetalks.errors import BadInput, Mistake
from tradetalks.talks.deals import Deal, nash_deal
from tradetalks.talks.game import Array, Payoffs, fixed
from tradetalks.talks.progress import Tell, quiet
from tradetalks.talks.surplus import NoDeal
from tradetalks.talks.threat import Threat

Solve = Callable[[Payoffs, Threat], Deal | NoDeal]


@dataclass(frozen=True)
class Linkage:
    """Joint against separate settlement. Gains are over the threat point, in payoff units.

    joint     party -> gain from the package
    alone     issue -> party -> gain from settling that issue with the others left at `frozen`
    together  party -> gain when the separate settlements are all put into force
    value     party -> joint less together
    """

    joint: dict[str, float]
    alone: dict[str, dict[str, float]]
    together: dict[str, float]
    value: dict[str, float]


def linkage(
    payoffs: Payoffs,
    threat: Threat,
    issues: Mapping[str, Sequence[str]],
    *,
    frozen: Array | None = None,
    solve: Solve = nash_deal,
    joint: Deal | None = None,
    tell: Tell = quiet,
) -> Linkage | NoDeal:
    """The value of linkage: one deal over all instruments against one deal per issue with the rest held at `frozen`.

    `issues` names the instruments of each issue; every instrument that can move belongs to exactly one. `frozen` is
    the threat's settings unless given, `joint` the deal over all where it is known. An issue on which nothing can be
    agreed alone stays where it is.
    """
    at = threat.x if frozen is None else frozen
    if at is None:
        raise BadInput(Mistake(threat.name, "lies outside the game, so nothing can be held there", "Give `frozen`."))
    _complete(payoffs, issues)
    whole = joint or solve(payoffs, threat)
    if isinstance(whole, NoDeal):
        return whole
    x = at.copy()
    alone: dict[str, dict[str, float]] = {}
    for issue, names in issues.items():
        tell(f"{issue} settled alone")
        held = {one.id: float(at[k]) for k, one in enumerate(payoffs.instruments) if one.id not in names}
        part = solve(fixed(payoffs, held), threat)
        alone[issue] = dict.fromkeys(payoffs.parties, 0.0) if isinstance(part, NoDeal) else part.gain
        if isinstance(part, Deal):
            moved = np.array([one.id in names for one in payoffs.instruments])
            x = np.where(moved, part.x, x)
    apart = payoffs.value(x) - threat.value
    together = {party: float(apart[i]) for i, party in enumerate(payoffs.parties)}
    return Linkage(whole.gain, alone, together, {party: whole.gain[party] - together[party] for party in together})


def _complete(payoffs: Payoffs, issues: Mapping[str, Sequence[str]]) -> None:
    named = [name for names in issues.values() for name in names]
    for name in named:
        payoffs.instrument(name)
    mistakes = [
        Mistake("issues", f"{name} belongs to two issues") for name in sorted(set(named)) if named.count(name) > 1
    ]
    mistakes += [
        Mistake("issues", f"{one.id} belongs to no issue")
        for one in payoffs.instruments
        if one.free and one.id not in named
    ]
    if mistakes:
        raise BadInput(mistakes)
