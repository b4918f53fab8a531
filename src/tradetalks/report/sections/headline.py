"""The answer first: who is poorer or richer by how much, and what a lapse of the truce would add."""

from __future__ import annotations

from collections.abc import Sequence

from tradetalks.report.contents import Brief, EndedLine, MeasureLine, Scenario
from tradetalks.report.findings import Finding
from tradetalks.report.layout import Cell, Paragraph, Phrase, Section
from tradetalks.report.sections.in_force import TARIFFS
from tradetalks.report.words import MINUS, OVER, capital, fixed, listed, long_day, said

_FOR = {"3 months": "for three months", "1 year": "for a year", "5 years": "for five years"}
_AFTER = {"3 months": "after three months", "1 year": "after a year", "5 years": "after five years"}
_NOTABLE = 0.05  # per cent; a third economy is named from here on, and only where its range has one sign
_LISTED = 3  # measures left out that the headline names
_CLEAR = 0.095  # per cent; smaller sizes are told with two decimals


def headline(brief: Brief) -> Section | None:
    """The paragraphs that a reader in a hurry reads."""
    if not brief.scenarios:
        return None
    lead, today = brief.lead, brief.scenarios[0]
    told: list[Paragraph] = [_unknown(brief) if _nothing_counted(brief) else _led(brief)]
    if lead is not today:
        everybody = "Counting also their measures on everybody else, "
        told.append((everybody, *_sides(brief, today), " ", *_third(brief, today), *_where_from(brief, today)))
    told += [_further(brief, scenario) for scenario in brief.of_kind("future")]
    told.append((_basis(brief),))
    return Section("headline", "In short", paragraphs=tuple(told))


def _led(brief: Brief) -> Paragraph:
    """What the lead scenario does to whom, and after the numbers what they leave out."""
    left_out = brief.changed_between_sides("no")
    told = f" {_left_out(left_out)}" if left_out else ""
    return (_opening(brief), *_sides(brief, brief.lead, first=True), " ", *_third(brief, brief.lead), told)


def _left_out(lines: Sequence[MeasureLine | EndedLine]) -> str:
    number = "One measure" if len(lines) == 1 else f"{len(lines)} measures"
    verbs = "has changed and is" if len(lines) == 1 else "have changed and are"
    return f"{number} between them {verbs} not counted, for want of a figure: {_first(lines)}."


def _first(lines: Sequence[MeasureLine | EndedLine]) -> str:
    """The titles of the first few, duties before anything else."""
    titles = [line.title for line in sorted(lines, key=lambda line: line.instrument not in TARIFFS)]
    more = len(titles) - _LISTED
    return listed([*titles[:_LISTED], f"{more} more"] if more > 1 else titles)


def _nothing_counted(brief: Brief) -> bool:
    """Whether measures changed between the sides and the numbers know of none: then no change would be no answer."""
    if brief.changed_between_sides("yes") or not brief.changed_between_sides("no"):
        return False
    return all(_is_nothing(_finding(brief, "welfare-change", brief.lead, side)) for side in brief.sides)


def _unknown(brief: Brief) -> Paragraph:
    lines = brief.changed_between_sides("no")
    sides = listed(brief.name(side) for side in brief.sides)
    return (
        f"What {sides} have done to each other since {long_day(brief.before)} has an effect that is not known: of "
        f"{'the one measure' if len(lines) == 1 else f'the {len(lines)} measures'} changed between them, none has a "
        f"figure to compute with ({_first(lines)}). Where a figure below shows no change, it leaves these out.",
    )


def _opening(brief: Brief) -> str:
    stays = f"if this stays as it is {_FOR.get(brief.main_horizon, 'for ' + brief.main_horizon)}, "
    if brief.lead.kind == "today":
        return capital(stays)
    sides = listed(brief.name(side) for side in brief.sides)
    return f"Counting what {sides} have done to each other since {long_day(brief.before)}: {stays}"


def _sides(brief: Brief, scenario: Scenario, *, first: bool = False) -> Paragraph:
    """Households in the United States are 0.2 % poorer in real terms (range ...), households in China ..."""
    parts: list[Cell] = []
    for position, side in enumerate(brief.sides):
        finding = _finding(brief, "welfare-change", scenario, side)
        opens = first and position == 0
        parts += [
            "" if position == 0 else "; ",
            f"households in {brief.name(side)} are ",
            _poorer(finding, whole=not brief.changed_between_sides("no")),
            " in real terms" if opens else "",
            _range(finding, f" {OVER}" if opens else ""),
        ]
    return (*parts, ".")


def _third(brief: Brief, scenario: Scenario) -> Paragraph:
    """Who else gains and loses most."""
    parts: list[Cell] = []
    for verb, group in zip(("gain", "lose"), _notable(brief, scenario), strict=True):
        if group:
            opening = "Among third economies, " if not parts else "; "
            names = listed(brief.name(finding.key.economy) for finding in group)
            parts += [f"{opening}{names} {verb}{'s' if len(group) == 1 else ''} most (", *_joined(group), ")"]
    if not parts:
        return (f"No third economy gains or loses as much as {_NOTABLE} % with the same sign over the whole range.",)
    return (*parts, ".")


def named_third_economies(brief: Brief, scenario: Scenario) -> tuple[str, ...]:
    """The third economies that the headline names for a scenario: those that gain most, then those that lose most."""
    return tuple(finding.key.economy for group in _notable(brief, scenario) for finding in group)


def _notable(brief: Brief, scenario: Scenario) -> tuple[list[Finding], list[Finding]]:
    """At most three that gain and three that lose, clearly: a size worth naming, one sign over the range."""
    found = [_finding(brief, "welfare-change", scenario, economy) for economy in brief.third_economies]
    clear = [one for one in found if one.value is not None and abs(one.value) >= _NOTABLE and _one_sign(one)]
    ordered = sorted(clear, key=lambda finding: -(finding.value or 0.0))
    gain = [finding for finding in ordered if (finding.value or 0.0) > 0.0][:3]
    lose = [finding for finding in ordered[::-1] if (finding.value or 0.0) < 0.0][:3]
    return gain, lose


def _one_sign(finding: Finding) -> bool:
    ends = [end for end in (finding.low, finding.value, finding.high) if end is not None]
    return min(ends) > 0.0 or max(ends) < 0.0


def _joined(group: list[Finding]) -> list[Cell]:
    parts: list[Cell] = [said(group[0])]
    for finding in group[1:]:
        parts += [", ", said(finding)]
    return parts


def _where_from(brief: Brief, scenario: Scenario) -> list[Cell]:
    """A side that earns more while it produces less gains at the expense of those it trades with: say so."""
    parts: list[Cell] = []
    for side in brief.sides:
        income = _finding(brief, "welfare-change", scenario, side)
        produced = _finding(brief, "real-gdp-change", scenario, side)
        if (income.value or 0.0) >= _CLEAR and (produced.value or 0.0) < 0.0:
            who = brief.name(side)
            parts.append(f" What {who} gains comes from the prices at which it trades and the duty that others bear, ")
            parts += [
                "not from production: its real GDP changes by ",
                said(produced),
                ". It assumes that third economies do not answer; answers they had already given are not in the case.",
            ]
    return parts


def _further(brief: Brief, scenario: Scenario) -> Paragraph:
    """What another policy would add to today's."""
    parts: list[Cell] = [f"{scenario.if_clause}, {_AFTER.get(brief.main_horizon, 'after ' + brief.main_horizon)} "]
    for position, side in enumerate(brief.sides):
        finding = _finding(brief, "welfare-change-from-now", scenario, side)
        joint = "" if position == 0 else " and "
        parts += [f"{joint}households in {brief.name(side)} ", _lost(finding), _range(finding, "")]
    return (*parts, ", counted from today.")


def _basis(brief: Brief) -> str:
    return (
        f"Unless they are counted from today, changes are against {long_day(brief.before)}. They are computed with a "
        'model of the world economy; "How sure we are" says what it leaves out.'
    )


def _poorer(finding: Finding, *, whole: bool) -> Phrase:
    """A change in real income in words: ``0.2 % poorer``; ``whole``: nothing between the sides is left out."""
    size = _size(finding)
    if size is None:
        return Phrase("affected to an extent not known", finding)
    if _is_nothing(finding):
        counted = "" if whole else ", by what is counted"
        return Phrase(f"as well off as before{counted} (less than 0.005 % either way)", finding)
    return Phrase(f"{size} % {'poorer' if (finding.value or 0.0) < 0 else 'richer'}", finding)


def _lost(finding: Finding) -> Phrase:
    size = _size(finding)
    if size is None:
        return Phrase("are affected to an extent not known", finding)
    if _is_nothing(finding):
        return Phrase("neither gain nor lose as much as 0.005 %", finding)
    return Phrase(f"{'lose a further' if (finding.value or 0.0) < 0 else 'gain'} {size} %", finding)


def _is_nothing(finding: Finding) -> bool:
    """Whether a change is known and too small to be told."""
    size = _size(finding)
    return size is not None and not size.strip("0.")


def _size(finding: Finding) -> str | None:
    return None if finding.value is None else fixed(abs(finding.value), _digits(finding))


def _digits(finding: Finding) -> int:
    """One decimal, or two where one would say next to nothing about the number or its range."""
    low, high = finding.low, finding.high
    same = low is not None and high is not None and round(low, 1) == round(high, 1)
    return 2 if same or abs(finding.value or 0.0) < _CLEAR else 1


def _range(finding: Finding, across: str) -> str:
    """The range as sizes of a loss or gain; spelled out where it holds both."""
    if finding.value is None or finding.low is None or finding.high is None:
        return ""
    low, high = (fixed(bound, _digits(finding)) for bound in (finding.low, finding.high))
    if not (low + high).strip(f"0.{MINUS}"):
        return ""
    signs = {text.startswith(MINUS) for text in (low, high) if text.strip(f"0.{MINUS}")}
    if len(signs) == 2:
        return f" (range from {low.lstrip(MINUS)} % poorer to {high} % richer{across})"
    small, large = sorted((text.lstrip(MINUS) for text in (low, high)), key=float)
    return f" (range {small} to {large}{across})"


def _finding(brief: Brief, outcome: str, scenario: Scenario, economy: str) -> Finding:
    return brief.findings.only(outcome=outcome, scenario=scenario.id, horizon=brief.main_horizon, economy=economy)
