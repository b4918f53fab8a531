"""Average tariffs over time: a level for every day on which the law changes them, and what changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tradetalks.case.model import Case, Observation
from tradetalks.case.schedule import change_days
from tradetalks.policy.atoms import Weights
from tradetalks.policy.averages import ANCHORED, anchor, computed, method_of, pairs, published
from tradetalks.policy.rulesets import LEGAL
from tradetalks.policy.stack import Stack

VISIBLE = 0.05  # points below which a day is not a step of an average


@dataclass(frozen=True)
class Step:
    """From ``on`` the average is ``percent``; ``points`` says by how much each measure moved it that day."""

    on: date
    percent: float
    points: dict[str, float]


@dataclass(frozen=True)
class Series:
    """One average tariff over time, by one method, with the levels that others published."""

    importer: str
    exporter: str
    method: str
    note: str
    steps: tuple[Step, ...]
    sourced: tuple[Observation, ...]


def timeline(
    case: Case, known: date, start: date, end: date, *, rules: str = LEGAL, table: Weights | None = None
) -> tuple[Series, ...]:
    """Averages of each side on the other from ``start`` to ``end``, by what was public on ``known``.

    Where the base rate is known by tariff line the level is computed throughout. Where it is not, the line begins at
    the last published level before this case's first priced duty, and only changes since are computed. `table` as in
    `averages`.
    """
    days = [day for day in change_days(case, known) if start < day <= end]
    return tuple(_series(case, known, [start, *days], pair, rules, table) for pair in pairs(case))


def _series(
    case: Case, known: date, days: list[date], pair: tuple[str, str], rules: str, table: Weights | None
) -> Series:
    importer, exporter = pair
    levels = [(day, computed(case, day, known, importer, exporter, rules=rules, table=table)) for day in days]
    found = [(day, level) for day, level in levels if level is not None]
    sourced = tuple(reversed(published(case, days[-1], known, importer, exporter)))
    method = method_of(case, rules, importer, exporter)
    if not found:
        return Series(importer, exporter, method, "no trade weights for this pair", (), sourced)
    if found[0][1].level is not None:
        by_line = method.endswith("2024-weights")
        note = "computed from the law on trade " + ("of 2024 by tariff line" if by_line else "by sector")
        steps = tuple(_steps((day, now, now.level or 0.0) for day, now in found))
        return Series(importer, exporter, method, note, steps, sourced)
    level = anchor(case, days[-1], known, importer, exporter, rules=rules)
    if level is None:
        return Series(
            importer, exporter, ANCHORED, "the base rate is not known, and no level is published", (), sourced
        )
    note = f"anchored at the published {level.value:g} % of {level.on}; changes since computed"
    after = [(day, now, level.value + now.change) for day, now in found if day > level.on]
    first = Step(level.on, level.value, {})
    return Series(importer, exporter, ANCHORED, note, (first, *_steps(after, first.percent)), sourced)


def _steps(levels: Iterable[tuple[date, Stack, float]], last: float | None = None) -> Iterable[Step]:
    """Days on which the average moves visibly, with each measure's part in the move."""
    before: Stack | None = None
    for day, now, percent in levels:
        if last is None or abs(percent - last) >= VISIBLE:
            names = dict.fromkeys([*(before.added if before else {}), *now.added])
            moved = {n: now.added.get(n, 0.0) - (before.added.get(n, 0.0) if before else 0.0) for n in names}
            yield Step(day, percent, {name: points for name, points in moved.items() if abs(points) >= VISIBLE / 5})
            last, before = percent, now
