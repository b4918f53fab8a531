"""Seeding: a small flow where the base has none, because ratios to the base cannot create trade from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.errors import BadInput, Mistake, TradetalksError

Flow = tuple[str, str, str, float]  # importer, exporter, sector, border value
MOST = 0.05  # of what the importer spends on the good: a seed, not a forecast


def seeded(economy: Economy, flows: Iterable[Flow]) -> Economy:
    """The economy with a small border value (importer, exporter, sector, value) where there was no trade.

    The importer spends on the good what it spent: its other sources give way in proportion, pi' = pi (1 - w) + w, so
    that no two of them trade places. Everything else is derived from shares as ever, so all accounts close: the
    exporter makes and earns more, the others less, by the flow; transfers move with the trade balances; rates stay. An
    exporter that made none of the good is given the world's technology for it. What was seeded stands in
    `provenance.seeded`, and so with every result.

    Raises `BadInput`, with economies, sector and value, for a flow that exists, a value that is not above zero or is
    more than `MOST` of the importer's spending on the good, and a seed that leaves final use negative.
    """
    asked = list(flows)
    mistakes = [mistake for place, flow in enumerate(asked) for mistake in _wrong(economy, flow, asked[:place])]
    if mistakes:
        raise BadInput(mistakes)
    share = economy.share.copy()
    for importer, exporter, sector, value in asked:
        n, i, s = economy.axes.cell(importer, exporter, sector)
        weight = value * (1.0 + economy.tariff[n, i, s]) / economy.expenditure[n, s]
        share[n, :, s] *= 1.0 - weight
        share[n, i, s] += weight
    beta, inputs, borrowed = _with_technology(economy, asked)
    unit = economy.provenance.unit
    said = [f"{i} to {n}, {s}: {value:g} {unit}" for n, i, s, value in asked]
    provenance = replace(
        economy.provenance,
        seeded=(*economy.provenance.seeded, *said),
        proxies=(*economy.provenance.proxies, *borrowed),
    )
    after = replace(economy, share=share, value_added_share=beta, input_share=inputs, provenance=provenance)
    _refuse_negative(economy, after)
    return after if after.whole is None else replace(after, whole=seeded(after.whole, _also(after.whole, asked)))


def _also(whole: Economy, flows: list[Flow]) -> list[Flow]:
    """The seeds that are one in the world before its critical inputs were split, too."""
    known = [flow for flow in flows if flow[2] in whole.axes.sectors]
    return [flow for flow in known if whole.share[whole.axes.cell(*flow[:3])] <= 0.0]


def _wrong(economy: Economy, flow: Flow, before: list[Flow]) -> list[Mistake]:
    importer, exporter, sector, value = flow
    where = f"seed {importer} {exporter} {sector}"
    try:
        n, i, s = economy.axes.cell(importer, exporter, sector)
    except TradetalksError as problem:
        return [Mistake(where, str(problem))]
    spent = float(economy.expenditure[n, s])
    worth = value * (1.0 + float(economy.tariff[n, i, s]))
    wrong = []
    if economy.share[n, i, s] > 0.0:
        base = float(economy.border[n, i, s])
        wrong.append(Mistake(where, f"there is trade of {base:g} already", "Only an empty flow is seeded."))
    if any(flow[:3] == one[:3] for one in before):
        wrong.append(Mistake(where, "is seeded twice"))
    if not (np.isfinite(value) and value > 0.0):
        wrong.append(Mistake(where, f"value {value}", "A border value above 0."))
    elif spent <= 0.0:
        wrong.append(Mistake(where, f"{importer} buys no {sector} from anybody", "There is nothing to take part in."))
    elif worth > MOST * spent:
        todo = f"At most {MOST:.0%}: a seed lets a flow grow and is no forecast."
        wrong.append(Mistake(where, f"value {value:g} is {worth / spent:.1%} of what {importer} spends on it", todo))
    if not (economy.producer[:, :, s] > 0.0).any():
        wrong.append(Mistake(where, f"nobody makes {sector}, so there is no technology to borrow"))
    return wrong


def _with_technology(economy: Economy, flows: list[Flow]) -> tuple[Array, Array, list[str]]:
    """Value added and input shares, with the world's where an exporter is new to the sector."""
    beta, inputs, borrowed = economy.value_added_share.copy(), economy.input_share.copy(), []
    for _, exporter, sector, _ in flows:
        i, s = economy.axes.economy(exporter), economy.axes.sector(sector)
        if economy.output[i, s] <= 0.0:
            bought = economy.intermediate[:, :, s].sum(axis=0)
            beta[i, s] = economy.value_added[:, s].sum() / economy.output[:, s].sum()
            inputs[i, :, s] = bought / bought.sum() if bought.sum() > 0.0 else 1.0 / len(bought)
            borrowed.append(f"{exporter}: technology of {sector} of the world")
    return beta, inputs, list(dict.fromkeys(borrowed))


def _refuse_negative(before: Economy, after: Economy) -> None:
    """Inputs of a new producer must fit into what its economy buys."""
    floor = np.minimum(before.final, 0.0) - 1e-12 * before.expenditure
    mistakes = [
        Mistake(
            f"seed: {after.axes.economies[n]} {after.axes.sectors[s]}",
            f"final use becomes {after.final[n, s]:,.6g}",
            "Seed less: the new producer's inputs are more than what is left.",
        )
        for n, s in np.argwhere(after.final < floor)
    ]
    if mistakes:
        raise BadInput(mistakes)
