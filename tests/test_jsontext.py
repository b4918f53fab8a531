"""JSON in pieces is the text that `json.dumps` gives of the whole."""

from __future__ import annotations

import json
from typing import Any

from tradetalks.jsontext import pieces


def encoded(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def test_the_pieces_are_the_text_of_the_whole_with_iterators_as_lists() -> None:
    whole = {"a": 1, "b": [{"c": "line\nline", "d": [], "e": {}}, [1, [2]], "ü"], "f": [], "g": {"h": [None]}, "i": {}}
    in_part = {key: iter(value) if isinstance(value, list) else value for key, value in whole.items()}
    assert "".join(pieces(in_part, encoded)) == encoded(whole)
    assert "".join(pieces({}, encoded)) == encoded({})


def test_no_member_of_a_list_is_asked_for_before_the_one_before_it_is_given_out() -> None:
    asked: list[int] = []
    told = pieces({"list": (asked.append(i) or i for i in range(9))}, encoded)
    while "0" not in next(told):
        pass
    assert asked == [0]
