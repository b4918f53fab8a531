"""What each outcome of a brief is, in plain words, with its unit and how it is rounded."""

from __future__ import annotations

from dataclasses import dataclass

from tradetalks.errors import BadInput, Mistake, did_you_mean

PERCENT = "per cent"
POINTS = "percentage points"
MILLION_USD = "million USD"
PLAIN = "number"
WEEKS = "weeks"
IN_FORCE = "day"  # stands where the horizon would for what the law says on the day itself
OBSERVED = "observed"  # likewise for what was published later


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's slug in keys, its title in tables, its unit, the decimals shown, and what it means."""

    slug: str
    title: str
    unit: str
    decimals: int
    meaning: str
    detail: str = ""  # what the last part of its key is: "sector", "partner", "measure"; empty when it has none


_ALL = (
    Outcome(
        "welfare-change",
        "Real income",
        PERCENT,
        2,
        "What an economy's income, tariff revenue included, buys at home: the change in income divided by the change "
        "in consumer prices (economists call it welfare).",
    ),
    Outcome(
        "welfare-change-from-now",
        "Real income, from today",
        PERCENT,
        2,
        "The same change counted from the policy of the brief's day instead of from the day it is compared with.",
    ),
    Outcome(
        "welfare-change-scaled-balances",
        "Real income, balances scaling",
        PERCENT,
        2,
        "The same change where each economy's trade balance scales with its income instead of staying as in the base "
        "year; central elasticities.",
    ),
    Outcome(
        "equivalent-variation",
        "Worth in dollars",
        MILLION_USD,
        0,
        "The payment a year, at the prices before, that would have had the same effect on real income "
        "(equivalent variation).",
    ),
    Outcome(
        "real-gdp-change",
        "Real GDP",
        PERCENT,
        2,
        "Volume of what is produced. It leaves out gains and losses from the prices at which a country trades, "
        "which real income counts.",
    ),
    Outcome(
        "consumer-price-change",
        "Consumer prices",
        PERCENT,
        2,
        "Price of what households buy, measured against the average of wages and profits in the world: the model has "
        "no money, so this is a change in relative prices and not a forecast of inflation.",
    ),
    Outcome(
        "consumer-price-own-change",
        "Consumer prices over own incomes",
        PERCENT,
        2,
        "Price of what households buy, measured against wages and profits in the same economy: how much dearer things "
        "become if incomes there stay where they are in its own currency. Not a forecast of inflation either.",
    ),
    Outcome(
        "terms-of-trade-change",
        "Terms of trade",
        PERCENT,
        2,
        "Prices of exports at the border divided by prices of imports at the border before duty. Up means that a "
        "given volume of exports pays for more imports.",
    ),
    Outcome(
        "imports-value-change",
        "Imports, value",
        PERCENT,
        1,
        "Border value, before duty, of all goods and services bought from a partner.",
        "partner",
    ),
    Outcome(
        "imports-value-change-usd",
        "Imports, value in dollars",
        MILLION_USD,
        0,
        "The same change in dollars a year, at the size of the base year.",
        "partner",
    ),
    Outcome(
        "goods-imports-value-change",
        "Goods imports, value",
        PERCENT,
        1,
        "Border value, before duty, of goods bought from a partner: comparable with customs statistics.",
        "partner",
    ),
    Outcome(
        "output-change",
        "Output",
        PERCENT,
        1,
        "Volume produced by a sector.",
        "sector",
    ),
    Outcome(
        "tariff-revenue-change",
        "Tariff revenue",
        MILLION_USD,
        0,
        "Change in duties collected in a year, at the size of the base year; part of real income.",
    ),
    Outcome(
        "welfare-contribution",
        "Contribution to real income",
        POINTS,
        3,
        "Share of the change in real income that is due to one measure, when all measures are put in force together in "
        "equal steps (Aumann-Shapley). The contributions add up to the whole.",
        "measure",
    ),
    Outcome(
        "welfare-change-if-cut-off",
        "Real income if cut off",
        PERCENT,
        3,
        "Change in real income where a critical input no longer comes from the one who holds it, all else as in the "
        "base year.",
        "item and holder",
    ),
    Outcome(
        "welfare-change-of-cutting-off",
        "Real income of cutting off",
        PERCENT,
        3,
        "Change in the holder's own real income in the same cut.",
        "item and target",
    ),
    Outcome(
        "first-short-week",
        "First short week",
        WEEKS,
        0,
        "First week, counted from the day the licences began, in which the lines that use a critical input make less "
        "than 95 % of normal.",
        "item and user",
    ),
    Outcome(
        "welfare-change-if-talks-fail",
        "Real income if talks fail",
        PERCENT,
        2,
        "Real income where failing to agree leads to the threat point named, against the day compared with.",
        "threat point",
    ),
    Outcome(
        "welfare-gain-of-the-deal",
        "Gain of the deal",
        PERCENT,
        3,
        "What the proposed package adds to real income over the threat point that counts.",
        "solution",
    ),
    Outcome(
        "patience-needed",
        "Patience needed",
        PLAIN,
        2,
        "Smallest weight of a quarter later, relative to today, at which a side keeps the deal instead of breaking it "
        "and being answered a quarter later (critical discount factor, Friedman 1971).",
        "solution",
    ),
    Outcome(
        "average-tariff",
        "Average tariff",
        PERCENT,
        1,
        "Average duty on an importer's goods from one partner on the day, by the method named.",
        "partner",
    ),
    Outcome(
        "observed-imports-change",
        "Observed imports, on the year",
        PERCENT,
        1,
        "Customs value of goods imports against the same period a year before, as published later.",
        "partner",
    ),
    Outcome(
        "implied-elasticity",
        "Implied trade elasticity",
        PLAIN,
        2,
        "Per cent change in import value for each per cent by which the duty raised the landed price.",
        "partner",
    ),
)

GLOSSARY = {outcome.slug: outcome for outcome in _ALL}


def outcome_named(slug: str) -> Outcome:
    """The outcome with this slug; `BadInput` with what is allowed when there is none."""
    try:
        return GLOSSARY[slug]
    except KeyError:
        raise BadInput(Mistake("outcome", f'unknown outcome "{slug}"', did_you_mean(slug, GLOSSARY, show=40))) from None
