"""A sentence as words with one-letter tags, so that phrases are found by patterns over a short string.

The tags: ``d`` determiner, ``h`` personal pronoun, ``w`` who/which, ``t`` that, ``p`` preposition, ``x`` auxiliary,
``r`` adverb, ``c`` and/or/but, ``s`` subordinator, ``k`` calendar word, ``V`` finite cue, ``B`` bare cue, ``G`` cue in
-ing, ``a`` according, ``T`` title, ``N`` noun for people or documents, ``U`` capitalised word, ``I`` initial, ``0``
number, ``g`` genitive, ``j`` particle of a name, ``v`` -ed word, ``i`` -ing word, ``n`` other word,
``Q`` a whole quotation; punctuation itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from tradetalks.press.cues import cues
from tradetalks.press.quotes import Quoted
from tradetalks.press.words import lexicon, sections

_WORD = (
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Prof|St|Jr|Sr|Lt|Col|Messrs|Adm|Rev|Hon|Capt|Sgt|Maj)\."
    r"|[A-Z]\.(?=\s)"
    r"|['’]s\b"
    r"|[^\W_]+(?:(?:[&\-/]|['’](?!s\b))[^\W_]+|[.,]\d+)*"
    r"|[^\s\w]"
)
_TOKEN = re.compile(  # what most words and marks look like, first: the rest says the same of them, more slowly
    rf"[\s_]*+([A-Za-z][a-z]*+(?=,?[ \n])|[^\s\w'’]|{_WORD})"
)
_QUOTATION = re.compile("Q")


class Sentence(NamedTuple):
    """``tags[i]`` is the tag of ``words[i]``; a quotation is one word, written as nothing."""

    text: str  # of the whole article
    start: int
    end: int
    paragraph: int
    words: tuple[str, ...]
    tags: str
    quotes: tuple[Quoted, ...]
    begins: list[int]  # where the first words begin: as many as were asked for, since most never are

    def quoted(self) -> list[int]:
        """Which words are quotations."""
        return [found.start() for found in _QUOTATION.finditer(self.tags)]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the article from word ``first`` to before word ``last``."""
        if len(self.begins) < last:
            self._find(last)
        return self.begins[first], self._stop(last - 1)

    def _stop(self, i: int) -> int:
        """Where word ``i`` stops, once it is known where it begins."""
        word = self.words[i]
        return self.begins[i] + len(word) if word else self.quotes[self.words[:i].count("")].right

    def _find(self, last: int) -> None:
        """Where the words up to word ``last`` begin."""
        find, known = self.text.index, len(self.begins)
        at = self._stop(known - 1) if known else self.start
        quoted = iter(self.quotes[self.words[:known].count("") :])
        for word in self.words[known:last]:
            if word:
                start = find(word, at)
                at = start + len(word)
            else:
                quote = next(quoted)
                start, at = quote.left, quote.right
            self.begins.append(start)

    def whole(self) -> tuple[int, int]:
        """The characters of the article from the first word to the last, where there is any."""
        if not self.words:
            return self.start, self.end
        first, last = self.words[0], self.words[-1]
        start = self.text.index(first, self.start) if first else self.quotes[0].left
        return start, self.text.rindex(last, start, self.end) + len(last) if last else self.quotes[-1].right


def parsed(text: str, start: int, end: int, paragraph: int, quoted: Sequence[Quoted]) -> Sentence:
    """Tag the words of one sentence; ``quoted`` are the quotations inside it, in order."""
    words: list[str] = []
    at = start
    for quote in quoted:
        words += _TOKEN.findall(text, at, quote.left)
        words.append("")
        at = quote.right
    words += _TOKEN.findall(text, at, end)
    tags = _names_told(words, _opened(words, "".join(map(_TAGS.__getitem__, words))))
    return Sentence(text, start, end, paragraph, tuple(words), tags, tuple(quoted), [])


def _opened(words: Sequence[str], tags: str) -> str:
    """The tags with that of the first word, whose capital says little; a quotation may come before it."""
    first = 0
    while first < len(words) and words[first] and not words[first][0].isalnum():
        first += 1
    if first == len(words) or not words[first][:1].isupper():
        return tags
    return f"{tags[:first]}{_opening(words[first])}{tags[first + 1 :]}"


_LIKE_PRONOUN = re.compile("(?<=T)h")
_LIKE_TITLE = re.compile("(?<=T)T(?![TU])")


def _names_told(words: Sequence[str], tags: str) -> str:
    """The tags with those of names that look like pronouns or titles, which the title before them tells."""
    if "Th" in tags:
        for found in _LIKE_PRONOUN.finditer(tags):
            if words[found.start()][0].isupper():
                tags = _with_name(tags, found.start())  # Vice Premier He Lifeng
    if "TT" in tags:
        for found in _LIKE_TITLE.finditer(tags):
            if words[found.start() - 1] in _ADDRESS:
                tags = _with_name(tags, found.start())  # Mr. Prince
    return tags


def _with_name(tags: str, at: int) -> str:
    return f"{tags[:at]}U{tags[at + 1 :]}"


@lru_cache(maxsize=1 << 14)
def _opening(word: str) -> str:
    """The tag of a capitalised word that opens a sentence."""
    return _capitals().get(word) or _capitalised(word, first=True)


class _Tags(dict[str, str]):
    """The tags of the words seen, so that a word is looked at once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = found = _tag(word)
        return found


_MOST_KEPT = 1 << 15
_TAGS = _Tags()


def _tag(word: str) -> str:
    """The tag of a word inside a sentence; a quotation is written as nothing."""
    if not word:
        return "Q"
    if word[0].isupper():
        return _capitals().get(word) or _capitalised(word, first=False)
    return _known().get(word) or _shape(word)


def _capitalised(word: str, *, first: bool) -> str:
    if len(word) > 1 and word.isupper() and "." not in word:
        return "U"
    lower = word.lower()
    if lower in _titles():
        return "T"
    tag = _known().get(lower, "U")
    if tag in "dhwtpxrcskaj":
        return tag if first or tag in "hdxk" or lower in _ALWAYS else "U"
    if tag == "N":
        return "N" if first or lower in _PLURALS else "U"
    if tag in "VBG" and first and lower in _STARTERS:
        return tag
    return "r" if first and lower.endswith("ly") and len(lower) > 4 else "i" if first and lower.endswith("ing") else "U"


_ADDRESS = frozenset(("Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr"))
_ALWAYS = frozenset("of in on at by for from with to the and or but that who which as".split())
_PLURALS = frozenset(
    "democrats republicans americans officials analysts critics conservatives liberals sources".split()
)
_STARTERS = frozenset("asked saying speaking writing adding citing calling noting according referring".split())


def _shape(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "0"
    if not first.isalpha():
        return (
            "-"
            if first in "—–-"
            else first
            if first in ",;:()."
            else "g"
            if word in ("’s", "'s")
            else "."
            if first in "!?…"
            else '"'
        )
    if word.endswith("ly") and len(word) > 4:
        return "r"
    return "v" if word.endswith("ed") and len(word) > 3 else "i" if word.endswith("ing") and len(word) > 4 else "n"


@cache
def _titles() -> frozenset[str]:
    return lexicon("titles")


@cache
def _capitals() -> dict[str, str]:
    return {"I": "h", "US": "U", "May": "k", "A": "d", "IT": "U", "WHO": "U"}


@cache
def _known() -> dict[str, str]:
    """Lower-case word to tag; the closed classes win over cues, cues over nouns."""
    tags: dict[str, str] = dict.fromkeys(lexicon("nouns"), "N")
    for cue in cues().values():
        tags[cue.word] = cue.form
    for tag, words in sections("closed").items():
        tags |= dict.fromkeys(words, tag)
    for word in list(tags):
        if "'" in word:
            tags[word.replace("'", "’")] = tags[word]
    tags |= dict.fromkeys(lexicon("particles"), "j")
    return tags | {"according": "a", "may": "x", "put": "n"} | dict.fromkeys(_AMBIGUOUS, "N")


_AMBIGUOUS = (
    "report",
    "document",
    "text",
    "email",
    "post",
    "tweet",
    "tweets",
    "text",
    "polls",
    "host",
    "hosts",
    "sources",
    "bill",
    "note",
)
