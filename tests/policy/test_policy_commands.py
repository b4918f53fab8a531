"""The commands show, timeline and weigh, as a user runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tradetalks.case import load_case
from tradetalks.policy.weighing import weigh, write_weights

RUN = (sys.executable, "-c", "from tradetalks.cli import main; main()")


def run(*words: str, columns: int = 100) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1"}
    return subprocess.run([*RUN, *words], capture_output=True, text=True, env=env, check=False)


@pytest.fixture(scope="module")
def june() -> dict:
    done = run("show", "london-2025", "--on", "2025-06-10", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_show_tells_measures_and_averages_as_one_object(june):
    assert june["schema"] == "tradetalks/show/1"
    assert (june["case"], june["on"], june["known"]) == ("london-2025", "2025-06-10", "2025-06-10")
    for key in ("id", "imposer", "targets", "instrument", "rate", "since", "until", "then", "reference"):
        assert all(key in measure for measure in june["measures"])
    for key in ("importer", "exporter", "method", "percent"):
        assert all(key in average for average in june["average_tariffs"])
    by_law = [one for one in june["average_tariffs"] if one["method"] == "legal-2024-weights"]
    assert [(one["importer"], one["exporter"]) for one in by_law] == [("USA", "CHN")]
    assert by_law[0]["percent"] == pytest.approx(42.0, abs=1.0)


def test_show_tells_until_when_and_what_then(june):
    [truce] = [one for one in june["measures"] if one["id"] == "us-ieepa-reciprocal-china"]
    assert (truce["rate"], truce["since"], truce["until"]) == (0.1, "2025-05-14", "2025-08-12")
    assert truce["then"]["rate"] == 0.34


def test_show_never_tells_what_was_announced_later(june):
    assert all(average["on"] <= "2025-06-10" for average in june["average_tariffs"])
    assert all(measure["since"] <= "2025-06-10" for measure in june["measures"])
    deadlines = {(one["on"], one["measure"]) for one in june["deadlines"]}
    assert ("2025-08-12", "us-ieepa-reciprocal-china") in deadlines


def test_show_says_on_which_critical_inputs_a_brief_counts_a_licence(june):
    measures = {one["id"]: one for one in june["measures"]}
    rare = measures["cn-rare-earths-seven"]
    assert (rare["priced"], rare["critical_inputs"]) == (True, ["rare-earth-compounds", "rare-earth-magnets"])
    for name in ("us-h20", "us-chip-design-software", "us-ethane", "us-jet-engines"):
        assert measures[name]["priced"]
        assert len(measures[name]["critical_inputs"]) == 1
    assert not measures["cn-graphite"]["priced"]  # no input of the world is graphite
    unpriced = {one["id"] for one in june["unpriced"]}
    assert {name for name, one in measures.items() if not one["priced"]} == unpriced


def test_show_does_not_list_a_licence_as_not_counted_that_a_brief_counts():
    text = run("show", "london-2025", "--on", "2025-06-10", columns=200).stdout
    counted, _, not_counted = text.partition("Counted by a brief on critical inputs")[2].partition("In force without")
    assert "Licences for seven rare earths and magnets that hold them: rare-earth-compounds" in counted
    assert "Licences for graphite" in not_counted
    assert "rare earths and magnets that hold them" not in not_counted


def test_show_says_when_a_day_is_after_the_last_check():
    done = run("show", "london-2025", "--on", "2027-03-01", "--json")
    assert "last day this case was compared with the law" in json.loads(done.stdout)["notes"][0]


def test_a_cell_tells_its_measures_and_their_points_add_up():
    done = run("show", "london-2025", "--cell", "USA,CHN,electrical", "--json")
    cell = json.loads(done.stdout)["cell"]
    points = [one["points"] for one in cell["because"] if one["points"] is not None]
    assert sum(points) == pytest.approx(cell["added_percent"], abs=1e-3)
    assert "us-ieepa-fentanyl" in {one["id"] for one in cell["because"]}


@pytest.mark.parametrize("columns", [80, 120])
def test_tables_are_no_wider_than_the_terminal(columns):
    done = run("show", "london-2025", columns=columns)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= columns


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--on", "2025-02-30"), "not a day of the calendar"),
        (("--rules", "trackr"), "Did you mean tracker?"),
        (("--cell", "USA,CHN"), "is not IMPORTER,EXPORTER,SECTOR"),
        (("--cell", "USA,CHN,electrcal"), "Did you mean electrical?"),
    ],
)
def test_bad_input_is_refused_with_a_way_out(words, says):
    done = run("show", "london-2025", *words)
    assert done.returncode == 2
    assert says in done.stderr
    assert not done.stdout
    assert "Traceback" not in done.stderr


def test_the_gap_of_the_tracker_is_told_by_convention():
    done = run("show", "london-2025", "--rules", "tracker", "--json")
    [gap] = json.loads(done.stdout)["gap_to_legal"]
    assert sum(gap["points"].values()) == pytest.approx(gap["percent"] - gap["legal_percent"])
    assert gap["method"] == "shapley"


def test_timeline_draws_sound_svg_that_says_what_is_computed_and_what_is_sourced(tmp_path):
    chart = tmp_path / "chart.svg"
    done = run("timeline", "london-2025", "--out", str(chart), "--json")
    assert done.returncode == 0, done.stderr
    text = " ".join(ElementTree.parse(chart).getroot().itertext())
    assert "anchored at the published 21.2" in text
    assert "rings: published, not computed" in text
    assert "Fentanyl duty" in text
    assert re.search(r"\(\u2212[0-9]", text)
    assert "(-" not in text
    titles = " ".join(measure.title for measure in load_case("london-2025").measures)
    cut = re.findall(r"(\S+) …", text)
    assert cut
    assert all(re.search(rf"{re.escape(word)}(?!\w)", titles) for word in cut)
    told = json.loads(done.stdout)
    assert told["schema"] == "tradetalks/timeline/1"
    by_pair = {(one["importer"], one["exporter"]): one for one in told["series"]}
    china = {step["on"]: step["percent"] for step in by_pair["CHN", "USA"]["steps"]}
    assert china["2025-05-14"] - china["2025-01-20"] == pytest.approx(11.4, abs=2.0)


def test_timeline_as_known_in_june_has_the_truce_lapse(tmp_path):
    done = run("timeline", "london-2025", "--known", "2025-06-10", "--out", str(tmp_path / "chart.svg"), "--json")
    us = next(one for one in json.loads(done.stdout)["series"] if one["importer"] == "USA")
    lapse = next(step for step in us["steps"] if step["on"] == "2025-08-12")
    # 24 points, 34 less 10, on the 64 % of imports that bear the reciprocal duty: batteries among them
    assert lapse["points"] == {"us-ieepa-reciprocal-china": pytest.approx(15.3, abs=0.5)}


def test_weigh_refuses_a_folder_without_the_raw_files(tmp_path):
    done = run("weigh", "london-2025", "--raw", str(tmp_path), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "not found" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.raw
def test_weighing_again_gives_the_shipped_tables(tmp_path):
    raw = Path(os.environ.get("TRADETALKS_DATA", Path(__file__).parents[2] / "../shared/data"))
    if not raw.is_dir():
        pytest.skip(f"no raw statistics at {raw}")
    london = load_case("london-2025")
    for written in write_weights(weigh(london, raw), tmp_path, london.world):
        shipped = Path(london.folder) / "weights" / written.name
        assert written.read_text() == shipped.read_text(), f"run `tradetalks weigh`: {written.name} is out of date"
