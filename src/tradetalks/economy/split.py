"""Splitting a tiny input out of a sector: from an item's figures to an economy in which it stands by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tradetalks.economy.block import Part, cut
from tradetalks.economy.critical import FINAL, CriticalItem, Level
from tradetalks.economy.economy import Array, Economy
from tradetalks.errors import BadInput, Mistake, TradetalksError, did_you_mean

MOST = 0.9  # of any account of the parent that an item may take where its share is estimated
ROUNDS = 2000
CLOSE = 1e-9  # how near the users' shares are met, relative to world use


def split(economy: Economy, item: CriticalItem, *, level: Level = "central", border: Array | None = None) -> Economy:
    """The economy with `item` as a sector of its own, named as the item; its parent keeps its name and the rest.

    Trade: known flows stand; what else an economy sells follows its parent's pattern. Use: the users' shares of world
    use and each economy's spending are met by biproportional fitting (RAS, the entropy projection) from each user's
    output, inside what that user buys of the parent. Cost: the parent's technology but for `item.cost`. All accounts of
    the parent are preserved exactly. `level` takes the figures at their low, central or high bound; `border`
    [importer, exporter] replaces the trade that the item's figures imply.

    Raises `BadInput` with file and line for what does not fit: an item larger than its parent, unknown labels.
    """
    _known_labels(economy, item)
    p = economy.axes.sector(item.parent)
    border = item_trade(economy, item, level) if border is None else border
    duty = _base_duty(economy, item)
    spent = (border * (1.0 + duty)).sum(axis=1)
    uses = item_use(economy, item, spent, level)
    output = (border / (1.0 + economy.export_tax[:, :, p])).sum(axis=0)
    value_added, inputs = _cost(economy, item, output, uses[:, p])
    try:
        parts = cut(economy, item.parent, item.name, Part(border, uses[:, :-1], value_added, inputs, duty))
    except TradetalksError as problem:
        raise BadInput(Mistake(item.place("duties"), f"{item.name}: {problem}")) from None
    known = {label for label, _ in item.output}
    new = [
        f"{label}, {item.name}: {one.seed:.2%} of the world's" for label, one in item.suppliers if label not in known
    ]
    provenance = replace(parts.provenance, seeded=(*parts.provenance.seeded, *new))
    return replace(parts, provenance=provenance, items=(*economy.items, item), whole=economy.unsplit)


def _base_duty(economy: Economy, item: CriticalItem) -> Array:
    """What the item bears in the base year [importer, exporter]: its own duties where known, else its parent's."""
    duty: Array = economy.tariff[:, :, economy.axes.sector(item.parent)].copy()
    for one in item.duties:
        duty[economy.axes.economy(one.importer), economy.axes.economy(one.exporter)] = one.rate
    return duty


def split_all(economy: Economy, items: Iterable[CriticalItem], *, level: Level = "central") -> Economy:
    """Several items, one after the other; one that another uses comes later. Items that are not split are left out."""
    waiting = [item for item in items if item.is_split]
    while waiting:
        names = {item.name for item in waiting}
        ready = [item for item in waiting if not names & {user for user, _ in item.users} - {item.name}]
        if not ready:
            raise BadInput(Mistake("critical items", f"{', '.join(sorted(names))} use each other in a circle"))
        for item in ready:
            economy = split(economy, item, level=level)
        waiting = [item for item in waiting if item not in ready]
    return economy


def item_trade(economy: Economy, item: CriticalItem, level: Level = "central") -> Array:
    """Border value of the item [importer, exporter], estimated where not known; raises `BadInput`."""
    axes, p = economy.axes, economy.axes.sector(item.parent)
    parent = economy.border[:, :, p]
    border = np.full(parent.shape, np.nan)
    mistakes = []
    for flow in item.flows:
        at = axes.economy(flow.importer), axes.economy(flow.exporter)
        border[at] = flow.at(level)
        if border[at] > parent[at]:
            what = f"{flow.exporter} to {flow.importer} is {border[at]:,.1f}, its parent's flow {parent[at]:,.1f}"
            mistakes.append(_larger(item, "flows", what))
    output = _outputs(item, level)
    abroad = dict(item.exports)
    for i, label in enumerate(axes.economies):
        if label not in output:
            border[:, i] = np.nan_to_num(border[:, i])
            continue
        sold = output[label]
        if sold > MOST * parent[:, i].sum():
            what = f"{label} makes {sold:,.1f}, more than {MOST:.0%} of its parent's {parent[:, i].sum():,.1f}"
            mistakes.append(_larger(item, "output", what))
            continue
        if label in abroad:
            home = sold - abroad[label].at(level)
            if home < 0.0:
                mistakes.append(Mistake(item.place("exports"), f"{label} exports more than it makes"))
                continue
            border[i, i] = home
        try:
            border[:, i] = _filled(border[:, i], parent[:, i], sold)
        except TradetalksError as problem:
            mistakes.append(Mistake(item.place("output"), f"{label}: {problem}"))
    if mistakes:
        raise BadInput(mistakes)
    return border


def _outputs(item: CriticalItem, level: Level) -> dict[str, float]:
    output = {label: figure.at(level) for label, figure in item.output}
    world = sum(output.values())
    for label, supplier in item.suppliers:
        if label not in output:
            output[label] = supplier.seed * world
    return output


def _filled(known: Array, pattern: Array, total: float) -> Array:
    """What is not known shares what is left in proportion to the pattern, no cell above `MOST` of it."""
    given = np.nan_to_num(known)
    left = total - given.sum()
    free = np.isnan(known) & (pattern > 0.0)
    if left < -1e-9 * total:
        raise BadInput(f"its known flows sum to {given.sum():,.1f}, more than the {total:,.1f} it sells")
    room = np.where(free, MOST * pattern, 0.0)
    if left > room.sum():
        raise BadInput(f"{left:,.1f} of its sales find no buyer inside the parent's flows")
    return given + poured(max(left, 0.0), np.where(free, pattern, 0.0), room)


def poured(amount: float, pattern: Array, room: Array) -> Array:
    """`amount` spread in proportion to the pattern; what a cell cannot hold runs over to the others."""
    out = np.zeros_like(pattern)
    while amount > 0.0:
        open_cells = np.where(out < room, pattern, 0.0)
        if open_cells.sum() <= 0.0:
            break
        more = np.minimum(amount * open_cells / open_cells.sum(), room - out)
        out, amount = out + more, amount - more.sum()
        if more.sum() <= 1e-15 * out.sum():
            break
    return out


def user_shares(item: CriticalItem, level: Level = "central") -> dict[str, float]:
    """Shares of world use: the first user with bounds at its bound, the others in proportion on what is left."""
    first = next((user for user, figure in item.users if figure.bounded), None)
    shares = {user: figure.at(level if user == first else "central") for user, figure in item.users}
    if first is None or len(shares) == 1:
        return shares
    others = sum(shares.values()) - shares[first]
    left = (1.0 - shares[first]) / others
    return {user: share if user == first else share * left for user, share in shares.items()}


def item_use(economy: Economy, item: CriticalItem, spent: Array, level: Level = "central") -> Array:
    """What each sector, and last final demand, of each economy buys of the item [economy, user]; raises `BadInput`."""
    p = economy.axes.sector(item.parent)
    room = MOST * np.concatenate([economy.intermediate[:, p, :], economy.final[:, [p]]], axis=1)
    size = np.concatenate([economy.output, economy.income[:, None]], axis=1)
    size = np.where(room > 0.0, size, 0.0)
    wanted = np.zeros(size.shape[1])
    for user, share in user_shares(item, level).items():
        wanted[-1 if user == FINAL else economy.axes.sector(user)] = share
    with np.errstate(invalid="ignore", divide="ignore"):
        start = np.where(size.sum(axis=0) > 0.0, wanted * size / size.sum(axis=0), 0.0)
    room = np.where(start > 0.0, room, 0.0)
    most = room.sum(axis=1)
    short = spent > most * (1.0 + 1e-12)
    if short.any():
        raise BadInput(
            [
                _larger(
                    item, "users", f"{economy.axes.economies[n]} uses {spent[n]:,.1f}, its users {most[n]:,.1f} of it"
                )
                for n in np.flatnonzero(short)
            ]
        )
    return _fitted(start, room, spent, wanted * spent.sum())


def _fitted(start: Array, room: Array, rows: Array, columns: Array) -> Array:
    """Biproportional fit inside upper bounds: rows (spending by economy) hold exactly, columns as near as can be."""
    table = start * rows.sum()
    for _ in range(ROUNDS):
        table = np.stack([poured(total, line, bound) for total, line, bound in zip(rows, table, room, strict=True)])
        off = table.sum(axis=0) - columns
        if np.abs(off).max() <= CLOSE * rows.sum():
            break
        with np.errstate(invalid="ignore", divide="ignore"):
            table = np.where(table.sum(axis=0) > 0.0, table * columns / table.sum(axis=0), 0.0)
    return np.stack([poured(total, line, bound) for total, line, bound in zip(rows, table, room, strict=True)])


def _cost(economy: Economy, item: CriticalItem, output: Array, taken: Array) -> tuple[Array, Array]:
    """Value added [i] and inputs by supplier [i, s] of making the item; `taken` is what its parent buys of it."""
    axes, p = economy.axes, economy.axes.sector(item.parent)
    parent_output = economy.output[:, p]
    column = economy.intermediate[:, :, p].copy()
    column[:, p] -= taken
    share = (
        economy.value_added_share[:, p]
        if item.cost.value_added is None
        else np.full(len(output), item.cost.value_added)
    )
    value_added = share * output
    inputs = np.zeros_like(column)
    for label, part in item.cost.inputs:
        inputs[:, axes.sector(label)] = part * output
    free = np.array([label not in dict(item.cost.inputs) for label in axes.sectors])
    left = output - value_added - inputs.sum(axis=1)
    usual = np.where(free, column, 0.0)
    total = usual.sum(axis=1)
    inputs += usual * np.divide(left, total, out=np.zeros_like(left), where=total > 0.0)[:, None]
    mistakes = []
    for i in np.flatnonzero(output > 0.0):
        label = axes.economies[i]
        if left[i] < -1e-9 * output[i]:
            mistakes.append(Mistake(item.place("cost"), f"{label}: value added and inputs exceed output"))
        if value_added[i] > economy.value_added[i, p]:
            mistakes.append(_larger(item, "cost", f"{label}: value added {value_added[i]:,.1f}"))
        for s in np.flatnonzero(inputs[i] > column[i] * (1.0 + 1e-12)):
            what = f"{label} buys {inputs[i, s]:,.1f} of {axes.sectors[s]}, its parent {column[i, s]:,.1f}"
            mistakes.append(_larger(item, "cost", what))
    if mistakes:
        raise BadInput(mistakes)
    if (parent_output < output).any():
        raise BadInput(_larger(item, "output", "it makes more than its parent"))
    return value_added, inputs


def _known_labels(economy: Economy, item: CriticalItem) -> None:
    """Every label of the item stands in the economy; else `BadInput` with file and line of each that does not."""
    axes = economy.axes
    if not item.is_split:
        todo = "It stays in the ledger until these figures are had."
        raise BadInput(Mistake(item.place("missing"), f"not split: missing {'; '.join(item.missing)}", todo))
    wanted = [
        ("parent", (item.parent,), axes.sectors),
        ("users", [user for user, _ in item.users if user != FINAL], axes.sectors),
        ("content", [user for user, _ in item.content], axes.sectors),
        ("cost", [label for label, _ in item.cost.inputs], axes.sectors),
        ("output", [label for label, _ in item.output], axes.economies),
        ("exports", [label for label, _ in item.exports], axes.economies),
        ("suppliers", [label for label, _ in item.suppliers], axes.economies),
        ("duties", [label for duty in item.duties for label in (duty.exporter, duty.importer)], axes.economies),
        ("flows", [label for flow in item.flows for label in (flow.exporter, flow.importer)], axes.economies),
        ("holds", [label for hold in item.holds for label in (hold.holder, hold.over)], axes.economies),
    ]
    mistakes = [
        Mistake(item.place(key), f'unknown label "{label}"', did_you_mean(label, allowed, show=40))
        for key, labels, allowed in wanted
        for label in dict.fromkeys(labels)
        if label not in allowed
    ]
    if item.name in axes.sectors:
        mistakes.append(Mistake(item.place("name"), f"the economy already has a sector {item.name}"))
    if mistakes:
        raise BadInput(mistakes)


def _larger(item: CriticalItem, key: str, what: str) -> Mistake:
    todo = "An item is part of its parent in every account: check its unit (million USD) or its parent."
    return Mistake(item.place(key), f"{item.name} is larger than {item.parent}: {what}", todo)
