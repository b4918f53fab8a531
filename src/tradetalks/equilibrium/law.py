"""The law of a day on an economy: critical inputs bear the duties on their tariff lines, licences hold as known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tradetalks.case.model import Case
from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Array, Economy
from tradetalks.policy.at import policy_at
from tradetalks.policy.by_line import TariffLine, added_by_line
from tradetalks.policy.observed import Evidence, observed_ratio
from tradetalks.policy.state import InForce, LicenceInForce, PolicyState


@dataclass(frozen=True)
class Tight:
    """What a measure lets through of one flow of an item: the ratio of base volume, its range, how it is known."""

    item: str
    measure: str
    importer: str
    exporter: str
    ratio: float
    low: float
    high: float
    paperwork: float | None
    evidence: tuple[Evidence, ...]
    how: str  # where no customs figure stands behind it
    lead_weeks: float | None = None  # from application to the first licences; None under general licences
    general: bool = False  # no application for each shipment
    until: date | None = None  # the first day on which other terms hold, as known that day


def law_of(case: Case, day: date | str, economy: Economy, *, known: date | str | None = None) -> PolicyState:
    """`policy_at` on the cells of `economy`, its critical inputs among them; raises `BadInput` like it."""
    state = policy_at(case, day, economy.unsplit.axes, known=known)
    return on_items(case, state, economy, economy.items) if economy.items else state


def tightness_known(case: Case, state: PolicyState, items: Sequence[CriticalItem]) -> tuple[Tight, ...]:
    """Every flow of every item that a measure in force that day holds back, and how far, by what was public."""
    by_id = {one.measure.id: one for one in state.in_force}
    out = []
    for item in items:
        for hold in item.holds:
            for name in hold.measures:
                if name in by_id:
                    out += _of_measure(case, state, item, hold, by_id[name])
    return tuple(out)


def _of_measure(case: Case, state: PolicyState, item: CriticalItem, hold: Hold, one: InForce) -> list[Tight]:
    targets = state.axes.economies if "ALL" in one.measure.targets else one.measure.targets
    out = []
    for importer in targets:
        if importer == hold.holder or importer in one.measure.exempt or importer not in state.axes.economies:
            continue
        for exporter in hold.exporters or (hold.holder,):
            known = _ratio(case, one, hold, importer, exporter, state.known)
            if known is not None:
                ratio, low, high, evidence, how = known
                out.append(
                    Tight(
                        item.name,
                        one.measure.id,
                        importer,
                        exporter,
                        ratio,
                        low,
                        high,
                        one.act.paperwork,
                        evidence,
                        how,
                        _lead(one, hold),
                        bool(one.act.general),
                        one.until,
                    )
                )
    return out


def _lead(one: InForce, hold: Hold) -> float | None:
    """Weeks to the first licences: the act's, else the item's; nobody waits under general licences or a ban."""
    if one.act.general or one.measure.instrument == "export-ban":
        return None
    return hold.lead_weeks if one.act.lead_weeks is None else one.act.lead_weeks


def _ratio(
    case: Case, one: InForce, hold: Hold, importer: str, exporter: str, known: date
) -> tuple[float, float, float, tuple[Evidence, ...], str] | None:
    """The act's own ratio, what customs show, or what the item says holds while nothing is published."""
    if one.measure.instrument == "export-ban" or one.act.ratio is not None:
        ratio = one.act.ratio or 0.0
        return ratio, ratio, ratio, (), "the act itself"
    # a series about one item says nothing of the other items of the same measure: those give their own ratio
    if one.act.ratio_series and hold.ratio is None:
        seen = observed_ratio(case, one.act.ratio_series, importer, exporter, since=one.observed_since, known=known)
        return (seen.ratio, seen.low, seen.high, seen.evidence, "") if seen else None
    if hold.ratio is not None:
        return hold.ratio.at("central"), hold.ratio.at("low"), hold.ratio.at("high"), (), hold.ratio.source
    return None


def on_items(case: Case, state: PolicyState, economy: Economy, items: Sequence[CriticalItem]) -> PolicyState:
    """The same law on the axes of `economy`, in which `items` are sectors.

    An item with tariff lines bears what each measure adds on those lines, and its parent's rest so much that the two
    together, at the base year's border values, bear what the law adds on the parent; any other item bears its parent's
    duties cell by cell. Licences and bans that hold an item back stand on its own cells, whole, at the tightness known;
    a measure so priced leaves `unpriced`.
    """
    column = [state.axes.sector(economy.parent(label)) for label in economy.axes.sectors]

    def spread(array: Array) -> Array:
        return np.asarray(array[..., column])

    listed = [item for item in items if item.tariff_lines]
    own = added_by_line(case, state, {item.name: _lines(item) for item in listed}) if listed else {}
    contribution = {
        name: _with_own(spread(array), own.get(name), economy, listed) for name, array in state.contribution.items()
    }
    tight = tightness_known(case, state, items)
    licences = tuple(
        LicenceInForce(
            one.measure, one.importer, one.exporter, one.item, 1.0, 0.0, one.ratio, one.paperwork, (one.low, one.high)
        )
        for one in tight
    )
    priced = {one.measure for one in tight}
    return replace(
        state,
        axes=economy.axes,
        added=np.sum(list(contribution.values()), axis=0) if contribution else spread(state.added),
        base=spread(state.base),
        export_tax=spread(state.export_tax),
        licences=tuple(one for one in state.licences if one.measure not in priced) + licences,
        bans=tuple(one for one in state.bans if one.measure not in priced),
        unpriced_because={name: why for name, why in state.unpriced_because.items() if name not in priced},
        contribution=contribution,
        export_tax_contribution={name: spread(array) for name, array in state.export_tax_contribution.items()},
    )


def _lines(item: CriticalItem) -> tuple[TariffLine, ...]:
    return tuple(TariffLine(code, line.share, line.mfn) for code, line in item.tariff_lines)


def _with_own(added: Array, own: Array | None, economy: Economy, items: Sequence[CriticalItem]) -> Array:
    """A measure's rates with each item at its own and its parent's rest at what is left, so that both bear as much."""
    if own is None:
        return added
    out, worth = added.copy(), economy.border
    for place, item in enumerate(items):
        at, parent = economy.axes.sector(item.name), economy.axes.sector(item.parent)
        moved = worth[:, :, at] * (added[:, :, at] - own[:, :, place])
        out[:, :, at] = own[:, :, place]
        with np.errstate(invalid="ignore", divide="ignore"):
            out[:, :, parent] += np.where(worth[:, :, parent] > 0.0, moved / worth[:, :, parent], 0.0)
    return out
