"""Base tariffs of 2024: collected US duties, ad valorem rates of the other importers, China on the USA as sourced."""

from __future__ import annotations

import numpy as np

from tradetalks.economy.build.census import UsImports
from tradetalks.economy.build.flows import Flows2022
from tradetalks.economy.build.rules import is_service, total, world_axes
from tradetalks.economy.economy import Array

THIN = 1.0  # million USD: below this a collected rate is taken from the sector's average over all partners


def base_tariffs(flows: Flows2022, imports: UsImports) -> Array:
    """Ad valorem base tariffs by importer, exporter, sector; none on services or at home.

    USA: duty collected over imports in 2024. China on US goods: the rates of the flows plus one addition in every
    goods sector, so that the average over 2022 flows is the sourced level (statutory, exclusions not netted).
    """
    axes = world_axes()
    goods = ~is_service()
    usa, chn = axes.economy("USA"), axes.economy("CHN")
    tariff = np.where(goods, flows.tariff, 0.0)
    average = _ratio(imports.duty.sum(axis=0), imports.value.sum(axis=0))
    tariff[usa] = np.where(imports.value > THIN, _ratio(imports.duty, imports.value), average)
    tariff[usa, usa] = 0.0
    trade = flows.sales[chn, usa] * goods
    average_now = (tariff[chn, usa] * trade).sum() / trade.sum()
    tariff[chn, usa] += np.where(goods, total("china_average_tariff_on_us") - average_now, 0.0)
    return np.where(goods, tariff, 0.0)


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
