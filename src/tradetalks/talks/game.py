"""What a game is made of: parties, instruments with ranges, and what every setting is worth to each party."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tradetalks.errors import BadInput, Mistake, did_you_mean

Array = NDArray[np.float64]
Evaluate = Callable[[Array], Array]

REMEMBERED = 512  # settings whose payoffs are kept


@dataclass(frozen=True)
class Instrument:
    """Something one party sets.

    low, high  what it may be set to; equal where it is fixed
    now        where it stands
    unit       of the three numbers, e.g. "points" or "of base volume"
    """

    id: str
    owner: str
    low: float
    high: float
    now: float
    unit: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low <= self.high):
            raise BadInput(Mistake(self.id, f"the range {self.low:g} to {self.high:g} is empty or not a number"))

    @property
    def free(self) -> bool:
        """Whether there is anything to choose."""
        return self.high > self.low


@dataclass(frozen=True)
class Payoffs:
    """A game in instruments. Arrays of settings are [instrument], in the order of `instruments`.

    value     x -> [party]
    gradient  x -> [party, instrument]
    others    x -> [bystander], what those who have no say get
    unit      of a payoff; differences of payoffs are gains
    accuracy  of a payoff: differences below it mean nothing
    gradient_of  x, position of a party -> [instrument], where one row costs less than all
    taut      x -> settings with the same payoffs, where what does not bite is pulled to where it just does: beyond, a
              search would see no slope
    bites     x -> instrument that is a limit -> whether it binds
    """

    parties: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    value: Evaluate = field(repr=False)
    gradient: Evaluate = field(repr=False)
    bystanders: tuple[str, ...] = ()
    others: Evaluate = field(default=lambda _: np.zeros(0), repr=False)
    unit: str = "utility"
    accuracy: float = 1e-14
    gradient_of: Callable[[Array, int], Array] | None = field(default=None, repr=False)
    taut: Evaluate = field(default=lambda x: x, repr=False)
    bites: Callable[[Array], Mapping[str, bool]] = field(default=lambda _: {}, repr=False)

    def __post_init__(self) -> None:
        unknown = sorted({one.owner for one in self.instruments} - set(self.parties))
        if unknown:
            raise BadInput([Mistake("instruments", f'"{owner}" owns one and is no party') for owner in unknown])

    @cached_property
    def low(self) -> Array:
        """Lowest settings."""
        return np.array([one.low for one in self.instruments])

    @cached_property
    def high(self) -> Array:
        """Highest settings."""
        return np.array([one.high for one in self.instruments])

    @cached_property
    def now(self) -> Array:
        """Where the instruments stand, moved into their range."""
        stands: Array = np.clip(np.array([one.now for one in self.instruments]), self.low, self.high)
        return stands

    def own_gradient(self, x: Array, i: int) -> Array:
        """Derivatives of one party's payoff. [instrument]"""
        return self.gradient(x)[i] if self.gradient_of is None else self.gradient_of(x, i)

    def party(self, label: str) -> int:
        """Position of a party; raises `BadInput` naming the parties."""
        return _position(self.parties, label, "party")

    def instrument(self, label: str) -> int:
        """Position of an instrument; raises `BadInput` naming the instruments."""
        return _position(tuple(one.id for one in self.instruments), label, "item")

    def owned(self, party: str) -> NDArray[np.bool_]:
        """Which instruments a party sets. [instrument]"""
        return np.array([one.owner == party for one in self.instruments], dtype=bool)

    def package(self, x: Array) -> dict[str, float]:
        """Settings by name."""
        return {one.id: float(value) for one, value in zip(self.instruments, x, strict=True)}

    def settings(self, package: Mapping[str, float], *, onto: Array | None = None) -> Array:
        """Settings as an array: what the package does not name stays as in `onto`, or as it stands."""
        x = (self.now if onto is None else onto).copy()
        for name, value in package.items():
            x[self.instrument(name)] = value
        return x


def from_function(
    function: Callable[[Any], Any],
    parties: Sequence[str],
    instruments: Sequence[Instrument],
    *,
    unit: str = "utility",
) -> Payoffs:
    """The game of a JAX function x -> [party]; gradients by reverse differentiation."""
    import jax

    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
    value, slope = jax.jit(function), jax.jit(jax.jacrev(function))
    return Payoffs(
        tuple(parties),
        tuple(instruments),
        remembered(lambda x: np.asarray(value(x))),
        remembered(lambda x: np.asarray(slope(x))),
        unit=unit,
    )


def remembered(evaluate: Callable[[Array], Any]) -> Callable[[Array], Any]:
    """The same function, which does not work out the latest settings again."""
    kept: OrderedDict[bytes, Any] = OrderedDict()

    def recall(x: Array) -> Any:
        key = np.asarray(x, dtype=float).tobytes()
        if key not in kept:
            kept[key] = evaluate(x)
            if len(kept) > REMEMBERED:
                kept.popitem(last=False)
        return kept[key]

    return recall


def within(payoffs: Payoffs, limits: Mapping[str, tuple[float, float]]) -> Payoffs:
    """The same game with narrower ranges: red lines, or instruments held fixed.

    Raises `BadInput` for an unknown instrument and for a limit that leaves nothing of the range.
    """
    mistakes, instruments = [], list(payoffs.instruments)
    for name, (low, high) in limits.items():
        at = payoffs.instrument(name)
        old = instruments[at]
        if max(low, old.low) > min(high, old.high):
            told = f"{low:g} to {high:g} {old.unit} lies outside its range".replace("  ", " ")
            mistakes.append(Mistake(name, told, f"Between {old.low:g} and {old.high:g} {old.unit}.".rstrip()))
        else:
            instruments[at] = replace(old, low=max(low, old.low), high=min(high, old.high))
    if mistakes:
        raise BadInput(mistakes)
    return replace(payoffs, instruments=tuple(instruments))


def fixed(payoffs: Payoffs, package: Mapping[str, float]) -> Payoffs:
    """The same game with some instruments held at given settings."""
    return within(payoffs, {name: (value, value) for name, value in package.items()})


def recast(payoffs: Payoffs, matrix: Array, unit: str = "") -> Payoffs:
    """Payoffs replaced by `matrix` @ payoffs, [party, party]: what each party thinks of everybody's payoff."""
    return replace(
        payoffs,
        value=lambda x: matrix @ payoffs.value(x),
        gradient=lambda x: matrix @ payoffs.gradient(x),
        gradient_of=None,
        unit=unit or payoffs.unit,
    )


def with_rivalry(payoffs: Payoffs, weights: Mapping[str, float]) -> Payoffs:
    """Each named party minds the others' payoffs: U_i = u_i - gamma_i * sum of u_j over j != i.

    With payoffs in log real income, gamma is the part of a rival's gain that a party counts as its own loss: the
    security motive in Becko, Grossman and Helpman (2025), which puts optimal tariffs above the level of Bickerdike.
    """
    return recast(payoffs, rivalry_matrix(payoffs, weights), f"{payoffs.unit}, less rival's gain by weight")


def rivalry_matrix(payoffs: Payoffs, weights: Mapping[str, float]) -> Array:
    """What turns payoffs into payoffs with rivalry. [party, party]"""
    matrix = np.eye(len(payoffs.parties))
    for party, gamma in weights.items():
        at = payoffs.party(party)
        matrix[at] = np.where(np.arange(len(matrix)) == at, 1.0, -gamma)
    return matrix


def with_costs(payoffs: Payoffs, costs: Mapping[tuple[str, str], float]) -> Payoffs:
    """Political costs of concession: (party, instrument) -> cost per unit that the setting falls below where it stands.

    U_i = u_i - sum_k cost_ik (now_k - x_k): linear, so half a concession costs half and its reverse is a reward. A
    negative cost is one of raising the setting.
    """
    slope = np.zeros((len(payoffs.parties), len(payoffs.instruments)))
    for (party, name), cost in costs.items():
        slope[payoffs.party(party), payoffs.instrument(name)] = cost
    stands = np.array([one.now for one in payoffs.instruments])
    return replace(
        payoffs,
        value=lambda x: payoffs.value(x) - slope @ (stands - x),
        gradient=lambda x: payoffs.gradient(x) + slope,
        gradient_of=None,
    )


def _position(labels: tuple[str, ...], label: str, kind: str) -> int:
    if label not in labels:
        raise BadInput(Mistake("", f'unknown {kind} "{label}"', did_you_mean(label, labels, show=40)))
    return labels.index(label)
