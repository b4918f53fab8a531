"""What the model says on data known by the case's day, against what was recorded later: hits and misses alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tradetalks.case.model import Case, Observation
from tradetalks.economy.critical import CriticalItem
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import law_of, on_items, outcomes, priced, shock_between, solve, tightness_known
from tradetalks.equilibrium.horizons import LEVELS
from tradetalks.leverage.bands import bachmann, bands
from tradetalks.leverage.compared import Compared
from tradetalks.leverage.stage import CENTRAL, CORNERS, Setting, stage, with_suppliers
from tradetalks.leverage.stock_out import clocks
from tradetalks.leverage.table import Say, needed
from tradetalks.policy import policy_at
from tradetalks.policy.observed import CHANGE, MONTHS, YEAR, observed_ratio
from tradetalks.policy.state import PolicyState


def backtest(
    case: Case, economy: Economy, items: Sequence[CriticalItem], *, say: Say = lambda _: None
) -> tuple[Compared, ...]:
    """Everything the case's later observations and published bands allow to be checked.

    The model side uses the law and the observations public on the case's day; the record is what came after it.
    """
    ready = [item for item in items if item.is_split]
    say("US imports by month")
    lines = imports_by_month(case, economy)
    say("Exports under licence by month")
    lines += licensed_by_month(case, economy, ready)
    say("Lines that stopped")
    lines += line_stops(case, economy, ready)
    say("The exchange of July")
    lines += exchange(case, economy, ready)
    say("Published bands")
    return (*lines, *bands(economy, ready), *bachmann())


def _later(case: Case, series: str, importer: str, exporter: str) -> list[Observation]:
    """Observations published after the case's day, by what they are about."""
    mine = [
        one
        for one in case.observations
        if (one.series, one.importer, one.exporter) == (series, importer, exporter)
        and one.published is not None
        and one.published > case.day
    ]
    return sorted(mine, key=lambda one: one.on)


def imports_by_month(case: Case, economy: Economy) -> list[Compared]:
    """Import value on the same month a year before, against the three-month equilibrium of the law of the day."""
    out: list[Compared] = []
    pairs = dict.fromkeys(
        (one.importer, one.exporter) for one in case.observations if one.series == "imports-value-change-on-year"
    )
    for importer, exporter in pairs:
        later = _later(case, "imports-value-change-on-year", importer, exporter)
        if not later:
            continue
        before = law_of(case, case.before, economy, known=case.day)
        now = law_of(case, case.day, economy)
        said = []
        for level in LEVELS:
            shock, elasticities = priced(before, now, economy, "3 months", level)
            found = solve(economy, shock, elasticities=elasticities, strict=False)
            said.append(outcomes(found).import_change(importer, exporter) if found.converged else None)
        known = [value for value in said if value is not None]
        for one in later:
            out.append(
                Compared(
                    f"Imports of {importer} from {exporter}, value",
                    f"{one.on:%B %Y} on the year",
                    "per cent",
                    said[1],
                    min(known, default=None),
                    max(known, default=None),
                    one.value,
                    None,
                    one.published,
                    one.source,
                    "law of the day held fixed; stocks built up ahead are not in the model",
                )
            )
    return out


def licensed_by_month(case: Case, economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """Volume let through each later month over the base, against the tightness inferred on the case's day."""
    out: list[Compared] = []
    now = policy_at(case, case.day, economy.unsplit.axes)
    by_id = {one.measure.id: one for one in now.in_force}
    for item in items:
        for hold in item.holds:
            for one in (by_id[name] for name in hold.measures if name in by_id):
                series = one.act.ratio_series
                if not series or hold.ratio is not None:
                    continue
                for importer in (hold.over, ""):
                    said = observed_ratio(case, series, importer, hold.holder, since=one.observed_since, known=case.day)
                    for seen, ratio in _ratios(case, series, importer, hold.holder):
                        out.append(
                            Compared(
                                f"{item.title}: volume from {hold.holder} to {importer or 'all'}, over base",
                                f"{seen.on:%B %Y}",
                                "ratio",
                                said.ratio if said else None,
                                said.low if said else None,
                                said.high if said else None,
                                ratio,
                                None,
                                seen.published,
                                seen.source,
                                "tightness of the day held fixed",
                            )
                        )
    return out


def _ratios(case: Case, series: str, importer: str, exporter: str) -> list[tuple[Observation, float]]:
    """Later months as ratios of the base month: of the base year where known, else as implied by a month's change."""
    base = _base_month(case, series, importer)
    if base:
        return [(one, one.value / base) for one in _later(case, series, importer, exporter)]
    return [(one, 1.0 + one.value / 100.0) for one in _later(case, series + CHANGE, importer, exporter)]


def _base_month(case: Case, series: str, importer: str) -> float | None:
    """A twelfth of the base year's volume; without one, what a month's volume and its change on the year imply."""
    mine = [one for one in case.observations if one.importer == importer]
    for year in (one for one in mine if one.series == series + YEAR):
        return year.value / MONTHS
    changes = {one.on: one.value for one in mine if one.series == series + CHANGE and one.value > -100.0}
    for month in (one for one in mine if one.series == series and one.on in changes):
        return month.value / (1.0 + changes[month.on] / 100.0)
    return None


def line_stops(case: Case, economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """Reported line stops, in weeks from the licences' first day, against the clock of the largest user."""
    out: list[Compared] = []
    state = policy_at(case, case.day, economy.unsplit.axes)
    for item in items:
        tight = tightness_known(case, state, [item])
        series = {one.measure for one in tight if one.evidence}
        for hold in item.holds if series else ():
            ready = stage(economy, (*needed(items, item), item), "3 months", CENTRAL)
            for seen in (one for one in case.observations if one.series == "line-stop" and one.exporter == hold.holder):
                known = next((one for one in tight if one.importer == seen.importer), None)
                ratio, lead = (known.ratio, round(known.lead_weeks or 0)) if known else (0.0, 0)
                there = replace(hold, over=seen.importer)
                first = clocks(ready.economy, item, there, ratio, lead_weeks=lead, show=1)[0]
                central, never = first.lines["central", "central"], float("inf")
                out.append(
                    Compared(
                        f"{item.title}: first week in which {first.user} lines stop",
                        seen.importer,
                        "weeks",
                        never if central is None else float(central),
                        never if first.earliest is None else float(first.earliest),
                        never if first.latest is None else float(first.latest),
                        seen.value,
                        None,
                        seen.published,
                        seen.source,
                        "where the central figures say never, a hit is one of the range alone",
                    )
                )
    return out


def exchange(case: Case, economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """What each side gains when all controls on critical inputs of the day are lifted together.

    The record is what happened: an exchange took place when the case has a measure of these that ended by settlement.
    """
    state, before = (
        policy_at(case, case.day, economy.unsplit.axes),
        policy_at(case, case.before, economy.unsplit.axes, known=case.day),
    )
    tight = {(one.measure, one.item) for one in tightness_known(case, state, items)}
    measures = {name for name, _ in tight}
    settled = sorted(
        (act.on, measure.id)
        for measure in case.measures
        if measure.id in measures
        for act in measure.acts
        if act.ends == "settlement" and act.announced > case.day
    )
    if not settled:
        return []
    sides = sorted({label for item in items for hold in item.holds for label in (hold.holder, hold.over)})
    gains = [_gain(case, economy, items, before, state, setting, sides) for setting in CORNERS]
    out = []
    for place, side in enumerate(sides):
        found = [gain[place] for gain in gains if gain is not None]
        out.append(
            Compared(
                "Lifting all controls on critical inputs at once, 3 months, gain in real income",
                side,
                "per cent",
                found[0] if gains[0] is not None else None,
                min(found, default=None),
                max(found, default=None),
                0.0,
                float("inf"),
                settled[0][0],
                f"exchanged: {', '.join(name for _, name in settled)} ended by settlement from {settled[0][0]}",
                "a hit where the range holds a gain for this side",
            )
        )
    return out


def _gain(
    case: Case,
    economy: Economy,
    items: Sequence[CriticalItem],
    before: PolicyState,
    state: PolicyState,
    setting: Setting,
    sides: Sequence[str],
) -> list[float] | None:
    """Real income of each side with the controls lifted over with them, per cent; None where not solved."""
    ready = stage(economy, items, "3 months", setting)
    then, now = (on_items(case, one, ready.economy, items) for one in (before, state))
    held = shock_between(then, now, ready.economy)
    free = replace(held, licences=(), banned=np.zeros_like(held.banned))
    welfare = []
    for shock in (with_suppliers(ready, held), with_suppliers(ready, free)):
        found = solve(ready.economy, shock, elasticities=ready.elasticities, horizon="3 months", strict=False)
        if not found.converged:
            return None
        welfare.append(outcomes(found).log_welfare)
    return [float(100.0 * (welfare[1][side] - welfare[0][side])) for side in sides]
