"""Cutting a sector in two: the arithmetic of a split, in which the two parts add up to the sector that was."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy
from tradetalks.errors import BadInput


@dataclass(frozen=True)
class Part:
    """The part that leaves its parent, in values of the economy's unit.

    border[n, i]    what importer n buys of exporter i, at the border
    uses[n, k]      what each sector of n buys of it, at purchaser price; what is left of n's spending is final use
    value_added[i]  value added in making it
    inputs[i, s]    what making it buys, by supplying sector before the split; of its parent it buys the rest
    tariff[n, i]    the duty it bears; its parent's where not given
    """

    border: Array
    uses: Array
    value_added: Array
    inputs: Array
    tariff: Array | None = None


def cut(economy: Economy, parent: str, label: str, part: Part) -> Economy:
    """The economy with `part` as a new last sector `label`; the parent keeps its name and the rest.

    For every account of the parent (flows, duties, spending, final use, inputs by supplier, uses by user, value added)
    the two sectors add up to what it was. A duty of the part's own leaves the rest what makes up the parent's; export
    taxes of both are the parent's. Raises `BadInput` where that would leave the rest a negative duty.
    """
    p = economy.axes.sector(parent)
    axes = Axes(economy.axes.economies, (*economy.axes.sectors, label))
    own = economy.tariff[:, :, p] if part.tariff is None else part.tariff
    bought = part.border * (1.0 + own)
    spent = bought.sum(axis=1)
    output = (part.border / (1.0 + economy.export_tax[:, :, p])).sum(axis=0)
    flows = _appended(economy.expenditure[:, None, :] * economy.share, p, bought)
    expenditure = _appended(economy.expenditure, p, spent)
    made = _appended(economy.output, p, output)
    value_added = _appended(economy.value_added, p, part.value_added)
    inputs = _inputs(economy, p, part)
    total = inputs.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(expenditure[:, None, :] > 0.0, flows / expenditure[:, None, :], 0.0)
        beta = np.where(made > 0.0, value_added / made, 0.0)
        input_share = np.where(total[:, None, :] > 0.0, inputs / total[:, None, :], 1.0 / inputs.shape[1])
    idle = made[:, -1] <= 0.0  # an economy that makes none keeps the parent's technology
    beta[idle, -1] = beta[idle, p]
    input_share[idle, :, -1] = input_share[idle, :, p]
    return replace(
        economy,
        axes=axes,
        expenditure=expenditure,
        share=share,
        tariff=_duties(economy, p, part.border, own),
        export_tax=_repeated(economy.export_tax, p),
        value_added_share=beta,
        input_share=input_share,
    )


def _appended(values: Array, p: int, part: Array) -> Array:
    """Along the last axis: the part taken off the parent and put at the end."""
    out = np.concatenate([values, part[..., None]], axis=-1)
    out[..., p] -= part
    return out


def _repeated(rates: Array, p: int) -> Array:
    return np.concatenate([rates, rates[..., p : p + 1]], axis=-1)


def _duties(economy: Economy, p: int, border: Array, own: Array) -> Array:
    """Tariffs with the part's own at the end and the parent's rest at what makes up the parent's duty."""
    whole = economy.tariff[:, :, p]
    rest = economy.border[:, :, p] - border
    left = whole + np.divide(border * (whole - own), rest, out=np.zeros_like(rest), where=rest > 0.0)
    for n, i in np.argwhere((border > 0.0) & (whole >= 0.0) & (left < 0.0)):
        importer, exporter = economy.axes.economies[n], economy.axes.economies[i]
        bears = f"{own[n, i]:.3g} in {importer} on {exporter}"
        raise BadInput(f"its duty of {bears} is more than all of its parent's {whole[n, i]:.3g}")
    out = np.concatenate([economy.tariff, own[..., None]], axis=-1)
    out[..., p] = left
    return out


def _inputs(economy: Economy, p: int, part: Part) -> Array:
    """Intermediate use [n, s, k] with the new row and column."""
    before = economy.intermediate
    rows = np.concatenate([before, part.uses[:, None, :]], axis=1)
    rows[:, p, :] -= part.uses
    column = np.concatenate([part.inputs, np.zeros((len(part.inputs), 1))], axis=1)
    return _appended(rows, p, column)
