"""Reading a case folder: text stays text, every file has its place, names are found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tradetalks.case import load_case, shipped_cases
from tradetalks.case.model import STACKING_RULES, ScopeLine
from tradetalks.case.new import new_case
from tradetalks.errors import BadInput

Change = Callable[[str, str, str], Path]


def test_a_new_case_reads(folder: Path) -> None:
    case = load_case(folder)
    assert (case.name, case.world, case.day) == ("mycase", "world-2024", date(2025, 5, 15))
    assert [measure.id for measure in case.measures] == ["jp-metals-duty", "kr-food-duty", "kr-chemical-licence"]
    assert case.measures[0].acts[1].reference == ("decree-1", "joint-statement")
    assert case.folder == str(folder)


def test_a_folder_given_as_text_reads_the_same(folder: Path) -> None:
    assert load_case(str(folder)) == load_case(folder)


@pytest.mark.parametrize("name", shipped_cases())
def test_a_shipped_case_reads_the_same_from_anywhere_on_disk(name: str, tmp_path: Path) -> None:
    shipped = load_case(name)
    shutil.copytree(shipped.folder, tmp_path / name)
    assert load_case(tmp_path / name) == shipped


def test_measures_may_stand_in_one_file(folder: Path) -> None:
    before = load_case(folder)
    parts = sorted((folder / "measures").glob("*.yaml"))
    (folder / "measures.yaml").write_text("\n".join(part.read_text() for part in parts))
    shutil.rmtree(folder / "measures")
    assert load_case(folder) == before


def test_no_is_norway_only_by_its_three_letters_and_norway_is_not_false(folder: Path, change: Change) -> None:
    change("measures/japan.yaml", "targets: [KOR]", "targets: [NOR]")
    change("measures/japan.yaml", "title: Duty on Korean metals and machines", "title: no")
    measure = load_case(folder).measures[0]
    assert (measure.targets, measure.title) == (("NOR",), "no")


def test_a_heading_keeps_its_leading_zero(folder: Path, change: Change) -> None:
    (folder / "scope/chemicals.csv").write_text("hs,certainty\n0101,definite\n0102,maybe\n")
    change("scope/scopes.yaml", "title: One chemical", "title: Animals\n  edition: hs-2022")
    scope = load_case(folder).scopes[2]
    assert scope.lines == (ScopeLine("0101"), ScopeLine("0102", certainty="maybe"))


def test_windows_line_ends_and_a_byte_order_mark_read_the_same(folder: Path) -> None:
    before = load_case(folder)
    for path in [*folder.rglob("*.yaml"), *folder.rglob("*.csv")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_case(folder) == before


def test_scopes_are_composed_of_others(folder: Path, change: Change) -> None:
    (folder / "scope/scopes.yaml").open("a").write(
        "rest: {title: The rest, plus: [all-goods], minus: [chemicals], reference: order-12}\n"
    )
    change("measures/japan.yaml", "scope: metals-and-machines", "scope: rest")
    scope = load_case(folder).scopes[-1]
    assert (scope.plus, scope.minus, scope.lines) == (("all-goods",), ("chemicals",), ())


def test_observations_keep_what_is_not_known_unknown(folder: Path) -> None:
    (folder / "observations.csv").write_text(
        "series,on,value,unit,method,published,source,importer,exporter\n"
        'duty,2025-03-01,12.5,percent,statutory,,"a table, page 2",JPN,KOR\n'
    )
    (observation,) = load_case(folder).observations
    assert (observation.value, observation.published, observation.source) == (12.5, None, "a table, page 2")


def test_weights_and_rule_sets_beside_the_case_are_left_alone(folder: Path) -> None:
    for name in ("weights/world-2024.csv", "rulesets/mine.yaml"):
        (folder / name).parent.mkdir()
        (folder / name).write_text("anything")
    (folder / "README.md").write_text("notes")
    load_case(folder)


def test_a_name_that_is_neither_shipped_nor_a_folder_is_refused() -> None:
    with pytest.raises(BadInput) as refusal:
        load_case("londn-2025")
    assert str(refusal.value).splitlines() == [
        "londn-2025: is neither a shipped case nor a folder",
        "  Shipped: london-2025. Did you mean london-2025? `tradetalks new FOLDER` makes a case folder.",
    ]


def test_a_folder_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no case\.yaml"):
        load_case(tmp_path)


def test_a_file_is_not_a_case_folder(folder: Path) -> None:
    with pytest.raises(BadInput, match="is a file, not a case folder"):
        load_case(folder / "case.yaml")


def test_a_new_case_is_not_written_over_another(folder: Path) -> None:
    before = load_case(folder)
    with pytest.raises(BadInput, match="is already there"):
        new_case(folder, world="world-2024")
    assert load_case(folder) == before


def test_a_new_case_fills_an_empty_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    files = new_case(tmp_path / "mine", world="world-2024")
    assert load_case(tmp_path / "mine").world == "world-2024"
    assert "case.yaml" in files
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_new_case_needs_a_name_that_a_case_can_have(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be the name of a case"):
        new_case(tmp_path / "My Case", world="world-2024")
    assert list(tmp_path.iterdir()) == []


def test_a_new_case_is_not_made_for_a_world_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r'--world: no world called "nope"\n  One of: world-2024'):
        new_case(tmp_path / "mine", world="nope")
    assert list(tmp_path.iterdir()) == []


def test_the_sectors_of_a_world_of_ones_own_are_not_checked(
    folder: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "my-world").mkdir()
    (folder.parent / "my-world/manifest.json").write_text("{}")
    monkeypatch.chdir(folder.parent)
    (folder / "scope/chemicals.csv").write_text("sector,share\npotions,1\n")
    change("case.yaml", "world: world-2024", "world: my-world")
    assert load_case(folder).scopes[2].lines[0].sector == "potions"


def test_the_format_names_the_stacking_rules_there_are() -> None:
    from tradetalks.policy.rules import RULES

    assert set(STACKING_RULES) == set(RULES)
