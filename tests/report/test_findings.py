"""Findings: one number per key, found by key or by parts, and never one that did not converge."""

import pytest
from toy_brief import findings, key, number

from tradetalks.errors import BadInput
from tradetalks.report import Certificate, Finding, Findings


def test_a_finding_is_found_by_its_key_as_text_and_as_value() -> None:
    found = findings()
    named = key(economy="BBB")
    assert found[str(named)] is found[named]
    assert found[named].value == -1.1


def test_selecting_keeps_order_and_only_what_was_asked() -> None:
    chosen = findings().select(outcome="welfare-change", scenario="now", horizon="1 year")
    assert [finding.key.economy for finding in chosen.values()] == ["AAA", "BBB", "CCC", "DDD"]


def test_asking_for_one_of_many_is_refused() -> None:
    with pytest.raises(BadInput, match="exactly one"):
        findings().only(outcome="welfare-change")


def test_two_numbers_under_one_key_are_refused() -> None:
    with pytest.raises(BadInput, match="two numbers"):
        Findings([number(1.0), number(2.0)])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (str(key(economy="CCD")), 'economy "CCD".*\n.*Did you mean CCC'),
        (str(key(outcome="welfare-chang")), "Did you mean welfare-change"),
        (str(key(horizon="2 years")), "One of: 3 months, 1 year"),
        (str(key(detail="farms")), r'detail "farms".*\n.*\(none\)'),
    ],
)
def test_an_unknown_key_is_told_which_part_and_what_is_allowed(asked: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        findings()[asked]


def test_a_number_that_did_not_converge_cannot_become_a_finding() -> None:
    with pytest.raises(BadInput, match="did not converge"):
        Finding(key(), 1.0, "per cent", "toy", certificate=Certificate(converged=False, residual=0.2))
