"""What the commands print, on the toy table: words, JSON and refusals."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
import toy_table
from rich.console import Console

from tradetalks.cli import talks_json, talks_text
from tradetalks.cli.output import print_json
from tradetalks.cli.talks import pairs
from tradetalks.errors import BadInput
from tradetalks.talks import hold_talks

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
