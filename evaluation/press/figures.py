"""Figures: every value in sentences of the train articles, labelled by hand with its span and kind."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from evaluation.press.labelled import Range, overlap, read
from tradetalks.press.figures import figures
from tradetalks.press.model import Figure

LABELS = Path(__file__).parent / "labels"
HALF = 0.5


def _rows(name: str, sample: str) -> list[dict[str, str]]:
    with (LABELS / f"{name}.csv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["sample"] == sample]


def agree(a: Range, b: Range) -> bool:
    """Intersection over union of at least a half."""
    shared = overlap(a, b)
    return shared >= HALF * (a[1] - a[0] + b[1] - b[0] - shared)


def compared(sample: str) -> list[tuple[str, Figure | None, Range | None, str]]:
    """(article, found, labelled span, labelled kind); None on the side that has nothing there."""
    labels: dict[str, list[tuple[Range, str]]] = defaultdict(list)
    for row in _rows("figures", sample):
        labels[row["document"]].append(((int(row["start"]), int(row["end"])), row["kind"]))
    passages: dict[str, list[Range]] = defaultdict(list)
    for row in _rows("passages", sample):
        passages[row["document"]].append((int(row["start"]), int(row["end"])))
    result: list[tuple[str, Figure | None, Range | None, str]] = []
    for one, said in read("train"):
        if one.name not in passages:
            continue
        here = passages[one.name]
        found = [f for f in figures(one.document, said) if any(s <= f.span.start and f.span.end <= e for s, e in here)]
        used = set()
        for figure in found:
            span = (figure.span.start, figure.span.end)
            match = next((label for label in labels[one.name] if agree(span, label[0])), None)
            result.append((one.name, figure, match[0] if match else None, match[1] if match else ""))
            used.add(match)
        result.extend((one.name, None, span, kind) for span, kind in labels[one.name] if (span, kind) not in used)
    return result


SAMPLES = {
    "1": "150 sentences seen while the patterns were written",
    "2": "70 sentences not seen before",
    "3": "80 more, not seen before",
    "4": "94 more, not seen before",
}


def rows() -> list[tuple[str, str, str]]:
    """Precision and recall of spans and the share of right kinds, for either sample."""
    result = []
    for sample, name in SAMPLES.items():
        found = compared(sample)
        both = [(f, kind) for _, f, span, kind in found if f and span]
        told = sum(1 for _, f, _, _ in found if f)
        given = sum(1 for _, _, span, _ in found if span)
        kinds = sum(f.kind in kind.split("/") for f, kind in both)
        result += [
            (f"figures, {name}: span precision", f"{len(both) / max(told, 1):.3f}", f"{len(both)}/{told}"),
            (f"figures, {name}: kind right", f"{kinds / max(len(both), 1):.3f}", f"{kinds}/{len(both)}"),
            (f"figures, {name}: recall", f"{len(both) / max(given, 1):.3f}", f"{len(both)}/{given}"),
        ]
    return result
