"""HTML to the words a reader sees, block by block, each with its place in the source."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from tradetalks.press.plain import Plain

_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td"
    " tfoot th thead title tr ul".split()
)
_UNREAD = frozenset(
    "script style noscript template svg math iframe object select textarea button canvas audio video".split()
)
_AROUND = frozenset("nav footer aside form head".split())
_VOID = frozenset("br hr img input link meta source wbr area base col embed track".split())
_TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of plain text between two breaks: its tag, whether it sits in navigation, and its share of links."""

    start: int
    end: int
    tag: str
    around: str
    linked: float


@dataclass(slots=True)
class _Page:
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    length: int = 0
    block_start: int = 0
    block_tag: str = ""
    linked: int = 0
    in_link: bool = False

    def add(self, words: str, start: int, end: int) -> None:
        if words:
            self.pieces.append((words, start, end))
            self.length += len(words)
            self.linked += len(words) * self.in_link

    def break_at(self, position: int) -> None:
        length = self.length - self.block_start
        if length:
            around = next((tag for tag in self.open if tag in _AROUND), "")
            self.blocks.append(Block(self.block_start, self.length, self.block_tag, around, self.linked / length))
            self.add("\n\n", position, position)
        self.block_start, self.linked = self.length, 0


def read_html(source: str) -> tuple[Plain, tuple[Block, ...]]:
    """Scan the source once; time is linear in its length whatever it contains."""
    page = _Page()
    position, length = 0, len(source)
    while position < length:
        less = source.find("<", position)
        less = length if less < 0 else less
        _words(page, source, position, less)
        position = _markup(page, source, less) if less < length else length
    page.break_at(length)
    plain = Plain.of(page.pieces)
    return plain, tuple(block for block in page.blocks if plain.text[block.start : block.end].strip())


def _words(page: _Page, source: str, start: int, end: int) -> None:
    at = start
    for entity in _ENTITY.finditer(source, start, end):
        page.add(_one_line(source[at : entity.start()]), at, entity.start())
        page.add(_one_line(html.unescape(entity[0])), entity.start(), entity.end())
        at = entity.end()
    page.add(_one_line(source[at:end]), at, end)


def _one_line(words: str) -> str:
    return words.replace("\n", " ").replace("\r", " ").replace("\t", " ").replace("\xa0", " ")


def _markup(page: _Page, source: str, less: int) -> int:
    """Handle what starts with ``<`` at ``less``; the position after it."""
    if source.startswith("<!--", less):
        return _after(source, "-->", less + 4)
    name = _TAG.match(source, less + 1)
    if name is None:
        if source.startswith(("<!", "<?"), less):
            return _after(source, ">", less)
        end = _run(source, less)
        page.add("<" * (end - less), less, end)
        return end
    end = _after(source, ">", less)
    tag, closing = name[1].lower(), source[less + 1] == "/"
    if tag in _UNREAD and not closing and source[end - 2 : end - 1] != "/":
        return _skip(source, tag, end)
    _note(page, tag, closing, less)
    return end


def _run(source: str, less: int) -> int:
    """The position after the signs at ``less`` that open no tag."""
    end = less + 1
    while source.startswith("<", end) and not source.startswith(("<!", "<?"), end) and not _TAG.match(source, end + 1):
        end += 1
    return end


def _after(source: str, closer: str, start: int) -> int:
    """The position after the next ``closer``; what is never closed is not read, to the end of the source."""
    found = source.find(closer, start)
    return len(source) if found < 0 else found + len(closer)


def _skip(source: str, tag: str, start: int) -> int:
    found = re.compile(rf"</{tag}\b[^>]{{0,200}}>", re.IGNORECASE).search(source, start)
    return found.end() if found else len(source)


def _note(page: _Page, tag: str, closing: bool, position: int) -> None:
    if tag == "a":
        page.in_link = not closing
    if tag not in _BREAKS:
        return
    page.break_at(position)
    page.block_tag = "" if closing else tag
    if tag in _VOID:
        return
    if not closing:
        if len(page.open) < 200:
            page.open.append(tag)
    elif tag in page.open:
        while page.open.pop() != tag:
            pass
