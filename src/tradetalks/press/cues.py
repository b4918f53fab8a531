"""Verbs of saying in all their forms: a word of a text to the verb it is a form of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tradetalks.press.words import sections


@dataclass(frozen=True, slots=True)
class CueWord:
    """An inflected cue verb: V finite, B bare or plural present, G in -ing; its lemma and kind."""

    word: str
    form: str
    lemma: str
    kind: str


@cache
def cues() -> dict[str, CueWord]:
    """Every inflected cue by its word; where a verb stands in two lists, the first counts."""
    found: dict[str, CueWord] = {}
    for kind, entries in sections("cues").items():
        for entry in entries:
            base, *irregular = entry.split()
            past = irregular or [_past(base)]
            forms = [(base, "B"), (_third(base), "V"), (_gerund(base), "G"), *((word, "V") for word in past)]
            if base.endswith("l") and not irregular:  # labelled, beside labeled
                forms += [(base + "led", "V"), (base + "ling", "G")]
            for word, form in forms:
                found.setdefault(word, CueWord(word, form, base, kind))
    return found


def lemma(word: str) -> str:
    """The verb that a cue word is a form of; the word itself when it is none."""
    found = cues().get(word.lower())
    return found.lemma if found else word.lower()


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return (base + base[-1] if base in _DOUBLED else base) + "ed"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "o", "z")) else "s")


def _gerund(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return (base + base[-1] if base in _DOUBLED else base) + "ing"


_DOUBLED = frozenset(
    "admit quip chat plan begin slam dub tag refer flag rip beg rap cut snap pan forget demur concur confer infer rebut"
    " jab blog brag plot stop drop nod bet permit commit".split()
)
