"""The same utterance in different wordings: measured on made-up articles, half of them never looked at while tuning."""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import combinations

import pytest
from made_up_articles import HELD_OUT_FROM, NEWEST_FROM, Labelled, article, read, table

from tradetalks.press.candidates import candidates
from tradetalks.press.dossier import dossier, read_document
from tradetalks.press.reading import read_text
from tradetalks.press.remarks import Remark
from tradetalks.press.resemblance import resemblance, topical_words
from tradetalks.press.table import Remarks
from tradetalks.press.utterances import Utterance, utterances

PRECISION, RECALL = 0.92, 0.85  # what the dossier promises
LABELLED_PAIRS = 60  # least number of pairs that are one utterance, in each half


def clustered(labelled: Labelled) -> set[frozenset[str]]:
    """Pairs of statement ids that the clusters put together."""
    found = utterances(labelled.remarks(), topical=topical_words(document.text for document in labelled.documents))
    return {
        frozenset(pair)
        for utterance in found
        for pair in combinations({member.said.id for member in utterance.members}, 2)
    }


@pytest.mark.parametrize("held_out", [True, False], ids=["held out", "tuned on"])
def test_the_same_remark_is_found_in_other_words(held_out: bool) -> None:
    labelled = read(held_out=held_out)
    same, found = labelled.same(), clustered(labelled)
    assert len(same) >= LABELLED_PAIRS
    assert len(found & same) / len(found) >= PRECISION
    assert len(found & same) / len(same) >= RECALL


def from_bare_articles(labelled: Labelled) -> set[frozenset[str]]:
    """The same from the bare words of the articles: a remark stands for the labelled statement it overlaps by half.

    A remark that overlaps none stands for itself, so that joining it counts as wrong.
    """
    texts = {document.id: read_text(document.text, document.name) for document in labelled.documents}
    back = {document.id: id for id, document in texts.items()}
    found = dossier(read_document(document) for document in texts.values()).utterances
    return {
        frozenset(pair)
        for utterance in found
        for pair in combinations(
            {_labelled_as(member, back[member.document], labelled) for member in utterance.members}, 2
        )
    }


def _labelled_as(remark: Remark, document: str, labelled: Labelled) -> str:
    for statement in labelled.statements:
        span = statement.span
        shared = min(remark.end, span.end) - max(remark.start, span.start)
        if span.document == document and 2 * shared >= min(remark.end - remark.start, span.end - span.start) > 0:
            return statement.id
    return remark.id


@pytest.mark.parametrize(
    ("numbers", "precision", "recall"),
    [
        (range(NEWEST_FROM, 100), PRECISION, RECALL),
        (range(HELD_OUT_FROM, NEWEST_FROM), PRECISION, RECALL),
        (range(HELD_OUT_FROM), 0.90, RECALL),  # parallel sentences of one speaker that differ in a word: see dossier.md
    ],
    ids=["newest", "held out", "developed on"],
)
def test_the_same_remark_is_found_in_bare_articles(numbers: range, precision: float, recall: float) -> None:
    labelled = read(numbers=numbers)
    same, found = labelled.same(), from_bare_articles(labelled)
    assert len(same) >= LABELLED_PAIRS
    assert len(found & same) / len(found) >= precision
    assert len(found & same) / len(same) >= recall


def test_every_labelled_pair_is_worth_scoring() -> None:
    labelled = read()
    by_statement: dict[str, set[str]] = {}
    found = labelled.remarks()
    for remark in found:
        by_statement.setdefault(remark.said.id, set()).add(remark.id)
    pairs = {frozenset((found[i].id, found[j].id)) for some in candidates(found) for i, j in some}
    met = [
        any(frozenset((a, b)) in pairs for a in by_statement[one] for b in by_statement[other])
        for one, other in map(sorted, labelled.same())
    ]
    assert sum(met) / len(met) >= RECALL


def test_resemblance_does_not_depend_on_who_is_first() -> None:
    some = read(held_out=False).remarks()[:40]
    for one, other in combinations(some, 2):
        assert resemblance(one, other).score == pytest.approx(resemblance(other, one).score)


def made(*texts: str) -> Remarks:
    articles = [article(f"d{i}", f"d{i}", text) for i, text in enumerate(texts)]
    return table([document for document, _ in articles], [said for _, named in articles for _, said in named])


def together(found: Iterable[Utterance]) -> list[set[str]]:
    return [{member.document for member in one.members} for one in found]


def test_one_word_by_two_people_is_two_remarks() -> None:
    found = utterances(made("{a|Ada Roos|fragment}good{/}", "{b|Theo Bax|fragment}good{/}"))
    assert together(found) == [{"d0"}, {"d1"}]


def test_a_correction_joins_and_parts_against_the_score() -> None:
    some = made("{a|Ada Roos|direct}Cherries cannot wait{/}", "{b|Ada Roos|direct}Cherries can't wait{/}",
                "{c|Odd Berg|direct}Help will come{/}")  # fmt: skip
    assert together(utterances(some)) == [{"d0", "d1"}, {"d2"}]
    assert together(utterances(some, apart=[(0, 1)])) == [{"d0"}, {"d1"}, {"d2"}]
    assert together(utterances(some, same=[(1, 2)], apart=[(0, 1)])) == [{"d0"}, {"d1", "d2"}]


def test_an_utterance_is_called_by_its_fullest_wording_only() -> None:
    found = utterances(made("{a|Ada Roos|direct}Cherries cannot wait{/}", "{b|Ada Roos|direct}Cherries can't wait{/}"))
    (one,) = found
    assert found.called(one.id) == one
    with pytest.raises(KeyError):
        found.called(one.members[1].id)


def test_what_nobody_is_seen_to_say_joins_a_remark_but_makes_none() -> None:
    found = utterances(made("{a|Ada Roos|direct}Cherries cannot wait{/}", "{b|~nobody|scare}cherries cannot wait{/}",
                            "{c|~nobody|term}cold chain{/}", "{d|~nobody|term}cold chain{/}"))  # fmt: skip
    assert together(found) == [{"d0", "d1"}]


def test_a_thousand_repeats_of_one_remark_take_time_in_proportion() -> None:
    text = "{{a|Ada Roos|direct}}The cherries of number {0} cannot wait for July in orchard {0}{{/}}"
    few = made(*(text.format(i) for i in range(500)))
    many = made(*(text.format(i) for i in range(2000)))
    assert sum(map(len, candidates(many))) < 6 * sum(map(len, candidates(few)))
    started = time.process_time()
    utterances(many)
    assert time.process_time() - started < 20.0
