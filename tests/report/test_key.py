"""Keys: text and value are inverse to each other, and what cannot be read is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.errors import BadInput
from tradetalks.report import Key

SLUGS = st.from_regex(r"[A-Za-z0-9]+([-._][A-Za-z0-9]+){0,3}", fullmatch=True)
HORIZONS = st.from_regex(r"[a-z0-9]+( [a-z0-9]+){0,2}", fullmatch=True)
KEYS = st.builds(
    Key,
    case=SLUGS,
    day=st.dates(),
    known=st.dates(),
    horizon=HORIZONS,
    scenario=SLUGS,
    outcome=SLUGS,
    economy=SLUGS,
    detail=st.one_of(st.just(""), SLUGS),
)
TEXT = "london-2025/2025-06-10/known-2025-06-10/1-year/now/welfare-change/USA"


@given(KEYS)
def test_a_key_reads_back_as_itself(key: Key) -> None:
    assert Key.parse(str(key)) == key


@given(st.text(alphabet="ab1-/. known-2025W\n", max_size=60))
def test_text_is_either_refused_or_reads_back_as_itself(text: str) -> None:
    try:
        key = Key.parse(text)
    except BadInput:
        return
    assert str(key) == text


def test_the_parts_of_a_key_are_what_they_say() -> None:
    key = Key.parse(TEXT + "/machinery")
    assert (key.day, key.horizon, key.economy, key.detail) == (date(2025, 6, 10), "1 year", "USA", "machinery")


@pytest.mark.parametrize(
    ("spoiled", "part"),
    [
        (TEXT.replace("2025-06-10/known", "2025-02-30/known"), "day"),
        (TEXT.replace("2025-06-10/known", "20250610/known"), "day"),
        (TEXT.replace("2025-06-10/known", "2025-W24-2/known"), "day"),
        (TEXT.replace("known-2025", "2025"), "known"),
        (TEXT.replace("1-year", "1 year"), "horizon"),
        (TEXT.replace("/USA", ""), "6 parts"),
        (TEXT + "/", "8 parts"),
        (TEXT + "/a/b", "9 parts"),
        (TEXT.replace("/now/", "/no w/"), "scenario"),
        (TEXT + "/<script>", "detail"),
    ],
)
def test_a_spoiled_key_is_refused_by_its_part(spoiled: str, part: str) -> None:
    with pytest.raises(BadInput, match=part):
        Key.parse(spoiled)
