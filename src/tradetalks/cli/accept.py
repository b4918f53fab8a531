"""tradetalks accept: put a reviewed proposal into a case folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tradetalks.cli.output import print_json
from tradetalks.errors import BadInput, Mistake


def accept(
    file: Annotated[Path, typer.Argument(help="A proposal that `tradetalks read --into` wrote, reviewed.")],
    case: Annotated[Path, typer.Argument(help="The case folder it goes into.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Lay a proposal over a case: it is kept in the case folder as accepted/<name>.yaml; remove that to undo it."""
    from tradetalks.case import load_case
    from tradetalks.case.accepted import FOLDER, overlaid
    from tradetalks.files import write_atomically
    from tradetalks.press.evidence import check_evidence

    if not file.is_file():
        raise BadInput(
            Mistake(str(file), "there is no such file", "Name a proposal, for example proposals/from-….yaml.")
        )
    if not case.is_dir():
        raise BadInput(Mistake(str(case), "is no case folder", "Shipped cases are not changed: copy one first."))
    target = case / FOLDER / f"{file.stem}.yaml"
    if target.exists():
        raise BadInput(Mistake(str(target), "is already accepted", "Remove it first to accept another version."))
    before = load_case(case)
    after = overlaid(before, [file])
    check_evidence(file)
    write_atomically(target, file.read_bytes())
    added = {
        "positions": sum(len(item.positions) for item in after.agenda) - sum(len(i.positions) for i in before.agenda),
        "calendar": len(after.calendar) - len(before.calendar),
        "acts": sum(len(m.acts) for m in after.measures) - sum(len(m.acts) for m in before.measures),
        "references": len(after.references) - len(before.references),
    }
    if json:
        print_json("tradetalks/accept/1", {"case": after.name, "accepted": str(target), "added": added})
        return
    typer.echo(
        f"{after.name}: " + ", ".join(f"{number} {kind}" for kind, number in added.items() if number) + " added."
    )
    typer.echo(f"Undo: remove {target}", err=True)
