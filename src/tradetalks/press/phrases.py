"""The phrase that does the saying: who stands before, after or far from a cue, found over the tags of a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradetalks.press.cues import cues
from tradetalks.press.grammar import Sentence
from tradetalks.press.words import lexicon

REACH = 60  # words looked at on either side of a cue
TRIED = 6  # verbs before it whose subject it may share


class Phrase(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) of a sentence, and how the phrase was found."""

    first: int
    last: int
    how: str


# Over reversed tags: what may stand between a subject and its verb.
_BETWEEN = re.compile(r"(?:[xr]|k+d?p?(?=[^p])|0k+p?|n{1,2}d?p(?=[wxh]))*")
_CHUNK_BACK = r"(?:\)[^()]{1,10}\()?(?:[UTINnv0&gj]|(?<=[UN])d(?=g))+(?:c[UTINn0&g]+)?d*"
_NOUN_BACK = re.compile(rf"{_CHUNK_BACK}(?:p{_CHUNK_BACK}){{0,3}}")
# Over tags in reading order.
_CHUNK = r"d*[TUINnv0&gj]+(?:\([^()]{1,10}\))?(?:c(?:d*[TUIN]+))?"
_NOUN = re.compile(rf"r*(?P<np>{_CHUNK}(?:p{_CHUNK}){{0,2}})")
_NAME_FIRST = re.compile(r"r*(?P<np>[dnvNTUI0&grj]*[UIN]+(?:\([^()]{1,10}\))?|d[nvr0]{0,4}n(?=[,.ps]|$))")
_NAMED_LAST = re.compile(r"(?P<np>d?[TNn]{0,3}U[UIj]{0,3})(?=[.,]|$)")
_NAME = re.compile(r"T*U[UIj]*(?=,)")
_FRONTED = re.compile(r"[\"(.-]*(?:[psGviar0k][^,;Q]{0,40}+,\s*)?c?")
_HEAD = frozenset("UINh")


def subject(sentence: Sentence, cue: int) -> Phrase | None:
    """Who does what the verb at ``cue`` says."""
    tags = sentence.tags
    if tags[cue] == "a":
        return _accord(tags, cue)
    return _several(sentence, cue) or _before(tags, cue) or _after(sentence, cue) or _shared(sentence, cue)


def _accord(tags: str, cue: int) -> Phrase | None:
    if tags[cue + 1 : cue + 2] != "p":
        return None
    if tags[cue + 2 : cue + 3] == "h":
        return Phrase(cue + 2, cue + 3, "according")
    found = _NOUN.match(tags, cue + 2, cue + 2 + REACH)
    return Phrase(found.start("np"), found.end("np"), "according") if found else None


_PLURAL_BACK = re.compile(r"n[nvigr0U]{0,4}d?")


def _several(sentence: Sentence, cue: int) -> Phrase | None:
    """Several people called by a common noun: "security specialists say"."""
    tags = sentence.tags
    if tags[cue] != "B" or tags[cue - 1 : cue] != "n" or not _plural_noun(sentence.words[cue - 1]):
        return None
    found = _PLURAL_BACK.match(tags[max(cue - 6, 0) : cue][::-1])
    return Phrase(cue - found.end(), cue, "subject") if found else None


def _plural_noun(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3


def _before(tags: str, cue: int) -> Phrase | None:
    back = tags[max(cue - REACH, 0) : cue][::-1]
    skipped = _BETWEEN.match(back)
    at = skipped.end() if skipped else 0
    here = back[at : at + 1]
    stop = cue - at
    if here == "h":
        return Phrase(stop - 1, stop, "pronoun")
    if here == "w" or (here == "t" and back[at + 1 : at + 2] in ("N", "n")):
        return Phrase(stop - 1, stop, "relative")
    if here in (",", "-", ")"):
        return _apposition(tags, stop - 1) or (noun_ending(tags, stop, "subject") if here == ")" else None)
    return noun_ending(tags, stop, "subject") if here else None


def noun_ending(tags: str, stop: int, how: str) -> Phrase | None:
    """The noun phrase whose last word is just before ``stop``, when it has a head and starts a clause."""
    back = tags[max(stop - REACH, 0) : stop][::-1]
    found = _NOUN_BACK.match(back)
    if found is None:
        return None
    first = stop - found.end()
    words = tags[first:stop]
    if _HEAD.isdisjoint(words) and not words.startswith("d"):
        return None
    return Phrase(first, stop, how)


def _apposition(tags: str, comma: int) -> Phrase | None:
    """``comma`` closes an aside; the subject ends at the comma (or dash) that opened it."""
    lowest = max(comma - REACH, 0)
    for at in range(comma - 1, lowest, -1):
        if tags[at] in "Q;:":
            return None
        if tags[at] not in ",-" or tags[at - 1] not in "UIN)hn0":
            continue
        if tags[at - 1] == "h":
            return Phrase(at - 1, at, "aside")
        phrase = noun_ending(tags, at, "aside")
        if phrase and "U" not in tags[phrase.first : phrase.last] and (name := _NAME.match(tags, at + 1)):
            return Phrase(name.start(), name.end(), "aside")  # the director, James B. Comey, said
        if phrase and (phrase.first == 0 or tags[phrase.first - 1] in ',;:-Qcst".'):
            return phrase
    return None


def _after(sentence: Sentence, cue: int) -> Phrase | None:
    """Inverted order: "…," said Ms. Lee."""
    tags, word = sentence.tags, sentence.words[cue]
    if not (cue == 0 or tags[cue - 1] in 'Q,"-.;'):
        return None
    if word not in lexicon("inversions"):
        named = cue and tags[cue] == "V" and cue_kind(word) == "say" and tags[cue - 1] in "Q,"
        found = _NAMED_LAST.match(tags, cue + 1) if named else None
    elif tags[cue + 1 : cue + 2] == "h" and tags[cue + 2 : cue + 3] in ("", ".", ",", "p"):
        return Phrase(cue + 1, cue + 2, "inverted")
    else:
        found = _NAME_FIRST.match(tags, cue + 1, cue + 1 + REACH)
    return Phrase(found.start("np"), found.end("np"), "inverted") if found else None


_VERB_BACK = re.compile(r"[VB;]")  # over reversed tags


def _shared(sentence: Sentence, cue: int) -> Phrase | None:
    """A verb without a subject of its own takes that of the verb before it, or the first phrase of the sentence."""
    tags, words = sentence.tags, sentence.words
    found: Phrase | None = None
    tried = 0
    for verb in _VERB_BACK.finditer(tags[max(cue - REACH, 0) : cue][::-1]):
        other = cue - verb.end()
        if tags[other] == ";" or tried == TRIED:
            break
        spoken = tags[other] == "V" or _verbal(tags, words, other)
        tried += spoken
        if spoken and (nearer := _before(tags, other)):
            found = found or nearer
            if cue_kind(words[other]) in ("say", "call"):
                found = nearer
                break
    if found is None:
        return main_phrase(tags) or _carried(tags, cue)
    return Phrase(found.first, found.last, "relative" if found.how == "relative" else "shared")


def _carried(tags: str, cue: int) -> Phrase | None:
    """ "... that Mr. Lee was prompted to say": the subject of the auxiliary before."""
    for other in range(cue - 1, max(cue - REACH, 0) - 1, -1):
        if tags[other] == "x" and (found := _before(tags, other)):
            return Phrase(found.first, found.last, "shared")
    return None


def main_phrase(tags: str) -> Phrase | None:
    """The first phrase of a sentence that is not inside an opening adverbial."""
    fronted = _FRONTED.match(tags, 0, REACH * 2)
    after = fronted.end() if fronted else 0
    return _first_phrase(tags, after) or (_first_phrase(tags, 0) if after else None)


def _first_phrase(tags: str, at: int) -> Phrase | None:
    if tags.startswith("h", at):
        return Phrase(at, at + 1, "main")
    found = _NOUN.match(tags, at, at + REACH)
    return None if found is None or _HEAD.isdisjoint(found["np"]) else Phrase(*found.span("np"), "main")


_UNKNOWN_VERB = re.compile(
    r",?(?:v(?P<late>[dTUN0g]*[UIN]+)|r?(?P<early>d?[TnN]{0,3}U[UI]*|d[nN]{1,3}|h)r?[vn](?=[,.pdtrQ]|$))"
)


def following_noun(tags: str, place: int) -> Phrase | None:
    """Who stands right after a quotation beside a word that may be a verb: "… the senator croaked"."""
    found = _UNKNOWN_VERB.match(tags, place + 1)
    if found is None:
        return None
    return Phrase(*found.span("late" if found["late"] else "early"), "followed")


_TWO_WORDS = {
    "put": ("it",), "puts": ("it",), "went": ("on",), "goes": ("on",), "go": ("on",), "cut": ("in",),
    "weighed": ("in",),
    "jumped": ("in",), "broke": ("in",), "spoke": ("of",), "speaks": ("of",), "shot": ("back",), "fired": ("back",),
    "hit": ("back",), "pushed": ("back",), "summed": ("up",), "lashed": ("out",), "called": ("for",),
}  # fmt: skip


def cue_positions(sentence: Sentence) -> list[int]:
    """Where a verb of saying (or "according to") stands outside quotations; nouns spelt alike are left out."""
    tags, words = sentence.tags, sentence.words
    found = [at for match in _CUES.finditer(tags) if _says(tags, words, at := match.start())]
    if _OF_TWO.isdisjoint(words):
        return found
    both = {i for i, word in enumerate(words[:-1]) if words[i + 1] in _TWO_WORDS.get(word, ())}
    return sorted(both.union(found))


_CUES = re.compile(r"[VGBa]")
_OF_TWO = frozenset(_TWO_WORDS)


def _says(tags: str, words: tuple[str, ...], at: int) -> bool:
    tag = tags[at]
    if tag == "V":
        return not _noun_like(tags, words, at)
    return tag != "B" or _verbal(tags, words, at)


def _noun_like(tags: str, words: tuple[str, ...], at: int) -> bool:
    """ "her comments", "of claims", "a dozen states": a form in -s after a determiner, a genitive or an adjective."""
    if at == 0 or words[at - 1] in ("this", "one"):
        return False
    if words[at] in lexicon("noun_or_verb"):
        return tags[at - 1] in "dgpn0vi" or tags[at + 1 : at + 2] in ("V", "x")
    return words[at].endswith("s") and tags[at - 1] in "dgpG"


def _verbal(tags: str, words: tuple[str, ...], at: int) -> bool:
    """A bare form is a verb after a pronoun, a plural or an auxiliary; after a determiner it is a noun."""
    before = tags[max(at - 2, 0) : at].replace("r", "")
    if tags[at - 1 : at] == "n" and _plural_noun(words[at - 1]) and words[at] in _NEVER_NOUNS:
        return True  # engineers say
    if words[at - 1] == "to":
        return cue_kind(words[at]) in ("say", "call")
    return before[-1:] in tuple("hxNwU,Q")


_NEVER_NOUNS = frozenset(
    "say argue believe insist predict warn contend complain acknowledge concede maintain agree admit suggest tell"
    " expect describe call reckon".split()
)


def cue_kind(word: str) -> str:
    """The list of cues that ``word`` stands in, "according" for that word, "" for none."""
    found = cues().get(word.lower())
    if found:
        return found.kind
    return "say" if word.lower() == "according" or word in _TWO_WORDS else ""
