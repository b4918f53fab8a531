"""What the model says on data known by the case's day, against what was recorded later: hits and misses alike."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files

import numpy as np

from tradetalks.case.model import Case, Observation
from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium import elasticities_for, outcomes, shock_between, solve
from tradetalks.equilibrium.horizons import LEVELS
from tradetalks.leverage.closed_forms import output_after_cut
from tradetalks.leverage.in_force import on_items, tightness_known
from tradetalks.leverage.power import after_cut
from tradetalks.leverage.stage import CENTRAL, HARD, SOFT, Setting, everywhere, stage, with_capacity
from tradetalks.leverage.stock_out import clocks
from tradetalks.leverage.table import Say, needed
from tradetalks.policy import policy_at
from tradetalks.policy.observed import CHANGE, MONTHS, YEAR, observed_ratio

ENDS = (CENTRAL, HARD, SOFT)


@dataclass(frozen=True)
class Compared:
    """One figure said and what was recorded, or the band others give for it.

    verdict  "hit": inside the range; "miss": outside; "unknown" where either side is
    """

    group: str
    what: str
    unit: str
    said: float | None
    low: float | None
    high: float | None
    recorded: float | None
    recorded_high: float | None  # where the record is a band itself
    public: date | None
    source: str
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.recorded is None or self.low is None or self.high is None:
            return "unknown"
        top = self.recorded if self.recorded_high is None else self.recorded_high
        return "hit" if self.low <= top and self.recorded <= self.high else "miss"


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
        before = policy_at(case, case.before, economy.axes, known=case.day)
        now = policy_at(case, case.day, economy.axes)
        shock = shock_between(before, now, economy, horizon="3 months")
        said = []
        for level in LEVELS:
            elasticities = elasticities_for("3 months", economy.axes, level)
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
    now = policy_at(case, case.day, economy.axes)
    by_id = {one.measure.id: one for one in now.in_force}
    for item in items:
        for hold in item.holds:
            for one in (by_id[name] for name in hold.measures if name in by_id):
                series = one.act.ratio_series
                if not series or hold.ratio is not None:
                    continue
                for importer in (hold.over, ""):
                    said = observed_ratio(case, series, importer, hold.holder, since=one.since, known=case.day)
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
    """Later months as ratios of the base: over a twelfth of the base year where known, else one plus the change."""
    year = next(
        (one for one in case.observations if one.series == series + YEAR and one.importer == importer), None
    )
    if year:
        return [(one, one.value / (year.value / MONTHS)) for one in _later(case, series, importer, exporter)]
    return [(one, 1.0 + one.value / 100.0) for one in _later(case, series + CHANGE, importer, exporter)]


def line_stops(case: Case, economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """Reported line stops, in weeks from the licences' first day, against the clock of the largest user."""
    out: list[Compared] = []
    state = policy_at(case, case.day, economy.axes)
    for item in items:
        tight = tightness_known(case, state, [item])
        series = {one.measure for one in tight if one.evidence}
        for hold in item.holds if series else ():
            ready = stage(economy, (*needed(items, item), item), "3 months", CENTRAL)
            for seen in (one for one in case.observations if one.series == "line-stop" and one.exporter == hold.holder):
                ratio = next((one.ratio for one in tight if one.importer == seen.importer), 0.0)
                there = replace(hold, over=seen.importer)
                first = clocks(ready.economy, item, there, ratio, lead_weeks=round(hold.lead_weeks), show=1)[0]
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
    state, before = policy_at(case, case.day, economy.axes), policy_at(case, case.before, economy.axes, known=case.day)
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
    gains = [_gain(case, economy, items, before, state, setting, sides) for setting in ENDS]
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


def _gain(case, economy, items, before, state, setting, sides):  # type: ignore[no-untyped-def]
    """Real income of each side with the controls lifted over with them, per cent; None where not solved."""
    ready = stage(economy, items, "3 months", setting)
    then, now = (on_items(case, one, ready.economy, items) for one in (before, state))
    held = shock_between(then, now, ready.economy)
    cut = [cell for licence in held.licences for cell in licence.cells]
    free = replace(held, licences=(), banned=held.banned & False)
    welfare = []
    for shock in (with_capacity(ready, cut, onto=held), with_capacity(ready, (), onto=free)):
        found = solve(ready.economy, shock, elasticities=ready.elasticities, horizon="3 months", strict=False)
        if not found.converged:
            return None
        welfare.append(outcomes(found).log_welfare)
    return [float(100.0 * (welfare[1][side] - welfare[0][side])) for side in sides]


def bands(economy: Economy, items: Sequence[CriticalItem]) -> list[Compared]:
    """Published estimates of the same cuts by others, to place ours against."""
    text = files("tradetalks.leverage").joinpath("bands.csv").read_text(encoding="utf-8")
    out = []
    for row in csv.DictReader(text.splitlines()):
        item = next((one for one in items if one.name == row["item"]), None)
        for horizon in row["horizons"].split(";") if item else ():
            assert item is not None  # no horizon is looked at without it
            said = [_to_all(economy, items, item, row, horizon, one) for one in ENDS]
            known = [value for value in said if value is not None]
            out.append(
                Compared(
                    f"Published bands: {row['what']}",
                    f"{100 * float(row['let_through']):.0f} % let through to all, elasticities of {horizon}",
                    row["unit"],
                    said[0],
                    min(known, default=None),
                    max(known, default=None),
                    float(row["low"]),
                    float(row["high"]),
                    date.fromisoformat(row["published"]),
                    row["source"],
                    row["note"],
                )
            )
    return out


def _to_all(
    economy: Economy,
    items: Sequence[CriticalItem],
    item: CriticalItem,
    row: dict[str, str],
    horizon: str,
    setting: Setting,
) -> float | None:
    """Output (per cent) or equivalent variation (million) of the target when a holder's exports to all are cut."""
    hold = item.holds[0]
    ready = stage(economy, (*needed(items, item), item), horizon, setting)
    found = after_cut(ready, (everywhere(ready.economy, item, hold.holder),), float(row["let_through"]))
    if not found.converged:
        return None
    seen = outcomes(found)
    if row["unit"] == "million USD":
        return float(seen.equivalent_variation[hold.over])
    weight = ready.economy.value_added[ready.economy.axes.economy(hold.over)]
    return float(np.average(np.nan_to_num(seen.output_change.loc[hold.over].to_numpy()), weights=weight))


def bachmann() -> list[Compared]:
    """The quantity formula against the energy cuts of Bachmann et al. (2022), log-per cent of output."""
    source = "Bachmann, Baqaee, Bayer, Kuhn, Löschel, Moll, Peichl, Pittel and Schularick (2022)"
    rows = ((0.04, 0.04, 0.92, -0.95), (0.04, 0.04, 0.90, -1.58), (0.012, 0.1, 0.70, -2.79))
    return [
        Compared(
            "Closed form against the paper's numbers",
            f"share {share:g}, sigma {sigma:g}, cut {1 - left:.0%}",
            "log-per cent of output",
            said := 100.0 * output_after_cut(left, share, sigma),
            said - 0.005,
            said + 0.005,
            printed,
            None,
            date(2022, 3, 7),
            source,
        )
        for share, sigma, left, printed in rows
    ]
