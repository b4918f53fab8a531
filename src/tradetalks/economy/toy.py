"""Small made-up worlds, asymmetric and balanced, for tests and documentation."""

from __future__ import annotations

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy, Provenance

_FINAL_SHARE = (0.25, 0.75)  # range of final use in each sector's expenditure, so that none is near zero


def toy_world(
    economies: int = 3,
    sectors: int = 4,
    seed: int = 0,
    *,
    deficits: bool = True,
    tariffs: bool = True,
    input_output: bool = True,
) -> Economy:
    """A random world whose accounts close and in which no two economies or sectors are alike.

    Economies are called `A`, `B`, ... and sectors `s1`, `s2`, ...; the same seed gives the same world. With `tariffs`,
    foreign flows carry an import tariff of 0 to 30 % and an export tax of 0 to 10 %. Without `deficits`, flows are
    rescaled (d_n B_nis / d_i) until each economy's imports equal its exports. Without `input_output`, value added is
    all of output.
    """
    draw = np.random.default_rng(seed)
    shape = (economies, economies, sectors)
    home = np.eye(economies)[:, :, None]
    size = np.exp(draw.normal(0.0, 0.7, economies))
    border = np.exp(draw.normal(0.0, 0.8, shape)) * np.sqrt(size[:, None] * size[None, :])[:, :, None] * 10.0
    border *= 1.0 + 3.0 * home
    tariff = draw.uniform(0.0, 0.30, shape) * (1.0 - home) * tariffs
    export_tax = draw.uniform(0.0, 0.10, shape) * (1.0 - home) * tariffs
    if not deficits:
        border = _balance_trade(border)

    purchases = border * (1.0 + tariff)
    expenditure = purchases.sum(axis=1)
    output = (border / (1.0 + export_tax)).sum(axis=0)
    value_added_share, input_share = _technology(draw, expenditure, output, input_output=input_output)
    return Economy(
        axes=Axes(tuple(_letters(n) for n in range(economies)), tuple(f"s{s + 1}" for s in range(sectors))),
        expenditure=expenditure,
        share=purchases / expenditure[:, None, :],
        tariff=tariff,
        export_tax=export_tax,
        value_added_share=value_added_share,
        input_share=input_share,
        provenance=Provenance(f"toy-{economies}x{sectors}-{seed}", 2000, "units", sources=("drawn at random",)),
    )


def _letters(position: int) -> str:
    return chr(ord("A") + position) if position < 26 else f"E{position}"


def _balance_trade(border: Array) -> Array:
    """Scale importers up and exporters down by the same factors until imports equal exports."""
    for _ in range(10_000):
        trade = border.sum(axis=2)
        np.fill_diagonal(trade, 0.0)
        imports, exports = trade.sum(axis=1), trade.sum(axis=0)
        if np.abs(imports - exports).max() <= 1e-15 * trade.sum():
            break
        factor = np.sqrt(exports / imports)
        border = border * (factor[:, None] / factor[None, :])[:, :, None]
    return border


def _technology(
    draw: np.random.Generator, expenditure: Array, output: Array, *, input_output: bool
) -> tuple[Array, Array]:
    """Value-added shares [n, k] and input shares [n, s, k] that leave positive final use of every sector."""
    economies, sectors = output.shape
    if not input_output:
        return np.ones((economies, sectors)), np.full((economies, sectors, sectors), 1.0 / sectors)
    used = expenditure * (1.0 - draw.uniform(*_FINAL_SHARE, expenditure.shape))  # [n, s] wanted intermediate use
    value_added_share = draw.uniform(0.3, 0.7, output.shape)
    bought = (1.0 - value_added_share) * output
    # never buy more than is wanted of all sectors together: raise value added where an economy would
    value_added_share = 1.0 - (1.0 - value_added_share) * np.minimum(1.0, used.sum(1) / bought.sum(1))[:, None]
    bought = (1.0 - value_added_share) * output
    used *= (bought.sum(1) / used.sum(1))[:, None]
    table = np.exp(draw.normal(0.0, 0.7, (economies, sectors, sectors)))
    for _ in range(500):
        table *= (used / table.sum(axis=2))[:, :, None]
        table *= (bought / table.sum(axis=1))[:, None, :]
    return value_added_share, table / table.sum(axis=1, keepdims=True)
