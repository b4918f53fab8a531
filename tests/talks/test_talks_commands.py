"""What the commands print, on the toy table: words, JSON and refusals."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import toy_table
from rich.console import Console

from tradetalks.cli import talks_json, talks_text
from tradetalks.cli.output import print_json
from tradetalks.cli.talks import pairs
from tradetalks.errors import BadInput
from tradetalks.talks import Linkage, Patience, hold_talks

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def held():
    return hold_talks(toy_table.table(), points=3)


def test_points_and_per_cent_are_read_as_meant() -> None:
    assert pairs(["us-duties=-10pp", "licences=0.9", "others=90%"], "--set") == {
        "us-duties": -10.0,
        "licences": 0.9,
        "others": 0.9,
    }


@pytest.mark.parametrize("text", ["duties", "=3", "duties=", "duties=ten", "duties=nan", "duties=inf"])
def test_what_is_not_name_and_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not NAME=VALUE"):
        pairs([text], "--set")


def test_an_item_set_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="set twice"):
        pairs(["a=1", "a=2"], "--fix")


def test_the_terminal_tells_threats_deal_and_what_is_left_out(held) -> None:
    out = Console(record=True, width=500, file=StringIO())
    talks_text.print_talks(held, out)
    told = out.export_text()
    for part in (
        "If talks fail",
        "snap-back",
        "by moving alone",
        "Will it hold?",
        "What time does",
        "(binding)",
        "not trade in goods",
    ):
        assert part in told
    assert "nan" not in told.lower()


def test_what_the_thorough_search_finds_is_told(held) -> None:
    nothing, some = {"A": 0.0, "B": 0.0}, {"A": 0.25, "B": 0.125}
    found = Linkage(some, {"a-duties": some, "magnets": nothing}, some, {"A": 0.0625, "B": -0.5})
    proof = {"A": Patience(0.0, 1.0, -1.0, 1.0, 0.5), "B": Patience(0.0, 1.0, 2.0, 1.0, None)}
    out = Console(record=True, width=500, file=StringIO())
    talks_text.print_talks(replace(held, linkage=found, keeping=replace(held.keeping, proof=proof)), out)
    told = out.export_text()
    for part in (
        "is worth Arcadia +0.062 %, Borduria -0.500 %",
        "a-duties: Arcadia +0.250 %, Borduria +0.125 %",
        "magnets: no agreement alone",
        "Arcadia keeps it from 0.50, Borduria would break it all the same",
    ):
        assert part in told


def test_the_json_holds_every_documented_key_and_no_other(held, capsys: pytest.CaptureFixture[str]) -> None:
    print_json("tradetalks/talks/1", talks_json.body(held))
    body = json.loads(capsys.readouterr().out)
    text = (DOCS / "json" / "talks.md").read_text(encoding="utf-8")
    documented = {
        key
        for line in text.splitlines()
        if line.startswith("| `")
        for key in re.findall(r"`([a-z_]+)`", line.split("|")[1])
    }
    assert set(body) - {"schema"} == documented
    assert body["schema"] == "tradetalks/talks/1"
    assert {one["id"] for one in body["items"]} == {"a-machines", "a-fees", "b-farms", "b-magnets"}
