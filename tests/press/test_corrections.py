"""Corrections beside the articles: they win over the rules, survive re-reading, and are refused when they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_articles import article

from tradetalks.errors import BadInput
from tradetalks.press.corrections import Corrections, corrected, read_corrections
from tradetalks.press.dossier import Dossier, dossier
from tradetalks.press.store import Reading

ONE, OTHER, THIRD = "a" * 16, "b" * 16, "c" * 16
TEXTS = {
    ONE: "{x|Ada Roos|direct}The pier will open in May{/}, she said.",
    OTHER: "In May, {x|Ada Roos|reported}the pier will open{/}, said Roos.",
    THIRD: "{x|Theo Bax|direct}Nobody asked the guards{/}, he said.",
}


def readings() -> list[Reading]:
    made = []
    for id, text in TEXTS.items():
        document, found = article(id, id[:1], text)
        made.append(Reading(document, tuple(statement for _, statement in found), ()))
    return made


def corrections(folder: Path, text: str) -> Corrections:
    (folder / "corrections.yaml").write_text(text, encoding="utf-8")
    return read_corrections(folder / "corrections.yaml", [reading.document for reading in readings()])


def clusters(made: Dossier) -> list[set[str]]:
    return [{member.document for member in one.members} for one in made.utterances]


def test_without_a_file_nothing_is_corrected(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.yaml", []) == Corrections()
    assert clusters(dossier(readings())) == [{ONE, OTHER}, {THIRD}]


def test_a_wrong_speaker_is_put_right(tmp_path: Path) -> None:
    given = corrections(
        tmp_path, f"speakers:\n  - {{at: {ONE[:8]}:0-25, speaker: Inga Maas, party: NOR, words: pier}}\n"
    )
    (statement,) = corrected(readings()[0].statements, given)
    assert (statement.speaker.person, statement.speaker.party, statement.tier) == ("Inga Maas", "NOR", "confident")  # type: ignore[union-attr]


def test_two_remarks_are_parted_and_joined(tmp_path: Path) -> None:
    parted = corrections(tmp_path, f"not-the-same:\n  - [{ONE}:0-25, {OTHER}:8-26]\n")
    assert clusters(dossier(readings(), corrections=parted)) == [{ONE}, {OTHER}, {THIRD}]
    joined = corrections(tmp_path, f"the-same:\n  - [{ONE}:0-25, {THIRD}:0-23]\n")
    assert clusters(dossier(readings(), corrections=joined)) == [{ONE, OTHER, THIRD}]


def test_what_was_no_statement_is_dropped(tmp_path: Path) -> None:
    given = corrections(tmp_path, f"not-said:\n  - {THIRD}:0-23\n")
    assert clusters(dossier(readings(), corrections=given)) == [{ONE, OTHER}]


def test_a_correction_waits_for_an_article_that_is_not_there(tmp_path: Path) -> None:
    given = corrections(tmp_path, "not-said:\n  - dddddddd:0-5\n")
    assert [note for note in dossier(readings(), corrections=given).notes if "waits" in note] != []


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("speaker: []\n", "corrections.yaml:1:1", "unknown key"),
        ("not-said:\n  - here\n", "corrections.yaml:2:5", "is not a place"),
        (f"not-said:\n  - {ONE}:5-2\n", "corrections.yaml:2:5", "no stretch"),
        (f"not-said:\n  - {ONE}:5-99999\n", "corrections.yaml:2:5", "no stretch"),
        (f"the-same:\n  - [{ONE}:0-5]\n", "corrections.yaml:2:5", "two places"),
        (f"speakers:\n  - {{at: {ONE}:0-25}}\n", "corrections.yaml:2:5", '"speaker" is missing'),
        (f"speakers:\n  - {{at: {ONE}:0-25, speaker: A, words: tulips}}\n", "corrections.yaml:2:", "does not stand"),
        ("speakers: Ada\n", "corrections.yaml:1:", "wants a list"),
        ("a: b: c\n", "corrections.yaml:1:", "not YAML"),
    ],
)
def test_a_bad_correction_is_refused_with_its_line(tmp_path: Path, text: str, where: str, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        corrections(tmp_path, text)
    (mistake,) = refusal.value.mistakes
    assert mistake.where.startswith(where)
    assert what in mistake.what


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        corrections(tmp_path, "bogus: 1\nnot-said:\n  - here\n  - there\n")
    assert len(refusal.value.mistakes) == 3
