"""``python -m evaluation.press [train|dev]``: the figures of docs/press.md."""

from __future__ import annotations

import sys

from evaluation.press import quotations, reported

part = sys.argv[1] if len(sys.argv) > 1 else "dev"
for what, figure, counts in (*quotations.rows(part), *reported.rows(part)):
    print(f"{what:75} {figure:>6}  {counts}")
if "--rules" in sys.argv:
    for rule, (right, seen) in sorted(quotations.score(part).by_rule.items(), key=lambda item: -item[1][1]):
        print(f"{rule:40} {right / seen:.3f} {seen}")
