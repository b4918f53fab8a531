"""Numbers and days in plain words: how a finding is rounded, signed and given its unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tradetalks.report.findings import Finding
from tradetalks.report.glossary import MILLION_USD, PERCENT, POINTS, outcome_named
from tradetalks.report.layout import Phrase

UNKNOWN = "not known"
MINUS = "\u2212"
OVER = "over low, central and high elasticities"  # what a range is
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def fixed(value: float, decimals: int, *, plus: bool = False) -> str:
    """A number with a true minus sign and thousands commas; what rounds to zero has no sign."""
    text = f"{abs(value):,.{decimals}f}"
    if not text.strip("0.,"):
        return text
    if value < 0:
        return MINUS + text
    return "+" + text if plus else text


def scaled(finding: Finding, value: float, *, plus: bool = False) -> str:
    """A value rounded as its outcome says; dollars in billions."""
    if finding.unit == MILLION_USD:
        return fixed(value / 1000, 1, plus=plus)
    return fixed(value, outcome_named(finding.key.outcome).decimals, plus=plus)


def unit_sign(unit: str) -> str:
    """The unit as written in a heading."""
    return {PERCENT: "%", POINTS: "points", MILLION_USD: "bn USD"}.get(unit, "")


def cell(finding: Finding, *, ranged: bool = False, plus: bool = True) -> Phrase:
    """A table cell, without unit: ``−0.16`` or ``−0.16 (−0.30 to −0.05)``."""
    if finding.value is None:
        return Phrase(UNKNOWN, finding)
    text = scaled(finding, finding.value, plus=plus)
    if ranged and finding.low is not None and finding.high is not None:
        text += f" ({scaled(finding, finding.low)} to {scaled(finding, finding.high)})"
    return Phrase(text, finding)


def said(finding: Finding, *, decimals: int | None = None, plus: bool = True) -> Phrase:
    """A number in a sentence, with its unit: ``−0.2 %``, ``−48.2 billion USD``."""
    if finding.value is None:
        return Phrase(UNKNOWN, finding)
    if finding.unit == MILLION_USD:
        return Phrase(f"{scaled(finding, finding.value, plus=plus)} billion USD", finding)
    digits = outcome_named(finding.key.outcome).decimals if decimals is None else decimals
    sign = unit_sign(finding.unit)
    return Phrase(f"{fixed(finding.value, digits, plus=plus)} {sign}".rstrip(), finding)


def long_day(day: date) -> str:
    """``10 June 2025``, whatever the locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = list(words)
    return " and ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} and {items[-1]}"


def capital(text: str) -> str:
    """The text with its first letter capital and the rest as it is."""
    return text[:1].upper() + text[1:]
