"""What the case's measures add on one tariff line, and because of which of them."""

from __future__ import annotations

from datetime import date

from tradetalks.axes import Axes
from tradetalks.case.model import Case
from tradetalks.errors import BadInput, Mistake
from tradetalks.policy.atoms import Atom, Weighed, Weights
from tradetalks.policy.concordance import concordance, sector_of
from tradetalks.policy.coverage import Coverage
from tradetalks.policy.duties import ON_IMPORTS, duties_on
from tradetalks.policy.in_force import measures_in_force
from tradetalks.policy.rulesets import LEGAL, applied
from tradetalks.policy.scopes import digest
from tradetalks.policy.stack import Stack
from tradetalks.policy.weighing.lines import Lines

DEPTH = 10  # digits of a tariff line
TARIFF_OF = {"USA": "hts", "CHN": "cn", "EU27": "eu"}  # how the names of an importer's own tariff editions begin


def duty_on_line(
    case: Case,
    line: str,
    importer: str,
    exporter: str,
    on: date,
    *,
    known: date | None = None,
    base: float | None = None,
    rules: str = LEGAL,
) -> Stack:
    """Stack a day's duties on one ten-digit line of the importer's tariff.

    `base` is the ordinary duty, needed by ceilings that include it. Raises `BadInput` for a code that is not ten
    digits.
    """
    if not (len(line) == DEPTH and line.isascii() and line.isdigit()):
        raise BadInput(Mistake("line", f'"{line}" is not a line of {DEPTH} digits', "For example 8517130000, a phone."))
    ruled = applied(case, rules)
    sector = sector_of(line, concordance(case.world)) or "goods"
    axes = Axes((importer, exporter), (sector,))
    weights = _weights(ruled.case, line, importer, exporter, sector, base)
    coverage = Coverage(ruled.case, axes, weights)
    imposed = [
        one
        for one in measures_in_force(ruled.case, on, known or on)
        if one.measure.instrument in ON_IMPORTS and importer in coverage.imposes(one.measure)
    ]
    duties = duties_on(weights.goods(importer, axes), imposed, coverage)
    added = {name: float(rate[0]) for name, rate in duties.by_measure.items() if rate[0]}
    return Stack(base, added, duties.unpriced)


def _weights(case: Case, line: str, importer: str, exporter: str, sector: str, base: float | None) -> Weights:
    """Trade weights of a world in which this line is all that is traded."""
    scopes = {scope.name: scope for scope in case.scopes}
    lines = Lines((line,), (sector,), home=TARIFF_OF.get(importer, "hts"), depth=DEPTH)
    sure: dict[str, float] = {}
    maybe: dict[str, float] = {}
    weighed = []
    for name in scopes:
        share = lines.share(name, scopes)
        if share is None:
            continue
        weighed.append(Weighed(importer, exporter, name, digest(name, scopes), name, 1, 0.0, 0.0, 1.0))
        if share.sure[0] > 0.0:
            sure[name] = float(share.sure[0])
        if share.maybe[0] > 0.0:
            maybe[name] = float(share.maybe[0])
    atom = Atom(importer, exporter, exporter, sector, sure, maybe, 1.0, base, base, None, 1)
    return Weights((atom,), tuple(weighed))
