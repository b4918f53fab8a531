"""Written numbers to values, in digits, in words or both: "2.4 billion", "400m", "one hundred and twenty"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

LONGEST = 24  # digits; a longer run is not a value
ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12, "dozen": 12.0,
}  # fmt: skip
FRACTIONS = {
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "tenth": 0.1,
    "fourth": 0.25,
    "sixth": 1 / 6,
    "eighth": 0.125,
}
"""What part of a whole a word names."""

DIGITS = r"(?:\d{1,3}+(?:,\d{3})++|\d++)(?:\.\d++)?"
_SMALL = "|".join(sorted((word for word in ONES if word != "zero"), key=len, reverse=True))
_TENS = "|".join(TENS)
SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
_UNDER_100 = rf"(?:(?:{_TENS})(?:[\s-](?:{_SMALL})\b)?|{_SMALL})"
WORDS = (  # a digit begins none of them, which is asked once
    rf"(?!\d)(?:(?:an?\s)?(?:half|quarter)[\s-](?:an?\s)?{SCALE}"
    rf"|(?:{_UNDER_100}|an?(?=\s{SCALE}))(?:[\s-]hundred(?:\sand)?\s{_UNDER_100}\b(?!\s(?:of|in|out)\s))?)"
)
NUMBER = rf"(?:{DIGITS}|{WORDS})(?:[\s-]and[\s-]a[\s-]half\b)?(?:[\s-]{SCALE}\b){{0,2}}"
_DIGITS = re.compile(DIGITS)

_VALUE = {word: float(value) for word, value in (ONES | TENS).items() if value > 1}
_SCALE = {word: SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")}
_ONE = frozenset({"one", "a"})


def value_of(words: str) -> float | None:
    """The value of one written number; None when it is not one or is too long to be a value."""
    if words.isdecimal() or _DIGITS.fullmatch(words):
        return float(words.replace(",", "")) if len(words) <= LONGEST else None
    text = words.strip().lower().replace("−", "-")
    sign = -1.0 if text.startswith("-") else 1.0
    text = text.lstrip("+-– ")
    bits = re.split(r"[\s-]+", text)
    more = 0.0
    if bits[1:4] == ["and", "a", "half"]:
        more, bits = 0.5, bits[:1] + bits[4:]
    digits = _DIGITS.match(bits[0])
    if digits:
        if len(digits[0]) > LONGEST:
            return None
        base: float | None = float(digits[0].replace(",", ""))
        rest = [bits[0][digits.end() :], *bits[1:]]
    else:
        base, rest = _spelt(bits)
    if base is None:
        return None
    return sign * (base + more) * math.prod(SCALES.get(word, 1.0) for word in rest)


def _spelt(bits: list[str]) -> tuple[float | None, list[str]]:
    """The value of the words up to a scale that is left for the caller: "half a", "two hundred and ten", "a"."""
    if bits[0] in ("a", "an") and len(bits) > 1:
        bits = bits[1:] if bits[1] in ("half", "quarter") else ["one", *bits[1:]]
    if bits[0] in ("half", "quarter"):
        return FRACTIONS[bits[0]], bits[1:]
    if bits[0] == "one" and bits[1:2] != ["hundred"]:
        return 1.0, bits[1:]
    used, value = numeral_at(bits, 0)
    return (float(value), bits[used:]) if used else (float(ONES[bits[0]]) if bits[0] in ONES else None, bits[1:])


def is_numeral(plain: str) -> bool:
    """Whether a word by itself is a number or a power of ten."""
    return plain[0].isdigit() or plain in _VALUE or plain in _SCALE


def numeral_at(plain: Sequence[str], at: int) -> tuple[int, str]:
    """How many words from ``at`` on are one number, and its value as text; (0, "") where none begins."""
    total, current, used, i = 0.0, 0.0, 0, at
    while i < len(plain):
        word, following = plain[i], plain[i + 1] if i + 1 < len(plain) else ""
        if word in _VALUE and not _in_digits(plain[i - 1] if used else ""):
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
        elif _in_digits(word) and not used:
            if len(word) > LONGEST:
                return 1, word
            current = float(word.replace(",", ""))
        elif word == "and" and used and plain[i - 1] == "hundred" and following in _VALUE:
            pass
        else:
            break
        i, used = i + 1, used + 1
    return used, f"{total + current:.12g}" if used else ""


def _in_digits(word: str) -> bool:
    return word.replace(",", "").replace(".", "", 1).isdecimal()
