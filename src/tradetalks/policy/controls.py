"""Export licences and bans in force: which cells they touch, and what share of each is known to need a licence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from tradetalks.policy.atoms import SERVICES
from tradetalks.policy.concordance import sectors_touched
from tradetalks.policy.coverage import Coverage, why_unknown
from tradetalks.policy.observed import observed_ratio
from tradetalks.policy.state import InForce, LicenceInForce

LICENCES, BANS = "export-licence", "export-ban"

Controls = tuple[LicenceInForce, ...]


def controls_in_force(
    in_force: Iterable[InForce], coverage: Coverage, known: date
) -> tuple[Controls, Controls, dict[str, str]]:
    """Licences, bans, and why some have no known volume: measure id -> reason."""
    licences: list[LicenceInForce] = []
    bans: list[LicenceInForce] = []
    unpriced: dict[str, str] = {}
    for one in in_force:
        if one.measure.instrument not in (LICENCES, BANS):
            continue
        cells = [cell for flow in coverage.flows(one.measure) for cell in _cells(one, flow, coverage, known)]
        (licences if one.measure.instrument == LICENCES else bans).extend(cells)
        why = _why_unpriced(one, cells, coverage)
        if why:
            unpriced[one.measure.id] = why
    return tuple(licences), tuple(bans), unpriced


def _why_unpriced(one: InForce, cells: list[LicenceInForce], coverage: Coverage) -> str:
    if not cells:
        return why_unknown(one.measure.scope, coverage.scopes)
    if one.measure.instrument == LICENCES and one.act.ratio is None and one.act.paperwork is None:
        return "how much the licences let through is not known"
    if any(cell.share is None for cell in cells):
        return "its share of trade is not known for every buyer"
    return ""


def _cells(one: InForce, flow: tuple[str, str], coverage: Coverage, known: date) -> list[LicenceInForce]:
    """The cells of one flow that a control touches; its share is None where trade by tariff line is not known."""
    importer, exporter = flow
    axes = coverage.axes
    goods = coverage.weights.goods(importer, axes)
    if exporter not in goods.partners:
        return []
    part = coverage.share(one.measure.scope, goods, exporter)
    ratio = 0.0 if one.measure.instrument == BANS else one.act.ratio
    if ratio is None and one.act.ratio_series:
        seen = observed_ratio(
            coverage.case, one.act.ratio_series, importer, exporter, since=one.observed_since, known=known
        )
        ratio = seen.ratio if seen else None

    def cell(sector: str, sure: float | None, maybe: float | None) -> LicenceInForce:
        return LicenceInForce(one.measure.id, importer, exporter, sector, sure, maybe, ratio, one.act.paperwork)

    if part is None:
        scope = coverage.scopes.get(one.measure.scope)
        touched = sectors_touched(scope, coverage.scopes, coverage.case.world) if scope else frozenset()
        return [cell(s, None, None) for s in axes.sectors if s in touched and s not in SERVICES]
    sure, maybe = np.zeros(len(goods.atoms)), np.zeros(len(goods.atoms))
    sure[goods.partners[exporter]], maybe[goods.partners[exporter]] = part.sure, part.maybe
    at = axes.economy(exporter)
    sure_by, maybe_by = goods.in_cells(sure, axes)[at], goods.in_cells(maybe, axes)[at]
    return [
        cell(sector, float(sure_by[n]), float(maybe_by[n]))
        for n, sector in enumerate(axes.sectors)
        if sure_by[n] > 0.0 or maybe_by[n] > 0.0
    ]
