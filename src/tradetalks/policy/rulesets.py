"""Rule sets: `legal`, and named deviations from it that turn the law into another source's conventions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from tradetalks.case.model import Act, Case, Measure, Scope
from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.policy.scopes import Same, padded

LEGAL = "legal"


@dataclass(frozen=True)
class Deviation:
    """One named way in which a source departs from the law. Empty fields change nothing.

    stacks: measure -> its rules. depth: scope -> digits at which its codes are read. whole: scopes that count the full
    value of goods of which the law charges a part. certain: scopes that count as covered what the law only perhaps
    covers. drop: scope -> codes missing from it. acts: measure -> its own dates and rates, replacing its law. without:
    measures that the source leaves out. collected_base: the base is the duty collected in the weights' year.
    """

    name: str
    says: str
    stacks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    depth: tuple[tuple[str, int], ...] = ()
    whole: tuple[str, ...] = ()
    certain: tuple[str, ...] = ()
    drop: tuple[tuple[str, tuple[str, ...]], ...] = ()
    acts: tuple[tuple[str, tuple[Act, ...]], ...] = ()
    without: tuple[str, ...] = ()
    collected_base: bool = False

    @cached_property
    def rereads(self) -> frozenset[str]:
        """Scopes that it reads in another way."""
        return frozenset((*dict(self.depth), *self.whole, *self.certain, *dict(self.drop)))


@dataclass(frozen=True)
class Ruled:
    """A case under a rule set, ready for `policy_at`."""

    case: Case
    collected_base: bool = False


@dataclass(frozen=True)
class RuleSet:
    """A named list of deviations from the law, and where the source's conventions are described."""

    name: str
    title: str
    source: str
    deviations: tuple[Deviation, ...]


def rule_sets(case: Case) -> tuple[str, ...]:
    """Names of the rule sets that a case knows."""
    folder = Path(case.folder) / "rulesets" if case.folder else None
    files = sorted(folder.glob("*.yaml")) if folder and folder.is_dir() else []
    return (LEGAL, *(file.stem for file in files))


def rule_set(case: Case, name: str) -> RuleSet:
    """Read a rule set of the case; raises `BadInput` naming those there are."""
    if name == LEGAL:
        return RuleSet(LEGAL, "the law as written", "", ())
    if name not in rule_sets(case):
        raise BadInput(Mistake("rules", f'unknown rule set "{name}"', did_you_mean(name, rule_sets(case))))
    path = Path(case.folder) / "rulesets" / f"{name}.yaml"
    found = _read(path, path.stat().st_mtime_ns)
    _check_measures(found, case, path)
    return found


def applied(case: Case, name: str) -> Ruled:
    """The case with every deviation of a rule set applied."""
    return deviated(case, rule_set(case, name).deviations)


def deviated(case: Case, deviations: Sequence[Deviation]) -> Ruled:
    """The case with these deviations applied; they touch different things, so their order does not matter."""
    measures = list(case.measures)
    for deviation in deviations:
        measures = [_changed(measure, deviation) for measure in measures if measure.id not in deviation.without]
    scopes = tuple(_reread(scope, deviations) for scope in case.scopes)
    collected = any(deviation.collected_base for deviation in deviations)
    return Ruled(replace(case, measures=tuple(measures), scopes=scopes) if deviations else case, collected)


def _changed(measure: Measure, deviation: Deviation) -> Measure:
    stacks, acts = dict(deviation.stacks).get(measure.id), dict(deviation.acts).get(measure.id)
    if stacks is None and acts is None:
        return measure
    return replace(measure, stacks=stacks or measure.stacks, acts=acts or measure.acts)


def _reread(scope: Scope, deviations: Sequence[Deviation]) -> Scope:
    """A scope as these deviations read it; the same scope where none of them speaks of it."""
    for deviation in deviations:
        scope = _reread_once(Same(scope), deviation) if scope.name in deviation.rereads else scope
    return scope


@lru_cache(maxsize=512)
def _reread_once(same: Same, deviation: Deviation) -> Scope:
    scope = same.scope
    digits, dropped = dict(deviation.depth).get(scope.name), dict(deviation.drop).get(scope.name)
    if digits is not None:
        scope = padded(scope, digits)
    if scope.name in deviation.whole:
        scope = replace(scope, lines=tuple(line._replace(share=1.0) for line in scope.lines))
    if scope.name in deviation.certain:
        scope = replace(scope, lines=tuple(line._replace(certainty="definite") for line in scope.lines))
    if dropped is not None:
        scope = replace(scope, lines=tuple(line for line in scope.lines if not line.hs.startswith(dropped)))
    return scope


def _act(day: date | str, what: float | str) -> Act:
    """A day of a source's own schedule: a rate, `starts` for what has none, or `ends`."""
    on = day if isinstance(day, date) else date.fromisoformat(day)
    if what == "ends":
        return Act(on=on, announced=on, reference=(), ends="replacement")
    return Act(on=on, announced=on, reference=(), rate=None if what == "starts" else float(what))


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> RuleSet:  # noqa: ARG001 - part of the cache's key
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        deviations = tuple(_deviation(name, body) for name, body in raw["deviations"].items())
        return RuleSet(path.stem, raw["title"], raw["source"], deviations)
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadInput(Mistake(str(path), f"not a rule set ({error})")) from None


def _check_measures(found: RuleSet, case: Case, path: Path) -> None:
    """Every measure and scope that a rule set speaks of is in the case."""
    measures, scopes = {measure.id for measure in case.measures}, {scope.name for scope in case.scopes}
    named = dict.fromkeys(n for d in found.deviations for n in [*dict(d.stacks), *dict(d.acts), *d.without])
    read = dict.fromkeys(n for d in found.deviations for n in sorted(d.rereads))
    wrong = [
        Mistake(str(path), f'unknown {kind} "{name}"', did_you_mean(name, known))
        for kind, names, known in (("measure", named, measures), ("scope", read, scopes))
        for name in names
        if name not in known
    ]
    if wrong:
        raise BadInput(wrong)


def _deviation(name: str, body: dict[str, Any]) -> Deviation:
    return Deviation(
        name=name,
        says=body["says"],
        stacks=tuple((measure, tuple(rules)) for measure, rules in body.get("stacks", {}).items()),
        depth=tuple((scope, int(digits)) for scope, digits in body.get("depth", {}).items()),
        whole=tuple(body.get("whole", ())),
        certain=tuple(body.get("certain", ())),
        drop=tuple((scope, tuple(map(str, codes))) for scope, codes in body.get("drop", {}).items()),
        acts=tuple(
            (measure, tuple(_act(day, what) for day, what in acts.items()))
            for measure, acts in body.get("acts", {}).items()
        ),
        without=tuple(body.get("without", ())),
        collected_base=bool(body.get("collected-base", False)),
    )
