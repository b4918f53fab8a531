"""Reading a world from disk: every mistake of every file at once, each with its line."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tradetalks.axes import Axes
from tradetalks.economy.economy import Array, Economy, Provenance
from tradetalks.economy.seed import Flow, seeded
from tradetalks.economy.tables import ACCOUNTS, FLOWS, FORMAT, INPUTS, MANIFEST, TABLES, Table
from tradetalks.errors import BadInput, Mistake, did_you_mean

CLOSES = 1e-9  # relative to the account
LARGEST_FILE = 64 * 1024 * 1024  # bytes
SHOWN = 40  # mistakes of one kind in one file that are listed before the rest is only counted
SHIPPED = Path(__file__).parent.parent / "worlds"


def read_world(folder: Path) -> Economy:
    """The tables of a world's folder as they stand.

    Raises `BadInput` with every mistake found: labels, numbers, missing or double cells, accounts that do not close.
    """
    mistakes: list[Mistake] = []
    axes, manifest, content = _read_files(folder, mistakes)
    if axes is None:
        raise BadInput(mistakes)
    numbers = {table.file: _parse(table, content[table.file], axes, folder, mistakes) for table in TABLES}
    if mistakes:
        raise BadInput(mistakes)
    economy, mistakes = _assemble(axes, numbers, _provenance(manifest, content), folder)
    if mistakes:
        raise BadInput(mistakes)
    return seeded(economy, _seeds(folder / MANIFEST, manifest))


def world_folder(world: str | Path) -> Path:
    """Where a world stands: a folder as given, else a shipped world of that name."""
    if Path(world).is_dir():
        return Path(world)
    shipped = sorted(path.name for path in SHIPPED.iterdir() if (path / MANIFEST).is_file())
    if str(world) in shipped:
        return SHIPPED / str(world)
    raise BadInput(Mistake("", f'no world called "{world}", and no such folder', did_you_mean(str(world), shipped)))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a world as written; raises `BadInput` when it is missing or not JSON."""
    path = folder / MANIFEST
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadInput(Mistake(str(path), "there is no such file", "Every world has a manifest.json.")) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as problem:
        line = getattr(problem, "lineno", 1)
        raise BadInput(Mistake(f"{path}:{line}", f"not JSON: {problem}")) from None
    if not isinstance(body, dict):
        raise BadInput(Mistake(f"{path}:1", "the manifest is not an object"))
    return body


def _read_files(folder: Path, mistakes: list[Mistake]) -> tuple[Axes | None, dict[str, Any], dict[str, bytes]]:
    manifest: dict[str, Any] = {}
    try:
        manifest = read_manifest(folder)
    except BadInput as refusal:
        mistakes.extend(refusal.mistakes)
    content = {}
    for table in TABLES:
        path = folder / table.file
        if not path.is_file():
            mistakes.append(Mistake(str(path), "there is no such file", f"Columns: {','.join(table.header)}."))
        elif path.stat().st_size > LARGEST_FILE:
            mistakes.append(Mistake(str(path), f"larger than {LARGEST_FILE // 1024**2} MB"))
        else:
            content[table.file] = path.read_bytes()
    axes = _axes(folder / MANIFEST, manifest, mistakes) if manifest else None
    return (axes if len(content) == len(TABLES) else None), manifest, content


def _axes(path: Path, manifest: Mapping[str, Any], mistakes: list[Mistake]) -> Axes | None:
    if manifest.get("format") != FORMAT:
        mistakes.append(Mistake(str(path), f'format is "{manifest.get("format")}"', f'Write "{FORMAT}".'))
    if not isinstance(manifest.get("year"), int) or isinstance(manifest.get("year"), bool):
        mistakes.append(Mistake(str(path), "year is missing or not a whole number"))
    for key in ("sources", "proxies", "notes"):
        if not isinstance(manifest.get(key, []), list):
            mistakes.append(Mistake(str(path), f"{key} is not a list"))
    labels = {}
    for key in ("economies", "sectors"):
        names = manifest.get(key)
        if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
            mistakes.append(Mistake(str(path), f"{key} is not a list of labels"))
        elif len(set(names)) < len(names):
            twice = sorted({name for name in names if names.count(name) > 1})
            mistakes.append(Mistake(str(path), f"{key} names {', '.join(twice)} more than once"))
        else:
            labels[key] = tuple(names)
    return Axes(labels["economies"], labels["sectors"]) if len(labels) == 2 else None


def _seeds(path: Path, manifest: Mapping[str, Any]) -> list[Flow]:
    """Flows that the manifest gives where the tables have none."""
    given = manifest.get("seeds", [])
    shape = '"seeds": [{"importer": ..., "exporter": ..., "sector": ..., "value": ...}]'
    try:
        return [(str(s["importer"]), str(s["exporter"]), str(s["sector"]), float(s["value"])) for s in given]
    except (TypeError, KeyError, ValueError):
        raise BadInput(Mistake(str(path), "seeds is not a list of flows", f"Write {shape}.")) from None


def _parse(table: Table, content: bytes, axes: Axes, folder: Path, mistakes: list[Mistake]) -> Array:
    """The numbers of one table, [labels..., number column], NaN where a cell was not given."""
    path = folder / table.file
    names = [getattr(axes, axis) for _, axis in table.labels]
    positions = [{name: at for at, name in enumerate(group)} for group in names]
    width, n_labels = len(table.header), len(table.labels)
    values = np.full([*(len(group) for group in names), len(table.numbers)], np.nan)
    found = _Found(path, mistakes)
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as problem:
        mistakes.append(Mistake(str(path), f"not UTF-8 text: {problem}"))
        return values
    if not lines or lines[0].split(",") != table.header:
        got = lines[0] if lines else "nothing"
        mistakes.append(Mistake(f"{path}:1", f"the header is {got[:80]}", f"Write {','.join(table.header)}"))
        return values
    where: dict[tuple[int, ...], int] = {}
    for line, text in enumerate(lines[1:], start=2):
        cells = text.split(",")
        if len(cells) != width:
            found.add(line, f"{len(cells)} columns, not {width}")
            continue
        try:
            at = tuple([place[cell] for place, cell in zip(positions, cells, strict=False)])
            row = [float(cell) for cell in cells[n_labels:]]
        except (KeyError, ValueError):
            _explain(table, cells, positions, line, found)
            continue
        if at in where:
            found.add(line, f"{', '.join(cells[:n_labels])} stands on line {where[at]} already")
            continue
        where[at] = line
        values[at] = row
        if not all(map(math.isfinite, row)):
            found.add(line, "not a finite number: " + ", ".join(cells[n_labels:]), "An unknown cell cannot be solved.")
        else:
            _check_signs(table, row, line, found)
    _missing(names, where, found)
    found.close()
    return values


class _Found:
    """Mistakes of one file, the first `SHOWN` in words and the rest as a count."""

    def __init__(self, path: Path, mistakes: list[Mistake]) -> None:
        self.path, self.mistakes, self.count = path, mistakes, 0

    def add(self, line: int | None, what: str, todo: str = "") -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.mistakes.append(Mistake(f"{self.path}:{line}" if line else str(self.path), what, todo))

    def close(self) -> None:
        if self.count > SHOWN:
            self.mistakes.append(Mistake(str(self.path), f"and {self.count - SHOWN} more mistakes"))


def _explain(table: Table, cells: list[str], positions: list[dict[str, int]], line: int, found: _Found) -> None:
    for (column, _), place, cell in zip(table.labels, positions, cells, strict=False):
        if cell not in place:
            found.add(line, f'unknown {column} "{cell}"', did_you_mean(cell, place, show=40))
    for column, cell in zip(table.numbers, cells[len(table.labels) :], strict=False):
        try:
            float(cell)
        except ValueError:
            found.add(line, f'{column} "{cell}" is not a number')


def _check_signs(table: Table, row: list[float], line: int, found: _Found) -> None:
    for column, value in zip(table.numbers, row, strict=True):
        if column in ("tariff", "export_tax"):
            if value <= -1.0:
                found.add(line, f"{column} {value:g} is -100 % or less", "Rates are fractions: 0.1 is 10 %.")
            elif value > 10.0:
                found.add(line, f"{column} {value:g} is over 1000 %", "Rates are fractions: 0.1 is 10 %.")
        elif value < 0.0:
            found.add(
                line, f"{column} is negative: {value:g}", "Balance the table first: nothing here may be negative."
            )


def _missing(names: list[tuple[str, ...]], where: Mapping[tuple[int, ...], int], found: _Found) -> None:
    if len(where) == math.prod(len(group) for group in names):
        return
    for at in np.ndindex(*[len(group) for group in names]):
        if at not in where:
            cell = ", ".join(group[position] for group, position in zip(names, at, strict=True))
            found.add(None, f"no row for {cell}", "Give every cell; write 0 where there is nothing.")


def _provenance(manifest: Mapping[str, Any], content: Mapping[str, bytes]) -> Provenance:
    digest = hashlib.sha256()
    for name in sorted(content):
        digest.update(name.encode() + b"\0" + hashlib.sha256(content[name]).digest())
    sources = [s.get("name", "") if isinstance(s, dict) else str(s) for s in manifest.get("sources", [])]
    return Provenance(
        name=str(manifest.get("name", "")),
        year=int(manifest["year"]),
        unit=str(manifest.get("unit", "")),
        sources=tuple(sources),
        proxies=tuple(str(proxy) for proxy in manifest.get("proxies", [])),
        digest=digest.hexdigest(),
        notes=tuple(str(note) for note in manifest.get("notes", [])),
    )


def _assemble(
    axes: Axes, numbers: Mapping[str, Array], provenance: Provenance, folder: Path
) -> tuple[Economy, list[Mistake]]:
    """The economy of the tables, and the accounts that do not close."""
    spending, tariff, export_tax = np.moveaxis(numbers[FLOWS.file], -1, 0)
    inputs = numbers[INPUTS.file][..., 0]  # [economy, input, user]
    value_added, final = np.moveaxis(numbers[ACCOUNTS.file], -1, 0)
    expenditure = spending.sum(axis=1)
    output = (spending / (1.0 + tariff) / (1.0 + export_tax)).sum(axis=0)
    bought = inputs.sum(axis=1)  # [economy, user]
    mistakes = [
        *_open(
            axes, folder / FLOWS.file, "spending", expenditure, "intermediate use plus final use", inputs.sum(2) + final
        ),
        *_open(
            axes,
            folder / ACCOUNTS.file,
            "output (sales before tax)",
            output,
            "inputs plus value added",
            bought + value_added,
        ),
    ]
    for kind, account in (("spending on", expenditure), ("output of", output)):
        for n, s in np.argwhere(account <= 0.0):
            where = f"{axes.economies[n]} has no {kind} {axes.sectors[s]}"
            mistakes.append(Mistake(str(folder / FLOWS.file), where, "Seed an empty sector with a small home flow."))
    with np.errstate(invalid="ignore", divide="ignore"):
        economy = Economy(
            axes=axes,
            expenditure=expenditure,
            share=spending / expenditure[:, None, :],
            tariff=tariff,
            export_tax=export_tax,
            value_added_share=value_added / output,
            input_share=np.where(bought[:, None, :] > 0, inputs / bought[:, None, :], 1.0 / len(axes.sectors)),
            provenance=provenance,
        )
    return economy, mistakes


def _open(axes: Axes, path: Path, left: str, first: Array, right: str, second: Array) -> list[Mistake]:
    gap = np.abs(first - second) > CLOSES * np.maximum(np.abs(first), np.abs(second))
    found: list[Mistake] = []
    listed = _Found(path, found)
    for n, s in np.argwhere(gap):
        account = f"{axes.economies[n]} {axes.sectors[s]}"
        listed.add(
            None,
            f"the account of {account} does not close: {left} {first[n, s]:.9g}, {right} {second[n, s]:.9g}",
            f"They may differ by {CLOSES:g} of the account.",
        )
    listed.close()
    return found
