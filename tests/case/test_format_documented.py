"""The format's page, the reader's keys and the values they become name the same things."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from tradetalks.case import model, schema
from tradetalks.case.model import CAUSES, INSTRUMENTS, STACKING_RULES
from tradetalks.case.values import Shape

PAGE = Path(__file__).parents[2] / "docs" / "case-format.md"

SHAPES = {name: value for name, value in vars(schema).items() if isinstance(value, Shape)}
BECOMES = {
    "HEAD": model.Case,
    "SCOPE": model.Scope,
    **{name: shape.build for name, shape in SHAPES.items() if shape.build is not dict},
}
FILLED_BY_THE_READER = {
    "Case": {"parties", "agenda", "calendar", "measures", "references", "scopes", "observations", "folder"},
    "Scope": {"name", "lines"},
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_key_is_documented_with_what_it_says(name: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for key, said in SHAPES[name].keys.items():
        must = "yes" if key in SHAPES[name].required else ""
        assert f"| `{key}` | {must} | {said.says[0].upper()}{said.says[1:]} |" in page


@pytest.mark.parametrize("name", SHAPES)
def test_the_keys_are_the_fields_they_become(name: str) -> None:
    kind = BECOMES[name]
    filled = FILLED_BY_THE_READER.get(kind.__name__, set()) | {"id"}
    assert set(SHAPES[name].keys) == {field.name for field in fields(kind)} - filled


@pytest.mark.parametrize("name", SHAPES)
def test_a_field_without_a_default_is_a_key_that_must_be_there(name: str) -> None:
    kind = BECOMES[name]
    filled = FILLED_BY_THE_READER.get(kind.__name__, set()) | {"id", "name"}
    must = {field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING}
    assert must - filled <= set(SHAPES[name].required)


@pytest.mark.parametrize("word", [*INSTRUMENTS, *CAUSES, *STACKING_RULES])
def test_every_word_of_the_vocabulary_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE.read_text(encoding="utf-8")
