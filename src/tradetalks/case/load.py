"""Reading a case folder into a `Case`: every file is read and checked, then all mistakes are told at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tradetalks.case import schema
from tradetalks.case.accepted import with_accepted
from tradetalks.case.checks import check_measure, check_party, check_scopes
from tradetalks.case.goods import EDITIONS, known_goods
from tradetalks.case.links import check_links
from tradetalks.case.mistakes import Mistakes
from tradetalks.case.model import DEFAULT_WORLD, Case, Observation, Scope
from tradetalks.case.nodes import Mapping, Scalar, read_yaml
from tradetalks.case.scopes import read_lines
from tradetalks.case.strays import note_strays
from tradetalks.case.tables import read_table
from tradetalks.case.values import BAD, SLUG_FORM, Entry, Link, Shape, Spot, is_code, is_slug
from tradetalks.case.worlds import sectors_of
from tradetalks.errors import BadInput, Mistake, did_you_mean

SHIPPED = Path(__file__).parent.parent / "cases"


def shipped_cases() -> tuple[str, ...]:
    """Names of the cases inside the package."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob("*/case.yaml")))


def load_case(name_or_folder: str | Path) -> Case:
    """Read a shipped case by name, or any case folder by path.

    Raises `BadInput` with every mistake of every file: where it stands, what is allowed, what to do.
    """
    try:
        folder = find_case(name_or_folder)
        with _collector_paused():
            return with_accepted(_Reading(folder).case())
    except OSError as reason:
        raise BadInput(Mistake(str(name_or_folder), f"cannot be read: {reason.strerror or reason}")) from None


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes tens of thousands of small values and no cycles: looking for cycles costs a fifth of its time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def find_case(name_or_folder: str | Path) -> Path:
    """The folder of a case: a shipped case's name, else a folder on disk."""
    if str(name_or_folder) in shipped_cases():
        return SHIPPED / str(name_or_folder)
    if not str(name_or_folder).strip():
        raise BadInput(
            Mistake("case", "the name is empty", f"Shipped: {', '.join(shipped_cases())}. Or name a folder.")
        )
    folder = Path(name_or_folder)
    if not folder.is_dir():
        what = "is a file, not a case folder" if folder.exists() else "is neither a shipped case nor a folder"
        todo = did_you_mean(str(name_or_folder), shipped_cases()).replace("One of:", "Shipped:")
        raise BadInput(Mistake(str(name_or_folder), what, f"{todo} `tradetalks new FOLDER` makes a case folder."))
    if not (folder / "case.yaml").is_file():
        raise BadInput(
            Mistake(str(name_or_folder), "holds no case.yaml", "`tradetalks new FOLDER` makes a folder that does.")
        )
    return folder


class _Reading:
    """One pass over a case folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = folder.resolve().name
        self.mistakes = Mistakes()
        self.links: list[Link] = []
        self.unread: set[str] = set()  # kinds of name that cannot be checked: the file that lists them is broken

    def case(self) -> Case:
        """Read, check, and either answer the case or raise `BadInput` with all mistakes."""
        note_strays(self.folder, self.shown, self.mistakes)
        head = self._head()
        parties = self._items("parties.yaml", schema.PARTY, "party")
        references = self._items("references.yaml", schema.REFERENCE, "reference")
        measures = self._measures()
        agenda = self._items("agenda.yaml", schema.AGENDA_ITEM, "agenda item")
        calendar = self._items("calendar.yaml", schema.CALENDAR_ENTRY, "calendar entry")
        scopes = self._scopes()
        observations = self._observations()

        for entry in parties.values():
            check_party(entry)
        for entry in measures.values():
            check_measure(entry)
        check_scopes(scopes)
        known = {
            "party": frozenset(parties),
            "reference": frozenset(references),
            "measure": frozenset(measures),
            "scope": frozenset(scopes),
            "member": frozenset(
                member for entry in parties.values() if entry.value is not BAD for member in entry.value.members
            ),
        }
        sectors = sectors_of(head.get("world", DEFAULT_WORLD))
        if sectors is None:
            self.unread.add("sector")
        check_links(self.links, {**known, "sector": frozenset(sectors or ())}, self.unread)
        for kind, file, found in (("party", "parties.yaml", parties), ("measure", "measures/", measures)):
            if not found and kind not in self.unread:
                self.mistakes.note(f"{self.shown}/{file}", f"holds no {kind}", "A case needs at least one.")
        self.mistakes.refuse()
        return Case(
            **head,
            parties=_values(parties),
            references=_values(references),
            measures=_values(measures),
            agenda=_values(agenda),
            calendar=_values(calendar),
            scopes=_values(scopes),
            observations=observations,
            folder=str(self.folder),
        )

    def _spot(self, file: str) -> Spot:
        return Spot(f"{self.shown}/{file}", "", self.mistakes, self.links)

    def _head(self) -> dict[str, Any]:
        root = self._yaml("case.yaml", "head")
        if "head" in self.unread:
            return {}
        spot = self._spot("case.yaml")
        if "name" not in root.keys and not is_slug(self.shown):
            spot.note(root, f"the folder's name \"{self.shown}\" cannot be the case's", "Add `name:` in lower case.")
        head = schema.HEAD(root, spot)
        if head is not BAD and head["before"] >= head["day"]:
            spot.note(
                root.values["before"], "`before` is not earlier than `day`", "A brief looks from one to the other."
            )
        return {} if head is BAD else {"name": self.shown, **head}

    def _items(self, file: str, shape: Shape, kind: str) -> dict[str, Entry]:
        """The items of one file, keyed by id; an absent file holds none."""
        root = self._yaml(file, kind)
        spot = self._spot(file)
        return {name: self._item(name, root, shape, spot) for name in root.keys}

    def _yaml(self, file: str, kind: str) -> Mapping:
        """The content of a YAML file; empty when it is absent, or broken (then remembered as unread)."""
        path = self.folder / file
        if not path.exists():
            return Mapping(1, 1)
        root = read_yaml(path, f"{self.shown}/{file}", self.mistakes)
        if root is None:
            self.unread.add(kind)
        return root or Mapping(1, 1)

    def _item(self, name: str, root: Mapping, shape: Shape, spot: Spot) -> Entry:
        node = root.values[name]
        inside = spot.inside(name)
        fits, form = (is_code, "capitals and digits") if shape is schema.PARTY else (is_slug, SLUG_FORM)
        if not fits(name):
            spot.note(root.keys[name], f'"{name}" is not a usable id', f"Use {form}.")
        value = shape(node, inside, id=name)
        return Entry(value, node if isinstance(node, Mapping) else root, inside)

    def _measures(self) -> dict[str, Entry]:
        """Measures of measures.yaml and measures/*.yaml together; an id stands in one place only."""
        found: dict[str, Entry] = {}
        inside = sorted(path.name for path in (self.folder / "measures").glob("[!.]*.yaml"))
        for file in ["measures.yaml", *(f"measures/{name}" for name in inside)]:
            for name, entry in self._items(file, schema.MEASURE, "measure").items():
                if name in found:
                    first = found[name]
                    place = f"{first.spot.file}:{first.node.line}"
                    entry.spot.note(entry.node, f"the measure is already in {place}", "Keep one of the two.")
                found.setdefault(name, entry)
        return found

    def _scopes(self) -> dict[str, Entry]:
        """Every scope of scopes.yaml with the lines of its CSV file, where it has one."""
        said = "scope/scopes.yaml"
        root = self._yaml(said, "scope")
        if "scope" in self.unread:
            return {}
        files = {path.stem: path for path in sorted((self.folder / "scope").glob("[!.]*.csv"))}
        spot = self._spot(said)
        found = {name: self._scope(name, root, files.get(name), spot) for name in root.keys}
        for name in files.keys() - root.keys.keys():
            self.mistakes.note(
                f"{self.shown}/scope/{name}.csv",
                "has no entry in scope/scopes.yaml",
                f"Add `{name}:` there, with title, edition and reference.",
            )
            found[name] = Entry(BAD, root, spot)
        return found

    def _scope(self, name: str, root: Mapping, file: Path | None, spot: Spot) -> Entry:
        node = root.values[name]
        inside = spot.inside(name)
        before = len(self.mistakes)
        given = schema.SCOPE(node, inside)
        node = node if isinstance(node, Mapping) else root
        written = node.values.get("edition")
        edition = written.text if isinstance(written, Scalar) else ""
        if written is not None and edition and not known_goods(edition):
            return Entry(inside.note(written, f'unknown edition "{edition}".', EDITIONS), node, inside)
        lines = read_lines(file, self._spot(f"scope/{name}.csv"), edition) if file else ()
        if len(self.mistakes) > before:
            return Entry(BAD, node, inside)
        return Entry(Scope(name=name, lines=lines, **given), node, inside)

    def _observations(self) -> tuple[Observation, ...]:
        return tuple(self._each_observation()) if (self.folder / "observations.csv").exists() else ()

    def _each_observation(self) -> Iterator[Observation]:
        spot = self._spot("observations.csv")
        for row in read_table(self.folder / "observations.csv", spot, tuple(schema.OBSERVATION.keys)).rows:
            given = row.filled()
            value = schema.OBSERVATION(Mapping(row.line, 1, given, {**given}), spot)
            if value is not BAD:
                yield value


def _values(entries: dict[str, Entry]) -> tuple[Any, ...]:
    return tuple(entry.value for entry in entries.values())
