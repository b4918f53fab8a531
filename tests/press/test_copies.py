"""Shared wording: an outlet that repeats another is not a second source; quoting the same words is no copying."""

from __future__ import annotations

from itertools import combinations

from tradetalks.press.copies import SharedWording, sources
from tradetalks.press.copies import shared_wording as shared_by
from tradetalks.press.model import Document, Part, Span

WIRE = (
    "The ferry company said on Tuesday that it would cancel the morning sailing from Monday because two engines had "
    "failed the inspection in spring. Islanders gathered at the pier in the rain and asked for a boat from the coast. "
    "A spokesman for the county promised an answer before the end of the week but gave no details of what it could be."
)
OWN = (
    "Nobody on the island believes the company any more. The baker orders flour for a month, the doctor counts her "
    "bandages, and the school has sent the older children home with books in case the winter comes early this year."
)


def document(id: str, text: str) -> Document:
    return Document(id, f"{id}.txt", text, (Part("body", Span(id, 0, len(text))),))


def shared_wording(given: list[Document]) -> tuple[SharedWording, ...]:
    return shared_by({one.id: one for one in given})


def test_a_reprint_with_a_new_beginning_counts_as_the_same_source() -> None:
    given = [document("wire", WIRE), document("daily", f"Our own desk reports. {WIRE}"), document("blog", OWN)]
    found = shared_wording(given)
    assert [(pair.one, pair.other, pair.copy) for pair in found] == [("wire", "daily", True)]
    assert sources([one.id for one in given], found) == {"wire": "wire", "daily": "wire", "blog": "blog"}


def test_a_copy_of_a_copy_is_the_first_source() -> None:
    given = [document(id, text) for id, text in
             (("a", WIRE), ("b", f"{WIRE} {OWN[:80]}"), ("c", f"{OWN[:120]} {WIRE}"))]  # fmt: skip
    assert set(sources([one.id for one in given], shared_wording(given)).values()) == {"a"}


def test_a_shared_passage_is_shown_where_it_stands_in_both() -> None:
    sentence = WIRE.split(". ")[0]
    given = [document("a", f"{OWN} {sentence}."), document("b", f"{sentence}. {OWN[::-1]}")]
    (pair,) = shared_wording(given)
    (here, there) = pair.passages[0]
    assert given[0].words(here) == given[1].words(there) == sentence


def test_a_passage_that_repeats_itself_is_shown_whole() -> None:
    given = [document("a", f"{OWN} {'la ' * 30}"), document("b", f"{'la ' * 25} {OWN[::-1]}")]
    (pair,) = shared_wording(given)
    (here, there) = pair.passages[0]
    assert given[0].words(here) == given[1].words(there) == ("la " * 25).strip()


def test_a_document_is_compared_with_many_in_their_order() -> None:
    given = [document(f"{i:02}", f"{WIRE[i:]} {' '.join(f'own{i}{k}' for k in range(i))}") for i in range(30)]
    found = shared_wording(given)
    assert {(pair.one, pair.other) for pair in found} == set(combinations((one.id for one in given), 2))
    texts = {one.id: one for one in given}
    for pair in found:
        for here, there in pair.passages:
            assert texts[pair.one].words(here) == texts[pair.other].words(there)


def test_the_same_quotation_in_two_reports_is_no_shared_wording() -> None:
    quote = (
        "“We have asked for a boat from the mainland every spring since the old pier was closed and nobody came to us”"
    )
    given = [document("a", f"The mayor was short. {quote}, she said. {OWN}"), document("b", f"{WIRE} {quote}.")]
    assert shared_wording(given) == ()


def test_texts_without_words_share_nothing() -> None:
    assert shared_wording([document("a", ""), document("b", "..."), document("c", "one two")]) == ()
