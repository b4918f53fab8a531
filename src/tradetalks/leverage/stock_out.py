"""When users stop: the weekly path from licences, stocks and lead times to the first week of short output."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from tradetalks.economy.critical import LEVELS, CriticalItem, Hold, Level
from tradetalks.economy.economy import Array, Economy
from tradetalks.leverage.closed_forms import output_after_cut

WEEKS = 78
STOPPED = 0.95  # of normal output, below which a line is said to stop
DAYS = 7.0
RELEASE = 0.25  # of base volume, let through on top where nothing else is asked


@dataclass(frozen=True)
class Path:
    """Week by week, ratios to normal; days of stock left at each week's end.

    inflow  what arrives, used  what is used, lines  output of the lines that use the input, output  of the whole sector
    """

    inflow: Array
    used: Array
    lines: Array
    output: Array
    stock: Array

    @property
    def first_short_week(self) -> int | None:
        """First week, counted from 1, with the sector's output below `STOPPED`; None where it never is."""
        return _first_short(self.output)

    @property
    def first_line_week(self) -> int | None:
        """The same for the lines that use the input."""
        return _first_short(self.lines)


def _first_short(output: Array) -> int | None:
    short = np.flatnonzero(output < STOPPED)
    return int(short[0]) + 1 if short.size else None


def weekly_path(inflow: Sequence[float] | Array, stock_days: float, share: float, sigma: float, content: float) -> Path:
    """Users run as usual while stock lasts, then at what arrives; what arrives beyond need refills the stock.

    `share` is the input's share of cost over all of a user's output, `content` in the output that contains it: only
    that part is hit, by Y = CES(input; all else) with elasticity sigma (Bachmann et al. 2022). A longer stock only
    delays the same output.
    """
    arriving = np.asarray(inflow, dtype=float)
    stock, used, left = stock_days / DAYS, np.empty(len(arriving)), np.empty(len(arriving))
    for week, comes in enumerate(arriving):
        used[week] = min(1.0, comes + stock)
        stock = min(max(stock_days / DAYS, 0.0), stock + comes - used[week])
        left[week] = stock
    exposed = min(1.0, share / content) if content > 0.0 else 1.0
    inside = share / exposed if exposed > 0.0 else 0.0
    lines = np.array([math.exp(output_after_cut(part, inside, sigma)) for part in used])
    return Path(arriving, used, lines, 1.0 - exposed * (1.0 - lines), DAYS * left)


def licensed_inflow(held: float, ratio: Callable[[int], float], *, lead_weeks: int = 0, weeks: int = WEEKS) -> Array:
    """What reaches users each week: all that others supply, and of the holder's part what licences let through.

    `ratio(week)` is the volume allowed over base in a week (1 is the first); nothing moves during the first
    `lead_weeks`, while the first licences are decided.
    """
    let = [0.0 if week <= lead_weeks else ratio(week) for week in range(1, weeks + 1)]
    return np.minimum(1.0, (1.0 - held) + held * np.array(let))


@dataclass(frozen=True)
class Clock:
    """First short week of one user, swept over sigma and stock. Keys are (sigma level, stock level), None is never.

    `lines` is the first week in which the lines that use the item fall short, `weeks` that in which the sector does.
    `bought` is what letting `release` more of base volume through from the first week buys those lines, in weeks, at
    each end; infinite where they then never stop, None where they never did.
    """

    user: str
    share: float
    exposed: float
    sigma: tuple[float, ...]
    stock: tuple[float, ...]
    lines: dict[tuple[Level, Level], int | None]
    weeks: dict[tuple[Level, Level], int | None]
    release: float
    bought: dict[tuple[Level, Level], float | None]
    paths: dict[Level, Path]  # by sigma level, at central stock

    @property
    def earliest(self) -> int | None:
        """Earliest week over the sweep in which the lines fall short."""
        return min((week for week in self.lines.values() if week is not None), default=None)

    @property
    def latest(self) -> int | None:
        """Latest such week; None where at some end of the ranges they never do."""
        weeks = list(self.lines.values())
        known = [week for week in weeks if week is not None]
        return max(known) if len(known) == len(weeks) else None


def clocks(
    economy: Economy,
    item: CriticalItem,
    hold: Hold,
    ratio: float | Callable[[int], float],
    *,
    horizon: str = "3 months",
    lead_weeks: int = 0,
    release: float = RELEASE,
    show: int = 4,
) -> tuple[Clock, ...]:
    """The stock-out clock of the target's largest users, in an economy in which the item is split.

    `ratio` is what licences let through of the holder's base volume, always or by week. Sigma is swept over the item's
    range at `horizon`, stock over the item's inventories.
    """
    s, n = economy.axes.sector(item.name), economy.axes.economy(hold.over)
    held = float(sum(economy.share[n, economy.axes.economy(i), s] for i in hold.exporters or (hold.holder,)))
    spent = economy.intermediate[n, s, :]
    users = [int(k) for k in np.argsort(-spent)[:show] if spent[k] > 0.0]
    by_week = ratio if callable(ratio) else lambda _: ratio
    return tuple(_clock(economy, item, n, k, held, by_week, horizon, lead_weeks, release) for k in users)


def _clock(
    economy: Economy,
    item: CriticalItem,
    n: int,
    k: int,
    held: float,
    ratio: Callable[[int], float],
    horizon: str,
    lead: int,
    release: float,
) -> Clock:
    user = economy.axes.sectors[k]
    share = float(economy.intermediate[n, economy.axes.sector(item.name), k] / economy.output[n, k])
    sigmas, stocks = item.substitution(horizon).sigma, _stock(item, user)
    content = dict(item.content)[user].value if user in dict(item.content) else 0.0
    now = licensed_inflow(held, ratio, lead_weeks=lead)
    more = licensed_inflow(held, lambda week: min(1.0, ratio(week) + release), lead_weeks=0)
    lines: dict[tuple[Level, Level], int | None] = {}
    weeks: dict[tuple[Level, Level], int | None] = {}
    bought: dict[tuple[Level, Level], float | None] = {}
    for (level, sigma), (held_level, stock) in product(
        zip(LEVELS, sigmas, strict=True), zip(LEVELS, stocks, strict=True)
    ):
        path = weekly_path(now, stock, share, sigma, content)
        week, later = path.first_line_week, weekly_path(more, stock, share, sigma, content).first_line_week
        lines[level, held_level], weeks[level, held_level] = week, path.first_short_week
        bought[level, held_level] = None if week is None else math.inf if later is None else float(later - week)
    return Clock(
        user=user,
        share=share,
        exposed=min(1.0, share / content) if content else 1.0,
        sigma=sigmas,
        stock=stocks,
        lines=lines,
        weeks=weeks,
        release=release,
        bought=bought,
        paths={
            level: weekly_path(now, stocks[1], share, sigma, content)
            for level, sigma in zip(LEVELS, sigmas, strict=True)
        },
    )


def _stock(item: CriticalItem, user: str) -> tuple[float, ...]:
    """Days in stock, (low, central, high); a user not named has what "all" have, or nothing."""
    known = dict(item.inventories)
    figure = known.get(user) or known.get("all")
    return tuple(figure.at(level) for level in LEVELS) if figure else (0.0, 0.0, 0.0)
