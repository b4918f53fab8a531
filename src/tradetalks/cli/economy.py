"""tradetalks economy: build a world from raw statistics, show what one is, check one."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradetalks.cli.output import console, print_json, progress
from tradetalks.errors import BadInput

if TYPE_CHECKING:
    from tradetalks.economy.checks import Check
    from tradetalks.economy.economy import Economy
    from tradetalks.economy.summary import EconomyRow, SectorRow

economy = typer.Typer(
    no_args_is_help=True, help="The world before: build it from statistics, see what it is, check it."
)

World = Annotated[str, typer.Argument(metavar="[NAME|FOLDER]", help="A shipped world or a folder in its format.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@economy.command("build")
def build(
    raw: Annotated[
        Path | None,
        typer.Option(help="Folder of raw statistics; TRADETALKS_DATA, else a folder shared/data beside the checkout."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder to write.")] = Path("world-2024"),
    json: Json = False,
) -> None:
    """Build world-2024 from the raw statistics and write it to a folder."""
    from tradetalks.economy.build.raw import raw_folder
    from tradetalks.economy.build.ship import ship
    from tradetalks.economy.build.world_2024 import build_world

    folder = raw_folder(raw or Path(os.environ.get("TRADETALKS_DATA", "../shared/data")))
    with progress("Building the world of 2024 from raw statistics"):
        built = build_world(folder)
        ship(built, folder, out)
    _tell_checks(str(out), json=json)


@economy.command("check")
def check(world: World = "world-2024", json: Json = False) -> None:
    """Read a world, tell every mistake in it, and compare it with the targets beside it."""
    _tell_checks(world, json=json)


@economy.command("show")
def show(
    world: World = "world-2024",
    one: Annotated[str | None, typer.Option("--economy", help="One economy by sector, e.g. USA.")] = None,
    json: Json = False,
) -> None:
    """Print what a world is: economies, sources, proxies, what was adjusted; or one economy by sector."""
    from tradetalks.economy.load import load_economy
    from tradetalks.economy.read import read_manifest, world_folder
    from tradetalks.economy.summary import economy_rows, sector_rows

    read = load_economy(world)
    manifest = read_manifest(world_folder(world))
    rows = economy_rows(read, manifest)
    sectors = sector_rows(read, one) if one else ()
    if json:
        told: dict[str, Any] = {
            **{key: getattr(read.provenance, key) for key in ("name", "year", "unit", "digest")},
            "economies": [dataclasses.asdict(row) for row in rows],
            "sectors": list(read.axes.sectors),
            **{key: manifest.get(key, []) for key in ("sources", "method", "proxies", "notes", "checks")},
            "largest_adjustments": manifest.get("largest_adjustments", []),
        }
        if one:
            told |= {"economy": one, "by_sector": [dataclasses.asdict(row) for row in sectors]}
        print_json("tradetalks/economy-show/1", told)
    elif one:
        _show_sectors(read, one, sectors)
    else:
        _show_world(read, manifest, rows)


def _tell_checks(world: str, *, json: bool) -> None:
    from tradetalks.economy.checks import check_world, read_targets
    from tradetalks.economy.load import load_economy
    from tradetalks.economy.read import read_manifest, world_folder

    mistakes: list[dict[str, str]] = []
    checks: tuple[Check, ...] = ()
    refused: BadInput | None = None
    try:
        folder = world_folder(world)
        read = load_economy(world)
        checks = check_world(read.unsplit, read_targets(folder), read_manifest(folder).get("groups"))
    except BadInput as refusal:
        refused = refusal
        mistakes = [{"where": m.where, "what": m.what, "todo": m.todo} for m in refusal.mistakes]
    missed = [one for one in checks if not one.holds]
    if json:
        told = [{**dataclasses.asdict(c.target), "value": c.value, "gap": c.gap, "holds": c.holds} for c in checks]
        body = {"world": world, "sound": not mistakes and not missed, "mistakes": mistakes, "checks": told}
        print_json("tradetalks/economy-check/1", body)
    elif refused:
        typer.echo(str(refused), err=True)
    else:
        typer.echo(f"{world}: {_size(read)}. Every account closes; nothing is negative.")
        typer.echo(f"{len(checks) - len(missed)} of {len(checks)} targets are met.")
        for one in missed:
            named = " ".join(filter(None, (one.target.account, one.target.importer, one.target.exporter)))
            typer.echo(
                f"  {named} {one.target.sector}: {one.value:,.0f}, wanted {one.target.target:,.0f} ({one.gap:+.1%})"
            )
    if refused or missed:
        raise typer.Exit(BadInput.exit_code)


def _size(read: Economy) -> str:
    """How many economies and sectors the statistics have, and how many critical inputs were split out of these."""
    split = f", {len(read.items)} critical inputs split out of them" if read.items else ""
    return f"{len(read.axes.economies)} economies, {len(read.unsplit.axes.sectors)} sectors{split}"


def _show_world(read: Economy, manifest: dict[str, Any], rows: tuple[EconomyRow, ...]) -> None:
    from rich.table import Table

    out = console()
    facts = read.provenance
    out.print(f"[bold]{manifest.get('title', facts.name)}[/bold]")
    out.print(f"{facts.name}, {facts.year}, {facts.unit}; {_size(read)}")
    wide = out.width >= 90
    table = Table(box=None, pad_edge=False, title_justify="left", title=f"Values in thousand {facts.unit}")
    headings = ["economy", "GDP", "gap", *(["exports", "imports"] if wide else []), "balance", "tariff"]
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "economy" else "right", no_wrap=True)
    for row in rows:
        gap = "unknown" if row.gdp_gap is None else f"{abs(100 * row.gdp_gap):.2f} %"
        name = f"{row.economy:6} {row.name.split(' (')[0]}" if wide and row.name != row.economy else row.economy
        traded = [_thousand(row.exports), _thousand(row.imports)] if wide else []
        tariff = f"{100 * row.average_tariff:.1f} %"
        table.add_row(name, _thousand(row.gdp), gap, *traded, _thousand(row.balance), tariff)
    out.print(table)
    out.print("gap: GDP against its source; tariff: revenue over imports. Goods and services, border values.")
    for title, lines in (
        ("Sources", [_source(source) for source in manifest.get("sources", [])]),
        ("Method", manifest.get("method", [])),
        ("Proxies", manifest.get("proxies", [])),
        ("Notes", manifest.get("notes", [])),
        ("Checks", [_check_line(one) for one in manifest.get("checks", [])]),
        ("Largest adjustments, 2022 flow to 2024", [_moved(one) for one in manifest.get("largest_adjustments", [])]),
    ):
        if lines:
            out.print(f"\n[bold]{title}[/bold]")
            for line in lines:
                out.print(f"- {line}", markup=False)


def _show_sectors(read: Economy, label: str, rows: tuple[SectorRow, ...]) -> None:
    from rich.table import Table

    out = console()
    out.print(f"[bold]{label}[/bold] in {read.provenance.name}, {read.provenance.year}, {read.provenance.unit}")
    table = Table(box=None, pad_edge=False, title_justify="left", title=f"Values in thousand {read.provenance.unit}")
    headings = ["sector", "output", "VA", "home", "exports", "imports", "tariff"]
    wide = out.width >= 90
    for heading in [*headings, *(["final", "main supplier"] if wide else [])]:
        table.add_column(heading, justify="left" if heading in ("sector", "main supplier") else "right", no_wrap=True)
    for row in rows:
        tariff = "" if row.average_tariff is None else f"{100 * row.average_tariff:.1f} %"
        cells = [row.sector, _thousand(row.output), _percent(row.value_added_share), _percent(row.home_share)]
        cells += [_thousand(row.exports), _thousand(row.imports), tariff]
        if wide:
            cells += [_percent(row.final_share), f"{row.main_supplier} {_percent(row.main_supplier_share)}"]
        table.add_row(*cells)
    out.print(table)
    final = "; final: final use in spending" if wide else ""
    out.print(f"VA: value added in output; home: home supply in spending{final}; tariff: average on imports.")


def _thousand(value: float) -> str:
    return f"{value / 1e3:,.1f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _source(source: Any) -> str:
    return f"{source['name']}; for {source['used_for']}; {source['terms']}" if isinstance(source, dict) else str(source)


def _check_line(one: dict[str, Any]) -> str:
    if "cells" in one:
        return f"{one['check']}: {one['hold']} of {one['cells']} hold, widest gap {100 * one['widest_gap']:.2g} %"
    return f"{one['check']}: {100 * one['value']:.2g} %"


def _moved(one: dict[str, Any]) -> str:
    before, after = one["raw_2022"] / 1e3, one["final_2024"] / 1e3
    return f"{one['exporter']} to {one['importer']}, {one['sector']}: {before:,.1f} to {after:,.1f} bn"
