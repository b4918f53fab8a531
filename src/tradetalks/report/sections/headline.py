"""The answer first: who is poorer or richer by how much, and what a lapse of the truce would add."""

from __future__ import annotations

from tradetalks.report.contents import Brief, Scenario
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Cell, Paragraph, Phrase, Section
from tradetalks.report.words import MINUS, fixed, listed, long_day, said

_FOR = {"3 months": "for three months", "1 year": "for a year", "5 years": "for five years"}
_AFTER = {"3 months": "after three months", "1 year": "after a year", "5 years": "after five years"}


def headline(brief: Brief) -> Section | None:
    """The paragraph that a reader in a hurry reads."""
    if not brief.scenarios:
        return None
    first, *others = brief.scenarios
    return Section(
        "headline",
        "In short",
        paragraphs=(
            (*_sides(brief, first), *_third(brief, first)),
            *(_compared(brief, scenario) for scenario in others),
            (_basis(brief),),
        ),
    )


def _sides(brief: Brief, scenario: Scenario) -> Paragraph:
    """If this stays as it is for a year, households in the United States are 0.2 % poorer ..."""
    parts: list[Cell] = [f"{scenario.if_clause} {for_horizon(brief.main_horizon)}, "]
    for position, side in enumerate(brief.sides):
        finding = _welfare(brief, scenario, side)
        joint = "" if position == 0 else "; "
        tail = " in real terms" if position == 0 else ""
        across = " across published elasticities" if position == 0 else ""
        parts += [f"{joint}households in {brief.name(side)} are ", poorer(finding), f"{tail}{_range(finding, across)}"]
    return (*parts, ". ")


def _third(brief: Brief, scenario: Scenario) -> Paragraph:
    """Who else gains and loses most."""
    found = [_welfare(brief, scenario, economy) for economy in brief.third_economies]
    known = sorted((f for f in found if f.value is not None), key=lambda finding: -(finding.value or 0.0))
    gain = [finding for finding in known if round(finding.value or 0.0, 2) > 0][:3]
    lose = [finding for finding in known[::-1] if round(finding.value or 0.0, 2) < 0][:3]
    parts: list[Cell] = []
    for verb, group in (("gain", gain), ("lose", lose)):
        if group:
            opening = "Among third economies, " if not parts else "; "
            names = listed(brief.name(finding.key.economy) for finding in group)
            parts += [f"{opening}{names} {verb}{'s' if len(group) == 1 else ''} most (", *_joined(group), ")"]
    return (*parts, ".") if parts else ("No third economy gains or loses as much as 0.01 %.",)


def _joined(group: list[Finding]) -> list[Cell]:
    parts: list[Cell] = [said(group[0])]
    for finding in group[1:]:
        parts += [", ", said(finding)]
    return parts


def _compared(brief: Brief, scenario: Scenario) -> Paragraph:
    """The same sides under another scenario."""
    parts: list[Cell] = [f"{scenario.if_clause}, {_AFTER.get(brief.main_horizon, brief.main_horizon)} "]
    for position, side in enumerate(brief.sides):
        finding = _welfare(brief, scenario, side)
        joint = "" if position == 0 else (" and " if position == len(brief.sides) - 1 else ", ")
        parts += [f"{joint}households in {brief.name(side)} are ", poorer(finding), _range(finding, "")]
    return (*parts, ".")


def _basis(brief: Brief) -> str:
    sides = listed(brief.name(side) for side in brief.sides)
    return (
        f"All changes are measured against {long_day(brief.before)}, count only the measures of {sides} on each other "
        f"and what they do to everybody's trade, and are computed with a model of the world economy; "
        f'"How sure we are" says what it leaves out.'
    )


def for_horizon(horizon: str) -> str:
    """``for a year``."""
    return _FOR.get(horizon, f"for {horizon}")


def poorer(finding: Finding) -> Phrase:
    """A change in real income in words: ``0.2 % poorer``."""
    if finding.value is None:
        return Phrase("affected to an extent not known", finding)
    size = _size(finding.value)
    if not size.strip("0."):
        return Phrase("as well off as before (less than 0.005 % either way)", finding)
    return Phrase(f"{size} % {'poorer' if finding.value < 0 else 'richer'}", finding)


def _size(value: float) -> str:
    """One decimal, or two where one would say zero."""
    return fixed(abs(value), 1 if abs(value) >= 0.095 else 2)


def _range(finding: Finding, across: str) -> str:
    """The range as sizes of a loss or gain; spelled out with signs where it holds both."""
    if finding.value is None or finding.low is None or finding.high is None:
        return ""
    digits = 1 if abs(finding.value) >= 0.095 else 2
    if round(finding.low, digits) == round(finding.high, digits):
        digits = 2
    low, high = (fixed(bound, digits) for bound in (finding.low, finding.high))
    signs = {text.startswith(MINUS) for text in (low, high) if text.strip(f"0.{MINUS}")}
    if len(signs) == 2:
        return f" (range from {low.lstrip(MINUS)} % poorer to {high} % richer{across})"
    small, large = sorted((text.lstrip(MINUS) for text in (low, high)), key=float)
    return f" (range {small} to {large}{across})"


def _welfare(brief: Brief, scenario: Scenario, economy: str) -> Finding:
    return brief.findings.only(
        outcome="welfare-change", scenario=scenario.id, horizon=brief.main_horizon, economy=economy
    )
