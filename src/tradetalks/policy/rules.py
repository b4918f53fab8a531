"""How duties combine on the same goods: small named rules, each with its legal reference.

A rule answers one question about one duty: of the goods in its scope, what share does it still bear, given every duty
in force on those goods? Coverages are shares in [0, 1] per atom (a set of tariff lines that every scope treats alike),
so for whole lines the answers are exact 0 or 1; where a scope is given as a share of a sector, overlaps are taken as
independent, the usual convention when only margins are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradetalks.case.model import Measure
from tradetalks.errors import BadInput, Mistake, did_you_mean

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Duty:
    """A tariff measure in force on some atoms.

    coverage: share of each atom in its scope, after exemptions [atom].
    points: what it adds to the rate where it covers, as a fraction [atom].
    """

    measure: Measure
    coverage: Array
    points: Array

    @property
    def bears(self) -> Array:
        """Share of each atom that pays: coverage less exclusions, or the part of the value that is charged [atom]."""
        return self.coverage * (1.0 if self.measure.share is None else self.measure.share)


@dataclass(frozen=True)
class Rule:
    """A named way of combining duties; what it says and rests on is shown to the user.

    confirmed: the citation, down to its section, has been compared with a text.
    """

    name: str
    says: str
    reference: str
    confirmed: bool
    kept: Callable[[Duty, Sequence[Duty]], Array]  # share of the duty's coverage that it keeps, per atom


def adds(duty: Duty, others: Sequence[Duty]) -> Array:  # noqa: ARG001
    """Charged on top of every other duty: it keeps all of its goods.

    The default of US law: EO 14289 lists the duties of 2025 that do not add up on the same article, and leaves all
    others as they are, the duty of EO 14195 on goods of China among them.
    """
    return np.ones_like(duty.coverage)


def highest_of_authority(duty: Duty, others: Sequence[Duty]) -> Array:
    """Goods on several lists of one body of law pay the highest of the rates in force, never their sum.

    A line that the four-year review of Section 301 moved stands under one heading of HTSUS 9903.88 or 9903.91 at a time
    (89 FR 76581). Section 232 duties on vehicles and metals do not add up (EO 14289). Equal rates: the measure written
    first keeps the goods.
    """
    kept = np.ones_like(duty.coverage)
    position = next(n for n, other in enumerate(others) if other is duty)
    for n, other in enumerate(others):
        if n == position or other.measure.authority != duty.measure.authority:
            continue
        if "highest-of-authority" not in other.measure.stacks:
            continue
        beats = (other.points > duty.points) | ((other.points == duty.points) & (n < position))
        kept *= 1.0 - other.coverage * beats
    return kept


def not_on_section_232(duty: Duty, others: Sequence[Duty]) -> Array:
    """Not charged on goods that bear a Section 232 duty; where that falls on the metal content, charged on the rest.

    IEEPA reciprocal duty: EO 14257, sec. 3(b). Section 122 surcharge of 2026: Proclamation 11012.
    """
    return _outside("section-232", duty, others)


def _outside(authority: str, duty: Duty, others: Sequence[Duty]) -> Array:
    kept = np.ones_like(duty.coverage)
    for other in others:
        if other is not duty and other.measure.authority == authority:
            kept *= 1.0 - other.bears * (other.points > 0.0)
    return kept


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("adds", "on top of every other duty", "EO 14289", True, adds),
        Rule(
            "highest-of-authority",
            "goods on several lists of one authority pay the highest rate, not the sum",
            "89 FR 76581; EO 14289",
            True,
            highest_of_authority,
        ),
        Rule(
            "not-on-section-232",
            "not on goods, or the part of their value, under a Section 232 duty",
            "EO 14257, sec. 3(b)",
            False,
            not_on_section_232,
        ),
    )
}


def check_rules(measures: Sequence[Measure]) -> None:
    """Refuse names of rules that do not exist, all at once; raises `BadInput`."""
    wrong = [
        Mistake(f"{measure.id}: stacks", f'unknown rule "{name}"', did_you_mean(name, RULES))
        for measure in measures
        for name in measure.stacks
        if name not in RULES
    ]
    if wrong:
        raise BadInput(wrong)
