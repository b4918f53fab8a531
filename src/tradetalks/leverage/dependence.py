"""How much a target relies on a holder for a critical input: shares, concentration, look-through reliance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tradetalks.economy.critical import CriticalItem, Hold
from tradetalks.economy.economy import Array, Economy
from tradetalks.leverage.closed_forms import herfindahl


@dataclass(frozen=True)
class UserReliance:
    """A using sector of the target: the item's part of its output, and what of it comes from the holder.

    uses           share of cost that is the item, whoever made it
    face_value     of output bought of the holder directly
    look_through   of output that the holder's item stands behind, through every round of inputs, abroad too (Baldwin,
                   Freeman and Theodorakopoulos)
    """

    user: str
    uses: float
    face_value: float
    look_through: float


@dataclass(frozen=True)
class Dependence:
    """Base-year dependence of a target on the flows a holder can cut. Shares are of value.

    spending        of the target on the item, million of the economy's unit
    held            part of that spending (where the holder buys: of the target's sales) that can be cut
    concentration   Herfindahl index of the target's suppliers; of its buyers where the holder buys
    world           Herfindahl index of world supply
    users           the target's largest users, by what they spend on it
    """

    item: str
    holder: str
    target: str
    spending: float
    held: float
    concentration: float
    world: float
    users: tuple[UserReliance, ...]


def dependence(economy: Economy, item: CriticalItem, hold: Hold, *, show: int = 4) -> Dependence:
    """Dependence in an economy in which the item is split."""
    s, n, h = economy.axes.sector(item.name), economy.axes.economy(hold.over), economy.axes.economy(hold.holder)
    made = economy.output[:, s]
    if hold.side == "buyer":
        sales = economy.producer[:, n, s]
        return Dependence(
            item.name,
            hold.holder,
            hold.over,
            float(economy.expenditure[n, s]),
            float(sales[h] / sales.sum()),
            herfindahl(sales / sales.sum()),
            herfindahl(made / made.sum()),
            (),
        )
    sources = [economy.axes.economy(label) for label in hold.exporters or (hold.holder,)]
    share = economy.share[n, :, s]
    return Dependence(
        item.name,
        hold.holder,
        hold.over,
        float(economy.expenditure[n, s]),
        float(share[sources].sum()),
        herfindahl(share),
        herfindahl(made / made.sum()),
        _users(economy, s, n, sources, show),
    )


def _users(economy: Economy, s: int, n: int, sources: list[int], show: int) -> tuple[UserReliance, ...]:
    """The target's largest users with their reliance on the sources' item."""
    spent = economy.intermediate[n, s, :]
    through = sum((look_through(economy, i, s)[n] for i in sources), np.zeros(len(spent)))
    out = []
    for k in [int(k) for k in np.argsort(-spent)[:show] if spent[k] > 0.0]:
        uses = float(spent[k] / economy.output[n, k])
        face = uses * float(economy.share[n, sources, s].sum())
        out.append(UserReliance(economy.axes.sectors[k], uses, face, float(through[k])))
    return tuple(out)


def look_through(economy: Economy, producer: int, sector: int) -> Array:
    """(L - I)[(producer, sector), (n, k)] for every user [n, k]: its output in each user's output, all rounds counted.

    L = (I - A)^-1 with A[(i, s), (n, k)] what k in n buys of s from i per unit of its output, at purchaser price.
    """
    economies, sectors = economy.output.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        per_output = np.where(economy.output[:, None, :] > 0.0, economy.intermediate / economy.output[:, None, :], 0.0)
    table = np.einsum("nis,nsk->isnk", economy.share, per_output).reshape(economies * sectors, economies * sectors)
    at = producer * sectors + sector
    unit = np.zeros(economies * sectors)
    unit[at] = 1.0
    row = np.linalg.solve((np.eye(len(unit)) - table).T, unit)
    row[at] -= 1.0
    return row.reshape(economies, sectors)
