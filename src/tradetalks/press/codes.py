"""Product names with a letter for a digit or a digit for a letter: H2O where the chip H20 is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tradetalks.press.wording import stemmed, stems

AROUND = 160  # characters on either side in which a product's context word must stand
LONGEST = 16  # characters of a product name

_LATIN, _DIGITS = "OILSBZG", "0115826"  # letters and the digits they are mistaken for
_CYRILLIC = "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"  # what look like A B E K M H O P C T X
_LOOK_ALIKE = str.maketrans(_LATIN + _CYRILLIC, _DIGITS + "A8EKMH0PCTX")
_NUMBER = re.compile(  # with a group if it touches what may belong to a code
    r"\d(?:(?:(?<=[^\W\d].)|(?<=[&+-].)|(?=\d*+(?:[\w&+-]|\.\w)))\d*+()|\d*+)"
)
_BACKWARD = re.compile(r"[\w&+-]*")
_CODE = re.compile(r"[\w&+-]+(?:\.\w+)*")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the lexicon; ``near`` are stems of words one of which must stand near before a misprint counts."""

    name: str
    near: frozenset[str]
    what: str
    source: str  # where the name was read; empty: from general knowledge


class Products:
    """The products of the lexicon, found by what their names look like."""

    def __init__(self, entries: Iterable[Mapping[str, str]]) -> None:
        self._names: set[str] = set()
        self._alike: dict[str, list[Product]] = defaultdict(list)
        for entry in entries:
            near = frozenset(stems(" ".join(entry["near"])))
            self._names.add(entry["name"].upper())
            self._alike[_skeleton(entry["name"])].append(
                Product(entry["name"], near, entry["what"], entry.get("source", ""))
            )

    def misprints(self, text: str) -> Iterator[tuple[int, int, str, str, str]]:
        """Start, end, the name that is perhaps meant, why, and the source of the entry."""
        found = [
            (at, code, self._alike[skeleton]) for at, code, skeleton in _codes(text) if self._suspect(code, skeleton)
        ]
        if not found:
            return
        places = _places(text, frozenset(stem for _, _, products in found for one in products for stem in one.near))
        for at, code, products in found:
            for product in products:
                if any(_within(places.get(stem, ()), at - AROUND, at + len(code) + AROUND) for stem in product.near):
                    yield (
                        at,
                        at + len(code),
                        product.name,
                        f"{_wrong(code, product.name)}: {product.what}",
                        product.source,
                    )

    def _suspect(self, code: str, skeleton: str) -> bool:
        return skeleton in self._alike and code.upper() not in self._names


def _codes(text: str) -> Iterator[tuple[int, str, str]]:
    """Words of letters and digits that are not too long, where they start, and what they look like."""
    done = 0
    for number in _NUMBER.finditer(text):
        if number.lastindex is None or number.start() < done:
            continue
        before = _BACKWARD.match(text[max(number.start() - LONGEST - 1, done) : number.start()][::-1])
        at = number.start() - (before.end() if before else 0)
        match = _CODE.match(text, at, at + LONGEST + 2)
        if match is None or text[at - 1 : at] == ".":
            continue
        done = match.end()
        code = match.group()
        if len(code) <= LONGEST and not code.isdecimal():
            yield at, code, _skeleton(code)


def _places(text: str, wanted: frozenset[str]) -> dict[str, list[int]]:
    """Where the words with these stems stand."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(text):
        for stem in wanted.intersection(stemmed([match.group()])):
            found[stem].append(match.start())
    return found


def _within(places: list[int] | tuple[()], first: int, last: int) -> bool:
    at = bisect_left(places, first)
    return at < len(places) and places[at] < last


def _wrong(code: str, name: str) -> str:
    return ", ".join(f"{a} for {b}" for a, b in zip(code, name, strict=True) if a.upper() != b.upper())


def _skeleton(token: str) -> str:
    """A token with characters that look alike made the same."""
    return token.upper().translate(_LOOK_ALIKE)
