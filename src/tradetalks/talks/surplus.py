"""Is there anything to agree on? The most each side could get while the others keep what failing gives them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.search import MET, Peak
from tradetalks.talks.starts import best_starts
from tradetalks.talks.taut import best
from tradetalks.talks.threat import Threat

LEAST = 1e-7  # a surplus below this, in payoff units, is none
ROUNDING = 10.0  # times the payoffs' accuracy, by which a best offer may miss the others' threat points
BELOW = 1e3  # how much a missing unit for one side outweighs a unit for another when looking for a start


@dataclass(frozen=True)
class NoDeal:
    """No package gives every party more than failing to agree.

    short  party -> by how much its best offer, with all others at their threat points, misses its own; a party whose
           best offer beats failing to agree is not named
    """

    threat: str
    short: dict[str, float]
    unit: str

    @property
    def words(self) -> str:
        """One line per party that no offer satisfies."""
        unit = " %" if "per cent" in self.unit else ""
        return "\n".join(
            f"no deal beats failing to agree for {party}: the best offer {_told(missing, unit)}"
            for party, missing in self.short.items()
        )


def _told(missing: float, unit: str) -> str:
    """Two significant digits; nothing at all is said as such."""
    return "gains nothing" if missing < LEAST else f"is short by {missing:.2g}{unit}"


@dataclass(frozen=True)
class Surplus:
    """Room for a deal.

    ideal  [party] the most each could get with all others at least at the threat point
    at     the settings that give party i its ideal. [party, instrument]
    """

    threat: Threat
    ideal: Array
    at: Array


def surplus(payoffs: Payoffs, threat: Threat) -> Surplus | NoDeal:
    """Each party's ideal point against a threat, or which parties no offer can satisfy."""
    peaks = [best_offer(payoffs, threat, i) for i in range(len(payoffs.parties))]
    ideal = np.array([peak.value for peak in peaks])
    short = {
        party: float(max(0.0, threat.value[i] - ideal[i]))
        for i, party in enumerate(payoffs.parties)
        if ideal[i] - threat.value[i] <= LEAST or peaks[i].short > _met(payoffs)
    }
    if short:
        return NoDeal(threat.name, short, payoffs.unit)
    return Surplus(threat, ideal, np.array([peak.x for peak in peaks]))


def best_offer(payoffs: Payoffs, threat: Threat, i: int) -> Peak:
    """max U_i subject to U_j >= d_j for all others; where that cannot be met, the least bad for them comes first."""
    rest = np.arange(len(payoffs.parties)) != i
    kept = threat.value[rest]

    def aim(x: Array) -> tuple[float, Array]:
        return float(payoffs.value(x)[i]), payoffs.gradient(x)[i]

    def rest_kept(x: Array) -> tuple[Array, Array]:
        return payoffs.value(x)[rest] - kept, payoffs.gradient(x)[rest]

    def score(value: Array) -> float:
        return float(value[i] - BELOW * np.maximum(kept - value[rest], 0.0).sum())

    starts = best_starts(payoffs, score)
    if threat.x is not None:
        starts.append(np.clip(threat.x, payoffs.low, payoffs.high))
    alone = best(payoffs, aim, starts[0])
    if (rest_kept(alone.x)[0] >= 0.0).all():
        return alone
    found = [best(payoffs, aim, start, rest_kept) for start in starts]
    return max(found, key=lambda peak: _rank(peak, _met(payoffs)))


def _rank(peak: Peak, met: float) -> tuple[bool, float]:
    return (True, peak.value) if peak.short <= met else (False, -peak.short)


def _met(payoffs: Payoffs) -> float:
    """A condition short by no more counts as met: no search can come closer than payoffs are exact."""
    return max(MET, ROUNDING * payoffs.accuracy)
