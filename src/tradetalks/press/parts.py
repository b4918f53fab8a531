"""What each stretch of an article is: body, heading, byline, dateline, table, boilerplate, teaser, caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

Kind = Literal["body", "heading", "byline", "dateline", "table", "boilerplate", "teaser", "caption"]


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` of the plain text, what they are, and why, where they are set aside."""

    kind: Kind
    start: int
    end: int
    why: str = ""


_LINE = re.compile(r".+")
_LINE_OF_ANY = re.compile(r"[^\n\r\u2028\u2029]+")
_BROKEN = 40  # characters from which a line that stops without a full stop is no heading
_WRAPPED = 120  # longest line of a text whose paragraphs are wrapped by hand
_HEADING = 140
_TEASERS = re.compile(
    r"(?:discover more|related(?: (?:articles?|stories|news|content|coverage|posts?|topics|reading))?"
    r"|read (?:also|next|more)|more (?:from|on|stories|news)\b.{0,40}|recommended(?: (?:for you|reading|stories))?"
    r"|you (?:may|might) also (?:like|enjoy)"
    r"|(?:most (?:popular|read)|trending|latest news|top stories|editors?['’] picks?|up next|see also"
    r"|also (?:read|in the news)"
    r"|around the web|promoted (?:content|stories)|sponsored|don['’]t miss|in other news|elsewhere)(?: now)?)\s*[:.…]?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by\s+[A-Z][\w.'’-]+(?:[ ,&]+(?:and\s+)?[A-Z][\w.'’-]*){0,12}"
    r"|(?:byline|author|written by|reporting by|editing by|source|published|updated|posted|last (?:updated|modified)"
    r"|first published|additional reporting|abstract|full text)\b\s*[:.]?.{0,160})[.]?",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"(?:By|BY)\s+[A-Z]")
_BOILERPLATE = re.compile(
    r"(?:follow (?:us|me|@|[\w .'’-]{2,60} on (?:twitter|facebook|x|instagram|linkedin))|sign up (?:for|to)"
    r"|subscribe|click here"
    r"|all rights reserved|copyright|©|\(c\)\s*\d{4}|advertisement|share (?:this|on)|skip to|accept (?:all )?cookies"
    r"|this (?:website|site) uses|(?:read|view) (?:more|comments?)|log in|your email|terms of use"
    r"|terms of service|privacy policy"
    r"|\(?h/t\b|disclaimer|download (?:our|the) app|join our|this story (?:was|has been)|this video is|we are sorry"
    r"|(?:contact|email) (?:us|the (?:author|reporter))|https?://\S+$|<tweet\b[^<>]{0,300}>\s*(?:</?tweet/?>)?\.?$)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:photo(?:graph)?|image|picture|caption|credit|file photo|video)s?\s*(?:by\b|:|credit|courtesy|/)"
    r"|\(?(?:AP|Reuters|Getty|AFP)[^.]{0,40}\)?\.?$",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"\s*(?:[-*•|]\s*)?[^:|\t]{1,60}?(?:[:|\t]|\s{2,})\s*(?:[-+−–]?\s?[$€£¥]?\s?\d[\d,.]*)"
    r"[^.!?]{0,60}(?:\.\d[^.!?]{0,40}){0,3}$"
)
_DIGIT = re.compile(r"\d")
_PIPES = re.compile(r"\s*\|.*\|\s*$|[^\t]+\t[^\t]+(?:\t|$)")
_DATED = r"(?:\w{3,9}\.?\s\d{1,2},?\s\d{4}|\d{1,2}\s\w{3,9}\.?,?\s\d{4})"
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,40}(?:,\s[A-Z][\w.]{1,20}){0,2}(?:,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?))?\s*"
    r"(?:\([A-Za-z /]{2,40}\)\s*)?[-–—]{1,2}\s+(?=\S)"
    r"|[A-Z][a-z]++(?:[ -][A-Z][a-z]++){0,3}+(?:,\s[A-Z][\w.]{1,20})?\s*"
    r"\((?:Reuters|AP|AFP|Bloomberg|Xinhua|CNN|UPI|dpa)\)\s*[-–—]{1,2}\s+(?=\S))"
    rf"(?:{_DATED}(?:\.|\s*[-–—:,])\s+(?=\S))?"
)
_DATE_ONLY = re.compile(
    r"(?:\w+day,?\s+)?(?:\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s\w{3,9}\.?,?\s\d{4}|\d{4}-\d\d-\d\d)\b.{0,40}$"
)
_QUOTES = frozenset("“‘\"'")
_SMALL = frozenset("a an and as at but by for from in is into nor of off on or over the to up via vs with".split())


def stretches(text: str) -> tuple[Stretch, ...]:
    """The parts of a plain text in order; together they hold every visible character."""
    paragraphs = list(_paragraphs(text))
    found = [part for start, end in paragraphs for part in _classified(text, start, end)]
    return tuple(_teasers_set_aside(text, _tables(text, found)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """A line each; lines of a text wrapped by hand are put together up to the blank line."""
    line = _LINE_OF_ANY if "\r" in text or "\u2028" in text or "\u2029" in text else _LINE
    lines = [m.span() for m in line.finditer(text) if not m[0].isspace()]
    if not lines:
        return
    wrapped = _wrapped(text, lines)
    start, last = lines[0]
    for left, right in lines[1:]:
        if text.count("\n", last, left) > 1 or not (wrapped or _goes_on(text, start, last, left)):
            yield start, last
            start = left
        last = right
    yield start, last


def _goes_on(text: str, start: int, last: int, left: int) -> bool:
    """Whether a line breaks off in the middle of a sentence and the next goes on with a small letter."""
    return text[left].islower() and text[last - 1].isalnum() and last - start > _BROKEN


def _wrapped(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    if len(lines) < 4 or max(end - start for start, end in lines) > _WRAPPED:
        return False
    runs_on = sum(1 for _, end in lines if text[end - 1 : end].isalnum() or text[end - 1 : end] == ",")
    joined = sum(1 for (_, end), (start, _) in pairwise(lines) if text.count("\n", end, start) == 1)
    return runs_on > 0.4 * len(lines) and joined > 0.5 * len(lines)


def _classified(text: str, start: int, end: int) -> Iterator[Stretch]:
    if end - start < 400 and (kind := _short_kind(text[start:end].strip())):
        yield Stretch(kind, start, end, _WHY.get(kind, ""))
    elif dateline := _DATELINE.match(text, start, min(end, start + 160)):
        yield Stretch("dateline", start, dateline.end())
        yield Stretch("body", dateline.end(), end)
    else:
        yield Stretch("body", start, end)


_WHY: dict[str, str] = {
    "byline": "names the author, the date or the source",
    "boilerplate": "addresses the reader of the site",
    "caption": "describes a picture",
    "table": "a row of values",
}


def _short_kind(words: str) -> Kind | None:
    if words.startswith("#") and len(words.lstrip("#")) <= _HEADING:
        return "heading"
    if words[:1] not in _QUOTES and (kind := _by_opening(words)):
        return kind
    if _PIPES.match(words) or (len(words) < 120 and _DIGIT.search(words) and _ROW.match(words)):
        return "table"
    return "heading" if heading_like(words) else None


def _by_opening(words: str) -> Kind | None:
    """What certain first words tell."""
    if _DATE_ONLY.match(words):
        return "dateline"
    if len(words) < 200 and _BYLINE.fullmatch(words) and (words[:3].lower() != "by " or _BY_NAME.match(words)):
        return "byline"
    if _BOILERPLATE.match(words) and len(words) < 250:
        return "boilerplate"
    if _CAPTION.match(words):
        return "caption"
    return None


def heading_like(words: str) -> bool:
    """Short, without a full stop, and mostly capitalised, or standing alone without any closing mark."""
    if len(words) > _HEADING or words[-1:] in ".,;!”\"'’)" or (not words[:1].isalnum() and words[:1] not in "‘“'\""):
        return False
    listed = re.findall(r"[^\W\d_][\w'’-]*", words)
    long = [word for word in listed if word.lower() not in _SMALL]
    capital = sum(1 for word in long if word[0].isupper())
    return bool(long) and (
        capital >= 0.7 * len(long) or (len(listed) <= 12 and words[-1:] != ":" and words[:1].isupper())
    )


def _tables(text: str, found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A single row between paragraphs is prose; rows count as a table when at least two stand together."""
    for i, part in enumerate(found):
        if part.kind == "table" and "|" not in text[part.start : part.end] and not _row_beside(found, i):
            yield Stretch("body", part.start, part.end)
        else:
            yield part


def _row_beside(found: Sequence[Stretch], i: int) -> bool:
    return any(part.kind == "table" for part in (*found[max(i - 1, 0) : i], *found[i + 1 : i + 2]))


def _teasers_set_aside(text: str, found: Iterator[Stretch]) -> Iterator[Stretch]:
    """What follows a line such as "Related articles" is about something else, when it is the smaller, last part."""
    parts = list(found)
    total = parts[-1].end if parts else 0
    why = ""
    for part in parts:
        if not why and part.end - part.start < 80 and part.start > 0.4 * total:
            words = text[part.start : part.end].strip(" #*-:\t")
            why = f"follows “{words}”" if _TEASERS.fullmatch(words) else ""
        yield Stretch("teaser", part.start, part.end, why) if why else part
