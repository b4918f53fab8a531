"""Import duties on the goods of one importer: base rate, and each measure's stacked contribution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.policy.atoms import Goods
from tradetalks.policy.coverage import Coverage, why_unknown
from tradetalks.policy.rules import Duty
from tradetalks.policy.stacking import Claim, exempted, points, stacked
from tradetalks.policy.state import InForce

Array = NDArray[np.float64]

TARIFFS = frozenset({"import-tariff", "tariff-ceiling", "tariff-quota"})
ON_IMPORTS = TARIFFS | {"tariff-exemption"}


@dataclass(frozen=True)
class Duties:
    """Rates on each atom of an importer's goods, as fractions [atom].

    base: NaN where it is not known. by_measure: what each measure adds. unpriced: measure -> why it has no rate.
    """

    base: Array
    by_measure: Mapping[str, Array]
    unpriced: Mapping[str, str]


def duties_on(goods: Goods, imposed: Iterable[InForce], coverage: Coverage, *, collected_base: bool = False) -> Duties:
    """Stack the importer's measures in force on each of its atoms."""
    base = _base(goods, collected=collected_base)
    unpriced: dict[str, str] = {}
    claims = _claims(imposed, goods, coverage, unpriced)
    return Duties(base, _rates(claims, base, unpriced), unpriced)


def _base(goods: Goods, *, collected: bool) -> Array:
    if not collected:
        return goods.base
    return np.array(
        [np.nan if atom.collected is None or not atom.value else atom.collected / atom.value for atom in goods.atoms]
    )


def _claims(imposed: Iterable[InForce], goods: Goods, coverage: Coverage, unpriced: dict[str, str]) -> list[Claim]:
    """Measures with the share of each of an importer's atoms in their scope; what is not known goes to `unpriced`."""
    claims = []
    for one in imposed:
        share = np.zeros(len(goods.atoms))
        maybe = False
        for partner, positions in goods.partners.items():
            if not coverage.reaches(one.measure, partner):
                continue
            part = coverage.share(one.measure.scope, goods, partner)
            if part is None:
                unpriced[one.measure.id] = why_unknown(one.measure.scope, coverage.scopes)
            else:
                share[positions] = part.sure
                maybe = maybe or bool(part.maybe.any())
        if maybe and not share.any():
            unpriced[one.measure.id] = "which lines of its scope it covers is not known"
        claims.append(Claim(one.measure, one.act, share))
    return claims


def _rates(claims: list[Claim], base: Array, unpriced: dict[str, str]) -> dict[str, Array]:
    """Each measure's exactly stacked contribution on each atom."""
    exemptions = []
    for claim in claims:
        if claim.measure.instrument == "tariff-exemption":
            if claim.act.unknown:
                unpriced[claim.measure.id] = "in force, but what it takes out is not known"
            else:
                exemptions.append(claim)
    duties = []
    for claim in exempted([claim for claim in claims if claim.measure.instrument in TARIFFS], exemptions):
        rate = points(claim.act, claim.measure.instrument, base)
        if rate is None:
            unpriced[claim.measure.id] = "in force, but its rate is not known"
            continue
        blind = np.isnan(rate)
        if (blind & (claim.coverage > 0.0)).any():
            unpriced[claim.measure.id] = "a ceiling that includes the base rate, which is not known here"
        duties.append(Duty(claim.measure, np.where(blind, 0.0, claim.coverage), np.where(blind, 0.0, rate)))
    return stacked(duties)
