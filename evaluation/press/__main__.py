"""``python -m evaluation.press [dev|train] [--rules] [--write FILE]``: how well the press room reads, in figures."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import tradetalks.press
from evaluation.press import figures, labelled, people, quotations, reported

Row = tuple[str, str, str]
ACCURACY = Path(tradetalks.press.__file__).parent / "weights" / "accuracy.json"  # what the dossier prints of the tiers
OPENS, CLOSES = "<!-- figures: begin -->", "<!-- figures: end -->"


def measured(part: str) -> list[Row]:
    """The rows on one part of the labelled articles, and those on what was labelled by hand."""
    return [*quotations.rows(part), *reported.rows(part), *people.rows(), *figures.rows()]


def table(rows: list[Row]) -> str:
    lines = ["| measured | figure | counts |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in rows)]
    return "\n".join(lines)


def write(file: Path, rows: list[Row]) -> None:
    """Replace what stands between the two marks of ``file``."""
    text = file.read_text("utf-8")
    head, _, rest = text.partition(OPENS)
    _, _, tail = rest.partition(CLOSES)
    stamp = f"Measured on {date.today().isoformat()}."
    file.write_text(f"{head}{OPENS}\n{stamp}\n\n{table(rows)}\n{CLOSES}{tail}", "utf-8")


def main(arguments: list[str]) -> int:
    if not labelled.folder().is_dir():
        print(f"The labelled articles are not at {labelled.folder()}. Set TRADETALKS_DATA to the data folder.")
        return 2
    part = "train" if "train" in arguments else "dev"
    rows = measured(part)
    for what, figure, counts in rows:
        print(f"{what:86} {figure:>6}  {counts}")
    if "--rules" in arguments:
        for rule, (right, seen) in sorted(quotations.score(part).by_rule.items(), key=lambda item: -item[1][1]):
            print(f"{rule:40} {right / seen:.3f} {seen}")
    if "--write" in arguments:
        write(Path(arguments[arguments.index("--write") + 1]), rows)
        ACCURACY.write_text(json.dumps(quotations.tiers(part)) + "\n", "utf-8")
    return 0


sys.exit(main(sys.argv[1:]))
