"""The same number in page, JSON, bundle and Python; hostile titles stay text; nothing is half written."""

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console
from toy_brief import ECONOMIES, key, number

from tradetalks import files
from tradetalks.report import Brief, Findings, as_json, bundle, page, print_brief, write_bundle, write_page
from tradetalks.report.contents import Scenario
from tradetalks.report.glossary import GLOSSARY
from tradetalks.report.layout import Table
from tradetalks.report.sections import sections
from tradetalks.report.sections.breakdown import contributions

HOSTILE = '<script>alert("x")</script>[bold]{{ 7*7 }}&amp;'


class Rows(HTMLParser):
    """Collects ids, links, tags, and the cells of every row that has an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.rows: dict[str, list[str]] = {}
        self._row = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag == "tr":
            self._row = given.get("id") or ""
        if tag == "td" and self._row:
            self.rows.setdefault(self._row, []).append("")

    def handle_data(self, data: str) -> None:
        if self._row and self.rows.get(self._row):
            self.rows[self._row][-1] += data


def printed(brief: Brief, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_brief(brief, console)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_a_key_gives_the_same_number_in_python_page_json_and_bundle(brief: Brief) -> None:
    rows = Rows(page(brief)).rows
    in_json = {line["key"]: line["value"] for line in as_json(brief)["findings"]}
    with zipfile.ZipFile(io.BytesIO(bundle(brief))) as archive:
        lines = csv.DictReader(io.StringIO(archive.read("findings.csv").decode()))
        in_bundle = {line["key"]: float(line["value"]) for line in lines}
    assert rows.keys() == in_json.keys() == in_bundle.keys() == set(brief.findings)
    for name, finding in brief.findings.items():
        assert finding.value == float(rows[name][1]) == in_json[name] == in_bundle[name]


def test_the_nested_numbers_of_the_json_are_the_findings(brief: Brief) -> None:
    told = as_json(brief)
    assert (
        told["welfare_change_percent"]["snap-back"]["3 months"]["BBB"]
        == brief[key(scenario="snap-back", horizon="3 months", economy="BBB")].value
    )
    assert (told["converged"], told["residual"]) == (True, 3e-12)
    json.dumps(told, allow_nan=False)


def test_every_number_link_of_the_page_leads_somewhere_on_it_and_ids_are_unique(brief: Brief) -> None:
    told = Rows(page(brief))
    assert len(told.ids) == len(set(told.ids))
    assert {link for link in told.links if link.startswith("#")} <= {f"#{name}" for name in told.ids}


def test_the_page_asks_nothing_of_any_other_place(brief: Brief) -> None:
    text = page(brief)
    told = Rows(text)
    assert told.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert not re.search(r"url\(|@import|\bsrc=", text)


def test_hostile_titles_stay_text_everywhere(brief: Brief) -> None:
    spoiled = replace(
        brief,
        title=HOSTILE,
        names={**brief.names, "AAA": HOSTILE, "farms": HOSTILE},
        measures=tuple(replace(measure, title=HOSTILE) for measure in brief.measures),
        unpriced=tuple(replace(line, why=f"=cmd {HOSTILE}") for line in brief.unpriced),
    )
    told = page(spoiled)
    assert "script" not in Rows(told).tags
    assert "49&" not in told
    assert HOSTILE in printed(spoiled, 400)
    with zipfile.ZipFile(io.BytesIO(bundle(spoiled))) as archive:
        assert "script" not in Rows(archive.read("charts/real-income.svg").decode()).tags
        assert "'=cmd" in archive.read("tables/sureness/unpriced.csv").decode()


def test_the_headline_speaks_of_both_sides_with_their_range_and_of_neighbours(brief: Brief) -> None:
    text = as_json(brief)["headline"][0]
    assert text == (
        "If this stays as it is for a year, households in Arcadia are 0.4 % poorer in real terms "
        "(range 0.3 to 0.5 over low, central and high elasticities); households in Borduria are 1.1 % poorer "
        "(range 1.0 to 1.2). Among third economies, Cockaigne gains most (+0.25 %). One measure between them has "
        "changed and is not counted, for want of a figure: Permit for magnets."
    )


def test_the_headline_names_the_first_measures_left_out_duties_first(brief: Brief) -> None:
    counted, permit = brief.measures
    lists = tuple(replace(permit, id=f"list-{n}", title=f"List {n}", instrument="entity-list") for n in range(3))
    duty = replace(counted, id="duty-2", title="Duty on steel", counted="no")
    text = as_json(replace(brief, measures=(counted, permit, *lists, duty)))["headline"][0]
    assert "5 measures between them" in text
    assert "for want of a figure: Duty on steel, Permit for magnets, List 0 and 2 more." in text
    older = replace(permit, counted="before")
    assert "not counted" not in as_json(replace(brief, measures=(counted, older)))["headline"][0]


def test_where_no_measure_could_be_counted_the_headline_does_not_claim_that_nothing_changed(brief: Brief) -> None:
    still = [
        replace(one, value=0.0, low=0.0, high=0.0) if one.key.scenario == "now" else one
        for one in brief.findings.values()
    ]
    blind = replace(brief, findings=Findings(still), measures=brief.measures[1:], ended=())
    text = as_json(blind)["headline"][0]
    assert "as well off as before" not in text
    assert "No third economy gains or loses" not in text
    assert "has an effect that is not known" in text
    assert "(Permit for magnets)" in text
    partly = as_json(replace(brief, findings=Findings(still)))["headline"][0]
    assert "Arcadia are as well off as before, by what is counted (less than 0.005 % either way)" in partly
    assert "as well off as before" in as_json(replace(blind, measures=()))["headline"][0]


@pytest.mark.parametrize(("value", "low", "named"), [(0.25, 0.2, True), (0.25, -0.01, False), (0.04, 0.03, False)])
def test_a_third_economy_is_named_only_where_it_clearly_gains_or_loses(
    brief: Brief, value: float, low: float, named: bool
) -> None:
    name = key(economy="CCC")
    told = [replace(one, value=value, low=low) if one.key == name else one for one in brief.findings.values()]
    text = as_json(replace(brief, findings=Findings(told)))["headline"][0]
    assert ("Cockaigne" in text) == named
    assert ("No third economy gains or loses as much as 0.05 %" in text) != named


def test_a_gain_from_prices_is_told_with_what_it_assumes_about_answers(brief: Brief) -> None:
    gains = {key(economy="AAA"): 0.4, key(economy="AAA", outcome="real-gdp-change"): -0.2}
    told = [
        replace(one, value=gains[one.key], low=None, high=None) if one.key in gains else one
        for one in brief.findings.values()
    ]
    lead = Scenario("escalation", "Part", "If part stays", "Part of the law.", "part")
    parts = replace(brief, findings=Findings(told), scenarios=(brief.scenarios[0], lead), led_by=lead.id)
    assert "third economies do not answer; answers they had already given are not in the case" in " ".join(
        as_json(parts)["headline"]
    )


def test_both_treatments_of_trade_balances_stand_side_by_side(brief: Brief) -> None:
    other = [number(-9.87, spread=None, outcome="welfare-change-scaled-balances", economy=one) for one in ECONOMIES]
    told = {section.id: section for section in sections(replace(brief, findings=brief.findings + Findings(other)))}
    (table,) = [item for item in told["sureness"].items if item.id == "balances"]
    assert [[str(entry) for entry in row] for row in table.rows] == [
        ["Arcadia", "−0.40", "−9.87"],
        ["Borduria", "−1.10", "−9.87"],
        ["Cockaigne", "+0.25", "−9.87"],
    ]
    assert "covers these elasticities only" in str(told["sureness"].paragraphs)


def test_what_is_not_known_is_said_to_be_so_and_is_never_zero(brief: Brief) -> None:
    name = key(outcome="real-gdp-change", economy="CCC")
    blind = replace(
        brief,
        findings=Findings(
            replace(finding, value=None, low=None, high=None) if finding.key == name else finding
            for finding in brief.findings.values()
        ),
    )
    assert Rows(page(blind)).rows[str(name)][1] == "not known"
    assert as_json(blind)["real_gdp_change_percent"]["now"]["1 year"]["CCC"] is None
    assert "not known" in printed(blind, 120)


def test_the_breakdown_adds_up_to_the_printed_total_and_says_so(brief: Brief) -> None:
    for side in brief.sides:
        whole = brief[key(economy=side)].value
        assert sum(finding.value or 0.0 for finding in contributions(brief, side)) == pytest.approx(whole, abs=1e-12)
    assert "the measures add up to the total" in printed(brief, 200)


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(brief: Brief, width: int) -> None:
    assert max(len(line) for line in printed(brief, width).splitlines()) <= width


def test_a_measure_that_has_ended_is_told_with_what_has_changed(brief: Brief) -> None:
    told = {section.id: section for section in sections(brief)}["in-force"]
    (table,) = [item for item in told.items if item.id == "ended-AAA"]
    assert table.rows == (("Old duty on farms", "Borduria", "import tariff", "5 %", "2031-02-01", "replaced"),)
    assert as_json(brief)["ended"][0]["on"] == "2031-02-01"


def test_looking_back_is_left_out_where_nothing_was_published_yet(brief: Brief) -> None:
    assert "looking-back" not in {section.id for section in sections(replace(brief, observed=()))}
    assert "looking-back" in {section.id for section in sections(brief)}


def test_the_manifest_lists_every_other_file_with_its_digest(brief: Brief) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle(brief))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        listed = {line["path"]: line["sha256"] for line in manifest["files"]}
        assert set(listed) == set(archive.namelist()) - {"manifest.json"}
        assert {"findings.csv", "LICENSE.txt", "CITATION.txt", "brief.json"} <= set(listed)
        for name, digest in listed.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_the_same_brief_makes_the_same_bytes(brief: Brief) -> None:
    assert bundle(brief) == bundle(replace(brief, findings=Findings(brief.findings.values())))


@pytest.mark.parametrize("write", [write_page, write_bundle])
def test_a_brief_killed_while_writing_leaves_the_old_one_whole(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    path = tmp_path / "brief.out"
    write(brief, path)  # type: ignore[operator]
    before = path.read_bytes()

    def killed(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        write(replace(brief, title="another"), path)  # type: ignore[operator]
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["brief.out"]


def test_every_key_of_the_json_is_documented(brief: Brief) -> None:
    documented = (Path(__file__).parents[2] / "docs/json/brief.md").read_text()
    told = as_json(brief)
    assert {name for name in told if f"`{name}`" not in documented} == set()
    assert {name for name in told["findings"][0] if f"`{name}`" not in documented} == set()
    assert {outcome for outcome in GLOSSARY if f"`{outcome}`" not in documented} == set()


@pytest.mark.parametrize("width", [72, 80, 120])
def test_a_narrow_terminal_wraps_and_loses_no_word(brief: Brief, width: int) -> None:
    long = replace(brief.measures[0], title="Duty on machines, their parts and everything that is sold with them")
    changed = replace(brief, measures=(long, *brief.measures[1:]))
    words = set(printed(changed, width).split())
    tables = [item for section in sections(changed) for item in section.items if isinstance(item, Table)]
    for table in tables:
        if not table.folded:
            assert {word for row in table.rows for entry in row for word in str(entry).split()} <= words
