"""The shipped world of 2024 meets the figures it was built to meet. No raw statistics needed."""

from __future__ import annotations

import hashlib
import time

import numpy as np
import pytest

from tradetalks.economy.checks import check_world, read_targets
from tradetalks.economy.economy import Economy
from tradetalks.economy.load import load_economy
from tradetalks.economy.read import read_manifest, world_folder

FOLDER = world_folder("world-2024")
CLOSES = 1e-9  # relative: what every account must close to
FIVE = ("MEX", "CHN", "CAN", "EU27", "JPN")  # main suppliers of US goods


@pytest.fixture(scope="module")
def world() -> Economy:
    return load_economy("world-2024", split=False)


@pytest.fixture(scope="module")
def goods(world: Economy) -> list[int]:
    return [world.axes.sector(slug) for slug in read_manifest(FOLDER)["groups"]["goods"]]


def test_it_has_eighteen_economies_and_thirty_three_sectors(world: Economy) -> None:
    assert world.axes.economies[:3] == ("USA", "CHN", "EU27")
    assert world.axes.economies[-1] == "ROW"
    assert len(world.axes.economies) == 18
    assert len(world.axes.sectors) == 33
    assert len(read_manifest(FOLDER)["groups"]["services"]) == 6


def test_it_ships_with_its_critical_inputs_split(world: Economy) -> None:
    shipped = load_economy("world-2024")
    names = [item.name for item in shipped.items]
    assert {"rare-earth-magnets", "rare-earth-compounds", "advanced-ai-chips", "soybeans"} <= set(names)
    assert set(shipped.axes.sectors) == {*world.axes.sectors, *names}
    assert np.array_equal(shipped.unsplit.expenditure, world.expenditure)
    for parent in {shipped.parent(name) for name in names}:
        parts = [shipped.axes.sector(s) for s in shipped.axes.sectors if shipped.parent(s) == parent]
        whole = world.border[:, :, world.axes.sector(parent)]
        assert (np.abs(shipped.border[:, :, parts].sum(axis=2) - whole) <= CLOSES * whole).all()


def test_every_account_closes(world: Economy) -> None:
    assert np.abs(world.share.sum(axis=1) - 1).max() < CLOSES
    assert np.abs(world.input_share.sum(axis=1) - 1).max() < CLOSES
    cost = world.intermediate.sum(axis=1) + world.value_added
    assert np.abs(cost / world.output - 1).max() < CLOSES
    use = world.intermediate.sum(axis=2) + world.final
    assert np.abs(use / world.expenditure - 1).max() < CLOSES


def test_what_an_economy_spends_beyond_its_income_is_its_trade_deficit(world: Economy) -> None:
    foreign = world.border.sum(axis=2) * (1 - np.eye(18))
    deficit = foreign.sum(axis=1) - foreign.sum(axis=0)
    assert np.abs(world.transfer - deficit).max() < CLOSES * world.gdp.sum()
    assert abs(world.transfer.sum()) < CLOSES * world.gdp.sum()


def test_no_flow_or_final_demand_is_negative_and_no_sector_is_empty(world: Economy) -> None:
    assert (world.final > 0).all()
    assert (world.share >= 0).all()
    assert (world.input_share >= 0).all()
    assert (world.output > 0).all()
    assert ((world.value_added_share > 0.05) & (world.value_added_share < 0.97)).all()


def test_us_goods_imports_from_china_are_within_one_percent_of_the_census_figure(
    world: Economy, goods: list[int]
) -> None:
    flow = world.border[world.axes.economy("USA"), world.axes.economy("CHN"), goods].sum()
    assert flow == pytest.approx(429_400, rel=0.01)


def test_us_goods_exports_to_china_are_within_three_percent_of_the_census_figure(
    world: Economy, goods: list[int]
) -> None:
    flow = world.border[world.axes.economy("CHN"), world.axes.economy("USA"), goods].sum()
    assert flow == pytest.approx(143_500, rel=0.03)


def test_every_gdp_is_within_three_percent_of_its_source(world: Economy) -> None:
    sourced = {row["economy"]: row for row in read_manifest(FOLDER)["gdp"]}
    assert set(sourced) == set(world.axes.economies)
    for n, label in enumerate(world.axes.economies):
        assert sourced[label]["source_2024"]
        assert world.gdp[n] == pytest.approx(float(sourced[label]["gdp_2024"]), rel=0.03), label


def test_us_imports_by_sector_from_the_five_main_partners_are_within_three_percent_of_census(world: Economy) -> None:
    wanted = [t for t in read_targets(FOLDER) if t.account == "border" and t.importer == "USA" and t.exporter in FIVE]
    by_sector = [t for t in wanted if t.sector != "goods"]
    assert len(by_sector) == 5 * 26
    for check in check_world(world, tuple(by_sector)):
        assert abs(check.gap) < 0.03, check.target


def test_every_target_that_ships_with_the_table_is_met(world: Economy) -> None:
    checks = check_world(world, read_targets(FOLDER), read_manifest(FOLDER)["groups"])
    assert len(checks) > 400
    assert [check.target for check in checks if not check.holds] == []


def test_every_target_has_its_adjustment_on_record(world: Economy) -> None:
    lines = (FOLDER / "adjustments.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "account,importer,exporter,sector,raw,target,final"
    recorded = {tuple(line.split(",")[:4]) for line in lines[1:]}
    for exporter in FIVE:
        for sector in world.axes.sectors:
            assert ("us-imports", "USA", exporter, sector) in recorded
    assert {("gdp", label, "", "") for label in world.axes.economies} <= recorded
    assert ("us-exports", "CHN", "USA", "all goods") in recorded


def test_tariffs_are_plausible(world: Economy, goods: list[int]) -> None:
    assert world.tariff.min() == 0.0
    assert world.tariff.max() < 0.45
    services = np.setdiff1d(np.arange(33), goods)
    assert not world.tariff[:, :, services].any()
    assert not world.tariff[np.arange(18), np.arange(18)].any()
    imports = (world.border * (1 - np.eye(18))[:, :, None])[:, :, goods].sum(axis=(1, 2))
    assert (world.tariff_revenue / imports < 0.13).all()
    assert not world.export_tax.any()


def test_us_tariffs_are_what_was_collected_in_2024(world: Economy, goods: list[int]) -> None:
    usa, chn = world.axes.economy("USA"), world.axes.economy("CHN")
    duty = (world.tariff * world.border)[usa]
    assert duty[chn].sum() / world.border[usa, chn, goods].sum() == pytest.approx(0.1087, abs=0.0005)
    assert duty.sum() == pytest.approx(76_160, rel=0.01)  # all duty collected in 2024, million USD


def test_chinas_average_tariff_on_us_goods_is_the_sourced_one(world: Economy, goods: list[int]) -> None:
    usa, chn = world.axes.economy("USA"), world.axes.economy("CHN")
    trade = world.border[chn, usa, goods]
    assert (world.tariff[chn, usa, goods] * trade).sum() / trade.sum() == pytest.approx(0.212, abs=0.001)


def test_us_services_trade_is_the_sourced_one(world: Economy, goods: list[int]) -> None:
    usa = world.axes.economy("USA")
    services = np.setdiff1d(np.arange(33), goods)
    foreign = np.arange(18) != usa
    assert world.border[usa][foreign][:, services].sum() == pytest.approx(840_900, rel=1e-3)
    assert world.border[foreign][:, usa, services].sum() == pytest.approx(1_152_700, rel=1e-3)


def test_borrowed_technology_is_marked(world: Economy) -> None:
    proxies = "\n".join(world.provenance.proxies)
    for label in ("VNM", "CHE", "ASEAN9"):
        assert f"{label}: technology of" in proxies


def test_it_says_where_hong_kong_is(world: Economy) -> None:
    assert any("Hong Kong" in note for note in world.provenance.notes)


def test_the_tables_are_those_of_the_manifest() -> None:
    for name, digest in read_manifest(FOLDER)["files"].items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_every_sector_has_an_elasticity_from_every_paper(world: Economy) -> None:
    lines = (FOLDER / "trade_elasticities.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "sector,source,theta"
    rows = [line.split(",") for line in lines[1:]]
    papers = read_manifest(FOLDER)["trade_elasticities"]
    assert {(sector, source) for sector, source, _ in rows} == {(s, p) for s in world.axes.sectors for p in papers}
    assert all(float(theta) > 0 for *_, theta in rows)
    published = {(sector, source): float(theta) for sector, source, theta in rows}
    assert published["vehicles", "caliendo_parro_2015"] == 1.84
    assert published["electrical", "fontagne_2022"] == 4.11
    assert published["electronics", "caliendo_parro_2015"] == pytest.approx((12.95 + 3.95 + 8.71) / 3, abs=1e-3)


def test_it_loads_fast() -> None:
    def once() -> float:
        start = time.process_time()
        load_economy("world-2024", split=False)
        return time.process_time() - start

    assert min(once() for _ in range(3)) < 0.5  # seconds of processor time, so that a busy machine changes nothing


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("8517130000", "electronics"),  # a smartphone
        ("8542310045", "electronics"),  # a processor
        ("8505110070", "metal-products"),  # a permanent magnet, ISIC 2599
        ("8507600020", "electrical"),  # a lithium battery
        ("8708295060", "vehicles"),  # a body part
        ("8703800000", "vehicles"),  # an electric car
        ("8407342040", "vehicles"),  # a car engine, ISIC 2910
        ("8411919085", "other-transport"),  # a turbojet part
        ("7208370030", "iron-steel"),
        ("1201900095", "agriculture"),  # soybeans
        ("2709002090", "oil-gas"),
        ("2846901000", "chemicals"),  # rare-earth compounds
        ("3004909239", "pharmaceuticals"),
        ("9018310040", "other-manufacturing"),  # a syringe
        ("9503000073", "other-manufacturing"),  # a toy
        ("6403999065", "textiles"),  # a shoe
        ("2504101000", "quarrying"),  # natural graphite
        ("3801100000", "chemicals"),  # artificial graphite
        ("7204490000", "iron-steel"),  # scrap goes with what it is made into
        ("2716000000", "utilities"),  # electricity
    ],
)
def test_the_concordance_knows(code: str, sector: str) -> None:
    table = dict(line.split(",") for line in (FOLDER / "hs_to_sector.csv").read_text().splitlines()[1:])
    found = next(table[code[:length]] for length in range(10, 5, -1) if code[:length] in table)
    assert found == sector


def test_the_concordance_holds_text_codes_of_known_sectors(world: Economy) -> None:
    lines = (FOLDER / "hs_to_sector.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "hs,sector"
    rows = [line.split(",") for line in lines[1:]]
    assert all(len(hs) in (6, 8, 10) and hs.isdigit() for hs, _ in rows)
    assert {sector for _, sector in rows} <= set(world.axes.sectors)
    codes = {hs for hs, _ in rows}
    assert len(codes) == len(rows) > 5_500
    assert all(hs[:6] in codes for hs in codes)  # a longer prefix refines an HS6 that is there
    assert not any(hs.startswith(("98", "99")) for hs in codes)
