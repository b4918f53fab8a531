"""Files that look like part of a case but have another name would be silently ignored: they are told."""

from __future__ import annotations

import difflib
from pathlib import Path

from tradetalks.case.mistakes import Mistakes
from tradetalks.errors import did_you_mean

FILES = (
    "case.yaml",
    "parties.yaml",
    "agenda.yaml",
    "calendar.yaml",
    "references.yaml",
    "measures.yaml",
    "observations.csv",
)
FOLDERS = ("measures", "scope", "weights", "rulesets", "accepted")  # weights and rulesets: read by the policy room

_OURS = (".yaml", ".yml", ".csv")


def note_strays(folder: Path, shown: str, mistakes: Mistakes) -> None:
    """Note every YAML or CSV file of a case folder that nothing would read."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in FILES:
            _note_folder(path, shown, mistakes)
        elif path.suffix in _OURS and path.name not in FILES and not path.name.startswith("."):
            mistakes.note(f"{shown}/{path.name}", "is not a file of a case", did_you_mean(path.name, FILES))


def _note_folder(folder: Path, shown: str, mistakes: Mistakes) -> None:
    if folder.name not in FOLDERS:
        meant = difflib.get_close_matches(folder.name, FOLDERS, n=1, cutoff=0.75)
        if meant:
            mistakes.note(f"{shown}/{folder.name}", "is not read", f"Did you mean {meant[0]}/?")
        return
    for path in sorted(folder.rglob("*")) if folder.name in ("measures", "scope") else ():
        if path.suffix in _OURS and not path.name.startswith(".") and not _is_read(path.relative_to(folder.parent)):
            says = "*.yaml" if folder.name == "measures" else "scopes.yaml and *.csv"
            mistakes.note(f"{shown}/{path.relative_to(folder.parent)}", "is not read", f"This folder holds {says}.")


def _is_read(path: Path) -> bool:
    """Whether a path inside the case is one that is read."""
    if path.parent == Path("measures"):
        return path.suffix == ".yaml"
    return path.parent == Path("scope") and (path.suffix == ".csv" or path.name == "scopes.yaml")
