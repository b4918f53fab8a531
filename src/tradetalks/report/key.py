"""The name of a finding: case, day, known, horizon, scenario, outcome, economy and, where needed, a detail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tradetalks.errors import BadInput, Mistake

_SLUG = re.compile(r"[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*")
_HORIZON = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_SHAPE = "case/day/known-day/horizon/scenario/outcome/economy[/sector, partner or measure]"
_EXAMPLE = "london-2025/2025-06-10/known-2025-06-10/1-year/now/welfare-change/USA"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a number is about. ``str(key)`` and ``Key.parse`` are inverse to each other for every valid key.

    ``detail`` is a sector (``output-change/USA/machinery``), a partner (``imports-value-change/USA/CHN``)
    or a measure (``welfare-contribution/USA/us-301-list-1``), as the outcome says. Horizons are written
    with spaces (``1 year``) and appear in the text form with hyphens. Raises `BadInput` for a part that
    could not be told apart again.
    """

    case: str
    day: date
    known: date
    horizon: str
    scenario: str
    outcome: str
    economy: str
    detail: str = ""

    def __post_init__(self) -> None:
        mistakes = [
            Mistake(
                f"key, {part}", f'"{value}" may hold letters and digits joined by single hyphens, dots or underscores'
            )
            for part, value in self._slugs().items()
            if not _SLUG.fullmatch(value)
        ]
        if not _HORIZON.fullmatch(self.horizon):
            mistakes.append(Mistake("key, horizon", f'"{self.horizon}" is not words of small letters and digits'))
        if mistakes:
            raise BadInput(mistakes)

    def _slugs(self) -> dict[str, str]:
        slugs = {"case": self.case, "scenario": self.scenario, "outcome": self.outcome, "economy": self.economy}
        return slugs | ({"detail": self.detail} if self.detail else {})

    def __str__(self) -> str:
        parts = [
            self.case,
            self.day.isoformat(),
            f"known-{self.known.isoformat()}",
            self.horizon.replace(" ", "-"),
            self.scenario,
            self.outcome,
            self.economy,
        ]
        return "/".join([*parts, self.detail] if self.detail else parts)

    @classmethod
    def parse(cls, text: str) -> Key:
        """Read a key back. Raises `BadInput` saying which part cannot be read."""
        parts = text.split("/")
        if len(parts) not in (7, 8) or not all(parts):
            raise BadInput(
                Mistake(
                    "key",
                    f'"{text}" has {len(parts)} part{"s" * (len(parts) != 1)}',
                    f"Write {_SHAPE},\n  for example {_EXAMPLE}",
                )
            )
        case, day, known, horizon, scenario, outcome, economy, *detail = parts
        if " " in horizon:
            raise BadInput(Mistake("key, horizon", f'"{horizon}" holds a space', "Write 1-year, not 1 year."))
        return cls(
            case=case,
            day=_day(day, "day"),
            known=_day(known.removeprefix("known-"), "known", prefixed=known.startswith("known-")),
            horizon=horizon.replace("-", " "),
            scenario=scenario,
            outcome=outcome,
            economy=economy,
            detail="".join(detail),
        )


def _day(text: str, part: str, *, prefixed: bool = True) -> date:
    try:
        read = date.fromisoformat(text)
        if read.isoformat() != text or not prefixed:  # fromisoformat also reads 20250610 and 2025-W24-2
            raise ValueError
        return read
    except ValueError:
        shape = "known-2025-06-10" if part == "known" else "2025-06-10"
        raise BadInput(
            Mistake(f"key, {part}", f'"{text}" is not a day of the calendar', f"Write it as {shape}.")
        ) from None
