"""What changes: the policy after the shock, checked against the economy before anything is solved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from tradetalks.policy.state import LicenceInForce, PolicyState

Cell = tuple[str, str, str]  # importer, exporter, sector
LARGEST_RATIO = 10.0  # a licence may allow more than the base volume, up to here


@dataclass(frozen=True)
class Licence:
    """A cap on the quantity of one or more flows taken together, and who earns the premium.

    ratio            allowed over base quantity; members are added at base prices
    rent_to_exporter phi: 1 export licences held by the exporter, 0 import quota of the importer
    burned           zeta: share of the premium that is used up (paperwork, delay), earned by nobody
    """

    name: str
    cells: tuple[Cell, ...]
    ratio: float
    rent_to_exporter: float = 1.0
    burned: float = 0.0


@dataclass(frozen=True)
class Shock:
    """Policy and conditions after the shock. Rates are fractions, hats are ratios to the base.

    tariff[n, i, s], export_tax[n, i, s]   levels after
    iceberg[n, i, s]                       d_hat, delivered cost per unit, 1 = unchanged
    productivity[i, k]                     A_hat, 1 = unchanged
    premium[n, i, s]                       f, a licence premium set from outside instead of a licence's quantity
    banned[n, i, s]                        flows removed exactly
    """

    axes: Axes
    tariff: Array
    export_tax: Array
    iceberg: Array
    productivity: Array
    premium: Array
    banned: NDArray[np.bool_]
    licences: tuple[Licence, ...] = ()
    premium_to_exporter: float = 1.0
    label: str = "no change"
    not_priced: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("tariff", "export_tax", "iceberg", "productivity", "premium", "banned"):
            array = np.array(getattr(self, name), dtype=bool if name == "banned" else float)
            array.setflags(write=False)
            object.__setattr__(self, name, array)


def no_change(economy: Economy) -> Shock:
    """The policy the economy already has."""
    shape = economy.axes.bilateral
    return Shock(
        axes=economy.axes,
        tariff=economy.tariff,
        export_tax=economy.export_tax,
        iceberg=np.ones(shape),
        productivity=np.ones(shape[1:]),
        premium=np.zeros(shape),
        banned=np.zeros(shape, dtype=bool),
    )


def with_tariff(
    economy: Economy,
    importer: str,
    exporter: str | None = None,
    sector: str | None = None,
    *,
    rate: float | None = None,
    add: float | None = None,
    onto: Shock | None = None,
) -> Shock:
    """An import tariff set to `rate`, or raised by `add`, on one exporter or all others, one sector or all.

    `onto` is a shock to build on; without it the rest stays as in the economy.
    """
    return _with_rate("tariff", economy, importer, exporter, sector, rate, add, onto)


def with_export_tax(
    economy: Economy,
    importer: str | None,
    exporter: str,
    sector: str | None = None,
    *,
    rate: float | None = None,
    add: float | None = None,
    onto: Shock | None = None,
) -> Shock:
    """An export tax set to `rate`, or raised by `add`, on sales to one importer or all others."""
    return _with_rate("export_tax", economy, importer, exporter, sector, rate, add, onto)


def with_licence(economy: Economy, licence: Licence, *, onto: Shock | None = None) -> Shock:
    """A licence added to the shock."""
    shock = onto or no_change(economy)
    return checked(replace(shock, licences=(*shock.licences, licence), label=_joined(shock, licence.name)), economy)


def with_ban(
    economy: Economy, importer: str, exporter: str, sector: str | None = None, *, onto: Shock | None = None
) -> Shock:
    """A flow, or all flows of a pair, removed exactly."""
    shock = onto or no_change(economy)
    banned = shock.banned.copy()
    banned[_where(economy.axes, importer, exporter, sector)] = True
    label = _joined(shock, f"ban on {sector or 'all'} from {exporter} to {importer}")
    return checked(replace(shock, banned=banned, label=label), economy)


def shock_between(
    before: PolicyState,
    now: PolicyState,
    economy: Economy,
    *,
    horizon: str = "",
    label: str | None = None,
) -> Shock:
    """The change of policy between two days, put on top of the economy's own rates.

    Tariffs add in ad valorem points: t' = t + (added now - added before); export taxes likewise. Licences and bans in
    force now but not before enter where the share of the cell and the ratio are known: on a share c of a cell at ratio
    r (a ban: 0) they cap the cell at 1 - c (1 - r). Paperwork raises the cell's iceberg cost by c times its rate. What
    has no number is listed in `not_priced` and changes nothing, and so is a control of the base that has ended: what
    it held back is not in the base table.
    `horizon` belongs to the label only; elasticities are chosen when solving.
    """
    _same_axes(before.axes, economy.axes, "policy before")
    _same_axes(now.axes, economy.axes, "policy now")
    held = {_key(control) for control in (*before.licences, *before.bans)}
    present = {_key(control) for control in (*now.licences, *now.bans)}
    licences: list[Licence] = []
    banned = np.zeros(economy.axes.bilateral, dtype=bool)
    iceberg = np.ones(economy.axes.bilateral)
    not_priced = [*now.unpriced, *(key[0] for key in sorted(held - present))]
    for control, is_ban in [*((one, False) for one in now.licences), *((one, True) for one in now.bans)]:
        if _key(control) in held:
            continue
        cell = (control.importer, control.exporter, control.sector)
        at = economy.axes.cell(*cell)
        ratio = 0.0 if is_ban else control.ratio
        if control.share is not None and control.paperwork is not None:
            iceberg[at] *= 1.0 + control.share * control.paperwork
        if control.share is None or ratio is None or economy.producer[at] <= 0.0:
            not_priced.append(control.measure)
        elif control.share * (1.0 - ratio) >= 1.0:
            banned[at] = True
        elif control.share * (1.0 - ratio) > 0.0:
            licences.append(
                Licence(f"{control.measure}: {' '.join(cell)}", (cell,), 1.0 - control.share * (1.0 - ratio))
            )
    shock = Shock(
        axes=economy.axes,
        tariff=economy.tariff + (now.added - before.added),
        export_tax=economy.export_tax + (now.export_tax - before.export_tax),
        iceberg=iceberg,
        productivity=np.ones(economy.output.shape),
        premium=np.zeros(economy.axes.bilateral),
        banned=banned,
        licences=tuple(_tightest(licence for licence in licences if not banned[economy.axes.cell(*licence.cells[0])])),
        label=label or f"{now.case}: {before.on} to {now.on}" + (f", {horizon}" if horizon else ""),
        not_priced=tuple(dict.fromkeys(not_priced)),
    )
    return checked(shock, economy)


def checked(shock: Shock, economy: Economy) -> Shock:
    """The shock itself if it fits this economy; else `BadInput` with every mistake, by economy and sector."""
    _same_axes(shock.axes, economy.axes, "shock")
    mistakes = [
        *_bad_values(shock, "tariff", lambda x: x > -1.0, "Rates are fractions above -1: write 0.25 for 25 %."),
        *_bad_values(shock, "export_tax", lambda x: x > -1.0, "Rates are fractions above -1: write 0.25 for 25 %."),
        *_bad_values(shock, "iceberg", lambda x: x > 0.0, "A ratio to the base above 0; 1 leaves it unchanged."),
        *_bad_values(shock, "productivity", lambda x: x > 0.0, "A ratio to the base above 0; 1 leaves it unchanged."),
        *_bad_values(shock, "premium", lambda x: x > -1.0, "A fraction of the producer's price above -1."),
        *_tariffs_at_home(shock, economy),
        *_bad_licences(shock, economy),
        *_bundles_without_supply(shock, economy),
    ]
    if mistakes:
        raise BadInput(mistakes)
    return shock


def _with_rate(
    field: str,
    economy: Economy,
    importer: str | None,
    exporter: str | None,
    sector: str | None,
    rate: float | None,
    add: float | None,
    onto: Shock | None,
) -> Shock:
    name = field.replace("_", " ")
    if (rate is None) == (add is None):
        raise BadInput(Mistake(name, "give either rate or add", "rate=0.25 sets 25 %, add=0.25 adds 25 points."))
    shock = onto or no_change(economy)
    array = getattr(shock, field).copy()
    where = _where(economy.axes, importer, exporter, sector)
    array[where] = rate if add is None else array[where] + add
    said = f"{name} {rate:g}" if add is None else f"{name} +{add:g}"
    label = _joined(shock, f"{said} by {importer if field == 'tariff' else exporter} on {sector or 'all sectors'}")
    return checked(replace(shock, **{field: array}, label=label), economy)


def _where(axes: Axes, importer: str | None, exporter: str | None, sector: str | None) -> NDArray[np.bool_]:
    """Cells of a trade relation; a side left out means every foreign partner."""
    importers = slice(None) if importer is None else axes.economy(importer)
    exporters = slice(None) if exporter is None else axes.economy(exporter)
    sectors = slice(None) if sector is None else axes.sector(sector)
    chosen = np.zeros(axes.bilateral, dtype=bool)
    chosen[importers, exporters, sectors] = True
    if importer is None or exporter is None:
        chosen[np.arange(len(axes.economies)), np.arange(len(axes.economies)), :] = False
    return chosen


def _joined(shock: Shock, more: str) -> str:
    return more if shock.label == "no change" else f"{shock.label}; {more}"


def _key(control: LicenceInForce) -> tuple[str, str, str, str]:
    return control.measure, control.importer, control.exporter, control.sector


def _tightest(licences: Iterable[Licence]) -> list[Licence]:
    """One licence per flow: where several measures cap the same flow, the smallest volume binds."""
    by_cell: dict[tuple[Cell, ...], Licence] = {}
    for licence in licences:
        held = by_cell.get(licence.cells)
        if held is None or licence.ratio < held.ratio:
            by_cell[licence.cells] = licence
    return list(by_cell.values())


def _same_axes(given: Axes, wanted: Axes, what: str) -> None:
    if given != wanted:
        raise BadInput(Mistake(what, "its economies or sectors are not those of the economy, or in another order"))


def _names(axes: Axes, position: tuple[int, ...]) -> str:
    *economies, sector = position
    return " ".join([*(axes.economies[int(n)] for n in economies), axes.sectors[int(sector)]])


def _bad_values(shock: Shock, field: str, allowed: Any, todo: str) -> list[Mistake]:
    array = getattr(shock, field)
    expected = shock.axes.bilateral[1:] if field == "productivity" else shock.axes.bilateral
    if array.shape != expected:
        return [Mistake(field, f"has shape {array.shape}", f"It must be {expected}.")]
    with np.errstate(invalid="ignore"):
        wrong = ~(np.isfinite(array) & allowed(array))
    return [
        Mistake(f"{field.replace('_', ' ')} {_names(shock.axes, tuple(at))}", f"{array[tuple(at)]}", todo)
        for at in np.argwhere(wrong)
    ]


def _tariffs_at_home(shock: Shock, economy: Economy) -> list[Mistake]:
    home = np.eye(len(shock.axes.economies), dtype=bool)[:, :, None]
    mistakes = []
    for field in ("tariff", "export_tax"):
        array = getattr(shock, field)
        if array.shape != economy.tariff.shape:
            continue
        wrong = home & (array != getattr(economy, field))
        mistakes += [
            Mistake(
                f"{field.replace('_', ' ')} {_names(shock.axes, tuple(at))}", "an economy does not tax its own goods"
            )
            for at in np.argwhere(wrong)
        ]
    return mistakes


def _bad_licences(shock: Shock, economy: Economy) -> list[Mistake]:
    mistakes: list[Mistake] = []
    seen: dict[Cell, str] = {}
    for licence in shock.licences:
        where = f"licence {licence.name}"
        if not (np.isfinite(licence.ratio) and 0.0 < licence.ratio <= LARGEST_RATIO):
            todo = f"Allowed over base quantity, above 0 and up to {LARGEST_RATIO:g}; to stop a flow, ban it."
            mistakes.append(Mistake(where, f"ratio {licence.ratio}", todo))
        for name in ("rent_to_exporter", "burned"):
            if not 0.0 <= getattr(licence, name) <= 1.0:
                mistakes.append(Mistake(where, f"{name} {getattr(licence, name)}", "A share from 0 to 1."))
        if not licence.cells:
            mistakes.append(Mistake(where, "covers no flow", "Name at least one (importer, exporter, sector)."))
        for cell in licence.cells:
            at = economy.axes.cell(*cell)
            if economy.producer[at] <= 0.0:
                todo = "A licence needs a flow in the base table."
                mistakes.append(Mistake(where, f"no trade in {' '.join(cell)} to license", todo))
            if shock.banned[at]:
                mistakes.append(Mistake(where, f"{' '.join(cell)} is banned", "Drop the ban or the licence."))
            if cell in seen:
                todo = "A flow stands under one licence; join them into a group."
                mistakes.append(Mistake(where, f"{' '.join(cell)} is already under {seen[cell]}", todo))
            seen[cell] = licence.name
    return mistakes


def _bundles_without_supply(shock: Shock, economy: Economy) -> list[Mistake]:
    left = np.where(shock.banned, 0.0, economy.share).sum(axis=1)
    return [
        Mistake(
            f"ban on {_names(shock.axes, (n, s))}",
            f"leaves {shock.axes.economies[n]} no supplier of {shock.axes.sectors[s]}",
            "Leave one supplier, or seed another before banning.",
        )
        for n, s in np.argwhere((economy.expenditure > 0.0) & (left <= 0.0))
    ]
