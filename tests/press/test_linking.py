"""What sentences are about; taking note of a document first must change nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tradetalks.case.load import load_case
from tradetalks.press.dossier import read_document
from tradetalks.press.linking import Linker
from tradetalks.press.mentions import links, read_again
from tradetalks.press.reading import documents, read_text
from tradetalks.press.seen import seen_place, seen_text
from tradetalks.press.sentences import sentences
from tradetalks.press.store import Reading

ARTICLES = Path(__file__).parent / "made_up"
PIECES = (
    "the U.S.", "China’s", "White House", "export", "controls", "rare earths", "state", "aid", "open", "up", "port",
    "fees", "the Hague", "visas for students", "tariff", "pause", "on", "and", "he said", "cars", "imports of",
    "90-day",
)  # fmt: skip


def mixed(seed: int) -> str:
    """Sentences of pieces of names in no order."""
    draw = random.Random(seed)
    said = (" ".join(draw.choices(PIECES, k=draw.randint(2, 9))) for _ in range(40))
    return "\n\n".join(f"Then {one}." for one in said)


def readings() -> list[Reading]:
    texts = [read_text(mixed(seed)) for seed in range(20)]
    return [read_document(document) for document in (*documents(ARTICLES), *texts)]


@pytest.mark.parametrize("case", ["", "london-2025"])
def test_taking_note_of_the_documents_changes_no_link(case: str) -> None:
    known = load_case(case) if case else None
    plain, noting = Linker(known), Linker(known)
    read = readings()
    mentions, _ = read_again([one.document for one in read], noting)
    linked = 0
    for one in read:
        text = seen_text(one.document)
        places = [seen_place(one.document, part.span) for part in one.document.parts if part.kind == "body"]
        whole = [span for place in places for span in sentences(text, *place, ())]
        about = [plain.link_words(text[start:end]) for start, end in whole]
        assert [link for _, link in mentions[one.document.id]] == [link for link in about if link.agenda]
        given = one.document, one.statements, one.figures
        assert list(links(*given, noting)) == list(links(*given, plain))
        linked += sum(link != plain.link_words("") for link in about)
    assert linked > 100


def test_a_word_between_two_of_a_name_makes_it_no_name() -> None:
    linker = Linker(None)
    assert linker.link_words("They want state aid for the mill.").agenda
    assert not linker.link_words("They want the state to aid the mill.").agenda
