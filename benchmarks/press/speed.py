"""``python benchmarks/press/speed.py [MB ...]``: processor time and memory for each megabyte of text.

The labelled articles (where `TRADETALKS_DATA` has them), made-up articles of the sizes given (default 1 and 2), and
texts made to be slow. Seconds are of the processor, the better of two runs.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from evaluation.press.labelled import folder

from tradetalks.cli.read import FEW_COLLECTIONS
from tradetalks.errors import BadInput
from tradetalks.press.dossier import dossier, read_document
from tradetalks.press.reading import read_text
from tradetalks.press.store import Reading
from tradetalks.press.telling import dossier_data

RUNS = 2
ARTICLE = 3_300  # characters, about

SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
CLAUSES = (
    "{person}, the {a} master, said the {b} of {place} would stay in port for {n} more weeks.",
    "“We will {a} for the {b}, whatever it costs us,” {person} told reporters in {place} on Monday.",
    "The {a} of {b} fell {n}% in May against the year before, according to the statistics office.",
    "Most of the {a} are older than {n} years, and few of their owners expect to {b} them soon.",
    "{person} called the {a} “a good {b}” but declined to say whether the talks would go on after June {n}.",
    "The {a} was set at {n},500 tonnes, which the {b} rejected at once, while the buyers said nothing.",
    "Nobody in the old {a} remembers a winter with as few {b} as the last one.",
)


def made_up(size: int) -> Iterator[str]:
    """Articles of ``size`` characters in all, three about each story, the same every time."""
    at = 0
    while size > 0:
        story, own = random.Random(at // 3), random.Random(-at)
        lines: list[str] = []
        while sum(map(len, lines)) < ARTICLE:
            clause = own.choice(CLAUSES)
            words = {"a": _noun(story), "b": _noun(own), "place": _noun(story).capitalize(), "n": own.randint(2, 29)}
            lines.append(clause.format(person=f"{_noun(story).capitalize()} {_noun(story).capitalize()}", **words))
        text = "\n\n".join(lines)
        yield text
        size -= len(text)
        at += 1


def _noun(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(2, 3)))


SLOW = {
    "3,000 quotations in a line": '"a" ' * 3000,
    "3,000 quotations, a line each": "“a” \n" * 3000,
    "marks that never close": "“a " * 20_000,
    "a million digits": "1" * 1_000_000,
    "one long line": "He said it is so, and “no” came 5 percent of the time. " * 4000,
    "verbs only": "said " * 20_000,
    "names only": "Abel " * 20_000,
    "commas": "a, " * 50_000,
    "tags never closed": "<a " * 20_000,
    "amounts": "$5 " * 30_000,
}

_Result = TypeVar("_Result")


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Seconds of the processor, and what came out."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def read(texts: Iterable[str]) -> list[Reading]:
    return [read_document(read_text(text)) for text in texts]


def measure(name: str, texts: list[str]) -> None:
    """Print what reading, comparing and the data take for each megabyte, and the most memory the program has had."""
    size = sum(map(len, texts)) / 1e6
    reading, readings = timed(lambda: read(texts))
    comparing, made = timed(lambda: dossier(readings))
    data, _ = timed(lambda: json.dumps(dossier_data(made), default=str))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"{name}, {size:.2f} MB in {len(texts):,} articles: reading {reading / size:.2f} s/MB, "
        f"comparing {comparing / size:.2f} s/MB, data {data / size:.2f} s/MB; at most {peak:,.0f} MB of memory"
    )


def labelled() -> list[str]:
    """The texts of the labelled articles for training."""
    lines = (folder() / "train.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def main() -> None:
    gc.set_threshold(*FEW_COLLECTIONS)  # as the command does
    try:
        measure("labelled articles", labelled())
    except (BadInput, FileNotFoundError):
        print("The labelled articles are not here: set TRADETALKS_DATA.")
    for size in map(float, sys.argv[1:] or ("1", "2")):
        measure("made-up articles", list(made_up(int(size * 1e6))))
    for name, text in SLOW.items():
        taken, _ = timed(lambda text=text: read([text]))  # type: ignore[misc]
        print(f"{name:32} {len(text):>9} characters {taken:.3f} s")


if __name__ == "__main__":
    main()
