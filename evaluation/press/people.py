"""The person behind a quotation: 150 quotations of the train articles, labelled by hand with a name."""

from __future__ import annotations

import csv
from pathlib import Path

from evaluation.press.labelled import found_at, read
from tradetalks.press.model import Speaker

LABELS = Path(__file__).parent / "labels" / "people.csv"


def is_person(speaker: Speaker | None, label: str) -> bool:
    """First and last word of a labelled name are both in the resolved name; any of the alternatives between bars."""
    if speaker is None:
        return False
    told = {word.strip(".,’'s").lower() for word in speaker.person.replace("’s", "").split()}
    return any(_ends(name) <= told for name in label.split("|"))


def _ends(name: str) -> set[str]:
    words = [word.strip(".,’'s").lower() for word in name.replace("’s", "").split()]
    return {words[0], words[-1]}


def judged() -> list[tuple[str, tuple[int, int], str, Speaker | None, bool]]:
    articles = {one.name: said for one, said in read("train")}
    with LABELS.open(encoding="utf-8") as lines:
        rows = [(row["document"], (int(row["start"]), int(row["end"])), row["person"]) for row in csv.DictReader(lines)]
    result = []
    for name, span, label in rows:
        found = found_at(span, articles[name])
        speaker = found.speaker if found else None
        result.append((name, span, label, speaker, is_person(speaker, label)))
    return result


def rows() -> list[tuple[str, str, str]]:
    found = judged()
    right = sum(one[-1] for one in found)
    return [("the person behind, labelled by hand (train)", f"{right / len(found):.3f}", f"{right}/{len(found)}")]
