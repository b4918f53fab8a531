"""A new case folder from the commented template beside this file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from string import Template

from tradetalks.case.values import is_slug
from tradetalks.case.worlds import no_such_world
from tradetalks.errors import BadInput, Mistake

_TEMPLATE = Path(__file__).parent / "template"


def new_case(folder: Path, *, world: str) -> tuple[str, ...]:
    """Write the template to a folder that is not there or empty; answers the files made, relative to it.

    The folder appears whole or not at all. Raises `BadInput` when it holds something, when its name cannot
    be a case's name, when there is no such world, or when it cannot be written.
    """
    where = str(folder)
    target = folder.resolve()
    if not is_slug(target.name):
        raise BadInput(
            Mistake(
                where, f'"{target.name}" cannot be the name of a case', "Use lower-case letters, digits and hyphens."
            )
        )
    if not is_slug(world):
        raise BadInput(Mistake("--world", f'"{world}" cannot be the name of a world', "For example world-2024."))
    wrong = no_such_world(world)
    if wrong:
        raise BadInput(Mistake("--world", *wrong))
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise BadInput(
            Mistake(where, "is already there and not an empty folder", "Choose another name; nothing was written.")
        )
    try:
        return _make(target, world)
    except OSError as reason:
        raise BadInput(Mistake(where, f"cannot be written: {reason.strerror}", "Nothing was written.")) from None


def _make(target: Path, world: str) -> tuple[str, ...]:
    """Build the folder beside its place and rename it there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        shutil.copytree(_TEMPLATE, building, dirs_exist_ok=True)
        head = building / "case.yaml"
        head.write_text(Template(head.read_text(encoding="utf-8")).substitute(world=world), encoding="utf-8")
        building.chmod(0o755)
        building.replace(target)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return tuple(sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()))
