"""The talks as one JSON object: docs/json/talks.md says what each key is."""

from __future__ import annotations

from typing import Any

from tradetalks.cli.talks import round_all
from tradetalks.talks import Deal, NoDeal, Payoffs, Threat
from tradetalks.talks.session import Keeping, Talks
from tradetalks.talks.table import Table


def body(done: Talks) -> dict[str, Any]:
    """Everything `hold_talks` found."""
    game = done.game
    told: dict[str, Any] = {
        **header(done.table),
        "items": items(done.table),
        "threat": done.threat.name,
        "threats": [threat(game, one) for one in done.threats],
        "frontier": [
            {"package": game.package(x), "payoff": dict(zip(game.parties, value.tolist(), strict=True))}
            for x, value in zip(done.frontier.x, done.frontier.payoff, strict=True)
        ],
        "deal": deal(done.deal),
        "exchange_rates": [
            {
                "given": one.rate.given,
                "by": one.rate.giver,
                "taken": one.rate.taken,
                "from": one.rate.taker,
                "least": one.rate.least,
                "most": one.rate.most,
                "why_none": one.rate.why_none,
                "step": one.step,
                "needed": one.needed,
                "offered": one.offered,
            }
            for one in done.swaps
        ],
        "red_lines": [
            {
                "item": name,
                "binding": one.binding,
                "step": one.step,
                "marginal": one.marginal,
                "dropped": one.dropped,
            }
            for name, one in done.red_lines.items()
        ],
        "kept_if": kept_if(done.keeping),
        "most_cooperative": most_cooperative(done),
        "linkage": None
        if done.linkage is None
        else {"joint": done.linkage.joint, "alone": done.linkage.alone, "value": done.linkage.value},
        "rival_weight_limit": dict(done.survives),
        "agreement_disappears_at": done.disappears,
        "clock": {
            party: {"waits_below": one.waits_below, "extension": one.extension} for party, one in done.clock.items()
        },
        "offers_in_turn": offers_in_turn(done),
        "licences": {name: {"binds_at_threat": at, "binds_in_deal": then} for name, (at, then) in done.biting.items()},
    }
    found: dict[str, Any] = round_all(told)
    return found


def kept_if(keeping: Keeping | None) -> dict[str, Any]:
    """What each side needs to keep the deal."""
    if keeping is None:
        return {}
    return {
        party: {
            "deal": one.deal,
            "deviation": one.deviation,
            "punishment": one.punishment,
            "critical_discount": one.critical,
            "renegotiation_proof": keeping.proof[party].critical if party in keeping.proof else None,
        }
        for party, one in keeping.patience.items()
    }


def most_cooperative(done: Talks) -> dict[str, Any] | None:
    """The best package that is kept, by the patience assumed."""
    keeping = done.keeping
    if keeping is None:
        return None
    package = None if keeping.best is None else done.game.package(keeping.best)
    return {"discount": keeping.discount, "deal_itself": keeping.itself, "package": package, "none": keeping.none_kept}


def offers_in_turn(done: Talks) -> dict[str, Any] | None:
    """Payoffs of the agreement by who proposes first."""
    turns = done.turns
    if turns is None:
        return None
    told: dict[str, Any] = {"rounds": turns.deadline}
    for name, offers in (("deadline", turns.in_time), ("breakdown", turns.at_risk)):
        by_first = zip(done.game.parties, (offers.first_proposes, offers.second_proposes), strict=True)
        told[name] = {first: dict(zip(done.game.parties, value.tolist(), strict=True)) for first, value in by_first}
    return told


def header(table: Table) -> dict[str, Any]:
    """What the talks are about and rest on."""
    return {
        "case": table.case.name,
        "on": table.day,
        "known": table.known,
        "before": table.before.on,
        "horizon": table.horizon,
        "economy": table.economy.provenance.name,
        "unit": table.free.unit,
        "parties": table.free.parties,
        "rivalry": dict(table.rivalry),
        "not_modelled": [
            {"item": one.item, "measure": one.measure, "why": one.why} for one in table.agenda.not_modelled
        ],
        "not_priced": table.shock.not_priced,
    }


def items(table: Table) -> list[dict[str, Any]]:
    """The instruments with their ranges and the limits that red lines put on them."""
    return [
        {
            "id": one.id,
            "item": table.agenda.item[one.id],
            "measure": table.agenda.measure[one.id],
            "handles": [name for name, moved in table.agenda.handles.items() if one.id in moved],
            "title": one.title,
            "by": one.owner,
            "low": one.low,
            "high": one.high,
            "now": one.now,
            "unit": one.unit,
            "red_line": table.agenda.red_lines.get(one.id),
        }
        for one in table.free.instruments
    ]


def threat(game: Payoffs, one: Threat) -> dict[str, Any]:
    """A threat point; a war with its certificate."""
    return {
        "name": one.name,
        "words": one.words,
        "payoff": dict(zip(game.parties, one.value.tolist(), strict=True)),
        "others": dict(zip(game.bystanders, one.others.tolist(), strict=True)),
        "largest_unilateral_gain": None if one.war is None else one.war.largest_gain,
        "equilibria_found": None if one.war is None else len(one.war.distinct),
        "starts": None if one.war is None else one.war.starts,
    }


def deal(found: Deal | NoDeal) -> dict[str, Any]:
    """A deal, or who falls short of failing to agree."""
    if isinstance(found, NoDeal):
        return {"agreed": False, "short": found.short, "words": found.words}
    return {
        "agreed": True,
        "solution": found.solution,
        "package": found.package,
        "gain": found.gain,
        "third_parties": found.third_parties,
        "room_left": found.room.rate,
        "on_frontier": found.room.efficient,
    }
