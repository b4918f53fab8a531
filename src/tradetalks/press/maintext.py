"""Which blocks of a page are the article: chosen by trafilatura, found again in the source by their words."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

from tradetalks.press.html import Block

LARGEST = 5_000_000  # characters of source handed to the library; a larger page is read by link share alone
_LOOK_AHEAD = 20_000
_NOT_WORD = re.compile(r"\W+")
_LINKED = 0.5
_SHORT = 40  # characters; shorter words also stand inside other lines by chance


def main_blocks(source: str, blocks: Sequence[Block], plain: str) -> tuple[frozenset[int], str]:
    """Positions in ``blocks`` that make up the article, and a note when the library could not say."""
    extracted, trouble = _extracted(source)
    if extracted.strip():
        keys = ["" if block.around == "head" else _key(plain[block.start : block.end]) for block in blocks]
        if found := _aligned(extracted, keys):
            return found, ""
    note = trouble or "no main text recognised; everything outside navigation is read"
    return frozenset(i for i, block in enumerate(blocks) if not block.around and block.linked < _LINKED), note


def _extracted(source: str) -> tuple[str, str]:
    if len(source) > LARGEST:
        return "", f"page of more than {LARGEST:,} characters; everything outside navigation is read"
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        from trafilatura import extract

        words = extract(source, include_comments=False, include_tables=True, favor_recall=True, output_format="txt")
    except Exception as error:  # hostile markup may raise anything inside the parser; the page is still read
        return "", f"main text not recognised ({type(error).__name__}); everything outside navigation is read"
    return "\n" + "\n".join(filter(None, map(_key, (words or "").splitlines()))) + "\n", ""


def _key(words: str) -> str:
    return _NOT_WORD.sub("", words).casefold()


def _aligned(extracted: str, keys: Sequence[str]) -> frozenset[int]:
    """Blocks found in the extracted lines, in the order of the page; a short one has to be a whole line."""
    found: set[int] = set()
    at = 0
    for i, key in enumerate(keys):
        if not key:
            continue
        sought = key if len(key) > _SHORT else f"\n{key}\n"
        place = extracted.find(sought, at, at + _LOOK_AHEAD + len(key))
        if place >= 0:
            found.add(i)
            at = place + len(sought) - (len(key) <= _SHORT)
    return frozenset(found)
