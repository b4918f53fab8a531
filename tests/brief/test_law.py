"""What a brief says has changed, ended or is left out."""

from datetime import date

import pytest
from toy_dispute import dispute

from tradetalks.brief.law import measure_lines, unpriced_lines
from tradetalks.case.model import Act, Case, Measure
from tradetalks.economy import Economy
from tradetalks.equilibrium import shock_between
from tradetalks.policy import PolicyState, policy_at

EARLIER, LATER = date(2030, 6, 1), date(2031, 3, 1)


def licensed(*ratios: float | None) -> Case:
    """The dispute with a licence of B in force on the day compared with, its terms changed since."""
    acts = tuple(
        Act(on=day, announced=day, reference=("law",), ratio=ratio)
        for day, ratio in zip((EARLIER, LATER), ratios, strict=False)
    )
    permit = Measure(
        id="b-permit",
        title="Permit",
        imposer="B",
        targets=("A",),
        instrument="export-licence",
        authority="act",
        scope="machines",
        acts=acts,
    )
    return dispute(permit)


def days(case: Case, economy: Economy) -> tuple[PolicyState, PolicyState]:
    before, now = (policy_at(case, day, economy.axes, known=case.day) for day in (case.before, case.day))
    return before, now


@pytest.mark.parametrize(
    ("ratios", "counted", "left_out"),
    [((0.9,), "before", []), ((0.9, 0.1), "yes", []), ((None, 0.1), "no", ["b-permit"])],
)
def test_a_licence_is_told_as_it_is_computed_with(
    economy: Economy, ratios: tuple[float | None, ...], counted: str, left_out: list[str]
) -> None:
    case = licensed(*ratios)
    before, now = days(case, economy)
    shock = shock_between(before, now, economy)
    unpriced = unpriced_lines(before, now, shock.not_priced)
    told = {line.id: line.counted for line in measure_lines(case, before, now, unpriced)}
    assert [line.id for line in unpriced] == left_out
    assert told["b-permit"] == counted
    assert bool(shock.licences) == (counted == "yes")
