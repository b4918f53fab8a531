"""A dossier's folder: copies of its articles, its page and its data, so that new articles can join the old.

DOSSIER/articles/<id>/<file>   the articles, byte for byte
DOSSIER/corrections.yaml       what a reader has put right
DOSSIER/dossier.html           the page
DOSSIER/dossier.json           the same as data
DOSSIER/proposals/*.yaml       what might be added to a case, for review
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from tradetalks.errors import BadInput, Mistake
from tradetalks.files import write_atomically
from tradetalks.jsontext import pieces
from tradetalks.press.corrections import FILE

ARTICLES = "articles"


def is_dossier(folder: Path) -> bool:
    """Whether a folder is one that `tradetalks read --into` wrote."""
    return (folder / ARTICLES).is_dir() and (folder / "dossier.json").is_file()


def known_articles(folder: Path) -> Iterator[tuple[str, Path]]:
    """Ids and files of the articles a dossier folder holds; none when it does not exist yet.

    Raises `BadInput` when the path is a file, or a folder that is no dossier but holds something.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(Mistake(str(folder), "is a file", "Name a folder for the dossier."))
    if any(folder.iterdir()) and not (folder / ARTICLES).is_dir() and not (folder / "dossier.json").exists():
        raise BadInput(Mistake(str(folder), "holds something that is no dossier", "Name an empty or a new folder."))
    for file in sorted((folder / ARTICLES).glob("*/*"), key=lambda file: (file.name, file.parent.name)):
        yield file.parent.name, file


def keep_articles(folder: Path, found: Iterable[tuple[str, Path]]) -> None:
    """Copy articles, given by id and file, into the dossier's folder; one that is there already is left alone."""
    for id, file in found:
        place = folder / ARTICLES / id
        if id and not place.exists():
            write_atomically(place / file.name, file.read_bytes())


def write_dossier(folder: Path, page: Iterable[str], data: Mapping[str, Any]) -> None:
    """Write the page, given in pieces, and the data, whose long lists may be iterators."""
    write_atomically(folder / "dossier.html", page)
    write_atomically(folder / "dossier.json", chain(pieces(data, _as_json), "\n"))


def _as_json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=str)


def corrections_file(folder: Path, beside: Path) -> Path:
    """The corrections that hold for the dossier: its own once it has some, else those beside the articles."""
    own = folder / FILE
    return own if own.exists() else beside


def keep_corrections(folder: Path, beside: Path) -> None:
    """Take over the corrections beside the articles when the dossier has none yet."""
    if not (folder / FILE).exists() and beside.is_file():
        write_atomically(folder / FILE, beside.read_bytes())
