"""What each side gets if talks fail: the point that a deal must beat."""

from __future__ import annotations

from dataclasses import dataclass, field

from tradetalks.talks.game import Array, Payoffs
from tradetalks.talks.war import War


@dataclass(frozen=True)
class Threat:
    """Payoffs of failing to agree.

    value   [party]
    others  [bystander]
    words   what happens, in a sentence
    x       the settings, where the threat lies inside the game
    war     the equilibrium behind it, with its certificate, where it is one
    """

    name: str
    value: Array = field(repr=False)
    others: Array = field(repr=False)
    words: str = ""
    x: Array | None = field(default=None, repr=False)
    war: War | None = field(default=None, repr=False)


def threat_at(payoffs: Payoffs, x: Array, name: str, words: str = "") -> Threat:
    """Failing to agree leads to these settings of the game."""
    return Threat(name, payoffs.value(x), payoffs.others(x), words, x)


def threat_of_war(payoffs: Payoffs, war: War, name: str = "war", words: str = "") -> Threat:
    """Failing to agree leads to a Nash equilibrium."""
    return Threat(name, payoffs.value(war.x), war.others, words, war.x, war)
