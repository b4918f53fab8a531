"""Real income split by measure, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.brief.measured import CENTRAL
from tradetalks.brief.question import Question
from tradetalks.brief.scenarios import Policies
from tradetalks.brief.solutions import Tell, changes
from tradetalks.report.findings import Certificate, Finding, rounded
from tradetalks.report.glossary import outcome_named

if TYPE_CHECKING:
    from tradetalks.economy.economy import Array
    from tradetalks.equilibrium.attribution import Attribution

OUTCOME = "welfare-contribution"
CLOSE = 2e-4  # of the largest total: below the last digit that a brief prints


def contributions(
    asked: Question, law: Policies, scenario: str, tell: Tell, economies: Sequence[str] = ()
) -> Iterator[Finding]:
    """What each measure contributes to real income at the main horizon (Aumann-Shapley), of the sides or as given."""
    from tradetalks.equilibrium.attribution import attribute
    from tradetalks.equilibrium.controls import controls_between

    horizon = asked.main_horizon
    tell(f"Splitting {horizon} by measure")
    now = law.states[scenario]
    controls = controls_between(law.before, now, asked.economy)
    change = changes(asked, law, horizon)
    split = attribute(
        asked.economy,
        change.shocks[scenario],
        _changes(law.before.contribution, now.contribution),
        export_taxes=_changes(law.before.export_tax_contribution, now.export_tax_contribution),
        costs=controls.log_paperwork,
        bans=controls.banned_by,
        of=economies or asked.sides,
        close=CLOSE,
        horizon=horizon,
        elasticities=change.elasticities[CENTRAL],
    )
    for economy in split.contribution.columns:
        for measure in split.contribution.index:
            yield Finding(
                key=asked.key(horizon, scenario, OUTCOME, economy, str(measure)),
                value=rounded(float(split.contribution.loc[measure, economy])),
                unit=outcome_named(OUTCOME).unit,
                source=f"model on {asked.economy.provenance.name}; Aumann-Shapley over {split.nodes} nodes",
                certificate=Certificate(converged=True, residual=split.residual),
                note=_note(split),
            )


@contextmanager
def prepared(asked: Question, law: Policies, scenario: str) -> Iterator[None]:
    """Compile the derivatives on another core while the worlds after are being solved."""
    from tradetalks.equilibrium.attribution import prepare

    change = changes(asked, law, asked.main_horizon)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(prepare, asked.economy, change.shocks[scenario], change.elasticities[CENTRAL], asked.sides)
        yield


def _note(split: Attribution) -> str:
    missed = f"the sum of all contributions misses the total by at most {split.gap:.0e} points"
    return missed if split.settled else f"{missed}: the quadrature did not settle in {split.nodes} nodes"


def _changes(before: Mapping[str, Array], now: Mapping[str, Array]) -> dict[str, Array]:
    """Measure -> what it adds now less what it added before; measures that changed nothing are left out."""
    shape = next(iter([*now.values(), *before.values()]), np.zeros(())).shape
    nothing = np.zeros(shape)
    names = dict.fromkeys([*before, *now])
    changes = {name: now.get(name, nothing) - before.get(name, nothing) for name in names}
    return {name: change for name, change in changes.items() if change.any()}
