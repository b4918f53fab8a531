"""What is kept on disk comes back as it was, and a dossier does not depend on what is at hand."""

from __future__ import annotations

import errno
import json
from io import BytesIO
from pathlib import Path

import pytest

from tradetalks.errors import BadInput
from tradetalks.press import conflicts, groups, store, table
from tradetalks.press.dossier import Dossier, dossier, read_document
from tradetalks.press.page import dossier_page
from tradetalks.press.reading import documents, read_text
from tradetalks.press.shelf import Shelf, Texts
from tradetalks.press.telling import dossier_data

MADE_UP = Path(__file__).parent / "made_up"


def test_values_come_back_in_any_order() -> None:
    shelf: Shelf[tuple[str, int]] = Shelf(room=3)
    for i in range(20):
        shelf.add(("value", i))
    assert [shelf[i][1] for i in (0, 19, 7, 7, -1)] == [0, 19, 7, 7, 19]
    assert list(shelf) == [("value", i) for i in range(20)]
    assert list(shelf[5:8]) == list(shelf[5:20][:3]) == [("value", 5), ("value", 6), ("value", 7)]
    with pytest.raises(IndexError):
        shelf[20]


class Counted:
    """Knows how many of it there are."""

    alive = 0

    def __init__(self) -> None:
        Counted.alive += 1

    def __reduce__(self) -> tuple[type[Counted], tuple[()]]:
        return Counted, ()

    def __del__(self) -> None:
        Counted.alive -= 1


def test_no_more_is_at_hand_than_there_is_room_for() -> None:
    shelf: Shelf[Counted] = Shelf(room=10)
    for _ in range(100):
        shelf.add(Counted(), size=2)
    assert Counted.alive == 5
    assert sum(1 for _ in shelf) == 100
    assert Counted.alive == 5


def test_a_value_larger_than_the_room_is_kept() -> None:
    shelf: Shelf[str] = Shelf(room=1)
    shelf.add("large", size=100)
    shelf.add("larger", size=1000)
    assert list(shelf) == ["large", "larger"]


def test_a_full_disk_is_told_with_the_folder_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tradetalks.press.shelf.TemporaryFile", Full)
    shelf: Shelf[str] = Shelf(room=1)
    shelf.add("one")
    with pytest.raises(BadInput, match="TMPDIR"):
        shelf.add("another")


@pytest.mark.parametrize("room", [1, 1_000])
def test_stretches_of_texts_are_those_of_the_texts(room: int) -> None:
    written = ["plain", "“curly” – ’s", "😀 beyond", "", "a lone \ud800 half"]
    texts = Texts(room)
    for text in written:
        texts.add(text)
    for i, text in enumerate(written):
        for start in range(6):
            assert [texts.between(i, start, end) for end in range(20)] == [text[start:end] for end in range(20)]


def made() -> Dossier:
    page = "<html><body><article><p>{}</p></article></body></html>"
    given = [read_text(page.format(one.text.replace("\n", "</p><p>")), f"{i}.html") if i % 3 == 0 else one
             for i, one in enumerate(documents(MADE_UP))]  # fmt: skip
    return dossier(read_document(one) for one in given)


def told(whole: Dossier) -> tuple[str, str]:
    return json.dumps(dossier_data(whole), default=str), dossier_page(whole)


@pytest.fixture(scope="module")
def at_hand() -> tuple[str, str]:
    whole = made()
    assert len(whole.utterances) > 100
    assert whole.clusters
    assert whole.claims
    return told(whole)


def test_a_dossier_on_disk_is_the_one_at_hand(at_hand: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for room, size in ((store, "ROOM"), (groups, "AT_HAND"), (conflicts, "AT_HAND"), (table, "AT_HAND")):
        monkeypatch.setattr(room, size, 1)
    assert told(made()) == at_hand
