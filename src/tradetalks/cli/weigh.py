"""tradetalks weigh: recompute a case's trade weights from trade by tariff line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tradetalks.cli.output import console, print_json, progress
from tradetalks.errors import BadInput, Mistake


def weigh(
    case: Annotated[str, typer.Argument(help="A shipped case, for example london-2025, or a case folder.")],
    raw: Annotated[
        Path,
        typer.Option(
            envvar="TRADETALKS_DATA", help="Folder of raw statistics; default: shared/data beside the checkout."
        ),
    ] = Path("../shared/data"),
    out: Annotated[Path | None, typer.Option(help="Write here instead of the case's weights/ folder.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Turn lists of goods into shares of trade: by importer, partner, sector and overlap of lists."""
    from tradetalks.case import load_case

    read = load_case(case)
    if not raw.is_dir():
        raise BadInput(Mistake("--raw", f"{raw} is not a folder", "Give the folder of the raw statistics."))
    with progress("Weighing trade by tariff line"):
        from tradetalks.policy.weighing import weigh as compute
        from tradetalks.policy.weighing import write_weights

        weights = compute(read, raw)
        try:
            written = write_weights(weights, out or Path(read.folder) / "weights", read.world)
        except OSError as trouble:
            raise BadInput(Mistake(str(out), f"cannot be written: {trouble.strerror}")) from None
    shares = [one for one in weights.scopes if one.scope == one.token and one.covered + one.maybe > 0.0]
    if json:
        body = {
            "case": read.name,
            "world": read.world,
            "files": [str(path) for path in written],
            "atoms": len(weights.atoms),
            "shares": [
                {
                    "importer": one.importer,
                    "partner": one.partner,
                    "scope": one.scope,
                    "lines": one.lines,
                    "percent": 100.0 * one.covered / one.total,
                    "percent_maybe": 100.0 * one.maybe / one.total,
                }
                for one in shares
            ],
        }
        print_json("tradetalks/weigh/1", body)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("importer", "partner", "scope"):
        table.add_column(name)
    for name in ("lines", "per cent", "perhaps"):
        table.add_column(name, justify="right")
    parties = {party.id for party in read.parties}
    for one in shares:
        if one.partner in parties:
            share, maybe = 100.0 * one.covered / one.total, 100.0 * one.maybe / one.total
            table.add_row(one.importer, one.partner, one.scope, f"{one.lines:,}", f"{share:.2f}", f"{maybe:.2f}")
    console().print(table)
    for path in written:
        typer.echo(f"Wrote {path}", err=True)
