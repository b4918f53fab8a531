"""Figures about the same thing: labelled pairs, half of them never looked at while writing the comparison."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from tradetalks.press.claims import Claim, claim, relation
from tradetalks.press.groups import Claims, claim_groups
from tradetalks.press.model import Document, Figure, Part, Span
from tradetalks.press.periods import in_words

PAIRS = yaml.safe_load((Path(__file__).parent / "claim_pairs.yaml").read_text(encoding="utf-8"))
RIGHT = 0.85  # share of the pairs whose relation must be right, in each half


def made(id: str, given: dict[str, Any]) -> Claim:
    before, rest = given["text"].split("[")
    figure, after = rest.split("]")
    text = before + figure + after
    span = Span(id, len(before), len(before) + len(figure))
    document = Document(id, id, text, (Part("body", Span(id, 0, len(text))),))
    value = Figure(f"{id}:{span.start}", given["kind"], span, figure, given["value"], given["unit"], given["measures"],
                   given["period"])  # fmt: skip
    found = claim(document, value)
    assert found is not None
    return found


def test_no_pair_that_differs_only_by_date_is_called_a_conflict() -> None:
    by_date = [pair for pair in PAIRS if pair["relation"] == "other date"]
    assert len(by_date) >= 8
    assert [pair for pair in by_date if relation(made("a", pair["a"]), made("b", pair["b"])) == "conflict"] == []


@pytest.mark.parametrize("half", ["held-out", "tune"])
def test_relations_are_those_of_the_labels(half: str) -> None:
    met = [relation(made("a", p["a"]), made("b", p["b"])) == p["relation"] for p in PAIRS if p["half"] == half]
    assert sum(met) / len(met) >= RIGHT


def test_every_labelled_conflict_is_found_and_nothing_else_is_called_one() -> None:
    found = [relation(made("a", pair["a"]), made("b", pair["b"])) for pair in PAIRS]
    wrong = [pair["a"]["text"] for pair, told in zip(PAIRS, found, strict=True)
             if (told == "conflict") != (pair["relation"] == "conflict")]  # fmt: skip
    assert wrong == []


def test_agreement_is_merged_into_one_group_and_other_dates_stay_apart() -> None:
    given = {"text": "Rents rose [6%] in May.", "kind": "change", "unit": "%", "value": 6, "measures": "rents",
             "period": "May"}  # fmt: skip
    later = {**given, "text": "Rents rose [9%] in June.", "value": 9, "period": "June"}
    groups = claim_groups(Claims([made("a", given), made("b", given), made("c", given), made("d", later)]))
    assert [(group.relation, len(group.claims)) for group in groups] == [("other date", 4), ("agree", 3)]


def test_every_two_claims_that_are_related_are_compared() -> None:
    claims = [made(f"{i}{side}", pair[side]) for i, pair in enumerate(PAIRS) for side in "ab"]
    every = [(i, j) for i, j in combinations(range(len(claims)), 2) if relation(claims[i], claims[j]) != "unrelated"]
    found = list(Claims(claims).candidates())
    assert len(every) > len(PAIRS) / 2
    assert set(every) <= set(found)
    assert found == sorted(set(found))
    assert len(found) < len(claims) * (len(claims) - 1) / 4


def test_the_same_document_does_not_contradict_itself() -> None:
    given = {"text": "Rents rose [6%] in May.", "kind": "change", "unit": "%", "value": 6, "measures": "rents",
             "period": "May"}  # fmt: skip
    other = {**given, "text": "Rents rose [9%] in May.", "value": 9}
    assert not claim_groups(Claims([made("a", given), made("a", other)]))


def test_days_without_a_year_are_told_in_words_one_or_several() -> None:
    assert in_words("--02") == "February, year not known"
    assert in_words("--02-14") == "14 February, year not known"
    assert in_words("--02-15/--02-17") == "15 February to 17 February, year not known"
    assert in_words("2025-02-14") == "2025-02-14"
