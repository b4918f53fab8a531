"""Phrases that are known, found in texts whatever the inflection of their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from tradetalks.press.wording import standing_for, stemmed, stems

MOST_HEARD = 1 << 15  # tokens

Phrase = tuple[str, ...]  # stems of words that follow one another


class Phrasebook:
    """The phrases by their words."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)  # the longest first
        self._by_longest: dict[str, list[Phrase]] = defaultdict(list)  # by the word that tells most
        self._words: set[str] = set()
        self._heard: set[str] = set()  # tokens
        self._telling: dict[str, set[str]] = {}  # by those of them that stand for words of phrases: these words

    def add(self, phrase: Phrase) -> None:
        """Know one more phrase."""
        self._by_first[phrase[0]].append(phrase)
        self._by_first[phrase[0]].sort(key=len, reverse=True)
        self._by_longest[max(phrase, key=len)].append(phrase)
        self._words.update(phrase)

    def found(self, text: str) -> list[Phrase]:
        """Phrases in a text, the longest at each place; a word belongs to one of them only."""
        words = stems(text)
        if self._by_longest.keys().isdisjoint(words):
            return []
        phrases: list[Phrase] = []
        end = 0
        for at in [i for i, stem in enumerate(words) if stem in self._by_first]:
            if at >= end:
                fits = (p for p in self._by_first[words[at]] if tuple(words[at : at + len(p)]) == p)
                if phrase := next(fits, None):
                    phrases.append(phrase)
                    end = at + len(phrase)
        return phrases

    def in_tokens(self, text: Sequence[str]) -> dict[str, list[Phrase]]:
        """The phrases that stand in a text cut into tokens, by the token that stands for their longest word."""
        if len(self._heard) > MOST_HEARD:
            self._heard.clear()
        tokens = set(text)
        fresh = tokens - self._heard
        self._heard.update(fresh)
        for token in standing_for(self._words, fresh):
            self._telling[token] = self._words.intersection(stemmed([token]))
        here = [(token, self._telling[token]) for token in tokens & self._telling.keys()]
        present = set().union(*(words for _, words in here))
        found: dict[str, list[Phrase]] = defaultdict(list)
        for token, words in here:
            for phrase in chain.from_iterable(self._by_longest.get(word, ()) for word in words):
                if present.issuperset(phrase) and (len(phrase) == 1 or _stands(phrase, token, text)):
                    found[token].append(phrase)
        return found


def _stands(phrase: Phrase, token: str, text: Sequence[str]) -> bool:
    """Whether a phrase stands in a text in tokens around a token."""
    size = len(phrase)
    for i in [i for i, other in enumerate(text) if other == token]:
        around = tuple(stemmed(text[max(0, i - size) : i + size]))
        if any(around[at : at + size] == phrase for at in range(len(around))):
            return True
    return False
