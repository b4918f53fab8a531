"""Time and memory in proportion to the text, and shortcuts that change nothing.

Times are of the processor and compared with one another in one run, so that a busy machine does not matter.
"""

from __future__ import annotations

import random
import re
import time
import tracemalloc
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from made_up_articles import read
from made_up_articles import table as all_remarks

from tradetalks.press import conflicts, grammar, groups, store, table, wording
from tradetalks.press.bounds import hopeful
from tradetalks.press.candidates import BUCKET, RAREST, candidates
from tradetalks.press.dossier import Dossier, dossier, read_document
from tradetalks.press.grammar import parsed
from tradetalks.press.page import dossier_page
from tradetalks.press.quotes import quotations
from tradetalks.press.reading import documents, read_text
from tradetalks.press.resemblance import resemblance
from tradetalks.press.statements import statements
from tradetalks.press.telling import dossier_data
from tradetalks.press.wording import forms, words

TIMES = 4  # how much larger the larger text is
ALLOWED = 1.7  # how much more than that it may take: a cost that grows with the square would take four times as much
A_NAME = 5_000  # bytes for the name of one more file; what is found in one article takes about 100,000
ROUNDING = 1e-9  # of sums of the same weights in another order
MEMORY = 12.0  # bytes of a dossier for each further character of text, of what is not on disk; about 9

SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "ru", "sa", "te", "vi", "wo")
SENTENCES = (
    "{name}, the {a} minister, said the {b} of {place} would stay in port for {n} more weeks.",
    "“We will {a} the {b}, whatever the {c} costs us,” {name} told reporters in {place} on Monday.",
    "The {a} of {b} fell {n}% in May against the year before, according to the {c} office.",
    "{name} called the {a} “a good {b}” but declined to say whether the {c} would go on after June {n}.",
    "Most of the {a} are older than {n} years, and few of their {b} expect to replace the {c} soon.",
)


def folder(place: Path, articles: int) -> Path:
    """Made-up articles of about 3,000 characters; three about each story, the same every time."""
    place.mkdir()
    for i in range(articles):
        story, own = random.Random(i // 3), random.Random(i)
        said = [
            sentence.format(
                name=f"{noun(story).capitalize()} {noun(story).capitalize()}", place=noun(story).capitalize(),
                a=noun(story), b=noun(own), c=noun(story), n=own.randint(2, 29),
            )
            for sentence in SENTENCES * 7
        ]  # fmt: skip
        text = "\n\n".join(" ".join(said[at : at + 3]) for at in range(0, len(said), 3))
        (place / f"{i:04}.txt").write_text(text, "utf-8")
    return place


def noun(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, 4)))


def made(place: Path) -> Dossier:
    return dossier(read_document(document) for document in documents(place))


def seconds(work: Callable[[], object]) -> float:
    """Of the processor; the better of two runs."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def test_reading_and_comparing_take_time_in_proportion_to_the_text(tmp_path: Path) -> None:
    few, many = folder(tmp_path / "few", 15), folder(tmp_path / "many", 15 * TIMES)
    made(many)  # every word is known now
    assert seconds(lambda: made(many)) < ALLOWED * TIMES * seconds(lambda: made(few))


@pytest.mark.parametrize("text", ['"a" ', "“a” \n", "“a ", "said ", "Abel ", "a, ", "$5 ", "<a "])
def test_a_text_made_to_be_slow_takes_time_in_proportion(text: str) -> None:
    def work(times: int) -> Callable[[], object]:
        return lambda: read_document(read_text(text * times))

    assert seconds(work(1_500 * TIMES)) < ALLOWED * TIMES * seconds(work(1_500))


def test_many_different_names_take_time_in_proportion() -> None:
    draw = random.Random(1)
    names = [f"{noun(draw).capitalize()} {noun(draw).capitalize()} said so. {noun(draw).capitalize()} did not.\n"
             for _ in range(1_000 * TIMES)]  # fmt: skip
    few, many = read_text("".join(names[:1_000])), read_text("".join(names))
    assert seconds(lambda: statements(many)) < ALLOWED * TIMES * seconds(lambda: statements(few))


def test_a_dossier_takes_little_more_memory_for_more_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once there are more of them than are kept at hand, and every word is known."""
    for room, size in ((store, "ROOM"), (groups, "AT_HAND"), (conflicts, "AT_HAND"), (table, "AT_HAND")):
        monkeypatch.setattr(room, size, 1)
    few, many = folder(tmp_path / "few", 9), folder(tmp_path / "many", 9 * TIMES)
    made(many)
    taken, sizes = [], []
    for place in (few, many):
        tracemalloc.start()
        kept = made(place)
        taken.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        sizes.append(sum(len(one.text) for one in kept.documents.values()))
    assert taken[1] - taken[0] < MEMORY * (sizes[1] - sizes[0])


def test_articles_on_disk_take_little_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder(tmp_path / "some", 24)

    def work() -> None:
        whole = made(place)
        dossier_page(whole)
        dossier_data(whole)

    work()  # every word is known now
    at_hand = seconds(work)
    for room, size in ((store, "ROOM"), (groups, "AT_HAND"), (conflicts, "AT_HAND"), (table, "AT_HAND")):
        monkeypatch.setattr(room, size, 1)
    assert seconds(work) < 2.0 * at_hand


def test_articles_read_one_after_another_take_no_more_memory_the_more_they_are(tmp_path: Path) -> None:
    few, many = folder(tmp_path / "few", 10), folder(tmp_path / "many", 10 * TIMES)
    peaks = []
    for place in (many, few, many):
        tracemalloc.start()
        for document in documents(place):
            read_document(document)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < A_NAME * 10 * (TIMES - 1)


def test_pairs_to_score_are_no_more_than_each_remark_may_ask_for(tmp_path: Path) -> None:
    read = [read_document(document) for document in documents(folder(tmp_path / "many", 60))]
    found = all_remarks([one.document for one in read], [said for one in read for said in one.statements])
    assert 0 < sum(map(len, candidates(found))) < len(found) * RAREST * (BUCKET - 1)


def test_a_bound_is_never_below_the_score_it_saves_working_out() -> None:
    found = read(held_out=False).remarks()
    most, pairs = hopeful(found, candidates(found), {}, 0.0)
    bounds = dict(zip(map(tuple, pairs.tolist()), most.tolist(), strict=True))
    for i, j in np.concatenate([*candidates(found)]).tolist():
        score = resemblance(found[i], found[j]).score
        assert score <= bounds.get((i, j), 0.0) + ROUNDING
        assert (resemblance(found[i], found[j], least=0.0).score > 0.0) == (score > 0.0)


def test_words_and_forms_are_the_same_words() -> None:
    for one in read(held_out=False).remarks():
        assert forms(one.text) == tuple(word.form for word in words(one.text))
    text = "Two hundred and five of 1.5 million, it's 3m; Per cent, going to, U.S. and “[re]open” can't"
    assert forms(text) == tuple(word.form for word in words(text))


@pytest.mark.parametrize(
    ("pattern", "whole"),
    [(grammar._TOKEN, grammar._WORD), (wording._TOKEN, wording._TOKEN.pattern.partition("|")[2])],
    ids=["grammar", "wording"],
)
def test_the_shortcut_for_common_words_cuts_no_text_otherwise(pattern: re.Pattern[str], whole: str) -> None:
    draw = random.Random(2)
    pieces = ["a", "I", "US", "U.S.", "Mr.", "going", "to", "per", "cent", "it's", "’s", "e-mail", "3.5", "B.", "x_y",
              "Sen", "great", "A", "AT&T", "[s]", " ", " ", "\n", ".", ",", "“", "”", "'", "-", "\u00a0"]  # fmt: skip
    for _ in range(3_000):
        text = "".join(draw.choice(pieces) for _ in range(12))
        assert pattern.findall(text) == re.findall(whole, text)


def test_a_sentence_knows_where_its_words_stand() -> None:
    text = 'The U.S. said "no, no" and no, then "yes" again, it said.'
    sentence = parsed(text, 0, len(text), 0, quotations(text, [(0, len(text))]))
    for i, word in enumerate(sentence.words):
        start, end = sentence.place(i, i + 1)
        assert text[start:end] == word or text[start:end] in ('"no, no"', '"yes"')
    places = [sentence.place(i, i + 1) for i in range(len(sentence.words))]
    assert all(one[1] <= other[0] for one, other in combinations(places, 2))
    assert sentence.whole() == (places[0][0], places[-1][1]) == (0, len(text))
    again = parsed(text, 0, len(text), 0, sentence.quotes)
    asked = [11, 3, 12, 0, len(places) - 1]  # behind quotations and before, in any order
    assert [again.place(i, i + 1) for i in asked] == [places[i] for i in asked]
