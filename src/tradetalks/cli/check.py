"""tradetalks check: every mistake of a case at once, or one line saying that it reads well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tradetalks.cli.output import print_json
from tradetalks.errors import BadInput

if TYPE_CHECKING:
    from tradetalks.case.model import Case


def check(
    case: Annotated[
        str | None, typer.Argument(help="A shipped case or a case folder; the shipped ones if left out.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read a case and tell every mistake in it, with file, line and column."""
    from tradetalks.case import load_case, shipped_cases
    from tradetalks.case.digest import DIFFERS, differs_from_shipped
    from tradetalks.case.worlds import sectors_of

    read: list[Case] = []
    refused: list[BadInput] = []
    for name in [case] if case else shipped_cases():
        try:
            read.append(load_case(name))
        except BadInput as refusal:
            refused.append(refusal)
    mistakes = tuple(mistake for bad in refused for mistake in bad.mistakes)
    if json:
        told = [{"where": mistake.where, "what": mistake.what, "todo": mistake.todo} for mistake in mistakes]
        print_json(
            "tradetalks/check/1", {"sound": not mistakes, "cases": [_counts(one) for one in read], "mistakes": told}
        )
    else:
        for one in read:
            typer.echo(_line(one))
            if differs_from_shipped(one):
                typer.echo(f"{one.name}: {DIFFERS}.", err=True)
            if sectors_of(one.world) is None:
                typer.echo(f"{one.name}: the world {one.world} is not shipped, so sectors were not checked.", err=True)
        for bad in refused:
            typer.echo(str(bad), err=True)
    if refused:
        raise typer.Exit(BadInput.exit_code)


def _counts(case: Case) -> dict[str, Any]:
    from tradetalks.case.digest import case_digest

    return {
        "name": case.name,
        "folder": case.folder,
        "digest": case_digest(case),
        "world": case.world,
        "parties": len(case.parties),
        "measures": len(case.measures),
        "acts": sum(len(measure.acts) for measure in case.measures),
        "scopes": len(case.scopes),
        "references": len(case.references),
        "references_unconfirmed": sum(not reference.confirmed for reference in case.references),
        "acts_from_memory": sum(act.confidence == "mem" for measure in case.measures for act in measure.acts),
        "checked_on": case.checked_on,
    }


def _line(case: Case) -> str:
    counts = _counts(case)
    unconfirmed = counts["references_unconfirmed"]
    parts = [
        _of(counts["parties"], "party", "parties"),
        _of(counts["measures"], "measure", "measures"),
        _of(counts["acts"], "act", "acts"),
        _of(counts["references"], "reference", "references")
        + (f" ({unconfirmed:,} unconfirmed)" if unconfirmed else ""),
    ]
    if counts["acts_from_memory"]:
        parts.append(_of(counts["acts_from_memory"], "act", "acts") + " from memory")
    return f"{case.name}: {', '.join(parts)}; compared with the law on {case.checked_on}. No mistakes."


def _of(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"
