"""What a brief says has changed, ended or is left out."""

from dataclasses import replace
from datetime import date

import pytest
from toy_dispute import act, dispute, duty

from tradetalks.brief.law import ended_lines, measure_lines, unpriced_lines
from tradetalks.case.model import Act, Case, Measure
from tradetalks.economy import Economy
from tradetalks.equilibrium import shock_between
from tradetalks.policy import PolicyState, policy_at

EARLIER, LATER = date(2030, 6, 1), date(2031, 3, 1)


def licensed(*ratios: float | None, ends: bool = False) -> Case:
    """The dispute with a licence of B in force on the day compared with, its terms changed since."""
    acts = tuple(
        Act(on=day, announced=day, reference=("law",), ratio=ratio)
        for day, ratio in zip((EARLIER, LATER), ratios, strict=False)
    )
    if ends:
        acts = (*acts, Act(on=LATER, announced=LATER, reference=("law",), ends="settlement"))
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


def test_a_truce_ends_unless_it_is_extended(economy: Economy) -> None:
    case = dispute()
    before, now = days(case, economy)
    (told,) = [line for line in measure_lines(case, before, now, ()) if line.id == "a-machines"]
    assert told.then == "then 34 % (truce lapses) unless extended"


def test_what_has_ended_since_is_told_and_a_control_that_ended_is_not_counted(economy: Economy) -> None:
    case = licensed(0.9, ends=True)
    before, now = days(case, economy)
    unpriced = unpriced_lines(before, now, shock_between(before, now, economy).not_priced)
    (told,) = ended_lines(before, now, unpriced)
    assert (told.id, told.on, told.why, told.counted) == ("b-permit", LATER, "settled", "no")
    assert "what it held back" in next(line.why for line in unpriced if line.id == "b-permit")


def test_a_duty_that_has_ended_is_counted(economy: Economy) -> None:
    old = duty("a-old", "A", "B", "farms", act("2030-06-01", 0.25))
    over = Act(on=LATER, announced=LATER, reference=("law",), ends="withdrawal")
    case = dispute(replace(old, acts=(*old.acts, over)))
    before, now = days(case, economy)
    (told,) = ended_lines(before, now, unpriced_lines(before, now, ()))
    assert (told.rate, told.why, told.counted) == ("25 %", "withdrawn", "yes")
    cell = economy.axes.cell("A", "B", "s3")
    assert shock_between(before, now, economy).tariff[cell] < economy.tariff[cell]
