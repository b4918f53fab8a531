"""Reads the made-up articles: each marks who says what, and which marks are one utterance.

`{h2|Mara Olsen|direct}words{/}` is a statement of kind `direct` by Mara Olsen; marks with the same name (`h2`) in one
story are one utterance. `~` before a name says that a group speaks. Files numbered below 41 were used to choose the
weights of the comparison; the others were written after the weights were fixed, those from 71 on also after the rules
that read statements from bare articles were finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from tradetalks.press.model import Document, Part, Span, Speaker, Statement
from tradetalks.press.remarks import remarks
from tradetalks.press.store import Articles, Reading
from tradetalks.press.table import Remarks

HELD_OUT_FROM = 41  # number of the first article file written after the weights were fixed
NEWEST_FROM = 71  # and of the first written after the rules that read bare articles were finished
FOLDER = Path(__file__).parent / "made_up"
MARK = re.compile(r"\{(\w+)\|(~?)([^|]+)\|(\w+)\}(.*?)\{/\}", re.DOTALL)


@dataclass(frozen=True)
class Labelled:
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    label: dict[str, str]  # statement id -> name of its utterance

    def remarks(self) -> Remarks:
        return table(self.documents, self.statements)

    def same(self) -> set[frozenset[str]]:
        """Pairs of statement ids that are one utterance."""
        return {frozenset(p) for p in combinations(self.label, 2) if self.label[p[0]] == self.label[p[1]]}


def table(documents: Iterable[Document], statements: Sequence[Statement]) -> Remarks:
    """All remarks of these statements."""
    articles = Articles()
    found = Remarks(articles)
    for document in documents:
        own = tuple(statement for statement in statements if statement.span.document == document.id)
        found.add(articles.add(Reading(document, own, ())), own, remarks(document, own))
    return found


def read(*, held_out: bool | None = None, numbers: range = range(100)) -> Labelled:
    """All made-up articles, one half of them, or those with these numbers."""
    documents, statements, label = [], [], {}
    for path in sorted(FOLDER.glob("*.txt")):
        number = int(path.name[:2])
        if number not in numbers or (held_out is not None and (number >= HELD_OUT_FROM) != held_out):
            continue
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            outlet, _, marked = block.partition("\n")
            document, found = article(f"{path.stem}-{outlet}".replace(" ", "-"), outlet, marked.strip())
            documents.append(document)
            for name, statement in found:
                statements.append(statement)
                label[statement.id] = f"{path.stem}:{name}"
    return Labelled(tuple(documents), tuple(statements), label)


def article(id: str, outlet: str, marked: str) -> tuple[Document, list[tuple[str, Statement]]]:
    """An article without its marks, and the statements they stood for."""
    text, found, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        start, last = len(text), match.end()
        text += match[5]
        found.append((match, start))
    text += marked[last:]
    statements = [(match[1], _statement(id, text, match, start)) for match, start in found]
    return Document(id, f"{id}.txt", text, (Part("body", Span(id, 0, len(text))),), outlet=outlet), statements


def _statement(id: str, text: str, match: re.Match[str], start: int) -> Statement:
    end = start + len(match[5])
    opens = max(text.rfind(". ", 0, start), text.rfind(".\n", 0, start), -2) + 2
    closes = text.find(". ", end)
    return Statement(
        id=f"{id}:{start}",
        kind=match[4],  # type: ignore[arg-type]
        span=Span(id, start, end),
        text=match[5],
        sentence=Span(id, opens, len(text) if closes < 0 else closes + 1),
        speaker=Speaker(None, match[3], "" if match[2] else match[3], group=bool(match[2])),
    )
