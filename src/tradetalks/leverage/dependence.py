"""How much a target relies on a holder for a critical input: shares, concentration, look-through reliance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


Through = Mapping[tuple[str, str], Array]  # (seller, item) -> its output in every user's output [n, k]


def dependence(economy: Economy, item: CriticalItem, hold: Hold, through: Through, *, show: int = 4) -> Dependence:
    """Dependence in an economy in which the item is split; `through` is `through_all_rounds` of that economy."""
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
    labels = hold.exporters or (hold.holder,)
    sources = [economy.axes.economy(label) for label in labels]
    share = economy.share[n, :, s]
    behind = sum((through[label, item.name][n] for label in labels), np.zeros(economy.output.shape[1]))
    return Dependence(
        item.name,
        hold.holder,
        hold.over,
        float(economy.expenditure[n, s]),
        float(share[sources].sum()),
        herfindahl(share),
        herfindahl(made / made.sum()),
        _users(economy, s, n, float(share[sources].sum()), behind, show),
    )


def _users(economy: Economy, s: int, n: int, held: float, behind: Array, show: int) -> tuple[UserReliance, ...]:
    """The target's largest users with their reliance on the part of the item that is held."""
    spent = economy.intermediate[n, s, :]
    out = []
    for k in [int(k) for k in np.argsort(-spent)[:show] if spent[k] > 0.0]:
        uses = float(spent[k] / economy.output[n, k])
        out.append(UserReliance(economy.axes.sectors[k], uses, uses * held, float(behind[k])))
    return tuple(out)


def look_through(economy: Economy, producers: Sequence[tuple[int, int]]) -> list[Array]:
    """(L - I)[(i, s), (n, k)] of each producer (economy i, sector s): its output in every user's output [n, k].

    L = (I - A)^-1 with A[(i, s), (n, k)] what k in n buys of s from i per unit of its output, at purchaser price: all
    rounds of inputs are counted.
    """
    economies, sectors = economy.output.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        per_output = np.where(economy.output[:, None, :] > 0.0, economy.intermediate / economy.output[:, None, :], 0.0)
    table = np.einsum("nis,nsk->isnk", economy.share, per_output).reshape(economies * sectors, economies * sectors)
    unit = np.zeros((economies * sectors, len(producers)))
    unit[[i * sectors + s for i, s in producers], range(len(producers))] = 1.0
    rows = np.linalg.solve((np.eye(economies * sectors) - table).T, unit) - unit
    return [row.reshape(economies, sectors) for row in rows.T]


def through_all_rounds(economy: Economy, items: Sequence[CriticalItem]) -> Through:
    """`look_through` of every seller of every item, which one elimination gives."""
    named = [(label, item.name) for item in items for label in economy.axes.economies]
    places = [(economy.axes.economy(label), economy.axes.sector(name)) for label, name in named]
    return dict(zip(named, look_through(economy, places), strict=True))
