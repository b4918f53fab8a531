"""Bytes of an article to its characters, and what was odd about them, in words for the user."""

from __future__ import annotations

import codecs
import re

_CONTROL = bytes([*range(0, 9), 11, *range(14, 27), *range(28, 32), 127])
_SAMPLE = 65_536
_BINARY_SHARE = 0.02
_WESTERN = 0.05  # share of bytes beyond ASCII up to which Windows-1252 is assumed
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,40})")


def decode(raw: bytes) -> tuple[str, str]:
    """The text and a note ("" when nothing was odd). Empty or binary content gives no text and a note saying so."""
    if not raw.strip():
        return "", "empty: nothing to read"
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], name)
    if _looks_binary(raw[:_SAMPLE]):
        return "", "not text: this looks like a binary file"
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _without_mark(raw)


def _marked(raw: bytes, name: str) -> tuple[str, str]:
    text = raw.decode(name, errors="replace")
    return text, f"some bytes are not {name} and show as \ufffd" if "\ufffd" in text else ""


def _looks_binary(sample: bytes) -> bool:
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return b"\0" in sample or control > _BINARY_SHARE * len(sample)


def _without_mark(raw: bytes) -> tuple[str, str]:
    """Not UTF-8 throughout: a declared charset, UTF-8 with stray Windows bytes, or a guess from the letters."""
    declared = _CHARSET.search(raw[:2048])
    if declared and (text := _attempt(raw, declared[1].decode("ascii"))):
        return text, ""
    strict = raw.decode("utf-8", errors="ignore")
    beyond_ascii = sum(1 for letter in strict if letter > "\x7f")
    stray = len(raw) - len(strict.encode())
    if beyond_ascii > stray:
        return raw.decode(
            "utf-8", errors=_WINDOWS
        ), f"mixed encodings: {stray} bytes that are not UTF-8 read as Windows-1252"
    name = _guess(raw[:_SAMPLE])
    text = _attempt(raw, name) or raw.decode("cp1252", errors="replace")
    return text, f"not UTF-8: read as {name}"


def _attempt(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""


def _guess(sample: bytes) -> str:
    """Mostly ASCII is taken for Western text; otherwise the letters decide."""
    if sum(byte > 127 for byte in sample) < max(_WESTERN * len(sample), 8) and _attempt(sample, "cp1252"):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(
        sample, cp_isolation=["cp1252", "cp1250", "cp1251", "gb18030", "shift_jis", "big5", "euc_kr"]
    ).best()
    return best.encoding if best else "cp1252"


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


_WINDOWS = "tradetalks-windows"
codecs.register_error(_WINDOWS, _windows)
