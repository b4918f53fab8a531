"""The shipped case: bitemporal facts of the dispute, and nothing in it without a source."""

from __future__ import annotations

import csv
import os
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tradetalks.case import State, deadlines, load_case, schedule, state_on, stopped_on, threats_on
from tradetalks.case.model import Case, Measure

BRIEF_DAY = date(2025, 6, 10)
TRUCE_ENDS = date(2025, 8, 12)
RULING = date(2026, 2, 20)
BOTH_WAYS = ("us-ieepa-reciprocal-china", "cn-reciprocal-response")


@cache
def london() -> Case:
    return load_case("london-2025")


def measure(name: str) -> Measure:
    return next(one for one in london().measures if one.id == name)


def state(name: str, on: date, known: date | None = None) -> State | None:
    return state_on(measure(name), on, known or on)


def rate(name: str, on: date, known: date | None = None) -> float | None:
    found = state(name, on, known)
    return found.act.rate if found else None


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_on_the_day_of_the_talks_the_truce_lapses_on_12_august_and_24_points_return(name: str) -> None:
    found = state(name, BRIEF_DAY)
    assert found is not None
    assert (found.act.rate, found.since, found.until) == (0.10, date(2025, 5, 14), TRUCE_ENDS)
    assert found.then is not None
    assert (found.then.rate, found.then.cause) == (0.34, "truce")
    assert rate(name, TRUCE_ENDS, known=BRIEF_DAY) == 0.34


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_known_on_12_august_the_truce_runs_to_10_november(name: str) -> None:
    found = state(name, TRUCE_ENDS)
    assert found is not None
    assert (found.act.rate, found.until) == (0.10, date(2025, 11, 10))


def test_the_truce_is_the_next_return_of_rates_and_it_comes_on_both_sides() -> None:
    ahead = deadlines(london(), BRIEF_DAY, BRIEF_DAY)
    returning = [
        one for one in ahead if one.then is not None and one.then.rate is not None and one.then.cause == "truce"
    ]
    assert {one.on for one in returning} == {TRUCE_ENDS}
    assert {one.measure for one in returning} == set(BOTH_WAYS)


def test_nothing_of_the_reciprocal_path_was_known_before_it_was_announced() -> None:
    assert rate("us-ieepa-reciprocal-china", date(2025, 4, 9), known=date(2025, 4, 1)) is None
    assert rate("us-ieepa-reciprocal-china", date(2025, 4, 9), known=date(2025, 4, 7)) == 0.34
    assert rate("us-ieepa-reciprocal-china", date(2025, 4, 9)) == 0.84
    assert rate("us-ieepa-reciprocal-china", date(2025, 4, 10)) == 1.25


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("us-301-list-3", {"2018-09-24": 0.10, "2019-05-10": 0.25, "2025-06-10": 0.25}),
        ("us-301-list-4a", {"2019-09-01": 0.15, "2020-02-14": 0.075}),
        ("us-ieepa-fentanyl", {"2025-02-04": 0.10, "2025-03-04": 0.20, "2025-11-10": 0.10, "2026-02-20": None}),
        ("us-232-steel", {"2025-03-11": None, "2025-03-12": 0.25, "2025-06-04": 0.50, "2026-04-06": None}),
        ("us-232-metals-uk", {"2025-03-12": 0.25, "2025-06-10": 0.25}),
        ("us-122-surcharge", {"2026-02-24": 0.10, "2026-07-23": 0.10, "2026-07-24": None}),
        ("cn-reciprocal-response", {"2025-04-10": 0.84, "2025-04-12": 1.25, "2025-05-14": 0.10, "2026-03-01": 0.10}),
        ("cn-march-2025-15", {"2025-03-10": 0.15, "2025-11-10": None}),
        ("cn-february-2025-10", {"2025-02-10": 0.10, "2026-06-01": 0.10}),
    ],
)
def test_rates_follow_the_law_of_each_day(name: str, path: dict[str, float | None]) -> None:
    assert {on: rate(name, date.fromisoformat(on)) for on in path} == path


def test_list_4b_never_bites() -> None:
    assert rate("us-301-list-4b", date(2019, 12, 16), known=date(2019, 12, 1)) == 0.15
    for known in (date(2019, 12, 13), date(2020, 1, 1), BRIEF_DAY):
        assert state("us-301-list-4b", date(2019, 12, 16), known) is None


def test_the_electronics_exemption_was_not_known_on_10_april_but_reaches_back_to_the_5th() -> None:
    assert state("us-reciprocal-electronics", date(2025, 4, 10)) is None
    assert state("us-reciprocal-electronics", date(2025, 4, 6), known=date(2025, 4, 10)) is None
    assert state("us-reciprocal-electronics", date(2025, 4, 6), known=date(2025, 4, 12)) is not None


def test_the_ruling_ends_every_emergency_duty() -> None:
    emergency = [one for one in london().measures if one.authority in ("ieepa-fentanyl", "ieepa-reciprocal")]
    standing = [one for one in emergency if state_on(one, date(2026, 2, 19), RULING) is not None]
    assert {"us-ieepa-fentanyl", "us-ieepa-reciprocal", "us-ieepa-reciprocal-china"} <= {one.id for one in standing}
    for one in emergency:
        assert state_on(one, RULING, RULING) is None, one.id
    for one in standing:
        step = stopped_on(one, RULING, RULING)
        assert step is not None, one.id
        assert step.cause == "court", one.id


def test_the_threat_of_october_2025_never_bites_and_is_withdrawn() -> None:
    threat = measure("us-ieepa-threat-100")
    assert state_on(threat, date(2025, 11, 2), date(2025, 10, 15)) is None
    assert len(threats_on(threat, date(2025, 10, 15), date(2025, 10, 15))) == 1
    assert not threats_on(threat, date(2025, 10, 31), date(2025, 10, 31))


def test_the_seven_rare_earths_stay_licensed_while_the_october_rules_are_suspended() -> None:
    assert state("cn-rare-earths-seven", date(2026, 3, 1)) is not None
    assert state("cn-rare-earths-five", date(2026, 3, 1)) is None
    assert state("cn-rare-earths-five", date(2026, 11, 10), known=date(2026, 3, 1)) is not None
    assert state("cn-rare-earths-five", date(2025, 12, 1), known=date(2025, 10, 15)) is not None


def test_a_suspended_ban_returns_when_the_suspension_ends() -> None:
    assert state("cn-us-minerals-ban", BRIEF_DAY) is not None
    assert state("cn-us-minerals-ban", date(2026, 6, 1)) is None
    assert state("cn-us-minerals-ban", date(2026, 11, 28), known=date(2026, 6, 1)) is not None


def test_us_controls_of_may_2025_stand_on_the_day_and_go_in_july() -> None:
    for name in ("us-chip-design-software", "us-ethane", "us-jet-engines", "us-chemicals-and-machinery"):
        assert state(name, BRIEF_DAY) is not None, name
        assert state(name, date(2025, 8, 1)) is None, name
        assert state(name, date(2025, 8, 1), known=BRIEF_DAY) is not None, name


def test_an_entry_on_two_section_301_lists_is_on_both_scopes_so_that_rules_can_choose() -> None:
    codes = {
        scope.name: {line.hs for line in scope.lines}
        for scope in london().scopes
        if scope.name.startswith("us-301-list")
    }
    twice = (codes["us-301-list-3"] & codes["us-301-list-4a"]) | (codes["us-301-list-4a"] & codes["us-301-list-4b"])
    assert len(twice) > 100
    lists = [one for one in london().measures if one.authority == "section-301" and one.instrument == "import-tariff"]
    assert all(one.stacks == ("highest-of-authority",) for one in lists)


def test_every_measure_has_a_schedule_and_every_fact_from_memory_says_so() -> None:
    end = london().checked_on
    unconfirmed = {one.id for one in london().references if not one.confirmed}
    for one in london().measures:
        assert schedule(one, end) or all(act.threat for act in one.acts if act.ends is None), one.id
        for act in one.acts:
            if act.confidence == "mem":
                assert unconfirmed & set(act.reference) or act.note, one.id


def test_every_reference_is_used() -> None:
    case = london()
    used = {name for one in case.measures for act in one.acts for name in act.reference}
    used |= {name for scope in case.scopes for name in scope.reference}
    used |= {entry.reference for entry in case.calendar}
    used |= {position.reference for item in case.agenda for position in item.positions}
    used |= {person.reference for party in case.parties for person in party.delegation}
    assert {one.id for one in case.references} == used


def test_both_sides_speak_on_every_agenda_item_and_what_is_not_modelled_says_why() -> None:
    for item in london().agenda:
        assert {position.party for position in item.positions} == {"USA", "CHN"}, item.id
        assert item.modelled or item.why_not, item.id
        assert item.measures or not item.modelled, item.id


def test_figures_published_later_carry_a_later_day_or_none() -> None:
    may_magnets = [
        one for one in london().observations if one.series == "magnet-exports" and one.on == date(2025, 5, 31)
    ]
    assert may_magnets
    assert all(one.published == date(2025, 6, 20) for one in may_magnets)
    for one in london().observations:
        assert one.published is None or one.published >= one.on or one.published == date(2025, 5, 14), one


def test_the_level_of_chinese_duties_in_january_2025_is_known_on_the_day() -> None:
    level = [
        one.value
        for one in london().observations
        if (one.series, one.importer, one.on) == ("average-tariff", "CHN", date(2025, 1, 20))
        and one.published is not None
        and one.published <= BRIEF_DAY
    ]
    assert level == [21.2]


# id of a row of the facts table -> the measures of the case that hold it
FACT_ROWS = {
    "US-201-SOLAR": ("us-201-solar", "us-201-washers"),
    "US-232-STEEL-18": ("us-232-steel-2018",),
    "US-232-ALU-18": ("us-232-aluminium-2018",),
    "US-301-L1": ("us-301-list-1",),
    "US-301-L2": ("us-301-list-2",),
    "US-301-L3": ("us-301-list-3",),
    "US-301-L3-UP": ("us-301-list-3",),
    "US-301-L4A": ("us-301-list-4a",),
    "US-301-L4B": ("us-301-list-4b",),
    "US-301-L4A-CUT": ("us-301-list-4a",),
    "US-301-4YR-A": (
        "us-301-review-25-from-2024",
        "us-301-review-50-from-2024",
        "us-301-review-100-from-2024",
        "us-301-cranes",
    ),
    "US-301-4YR-B": ("us-301-review-50-from-2025", "us-301-review-25-from-2025"),
    "US-301-4YR-C": ("us-301-review-25-from-2026", "us-301-medical-gloves", "us-301-face-masks"),
    "US-301-EXCL": ("us-301-exclusions",),
    "US-301-CHIPS": ("us-301-legacy-chips",),
    "US-IEEPA-FENT-10": ("us-ieepa-fentanyl",),
    "US-IEEPA-FENT-20": ("us-ieepa-fentanyl",),
    "US-IEEPA-FENT-CUT": ("us-ieepa-fentanyl",),
    "US-DEMIN-CN": ("us-de-minimis-china",),
    "US-DEMIN-ALL": ("us-de-minimis-all",),
    "US-232-METALS-25": (
        "us-232-steel",
        "us-232-aluminium",
        "us-232-steel-derivatives",
        "us-232-aluminium-derivatives",
    ),
    "US-232-AUTO": ("us-232-autos", "us-232-autos-usmca"),
    "US-232-PARTS": ("us-232-auto-parts",),
    "US-232-METALS-50": ("us-232-steel", "us-232-aluminium", "us-232-metals-uk"),
    "US-232-COPPER": ("us-232-copper",),
    "US-232-TIMBER": ("us-232-softwood", "us-232-upholstered-furniture", "us-232-kitchen-cabinets"),
    "US-232-TRUCKS": ("us-232-trucks", "us-232-buses"),
    "US-232-SEMI": ("us-232-advanced-chips",),
    "US-232-METALS-4T": ("us-232-metals-core", "us-232-metals-downstream", "us-232-metals-machinery"),
    "US-IEEPA-REC-10": ("us-ieepa-reciprocal",),
    "US-IEEPA-REC-34": ("us-ieepa-reciprocal-china",),
    "US-IEEPA-REC-84": ("us-ieepa-reciprocal-china",),
    "US-IEEPA-REC-125": ("us-ieepa-reciprocal-china",),
    "US-IEEPA-REC-ELEX": ("us-reciprocal-electronics",),
    "US-IEEPA-REC-GVA": ("us-ieepa-reciprocal-china",),
    "US-IEEPA-REC-EXT1": ("us-ieepa-reciprocal-china",),
    "US-IEEPA-REC-EXT2": ("us-ieepa-reciprocal-china",),
    "US-SCOTUS": ("us-ieepa-fentanyl", "us-ieepa-reciprocal", "us-ieepa-reciprocal-china"),
    "US-122": ("us-122-surcharge",),
    "US-301-LABOR": ("us-301-labor-china",),
    "US-PORT": ("us-301-port-fees",),
    "US-PORT-CRANE": ("us-301-cranes",),
    "US-THREAT-100": ("us-ieepa-threat-100",),
    "US-EC-OCT22": ("us-advanced-chips",),
    "US-EC-OCT23": ("us-advanced-chips",),
    "US-EC-DEC24": ("us-advanced-chips", "us-entity-list"),
    "US-EC-DD": ("us-chip-foundries",),
    "US-EC-AIDIFF": ("us-ai-diffusion",),
    "US-EL-JAN25": ("us-entity-list",),
    "US-EL-MAR25": ("us-entity-list",),
    "US-EC-H20": ("us-h20",),
    "US-EC-ASCEND": ("us-ascend-guidance",),
    "US-EC-EDA": ("us-chip-design-software",),
    "US-EC-ETHANE": ("us-ethane",),
    "US-EC-JET": ("us-jet-engines",),
    "US-EC-CHEM": ("us-chemicals-and-machinery",),
    "US-VISA": ("us-student-visas",),
    "US-EC-H20-15": ("us-h20",),
    "US-EC-AFF50": ("us-affiliates-rule",),
    "US-EC-H200": ("us-advanced-chips",),
    "US-INV-OUT": ("us-outbound-investment",),
    "CN-232-RET": ("cn-232-response",),
    "CN-L1": ("cn-301-list-1",),
    "CN-L2": ("cn-301-list-2",),
    "CN-L3": ("cn-301-list-3",),
    "CN-AUTO-SUSP": ("cn-autos-suspension",),
    "CN-L3-UP": ("cn-301-list-3",),
    "CN-L4A": ("cn-301-list-4a",),
    "CN-L4A-CUT": ("cn-301-list-4a",),
    "CN-EXCL-2020": ("cn-exclusions",),
    "CN-FEB25": ("cn-february-2025-15", "cn-february-2025-10"),
    "CN-MAR25": ("cn-march-2025-15", "cn-march-2025-10"),
    "CN-APR-34": ("cn-reciprocal-response",),
    "CN-APR-84": ("cn-reciprocal-response",),
    "CN-APR-125": ("cn-reciprocal-response",),
    "CN-GVA-10": ("cn-reciprocal-response",),
    "CN-GVA-EXT1": ("cn-reciprocal-response",),
    "CN-GVA-EXT2": ("cn-reciprocal-response",),
    "CN-EC-GAGE": ("cn-gallium-germanium",),
    "CN-EC-GRAPH": ("cn-graphite",),
    "CN-EC-RETECH": ("cn-rare-earth-technology",),
    "CN-EC-SB": ("cn-antimony-superhard",),
    "CN-EC-USBAN": ("cn-us-minerals-ban",),
    "CN-EC-WMO": ("cn-tungsten-and-others",),
    "CN-EC-RE7": ("cn-rare-earths-seven",),
    "CN-EC-OCT9": (
        "cn-superhard-2025",
        "cn-rare-earth-equipment",
        "cn-rare-earths-five",
        "cn-batteries-graphite-2025",
        "cn-rare-earth-abroad",
        "cn-rare-earth-technology-2025",
    ),
    "CN-UEL": ("cn-unreliable-entities", "cn-unreliable-entities-april"),
    "CN-PORT": ("cn-port-fees",),
    "CN-NEXP": ("cn-nexperia",),
    "CN-H20-STOP": ("cn-chip-purchases",),
    "CN-SOY": ("cn-soybean-purchases",),
    "CN-BEIJ26": ("cn-beijing-purchases",),
}


def test_the_fact_rows_name_measures_of_the_case() -> None:
    ids = {one.id for one in london().measures}
    assert {name for names in FACT_ROWS.values() for name in names} <= ids


@pytest.mark.raw
def test_every_row_of_the_facts_table_is_in_the_case_on_its_day() -> None:
    data = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data"))
    table = data.parent / "facts" / "measures.csv"
    if not table.is_file():
        pytest.skip(f"no facts table at {table}")
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == FACT_ROWS.keys()
    for row in rows:
        day = row["in_force"][:10]
        if len(day) == 10 and day[4] == day[7] == "-" and row["id"] not in DAYS_THAT_DIFFER:
            acts = {act.on for name in FACT_ROWS[row["id"]] for act in measure(name).acts}
            assert date.fromisoformat(day) in acts, row["id"]


# rows whose day in the table is not the first day of an act, and why
DAYS_THAT_DIFFER = {
    "US-301-EXCL": "the table gives the last day of the earlier exclusions",
    "US-EC-CHEM": "the table gives the letters on other goods; these became public with the engine licences",
    "US-EC-AIDIFF": "the table gives the announcement; the rule was to apply from May 2025",
    "US-EC-H200": "the table gives the announcement; the rule applies from 15 January 2026",
    "CN-EC-OCT9": "the table gives the announcement; most of the rules were to apply a month later",
    "CN-BEIJ26": "the table gives the summit; the fact sheet came two days later",
}


# codes that the raw lists lost: before the four-year review, lithium batteries and medical gloves stood on list 4A at
# 7.5 %; batteries of electric vehicles moved to 25 % already in 2024
ADDED_TO_LISTS = {
    "us-301-list-4a": {"40151210", "85076000"},
    "us-301-review-25-from-2024": {"8507600010"},
}


@pytest.mark.raw
def test_shipped_lists_are_the_raw_lists_with_the_repairs_we_state() -> None:
    data = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data")) / "tariffs"
    if not data.is_dir():
        pytest.skip(f"no raw lists at {data}")
    codes = {scope.name: {line.hs for line in scope.lines} for scope in london().scopes}

    annex_ii = _column(data / "lists/annex-II-exemptions.csv")
    assert all(len(code) == 10 and code.endswith("00") for code in annex_ii)
    assert codes["us-annex-ii"] == {code[:8] for code in annex_ii}

    with (data / "s301_product_lists.csv").open(newline="") as file:
        listed = [(row["list"], row["hts8"]) for row in csv.DictReader(file)]
    for scope, names in {
        "us-301-list-1": ("1",),
        "us-301-list-2": ("2",),
        "us-301-list-3": ("3", "3_addl"),
        "us-301-list-4a": ("4A",),
        "us-301-list-4b": ("4B",),
        "us-301-review-25-from-2024": ("biden_25",),
        "us-301-review-100-from-2024": ("biden_100",),
        "us-301-review-50-from-2025": ("biden_50_jan25",),
    }.items():
        assert codes[scope] - ADDED_TO_LISTS.get(scope, set()) == {code for name, code in listed if name in names}, (
            scope
        )

    for rate_of_list, dropped in ((15, 0), (10, 9)):
        with (data / f"lists/china-{rate_of_list}-percent-030425.csv").open(newline="", encoding="utf-8-sig") as file:
            raw = {row[1].strip().zfill(8) for row in csv.reader(file)}
        shipped = codes[f"cn-march-2025-{rate_of_list}"]
        assert shipped <= raw
        assert len(raw) - len(shipped) == dropped

    vehicles, parts = codes["us-232-vehicles"], codes["us-232-vehicle-parts"]
    assert all(code.startswith(("8703", "8704")) for code in vehicles)
    assert not vehicles & parts


def _column(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [row[0].strip() for row in list(csv.reader(file))[1:]]
