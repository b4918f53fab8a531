"""The brief as a zip: every finding and table as CSV, the charts, a manifest with digests, licence and citation."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from tradetalks.files import write_atomically
from tradetalks.report.as_json import as_json, finding_as_json
from tradetalks.report.contents import Brief
from tradetalks.report.layout import Cell, Chart, Phrase, Picture, Table
from tradetalks.report.page import charts, svg
from tradetalks.report.sections import sections

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same brief makes the same bytes


def bundle(brief: Brief) -> bytes:
    """The zip as bytes; ``manifest.json`` lists every other file with its sha256 and size."""
    contents = {name: text.encode() for name, text in _contents(brief).items()}
    manifest = {
        "schema": "tradetalks/bundle/1",
        "case": brief.case,
        "day": brief.day.isoformat(),
        "known": brief.known.isoformat(),
        "before": brief.before.isoformat(),
        "versions": dict(brief.versions),
        "files": [
            {"path": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in contents.items()
        ],
    }
    contents["manifest.json"] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, date_time=_LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def write_bundle(brief: Brief, path: str | Path) -> None:
    """Write the zip; an existing one is replaced as a whole or not at all."""
    write_atomically(Path(path), bundle(brief))


def _contents(brief: Brief) -> dict[str, str]:
    told = sections(brief)
    named: dict[str, str] = {"findings.csv": _csv(_finding_rows(brief))}
    for section in told:
        for item in section.items:
            if isinstance(item, Picture):
                named[f"charts/{item.id}.svg"] = item.svg
                continue
            table = item.table if isinstance(item, Chart) else item
            named[f"tables/{section.id}/{table.id}.csv"] = _csv(_table_rows(table))
    for chart in charts(told):
        named[f"charts/{chart.id}.svg"] = svg(chart, standalone=True)
    named["brief.json"] = json.dumps(as_json(brief), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    named["LICENSE.txt"] = _terms(brief)
    named["CITATION.txt"] = _citation(brief)
    return named


def _finding_rows(brief: Brief) -> Iterable[Iterable[object]]:
    rows = [_flat(finding_as_json(finding)) for finding in brief.findings.values()]
    yield rows[0].keys() if rows else ("key",)
    yield from (row.values() for row in rows)


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    return {name: "" if value is None else value for name, value in row.items()}


def _table_rows(table: Table) -> Iterable[Iterable[object]]:
    """A table with its numbers unrounded; a range takes two more columns."""
    numeric = {position for position in range(len(table.columns)) if table.is_numeric(position)}
    header: list[object] = []
    for position, column in enumerate(table.columns):
        header += [column, f"{column}: low", f"{column}: high"] if position in numeric else [column]
    yield header
    for row in table.rows:
        entries: list[object] = []
        for position, cell in enumerate(row):
            entries += _numbers(cell) if position in numeric else [cell]
        yield entries


def _numbers(cell: Cell) -> list[object]:
    if not isinstance(cell, Phrase):
        return [cell, "", ""]
    finding = cell.finding
    return ["" if number is None else repr(number) for number in (finding.value, finding.low, finding.high)]


def _csv(rows: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow([_safe(entry) for entry in row])
    return buffer.getvalue()


def _safe(entry: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe; numbers stay as they are."""
    if not isinstance(entry, str) or not entry or entry[0] not in "=+-@\t\r":
        return entry
    try:
        float(entry)
    except ValueError:
        return "'" + entry
    return entry


def _terms(brief: Brief) -> str:
    data = [source for source in brief.sources if source.kind == "data"]
    listed = "\n".join(f"- {source.title}. {source.detail} {source.url}".rstrip() for source in data)
    return (
        "The program that made these files is licensed under the Apache License 2.0.\n"
        "The figures computed by it may be reused under CC BY 4.0: name tradetalks and the sources below,\n"
        "whose own terms apply to what was taken from them.\n\n"
        f"{listed}\n"
    )


def _citation(brief: Brief) -> str:
    version = brief.versions.get("tradetalks", "")
    return (
        f"{brief.title}. Brief for {brief.day.isoformat()}, known {brief.known.isoformat()}, "
        f"compared with {brief.before.isoformat()}. Computed with tradetalks {version}.\n"
        "Cite a single number by its key, for example:\n"
        f"{next(iter(brief.findings), '')}\n"
    )
