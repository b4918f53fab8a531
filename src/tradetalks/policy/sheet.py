"""Everything that can be told about one day: what bites in each direction, averages, threats, deadlines, unknowns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tradetalks.axes import Axes
from tradetalks.case.digest import DIFFERS, differs_from_shipped
from tradetalks.case.model import Act, Case, Measure
from tradetalks.case.schedule import Deadline, Step, deadlines, stopped_on, threats_on
from tradetalks.policy.at import policy_at
from tradetalks.policy.atoms import Weights
from tradetalks.policy.averages import Average, averages
from tradetalks.policy.rulesets import LEGAL
from tradetalks.policy.state import InForce, PolicyState

DUTIES = ("import-tariff", "tariff-ceiling", "tariff-quota", "tariff-exemption", "export-tax")
CONTROLS = ("export-licence", "export-ban", "import-ban", "entity-list")


@dataclass(frozen=True)
class Paused:
    """A measure whose terms are suspended that day, and the day on which they return."""

    measure: Measure
    since: date
    until: date | None


@dataclass(frozen=True)
class Threat:
    """Something announced that is not law."""

    measure: Measure
    act: Act


@dataclass(frozen=True)
class Sheet:
    """What is in force on a day, as known on a day."""

    case: Case
    state: PolicyState
    averages: tuple[Average, ...]
    paused: tuple[Paused, ...]
    threats: tuple[Threat, ...]
    ahead: tuple[Deadline, ...]

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """(imposer, target) in both directions between the parties that act on each other."""
        ids = [party.id for party in self.case.parties]
        acts = {
            (measure.imposer, target)
            for measure in self.case.measures
            for target in measure.targets
            if target in ids and measure.imposer in ids
        }
        mutual = [pair for pair in acts if pair[::-1] in acts]
        return tuple(sorted(mutual or acts, key=lambda pair: (ids.index(pair[0]), ids.index(pair[1]))))

    def biting(self, imposer: str, target: str, kinds: Iterable[str] | None = None) -> tuple[InForce, ...]:
        """Measures in force of one party that reach another, of some instruments."""
        return tuple(
            one
            for one in self.state.in_force
            if one.measure.imposer == imposer
            and (target in one.measure.targets or ("ALL" in one.measure.targets and target not in one.measure.exempt))
            and (kinds is None or one.measure.instrument in kinds)
        )

    def elsewhere(self) -> tuple[InForce, ...]:
        """Measures in force that reach none of the parties in dispute."""
        here = {id(one) for imposer, target in self.sides for one in self.biting(imposer, target)}
        return tuple(one for one in self.state.in_force if id(one) not in here)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know before using this."""
        found = []
        if differs_from_shipped(self.case):
            found.append(f"{self.case.name}: {DIFFERS}.")
        first = min((act.on for measure in self.case.measures for act in measure.acts if not act.threat), default=None)
        if first is not None and self.state.on < first:
            found.append(f"This case starts in {first.year}: its first act is of {first}, and nothing before is in it.")
        if self.state.on > self.case.checked_on:
            found.append(
                f"{self.state.on} is after {self.case.checked_on}, the last day this case was compared with the law: "
                "what changed since is not here."
            )
        if self.state.known < self.state.on:
            found.append(f"As the law stood on {self.state.known}: acts announced later are left out.")
        elif self.state.known > self.state.on:
            found.append(f"With what became public until {self.state.known}, acts that reach back included.")
        return tuple(found)


def sheet(
    case: Case,
    on: date,
    axes: Axes,
    *,
    known: date | None = None,
    rules: str = LEGAL,
    table: Weights | None = None,
) -> Sheet:
    """Gather what is in force on a day; `table` as in `averages`; raises `BadInput` like `policy_at`."""
    public = on if known is None else known
    state = policy_at(case, on, axes, known=public, rules=rules)
    steps = [(measure, stopped_on(measure, on, public)) for measure in case.measures]
    return Sheet(
        case=case,
        state=state,
        averages=averages(case, on, public, rules=rules, table=table),
        paused=tuple(_paused(measure, step, public) for measure, step in steps if step is not None and step.paused),
        threats=tuple(Threat(measure, act) for measure in case.measures for act in threats_on(measure, on, public)),
        ahead=deadlines(case, on, public),
    )


def _paused(measure: Measure, step: Step, known: date) -> Paused:
    ending = [act for act in measure.acts if act.on == step.on and act.ends is not None and act.announced <= known]
    return Paused(measure, step.on, ending[-1].until if ending else None)
