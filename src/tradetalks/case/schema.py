"""The case format: every key of every item, how it is read and what it says."""

from __future__ import annotations

from typing import Any, get_args

from tradetalks.case import model
from tradetalks.case.model import CAUSES, INSTRUMENTS, STACKING_RULES
from tradetalks.case.nodes import Mapping, Node, Scalar
from tradetalks.case.values import (
    BAD,
    Key,
    Shape,
    Spot,
    between,
    day,
    flag,
    link,
    many,
    number,
    one_of,
    rate,
    slug,
    text,
)
from tradetalks.case.worlds import world

CONFIDENCE: tuple[str, ...] = get_args(model.Confidence)
CALENDAR_KINDS = ("meeting", "deadline", "call", "ruling", "statement")
PARTY_KINDS = ("country", "customs-union", "customs-territory")

NOTE = Key(text, "anything a reader should know.")

HEAD = Shape(
    dict,
    {
        "name": Key(slug, "the short name of the case; the folder's name where left out."),
        "title": Key(text, "the title a reader sees."),
        "summary": Key(text, "what the dispute is about, in a few sentences."),
        "checked_on": Key(day, "the last day somebody compared the case with the law."),
        "world": Key(world, "the table of the world economy to use: world-2024, or a folder of one's own."),
        "before": Key(day, "the day a brief compares with by default."),
        "day": Key(day, "the day a brief is about by default."),
    },
    ("title", "checked_on", "before", "day"),
)

REFERENCE = Shape(
    model.Reference,
    {
        "title": Key(text, "what the text is called."),
        "citation": Key(text, "its legal citation."),
        "source": Key(text, "where it was read, when not in the primary text."),
        "url": Key(text, "its address."),
        "confirmed": Key(flag, "false while nobody has checked the citation."),
        "published": Key(day, "the day it became public."),
    },
    ("title",),
)

PERSON = Shape(
    model.Person,
    {
        "name": Key(text, "the person."),
        "role": Key(text, "the office held."),
        "reference": Key(link("reference"), "where this is written."),
    },
    ("name", "role"),
)

PARTY = Shape(
    model.Party,
    {
        "title": Key(text, "the party's name."),
        "kind": Key(one_of(PARTY_KINDS, "kind of party"), "country, customs-union or customs-territory."),
        "members": Key(many(link("country")), "the countries of a customs union, ISO 3166 alpha-3."),
        "delegation": Key(many(PERSON), "who sits at the table."),
    },
    ("title",),
)

POSITION = Shape(
    model.Position,
    {
        "party": Key(link("party"), "whose position it is."),
        "ask": Key(text, "what the party wants."),
        "red_line": Key(text, "what the party says it will not give."),
        "holds": Key(many(link("measure")), "its own measures that the red line keeps from being eased."),
        "stated": Key(day, "the day it was said."),
        "reference": Key(link("reference"), "where it is written."),
    },
    ("party", "ask", "reference"),
)

HANDLE = Shape(
    model.Handle,
    {
        "name": Key(slug, "the short name, for example us-tariff."),
        "moves": Key(many(slug), "the measures or critical inputs it moves; the whole item where left out."),
    },
    ("name",),
)

AGENDA_ITEM = Shape(
    model.AgendaItem,
    {
        "title": Key(text, "what is talked about."),
        "measures": Key(many(link("measure")), "the measures a concession here would change."),
        "modelled": Key(flag, "false when no number can be put on it."),
        "why_not": Key(text, "why it is not modelled."),
        "handles": Key(many(HANDLE), "short names under which an offer moves it."),
        "positions": Key(many(POSITION), "what each side asks."),
    },
    ("title",),
)

CALENDAR_ENTRY = Shape(
    model.CalendarEntry,
    {
        "on": Key(day, "the day."),
        "announced": Key(day, "the day this was known to come."),
        "kind": Key(one_of(CALENDAR_KINDS, "kind of calendar entry"), ", ".join(CALENDAR_KINDS) + "."),
        "title": Key(text, "what happens."),
        "place": Key(text, "where."),
        "reference": Key(link("reference"), "where it is written."),
    },
    ("on", "announced", "kind", "title", "reference"),
)

THEN = Shape(
    model.Then,
    {
        "cause": Key(one_of(CAUSES, "cause"), "why it changes: " + ", ".join(CAUSES) + "."),
        "rate": Key(rate, "the rate that returns."),
        "resumes": Key(flag, "true when the terms before this act return."),
        "note": NOTE,
    },
    ("cause",),
)

ACT = Shape(
    model.Act,
    {
        "on": Key(day, "the first day it bites."),
        "announced": Key(day, "the day it became public."),
        "reference": Key(many(link("reference"), or_one=True), "the legal text, by its id in references.yaml."),
        "rate": Key(rate, "the ad valorem rate as a fraction."),
        "ceiling": Key(rate, "the all-in rate that includes the base rate, as a fraction."),
        "in_quota_rate": Key(rate, "the rate inside the quota, as a fraction."),
        "in_quota_share": Key(between(0, 1), "the share of base trade inside the quota."),
        "ratio": Key(between(0, 1), "volume allowed over base volume, 0 to 1."),
        "ratio_series": Key(slug, "the series of observations from which the ratio is inferred."),
        "paperwork": Key(between(0, 1), "what the licence costs, as a fraction of value, 0 to 1."),
        "lead_weeks": Key(between(0, 104), "weeks from an application to the first licences."),
        "general": Key(flag, "true when general licences need no application for each shipment."),
        "ends": Key(one_of(CAUSES, "cause"), "why the measure stops: " + ", ".join(CAUSES) + "."),
        "until": Key(day, "the first day it no longer holds."),
        "then": Key(THEN, "what the law says happens on that day."),
        "threat": Key(flag, "true when announced but never law."),
        "retroactive": Key(flag, "true when it bites from a day before it was announced."),
        "unknown": Key(flag, "true when it is in force but its level is not known."),
        "confidence": Key(one_of(CONFIDENCE, "confidence"), "high, med or mem (from memory, to be confirmed)."),
        "note": NOTE,
    },
    ("on", "announced", "reference"),
)


def act(node: Node, spot: Spot) -> Any:
    """Read an act; its mistakes name the measure and the act's day. A sound one is kept for the checks."""
    on = node.values.get("on") if isinstance(node, Mapping) else None
    value = ACT(node, spot.inside(f"{spot.about}, act of {on.text}") if isinstance(on, Scalar) else spot)
    if value is not BAD and isinstance(node, Mapping):
        spot.parts.append((value, node))
    return value


MEASURE = Shape(
    model.Measure,
    {
        "title": Key(text, "what it is, in plain words."),
        "imposer": Key(link("place"), "the party that imposes it."),
        "targets": Key(many(link("target")), "whom it hits: parties or countries, or [ALL]."),
        "exempt": Key(many(link("place")), "who is left out of ALL."),
        "instrument": Key(one_of(INSTRUMENTS, "instrument"), "the kind of measure: " + ", ".join(INSTRUMENTS) + "."),
        "authority": Key(slug, "the body of law it rests on, for example section-301."),
        "scope": Key(link("covered"), "the goods: a name in scope/, all-goods, or none."),
        "exempts": Key(many(link("measure")), "the measures an exemption takes goods out of."),
        "stacks": Key(
            many(one_of(STACKING_RULES, "stacking rule"), or_one=True),
            "how it combines with other duties: " + ", ".join(STACKING_RULES) + ".",
        ),
        "share": Key(between(0, 1), "the share of the scope's trade that bears it."),
        "acts": Key(many(act), "the dated acts, one entry each."),
        "note": NOTE,
    },
    ("title", "imposer", "targets", "instrument", "authority", "scope", "acts"),
)

SCOPE = Shape(
    dict,
    {
        "title": Key(text, "what the list covers."),
        "edition": Key(text, "the edition of the Harmonized System its codes belong to, for example hts-2025."),
        "plus": Key(many(link("scope")), "scopes joined into this one."),
        "minus": Key(many(link("scope")), "scopes taken out of this one."),
        "reference": Key(many(link("reference"), or_one=True), "the legal text, by its id in references.yaml."),
        "note": NOTE,
    },
    ("title", "reference"),
)

OBSERVATION = Shape(
    model.Observation,
    {
        "series": Key(slug, "the name of the series."),
        "on": Key(day, "the day the figure is about."),
        "value": Key(number, "the figure."),
        "unit": Key(text, "its unit."),
        "method": Key(text, "how it was computed."),
        "published": Key(day, "the day it became public; left empty when not known."),
        "source": Key(text, "where it was read."),
        "importer": Key(link("place"), "the importer, where there is one."),
        "exporter": Key(link("target"), "the exporter, where there is one."),
        "confidence": Key(one_of(CONFIDENCE, "confidence"), "high, med or mem (from memory, to be confirmed)."),
        "note": NOTE,
    },
    ("series", "on", "value", "unit", "method", "source"),
)
