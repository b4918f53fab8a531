"""What is known about a critical input: a good too small to have a sector of its own, and who holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tradetalks.errors import BadInput, Mistake, did_you_mean

Level = Literal["low", "central", "high"]
LEVELS: tuple[Level, ...] = ("low", "central", "high")
FINAL = "final"  # the user that is not a sector: households, government, investment


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A sourced number with the bounds that every result sweeps; the bounds are the value where it is measured."""

    value: float
    low: float | None = None
    high: float | None = None
    year: int | None = None
    source: str
    confidence: Literal["high", "med", "estimate"] = "high"

    @property
    def bounded(self) -> bool:
        """Whether it is given with a range."""
        return self.low is not None or self.high is not None

    def at(self, level: Level) -> float:
        """The number at the low, central or high end."""
        bound = {"low": self.low, "central": self.value, "high": self.high}[level]
        return self.value if bound is None else bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Border value of the item from one economy to another, million USD; bounds where it is estimated."""

    exporter: str
    importer: str
    value: float
    low: float | None = None
    high: float | None = None
    year: int
    source: str

    def at(self, level: Level) -> float:
        """The flow at the low, central or high end."""
        bound = {"low": self.low, "central": self.value, "high": self.high}[level]
        return self.value if bound is None else bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariffed:
    """A line of the US tariff that the item is traded under: its part of the item's trade, its ordinary US duty."""

    share: float
    mfn: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseDuty:
    """The duty an importer took on the item of an exporter in the base year, a fraction."""

    importer: str
    exporter: str
    rate: float
    year: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """How far another supplier can go: output over base output by horizon, (low, central, high).

    `seed` is the share of world output it is given where it has no base."""

    seed: float = 0.0
    capacity: tuple[tuple[str, tuple[float, float, float]], ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """How replaceable the item is at a horizon, each (low, central, high).

    sigma  against all other inputs, in the output that contains it
    theta  across its sources (spending at the buyer's price: 1 + theta is the Armington elasticity)
    rho    between a user's output that contains it and its other output
    """

    sigma: tuple[float, float, float]
    theta: tuple[float, float, float]
    rho: tuple[float, float, float]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Who can cut which flows: as seller (`exporters` to a target) or as buyer (its own purchases)."""

    holder: str
    side: Literal["seller", "buyer"] = "seller"
    over: str
    exporters: tuple[str, ...] = ()  # whose sales it controls; the holder's own where empty
    measures: tuple[str, ...] = ()  # ids of the case's measures that use it
    ratio: Figure | None = None  # volume let through over base while a measure is in force and no figure is published
    lead_weeks: float = 0.0  # from application to the first licences
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Cost of making the item where it differs from its parent's: shares of output."""

    value_added: float | None = None
    inputs: tuple[tuple[str, float], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriticalItem:
    """A tiny input, to be split out of its parent sector, or the list of what is missing for that.

    tariff_lines code of eight digits -> its part of the trade; without them the item bears its parent's duties
    duties       what importers took on it in the base year, where it is not its parent's average
    output       economy -> border value of all it sells, home included, million USD
    exports      economy -> border value of what it sells abroad, where known
    flows        known bilateral trade; the rest of what an economy sells follows its parent's pattern
    users        using sector (or "final") -> share of world use; sums to one
    content      using sector -> its share of cost in the output that contains it; all output does where not given
    suppliers    economy -> what it could supply, by horizon
    elasticities horizon -> how replaceable it is
    inventories  using sector (or "all") -> days of normal use in stock
    """

    name: str
    title: str
    parent: str
    hs: tuple[str, ...] = ()
    tariff_lines: tuple[tuple[str, Tariffed], ...] = ()
    duties: tuple[BaseDuty, ...] = ()
    output: tuple[tuple[str, Figure], ...] = ()
    exports: tuple[tuple[str, Figure], ...] = ()
    flows: tuple[Flow, ...] = ()
    users: tuple[tuple[str, Figure], ...] = ()
    content: tuple[tuple[str, Figure], ...] = ()
    suppliers: tuple[tuple[str, Supplier], ...] = ()
    elasticities: tuple[tuple[str, Substitution], ...] = ()
    inventories: tuple[tuple[str, Figure], ...] = ()
    cost: Shape = Shape()
    holds: tuple[Hold, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""
    where: str = ""  # file it was read from
    lines: tuple[tuple[str, int], ...] = ()  # key -> line, to point at when it does not fit an economy

    @property
    def is_split(self) -> bool:
        """Whether its figures suffice to split it."""
        return not self.missing

    def substitution(self, horizon: str) -> Substitution:
        """Raises `BadInput` for a horizon the item does not know."""
        known = dict(self.elasticities)
        if horizon not in known:
            raise BadInput(Mistake(self.place("elasticities"), f'no horizon "{horizon}"', did_you_mean(horizon, known)))
        return known[horizon]

    def place(self, key: str) -> str:
        """File and line of a top-level key."""
        line = dict(self.lines).get(key, 1)
        return f"{self.where}:{line}" if self.where else self.name
