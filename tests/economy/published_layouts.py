"""A small made-up inter-country table, written the way each publisher writes its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]
ECONOMIES = ("CHN", "USA", "ROW")
SECTORS = ("A01_02", "C10T12", "G")


@dataclass(frozen=True)
class Made:
    """Z[i, s, j, k] and F[i, s, j, use] in the order of ECONOMIES and SECTORS."""

    intermediate: Array
    final: Array

    @property
    def output(self) -> Array:
        out: Array = self.intermediate.sum(axis=(2, 3)) + self.final.sum(axis=(2, 3))
        return out


def made(uses: int = 2, *, inventories: float = 0.0) -> Made:
    """Random, asymmetric; `inventories` is taken from one home cell's last use, which may turn it negative."""
    draw = np.random.default_rng(7)
    n, s = len(ECONOMIES), len(SECTORS)
    intermediate = draw.uniform(1.0, 9.0, (n, s, n, s))
    final = draw.uniform(10.0, 40.0, (n, s, n, uses))
    final[1, 0, 1, -1] -= inventories
    return Made(intermediate.round(3), final.round(3))


def labels(table: Made, uses: tuple[str, ...]) -> tuple[list[tuple[str, str]], list[tuple[str, str]], Array]:
    """Rows, columns and the block of numbers, without totals."""
    rows = [(e, s) for e in ECONOMIES for s in SECTORS]
    columns = [*rows, *((e, use) for e in ECONOMIES for use in uses)]
    size = len(rows)
    block = np.hstack([table.intermediate.reshape(size, size), table.final.reshape(size, -1)])
    return rows, columns, block


def shuffled(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    draw = np.random.default_rng(seed)
    return frame.iloc[draw.permutation(frame.shape[0]), draw.permutation(frame.shape[1])]


def icio_frame(table: Made) -> pd.DataFrame:
    """OECD: labels joined by an underscore, rows TLS, VA, OUT and a column OUT."""
    rows, columns, block = labels(table, ("HFCE", "INVNT"))
    frame = pd.DataFrame(block, ["_".join(r) for r in rows], ["_".join(c) for c in columns])
    frame["OUT"] = block.sum(axis=1)
    inputs = frame[frame.index].sum()
    out = pd.Series(table.output.ravel(), index=frame.index)
    frame.loc["TLS"] = 0.05 * (out - inputs)
    frame.loc["VA"] = 0.95 * (out - inputs)
    frame.loc["OUT"] = out
    return frame.rename_axis("V1").fillna(0.0)


def icio_2016_frame(table: Made) -> pd.DataFrame:
    """The editions of 2016 and 2018: uses before the economy, rows of tax by economy, TOTAL with DISC in it."""
    rows, columns, block = labels(table, ("HC", "INVNT"))
    names = ["_".join(c) if c in rows else "_".join(reversed(c)) for c in columns]
    frame = pd.DataFrame(block, ["_".join(r) for r in rows], names)
    frame["DISC"] = 0.05 * block.sum(axis=1)
    frame["TOTAL"] = 1.05 * block.sum(axis=1)
    for economy in ECONOMIES:
        frame.loc[f"{economy}_TAXSUB"] = 1.0
    frame.loc["VALU"] = 2.0
    frame.loc["OUTPUT"] = 3.0
    return frame


def wiod_sheet(table: Made, order: int | None = None, *, codes_of_uses: bool = True) -> pd.DataFrame:
    """WIOD: a title, lines of codes, descriptions, countries and numbers, four label columns, rows of totals.

    The release of 2016 has codes for everything, that of 2013 only for industries (`codes_of_uses` false).
    """
    rows, columns, block = labels(table, ("CONS_h", "INVEN"))
    draw = np.random.default_rng(order)
    r = draw.permutation(len(rows)) if order is not None else np.arange(len(rows))
    c = draw.permutation(len(columns)) if order is not None else np.arange(len(columns))
    columns, output = [columns[at] for at in c], block.sum(axis=1)
    head = [["Made-up world table"], [""]]
    blank = {"CONS_h", "INVEN", "GO"} if not codes_of_uses else set()
    head += [["", "", "", "", *("" if one[1] in blank else one[1] for one in columns), "" if blank else "GO"]]
    head += [["", "", "", "", *("words" for _ in columns), "words"]]
    head += [["", "", "", "", *(one[0] for one in columns), "TOT"]]
    head += [["", "", "", "", *(f"c{at + 1}" for at in range(len(columns))), "c60"]]
    body = [[rows[at][1], "words", rows[at][0], f"r{at + 1}", *block[at, c], output[at]] for at in r]
    named = ("II_fob", "VA") if codes_of_uses else ("", "")
    totals = [[named[0], "Total", "TOT", "r60", *block[:, c].sum(axis=0), output.sum()]]
    totals += [[named[1], "Value added", "TOT", "r65", *np.ones(len(columns)), 0.0]]
    width = len(columns) + 5
    return pd.DataFrame([[*line, *[""] * (width - len(line))] for line in [*head, *body, *totals]])


def wiod_numbered(table: Made, prefix: str = "") -> pd.DataFrame:
    """WIOD 2016 in R, or with "v" in Stata: rows numbered 1.. inside a country, uses numbered after the industries."""
    rows, columns, block = labels(table, ("CONS_h", "INVEN"))
    number = {sector: at + 1 for at, sector in enumerate((*SECTORS, "CONS_h", "INVEN"))}
    frame = pd.DataFrame(block, columns=[f"{prefix}{country}{number[code]}" for country, code in columns])
    frame["TOT"] = block.sum(axis=1)
    frame.insert(0, "IndustryCode", [sector for _, sector in rows])
    frame.insert(1, "Country", [country for country, _ in rows])
    frame.insert(2, "RNr", [number[sector] for _, sector in rows])
    return frame.sample(frac=1.0, random_state=3)


def long_frame(table: Made) -> pd.DataFrame:
    rows, columns, block = labels(table, ("final", "final"))
    lines = [(*rows[r], *columns[c], block[r, c]) for r in range(len(rows)) for c in range(len(columns))]
    return pd.DataFrame(lines, columns=["exporter", "sector", "importer", "use", "value"])
