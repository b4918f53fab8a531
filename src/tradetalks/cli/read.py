"""tradetalks read: articles in, a dossier out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tradetalks.cli.output import console, print_json, progress, steps

if TYPE_CHECKING:
    from tradetalks.case.model import Case
    from tradetalks.press.dossier import Dossier
    from tradetalks.press.model import Document
    from tradetalks.press.store import Reading

EVERY = 500  # articles between two lines of progress, and from which on comparing takes long enough to tell of it
FEW_COLLECTIONS = (100_000, 50, 100)  # reading makes many small values and no cycles: collecting them seldom is quicker


def read(
    folder: Annotated[Path, typer.Argument(help="A folder of articles (.txt, .md, .html), or one article.")],
    case: Annotated[str | None, typer.Option(help="A shipped case or a case folder: its agenda and parties.")] = None,
    into: Annotated[
        Path | None, typer.Option(help="A dossier folder: the articles join those there; page and data are written.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare what articles report: who said what, where they differ, what only one of them has."""
    from tradetalks.press import archive
    from tradetalks.press.corrections import FILE, read_corrections
    from tradetalks.press.dossier import dossier

    known_case = _case(case)
    gc.set_threshold(*FEW_COLLECTIONS)
    old = dict(archive.known_articles(into)) if into else {}
    beside = (folder if folder.is_dir() else folder.parent) / FILE
    chosen = archive.corrections_file(into, beside) if into else beside
    found: dict[str, str] = {}
    with steps() as say:
        say(f"Reading {folder}")
        corrections = read_corrections(chosen, _documents((*old.values(), folder)))
        made = dossier(
            _readings(old, folder, found, say), case=known_case, corrections=corrections,
            known=tuple(old) if old else None,
            say=lambda what: say(f"Comparing: {what}") if len(old) + len(found) >= EVERY else None,
        )  # fmt: skip
    if into is not None:
        archive.keep_articles(into, ((id, _file(folder, name)) for id, name in found.items()))
        archive.keep_corrections(into, beside)
        with progress(f"Writing {into}"):
            _write(into, made, known_case)
    elif known_case is not None:
        _tell_of_proposals(made, known_case)
    _print(made, json=json)


def _case(name: str | None) -> Case | None:
    if name is None:
        return None
    from tradetalks.case import load_case

    return load_case(name)


def _documents(places: Iterable[Path], say: Callable[[str], None] | None = None) -> Iterator[Document]:
    from tradetalks.press.reading import documents

    def told(file: Path, place: int, of: int) -> None:
        if say is not None and place % EVERY == 0:
            say(f"Reading {place:,} of {of:,} articles: {file.name}")

    for place in places:
        yield from documents(place, progress=told)


def _readings(
    old: Mapping[str, Path], folder: Path, found: dict[str, str], say: Callable[[str], None]
) -> Iterator[Reading]:
    """The old articles, then those of the folder that are new; ``found`` gets the ids and names of these."""
    from tradetalks.press.dossier import read_document

    for document in _documents(old.values()):
        yield read_document(document)
    for document in _documents([folder], say):
        if document.id not in old:
            found.setdefault(document.id, document.name)
            yield read_document(document)
    say(f"Comparing {len(old) + len(found):,} articles")


def _file(folder: Path, name: str) -> Path:
    return folder if folder.is_file() else folder / name


def _write(into: Path, made: Dossier, case: Case | None) -> None:
    from tradetalks.files import write_atomically
    from tradetalks.press.archive import write_dossier
    from tradetalks.press.page import page_pieces
    from tradetalks.press.proposals import proposals
    from tradetalks.press.telling import dossier_parts

    write_dossier(into, page_pieces(made), dossier_parts(made))
    typer.echo(f"Wrote {into / 'dossier.html'}", err=True)
    for proposal in proposals(made, case) if case else ():
        path = into / "proposals" / f"{proposal.id}.yaml"
        if not path.exists():  # a proposal under review is not overwritten
            write_atomically(path, proposal.yaml())
            typer.echo(f"Wrote {path}", err=True)


def _tell_of_proposals(made: Dossier, case: Case) -> None:
    from tradetalks.press.proposals import proposals

    if number := len(proposals(made, case)):
        typer.echo(f"{number} of the articles may change the case: --into FOLDER writes what they propose.", err=True)


def _print(made: Dossier, *, json: bool) -> None:
    if json:
        from tradetalks.press.telling import dossier_parts

        print_json("tradetalks/read/1", dossier_parts(made))
    else:
        from tradetalks.press.summary import print_summary

        print_summary(made, console())
