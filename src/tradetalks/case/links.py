"""Names used in one file must exist in another: references, measures, scopes, parties and countries."""

from __future__ import annotations

from collections.abc import Mapping, Set

from tradetalks.case.countries import advise, countries
from tradetalks.case.values import Link
from tradetalks.errors import did_you_mean

EVERYBODY = "ALL"
ALL_GOODS = "all-goods"
NO_GOODS = "none"

# kind of link -> the kind of file that lists such names
_LISTED_AS = {
    "reference": "reference",
    "measure": "measure",
    "party": "party",
    "country": "country",
    "place": "party",
    "target": "party",
    "scope": "scope",
    "covered": "scope",
    "sector": "sector",
}
_HOME = {
    "reference": "references.yaml",
    "measure": "measures/",
    "party": "parties.yaml",
    "scope": "scope/",
    "covered": "scope/",
}


def check_links(links: list[Link], known: Mapping[str, frozenset[str]], unread: Set[str]) -> None:
    """Note every name that does not exist, with what does; leave out what a broken file may hold.

    ``known`` has the names of each kind: party, member, reference, measure, scope, sector.
    """
    places = known["party"] | known["member"] | countries().keys()
    allowed: dict[str, frozenset[str]] = {
        "reference": known["reference"],
        "measure": known["measure"],
        "party": known["party"],
        "country": frozenset(countries()),
        "place": frozenset(places),
        "target": frozenset(places | {EVERYBODY}),
        "scope": known["scope"] | {ALL_GOODS},
        "covered": known["scope"] | {ALL_GOODS, NO_GOODS},
        "sector": known["sector"],
    }
    for kind, name, spot, node in links:
        if name not in allowed[kind] and _LISTED_AS[kind] not in unread:
            if kind in _HOME:
                spot.note(node, *_not_there(kind, name, allowed[kind]))
            elif kind == "sector":
                spot.note(node, f'unknown sector "{name}".', did_you_mean(name, sorted(allowed[kind]), show=50))
            else:
                spot.note(node, f'unknown country or party "{name}".', advise(name, tuple(sorted(known["party"]))))


def _not_there(kind: str, name: str, allowed: frozenset[str]) -> tuple[str, str]:
    what = "scope" if kind == "covered" else kind
    todo = f"Add it to {_HOME[kind]}."
    if allowed:
        todo += " " + did_you_mean(name, sorted(allowed), show=8).replace("One of:", "There:").replace("....", "...")
    return f'{what} "{name}" is not there.', todo
