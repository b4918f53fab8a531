"""Balancing each economy's accounts: bi-proportional scaling (RAS) with value added and final use inside the table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradetalks.economy.economy import Array
from tradetalks.errors import NotConverged

TOLERANCE = 1e-13  # relative, on every margin
ROUNDS = 20_000


@dataclass(frozen=True)
class Accounts:
    """One economy, million USD: intermediate[s, k] and final[s] at purchaser prices, value_added[k]."""

    intermediate: Array
    final: Array
    value_added: Array


def balance(prior: Accounts, expenditure: Array, output: Array, value_added: float) -> Accounts:
    """The accounts nearest to `prior` (in cross-entropy) whose margins are met.

    Rows: sum_k intermediate[s, k] + final[s] = expenditure[s]; the sum of value added is given.
    Columns: sum_s intermediate[s, k] + value_added[k] = output[k].
    Bi-proportional scaling (Bacharach 1970) keeps every cell's sign, so nothing can turn negative. A margin of zero
    empties its row or column.
    Raises `NotConverged` when the margins cannot be met.
    """
    sectors = len(output)
    table = np.zeros((sectors + 1, sectors + 1))
    table[:sectors, :sectors] = prior.intermediate
    table[:sectors, sectors] = prior.final
    table[sectors, :sectors] = prior.value_added
    rows = np.append(expenditure, value_added)
    columns = np.append(output, expenditure.sum() + value_added - output.sum())
    for _ in range(ROUNDS):
        table *= _ratio(columns, table.sum(axis=0))[None, :]
        found = table.sum(axis=1)
        if np.all(np.abs(found - rows) <= TOLERANCE * rows):
            break
        table *= _ratio(rows, found)[:, None]
    else:
        raise NotConverged("The accounts of an economy do not balance: its output, use and value added contradict.")
    return Accounts(table[:sectors, :sectors], table[:sectors, sectors], table[sectors, :sectors])


def _ratio(wanted: Array, found: Array) -> Array:
    """What a row or column is scaled by; an empty one stays empty."""
    return np.divide(wanted, found, out=np.zeros_like(found), where=found > 0.0)
