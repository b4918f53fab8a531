"""Which codes the Harmonized System has, by edition: six-digit subheadings from the two lists beside this file.

`goods.md` says where the lists come from. National tariffs (hts, cn, eu) extend subheadings to eight or
ten digits, and their lists stand while the system moves on, so a national code is known when its first
six digits are in either list.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

LENGTHS = (2, 4, 6, 8, 10)
_OLDER_TOO = re.compile(r"hs-2017|(hts|cn|eu)-20[0-9]{2}")
_NATIONAL_CHAPTERS = frozenset({"98", "99"})  # left to each country; nothing below them is listed
EDITIONS = "Editions: hs-2017, hs-2022, or a national tariff with its year: hts-2025, cn-2025, eu-2025."


@cache
def known_goods(edition: str) -> frozenset[str]:
    """Chapters, headings and subheadings an edition has; empty for an unknown edition."""
    if edition == "hs-2022":
        return _listed("hs-2022.txt")
    if _OLDER_TOO.fullmatch(edition):
        own = _NATIONAL_CHAPTERS if edition.startswith("hts-") else frozenset()
        return _listed("hs-2022.txt") | _listed("hs-2017-only.txt") | own
    return frozenset()


def is_known(code: str, goods: frozenset[str]) -> bool:
    """Whether an edition's goods hold a code, as far as its six-digit part says."""
    return code[:6] in goods or (code[:2] in _NATIONAL_CHAPTERS and code[:2] in goods)


@cache
def _listed(file: str) -> frozenset[str]:
    codes = (Path(__file__).parent / file).read_text(encoding="ascii").split()
    return frozenset(codes) | {code[:4] for code in codes} | {code[:2] for code in codes}
