"""Numbers written in words, digits or both, read as one value: "one hundred and twenty", "400m", "2.4 billion"."""

from __future__ import annotations

from collections.abc import Sequence

from tradetalks.press.numerals import ONES, SCALES, TENS

_VALUE = {word: float(value) for word, value in (ONES | TENS).items() if value > 1}
_SCALE = {word: SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")}
_ONE = frozenset({"one", "a"})
_MOST_DIGITS = 18


def is_numeral(plain: str) -> bool:
    """Whether a word by itself is a number or a power of ten."""
    return plain[0].isdigit() or plain in _VALUE or plain in _SCALE


def numeral_at(plain: Sequence[str], at: int) -> tuple[int, str]:
    """How many words from ``at`` on are one number, and its value as text; (0, "") where none begins."""
    total, current, used, i = 0.0, 0.0, 0, at
    while i < len(plain):
        word, following = plain[i], plain[i + 1] if i + 1 < len(plain) else ""
        if word in _VALUE and not _digits(plain[i - 1] if used else ""):
            current += _VALUE[word]
        elif word in _SCALE and used:
            factor = _SCALE[word]
            if factor == 100:
                current = (current or 1) * factor
            else:
                total, current = total + (current or 1) * factor, 0.0
        elif word in _ONE and following in _SCALE and not used:
            current = 1.0
        elif word == "one" and used and plain[i - 1] in TENS:
            current += 1.0
        elif _digits(word) and not used:
            if len(word) > _MOST_DIGITS:
                return 1, word
            current = float(word.replace(",", ""))
        elif word == "and" and used and plain[i - 1] == "hundred" and following in _VALUE:
            pass
        else:
            break
        i, used = i + 1, used + 1
    return used, f"{total + current:.12g}" if used else ""


def _digits(word: str) -> bool:
    return word.replace(",", "").replace(".", "", 1).isdecimal()
