"""Every number of a brief, once: with its unit, range, source and certificate, found by its key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tradetalks.errors import BadInput, Mistake, did_you_mean
from tradetalks.report.key import Key


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof that the equations behind a number were solved. A number without it never becomes a finding."""

    converged: bool
    residual: float  # no equation of any solve behind the number and its range misses by more, in logs


@dataclass(frozen=True, slots=True)
class Finding:
    """One number and what it rests on.

    ``value`` is None where the figure is not known (never zero). ``low`` and ``high`` enclose it over
    low, central and high elasticities, None where no range was asked for. ``certificate`` is None for what is not
    computed by the model (rates read from the law, observed trade).
    """

    key: Key
    value: float | None
    unit: str
    source: str
    low: float | None = None
    high: float | None = None
    certificate: Certificate | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.certificate is not None and not self.certificate.converged:
            raise BadInput(Mistake(str(self.key), "a number that did not converge cannot become a finding"))


def rounded(value: float) -> float:
    """A computed value to seven significant digits and nine decimals: what the solver's tolerance supports.

    Equal policies then give equal numbers, whichever way the solver came to them.
    """
    return float(f"{round(value, 9):.7g}")


class Findings(Mapping[str, Finding]):
    """An ordered, immutable collection of findings; look one up by its key, as text or as `Key`."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._by_key: dict[str, Finding] = {}
        for finding in findings:
            key = str(finding.key)
            if key in self._by_key:
                raise BadInput(Mistake(key, "this key names two numbers"))
            self._by_key[key] = finding

    @classmethod
    def _of(cls, by_key: dict[str, Finding]) -> Findings:
        """Some of the findings of another collection, whose keys are known to differ."""
        made = cls()
        made._by_key = by_key
        return made

    @cached_property
    def _by_subject(self) -> dict[tuple[str, str], dict[str, Finding]]:
        """Findings by outcome and scenario: what a reader asks for first."""
        grouped: dict[tuple[str, str], dict[str, Finding]] = {}
        for text, finding in self._by_key.items():
            grouped.setdefault((finding.key.outcome, finding.key.scenario), {})[text] = finding
        return grouped

    def __getitem__(self, key: str | Key) -> Finding:
        try:
            return self._by_key[str(key)]
        except KeyError:
            raise BadInput(self._unknown(str(key))) from None

    def __contains__(self, key: object) -> bool:
        return str(key) in self._by_key

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def __add__(self, other: Findings) -> Findings:
        return Findings([*self.values(), *other.values()])

    def __repr__(self) -> str:
        return f"Findings({len(self)} numbers)"

    def select(
        self,
        *,
        horizon: str | None = None,
        scenario: str | None = None,
        outcome: str | None = None,
        economy: str | None = None,
        detail: str | None = None,
    ) -> Findings:
        """The findings whose key has these parts, in the same order; empty where none has."""
        wanted = {"horizon": horizon, "scenario": scenario, "outcome": outcome, "economy": economy, "detail": detail}
        asked = [(part, value) for part, value in wanted.items() if value is not None]
        among = self._by_key if outcome is None or scenario is None else self._by_subject.get((outcome, scenario), {})
        return Findings._of(
            {
                text: finding
                for text, finding in among.items()
                if all(getattr(finding.key, part) == value for part, value in asked)
            }
        )

    def only(self, **parts: str) -> Finding:
        """The single finding with these parts; `BadInput` when there is none or more than one."""
        chosen = self.select(**parts)
        if len(chosen) != 1:
            told = ", ".join(f"{part} {value}" for part, value in parts.items())
            raise BadInput(Mistake("findings", f"{len(chosen)} findings with {told}; exactly one was asked for"))
        return next(iter(chosen.values()))

    def _unknown(self, text: str) -> Mistake:
        """Say which part of the key is the first that no finding has."""
        asked = Key.parse(text)
        left = list(self.values())
        for part in ("case", "day", "known", "horizon", "scenario", "outcome", "economy", "detail"):
            value = _text(getattr(asked, part))
            keep = [finding for finding in left if _text(getattr(finding.key, part)) == value]
            if not keep:
                allowed = dict.fromkeys(_text(getattr(finding.key, part)) for finding in left)
                return Mistake(text, f'no finding with {part} "{value}"', did_you_mean(value, allowed, show=40))
            left = keep
        return Mistake(text, "no such finding")


def _text(value: object) -> str:
    return str(value) or "(none)"
