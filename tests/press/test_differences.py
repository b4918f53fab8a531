"""What differs between two wordings, on labelled pairs; half of them were never looked at while writing the rules."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml
from made_up_articles import article

from tradetalks.press.differences import CONTRARY, contradictions, differences, stretches
from tradetalks.press.remarks import Remark, remarks

PAIRS = yaml.safe_load((Path(__file__).parent / "difference_pairs.yaml").read_text(encoding="utf-8"))
RIGHT = 0.85  # share of the labels that must be met, in each half


def remark(text: str, *, kind: str = "direct", who: str = "Ada Roos", id: str = "d") -> Remark:
    document, statements = article(id, id, f"{{a|{who}|{kind}}}{text}{{/}}")
    return next(iter(remarks(document, [statements[0][1]])))


def kinds(pair: dict[str, str]) -> set[str]:
    fullest, member = remark(pair["a"], id="a"), remark(pair["b"], kind=pair.get("manner", "direct"), id="b")
    return {one.kind for one in differences(member, fullest)}


@pytest.mark.parametrize("half", ["held-out", "tune"])
def test_the_labelled_difference_is_named_and_no_other(half: str) -> None:
    labels = [(kinds(pair), pair) for pair in PAIRS if pair["half"] == half]
    met = [pair["says"] in found for found, pair in labels if "says" in pair]
    met += [pair["silent"] not in found for found, pair in labels if "silent" in pair]
    assert sum(met) / len(met) >= RIGHT


def test_contradictions_are_the_differences_that_cannot_both_be_exact() -> None:
    said = [remark(pair[side], id=f"{i}{side}", who=f"Ada {side}") for i, pair in enumerate(PAIRS) for side in "ab"]
    found = 0
    for member, fullest in combinations(said, 2):
        contrary = tuple(one for one in differences(member, fullest) if one.kind in CONTRARY)
        assert contradictions(member, fullest) == contrary
        found += len(contrary)
    assert found > 100


def test_the_same_words_by_the_same_person_do_not_differ() -> None:
    assert differences(remark("Cherries cannot wait", id="a"), remark("cherries cannot wait.", id="b")) == ()


def test_another_speaker_is_named() -> None:
    found = differences(remark("Cherries cannot wait", who="Theo Bax"), remark("Cherries cannot wait", id="b"))
    assert [(one.kind, one.says) for one in found] == [("another speaker", "Theo Bax, not Ada Roos")]


def test_highlighted_stretches_are_the_words_the_fullest_has_not() -> None:
    member, fullest = remark("red cherries cannot wait"), remark("the cherries cannot wait for July", id="b")
    marked = [(member.text[one.start : one.end], one.mark) for one in stretches(member, fullest)]
    assert marked == [("red", "other"), ("cherries cannot wait", "same")]
