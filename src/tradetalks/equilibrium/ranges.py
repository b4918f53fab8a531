"""The inputs that have been tried at random by the thousand, and which inputs of a result lie outside."""

from __future__ import annotations

import numpy as np

from tradetalks.economy.economy import Array, Economy
from tradetalks.equilibrium.accounts import Deficits
from tradetalks.equilibrium.horizons import Elasticities
from tradetalks.equilibrium.shock import Capacity, Shock

# as in docs/model.md, "Range of validity": what tests/equilibrium/test_random_worlds.py draws from
THETA, ETA, EPS, PSI, KAPPA = (0.3, 12.0), (0.1, 1.5), (0.02, 1.5), (0.5, 1.5), (1.0, np.inf)
TARIFF, EXPORT_TAX = (-0.1, 1.8), (0.0, 0.6)  # drawn on top of those of the base
ICEBERG, PRODUCTIVITY = (0.9, 1.35), (0.9, 1.11)
RATIO, CAPACITY, BANS, LICENCES = (0.1, 1.0), (1.0, 10.0), 2, 8
LOSS = 1.0  # of variety by bans, log price: -(1/theta) log of what is left of a bundle
TRANSFER = 0.2  # paid and held fixed, over value added
SIGMA, RHO = (0.05, 1.5), (0.2, 5.0)  # of critical inputs


def ranges_exceeded(
    economy: Economy, shock: Shock, elasticities: Elasticities, deficits: Deficits = "fixed"
) -> tuple[str, ...]:
    """A sentence for each input outside the range that random worlds have tried; the result may still be right."""
    moved = (
        ("tariff", shock.tariff[shock.tariff != economy.tariff], TARIFF),
        ("export tax", shock.export_tax[shock.export_tax != economy.export_tax], EXPORT_TAX),
        ("iceberg cost", shock.iceberg, ICEBERG),
        ("productivity", shock.productivity, PRODUCTIVITY),
        ("licence ratio", np.array([one.ratio for one in shock.licences if not isinstance(one, Capacity)]), RATIO),
        ("capacity", np.array([one.ratio for one in shock.licences if isinstance(one, Capacity)]), CAPACITY),
        ("theta", elasticities.theta, THETA),
        ("eta", np.array(elasticities.eta), ETA),
        ("eps", np.array(elasticities.eps), EPS),
        ("psi", np.array(elasticities.psi), PSI),
        ("kappa", np.array(elasticities.kappa), KAPPA),
        ("sigma of a critical input", np.array([one.sigma for one in elasticities.critical]), SIGMA),
        ("rho of a critical input", np.array([one.rho for one in elasticities.critical]), RHO),
    )
    said = [sentence for name, values, allowed in moved for sentence in _outside(name, values, allowed)]
    said += _loss(economy, shock, elasticities)
    paid = -economy.transfer / economy.value_added.sum(axis=1)
    if deficits == "fixed" and paid.max() > TRANSFER:
        giver = economy.axes.economies[int(paid.argmax())]
        said.append(f"{giver} pays {paid.max():.0%} of its value added to others, tried up to {TRANSFER:.0%}")
    if shock.premium.any():
        said.append("licence premia set from outside")
    for name, count, most in (("licences", len(shock.licences), LICENCES), ("banned flows", shock.banned.sum(), BANS)):
        if count > most:
            said.append(f"{count} {name}, tried up to {most}")
    return tuple(said)


def _loss(economy: Economy, shock: Shock, elasticities: Elasticities) -> list[str]:
    """The bundle that bans make dearest before anything else moves, if dearer than any tried."""
    if not shock.banned.any():
        return []
    left = np.where(shock.banned, 0.0, economy.share).sum(axis=1)
    loss = -np.log(np.where(left > 0.0, left, 1.0)) / elasticities.theta
    n, s = np.unravel_index(int(loss.argmax()), loss.shape)
    if loss[n, s] <= LOSS:
        return []
    return [
        f"bans leave {economy.axes.economies[n]} {left[n, s]:.0%} of its supply of {economy.axes.sectors[s]} at theta "
        f"{elasticities.theta[s]:g}, tried up to a price of {np.exp(LOSS):.1f} times"
    ]


def _outside(name: str, values: Array, allowed: tuple[float, float]) -> list[str]:
    if not values.size:
        return []
    worst = [float(end) for end, wrong in _ends(values, allowed) if wrong]
    return [f"{name} {end:g}, tried from {allowed[0]:g} to {allowed[1]:g}" for end in worst]


def _ends(values: Array, allowed: tuple[float, float]) -> list[tuple[float, bool]]:
    low, high = float(values.min()), float(values.max())
    return [(low, low < allowed[0]), (high, high > allowed[1])]
