"""What is in force on a day, as known on a day, on the cells of a world: `policy_at`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Case
from tradetalks.days import as_day
from tradetalks.policy.controls import controls_in_force
from tradetalks.policy.coverage import Coverage, check_sectors, why_unknown
from tradetalks.policy.duties import ON_IMPORTS, duties_on
from tradetalks.policy.in_force import measures_in_force
from tradetalks.policy.rules import check_rules
from tradetalks.policy.rulesets import applied
from tradetalks.policy.state import InForce, PolicyState
from tradetalks.policy.weights_file import load_weights

Array = NDArray[np.float64]


def policy_at(
    case: Case, on: date | str, axes: Axes, *, known: date | str | None = None, rules: str = "legal"
) -> PolicyState:
    """The law of day `on` by what was public on `known` (default: that day), on the cells of `axes`.

    A cell's rate is the trade-weighted mean, over sets of tariff lines that every scope treats alike, of the exactly
    stacked duties (`policy.rules`). Trade weights are of 2024 and lie beside the case; cells without any count as one
    line per sector, of which scopes given as sector shares take their part.

    `rules` names a rule set: `legal`, or one of the case's `rulesets/`, whose named deviations are applied first.
    Raises `BadInput` for a day that does not exist, an unknown rule or rule set, or a sector that is not in `axes`.
    """
    day = as_day(on, "on")
    public = day if known is None else as_day(known, "known")
    ruled = applied(case, rules)
    check_rules(ruled.case.measures)
    check_sectors(ruled.case.measures, ruled.case.scopes, axes)
    coverage = Coverage(ruled.case, axes, load_weights(case))
    in_force = measures_in_force(ruled.case, day, public)
    imports = import_duties(in_force, coverage, collected_base=ruled.collected_base)
    taxes = _export_taxes(in_force, coverage)
    licences, bans, uncontrolled = controls_in_force(in_force, coverage, public)
    return PolicyState(
        case=case.name,
        on=day,
        known=public,
        rules=rules,
        axes=axes,
        added=imports.total(axes),
        base=imports.base,
        export_tax=taxes.total(axes),
        licences=licences,
        bans=bans,
        in_force=in_force,
        unpriced_because={**imports.unpriced, **taxes.unpriced, **uncontrolled},
        contribution=imports.by_measure,
        export_tax_contribution=taxes.by_measure,
    )


@dataclass
class _Sum:
    """Rates being gathered over importers: one bilateral array per measure."""

    base: Array
    by_measure: dict[str, Array] = field(default_factory=dict)
    unpriced: dict[str, str] = field(default_factory=dict)

    def total(self, axes: Axes) -> Array:
        return np.sum(list(self.by_measure.values()), axis=0) if self.by_measure else np.zeros(axes.bilateral)


def import_duties(in_force: Iterable[InForce], coverage: Coverage, *, collected_base: bool) -> _Sum:
    """Import duties: base, and what each measure adds [importer, exporter, sector]."""
    axes = coverage.axes
    ours = [one for one in in_force if one.measure.instrument in ON_IMPORTS]
    gathered = _Sum(np.full(axes.bilateral, np.nan))
    for importer in axes.economies:
        imposed = [one for one in ours if importer in coverage.imposes(one.measure)]
        if not imposed and importer not in coverage.weights.by_importer:
            continue
        goods = coverage.weights.goods(importer, axes)
        at = axes.economy(importer)
        duties = duties_on(goods, imposed, coverage, collected_base=collected_base)
        gathered.base[at] = goods.in_cells(duties.base, axes)
        gathered.unpriced |= duties.unpriced
        for name, rate in duties.by_measure.items():
            whole = gathered.by_measure.setdefault(name, np.zeros(axes.bilateral))
            whole[at] += goods.in_cells(rate, axes)
    gathered.by_measure = {
        one.measure.id: gathered.by_measure[one.measure.id] for one in ours if one.measure.id in gathered.by_measure
    }
    return gathered


def _export_taxes(in_force: Iterable[InForce], coverage: Coverage) -> _Sum:
    """Export taxes: the imposer is the exporter, the targets are importers [importer, exporter, sector]."""
    axes = coverage.axes
    gathered = _Sum(np.full(axes.bilateral, np.nan))
    for one in in_force:
        if one.measure.instrument != "export-tax":
            continue
        if one.rate is None:
            gathered.unpriced[one.measure.id] = "in force, but its rate is not known"
            continue
        whole = np.zeros(axes.bilateral)
        for importer, exporter in coverage.flows(one.measure):
            goods = coverage.weights.goods(importer, axes)
            part = coverage.share(one.measure.scope, goods, exporter)
            if part is None:
                gathered.unpriced[one.measure.id] = why_unknown(one.measure.scope, coverage.scopes)
                continue
            per_atom = np.zeros(len(goods.atoms))
            per_atom[goods.partners[exporter]] = part.sure * one.rate
            whole[axes.economy(importer)] += goods.in_cells(per_atom, axes)
        gathered.by_measure[one.measure.id] = whole
    return gathered
