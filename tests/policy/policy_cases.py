"""Made-up cases for the tests of what is in force."""

from __future__ import annotations

from datetime import date

from tradetalks.case.model import Act, Case, Measure, Party, Reference, Scope, ScopeLine


def act(on: str, rate: float | None = None, announced: str | None = None, **other: object) -> Act:
    """An act written the short way; announced on its own day unless said otherwise."""
    until = other.pop("until", None)
    return Act(
        on=date.fromisoformat(on),
        announced=date.fromisoformat(announced or on),
        reference=("law",),
        rate=rate,
        until=date.fromisoformat(str(until)) if until else None,
        **other,  # type: ignore[arg-type]
    )


def measure(name: str, *acts: Act, **other: object) -> Measure:
    """An import tariff of A on B on all goods unless said otherwise."""
    said: dict[str, object] = {
        "title": name,
        "imposer": "A",
        "targets": ("B",),
        "instrument": "import-tariff",
        "authority": name,
        "scope": "all-goods",
        **other,
    }
    return Measure(id=name, acts=acts, **said)  # type: ignore[arg-type]


def sectors(name: str, **shares: float) -> Scope:
    """A scope given as shares of sectors."""
    return Scope(name=name, lines=tuple(ScopeLine(sector=sector, share=share) for sector, share in shares.items()))


def case_of(
    *measures: Measure, scopes: tuple[Scope, ...] = (), parties: tuple[Party, ...] = (), folder: str = ""
) -> Case:
    """A case of these measures between A and B."""
    return Case(
        name="made-up",
        title="Made up",
        checked_on=date(2025, 12, 31),
        before=date(2025, 1, 1),
        day=date(2025, 6, 1),
        parties=parties or (Party(id="A", title="A"), Party(id="B", title="B")),
        measures=measures,
        references=(Reference(id="law", title="Law"),),
        scopes=scopes,
        folder=folder,
    )
