"""Reading a critical item from disk: every mistake of the file at once, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tradetalks.case.mistakes import Mistakes
from tradetalks.case.nodes import Mapping, Node, read_yaml
from tradetalks.case.values import BAD, Key, Reader, Shape, Spot, between, many, number, one_of, rate, slug, text
from tradetalks.economy import critical
from tradetalks.economy.read import SHIPPED
from tradetalks.errors import BadInput, Mistake, did_you_mean

FOLDER = SHIPPED / "critical"
SUMS_TO_ONE = 1e-6
LOWEST_SIGMA, LOWEST_THETA = 0.01, 0.1
MOST_MONEY = 1e9  # million USD


def load_item(item: str | Path) -> critical.CriticalItem:
    """A shipped item by name ("rare-earth-magnets") or any file in the same format; raises `BadInput`."""
    path = Path(item)
    if path.suffix != ".yaml":
        path = FOLDER / f"{item}.yaml"
        if not path.is_file():
            raise BadInput(Mistake("", f'no item called "{item}"', did_you_mean(str(item), shipped_items())))
    mistakes = Mistakes()
    shown = path.name if path.parent == FOLDER else str(path)
    root = read_yaml(path, shown, mistakes)
    read: Any = BAD if root is None else _item(root, Spot(shown, "", mistakes))
    mistakes.refuse()
    return _placed(read, shown, root)


def shipped_items() -> list[str]:
    """The names of the shipped items, in their order."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_items() -> tuple[critical.CriticalItem, ...]:
    """Every shipped item, split or not, by name."""
    return tuple(load_item(name) for name in shipped_items())


def _placed(read: dict[str, Any], shown: str, root: Mapping | None) -> critical.CriticalItem:
    lines = tuple((name, key.line) for name, key in root.keys.items()) if root else ()
    return critical.CriticalItem(**read, where=shown, lines=lines)


def _item(root: Mapping, spot: Spot) -> Any:
    read = ITEM(root, spot)
    if read is BAD:
        return BAD
    if "missing" not in read:
        for name in ("output", "users", "elasticities"):
            if name not in read:
                spot.note(root, f'the key "{name}" is missing', f"{ITEM.keys[name].says} Or say what is `missing:`.")
    if "users" in read:
        total = sum(figure.value for _, figure in read["users"])
        if abs(total - 1.0) > SUMS_TO_ONE:
            spot.note(root.values["users"], f"the users' shares sum to {total:g}", "They are shares of world use: 1.")
    if "tariff_lines" in read:
        _check_lines(read["tariff_lines"], read.get("hs", ()), root.values["tariff_lines"], spot)
    based = {label for label, _ in read.get("output", ())}
    for label, supplier in read.get("suppliers", ()):
        if label not in based and not supplier.seed:
            node = root.values["suppliers"]
            at = node.values[label] if isinstance(node, Mapping) else node
            todo = "An exact-hat model cannot create trade: add it to `output`, or give it a `seed`."
            spot.note(at, f"{label} has no base flow and no seed", todo)
    return read


def _check_lines(lines: Any, headings: Any, node: Node, spot: Spot) -> None:
    """Shares of trade sum to one, and every line lies in a heading of the item."""
    total = sum(line.share for _, line in lines)
    if abs(total - 1.0) > SUMS_TO_ONE:
        spot.note(node, f"the lines' shares sum to {total:g}", "They are shares of the item's trade: 1.")
    for code, _ in lines:
        if not (len(code) == 8 and code.isascii() and code.isdigit() and code.startswith(tuple(headings))):
            here = node.values[code] if isinstance(node, Mapping) else node
            spot.note(here, f'"{code}" is no line of its headings', "Eight digits of the US tariff, inside `hs`.")


def by_name(reader: Reader, noun: str) -> Reader:
    """A mapping of names to values, as pairs in the order of the file."""

    def pairs(node: Node, spot: Spot) -> Any:
        if not isinstance(node, Mapping) or not node.keys:
            return spot.note(node, f"a {noun} with its value is wanted here")
        read = [(name, reader(value, spot.inside(name))) for name, value in node.values.items()]
        return BAD if any(value is BAD for _, value in read) else tuple(read)

    return pairs


def _three(low: float, high: float, floor: str) -> Reader:
    def bounded(node: Node, spot: Spot) -> Any:
        read = many(number)(node, spot)
        if read is BAD:
            return BAD
        if len(read) != 3 or list(read) != sorted(read):
            return spot.note(node, "low, central and high are wanted, in that order", "For example [0.02, 0.05, 0.2].")
        if read[0] < low:
            return spot.note(node, f"{read[0]:g} is too low", floor)
        return read if read[2] <= high else spot.note(node, f"{read[2]:g} is out of range", f"At most {high:g}.")

    return bounded


def _figure(highest: float) -> Reader:
    """A sourced figure; an estimate needs bounds."""
    value = between(0.0, highest)
    shape = Shape(
        critical.Figure,
        {
            "value": Key(value, "the figure."),
            "low": Key(value, "its lower bound."),
            "high": Key(value, "its upper bound."),
            "year": Key(_year, "the year it is of."),
            "source": Key(text, "where it is from."),
            "confidence": Key(one_of(("high", "med", "estimate"), "confidence"), "high, med or estimate."),
        },
        ("value", "source"),
    )

    def read(node: Node, spot: Spot) -> Any:
        figure = shape(node, spot)
        if figure is BAD:
            return BAD
        if not figure.at("low") <= figure.value <= figure.at("high"):
            return spot.note(node, "the value lies outside its bounds")
        if figure.confidence == "estimate" and (figure.low is None or figure.high is None):
            return spot.note(node, "an estimate needs bounds", "Give `low` and `high`: every result sweeps them.")
        return figure

    return read


def _year(node: Node, spot: Spot) -> Any:
    value = between(1950, 2100)(node, spot)
    return value if value is BAD else int(value)


_money = between(0.0, MOST_MONEY)
_money_figure = _figure(MOST_MONEY)

FLOW = Shape(
    critical.Flow,
    {
        "exporter": Key(text, "who sells."),
        "importer": Key(text, "who buys."),
        "value": Key(_money, "border value, million USD."),
        "low": Key(_money, "its lower bound."),
        "high": Key(_money, "its upper bound."),
        "year": Key(_year, "the year."),
        "source": Key(text, "where it is from."),
    },
    ("exporter", "importer", "value", "year", "source"),
)

TARIFFED = Shape(
    critical.Tariffed,
    {
        "share": Key(between(0.0, 1.0), "its part of the item's trade."),
        "mfn": Key(rate, "its ordinary US duty, a fraction."),
    },
    ("share", "mfn"),
)

BASE_DUTY = Shape(
    critical.BaseDuty,
    {
        "importer": Key(text, "who takes it."),
        "exporter": Key(text, "on whose goods."),
        "rate": Key(rate, "the duty, a fraction."),
        "year": Key(_year, "the year."),
        "source": Key(text, "where it is from."),
    },
    ("importer", "exporter", "rate", "year", "source"),
)

SUPPLIER = Shape(
    critical.Supplier,
    {
        "seed": Key(between(0.0, 0.05), "share of world output it is given where it has none."),
        "capacity": Key(
            by_name(_three(1.0, 1000.0, "A supplier can at least go on."), "horizon"),
            "horizon -> [low, central, high] of output over base output.",
        ),
        "source": Key(text, "where it is from."),
    },
    ("capacity", "source"),
)

SUBSTITUTION = Shape(
    critical.Substitution,
    {
        "sigma": Key(
            _three(LOWEST_SIGMA, 20.0, f"Below {LOWEST_SIGMA:g} the bundle explodes: a cut has no equilibrium."),
            "[low, central, high] against all other inputs.",
        ),
        "theta": Key(
            _three(
                LOWEST_THETA, 50.0, f"Below {LOWEST_THETA:g} the bundle explodes: its price after a ban has no bound."
            ),
            "[low, central, high] across sources.",
        ),
        "rho": Key(
            _three(LOWEST_SIGMA, 20.0, f"Below {LOWEST_SIGMA:g} the bundle explodes."),
            "[low, central, high] between a user's output that contains it and its other output.",
        ),
        "source": Key(text, "where it is from."),
    },
    ("sigma", "theta", "rho", "source"),
)

HOLD = Shape(
    critical.Hold,
    {
        "holder": Key(text, "who can cut."),
        "side": Key(one_of(("seller", "buyer"), "side"), "seller or buyer."),
        "over": Key(text, "whom it hits."),
        "exporters": Key(many(text), "whose sales the holder controls."),
        "measures": Key(many(slug), "the case's measures that use it."),
        "ratio": Key(_figure(10.0), "volume let through over base while a measure is in force and none is published."),
        "lead_weeks": Key(between(0.0, 104.0), "weeks from application to the first licences."),
        "note": Key(text, "anything a reader should know."),
    },
    ("holder", "over"),
)

COST = Shape(
    critical.Shape,
    {
        "value_added": Key(between(0.01, 0.99), "share of output."),
        "inputs": Key(by_name(between(0.0, 0.98), "sector"), "sector -> share of output."),
        "source": Key(text, "where it is from."),
    },
    ("source",),
)

ITEM = Shape(
    dict,
    {
        "name": Key(slug, "its label as a sector."),
        "title": Key(text, "what it is, in plain words."),
        "parent": Key(slug, "the sector it is split out of."),
        "hs": Key(many(text), "its headings in the Harmonized System."),
        "tariff_lines": Key(
            by_name(TARIFFED, "line of the US tariff"), "line of the US tariff -> its part of the item's trade."
        ),
        "duties": Key(many(BASE_DUTY), "duties of the base year, where they are not its parent's average."),
        "output": Key(by_name(_money_figure, "economy"), "economy -> border value of all it sells, million USD."),
        "exports": Key(by_name(_money_figure, "economy"), "economy -> border value of what it sells abroad."),
        "flows": Key(many(FLOW), "known bilateral trade."),
        "users": Key(by_name(_figure(1.0), "using sector"), "using sector -> share of world use."),
        "content": Key(
            by_name(_figure(0.98), "using sector"), "using sector -> its share of cost in the output that contains it."
        ),
        "suppliers": Key(by_name(SUPPLIER, "economy"), "economy -> what it could supply."),
        "elasticities": Key(by_name(SUBSTITUTION, "horizon"), "horizon -> how replaceable it is."),
        "inventories": Key(by_name(_figure(3650.0), "using sector"), "using sector -> days of normal use in stock."),
        "cost": Key(COST, "cost of making it where it differs from its parent's."),
        "holds": Key(many(HOLD), "who can cut which flows."),
        "missing": Key(many(text), "the figures without which it is not split."),
        "note": Key(text, "anything a reader should know."),
    },
    ("name", "title", "parent"),
)
