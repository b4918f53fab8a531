"""tradetalks: what is in force in a trade dispute, and what it costs whom."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "load_case": "tradetalks.case",
    "policy_at": "tradetalks.policy",
    "load_economy": "tradetalks.economy",
    "law_of": "tradetalks.equilibrium",
    "priced": "tradetalks.equilibrium",
    "shock_between": "tradetalks.equilibrium",
    "with_ban": "tradetalks.equilibrium",
    "with_licence": "tradetalks.equilibrium",
    "with_tariff": "tradetalks.equilibrium",
    "Licence": "tradetalks.equilibrium",
    "solve": "tradetalks.equilibrium",
    "outcomes": "tradetalks.equilibrium",
    "payoffs": "tradetalks.talks",
    "hold_talks": "tradetalks.talks",
    "nash_deal": "tradetalks.talks",
    "make_brief": "tradetalks.brief",
    "write_page": "tradetalks.report",
}

__all__ = [
    "Licence",
    "hold_talks",
    "law_of",
    "load_case",
    "load_economy",
    "make_brief",
    "nash_deal",
    "outcomes",
    "payoffs",
    "policy_at",
    "priced",
    "shock_between",
    "solve",
    "with_ban",
    "with_licence",
    "with_tariff",
    "write_page",
]


def __getattr__(name: str) -> Any:
    """Import a public name from its room on first use, so that importing the package is instant."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'tradetalks' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
