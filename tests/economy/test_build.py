"""Rebuilding from the raw statistics gives the shipped table; the rules the build rests on are sound."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from tradetalks.economy.build.concordance import hs_to_sector, longest_prefix
from tradetalks.economy.build.raw import RAW_FILES, raw_folder
from tradetalks.economy.build.rules import is_service, rule_table, sector_groups, world_axes
from tradetalks.economy.load import load_economy
from tradetalks.economy.read import world_folder
from tradetalks.errors import BadInput

RAW = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data"))
LEAVE = pytest.mark.skipif(
    not all(any(RAW.glob(pattern)) for pattern in RAW_FILES), reason=f"no raw statistics in {RAW} (TRADETALKS_DATA)"
)
REBUILT = 1e-9  # another machine's sums may differ in the last digits


@pytest.mark.raw
@LEAVE
def test_rebuilding_from_the_raw_statistics_gives_the_shipped_table(tmp_path: Path) -> None:
    from tradetalks.economy.build.ship import ship
    from tradetalks.economy.build.world_2024 import build_world

    built = build_world(raw_folder(RAW))
    ship(built, RAW, tmp_path)
    shipped, rebuilt = load_economy("world-2024"), load_economy(tmp_path)
    for name in ("expenditure", "share", "tariff", "value_added_share", "input_share"):
        np.testing.assert_allclose(getattr(rebuilt, name), getattr(shipped, name), rtol=REBUILT, atol=1e-14)
    for name in ("hs_to_sector.csv", "trade_elasticities.csv"):
        assert (tmp_path / name).read_bytes() == (world_folder("world-2024") / name).read_bytes()


def test_a_folder_without_the_raw_files_is_refused_and_all_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        raw_folder(tmp_path)
    assert len(refusal.value.mistakes) >= len(RAW_FILES)


@pytest.mark.parametrize("name", ["naics_to_sector.csv", "hs_exceptions.csv"])
def test_code_rules_name_known_sectors_once(name: str) -> None:
    rows = rule_table(name)
    keys = [next(iter(row.values())) for row in rows]
    assert len(keys) == len(set(keys))
    assert {row["sector"] for row in rows} <= set(world_axes().sectors)


@pytest.mark.parametrize(("name", "column"), [("wiod_to_sectors.csv", "wiod"), ("bea_to_sectors.csv", "bea")])
def test_source_sectors_cover_every_sector(name: str, column: str) -> None:
    covered = {sector for _, sectors in sector_groups(name, column) for sector in sectors}
    assert covered == set(range(len(world_axes().sectors)))


def test_every_economy_has_a_sourced_gdp() -> None:
    rows = {row["economy"]: row for row in rule_table("gdp.csv")}
    assert set(rows) == set(world_axes().economies)
    assert all(float(row["gdp_2024"]) > 0 and row["source_2024"] for row in rows.values())


def test_goods_keep_the_sectors_of_the_flows() -> None:
    codes = [row["icio"] for row in rule_table("sectors.csv") if row["icio"] != "S"]
    assert len(codes) == len(set(codes)) == 27
    assert is_service().sum() == 6


def test_a_code_splits_only_where_its_ten_digits_disagree() -> None:
    naics = {"8407342000": "336310", "8407342040": "336310", "9401200010": "336360", "9401800000": "337124"}
    table = hs_to_sector(naics, {}, ())
    assert table == {"840734": "vehicles", "940120": "vehicles", "940180": "other-manufacturing"}


def test_an_unclassified_code_takes_its_neighbours_sector_by_value() -> None:
    naics = {"0102210010": "112111", "0102290000": "311999", "0102900000": "990000"}
    worth = {"0102210010": 5.0, "0102290000": 100.0}
    assert hs_to_sector(naics, worth, ())["010290"] == "food"


def test_codes_of_special_chapters_have_no_sector() -> None:
    table = hs_to_sector({"9801001010": "980000", "0101210010": "112920"}, {}, ("980100", "999999"))
    assert table == {"010121": "agriculture"}


def test_a_lookup_takes_the_longest_prefix() -> None:
    assert longest_prefix("8505110070", {"8505": "a", "850511": "b"}) == "b"
    assert longest_prefix("8505200000", {"8505": "a", "850511": "b"}) == "a"
    assert longest_prefix("8506", {"8505": "a"}) is None
