"""What a brief rests on says which case it is: by digest, and whether it only carries a shipped case's name."""

from __future__ import annotations

import shutil
from pathlib import Path

from tradetalks.brief.basis import source_lines, versions
from tradetalks.brief.question import question
from tradetalks.brief.scenarios import policies
from tradetalks.case.digest import DIFFERS
from tradetalks.case.load import SHIPPED


def basis(case: str | Path) -> tuple[str, list[str]]:
    """The case's digest, and the titles of the notes."""
    asked = question(case)
    law = policies(asked.case, asked.economy, day=asked.day, known=asked.known, before=asked.before)
    notes = [source.title for source in source_lines(asked, law) if source.kind == "note"]
    return versions(asked)["digest of the case"], notes


def test_an_edited_copy_of_a_shipped_case_has_another_digest_and_says_so(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SHIPPED / "london-2025", tmp_path / "london-2025"))
    own, notes = basis("london-2025")
    assert len(own) == 64
    assert not any(DIFFERS in note for note in notes)
    with (copy / "agenda.yaml").open("a") as file:
        file.write("\n")
    other, notes = basis(copy)
    assert other != own
    assert notes[0] == f"london-2025: {DIFFERS}"
