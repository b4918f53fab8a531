"""What a brief rests on: parameters, sources and versions, to be printed with it."""

from __future__ import annotations

import platform
from importlib.metadata import version

from tradetalks.brief.law import references_used
from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import NOW, Policies
from tradetalks.case.digest import DIFFERS, case_digest, differs_from_shipped
from tradetalks.report.contents import ParameterLine, SourceLine

_MEANING = {
    "theta": "between countries of origin (trade elasticity)",
    "eta": "between labour and capital on one side and inputs on the other",
    "eps": "between inputs",
    "psi": "between goods that households buy",
    "kappa": "mobility of workers and capital between sectors (1: none, inf: full)",
}


def parameter_lines(horizons: tuple[str, ...]) -> tuple[ParameterLine, ...]:
    """The lines of the horizon table that were used."""
    from tradetalks.equilibrium import horizon_table

    return tuple(
        ParameterLine(
            row.horizon,
            _MEANING.get(row.parameter, row.parameter),
            row.low,
            row.central,
            row.high,
            f"{row.source} [{row.confidence}]",
        )
        for row in horizon_table()
        if row.horizon in horizons
    )


def source_lines(asked: Question, law: Policies) -> tuple[SourceLine, ...]:
    """The world's tables, then the documents behind the measures in force."""
    world = asked.economy.provenance
    data = [SourceLine(source, kind="data") for source in world.sources]
    borrowed = [SourceLine(proxy, kind="borrowed") for proxy in world.proxies]
    notes = [SourceLine(note, kind="note") for note in world.notes]
    notes += [
        SourceLine(f"Not in the sources, given so that it can grow: {flow}", kind="note") for flow in world.seeded
    ]
    if differs_from_shipped(asked.case):
        notes.insert(0, SourceLine(f"{asked.case.name}: {DIFFERS}", kind="note"))
    return (*data, *borrowed, *notes, *references_used(asked.case, law.states[NOW]))


def versions(asked: Question) -> dict[str, str]:
    """Programs, case and world, by version or digest."""
    world = asked.economy.provenance
    programs = {name: version(name) for name in ("tradetalks", "jax", "jaxlib", "numpy", "scipy")}
    return {
        "tradetalks": programs.pop("tradetalks"),
        "case": f"{asked.case.name}, compared with the law on {asked.case.checked_on.isoformat()}",
        "digest of the case": case_digest(asked.case) or "none",
        "world": f"{world.name}, {world.year}, {world.unit}",
        "digest of the world": world.digest or "none",
        "python": platform.python_version(),
        **programs,
    }
