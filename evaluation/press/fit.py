"""``python -m evaluation.press.fit``: fit the shipped weights on the train articles; write them as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from evaluation.press.labelled import Labelled, attributions_of, labelled, marked, names_source, overlap
from evaluation.press.logistic import cross_validated, fit
from evaluation.press.reported import matches, outside_marks, verb_of_saying
from tradetalks.press import kinds, reported
from tradetalks.press.article import article
from tradetalks.press.grammar import Sentence
from tradetalks.press.running import quoted_speech
from tradetalks.press.speakers import Clause, clauses
from tradetalks.press.statements import statements

KINDS_CUT = 0.4  # below it a quotation is nobody's words
REPORTED_CUT = 0.68  # by cross-validation on train, nine in ten are right and over half of the verbs of saying found
WEIGHTS = Path(kinds.__file__).parent / "weights"


def fit_kinds() -> None:
    rows, labels, groups = [], [], []
    for group, one in enumerate(labelled("train")):
        parts = article(one.document)
        known = list(marked(one.text))
        for spoken in quoted_speech(parts):
            span = (spoken.quote.start, spoken.quote.end)
            if not any(2 * overlap(span, k) > k[1] - k[0] for k in known):
                continue
            sentence = parts.sentences[spoken.number]
            heading = sentence.paragraph in parts.headings
            rows.append(kinds.observed(parts.text, sentence, spoken.i, spoken.place, spoken.attribution, heading))
            labels.append(bool(attributions_of(span, one)))
            groups.append(group)
    options = {"balance": True, "ridge": 2.0}
    p = cross_validated(rows, labels, groups, **options)
    y = np.array(labels)
    for cut in (0.3, 0.35, KINDS_CUT, 0.45, 0.5):
        told, kept = (p[y] >= cut).mean(), (p[~y] < cut).mean()
        print(f"kinds, cut {cut}: {told:.3f} of {y.sum()} said, {kept:.3f} of {(~y).sum()} not, by cross-validation")
    _write("kinds", fit(rows, labels, **options), KINDS_CUT)


def fit_reported() -> None:
    rows, labels, groups = [], [], []
    given, say = 0, []
    for group, one in enumerate(labelled("train")):
        parts = article(one.document)
        for sentence in parts.sentences:
            for clause in clauses(sentence):
                content = reported.content(sentence, clause)
                if content is None:
                    continue
                rows.append(reported.observed(sentence, clause, *content))
                span = reported.stretch(parts.text, sentence, content)
                labels.append(_is_labelled(span, sentence, clause, one))
                groups.append(group)
                say.append(clause.kind == "say")
        quotes = list(marked(one.text))
        given += sum(outside_marks(a, quotes) and verb_of_saying(a, one.text) for a in one.attributions)
    speech = np.array(say)
    options = {"ridge": 2.0}
    p, y = cross_validated(rows, labels, groups, **options), np.array(labels)
    for cut in (0.5, 0.6, REPORTED_CUT, 0.7, 0.8):
        both = (p >= cut) & speech
        found, right = y[p >= cut].mean(), y[both].sum()
        print(f"reported, cut {cut}: precision {found:.3f}; verbs of saying {y[both].mean():.3f}, {right} of {given}")
    _write("reported", fit(rows, labels, **options), REPORTED_CUT)


def _is_labelled(span: tuple[int, int], sentence: Sentence, clause: Clause, one: Labelled) -> bool:
    """Source overlaps and content agrees by half with one labelled attribution."""
    source = sentence.place(clause.phrase.first, clause.phrase.last)
    for label in one.attributions:
        shared = sum(overlap(span, c) for c in label.content)
        union = span[1] - span[0] + sum(e - s for s, e in label.content) - shared
        if 2 * shared >= union and (not label.source or any(overlap(source, s) for s in label.source)):
            return True
    return False


def fit_tiers() -> None:
    """How often each construction names a labelled source, on the quotations found."""
    seen: dict[str, list[int]] = {}
    for one in labelled("train"):
        for said in statements(one.document):
            span = (said.span.start, said.span.end)
            if said.speaker is None or said.kind in ("scare", "term", "title"):
                continue
            if said.kind == "reported":
                right = any(matches(said, label) for label in one.attributions)
            else:
                sources = [label.source for label in attributions_of(span, one) if label.source]
                right = names_source(said, sources)
            counts = seen.setdefault(said.why, [0, 0])
            counts[0] += right
            counts[1] += 1
    _dump("tiers", {rule: [round(right / n, 3), n] for rule, (right, n) in sorted(seen.items())})


def _write(name: str, weights: dict[str, float], cut: float) -> None:
    _dump(name, {"cut": cut, "weights": weights})


def _dump(name: str, found: object) -> None:
    (WEIGHTS / f"{name}.json").write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    fit_kinds()
    fit_reported()
    kinds.fitted.cache_clear()
    fit_tiers()
