"""What a day's duties add up to on each atom: exemptions first, then the named rules, then the rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.case.model import Act, Measure
from tradetalks.policy.rules import RULES, Duty

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Claim:
    """A measure in force and the share of each atom in its scope, before anything else is looked at [atom]."""

    measure: Measure
    act: Act
    coverage: Array


def points(act: Act, instrument: str, base: Array) -> Array | None:
    """What an act adds to the duty where it covers, as a fraction of the border value [atom]; None: not known.

    import-tariff, export-tax: the rate. tariff-ceiling: the duty is topped up to the all-in ceiling, max(0, L - base),
    as in the 15 % deals whose rate includes the MFN duty (EO 14345, sec. 2); NaN where the base is not known.
    tariff-quota: the average s r_in + (1 - s) r_out over the base trade, s the share inside the quota.
    """
    if act.unknown:
        return None
    if instrument == "tariff-ceiling":
        return None if act.ceiling is None else np.maximum(0.0, act.ceiling - base)
    if instrument == "tariff-quota":
        if act.rate is None or act.in_quota_rate is None or act.in_quota_share is None:
            return None
        return np.full_like(base, act.in_quota_share * act.in_quota_rate + (1.0 - act.in_quota_share) * act.rate)
    return None if act.rate is None else np.full_like(base, act.rate)


def exempted(claims: Sequence[Claim], exemptions: Sequence[Claim]) -> list[Claim]:
    """Take goods out: an exemption removes its scope from the measures it names."""
    left = []
    for claim in claims:
        coverage = claim.coverage
        for other in exemptions:
            if claim.measure.id in other.measure.exempts:
                coverage = coverage * (1.0 - other.coverage)
        left.append(Claim(claim.measure, claim.act, coverage))
    return left


def stacked(duties: Sequence[Duty]) -> dict[str, Array]:
    """Each duty's contribution to the rate [atom], by the rules it names; the contributions add up to the rate.

    `Measure.share` (the part of the scope's trade that bears the duty, e.g. after exclusions) scales the result: goods
    excluded from one list do not fall back to another.
    """
    found = {}
    for duty in duties:
        kept = duty.coverage
        for name in duty.measure.stacks:
            kept = kept * RULES[name].kept(duty, duties)
        share = 1.0 if duty.measure.share is None else duty.measure.share
        found[duty.measure.id] = kept * duty.points * share
    return found
