"""Matching lists of goods to tariff lines, and weights read back as written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.axes import Axes
from tradetalks.case.model import Scope, ScopeLine
from tradetalks.errors import BadInput
from tradetalks.policy.atoms import Atom, Weighed, Weights, sector_weights
from tradetalks.policy.scopes import digest, padded
from tradetalks.policy.shapley import shapley
from tradetalks.policy.weighing.lines import Lines
from tradetalks.policy.weighing.tables import write_weights
from tradetalks.policy.weights_file import read_signature, read_weights, write_signature

LINES = Lines(("0508000000", "0508001000", "7208390015", "8517130000"), ("a", "a", "b", "c"), home="hts", depth=10)


def scope(*lines, name="s", edition="hts-2025", **other):
    return Scope(name=name, edition=edition, lines=tuple(ScopeLine(*line) for line in lines), **other)


def sure(one, *others):
    return LINES.share(one.name, {one.name: one} | {other.name: other for other in others}).sure.tolist()


def test_a_code_covers_the_lines_that_begin_with_it():
    assert sure(scope(("0508",))) == [1, 1, 0, 0]
    assert sure(scope(("05080000",), ("7208390015",))) == [1, 0, 1, 0]


def test_a_padded_code_read_at_ten_digits_covers_that_line_alone():
    eight = scope(("05080000",))
    wide = Lines(("0508000000", "0508000010"), ("a", "a"), home="hts", depth=10)
    assert wide.share("s", {"s": eight}).sure.tolist() == [1, 1]
    assert wide.share("s", {"s": padded(eight, 10)}).sure.tolist() == [1, 0]


def test_a_national_code_of_another_country_may_cover_its_subheading():
    share = LINES.share("s", {"s": scope(("85171300",), edition="cn-2025")})
    assert share.sure.tolist() == [0, 0, 0, 0]
    assert share.maybe.tolist() == [0, 0, 0, 1]


def test_an_importers_own_code_longer_than_trade_is_known_by_covers_its_subheading():
    china = Lines(("120190",), ("farm",), home="cn", depth=6)
    assert china.share("s", {"s": scope(("12019011",), edition="cn-2025")}).sure.tolist() == [1]


def test_scopes_join_and_take_out():
    out = scope(("7208",), name="out")
    most = scope(name="most", plus=("all-goods",), minus=("out",))
    assert sure(most, out) == [1, 1, 0, 1]


def test_lines_that_may_be_covered_stay_in_when_taken_out():
    out = scope(("7208", "", 1.0, "maybe"), name="out")
    most = scope(name="most", plus=("all-goods",), minus=("out",))
    assert sure(most, out) == [1, 1, 1, 1]


def test_a_part_of_a_lines_value_is_kept_as_that_part():
    assert sure(scope(("7208", "", 0.5))) == [0, 0, 0.5, 0]


def test_the_fingerprint_of_a_scope_sees_its_content_and_not_its_order():
    one = scope(("05",), ("72",))
    turned, longer = replace(one, lines=one.lines[::-1]), scope(("05",), ("72",), ("85",))
    whole = scope(name="whole", plus=("s",))
    assert digest("s", {"s": one}) == digest("s", {"s": turned}) != digest("s", {"s": longer})
    assert digest("whole", {"whole": whole, "s": one}) != digest("whole", {"whole": whole, "s": longer})


names = st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True)
shares = st.dictionaries(names, st.sampled_from([1.0, 0.5, 0.0375]), max_size=4)


@given(shares, shares)
def test_a_signature_reads_back_as_written(definite, maybe):
    assert read_signature(write_signature(definite, maybe)) == (definite, maybe)


def test_weights_read_back_as_written(tmp_path):
    weights = Weights(
        (
            Atom("A", "B", "ROW", "steel", {"s": 1.0}, {"t": 0.5}, 1000.0, 0.025, 0.03, 12.0, 3, 40.0),
            Atom("B", "A", "A", "farm", {}, {}, 7.0, None, None, None, 0, 0.0),
        ),
        (Weighed("A", "B", "s", "abc", "s", 3, 1000.0, 0.0, 2000.0),),
    )
    table, _ = write_weights(weights, tmp_path, "world")
    assert read_weights(table) == weights


def test_a_torn_table_of_weights_is_refused_by_line(tmp_path):
    table, _ = write_weights(Weights((Atom("A", "B", "B", "s", {}, {}, 1.0, None, None, None, 0),)), tmp_path, "world")
    table.write_text(table.read_text().replace(",1,", ",one,", 1))
    with pytest.raises(BadInput, match=r"world\.csv:2"):
        read_weights(table)


def test_a_scope_that_changed_after_weighing_has_no_known_share():
    from policy_cases import act, case_of, measure

    from tradetalks.policy.coverage import Coverage

    axes = Axes(("A", "B"), ("steel",))
    old, new = scope(("72",)), scope(("72",), ("73",))
    weights = Weights(
        (Atom("A", "B", "B", "steel", {"s": 1.0}, {}, 1.0, 0.0, 0.0, 0.0, 1),),
        (Weighed("A", "B", "s", digest("s", {"s": old}), "s", 1, 1.0, 0.0, 1.0),),
    )
    for content, known in ((old, True), (new, False)):
        case = case_of(measure("duty", act("2025-01-01", 0.1), scope="s"), scopes=(content,))
        share = Coverage(case, axes, weights).share("s", weights.goods("A", axes), "B")
        assert (share is not None) is known


def test_a_world_tables_trade_as_weights_leaves_out_services_and_empty_cells():
    axes = Axes(("A", "B"), ("steel", "services"))
    trade = np.array([[[9.0, 9.0], [4.0, 5.0]], [[0.0, 1.0], [9.0, 9.0]]])
    atoms = sector_weights(axes, trade, np.full((2, 2, 2), 0.1)).atoms
    assert [(one.importer, one.partner, one.sector, one.value, one.base) for one in atoms] == [
        ("A", "B", "steel", 4.0, 0.1)
    ]


def test_shapley_of_the_glove_game():
    """One left glove, two right ones, a pair is worth 1: (2/3, 1/6, 1/6), Shapley's own example."""

    def worth(group):
        return float(0 in group and len(group) > 1)

    assert shapley(3, worth) == pytest.approx((2 / 3, 1 / 6, 1 / 6))
