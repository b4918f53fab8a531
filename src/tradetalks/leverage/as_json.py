"""The leverage table as plain values for JSON: no figure stands without its range."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from tradetalks.leverage.everyone import Cut
from tradetalks.leverage.power import Power
from tradetalks.leverage.section import UNIT
from tradetalks.leverage.stock_out import Clock
from tradetalks.leverage.table import Leverage
from tradetalks.leverage.tightness import Tightness
from tradetalks.leverage.words import Pays


def as_json(case: str, table: Leverage, pays: Pays) -> dict[str, Any]:
    """The whole table as plain values; unknown is null, an infinite number of weeks the word "all"."""
    return {
        "case": case,
        "day": table.on,
        "known": table.known,
        "world": table.world,
        "unit": UNIT,
        "power": [_power_json(one) for one in table.power],
        "joint": [
            {
                "holder": one.holder,
                "target": one.target,
                "horizon": one.horizon,
                "by_setting": [
                    {
                        "setting": harm.setting.name,
                        "together": harm.target,
                        "own_cost": harm.holder,
                        "sum_of_singles": single,
                    }
                    for harm, single in zip(one.together, one.sum_of_singles, strict=True)
                ],
            }
            for one in table.joint
        ],
        "dependence": [asdict(one) for one in table.dependence],
        "pairs": [_pair_json(one) for one in table.pairs],
        "licences": [asdict(one) for one in table.tight],
        "clocks": [
            {"item": name, "target": target, "let_through": ratio, **_clock_json(clock)}
            for name, target, ratio, users in table.clocks
            for clock in users
        ],
        "tightness": [
            {"item": item, "holder": holder, "target": target, "horizon": horizon, **_pays_json(one)}
            for item, holder, target, horizon, lines in pays
            for one in lines
        ],
        "basis": [asdict(one) for one in table.basis],
        "not_split": [{"item": one.name, "title": one.title, "missing": one.missing} for one in table.not_split],
    }


def _power_json(one: Power) -> dict[str, Any]:
    return {
        "item": one.item,
        "holder": one.holder,
        "target": one.target,
        "side": one.side,
        "horizon": one.horizon,
        "harm": _with_range(one.power, one.power_range),
        "own_cost": _with_range(one.own_cost, one.own_cost_range),
        "ratio": _with_range(one.ratio, one.ratio_range),
        "next_point": _with_range(one.next_point, one.next_point_range),
        "sweep": [
            {
                "setting": harm.setting.name,
                "harm": harm.target,
                "own_cost": harm.holder,
                "residual": harm.residual,
                "solved": harm.solved,
                "why": harm.why,
            }
            for harm in one.sweep
        ],
    }


def _pair_json(one: Cut) -> dict[str, Any]:
    power = one.power
    return {
        **asdict(one.pair),
        "screen": one.screen,
        "let_through": one.left,
        "buyer_loses": _with_range(power.power, power.power_range) if power else None,
        "seller_loses": _with_range(power.own_cost, power.own_cost_range) if power else None,
        "ratio": _with_range(power.ratio, power.ratio_range) if power else None,
        "next_point": _with_range(power.next_point, power.next_point_range) if power else None,
        "unsolved": list(power.unsolved) if power else [],
    }


def _with_range(value: float | None, pair: tuple[float | None, float | None]) -> dict[str, float | None]:
    return {"value": value, "low": pair[0], "high": pair[1]}


def _clock_json(clock: Clock) -> dict[str, Any]:
    return {
        "user": clock.user,
        "cost_share": clock.share,
        "output_with_it": clock.exposed,
        "sigma": clock.sigma,
        "stock_days": clock.stock,
        "release": clock.release,
        "by_sigma_and_stock": [
            {
                "sigma": level,
                "stock": stock,
                "lines_below_95": clock.lines[level, stock],
                "sector_below_95": clock.weeks[level, stock],
                "weeks_bought": "all" if math.isinf(bought or 0.0) else bought,
            }
            for (level, stock), bought in clock.bought.items()
        ],
        "lines_by_week": {level: [float(value) for value in path.lines] for level, path in clock.paths.items()},
    }


def _pays_json(one: Tightness) -> dict[str, Any]:
    return {
        "setting": one.setting.name,
        "revenue_ratio": one.ratio,
        "revenue_gain": one.revenue_gain,
        "income_ratio": one.welfare_ratio,
        "income_gain": one.welfare_gain,
        "unsolved": one.unsolved,
    }
