"""Written numbers to values: digits with separators, number words, scales and fractions."""

from __future__ import annotations

import re

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

DIGITS = r"(?:\d{1,3}+(?:,\d{3})++|\d++)(?:\.\d++)?"
_SMALL = "|".join(sorted((word for word in ONES if word != "zero"), key=len, reverse=True))
_TENS = "|".join(TENS)
WORDS = rf"(?:(?:{_TENS})(?:-(?:{_SMALL}))?|{_SMALL}|a\sdozen|half\sa\sdozen|a\s(?:hundred|thousand|million|billion))"
SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
NUMBER = rf"(?:{DIGITS}|{WORDS})(?:[\s-]{SCALE}\b)?"
_DIGITS = re.compile(DIGITS)


def value_of(words: str) -> float | None:
    """The value of one written number; None when it is not one or is too long to be a value."""
    text = words.strip().lower().replace("−", "-")
    sign = -1.0 if text.startswith("-") else 1.0
    text = text.lstrip("+-– ")
    digits = _DIGITS.match(text)
    if digits:
        if len(digits[0]) > LONGEST:
            return None
        base: float | None = float(digits[0].replace(",", ""))
        rest = text[digits.end() :]
    else:
        base, rest = _spelt(text)
    if base is None:
        return None
    for word in re.split(r"[\s-]+", rest.strip(" -+")):
        base *= SCALES.get(word, 1.0)
    return sign * base


def _spelt(text: str) -> tuple[float | None, str]:
    bits = re.split(r"[\s-]+", text)
    if bits[0] == "half" and bits[1:3] == ["a", "dozen"]:
        return 6.0, ""
    if bits[0] in ("a", "an") and len(bits) > 1 and bits[1] in SCALES:
        return 1.0, " ".join(bits[1:])
    if bits[0] in TENS:
        one = ONES.get(bits[1], 0) if len(bits) > 1 else 0
        return float(TENS[bits[0]] + one), " ".join(bits[2 if one else 1 :])
    return (float(ONES[bits[0]]), " ".join(bits[1:])) if bits[0] in ONES else (None, "")
