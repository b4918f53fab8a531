"""Trade weights of a case: tariff lines that lie in the same scopes are put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tradetalks.axes import Axes
from tradetalks.case.model import Case, Measure
from tradetalks.policy.atoms import Atom, Weighed, Weights
from tradetalks.policy.concordance import concordance, sector_of
from tradetalks.policy.coverage import Coverage
from tradetalks.policy.scopes import Share
from tradetalks.policy.weighing.lines import Lines, Reading, readings
from tradetalks.policy.weighing.mfn import read_rates
from tradetalks.policy.weighing.sources import china_from_us_by_sector, us_exports_on_chinas_lists, us_imports

Array = NDArray[np.float64]

ON_EXPORTS = frozenset({"export-tax", "export-licence", "export-ban"})
NO_PREFERENCES = frozenset({"CHN", "HKG"})  # partners without a US free-trade agreement or preference programme


def weigh(case: Case, raw: Path) -> Weights:
    """Trade weights of a case from the raw statistics in a folder.

    US imports: by HS10, all partners with a file. China's imports from the USA: the lines of its March 2025 lists and
    totals by sector. Raises `BadInput` naming a file that is missing.
    """
    both = [_us_imports(case, raw), _china_from_us(case, raw)]
    return Weights(tuple(a for part in both for a in part.atoms), tuple(s for part in both for s in part.scopes))


@dataclass(frozen=True)
class _Trade:
    """Rows of trade of one pair: position of each row's line, USD, and rates and duties where they are known."""

    importer: str
    partner: str
    group: str
    at: NDArray[np.int64]
    value: Array
    base: Array | None = None
    mfn: Array | None = None
    duty: Array | None = None
    estimated: NDArray[np.bool_] | None = None


def _us_imports(case: Case, raw: Path) -> Weights:
    trade = us_imports(raw)
    rates = read_rates(raw / "tariffs" / "mfn_rates_2025.csv", trade)
    codes = tuple(sorted(trade["line"].unique()))
    prefixes = concordance(case.world)
    lines = Lines(codes, tuple(sector_of(code, prefixes) or "" for code in codes), home="hts", depth=10)
    of_line = [rates.of(code) for code in codes]
    rate_of_line, estimated = np.array([rate for rate, _ in of_line]), np.array([guess for _, guess in of_line])
    position = {code: n for n, code in enumerate(codes)}
    known = readings(case)
    shares = lines.shares(known)
    named = {label for measure in case.measures for label in (*measure.targets, *measure.exempt)}
    labels = [p if p in named or p == g else g for p, g in zip(trade["partner"], trade["group"], strict=True)]
    atoms: list[Atom] = []
    weighed: list[Weighed] = []
    for (label, group), rows in trade.assign(label=labels).groupby(["label", "group"], sort=True):
        at = np.array([position[code] for code in rows["line"]])
        value, duty = rows["imports"].to_numpy(float), rows["duty"].to_numpy(float)
        mfn = rate_of_line[at]
        base = mfn if label in NO_PREFERENCES else np.minimum(mfn, duty / np.maximum(value, 1.0))
        pair = _Trade("USA", str(label), str(group), at, value, base, mfn, duty, estimated[at])
        wanted = [one for one in known if one.token in shares and _concerns(case, one.scope, "USA", str(label))]
        atoms += _atoms(pair, lines, wanted, shares)
        weighed += [_weighed(pair, one, shares[one.token]) for one in wanted]
    return Weights(tuple(atoms), tuple(weighed))


def _china_from_us(case: Case, raw: Path) -> Weights:
    """China's imports from the USA: base and duty are not known, and a scope only where all its lines are."""
    listed = us_exports_on_chinas_lists(raw)
    prefixes = concordance(case.world)
    codes = tuple(sorted(listed))
    lines = Lines(codes, tuple(sector_of(code, prefixes) or "" for code in codes), home="cn", depth=6)
    value = np.array([listed[code] for code in codes])
    known = [one for one in readings(case) if _inside(one, codes) and _concerns(case, one.scope, "CHN", "USA")]
    shares = lines.shares(known)
    pair = _Trade("CHN", "USA", "USA", np.arange(len(codes)), value)
    rest = china_from_us_by_sector(raw)
    for code, sector in zip(codes, lines.sectors, strict=True):
        rest[sector] = rest.get(sector, 0.0) - listed[code]
    others = [
        Atom("CHN", "USA", "USA", sector, {}, {}, left, None, None, None, 0, 0.0)
        for sector, left in sorted(rest.items())
        if left > 0.0
    ]
    total = value.sum() + sum(atom.value for atom in others)
    weighed = [_weighed(pair, one, shares[one.token], float(total)) for one in known if one.token in shares]
    return Weights((*_atoms(pair, lines, known, shares), *others), tuple(weighed))


def _inside(reading: Reading, codes: Sequence[str]) -> bool:
    """Whether every code of a scope (which joins and takes out none) is among the known lines."""
    scope = reading.scopes[reading.scope]
    known = set(codes)
    return bool(scope.lines) and not (scope.plus or scope.minus) and all(line.hs[:6] in known for line in scope.lines)


def _concerns(case: Case, scope: str, importer: str, partner: str) -> bool:
    """Whether a measure with this scope speaks of this flow: a duty of the importer, or a control of the exporter."""
    reach = Coverage(case, Axes((importer,), ("",)), Weights())

    def speaks(measure: Measure) -> bool:
        seller = measure.instrument in ON_EXPORTS
        imposer, target = (partner, importer) if seller else (importer, partner)
        return imposer in reach.who(measure.imposer) and reach.reaches(measure, target)

    return any(measure.scope == scope and speaks(measure) for measure in case.measures)


Key = tuple[str, tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]


def _atoms(trade: _Trade, lines: Lines, wanted: Sequence[Reading], shares: dict[str, Share]) -> list[Atom]:
    """Rows of one pair put together by sector and by the scopes they lie in."""
    held: dict[Key, list[int]] = {}
    for row, key in enumerate(_keys(trade.at, lines, wanted, shares)):
        held.setdefault(key, []).append(row)
    return [_atom(trade, key, np.array(rows)) for key, rows in sorted(held.items())]


def _keys(at: NDArray[np.int64], lines: Lines, wanted: Iterable[Reading], shares: dict[str, Share]) -> Iterable[Key]:
    tokens = [(one.token, shares[one.token]) for one in wanted if one.token in shares]
    of_line: dict[int, Key] = {}
    for n in np.unique(at):
        sure = tuple((token, round(float(share.sure[n]), 4)) for token, share in tokens if share.sure[n] > 0.0)
        maybe = tuple((token, round(float(share.maybe[n]), 4)) for token, share in tokens if share.maybe[n] > 0.0)
        of_line[int(n)] = (lines.sectors[n], sure, maybe)
    return (of_line[int(n)] for n in at)


def _atom(trade: _Trade, key: Key, rows: NDArray[np.int64]) -> Atom:
    sector, sure, maybe = key
    worth = float(trade.value[rows].sum())
    weight = trade.value[rows] / worth if worth > 0.0 else np.full(len(rows), 1.0 / len(rows))

    def mean(rate: Array | None) -> float | None:
        return None if rate is None else float(weight @ rate[rows])

    return Atom(
        importer=trade.importer,
        partner=trade.partner,
        economy=trade.group,
        sector=sector,
        signature=dict(sure),
        maybe=dict(maybe),
        value=worth,
        base=mean(trade.base),
        mfn=mean(trade.mfn),
        collected=None if trade.duty is None else float(trade.duty[rows].sum()),
        lines=len(rows),
        estimated=0.0 if trade.estimated is None else float(trade.value[rows] @ trade.estimated[rows]),
    )


def _weighed(trade: _Trade, reading: Reading, share: Share, total: float | None = None) -> Weighed:
    sure, maybe = share.sure[trade.at], share.maybe[trade.at]
    return Weighed(
        importer=trade.importer,
        partner=trade.partner,
        scope=reading.scope,
        digest=reading.digest,
        token=reading.token,
        lines=int(((sure > 0.0) | (maybe > 0.0)).sum()),
        covered=float(sure @ trade.value),
        maybe=float(maybe @ trade.value),
        total=float(trade.value.sum()) if total is None else total,
    )
