"""Quotations in marks: attributed against not, and the speaker against the labelled source."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from evaluation.press.labelled import Range, attributions_of, found_at, labelled, marked, names_source, read
from tradetalks.press.model import Statement

SHORT = 5


@dataclass
class Score:
    """Counts over the quotations of a part; every rate is computed from them."""

    kinds: Counter = field(default_factory=Counter)  # (labelled attributed, found attributed)
    given: int = 0  # labelled quotations with a source
    named: int = 0  # of them, found with a speaker
    right: int = 0
    short_given: int = 0
    short_right: int = 0
    wrongly_named: int = 0  # found with a speaker where none is labelled
    by_tier: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    by_rule: dict = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    @property
    def balanced(self) -> float:
        k = self.kinds
        return 0.5 * (
            k[True, True] / max(k[True, True] + k[True, False], 1)
            + k[False, False] / max(k[False, False] + k[False, True], 1)
        )


def score(part: str) -> Score:
    result = Score()
    for one, said in read(part):
        for span in marked(one.text):
            _count(result, span, attributions_of(span, one), found_at(span, said), one.text)
    return result


def _count(result: Score, span: Range, labels: list, found: Statement | None, text: str) -> None:
    named = found is not None and found.speaker is not None
    said = named and found.kind in ("direct", "fragment")
    result.kinds[bool(labels), said] += 1
    sources = [label.source for label in labels if label.source]
    if not labels:
        result.wrongly_named += said
    if not sources:
        return
    right = found is not None and names_source(found, sources)
    short = len(text[slice(*span)].split()) < SHORT
    result.given += 1
    result.named += named
    result.right += right
    result.short_given += short
    result.short_right += short and right
    if named:
        for table, key in ((result.by_tier, found.tier), (result.by_rule, found.why)):
            table[key][0] += right
            table[key][1] += 1


def tiers(part: str) -> dict[str, list[int]]:
    """For each tier: quotations with a labelled source whose speaker is right, and how many got one."""
    return dict(sorted(score(part).by_tier.items()))


def rows(part: str) -> list[tuple[str, str, str]]:
    """What is measured, the figure, and the counts behind it."""
    s = score(part)
    confident = s.by_tier["confident"]
    k = s.kinds
    return [
        (
            "attributed against not, balanced accuracy",
            f"{s.balanced:.3f}",
            f"{k[True, True]}/{k[True, True] + k[True, False]} attributed, "
            f"{k[False, False]}/{k[False, False] + k[False, True]} not",
        ),
        ("speaker, precision", f"{s.right / max(s.named, 1):.3f}", f"{s.right}/{s.named}"),
        (
            "speaker, precision, quotations labelled as nobody's counted wrong",
            f"{s.right / max(s.named + s.wrongly_named, 1):.3f}",
            f"{s.right}/{s.named + s.wrongly_named}",
        ),
        ("speaker, recall", f"{s.right / max(s.given, 1):.3f}", f"{s.right}/{s.given}"),
        (
            f"speaker, recall under {SHORT} words",
            f"{s.short_right / max(s.short_given, 1):.3f}",
            f"{s.short_right}/{s.short_given}",
        ),
        ("confident tier, right", f"{confident[0] / max(confident[1], 1):.3f}", f"{confident[0]}/{confident[1]}"),
        (
            "confident tier, share of labelled quotations",
            f"{confident[1] / max(s.given, 1):.3f}",
            f"{confident[1]}/{s.given}",
        ),
        *(
            (
                f"{tier} tier, right",
                f"{s.by_tier[tier][0] / max(s.by_tier[tier][1], 1):.3f}",
                "/".join(map(str, s.by_tier[tier])),
            )
            for tier in ("likely", "unsure")
        ),
    ]


__all__ = ["labelled", "rows", "score"]
