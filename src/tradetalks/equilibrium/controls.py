"""What licences, bans and paperwork changed between two days, relative to the day compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.shock import Cell, Licence

if TYPE_CHECKING:
    from tradetalks.policy.state import LicenceInForce, PolicyState

Place = tuple[str, Cell]  # measure, cell


class Terms(NamedTuple):
    """What a measure asks on one cell; None: not known."""

    share: float | None  # of the cell's trade
    ratio: float | None  # allowed volume / volume without the measure
    paperwork: float | None  # ad valorem

    @property
    def volume(self) -> float | None:
        """Allowed volume of the whole cell over its volume without the measure: 1 - c (1 - r)."""
        return None if self.share is None or self.ratio is None else 1.0 - self.share * (1.0 - self.ratio)

    @property
    def cost(self) -> float | None:
        """Cost of the whole cell over its cost without the measure: 1 + c times the rate."""
        return None if self.share is None or self.paperwork is None else 1.0 + self.share * self.paperwork


NO_TERMS = Terms(0.0, 1.0, 0.0)  # of a measure that is not in force


@dataclass(frozen=True)
class ControlsBetween:
    """Changed controls: caps, flows removed, log iceberg cost by measure, and the measures without a number."""

    licences: tuple[Licence, ...]
    banned_by: Mapping[str, NDArray[np.bool_]]  # measure -> flows that it is the first to remove
    log_paperwork: Mapping[str, Array]  # measure -> [importer, exporter, sector]
    not_priced: tuple[str, ...]
    shape: tuple[int, int, int] = field(repr=False)

    @property
    def banned(self) -> NDArray[np.bool_]:
        """Flows that any of them removes. [importer, exporter, sector]"""
        out: NDArray[np.bool_] = np.logical_or.reduce([*self.banned_by.values(), np.zeros(self.shape, dtype=bool)])
        return out

    @property
    def bite(self) -> bool:
        """Whether any of them changes anything that has a number."""
        return bool(self.licences or self.banned.any() or self.log_paperwork)


def controls_between(before: PolicyState, now: PolicyState, economy: Economy) -> ControlsBetween:
    """Controls in force now whose terms on a cell are not those of the day before.

    A control on a share c of a cell at ratio r (a ban: 0) allows v = 1 - c (1 - r) of the cell. What it held back on
    the day before is not in the base table, so its cap on the base is v now / v before; its cost is likewise
    (1 + c p) now / (1 + c p) before. What cannot be priced is listed: terms that are not known on one of the two days,
    and a control that was loosened or has ended, because nobody knows how much would be traded without it.
    """
    old, new = _terms(before), _terms(now)
    licences: list[Licence] = []
    banned: dict[str, NDArray[np.bool_]] = {}
    removed: set[tuple[int, int, int]] = set()
    paperwork: dict[str, Array] = {}
    not_priced = [measure for measure, _ in sorted(old.keys() - new.keys())]
    for (measure, cell), terms in new.items():
        held = old.get((measure, cell), NO_TERMS)
        if terms == held:
            continue
        at = economy.axes.cell(*cell)
        volume = _over(terms.volume, held.volume)
        if volume is None or volume > 1.0 or economy.producer[at] <= 0.0:
            not_priced.append(measure)
        elif volume <= 0.0:
            if at not in removed:
                banned.setdefault(measure, np.zeros(economy.axes.bilateral, dtype=bool))[at] = True
            removed.add(at)
        elif volume < 1.0:
            licences.append(Licence(f"{measure}: {' '.join(cell)}", (cell,), volume))
        cost = _over(terms.cost, held.cost)
        if cost is not None:
            paperwork.setdefault(measure, np.zeros(economy.axes.bilateral))[at] += np.log(cost)
        elif terms.paperwork is not None or held.paperwork:
            not_priced.append(measure)
    return ControlsBetween(
        licences=tuple(_tightest(one for one in licences if economy.axes.cell(*one.cells[0]) not in removed)),
        banned_by=banned,
        log_paperwork={measure: change for measure, change in paperwork.items() if change.any()},
        not_priced=tuple(dict.fromkeys(not_priced)),
        shape=economy.axes.bilateral,
    )


def _terms(state: PolicyState) -> dict[Place, Terms]:
    """What every control in force asks, by measure and cell; a ban lets nothing through."""
    held = {_place(one): Terms(one.share, one.ratio, one.paperwork) for one in state.licences}
    return held | {_place(one): Terms(one.share, 0.0, one.paperwork) for one in state.bans}


def _place(control: LicenceInForce) -> Place:
    return control.measure, (control.importer, control.exporter, control.sector)


def _over(now: float | None, before: float | None) -> float | None:
    """Ratio of two levels; None where it is not known or has no meaning."""
    if now is None or before is None:
        return None
    if now == before:
        return 1.0
    return None if before <= 0.0 else now / before


def _tightest(licences: Iterable[Licence]) -> list[Licence]:
    """One licence per flow: where several measures cap the same flow, the smallest volume binds."""
    by_cell: dict[tuple[Cell, ...], Licence] = {}
    for licence in licences:
        held = by_cell.get(licence.cells)
        if held is None or licence.ratio < held.ratio:
            by_cell[licence.cells] = licence
    return list(by_cell.values())
