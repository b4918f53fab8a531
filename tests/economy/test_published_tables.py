"""Tables as others publish them: whatever the layout or the order, the same labels give the same economy."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from published_layouts import (
    ECONOMIES,
    SECTORS,
    icio_2016_frame,
    icio_frame,
    long_frame,
    made,
    shuffled,
    wiod_numbered,
    wiod_sheet,
)

from tradetalks.axes import Axes
from tradetalks.economy import Economy
from tradetalks.economy.readers import (
    InterCountryTable,
    NegativeFinal,
    aggregated,
    economy_from,
    read_icio,
    read_long,
    read_wiod,
)
from tradetalks.errors import BadInput

CLOSES = 1e-10
RAW = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data")) / "world"


def icio(path: Path, *, seed: int | None = None, inventories: float = 0.0) -> InterCountryTable:
    frame = icio_frame(made(inventories=inventories))
    (frame if seed is None else shuffled(frame, seed)).to_csv(path / "2020.csv")
    return read_icio(path / "2020.csv", year=2020)


def same(one: InterCountryTable, other: InterCountryTable) -> None:
    assert one.axes == other.axes
    assert_allclose(one.intermediate, other.intermediate, rtol=1e-14)
    assert_allclose(one.final, other.final, rtol=1e-14)


def closes(economy: Economy) -> None:
    """Shares, incomes and the world's transfers of an economy add up, and nothing is negative."""
    traded = economy.expenditure > 0.0
    assert_allclose(economy.share.sum(axis=1)[traded], 1.0, rtol=1e-12)
    assert abs(economy.transfer.sum()) < CLOSES * economy.income.sum()
    assert economy.final.min() > -CLOSES * economy.income.sum()
    assert economy.value_added.min() >= 0.0


def test_an_icio_file_says_what_was_sold_to_whom(tmp_path: Path) -> None:
    table, source = icio(tmp_path), made()
    assert table.axes == Axes(tuple(sorted(ECONOMIES)), SECTORS)
    at = [table.axes.economy(name) for name in ECONOMIES]
    assert_allclose(table.intermediate[np.ix_(at, range(3), at, range(3))], source.intermediate)
    assert_allclose(table.final[np.ix_(at, range(3), at)], source.final.sum(axis=3))


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_rows_and_columns_give_the_same_table(tmp_path: Path, seed: int) -> None:
    same(icio(tmp_path, seed=seed), icio(tmp_path))


def test_every_layout_holds_the_same_world(tmp_path: Path) -> None:
    table = icio(tmp_path)
    for order in (None, 5):
        wiod_sheet(made(), order).to_csv(tmp_path / "wiot.csv", header=False, index=False)
        same(read_wiod(tmp_path / "wiot.csv", release=2013, year=2008), table)
        wiod_sheet(made(), order, codes_of_uses=False).to_csv(tmp_path / "wiot.csv", header=False, index=False)
        same(read_wiod(tmp_path / "wiot.csv", release=2013, year=2008), table)
    wiod_numbered(made(), "v").to_stata(tmp_path / "wiot.dta", write_index=False)
    same(read_wiod(tmp_path / "wiot.dta", release=2016, year=2014), table)
    icio_2016_frame(made()).to_csv(tmp_path / "icio.csv")
    same(read_icio(tmp_path / "icio.csv", year=2011), table)
    long_frame(made()).sample(frac=1.0, random_state=1).to_csv(tmp_path / "long.csv", index=False)
    same(read_long(tmp_path / "long.csv", year=2020, unit="million USD"), table)


@pytest.mark.parametrize("coded", [True, False])
def test_a_workbook_holds_the_same_world(tmp_path: Path, coded: bool) -> None:
    pytest.importorskip("openpyxl")
    wiod_sheet(made(), 5, codes_of_uses=coded).to_excel(tmp_path / "wiot.xlsx", header=False, index=False)
    same(read_wiod(tmp_path / "wiot.xlsx", release=2016 if coded else 2013, year=2008), icio(tmp_path))


def test_an_r_file_holds_the_same_world(tmp_path: Path) -> None:
    rdata = pytest.importorskip("rdata")
    frame = wiod_numbered(made()).reset_index(drop=True)
    words = {"IndustryCode": "category", "Country": "category"}  # R calls them factors
    rdata.write_rda(tmp_path / "WIOT2014.RData", {"wiot": frame.astype(words)})
    same(read_wiod(tmp_path / "WIOT2014.RData", release=2016, year=2014), icio(tmp_path))


def test_romania_has_one_code(tmp_path: Path) -> None:
    sheet = wiod_sheet(made()).replace("ROW", "ROM")
    sheet.to_csv(tmp_path / "wiot.csv", header=False, index=False)
    assert "ROU" in read_wiod(tmp_path / "wiot.csv", release=2013, year=1995).axes.economies


def test_parts_of_an_economy_are_added_up(tmp_path: Path) -> None:
    """In extended tables China sells and buys inputs as CN1 and CN2 and consumes as CHN."""
    frame = icio_frame(made())
    part = frame.loc[frame.index.str.startswith("CHN_")]
    halves = [part.mul(weight).rename(index=lambda text, to=to: text.replace("CHN", to)) for to, weight in SPLIT]
    import pandas as pd

    frame = pd.concat([frame.drop(part.index), *halves])
    for to, weight in SPLIT:
        for sector in SECTORS:
            frame[f"{to}_{sector}"] = weight * frame[f"CHN_{sector}"]
    frame.drop(columns=[f"CHN_{sector}" for sector in SECTORS]).to_csv(tmp_path / "extended.csv")
    same(read_icio(tmp_path / "extended.csv", year=2020), icio(tmp_path))


SPLIT = (("CN1", 0.3), ("CN2", 0.7))


def test_a_row_that_misses_its_published_output_is_named(tmp_path: Path) -> None:
    frame = icio_frame(made())
    frame.loc["USA_G", "ROW_HFCE"] += 50.0
    frame.to_csv(tmp_path / "wrong.csv")
    with pytest.raises(BadInput, match=r"USA G: the row adds up to .* its published output is"):
        read_icio(tmp_path / "wrong.csv", year=2020)


def test_missing_and_double_labels_and_words_for_numbers_are_named(tmp_path: Path) -> None:
    frame = icio_frame(made())
    frame.drop(index="USA_G").to_csv(tmp_path / "missing.csv")
    with pytest.raises(BadInput, match="no row or no column for USA G"):
        read_icio(tmp_path / "missing.csv", year=2020)
    frame.rename(index={"USA_G": "CHN_G"}).to_csv(tmp_path / "double.csv")
    with pytest.raises(BadInput, match="row labels stand more than once: CHN G"):
        read_icio(tmp_path / "double.csv", year=2020)
    frame.astype(object).replace(frame.loc["USA_G", "ROW_HFCE"], "n.a").to_csv(tmp_path / "words.csv")
    with pytest.raises(BadInput, match=r"row \d+, column \d+ of the numbers: not a number"):
        read_icio(tmp_path / "words.csv", year=2020)
    long_frame(made()).replace({"use": {"G": "g"}}).to_csv(tmp_path / "long.csv", index=False)
    with pytest.raises(BadInput, match='use "g" is neither a sector nor a final use'):
        read_long(tmp_path / "long.csv", year=2020, unit="USD")
    with pytest.raises(BadInput, match="no release 2014"):
        read_wiod(tmp_path / "x.csv", release=2014, year=2014)


def test_aggregation_keeps_every_account(tmp_path: Path) -> None:
    table = icio(tmp_path)
    small = aggregated(
        table, {"rest": ["CHN", "ROW"], "USA": ["USA"]}, {"goods": ["C10T12", "A01_02"], "services": ["G"]}
    )
    assert small.axes == Axes(("rest", "USA"), ("goods", "services"))
    usa, was = small.axes.economy("USA"), table.axes.economy("USA")
    assert_allclose(small.output.sum(), table.output.sum(), rtol=1e-14)
    assert_allclose(small.output[usa], [table.output[was, :2].sum(), table.output[was, 2]], rtol=1e-14)
    assert_allclose(small.value_added[usa].sum(), table.value_added[was].sum(), rtol=1e-13)
    assert_allclose(small.final[:, :, usa].sum(), table.final[:, :, was].sum(), rtol=1e-14)
    big, little = economy_from(table), economy_from(small)
    assert_allclose(little.income[usa], big.income[was], rtol=1e-13)
    assert_allclose(little.transfer[usa], big.transfer[was], atol=1e-10 * big.income.sum())


def test_a_mapping_that_loses_or_doubles_a_label_is_refused(tmp_path: Path) -> None:
    table = icio(tmp_path)
    with pytest.raises(BadInput) as refusal:
        aggregated(table, {"a": ["CHN", "USSR"], "b": ["CHN"]})
    said = str(refusal.value)
    assert 'no economy "USSR"' in said
    assert "CHN is already in a" in said
    assert "nothing takes ROW, USA" in said


def test_a_table_becomes_an_economy_whose_accounts_close(tmp_path: Path) -> None:
    table = icio(tmp_path)
    economy = economy_from(table)
    closes(economy)
    assert_allclose(economy.output, table.output, rtol=1e-13)
    assert_allclose(economy.value_added, table.value_added, rtol=1e-12)
    assert_allclose(economy.final, table.final.sum(axis=0).T, rtol=1e-12)


def test_tariffs_come_on_top_of_the_tables_values(tmp_path: Path) -> None:
    table = icio(tmp_path)
    duty = np.full(table.axes.bilateral, 0.1) * (1.0 - np.eye(3)[:, :, None])
    economy, free = economy_from(table, tariff=duty), economy_from(table)
    closes(economy)
    assert_allclose(economy.border, free.border, rtol=1e-13)
    assert_allclose(economy.tariff_revenue, 0.1 * (free.border * (duty > 0.0)).sum(axis=(1, 2)), rtol=1e-12)


def test_negative_final_demand_is_named_unless_a_method_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"USA A01_02: final demand is negative .*\n.*rebalance"):
        economy_from(icio(tmp_path, inventories=150.0))


def test_rebalancing_keeps_trade_output_income_and_the_balance(tmp_path: Path) -> None:
    table = icio(tmp_path, inventories=165.0)
    table = replace(table, intermediate=table.intermediate * 14.0)  # so that no bilateral flow is negative
    economy = economy_from(table, negative_final="rebalance")
    closes(economy)
    usa = table.axes.economy("USA")
    assert_allclose(economy.output, table.output, rtol=1e-12)
    assert_allclose(economy.value_added.sum(axis=1), table.value_added.sum(axis=1), rtol=1e-12)
    assert_allclose(economy.income, table.final.sum(axis=(0, 1)), rtol=1e-11)
    flows = np.transpose(table.intermediate.sum(axis=3) + table.final, (2, 0, 1))
    assert_allclose(economy.border, flows, rtol=1e-12)
    assert economy.final[usa, 0] == pytest.approx(0.0, abs=1e-9)
    assert any(note.startswith("rebalanced") and "USA" in note for note in economy.provenance.notes)


def test_recomputing_output_keeps_technology(tmp_path: Path) -> None:
    table = icio(tmp_path, inventories=150.0)
    economy = economy_from(table, negative_final="recompute output")
    closes(economy)
    assert_allclose(economy.value_added_share, table.value_added / table.output, rtol=1e-12)
    bought = table.intermediate.sum(axis=0).transpose(1, 0, 2)  # [buyer, good, user]
    assert_allclose(economy.input_share, bought / bought.sum(axis=1)[:, None, :], rtol=1e-12)
    assert any("1 cells taken as zero, output recomputed" in note for note in economy.provenance.notes)


@pytest.mark.raw
@pytest.mark.parametrize(("method", "year"), [("rebalance", 2011), ("recompute output", 2008)])
def test_wiod_becomes_an_economy(method: NegativeFinal, year: int) -> None:
    path = RAW / f"wiod_{year}_full.npz"
    if not path.exists():
        pytest.skip(f"raw statistics not found at {path}: set TRADETALKS_DATA")
    raw = np.load(path)
    table = InterCountryTable(
        Axes(tuple(raw["countries"]), tuple(raw["sectors"])),
        raw["Z"].astype(float),
        raw["F"].astype(float).sum(axis=-1),
        name="WIOD 2013",
        year=year,
    )
    economy = economy_from(table, negative_final=method)
    closes(economy)
    if year == 2011:
        usa, chn = economy.axes.economy("USA"), economy.axes.economy("CHN")
        assert_allclose(economy.border[usa, chn].sum(), 413e3, rtol=0.01)
        assert_allclose(economy.output.sum(), 141.8e6, rtol=1e-3)
    assert_allclose(economy.value_added.sum(), table.value_added.sum(), rtol=0.002)


def test_labels_decide_and_not_positions(tmp_path: Path) -> None:
    """Two seeds, one economy to the last bit once sorted: the conversion never looks at the order of the file."""
    one, two = economy_from(icio(tmp_path, seed=1)), economy_from(icio(tmp_path, seed=2))
    assert_array_equal(one.tariff, two.tariff)
    assert_allclose(one.share, two.share, rtol=1e-13)
    assert_allclose(one.input_share, two.input_share, rtol=1e-13)
