"""From articles to dossier, page and data: conflicts, coverage, sources, what is new, and nothing unescaped."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from made_up_articles import article

from tradetalks.case import load_case
from tradetalks.case.model import AgendaItem, Case, Measure, Party, Person
from tradetalks.press.dossier import Dossier, dossier, read_document
from tradetalks.press.model import Document, Figure, Span, Statement
from tradetalks.press.page import dossier_page
from tradetalks.press.proposals import proposals
from tradetalks.press.reading import read_text
from tradetalks.press.store import Reading
from tradetalks.press.telling import coverage_section, dossier_data

A = (
    "{x|Ada Roos|direct}We want Sudria to open its ports{/}, Roos said. "
    "She called the first day “{y|Ada Roos|fragment}useful{/}”."
)
B = (
    "{x|Ada Roos|direct}We want to open our ports to Sudria{/}, Roos said. "
    "Ada Roos called the first day “long”. Fishing rights were discussed."
)
C = "{z|Paulo Reyes|direct}The duty on cod must go{/}, Reyes said. The visas of students came up too."
EVIL = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> "
    '{x|<b>Ada</b> Roos|direct}The <i>pier</i> & "harbour" will open{/}'
)
PAIRS_BY_DATE = yaml.safe_load((Path(__file__).parent / "date_pairs.yaml").read_text(encoding="utf-8"))


BARE_BY_DATE = [
    (
        "June 10, 2025\n\nThe lock will close on Monday, Ada Roos said.",
        "June 17, 2025\n\nThe lock will close on Monday, Ada Roos said.",
    ),
    ("The tea board said exports rose 4 percent in March.", "The tea board said exports rose 7 percent in April."),
    ("Mayor Ada Roos said the bridge would open on 3 May.", "Mayor Ada Roos said the bridge would open on 9 June."),
    ("The union counted 300 strikers on Monday.", "The union counted 450 strikers on Tuesday."),
    (
        "Unemployment was 5.1 percent in 2023, the office said.",
        "Unemployment was 4.4 percent in 2024, the office said.",
    ),
    (
        "In the first quarter the port handled 12 million tonnes.",
        "In the second quarter the port handled 13 million tonnes.",
    ),
    ("June 10, 2025\n\nPrices rose 3 percent last month.", "August 10, 2025\n\nPrices rose 5 percent last month."),
    ('"We meet again on Friday," Ada Roos said.', '"We meet again on Thursday," Ada Roos said.'),
    ('"The talks end in June," Paulo Reyes said.', '"The talks end in July," Paulo Reyes said.'),
    (
        "Ada Roos said the duty would be 10 percent from May.",
        "Ada Roos said the duty would be 20 percent from September.",
    ),
    ("June 10, 2025\n\nThe index fell 2 percent yesterday.", "June 12, 2025\n\nThe index fell 3 percent yesterday."),
    ("June 10, 2025\n\nTwo weeks ago the fleet had 40 boats.", "June 10, 2025\n\nA year ago the fleet had 55 boats."),
]


def reading(id: str, text: str, figures: tuple[Figure, ...] = ()) -> Reading:
    document, found = article(id, id, text)
    return Reading(document, tuple(statement for _, statement in found), figures)


def case() -> Case:
    day = date(2025, 6, 10)
    return Case(
        name="cod-war",
        title="Cod",
        checked_on=day,
        before=day,
        day=day,
        parties=(
            Party(id="NOR", title="Norland", delegation=(Person(name="Ada Roos", role="minister"),)),
            Party(id="SUD", title="Sudria", delegation=(Person(name="Paulo Reyes", role="envoy"),)),
        ),
        agenda=(
            AgendaItem(id="fish", title="Fish and fishing rights", measures=("nor-cod-duty",)),
            AgendaItem(id="student-visas", title="Visas of students"),
            AgendaItem(id="steel", title="Steel"),
        ),
        measures=(
            Measure(id="nor-cod-duty", title="Duty on cod", imposer="NOR", targets=("SUD",), instrument="import-tariff",
                    authority="act", scope="all-goods", acts=()),
        ),
        references=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made() -> Dossier:
    return dossier([reading("a1", A), reading("b2", B), reading("c3", C)], case=case())


def test_a_reversed_agent_and_two_names_for_one_day_are_conflicts(made: Dossier) -> None:
    assert [one.kind for one in made.conflicts] == ["agent reversed", "another word for the same thing"]
    assert [version.span.document for version in made.conflicts[0].versions] == ["b2", "a1"]


def test_the_matrix_says_who_reports_what_and_what_only_one_has(made: Dossier) -> None:
    rows = {row.item: [bool(cell) for cell in row.cells] for row in made.coverage.rows}
    assert rows == {"fish": [False, True, True], "student-visas": [False, False, True], "steel": [False] * 3}
    assert {row.item: row.only for row in made.coverage.rows} == {"fish": "", "student-visas": "c3", "steel": ""}


def test_a_measure_is_linked_through_its_item(made: Dossier) -> None:
    (statement,) = made.readings[2].statements
    assert made.links[statement.id].measures == ("nor-cod-duty",)


def test_new_articles_say_what_they_add() -> None:
    first = [reading("a1", A)]
    again = dossier([*first, reading("b2", B), reading("c3", C)], case=case(), known=["a1"])
    assert again.news is not None
    assert again.news.documents == ("b2", "c3")
    assert again.conflicts[again.news.conflicts[0]].kind == "agent reversed"
    assert again.news.items == ("fish", "student-visas")
    assert {one.split(":")[0] for one in again.news.utterances} == {"c3"}
    assert len(again.news.confirmed) == 1


def test_nothing_new_is_said_to_be_nothing() -> None:
    again = dossier([reading("a1", A)], known=["a1"])
    assert again.news is not None
    assert (again.news.documents, again.news.utterances, again.news.conflicts) == ((), (), ())


def test_what_is_compared_is_told_as_it_is_begun() -> None:
    told: list[str] = []
    dossier([reading("a1", A), reading("b2", B)], say=told.append)
    assert told == ["what they are about", "remarks", "wording they share", "figures", "conflicts"]


def test_the_same_file_twice_is_one_article() -> None:
    assert len(dossier([reading("a1", A), reading("a1", A)]).readings) == 1


def test_offsets_in_the_data_lead_to_the_words(made: Dossier) -> None:
    data = json.loads(json.dumps(dossier_data(made), default=str))
    texts = {id: document.text for id, document in made.documents.items()}
    for document in data["documents"]:
        for statement in document["statements"]:
            assert texts[document["id"]][statement["start"] : statement["end"]] == statement["text"]
    for utterance in data["utterances"]:
        for member in utterance["members"]:
            assert texts[member["document"]][member["start"] : member["end"]] == member["text"]


def test_the_section_for_a_brief_counts_sources_and_never_confirms(made: Dossier) -> None:
    section = coverage_section(made)
    assert (section["articles"], section["sources"], section["conflicts_in_all"]) == (3, 3, 2)
    assert section["silent"] == ["steel"]
    assert section["confirmed"] is False


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        if (given.get("href") or "").startswith("#"):
            self.targets.append((given["href"] or "")[1:])


def parsed(page: str) -> _Anchors:
    found = _Anchors()
    found.feed(page)
    return found


def test_every_link_of_the_page_leads_somewhere_and_every_anchor_is_one_place(made: Dossier) -> None:
    found = parsed(dossier_page(made))
    assert set(found.targets) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = dossier_page(dossier([reading("e5", EVIL), reading("a1", A)]))
    assert not {"script", "img", "iframe", "link", "i"} & set(parsed(page).tags)
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_the_article_on_the_page_is_the_whole_text() -> None:
    text = 'The minister said: "We will see, we will see." He left.\n\nNobody asked the "guards" about it.'
    page = dossier_page(dossier([read_document(read_text(text))]))
    shown = _Text()
    shown.feed(page.split('<div class="text">')[1])
    assert "".join(shown.parts).startswith(text)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def test_an_empty_folder_of_words_gives_an_empty_dossier() -> None:
    made = dossier([read_document(Document("0" * 16, "empty.txt", "", (), note="empty: nothing to read"))])
    assert made.notes == ("empty.txt: empty: nothing to read",)
    assert (len(made.readings), dict(made.source_of)) == (0, {})
    assert "Nothing" in dossier_page(made) or "None found" in dossier_page(made)


def test_files_without_text_are_no_articles_and_each_is_named_in_a_note() -> None:
    empty = [Document("0" * 16, f"{name}.txt", "", (), note="empty: nothing to read") for name in "ab"]
    made = dossier(map(read_document, [*empty, read_text("Ada Roos said: “The ferry is late.”")]))
    assert len(made.readings) == len(set(made.source_of.values())) == len(made.coverage.documents) == 1
    assert made.notes == ("a.txt: empty: nothing to read", "b.txt: empty: nothing to read")


def test_a_proposal_carries_its_evidence_and_marks_its_reference_unconfirmed() -> None:
    text = "{z|Paulo Reyes|direct}We want the fishing rights back in full{/}, Reyes said. Sudria has none left."
    said = reading("d4" * 8, text)
    sure = Reading(said.document, tuple(_likely(one) for one in said.statements), ())
    (proposal,) = proposals(dossier([sure], case=case()), case())
    assert proposal.references["press-d4d4d4d4d4"]["confirmed"] is False
    assert [line["party"] for line in proposal.positions["fish"]] == ["SUD"]
    (evidence,) = proposal.evidence
    assert said.document.text[evidence.span.start : evidence.span.end] == "We want the fishing rights back in full"
    assert "# Proposed from coverage: nothing here is confirmed" in proposal.yaml()


def test_what_nobody_is_sure_of_is_not_proposed() -> None:
    said = reading("d4" * 8, "{z|Paulo Reyes|direct}We want the fishing rights back in full{/}, Reyes said.")
    assert proposals(dossier([said], case=case()), case()) == ()


def _likely(statement: Statement) -> Statement:
    return statement._replace(tier="likely")


def test_figures_that_conflict_are_shown_first() -> None:
    texts = {"a1": "The strike cost 312 million crowns in May.", "b2": "The strike cost 512 million crowns in May."}
    read = []
    for id, text in texts.items():
        at = text.index(text[16:19])
        figure = Figure(f"{id}f", "money", Span(id, at, at + 18), text[at : at + 18], float(text[16:19]) * 1e6, "NOK",
                        "strike", "May")  # fmt: skip
        read.append(reading(id, text, (figure,)))
    (one,) = dossier(read).conflicts
    assert (one.kind, [version.span.document for version in one.versions]) == ("figure", ["a1", "b2"])


@pytest.mark.parametrize("pair", PAIRS_BY_DATE, ids=[pair[0] for pair in PAIRS_BY_DATE])
def test_statements_that_differ_only_by_date_do_not_conflict(pair: list[str]) -> None:
    read = [reading(id, f"{{x|Ada Roos|direct}}{text}{{/}}, Roos said.") for id, text in zip("ab", pair, strict=True)]
    assert not dossier(read).conflicts


@pytest.mark.parametrize(("one", "other"), BARE_BY_DATE)
def test_articles_that_differ_only_by_date_do_not_conflict(one: str, other: str) -> None:
    read = [read_document(read_text(f"{text}\n", name)) for text, name in ((one, "a"), (other, "b"))]
    assert not dossier(read).conflicts


def test_articles_that_differ_on_one_day_do_conflict() -> None:
    texts = "The union counted 300 strikers on 3 May 2025.", "The union counted 450 strikers on 3 May 2025."
    read = [read_document(read_text(f"{text}\n", name)) for text, name in zip(texts, "ab", strict=True)]
    assert [one.kind for one in dossier(read).conflicts] == ["figure"]


def test_two_rates_in_one_remark_are_one_conflict() -> None:
    said = (
        "“The duty on walnuts will be {}% from the first day of the month, and nobody will get around it,”"
        " Ada Roos told reporters."
    )
    read = [read_document(read_text(said.format(rate), rate)) for rate in ("55", "50")]
    made = dossier(read)
    assert [len(one.members) for one in made.utterances] == [2]
    assert [(one.kind, one.says) for one in made.conflicts] == [("figure", "The duty on walnuts: 55% against 50%")]


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("U.S. duties on nuts stand at 55%.", "US duties on nuts are now 30%.", ["figure"]),
        ("Duties on nuts stand at 55%.", "Duties on nuts remain at 30%.", ["figure"]),
        ("Duties on nuts stand at 55%.", "Duties on nuts will come to 30%.", []),  # another date
        ("Duties on nuts stood at 55% in May.", "Duties on nuts stood at 30% in June.", []),
        ("Duties on nuts stand at 55%.", "Duties on shelled nuts stand at 30%.", []),  # a part
    ],
)
def test_how_it_is_said_that_a_rate_stands_does_not_hide_a_conflict(one: str, other: str, kinds: list[str]) -> None:
    read = [read_document(read_text(f"{text}\n", text)) for text in (one, other)]
    assert [found.kind for found in dossier(read).conflicts] == kinds


def test_a_speaker_has_the_party_of_the_case_that_the_office_or_the_delegation_gives() -> None:
    text = (
        '"We will see," President Donald Trump said. "It is late," Scott Bessent said. "Nothing is settled," '
        'said a Chinese official. "We agree," Xi said. "Who knows," said Ada Roos.\n'
    )
    (read,) = dossier([read_document(read_text(text))], case=load_case("london-2025")).readings
    assert [one.speaker.party for one in read.statements if one.speaker] == ["USA", "USA", "CHN", "CHN", ""]


def test_what_only_may_be_a_report_counts_where_another_article_has_it() -> None:
    sure = "Otto Rehm said that the letters belonged to the heirs of the painter.\n"
    perhaps = "The family's lawyer Otto Rehm said the letters belonged to the heirs.\n"
    texts = [read_text(text, name) for text, name in ((sure, "a"), (perhaps, "b"))]
    alone = dossier([read_document(texts[1])])
    both = dossier([read_document(text) for text in texts])
    assert [one.doubtful for one in read_document(texts[1]).statements] == [True]
    assert (alone.readings[0].statements, len(alone.utterances)) == ((), 0)
    assert [len(one.members) for one in both.utterances] == [2]
    assert both.readings[1].statements[0].why == "after; doubtful, but another article has it too"
