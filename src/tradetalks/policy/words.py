"""The terms of a measure in words."""

from __future__ import annotations

from tradetalks.case.model import Act, Case, Measure, Then

CAUSES = {
    "expiry": "expires",
    "truce": "truce lapses",
    "court": "ended by a court",
    "replacement": "replaced",
    "withdrawal": "withdrawn",
    "sunset": "sunset",
    "suspension": "suspended",
    "settlement": "settled",
}

INSTRUMENTS = {
    "tariff-exemption": "exempt",
    "export-ban": "ban",
    "import-ban": "ban",
    "export-licence": "licence",
    "entity-list": "listed firms",
    "customs-exemption": "parcels dutiable",
    "port-fee": "fee per ship",
    "visa-restriction": "visas",
    "investment-restriction": "investment",
    "purchase-commitment": "commitment",
    "guidance": "guidance",
}


def percent(rate: float) -> str:
    """A fraction as per cent, without needless zeros: ``7.5 %``."""
    return f"{100.0 * rate:.4g} %"


def level(measure: Measure, act: Act) -> str:
    """What a measure charges or allows, as far as it is known."""
    if measure.instrument in INSTRUMENTS:
        kind = INSTRUMENTS[measure.instrument]
        return f"{kind}, {percent(act.ratio)} of volume" if act.ratio is not None else kind
    if act.unknown:
        return "not known"
    if measure.instrument == "tariff-ceiling" and act.ceiling is not None:
        return f"{percent(act.ceiling)} all-in"
    if measure.instrument == "tariff-quota" and act.in_quota_rate is not None:
        return f"{percent(act.in_quota_rate)} in quota" + ("" if act.rate is None else f", {percent(act.rate)} above")
    return "not known" if act.rate is None else percent(act.rate)


def ending(then: Then | None) -> str:
    """What the law of the day says follows, and why: ``34 % (truce lapses)``."""
    if then is None:
        return ""
    cause = CAUSES[then.cause]
    if then.rate is not None:
        return f"{percent(then.rate)} ({cause})"
    return f"former terms ({cause})" if then.resumes else cause


def citations(case: Case, act: Act) -> str:
    """The legal texts behind an act; those that nobody has verified are marked."""
    known = {reference.id: reference for reference in case.references}
    named = [known[name] for name in act.reference if name in known]
    return "; ".join((one.citation or one.title) + ("" if one.confirmed else " (unconfirmed)") for one in named)


def scope_title(case: Case, name: str) -> str:
    """What a scope is, in words."""
    titles = {scope.name: scope.title for scope in case.scopes}
    return titles.get(name) or {"all-goods": "All goods", "none": "Not about goods"}.get(name, name)
