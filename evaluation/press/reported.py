"""Speech without marks: found content against labelled content, speaker against labelled source."""

from __future__ import annotations

from evaluation.press.labelled import Attribution, Labelled, marked, names_source, overlap, read
from tradetalks.press.model import Statement

HALF = 0.5  # share of the joint stretch that must agree


def outside_marks(attribution: Attribution, quotes: list) -> bool:
    """Whether most of the labelled content stands outside quotation marks."""
    length = sum(e - s for s, e in attribution.content)
    inside = sum(overlap(c, q) for c in attribution.content for q in quotes)
    return length > 0 and inside < 0.5 * length


def matches(said: Statement, label: Attribution) -> bool:
    """Same content (intersection over union at least a half) and, where one is labelled, the same source."""
    span = (said.span.start, said.span.end)
    shared = sum(overlap(span, c) for c in label.content)
    union = span[1] - span[0] + sum(e - s for s, e in label.content) - shared
    return shared >= HALF * union and (not label.source or names_source(said, [label.source]))


def reports_something(said: Statement, one: Labelled) -> bool:
    """Looser: the content touches a labelled content and the speaker its source."""
    span = (said.span.start, said.span.end)
    return any(
        any(overlap(span, c) for c in label.content) and (not label.source or names_source(said, [label.source]))
        for label in one.attributions
    )


def counts(part: str) -> tuple[int, int, int, int, int]:
    """Found, right, right in the looser sense, labelled, labelled and found."""
    found = right = loose = given = hit = 0
    for one, said in read(part):
        quotes = list(marked(one.text))
        reports = [s for s in said if s.kind == "reported"]
        labels = [a for a in one.attributions if outside_marks(a, quotes)]
        found += len(reports)
        right += sum(any(matches(s, a) for a in one.attributions) for s in reports)
        loose += sum(reports_something(s, one) for s in reports)
        given += len(labels)
        hit += sum(any(matches(s, a) for s in reports) for a in labels)
    return found, right, loose, given, hit


def rows(part: str) -> list[tuple[str, str, str]]:
    found, right, loose, given, hit = counts(part)
    return [
        ("reported speech, precision", f"{right / max(found, 1):.3f}", f"{right}/{found}"),
        ("reported speech, precision, any overlap of content and source", f"{loose / max(found, 1):.3f}", f"{loose}/{found}"),
        ("reported speech, recall", f"{hit / max(given, 1):.3f}", f"{hit}/{given}"),
    ]
