"""What the shock means for whom: labelled outcomes of a solved equilibrium."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array
from tradetalks.equilibrium.accounts import world_value_added
from tradetalks.errors import NotConverged

if TYPE_CHECKING:
    import pandas as pd

    from tradetalks.equilibrium.solve import Equilibrium


@dataclass(frozen=True)
class Outcomes:
    """Changes against the base. Per cent are 100 (ratio - 1); money is million USD (the economy's unit).

    Money after the shock is in units that keep world value added at its base value. Prices are relative to the same
    numeraire, so that a consumer price rise of 1 % means: one per cent dearer than what the average factor in the world
    earns. A common rise of all prices and incomes has no meaning in this model.

    welfare_change            [economy] real income: what households can spend, over the consumer price index
    equivalent_variation      [economy] million; the base income that would be worth as much as the change
    real_gdp_change           [economy] Fisher volume index of GDP by expenditure (System of National Accounts 2008)
    consumer_price_change     [economy] relative to the numeraire
    consumer_price_own_change [economy] relative to the economy's own factor incomes: how consumer prices change if
                              wages and profits there stay where they are in its own currency
    terms_of_trade_change     [economy] Tornqvist index of export over import prices at the border, before tariff
    tariff_revenue            [economy] million, after
    tariff_revenue_change     [economy] million
    licence_rent              [economy] million, by owner; what is burned belongs to nobody
    output_change             [economy, sector] volume
    trade_value_before/after  [importer, exporter, sector] million at the border, before tariff
    trade_volume_change       [importer, exporter, sector]; NaN where there was no trade
    """

    axes: Axes
    unit: str
    residual: float
    log_welfare: pd.Series
    welfare_change: pd.Series
    equivalent_variation: pd.Series
    real_gdp_change: pd.Series
    consumer_price_change: pd.Series
    consumer_price_own_change: pd.Series
    terms_of_trade_change: pd.Series
    tariff_revenue: pd.Series
    tariff_revenue_change: pd.Series
    licence_rent: pd.Series
    output_change: pd.DataFrame
    trade_value_before: Array
    trade_value_after: Array
    trade_volume_change: Array

    @cached_property
    def trade(self) -> pd.DataFrame:
        """Every flow in long form: importer, exporter, sector, value before and after, volume change in per cent."""
        import pandas as pd

        index = pd.MultiIndex.from_product(
            [self.axes.economies, self.axes.economies, self.axes.sectors], names=["importer", "exporter", "sector"]
        )
        return pd.DataFrame(
            {
                "value_before": self.trade_value_before.ravel(),
                "value_after": self.trade_value_after.ravel(),
                "volume_change": self.trade_volume_change.ravel(),
            },
            index=index,
        )

    def import_change(self, importer: str, exporter: str, sectors: tuple[str, ...] | None = None) -> float:
        """Per cent change of the border value of what `importer` buys from `exporter`, over some sectors or all."""
        n, i = self.axes.economy(importer), self.axes.economy(exporter)
        chosen = [self.axes.sector(s) for s in (sectors or self.axes.sectors)]
        return float(
            100.0 * (self.trade_value_after[n, i, chosen].sum() / self.trade_value_before[n, i, chosen].sum() - 1.0)
        )


def outcomes(equilibrium: Equilibrium) -> Outcomes:
    """Outcomes of a solved equilibrium; raises `NotConverged` for one that is not, so that no number escapes."""
    import pandas as pd

    if not equilibrium.converged:
        raise NotConverged(equilibrium.failure)
    economy, now = equilibrium.economy, equilibrium.state
    axes, unit = economy.axes, world_value_added(economy)

    def by_economy(values: Array, name: str) -> pd.Series:
        return pd.Series(np.asarray(values), index=pd.Index(axes.economies, name="economy"), name=name)

    log_welfare = np.asarray(now.log_income - now.log_final_price)
    volume = np.exp(np.asarray(now.log_volume)) * ~equilibrium.shock.banned
    traded = economy.producer > 0.0
    return Outcomes(
        axes=axes,
        unit=economy.provenance.unit,
        residual=equilibrium.residual,
        log_welfare=by_economy(log_welfare, "log_welfare"),
        welfare_change=by_economy(100.0 * np.expm1(log_welfare), "welfare_change"),
        equivalent_variation=by_economy(economy.income * np.expm1(log_welfare), "equivalent_variation"),
        real_gdp_change=by_economy(100.0 * (real_gdp(equilibrium) - 1.0), "real_gdp_change"),
        consumer_price_change=by_economy(100.0 * np.expm1(now.log_final_price), "consumer_price_change"),
        consumer_price_own_change=by_economy(
            100.0 * np.expm1(now.log_final_price - _log_factor_income(equilibrium)), "consumer_price_own_change"
        ),
        terms_of_trade_change=by_economy(100.0 * np.expm1(log_terms_of_trade(equilibrium)), "terms_of_trade_change"),
        tariff_revenue=by_economy(unit * now.tariff_revenue, "tariff_revenue"),
        tariff_revenue_change=by_economy(unit * now.tariff_revenue - economy.tariff_revenue, "tariff_revenue_change"),
        licence_rent=by_economy(unit * now.rent_income, "licence_rent"),
        output_change=pd.DataFrame(
            100.0 * (_output_volume(equilibrium) - 1.0),
            index=pd.Index(axes.economies, name="economy"),
            columns=pd.Index(axes.sectors, name="sector"),
        ),
        trade_value_before=economy.border,
        trade_value_after=unit * np.asarray(now.border),
        trade_volume_change=np.where(traded, 100.0 * (volume - 1.0), np.nan),
    )


def _log_factor_income(equilibrium: Equilibrium) -> Array:
    """Log hat of each economy's value added, whose factors are given. [economy]"""
    before = equilibrium.economy.value_added.sum(axis=1) / world_value_added(equilibrium.economy)
    return np.asarray(np.log(equilibrium.state.value_added.sum(axis=1) / before))


def _output_volume(equilibrium: Equilibrium) -> Array:
    """Y_hat / c_hat; NaN where nothing was produced."""
    before = equilibrium.economy.output / world_value_added(equilibrium.economy)
    active = before > 0.0
    value = np.divide(equilibrium.state.supply, before, out=np.full(before.shape, np.nan), where=active)
    return np.asarray(value / np.exp(equilibrium.state.log_cost))


def transaction_prices(equilibrium: Equilibrium) -> tuple[Array, Array]:
    """Log hat of the price a flow changes hands at between economies [n, i, s], and its value after the shock.

    That is the price at the border with export tax and the exporter's part of a licence premium, before tariff and
    without the importer's part, which stays in the importer's economy.
    """
    economy, now, shock = equilibrium.economy, equilibrium.state, equilibrium.shock
    border = np.asarray(now.border)
    kept = (1.0 - _rent_to_exporter(equilibrium)) * np.asarray(now.rent)
    tariff = np.log1p(shock.tariff) - np.log1p(economy.tariff)
    part = np.divide(border - kept, border, out=np.ones_like(border), where=border > 0.0)
    return np.asarray(now.log_landed) - tariff + np.log(part), border - kept


def _rent_to_exporter(equilibrium: Equilibrium) -> Array:
    shock = equilibrium.shock
    owner = np.full(shock.axes.bilateral, shock.premium_to_exporter)
    for licence in shock.licences:
        for cell in licence.cells:
            owner[shock.axes.cell(*cell)] = licence.rent_to_exporter
    return owner


def _foreign(array: Array) -> Array:
    """Flows between economies only."""
    return np.where(np.eye(array.shape[0], dtype=bool)[:, :, None], 0.0, array)


def log_terms_of_trade(equilibrium: Equilibrium) -> Array:
    """Tornqvist index of export prices over import prices, log, [economy]; weights average base and after."""
    economy = equilibrium.economy
    price, after = transaction_prices(equilibrium)
    before, after = _foreign(economy.border), _foreign(after)

    def index(axes: tuple[int, int]) -> Array:
        old, new = before.sum(axis=axes, keepdims=True), after.sum(axis=axes, keepdims=True)
        weight = 0.5 * (
            np.divide(before, old, out=np.zeros_like(before), where=old > 0.0)
            + np.divide(after, new, out=np.zeros_like(after), where=new > 0.0)
        )
        return np.asarray((weight * price).sum(axis=axes))

    return index((0, 2)) - index((1, 2))


def real_gdp(equilibrium: Equilibrium) -> Array:
    """Ratio of real GDP after to before [economy]: Fisher index of final use plus exports less imports.

    Geometric mean of the Laspeyres volume (base prices) and the Paasche volume (prices after the shock). Superlative
    (Diewert 1976), so it agrees with the Divisia index along the path to second order and needs only the two states.
    NaN where trade moves so far that imports at the other state's prices exceed everything else.
    """
    economy, now = equilibrium.economy, equilibrium.state
    unit = world_value_added(economy)
    price, value = transaction_prices(equilibrium)
    traded = _foreign(economy.border)
    volume = np.exp(np.asarray(now.log_volume)) * ~equilibrium.shock.banned
    final_before = economy.final
    final_after = unit * np.asarray(now.final_share * (economy.income / unit * np.exp(now.log_income))[:, None])
    final_price = np.exp(np.asarray(now.log_price))

    def gdp(final: Array, trade: Array) -> Array:
        return np.asarray(final.sum(axis=1) + trade.sum(axis=(0, 2)) - trade.sum(axis=(1, 2)))

    laspeyres = gdp(final_after / final_price, traded * volume) / gdp(final_before, traded)
    paasche = gdp(final_after, unit * _foreign(value)) / gdp(final_before * final_price, traded * np.exp(price))
    product = laspeyres * paasche
    return np.asarray(np.sqrt(np.where((laspeyres > 0.0) & (paasche > 0.0), product, np.nan)))
