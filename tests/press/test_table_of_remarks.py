"""Remarks in a table are the remarks that were put there."""

from __future__ import annotations

import pytest
from made_up_articles import read

from tradetalks.press.dossier import read_document
from tradetalks.press.reading import read_text
from tradetalks.press.remarks import comparable, remarks
from tradetalks.press.store import Articles
from tradetalks.press.table import Remarks


def test_each_remark_comes_back_as_it_was() -> None:
    labelled = read(held_out=True)
    kept = labelled.remarks()
    own = {}
    for article in labelled.documents:
        said = [statement for statement in labelled.statements if statement.span.document == article.id]
        own.update({one.id: one for one in remarks(article, said)})
    assert len(kept) == len(own) > 100
    for one in kept:
        given = own[one.id]
        assert (one.forms, one.text, one.words, one.context) == (given.forms, given.text, given.words, given.context)
        assert (one.said, one.place) == (given.said, given.place)
        assert (one.reported, one.spoken, one.doubtful) == (given.reported, given.spoken, given.doubtful)
        assert (one.speaker is None) == (given.speaker is None)
        if one.speaker and given.speaker:
            assert one.speaker[1:3] == given.speaker[1:3]


def test_words_of_a_quotation_inside_stay_out() -> None:
    reading = read_document(read_text('Ada Roos said the old pier, "a ruin in the rain", would open in May.'))
    given = comparable(remarks(reading.document, reading.statements))
    articles = Articles()
    kept = Remarks(articles)
    kept.add(articles.add(reading), reading.statements, given)
    assert any(one.quoted for one in given)
    assert [(one.quoted, one.words) for one in kept] == [(one.quoted, one.words) for one in given]
    (report,) = (one for one in kept if one.reported)
    assert "ruin" not in {word.surface for word in report.words}


def test_a_remark_is_found_by_its_id() -> None:
    kept = read(held_out=False).remarks()
    assert [kept.place(one.id) for one in kept] == list(range(len(kept)))
    assert [kept.ranks[i] for i in kept.sorted] == list(range(len(kept)))
    for unknown in ("", "nobody:1-2", f"{kept[0].id}0"):
        with pytest.raises(KeyError):
            kept.place(unknown)
