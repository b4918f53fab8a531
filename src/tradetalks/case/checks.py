"""What must hold between the parts of a case: dates have an order, an instrument has what it needs."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from typing import Any

from tradetalks.case.goods import LENGTHS
from tradetalks.case.links import ALL_GOODS, EVERYBODY, NO_GOODS
from tradetalks.case.model import INSTRUMENTS, Act, Measure, ScopeLine
from tradetalks.case.nodes import Mapping, Node, Scalar
from tradetalks.case.values import BAD, Entry, Spot

# instrument -> the terms of which an act must name at least one (or say `unknown: true`)
NEEDS = {
    "import-tariff": ("rate",),
    "export-tax": ("rate",),
    "tariff-ceiling": ("ceiling",),
    "tariff-quota": ("rate", "in_quota_rate"),
}
# terms that only some instruments have
ONLY = {
    "rate": ("import-tariff", "export-tax", "tariff-quota", "customs-exemption", "port-fee"),
    "ceiling": ("tariff-ceiling",),
    "in_quota_rate": ("tariff-quota",),
    "in_quota_share": ("tariff-quota",),
    "ratio": ("export-licence", "entity-list"),
    "ratio_series": ("export-licence",),
    "paperwork": ("export-licence", "entity-list"),
    "lead_weeks": ("export-licence", "entity-list"),
    "general": ("export-licence", "entity-list"),
}
ABOUT_GOODS = ("import-tariff", "tariff-ceiling", "tariff-quota", "export-tax", "import-ban")


def check_party(entry: Entry) -> None:
    """A customs union names its members, and nobody else has any."""
    party, node, spot = entry
    if party is BAD:
        return
    if party.kind == "customs-union" and not party.members:
        spot.note(node, "a customs-union has members", "Add `members:` with their ISO 3166 codes of three letters.")
    if party.members and party.kind != "customs-union":
        spot.note(_at(node, "members"), f"a {party.kind} has no members", "Say `kind: customs-union`.")


def check_measure(entry: Entry) -> None:
    """A measure's own consistency, and that of each of its acts that could be read."""
    measure, node, spot = entry
    written = node.values.get("instrument")
    instrument = written.text if isinstance(written, Scalar) else ""
    acts = [act for act, _ in spot.parts]
    for act, act_node in spot.parts:
        inside = spot.inside(f"{spot.about}, act of {act.on}")
        _check_dates(act, act_node, inside)
        _check_terms(instrument, act, act_node, inside)
        _check_end(instrument, act, act_node, inside)
        if measure is not BAD:
            _check_order(act, acts, act_node, inside)
    if measure is not BAD:
        _check_whole(measure, node, spot)


def _check_whole(measure: Measure, node: Mapping, spot: Spot) -> None:
    if measure.imposer in measure.targets:
        spot.note(_at(node, "targets"), f"{measure.imposer} cannot impose it on itself", "Name the other side.")
    if EVERYBODY in measure.targets and len(measure.targets) > 1:
        todo = "Write [ALL], and name who is left out in `exempt`."
        spot.note(_at(node, "targets"), "ALL stands beside others", todo)
    if measure.share is not None and not measure.note:
        spot.note(_at(node, "share"), "a share without its source", "Say in `note` where it was read.")
    if measure.instrument == "tariff-exemption" and not measure.exempts:
        spot.note(node, "an exemption says what it exempts from", "Add `exempts:` with the ids of those measures.")
    if measure.exempts and measure.instrument != "tariff-exemption":
        spot.note(
            _at(node, "exempts"), f"{_a(measure.instrument)} exempts nothing", "Use instrument: tariff-exemption."
        )
    if measure.instrument in ABOUT_GOODS and measure.scope == NO_GOODS:
        spot.note(_at(node, "scope"), f"{_a(measure.instrument)} is about goods", "Name a scope, or all-goods.")


def _check_dates(act: Act, node: Mapping, spot: Spot) -> None:
    if act.announced > act.on and not act.retroactive:
        spot.note(
            _at(node, "announced"),
            f"announced on {act.announced}, after it took effect on {act.on}",
            "Correct a date, or say `retroactive: true` where the law reaches back.",
        )
    if act.retroactive and act.announced <= act.on:
        spot.note(_at(node, "retroactive"), "is not retroactive: it was announced before it took effect", "Remove it.")
    if act.until is not None and act.until <= act.on:
        spot.note(
            _at(node, "until"),
            f"until {act.until} is not after {act.on}",
            "`until` is the first day on which the act no longer holds.",
        )


def _check_terms(instrument: str, act: Act, node: Mapping, spot: Spot) -> None:
    """An act has the terms its instrument needs, and none that belong to another."""
    given = [term for term in ONLY if getattr(act, term) is not None]
    for term in given:
        if instrument in INSTRUMENTS and instrument not in ONLY[term]:
            todo = f"`{term}` belongs to: {', '.join(ONLY[term])}."
            spot.note(_at(node, term), f"{_a(instrument)} has no {term}", todo)
    if act.ends is not None and given:
        spot.note(_at(node, given[0]), f"an act that ends a measure has no {given[0]}", "Remove one of the two.")
    needs = NEEDS.get(instrument, ())
    missing = [term for term in needs if term not in given]
    if act.unknown and needs and not missing:
        spot.note(_at(node, "unknown"), "its level is given and said to be unknown", "Keep one of the two.")
    if missing and not (act.ends or act.unknown or act.threat):
        todo = (
            f"Add {_and([f'`{term}:`' for term in missing])}; or `ends:` with a cause if the measure stops; "
            "or `unknown: true` if its level is not known."
        )
        spot.note(node, f"{_a(instrument)} needs {_and(missing)}", todo)


def _check_end(instrument: str, act: Act, node: Mapping, spot: Spot) -> None:
    """What an act says about its end is complete and does not contradict itself."""
    if act.until is None and act.then is not None:
        spot.note(_at(node, "then"), "says what then, but not when", "Add `until:` with the first day after it.")
    if act.until is not None and act.then is None:
        spot.note(
            _at(node, "until"),
            f"says until {act.until}, but not what then",
            "Add `then: {cause: expiry}` if it stops, `then: {rate: 0.34, cause: expiry}` if a rate returns, "
            "`then: {resumes: true, cause: expiry}` if the terms before it return.",
        )
    if act.then is None:
        return
    then = _at(node, "then")
    if act.then.rate is not None and act.then.resumes:
        spot.note(then, "gives a rate and resumes the one before", "Keep one of the two.")
    if act.then.rate is not None and instrument in INSTRUMENTS and instrument not in ONLY["rate"]:
        spot.note(then, f"{_a(instrument)} has no rate to return to", "Use `resumes: true`.")
    if act.ends is not None and act.then.rate is None and not act.then.resumes:
        spot.note(then, "ends the measure, and then ends it again", "Remove `until` and `then`, or say what resumes.")


def _check_order(act: Act, acts: list[Act], node: Mapping, spot: Spot) -> None:
    """An end and a return need something before them."""
    if any(other.announced <= act.announced for other in acts if other is not act):
        return
    if act.ends is not None:
        spot.note(_at(node, "ends"), "stops a measure that nothing has started", "Add the earlier act.")
    if act.then is not None and act.then.resumes:
        spot.note(_at(node, "then"), "resumes terms that no earlier act has set", "Add the earlier act.")


def _a(instrument: str) -> str:
    return f"{'an' if instrument[:1] in 'aeio' else 'a'} {instrument}"


def _at(node: Mapping, key: str) -> Node:
    """The value of a key, or the item itself where the key is left out."""
    return node.values.get(key, node)


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def check_scopes(scopes: MappingOf[str, Entry]) -> None:
    """No scope is made of itself, and each covers something."""
    for name, (scope, node, spot) in scopes.items():
        if scope is BAD:
            continue
        if _is_circular(name, scopes):
            spot.note(node, "is made of itself", "Break the circle of `plus` and `minus`.")
        elif not _covers(name, scopes):
            spot.note(
                node,
                "covers nothing"
                + (": `minus` takes all of it out" if scope.minus and (scope.lines or scope.plus) else ""),
                f"Add lines to scope/{name}.csv, or name scopes in `plus`.",
            )


def _parts(scope: Any) -> tuple[str, ...]:
    return () if scope is BAD else (*scope.plus, *scope.minus)


def _is_circular(name: str, scopes: MappingOf[str, Entry]) -> bool:
    seen: set[str] = set()
    open_names = [name]
    while open_names:
        for part in _parts(scopes[open_names.pop()].value):
            if part == name:
                return True
            if part in scopes and part not in seen:
                seen.add(part)
                open_names.append(part)
    return False


def _covers(name: str, scopes: MappingOf[str, Entry]) -> bool:
    """Whether anything of a scope is left once `minus` is taken out; true where that cannot be told here."""
    scope = scopes[name].value
    lines = _lines((name,), scopes)
    out = _lines(scope.minus, scopes)
    if ALL_GOODS in scope.minus:
        return False
    if lines is None or out is None or any(scopes[part].value.minus for part in scope.minus):
        return True
    if not out or any(line.sector for line in lines):
        return any(line.hs or line.share > 0 for line in lines)
    taken = {line.hs for line in out}
    return any(not any(line.hs[:length] in taken for length in LENGTHS) for line in lines)


def _lines(names: tuple[str, ...], scopes: MappingOf[str, Entry]) -> list[ScopeLine] | None:
    """The lines of scopes and of all they join; None where one is missing, not sound, or holds all goods."""
    lines: list[ScopeLine] = []
    seen: set[str] = set()
    ahead = list(names)
    while ahead:
        part = ahead.pop()
        if part in seen:
            continue
        seen.add(part)
        if part == ALL_GOODS or part not in scopes or scopes[part].value is BAD:
            return None
        lines.extend(scopes[part].value.lines)
        ahead.extend(scopes[part].value.plus)
    return lines
