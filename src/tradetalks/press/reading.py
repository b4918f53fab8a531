"""Articles from a folder or a file to documents; what cannot be read is said on the document, the others are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tradetalks.errors import BadInput, Mistake
from tradetalks.press.dates import written_date
from tradetalks.press.decoding import decode
from tradetalks.press.html import Block, read_html
from tradetalks.press.maintext import main_blocks
from tradetalks.press.model import Document, Part, Span
from tradetalks.press.parts import Kind, Stretch, stretches
from tradetalks.press.quotes import unbalanced

SUFFIXES = (".txt", ".md", ".html", ".htm")
_LONG_LINE = 100_000
_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_META_DATE = re.compile(
    r"(?:article:published_time|datePublished|date\.issued|dc\.date|publish-?date|parsely-pub-date|<time\b[^>]{0,200}?datetime)"
    r"[\"']?\s*(?:content)?\s*[=:]\s*[\"']?\s*((?:19|20)\d\d-\d\d-\d\d)",
    re.IGNORECASE,
)
_META_SITE = re.compile(r"og:site_name[\"']\s+content\s*=\s*[\"']([^\"'<>]{1,80})", re.IGNORECASE)
_SOURCE = re.compile(r"source\s*:\s*([^\n]{1,60})", re.IGNORECASE)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_folder(path: str | Path) -> tuple[Document, ...]:
    """All articles under ``path`` (.txt, .md, .html; a folder or one file), in the order of their names.

    Raises BadInput when the path does not exist or holds no such file.
    """
    return tuple(documents(path))


def documents(path: str | Path, *, progress: Callable[[Path, int, int], None] | None = None) -> Iterator[Document]:
    """The articles one at a time, so that memory stays flat; ``progress`` gets the file, its position and how many."""
    top = Path(path)
    files = _files(top)
    for i, file in enumerate(files, 1):
        if progress is not None:
            progress(file, i, len(files))
        name = file.name if top.is_file() else file.relative_to(top).as_posix()
        try:
            raw = file.read_bytes()
        except OSError as error:
            yield Document("", name, "", (), note=f"cannot be read: {error.strerror}")
            continue
        yield read_bytes(raw, name)


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise BadInput(
            Mistake(str(path), "there is no such file or folder", "Give a folder of articles or one article.")
        )
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if not found:
        raise BadInput(
            Mistake(str(path), "no article in this folder", f"Articles are files ending in {', '.join(SUFFIXES)}.")
        )
    return found


def read_bytes(raw: bytes, name: str) -> Document:
    """One article from its bytes; its id is the first 16 hex digits of their SHA-256."""
    text, note = decode(raw)
    return _document(hashlib.sha256(raw).hexdigest()[:16], name, text, note)


def read_text(text: str, name: str = "text") -> Document:
    """One article from its characters; offsets are into ``text`` as given."""
    note = "" if text.strip() else "empty: nothing to read"
    return _document(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16], name, text, note)


def _document(identity: str, name: str, text: str, note: str) -> Document:
    if not text:
        return Document(identity, name, text, (), note=note)
    if name.lower().endswith((".html", ".htm")) or _HTML.match(text[:2000]):
        return _page(identity, name, text, note)
    found = stretches(text)
    parts = tuple(Part(part.kind, Span(identity, part.start, part.end), part.why) for part in found)
    dated = _own_date(text, found) or _date_in(name)
    notes = _notes(text, found, note)
    return Document(identity, name, text, parts, dated, _own_outlet(text, found), notes)


def _page(identity: str, name: str, source: str, note: str) -> Document:
    plain, blocks = read_html(source)
    chosen, trouble = main_blocks(source, blocks, plain.text)
    found = [part for i, block in enumerate(blocks) for part in _block_parts(plain.text, block, i in chosen)]
    parts = tuple(Part(part.kind, Span(identity, *plain.original(part.start, part.end)), part.why) for part in found)
    meta = _META_DATE.search(source[:200_000])
    dated = _iso(meta[1]) if meta else _own_date(plain.text, found) or _date_in(name)
    site = _META_SITE.search(source[:200_000])
    outlet = site[1] if site else _own_outlet(plain.text, found)
    notes = _notes(plain.text, found, "; ".join(filter(None, (note, trouble))))
    return Document(identity, name, source, parts, dated, outlet, notes, plain)


_TAGS: dict[str, Kind] = {"td": "table", "th": "table", "figcaption": "caption", "caption": "caption"}
_TAGS |= dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")


def _block_parts(text: str, block: Block, chosen: bool) -> Iterator[Stretch]:
    if not chosen:
        where = f"in <{block.around}>" if block.around else "not part of the main text of the page"
        yield Stretch(
            "teaser" if block.linked > 0.5 and not block.around else "boilerplate", block.start, block.end, where
        )
    elif block.tag in _TAGS:
        yield Stretch(_TAGS[block.tag], block.start, block.end)
    else:
        for part in stretches(text[block.start : block.end]):
            kind: Kind = "body" if part.kind == "heading" and block.tag == "p" else part.kind
            yield Stretch(kind, block.start + part.start, block.start + part.end, part.why)


def _own_date(text: str, found: tuple[Stretch, ...] | list[Stretch]) -> date | None:
    """The date of the article from its bylines and datelines; a day told in the story is not the article's own."""
    for part in found:
        if part.kind in ("byline", "dateline") and (
            day := written_date(text[part.start : min(part.end, part.start + 300)])
        ):
            return day
    return None


def _date_in(name: str) -> date | None:
    match = _IN_NAME.search(name)
    return _iso(match[0]) if match else None


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _own_outlet(text: str, found: tuple[Stretch, ...] | list[Stretch]) -> str:
    for part in found:
        if part.kind == "byline" and (match := _SOURCE.match(text, part.start, part.end)):
            return match[1].strip(" .")
    return ""


def _notes(text: str, found: tuple[Stretch, ...] | list[Stretch], note: str) -> str:
    notes = [note] if note else []
    if any(part.end - part.start > _LONG_LINE for part in found):
        notes.append(f"a line of more than {_LONG_LINE:,} characters: read as one paragraph")
    if lost := unbalanced(text, [(part.start, part.end) for part in found if part.kind == "body"]):
        notes.append(f"{lost} opening quotation mark{'s' * (lost > 1)} never closed")
    return "; ".join(notes)
