"""One line of a backtest: what was said, with its range, and what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Compared:
    """One figure said and what was recorded, or the band others give for it.

    verdict  "hit": inside the range; "miss": outside; "unknown" where either side is
    """

    group: str
    what: str
    unit: str
    said: float | None
    low: float | None
    high: float | None
    recorded: float | None
    recorded_high: float | None  # where the record is a band itself
    public: date | None
    source: str
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.recorded is None or self.low is None or self.high is None:
            return "unknown"
        top = self.recorded if self.recorded_high is None else self.recorded_high
        return "hit" if self.low <= top and self.recorded <= self.high else "miss"
