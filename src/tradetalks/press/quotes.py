"""Quotation marks to quotations: which mark opens, which closes, and which speech runs on into the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Range = tuple[int, int]


class Quoted(NamedTuple):
    """A stretch in marks; ``start`` and ``end`` hold the words, ``left`` and ``right`` include the marks."""

    start: int
    end: int
    left: int
    right: int
    paragraph: int
    runs_on: bool = False  # not closed here: the next paragraph opens again
    resumes: bool = False  # opens again what the paragraph before left open


@dataclass(slots=True)
class _Open:
    mark: str
    left: int
    start: int


_MARKS = re.compile(  # one set of characters first, so that the search runs past everything else quickly
    r"[\"“”„«»‹›‘‚'`’](?:(?<=[\"“”„«»‹›‘‚])|(?<=')'|(?<=`)`|(?<=’)(?!\w)|(?<=')(?:(?<!\w')(?=\w)|(?!\w)))"
)
_TAGS = re.compile(r"<[/a-zA-Z][^<>]{0,2000}>")
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”", '"'), "„": ("“", "”"), "”": ("”",), "«": ("»",), "»": ("«",), "‹": ("›",), "›": ("‹",), '"': ('"', "”"),
    "''": ("''",), "``": ("''",), "‘": ("’",), "‚": ("‘",), "'": ("'",),
}  # fmt: skip
_SINGLE = frozenset("‘‚'‹›")
_BEFORE = frozenset(" \t\n\r\u00a0\u2009\u202f([{—–-/:\"“”„«»‘‚'|>*_")
_ENDS = frozenset(".,!?…;")


def quotations(text: str, paragraphs: Sequence[Range]) -> list[Quoted]:
    """The outermost quotations of ``paragraphs`` in order; a mark with no partner in its paragraph quotes nothing."""
    found: list[Quoted] = []
    resumes = False
    for number, (start, end) in enumerate(paragraphs):
        closed, left_open = _pairs(text, start, end)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        runs_on = left_open is not None and following is not None and _reopens(text, following, left_open.mark)
        if left_open is not None and (runs_on or not text[start : left_open.left].strip()):
            closed = [pair for pair in closed if pair.right <= left_open.left]
            closed.append(_Pair(left_open.start, end, left_open.left, end, runs_on))
        for i, pair in enumerate(_outermost(closed)):
            if text[pair.start : pair.end].strip():
                again = resumes and i == 0 and not text[start : pair.left].strip()
                found.append(Quoted(*_trimmed(text, pair), pair.left, pair.right, number, pair.runs_on, again))
        resumes = runs_on
    return found


def unbalanced(text: str, paragraphs: Sequence[Range]) -> int:
    """How many double marks open a quotation that neither closes in its paragraph nor runs on into the next."""
    lost = 0
    uneven = [mark for mark in ("„", "«", "»", "``", "<") if mark in text]
    for number, (start, end) in enumerate(paragraphs):
        if _even(text, start, end, uneven):
            continue
        _, left_open = _pairs(text, start, end)
        if left_open is not None:
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            lost += not (following and _reopens(text, following, left_open.mark))
    return lost


def _even(text: str, start: int, end: int, uneven: Sequence[str]) -> bool:
    """As many marks open as close, so that a closer look is not worth its time; ``uneven`` are signs to look closer."""
    if any(text.find(mark, start, end) >= 0 for mark in uneven):
        return False
    straight = text.count('"', start, end) + text.count("''", start, end)
    return straight % 2 == 0 and text.count("“", start, end) == text.count("”", start, end)


class _Pair(NamedTuple):
    start: int
    end: int
    left: int
    right: int
    runs_on: bool = False


def _trimmed(text: str, pair: _Pair) -> Range:
    start, end = pair.start, pair.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _reopens(text: str, paragraph: Range, mark: str) -> bool:
    at = paragraph[0]
    while at < paragraph[1] and text[at] in " \t\u00a0":
        at += 1
    return text.startswith(mark, at) or (mark == "«" and text.startswith("»", at))


def _outermost(pairs: list[_Pair]) -> list[_Pair]:
    if len(pairs) == 1:
        return pairs
    kept: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (pair.left, -pair.right)):
        if not kept or pair.left >= kept[-1].right:
            kept.append(pair)
    return kept


def _pairs(text: str, start: int, end: int) -> tuple[list[_Pair], _Open | None]:
    """Closed pairs, nested ones included, and the double mark that was left open first, if any."""
    marks = list(_MARKS.finditer(text, start, end))
    if marks and "<" in text[start:end]:
        marks = _outside_tags(marks, [m.span() for m in _TAGS.finditer(text, start, end)])
    stack: list[_Open] = []
    pairs: list[_Pair] = []
    for i, match in enumerate(marks):
        mark, left, right = match[0], match.start(), match.end()
        before = text[left - 1] if left > start else " "
        after = text[right] if right < end else " "
        partner = _partner(stack, mark, before, after)
        if partner is not None and not _apostrophe(mark, before, marks, i, text):
            opened = stack[partner]
            pairs.append(_Pair(opened.start, left, opened.left, right))
            del stack[partner:]
        elif partner is None and _can_open(mark, before, after):
            stack.append(_Open(mark, left, right))
    doubles = [opened for opened in stack if opened.mark not in _SINGLE]
    return pairs, doubles[0] if doubles else None


def _outside_tags(marks: list[re.Match[str]], tags: list[Range]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    at = 0
    for match in marks:
        while at < len(tags) and tags[at][1] <= match.start():
            at += 1
        if at == len(tags) or match.start() < tags[at][0]:
            kept.append(match)
    return kept


def _partner(stack: list[_Open], mark: str, before: str, after: str) -> int | None:
    """The innermost open mark that this one closes; a straight mark that can only open closes nothing."""
    if mark in ('"', "''", "'") and before.isspace() and after.isalnum():
        return None
    for depth in range(len(stack) - 1, max(len(stack) - 6, -1), -1):
        if mark in _CLOSERS[stack[depth].mark]:
            return depth
    return None


def _apostrophe(mark: str, before: str, marks: list[re.Match[str]], i: int, text: str) -> bool:
    """Whether a single mark after an s is a possessive: a better closing mark follows before anything opens."""
    if mark not in ("’", "'") or before != "s":
        return False
    for later in marks[i + 1 : i + 5]:
        if later[0] in ("‘", "“", '"', "„", "«"):
            return False
        if later[0] == mark and text[later.start() - 1] in _ENDS:
            return True
    return False


def _can_open(mark: str, before: str, after: str) -> bool:
    if mark == "«":
        return True
    if mark == "’" or after.isspace():
        return False
    if mark in ("“", "„", "``", "‘"):
        return True
    return before in _BEFORE
