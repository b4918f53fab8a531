"""From a published table to an `Economy`: one price per good and buyer, and no negative final demand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from tradetalks.economy.build.balance import Accounts, balance
from tradetalks.economy.economy import Array, Economy, Provenance
from tradetalks.economy.readers.table import InterCountryTable
from tradetalks.errors import BadInput, Mistake, did_you_mean

NegativeFinal = Literal["refuse", "rebalance", "recompute output"]


def economy_from(
    table: InterCountryTable, *, tariff: Array | None = None, negative_final: NegativeFinal = "refuse"
) -> Economy:
    """The economy of a table; `tariff` [importer, exporter, sector] comes on top of the table's values.

    What an economy spends on a good is split over sources alike for every use. Value added is output less inputs, so it
    holds taxes on products and transport margins. Final demand is negative where inventories were run down:

    "refuse"            raise `BadInput` and name the cells
    "rebalance"         take it as zero and scale the economy's inputs, value added and final use bi-proportionally
                        (RAS, Bacharach 1970) until they meet its spending by good, its output by sector and its total
                        value added: trade, output, income and the trade balance stay as published
    "recompute output"  take it as zero and output as what then is needed, (I - A)^-1 F with the table's input
                        coefficients A: technology stays as published, output and trade do not. A sector whose inputs
                        exceed its output is given value added of zero

    Sources and what was done to how many cells stand in the result's provenance.
    """
    if negative_final not in get_args(NegativeFinal):
        allowed = get_args(NegativeFinal)
        raise BadInput(Mistake("", f'unknown way "{negative_final}"', did_you_mean(str(negative_final), allowed)))
    notes = []
    if negative_final == "recompute output":
        table, note = _recomputed(table)
        notes.append(note)
    duty = np.zeros(table.axes.bilateral) if tariff is None else np.asarray(tariff, dtype=float)
    if duty.shape != table.axes.bilateral or not (duty > -1.0).all():
        raise BadInput(Mistake("tariff", f"shape {duty.shape}, smallest {duty.min():g}", "[n, i, s], above -1"))
    flows = np.transpose(table.intermediate.sum(axis=3) + table.final, (2, 0, 1))
    below = int((flows < 0.0).sum())
    if below and negative_final == "rebalance":
        notes.append(f"{below} flows were negative, {-flows[flows < 0.0].sum():.3g} in all: taken as zero")
        flows = np.maximum(flows, 0.0)
    inputs = np.einsum("isnk,nis->nsk", table.intermediate, 1.0 + duty)
    accounts = [
        Accounts(used, spent - used.sum(axis=1), made - used.sum(axis=0))
        for used, spent, made in zip(inputs, (flows * (1.0 + duty)).sum(axis=1), flows.sum(axis=0), strict=True)
    ]
    if negative_final == "rebalance":
        accounts, note = _rebalanced(table, accounts, flows, duty)
        notes.append(note)
    _refuse_negative(table, accounts, flows)
    return _assembled(table, accounts, flows, duty, tuple(notes))


def _recomputed(table: InterCountryTable) -> tuple[InterCountryTable, str]:
    """Final demand without its negative cells, and the output it needs at the same input coefficients."""
    n, s = table.axes.bilateral[0], table.axes.bilateral[2]
    output = table.output.ravel()
    inputs = table.intermediate.reshape(n * s, n * s)
    divisor = np.maximum(output, inputs.sum(axis=0))
    cost = inputs / np.where(divisor > 0.0, divisor, 1.0)[None, :]
    final = np.maximum(table.final, 0.0)
    needed = np.linalg.solve(np.eye(n * s) - cost, final.sum(axis=2).ravel())
    cells = int((table.final < 0.0).sum())
    moved = float(np.abs(needed - output).sum() / output.sum())
    new = replace(table, intermediate=(cost * needed[None, :]).reshape(n, s, n, s), final=final)
    return new, f"negative final demand in {cells} cells taken as zero, output recomputed: it moves by {moved:.2%}"


def _rebalanced(
    table: InterCountryTable, accounts: list[Accounts], flows: Array, duty: Array
) -> tuple[list[Accounts], str]:
    """Economies with something negative, balanced again; the others as they are."""
    done = []
    for n, one in enumerate(accounts):
        if min(one.final.min(), one.value_added.min(), one.intermediate.min()) >= 0.0:
            continue
        prior = Accounts(*(np.maximum(part, 0.0) for part in (one.intermediate, one.final, one.value_added)))
        spent, made = (flows[n] * (1.0 + duty[n])).sum(axis=0), flows[:, n].sum(axis=0)
        accounts[n] = balance(prior, spent, made, float(one.value_added.sum()))
        done.append(table.axes.economies[n])
    return accounts, f"rebalanced so that no final use is negative: {', '.join(done) or 'nothing'}"


def _refuse_negative(table: InterCountryTable, accounts: list[Accounts], flows: Array) -> None:
    names, goods = table.axes.economies, table.axes.sectors
    mistakes = [
        Mistake(f"{table.name}: {names[n]} {goods[s]}", f"{what} is negative ({part[s]:,.6g})", todo)
        for what, field, todo in (
            ("final demand", "final", 'Choose negative_final: "rebalance" or "recompute output".'),
            ("value added", "value_added", "Choose negative_final likewise, or aggregate sectors."),
        )
        for n, one in enumerate(accounts)
        for part in [getattr(one, field)]
        for s in np.flatnonzero(part < -1e-9 * np.abs(part).sum())
    ] + [
        Mistake(
            f"{table.name}: {names[n]} from {names[i]}, {goods[s]}", f"the flow is negative ({flows[n, i, s]:,.6g})"
        )
        for n, i, s in np.argwhere(flows < 0.0)
    ]
    if mistakes:
        raise BadInput(mistakes)


def _assembled(
    table: InterCountryTable, accounts: list[Accounts], flows: Array, duty: Array, notes: tuple[str, ...]
) -> Economy:
    spending, output = flows * (1.0 + duty), flows.sum(axis=0)
    expenditure = spending.sum(axis=1)
    inputs = np.stack([one.intermediate for one in accounts])
    bought = inputs.sum(axis=1)
    ratio = np.divide(bought, output, out=np.zeros_like(output), where=output > 0.0)
    wide = np.broadcast_to(bought[:, None, :], inputs.shape)
    return Economy(
        axes=table.axes,
        expenditure=expenditure,
        share=np.divide(
            spending,
            expenditure[:, None, :],
            out=np.zeros_like(spending),
            where=np.broadcast_to(expenditure[:, None, :] > 0.0, spending.shape),
        ),
        tariff=duty,
        export_tax=np.zeros_like(duty),
        value_added_share=1.0 - ratio,
        input_share=np.divide(inputs, wide, out=np.full_like(inputs, 1.0 / inputs.shape[1]), where=wide > 0.0),
        provenance=Provenance(table.name, table.year, table.unit, sources=table.sources, notes=(*table.notes, *notes)),
    )
