"""From solved outcomes to findings: the central value, and the range over low, central and high elasticities."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.axes import Axes
from tradetalks.brief.question import goods_of
from tradetalks.report.findings import Certificate, Finding, rounded
from tradetalks.report.glossary import outcome_named
from tradetalks.report.key import Key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tradetalks.economy.economy import Array, Economy
    from tradetalks.equilibrium import Outcomes

CENTRAL = "central"
Runs = Mapping[str, "Outcomes"]  # level of the elasticities -> outcomes
BY_SECTOR = ("output-change",)  # of the sides alone, with a sector in the key
BY_PARTNER = ("imports-value-change", "imports-value-change-usd", "goods-imports-value-change")  # with a partner
_BY_ECONOMY = {
    "welfare-change": "welfare_change",
    "equivalent-variation": "equivalent_variation",
    "real-gdp-change": "real_gdp_change",
    "consumer-price-change": "consumer_price_change",
    "consumer-price-own-change": "consumer_price_own_change",
    "terms-of-trade-change": "terms_of_trade_change",
    "tariff-revenue-change": "tariff_revenue_change",
}


@dataclass(frozen=True)
class Measuring:
    """One scenario at one horizon: its outcomes by level, and what its findings have in common."""

    stem: Callable[..., Key]  # outcome, economy, detail -> key
    economy: Economy
    sides: tuple[str, ...]
    runs: Runs
    source: str

    @property
    def axes(self) -> Axes:
        """The labels of the world."""
        return self.economy.axes

    @property
    def certificate(self) -> Certificate:
        """Outcomes exist only of what converged; the residual is the largest of the runs."""
        return Certificate(converged=True, residual=max(run.residual for run in self.runs.values()))

    def finding(self, outcome: str, economy: str, of: Callable[[Outcomes], float], detail: str = "") -> Finding:
        """One number in every run: central, lowest, highest."""
        values = {level: of(run) for level, run in self.runs.items()}
        return self._finding(outcome, economy, values, detail)

    def _finding(self, outcome: str, economy: str, values: Mapping[str, float], detail: str = "") -> Finding:
        values = {level: rounded(value) for level, value in values.items()}
        known = all(np.isfinite(value) for value in values.values())
        return Finding(
            key=self.stem(outcome, economy, detail),
            value=values[CENTRAL] if known else None,
            unit=outcome_named(outcome).unit,
            source=self.source,
            low=min(values.values()) if known else None,
            high=max(values.values()) if known else None,
            certificate=self.certificate,
        )

    def everything(self) -> Iterator[Finding]:
        """Every finding of this scenario and horizon but those that compare scenarios."""
        for n, economy in enumerate(self.axes.economies):
            for outcome, name in _BY_ECONOMY.items():
                yield self.finding(outcome, economy, _at(name, n))
        for side in self.sides:
            yield from self._output(side)
            yield from self._imports(side)

    def from_now(self, now: Runs) -> Iterator[Finding]:
        """Real income against another scenario's: 100 (W / W_now - 1), at the same elasticities."""
        for n, economy in enumerate(self.axes.economies):
            values = {
                level: 100.0 * float(np.expm1(_array(run.log_welfare)[n] - _array(now[level].log_welfare)[n]))
                for level, run in self.runs.items()
            }
            yield self._finding("welfare-change-from-now", economy, values)

    def _output(self, side: str) -> Iterator[Finding]:
        n = self.axes.economy(side)
        for s, sector in enumerate(self.axes.sectors):
            yield self.finding("output-change", side, lambda run, s=s: _array(run.output_change)[n, s], sector)  # type: ignore[misc]

    def _imports(self, side: str) -> Iterator[Finding]:
        n = self.axes.economy(side)
        everything = np.ones(len(self.axes.sectors), dtype=bool)
        goods = goods_of(self.economy)
        for i, partner in enumerate(self.axes.economies):
            if i == n:
                continue
            yield self.finding("imports-value-change", side, _change(n, i, everything), partner)
            yield self.finding("imports-value-change-usd", side, _difference(n, i, everything), partner)
            if partner in self.sides:
                yield self.finding("goods-imports-value-change", side, _change(n, i, goods), partner)


def _at(name: str, n: int) -> Callable[[Outcomes], float]:
    return lambda run: float(_array(getattr(run, name))[n])


def _change(n: int, i: int, sectors: NDArray[np.bool_]) -> Callable[[Outcomes], float]:
    def change(run: Outcomes) -> float:
        before, after = run.trade_value_before[n, i, sectors].sum(), run.trade_value_after[n, i, sectors].sum()
        return float(100.0 * (after / before - 1.0)) if before > 0.0 else np.nan

    return change


def _difference(n: int, i: int, sectors: NDArray[np.bool_]) -> Callable[[Outcomes], float]:
    return lambda run: float((run.trade_value_after - run.trade_value_before)[n, i, sectors].sum())


def _array(labelled: object) -> Array:
    return np.asarray(labelled, dtype=float)
