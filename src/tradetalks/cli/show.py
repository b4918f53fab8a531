"""tradetalks show: what is in force on a day, as known on a day, and because of which measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradetalks.cli.output import console, print_json, progress
from tradetalks.cli.output import day as read_day
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradetalks.case.model import Case
    from tradetalks.policy.averages import Gap
    from tradetalks.policy.sheet import Sheet
    from tradetalks.policy.state import InForce, PolicyState


def show(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; default: the case's.")] = None,
    known: Annotated[str | None, typer.Option(help="Use only what was public on this day; default: the day.")] = None,
    rules: Annotated[str, typer.Option(help="How duties combine: legal, or a rule set of the case.")] = "legal",
    cell: Annotated[str | None, typer.Option(help="Tell because of which measures: IMPORTER,EXPORTER,SECTOR.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what bites on a day in each direction, the average tariff each way, and what comes next."""
    on_day, known_day = read_day(on, "--on"), read_day(known, "--known")
    from tradetalks.case import load_case
    from tradetalks.economy import load_economy
    from tradetalks.policy.atoms import sector_weights
    from tradetalks.policy.averages import gaps
    from tradetalks.policy.sheet import sheet

    read = load_case(case)
    economy = load_economy(read.world, split=False)
    table = sector_weights(economy.axes, economy.border, economy.tariff)
    told = sheet(read, on_day or read.day, economy.axes, known=known_day, rules=rules, table=table)
    held = _on_critical_inputs(read, told.state)
    asked = _cell(cell)
    differ: tuple[Gap, ...] = ()
    if rules != "legal" and not asked:
        with progress("Attributing the gap to the law"):
            differ = gaps(read, told.state.on, told.state.known, rules)
    if json:
        print_json("tradetalks/show/1", _body(told, held, asked, differ))
        return
    from tradetalks.cli import show_tables

    out = console()
    show_tables.print_gaps(read, rules, differ, out)
    if asked:
        show_tables.print_cell(told, asked, out)
    else:
        show_tables.print_sheet(told, held, out)


def _on_critical_inputs(case: Case, state: PolicyState) -> dict[str, tuple[str, ...]]:
    """Measures that a brief counts on critical inputs of the case's world: id -> their names.

    Those whose tightness is known that day; on the sectors that hold these inputs such a measure may have no number.
    """
    from tradetalks.economy.load import world_items
    from tradetalks.equilibrium.law import tightness_known

    items = [item for item in world_items(case.world) if item.is_split]
    found: dict[str, dict[str, None]] = {}
    for one in tightness_known(case, state, items):
        found.setdefault(one.measure, {})[one.item] = None
    return {measure: tuple(names) for measure, names in found.items()}


def _cell(text: str | None) -> tuple[str, str, str] | None:
    if text is None:
        return None
    parts = tuple(part.strip() for part in text.split(","))
    if len(parts) != 3:
        raise BadInput(
            Mistake("--cell", f'"{text}" is not IMPORTER,EXPORTER,SECTOR', "For example USA,CHN,electrical.")
        )
    return parts[0], parts[1], parts[2]


def _body(
    told: Sheet, held: Mapping[str, tuple[str, ...]], cell: tuple[str, str, str] | None, differ: tuple[Gap, ...]
) -> dict[str, Any]:
    from tradetalks.case.digest import case_digest

    state = told.state
    body: dict[str, Any] = {
        "case": state.case,
        "on": state.on,
        "known": state.known,
        "rules": state.rules,
        "case_digest": case_digest(told.case) or None,
        "checked_on": told.case.checked_on,
        "notes": told.notes,
        "average_tariffs": [
            {
                "importer": one.importer,
                "exporter": one.exporter,
                "method": one.method,
                "percent": None if one.percent is None else round(one.percent, 4),
                "on": one.on,
                "computed": one.computed,
                "source": one.source,
                "note": one.note,
            }
            for one in told.averages
        ],
        "measures": [_measure(told.case, one, state, held) for one in state.in_force],
        "suspended": [
            {"id": one.measure.id, "title": one.measure.title, "since": one.since, "until": one.until}
            for one in told.paused
        ],
        "threats": [
            {
                "id": one.measure.id,
                "title": one.measure.title,
                "imposer": one.measure.imposer,
                "targets": one.measure.targets,
                "rate": one.act.rate,
                "from": one.act.on,
                "announced": one.act.announced,
            }
            for one in told.threats
        ],
        "deadlines": [
            {"on": one.on, "what": one.what, "measure": one.measure or None, "then": _then(one.then)}
            for one in told.ahead
        ],
        "unpriced": [{"id": name, "why": why} for name, why in state.unpriced_because.items() if name not in held],
    }
    if differ:
        body["gap_to_legal"] = [
            {
                "importer": one.importer,
                "exporter": one.exporter,
                "legal_percent": one.legal,
                "percent": one.other,
                "method": "shapley",
                "points": one.points,
            }
            for one in differ
        ]
    if cell:
        body["cell"] = _because(state, cell)
    return body


def _measure(case: Case, one: InForce, state: PolicyState, held: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    from tradetalks.policy.rules import RULES
    from tradetalks.policy.words import citations

    measure, act = one.measure, one.act
    rules = [RULES[name] for name in measure.stacks]
    return {
        "id": measure.id,
        "title": measure.title,
        "imposer": measure.imposer,
        "targets": measure.targets,
        "exempt": measure.exempt,
        "instrument": measure.instrument,
        "authority": measure.authority,
        "scope": measure.scope,
        "stacks": [
            {"rule": rule.name, "says": rule.says, "reference": rule.reference, "confirmed": rule.confirmed}
            for rule in rules
        ],
        "rate": one.rate,
        "in_quota_rate": act.in_quota_rate,
        "ratio": act.ratio,
        "paperwork": act.paperwork,
        "lead_weeks": act.lead_weeks,
        "general": bool(act.general),
        "since": one.since,
        "until": one.until,
        "then": _then(one.then),
        "reference": citations(case, act),
        "references": act.reference,
        "confirmed": one.confirmed,
        "priced": measure.id not in state.unpriced_because or measure.id in held,
        "critical_inputs": held.get(measure.id, ()),
    }


def _then(then: Any) -> dict[str, Any] | None:
    if then is None:
        return None
    return {"cause": then.cause, "rate": then.rate, "resumes": then.resumes, "note": then.note}


def _because(state: PolicyState, cell: tuple[str, str, str]) -> dict[str, Any]:
    at = state.axes.cell(*cell)
    points = state.because.points(*cell)
    return {
        "importer": cell[0],
        "exporter": cell[1],
        "sector": cell[2],
        "base_percent": round(100.0 * float(state.base[at]), 4),
        "added_percent": round(100.0 * float(state.added[at]), 4),
        "export_tax_percent": round(100.0 * float(state.export_tax[at]), 4),
        "because": [
            {"id": name, "points": round(100.0 * points[name], 4) if name in points else None}
            for name in state.because[cell]
        ],
        "controls": [
            {
                "id": one.measure,
                "share": one.share,
                "share_maybe": one.share_maybe,
                "ratio": one.ratio,
                "paperwork": one.paperwork,
            }
            for one in state.licences + state.bans
            if (one.importer, one.exporter, one.sector) == cell
        ],
    }
