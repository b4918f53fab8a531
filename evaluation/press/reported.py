"""Speech without marks: found content against labelled content, speaker against labelled source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evaluation.press.labelled import Attribution, Labelled, marked, names_source, overlap, read
from tradetalks.press.model import Statement
from tradetalks.press.phrases import cue_kind

HALF = 0.5  # share of the joint stretch that must agree


def outside_marks(attribution: Attribution, quotes: list) -> bool:
    """Whether most of the labelled content stands outside quotation marks."""
    length = sum(e - s for s, e in attribution.content)
    inside = sum(overlap(c, q) for c in attribution.content for q in quotes)
    return length > 0 and inside < 0.5 * length


def verb_of_saying(attribution: Attribution, text: str) -> bool:
    """Whether the labelled cue is a verb of saying (or "according to") rather than of belief, wish or support."""
    words = re.findall(r"[a-z]+", " ".join(text[s:e] for s, e in attribution.cue).lower())
    return any(cue_kind(word) == "say" for word in words)


def matches(said: Statement, label: Attribution) -> bool:
    """Same content (intersection over union at least a half) and, where one is labelled, the same source."""
    span = (said.span.start, said.span.end)
    shared = sum(overlap(span, c) for c in label.content)
    union = span[1] - span[0] + sum(e - s for s, e in label.content) - shared
    return shared >= HALF * union and (not label.source or names_source(said, [label.source]))


def overlaps(said: Statement, label: Attribution) -> bool:
    """Looser: the content overlaps the labelled content, and the speaker the labelled source where there is one."""
    span = (said.span.start, said.span.end)
    return any(overlap(span, c) for c in label.content) and (not label.source or names_source(said, [label.source]))


@dataclass
class Count:
    """Found and right among what was found; given and hit among what is labelled."""

    found: int = 0
    right: int = 0
    overlapping: int = 0
    given: int = 0
    hit: int = 0
    touched: int = 0


def counts(part: str) -> tuple[Count, Count]:
    """Over every labelled attribution outside marks, and over those whose cue is a verb of saying."""
    everything, speech = Count(), Count()
    for one, said in read(part):
        quotes = list(marked(one.text))
        reports = [s for s in said if s.kind == "reported"]
        labels = [a for a in one.attributions if outside_marks(a, quotes)]
        _add(everything, one, reports, labels)
        spoken = [s for s in reports if cue_kind(s.cue.lower().split()[0]) == "say"]
        _add(speech, one, spoken, [a for a in labels if verb_of_saying(a, one.text)])
    return everything, speech


def _add(count: Count, one: Labelled, reports: list[Statement], labels: list[Attribution]) -> None:
    count.found += len(reports)
    count.right += sum(any(matches(s, a) for a in one.attributions) for s in reports)
    count.overlapping += sum(any(overlaps(s, a) for a in one.attributions) for s in reports)
    count.given += len(labels)
    count.hit += sum(any(matches(s, a) for s in reports) for a in labels)
    count.touched += sum(any(overlaps(s, a) for s in reports) for a in labels)


def rows(part: str) -> list[tuple[str, str, str]]:
    """Precision and recall by two measures of a match, over all labels and over verbs of saying."""
    found = []
    for name, c in zip(("all", "verbs of saying"), counts(part), strict=True):
        found += [
            (f"reported speech, {name}: content overlaps, speaker right: precision", *_share(c.overlapping, c.found)),
            (f"reported speech, {name}: content overlaps, speaker right: recall", *_share(c.touched, c.given)),
            (f"reported speech, {name}: content agrees by half, speaker right: precision", *_share(c.right, c.found)),
            (f"reported speech, {name}: content agrees by half, speaker right: recall", *_share(c.hit, c.given)),
        ]
    return found


def _share(part: int, whole: int) -> tuple[str, str]:
    return f"{part / max(whole, 1):.3f}", f"{part}/{whole}"
