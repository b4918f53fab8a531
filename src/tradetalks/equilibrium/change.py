"""Makes shocks: one instrument at a time, or the change of policy between two days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.economy.economy import Economy
from tradetalks.equilibrium.controls import controls_between
from tradetalks.equilibrium.refuse import checked, same_axes
from tradetalks.equilibrium.shock import Licence, Shock
from tradetalks.errors import BadInput, Mistake

if TYPE_CHECKING:
    from tradetalks.policy.state import PolicyState


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
    """A licence or a capacity added to the shock."""
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
    horizon: str | None = None,
    label: str | None = None,
) -> Shock:
    """The change of policy between two days, put on top of the economy's own rates.

    Tariffs add in ad valorem points: t' = t + (added now - added before); export taxes likewise. Licences, bans and
    paperwork whose terms are not those of the day before enter relative to it (`controls_between`). What has no number
    is listed in `not_priced` and changes nothing. `horizon` is what `solve` will take the elasticities of.

    Where critical inputs of `economy` are split, licences on them have a number only in the states of `law_of`, and
    other suppliers' bounds come from `priced`: a brief uses both.
    """
    same_axes(before.axes, economy.axes, "policy before")
    same_axes(now.axes, economy.axes, "policy now")
    controls = controls_between(before, now, economy)
    shock = Shock(
        axes=economy.axes,
        tariff=economy.tariff + (now.added - before.added),
        export_tax=economy.export_tax + (now.export_tax - before.export_tax),
        iceberg=np.exp(sum(controls.log_paperwork.values(), np.zeros(economy.axes.bilateral))),
        productivity=np.ones(economy.output.shape),
        premium=np.zeros(economy.axes.bilateral),
        banned=controls.banned,
        licences=controls.licences,
        label=label or f"{now.case}: {before.on} to {now.on}" + (f", {horizon}" if horizon else ""),
        not_priced=tuple(dict.fromkeys([*now.unpriced, *controls.not_priced])),
        horizon=horizon,
    )
    return checked(shock, economy)


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
