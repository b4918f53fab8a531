"""tradetalks finding: one number of a brief by its key, with its range and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli.output import print_json, steps

if TYPE_CHECKING:
    from tradetalks.report import Finding


def finding(
    key: Annotated[
        str,
        typer.Argument(
            help="case/day/known-day/horizon/scenario/outcome/economy[/detail], for example "
            "london-2025/2025-06-10/known-2025-06-10/1-year/now/welfare-change/USA"
        ),
    ],
    case: Annotated[str | None, typer.Option(help="The case's folder, where it is not a shipped one.")] = None,
    economy_table: Annotated[
        str | None, typer.Option(help="A shipped world table or a folder with one; default: the case's.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print one number of a brief: the same as on its page, found by the key written there."""
    from tradetalks.report.key import Key

    named = Key.parse(key)
    with steps() as tell:
        from tradetalks.brief import find

        found = find(named, case=case, economy=economy_table, tell=tell)
    if json:
        from tradetalks.report.as_json import finding_as_json

        print_json("tradetalks/finding/1", finding_as_json(found))
    else:
        typer.echo(_told(found))


def _told(found: Finding) -> str:
    from tradetalks.report.glossary import outcome_named
    from tradetalks.report.page import exact

    lines = [f"{exact(found.value)} {found.unit}".rstrip()]
    if found.low is not None and found.high is not None:
        lines.append(f"range {exact(found.low)} to {exact(found.high)} over low, central and high elasticities")
    lines.append(f"{outcome_named(found.key.outcome).title}: {outcome_named(found.key.outcome).meaning}")
    lines.append(f"source: {found.source}")
    if found.certificate is not None:
        lines.append(f"solved: every equation to {found.certificate.residual:.0e} or better")
    if found.note:
        lines.append(f"note: {found.note}")
    return "\n".join(lines)
