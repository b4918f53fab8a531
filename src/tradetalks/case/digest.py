"""What a case's files hold, as one number: two folders of one name can be told apart."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tradetalks.case.load import SHIPPED, shipped_cases
from tradetalks.case.model import Case
from tradetalks.case.strays import FILES, FOLDERS

DIFFERS = "this case differs from the shipped one of that name"


def case_digest(case: Case) -> str:
    """The SHA-256 of a case's files, names and contents; empty for a case that was not read from a folder."""
    return _digest(Path(case.folder)) if case.folder else ""


def differs_from_shipped(case: Case) -> bool:
    """Whether a case read from a folder carries the name of a shipped one without being it."""
    if not case.folder or case.name not in shipped_cases():
        return False
    return case_digest(case) != _digest(SHIPPED / case.name)


def _digest(folder: Path) -> str:
    """Of every file that may be read, in order of path; hidden files do not count."""
    found = [folder / name for name in FILES]
    found += [path for name in FOLDERS for path in (folder / name).rglob("*")]
    paths = {path.relative_to(folder).as_posix(): path for path in found if path.is_file()}
    whole = hashlib.sha256()
    for name in sorted(paths):
        if not any(part.startswith(".") for part in name.split("/")):
            content = hashlib.sha256(paths[name].read_bytes()).hexdigest()
            whole.update(f"{content}  {name}\n".encode())
    return whole.hexdigest()
