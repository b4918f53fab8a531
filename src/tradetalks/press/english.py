"""What English words are made of: contractions, inflection, near synonyms, opposites and numerals by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from tradetalks.press.numerals import is_numeral

Role = Literal["content", "common", "function", "number"]

_SCALED = re.compile(r"(\d[\d.,]*)(m|mn|bn|tn|k)")
_SCALE = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}
_DERIVED = ("ation", "ment", "al")  # agreement, approval, relaxation: the noun counts as its verb
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class English:
    """The lists of `lexicon/english.yaml`, by stem where a word may be inflected."""

    function: frozenset[str]
    common: frozenset[str]
    contractions: dict[str, tuple[str, ...]]
    endings: tuple[tuple[str, str], ...]
    grammar: dict[str, str]  # auxiliaries and pronouns by their class
    irregular: dict[str, str]
    alike: dict[str, str]
    negation: frozenset[str]
    opposites: frozenset[tuple[str, str]]
    opposed: frozenset[str]  # stems that have an opposite
    rivals: dict[str, frozenset[int]]  # stem -> the lists it stands in


def lexicon_file(name: str) -> Any:
    """A YAML lexicon of this package as plain data; its keys are documented in the file."""
    text = files("tradetalks.press").joinpath("lexicon", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


@cache
def english() -> English:
    """The lists, read once."""
    data = lexicon_file("english.yaml")
    irregular = {form: base for base, forms in data["irregular"].items() for form in forms}
    grammar = {word: f"<{name}>" for name, words in data["auxiliary"].items() for word in words}
    grammar |= {word: f"<{name}>" for name, words in data["pronoun"].items() for word in words}
    alike: dict[str, str] = {}
    for group in data["alike"]:
        first = _stem(group[0], irregular)
        for word in group:
            alike.setdefault(_stem(word, irregular), first)
    opposites = {(_stem(a, irregular), _stem(b, irregular)) for a, b in data["opposites"]}
    rivals: dict[str, frozenset[int]] = {}
    for i, listed in enumerate(data["rivals"]):
        for word in listed:
            stem = _stem(word, irregular)
            rivals[stem] = rivals.get(stem, frozenset()) | {i}
    return English(
        function=frozenset(data["function"].split()),
        common=frozenset(_stem(word, irregular) for word in data["common"].split()),
        contractions={word: tuple(parts) for word, parts in data["contractions"].items()},
        endings=tuple(data["endings"].items()),
        grammar=grammar,
        irregular=irregular,
        alike=alike,
        negation=frozenset(_stem(word, irregular) for word in data["negation"]),
        opposites=frozenset(opposites | {(b, a) for a, b in opposites}),
        opposed=frozenset(word for pair in opposites for word in pair),
        rivals=rivals,
    )


def written_out(lower: str) -> tuple[str, ...]:
    """The words that a token in small letters stands for: a contraction, a number with its scale, or one word."""
    known = english()
    if lower in known.contractions:
        return known.contractions[lower]
    if "'" in lower:
        for ending, written in known.endings:
            if lower.endswith(ending) and len(lower) > len(ending):
                return (lower[: -len(ending)], written)
        return (lower.rstrip("'"),)
    if lower[0].isdigit() and (scaled := _SCALED.fullmatch(lower)):
        return (scaled[1], _SCALE[scaled[2]])
    return (lower,)


def classify(plain: str) -> tuple[str, str, Role]:
    """Stem, key and role of a word in small letters."""
    known = english()
    if plain in known.grammar:
        return plain, known.grammar[plain], "function"
    if plain in known.function:
        return plain, plain, "function"
    if is_numeral(plain):
        return plain, plain, "number"
    stem = _stem(plain, known.irregular)
    role: Role = "common" if stem in known.common else "content"
    return stem, known.alike.get(stem, stem), role


def _stem(word: str, irregular: dict[str, str]) -> str:
    """A word without its regular endings; the same for all its forms, not always a word itself."""
    word = irregular.get(word, word)
    if word.endswith("s"):
        word = _singular(word)
    if word.endswith(("ing", "ed")):
        word = _without_tense(word)
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if word.endswith(_DERIVED):
        word = _verb(word)
    return word.replace("iz", "is") if len(word) > 5 else word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if len(word) < 4 or word.endswith(("ss", "us", "is")) else word[:-1]


def _without_tense(word: str) -> str:
    bare = word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("ed")
    if len(bare) < 3 or not _VOWEL.search(bare):
        return word
    doubled = len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsz"
    return bare[:-1] if doubled else bare


def _verb(word: str) -> str:
    ending = next(ending for ending in _DERIVED if word.endswith(ending))
    return word.removesuffix(ending) if len(word) > len(ending) + 4 else word
