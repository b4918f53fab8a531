"""A user's own world reads like the shipped one; a bad one is refused with every mistake at once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetalks.economy.load import load_economy
from tradetalks.economy.read import SHOWN
from tradetalks.economy.tables import write_world
from tradetalks.economy.toy import toy_world
from tradetalks.errors import BadInput

TOY = toy_world()
SAME = 1e-12  # the tables keep 14 digits


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_world(tmp_path, TOY, {"sources": [{"name": "made up"}], "proxies": ["C: technology of A"]})
    return tmp_path


def refused(folder: Path) -> list[str]:
    with pytest.raises(BadInput) as refusal:
        load_economy(folder)
    return [str(mistake) for mistake in refusal.value.mistakes]


def edit(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    path.write_text("\n".join(change(path.read_text().splitlines())) + "\n")


def test_a_world_written_and_read_is_the_same_world(folder: Path) -> None:
    read = load_economy(folder)
    assert read.axes == TOY.axes
    for name in ("expenditure", "share", "tariff", "export_tax", "value_added_share", "input_share"):
        np.testing.assert_allclose(getattr(read, name), getattr(TOY, name), rtol=SAME, atol=SAME)
    assert read.provenance.sources == ("made up",)
    assert read.provenance.proxies == ("C: technology of A",)


def test_a_world_without_input_output_links_reads_too(tmp_path: Path) -> None:
    world = toy_world(input_output=False)
    write_world(tmp_path, world, {})
    np.testing.assert_allclose(load_economy(tmp_path).value_added_share, 1.0, rtol=SAME)


def test_the_digest_follows_the_figures(folder: Path) -> None:
    before = load_economy(folder).provenance.digest
    edit(folder / "flows.csv", lambda lines: [lines[0], *reversed(lines[1:])])
    assert len(before) == 64
    assert load_economy(folder).provenance.digest != before


def test_rows_may_stand_in_any_order(folder: Path) -> None:
    edit(folder / "inputs.csv", lambda lines: [lines[0], *reversed(lines[1:])])
    np.testing.assert_allclose(load_economy(folder).input_share, TOY.input_share, rtol=SAME)


def test_an_unknown_world_is_refused_and_the_shipped_ones_are_named() -> None:
    with pytest.raises(BadInput, match="world-2024"):
        load_economy("world-2042")


def test_every_mistake_is_told_at_once_each_with_its_line(folder: Path) -> None:
    edit(folder / "flows.csv", lambda lines: [lines[0], lines[1].replace("A,A", "A,Z"), *lines[2:]])
    edit(folder / "accounts.csv", lambda lines: [*lines[:3], "A,s3,many,1", *lines[4:]])
    edit(folder / "inputs.csv", lambda lines: [*lines[:-1], lines[-1].rsplit(",", 1)[0] + ",-5"])
    told = refused(folder)
    assert any("flows.csv:2" in one and 'unknown exporter "Z"' in one for one in told)
    assert any("flows.csv" in one and "no row for A, A, s1" in one for one in told)
    assert any("accounts.csv:4" in one and '"many" is not a number' in one for one in told)
    assert any("inputs.csv:49" in one and "negative" in one for one in told)


def test_accounts_that_do_not_close_are_named(folder: Path) -> None:
    edit(folder / "accounts.csv", lambda lines: [*lines[:1], "A,s1,1.0,2.0", *lines[2:]])
    told = refused(folder)
    assert len(told) == 2
    assert all("the account of A s1 does not close" in one for one in told)


def test_a_cell_given_twice_is_refused(folder: Path) -> None:
    edit(folder / "accounts.csv", lambda lines: [*lines, lines[-1]])
    assert any("stands on line 13 already" in one for one in refused(folder))


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_an_unknown_cell_is_refused(folder: Path, value: str) -> None:
    edit(folder / "accounts.csv", lambda lines: [lines[0], f"A,s1,{value},1", *lines[2:]])
    assert any("not a finite number" in one for one in refused(folder))


@pytest.mark.parametrize(("tariff", "word"), [("-1", "-100 %"), ("-2", "-100 %"), ("25", "1000 %")])
def test_a_rate_that_is_no_rate_is_refused(folder: Path, tariff: str, word: str) -> None:
    edit(folder / "flows.csv", lambda lines: [lines[0], f"A,A,s1,10,{tariff},0", *lines[2:]])
    assert any(word in one for one in refused(folder))


def test_a_missing_table_and_a_wrong_header_are_told_together(folder: Path) -> None:
    (folder / "inputs.csv").unlink()
    edit(folder / "manifest.json", lambda lines: [line.replace("tradetalks/world/1", "other") for line in lines])
    told = refused(folder)
    assert any("inputs.csv" in one and "no such file" in one for one in told)
    assert any('format is "other"' in one for one in told)


def test_a_long_list_of_mistakes_is_counted(folder: Path) -> None:
    edit(folder / "inputs.csv", lambda lines: lines[:1])
    told = refused(folder)
    assert len(told) == SHOWN + 1
    assert "more mistakes" in told[-1]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "tradetalks/world/1"}', "\x00"])
def test_a_broken_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text)
    assert refused(folder)


def test_an_economy_named_twice_is_refused(folder: Path) -> None:
    body = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(body | {"economies": ["A", "B", "B"]}))
    assert any("more than once" in one for one in refused(folder))


def test_a_file_that_is_not_text_is_refused(folder: Path) -> None:
    (folder / "flows.csv").write_bytes(b"\xff\xfe\x00")
    assert any("not UTF-8" in one for one in refused(folder))


NUMBERS = {"flows.csv": (3, 4, 5), "inputs.csv": (3,), "accounts.csv": (2, 3)}


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_changed_figure_is_noticed(data: st.DataObject) -> None:
    """Every figure of a world stands in some account, so that no single one can change unnoticed."""
    name = data.draw(st.sampled_from(sorted(NUMBERS)))
    column = data.draw(st.sampled_from(NUMBERS[name]))
    factor = data.draw(st.sampled_from([0.5, 0.999, 1.0001, 3.0, -1.0]))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_world(folder, TOY, {})
        lines = (folder / name).read_text().splitlines()
        candidates = [i for i in range(1, len(lines)) if float(lines[i].split(",")[column]) != 0.0]
        row = data.draw(st.sampled_from(candidates))
        cells = lines[row].split(",")
        cells[column] = repr(float(cells[column]) * factor)
        lines[row] = ",".join(cells)
        (folder / name).write_text("\n".join(lines) + "\n")
        assert refused(folder)


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(sorted(NUMBERS)), text=st.text(max_size=60), where=st.integers(0, 12))
def test_no_text_in_a_table_ends_in_anything_but_a_refusal(name: str, text: str, where: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_world(folder, TOY, {})
        lines = (folder / name).read_text().splitlines()
        if text == lines[where]:
            return
        lines[where] = text
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")
        assert refused(folder)


def test_the_shipped_world_reads_from_a_copy_elsewhere(tmp_path: Path) -> None:
    from tradetalks.economy.read import world_folder

    copy = tmp_path / "mine"
    shutil.copytree(world_folder("world-2024"), copy)
    assert load_economy(copy).provenance.digest == load_economy("world-2024").provenance.digest
