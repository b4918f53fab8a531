"""``python benchmarks/press/speed.py``: seconds per megabyte on made-up articles, and on texts made to be slow."""

from __future__ import annotations

import random
import time

from tradetalks.press.figures import figures
from tradetalks.press.reading import read_text
from tradetalks.press.statements import statements

PLACES = ("Bergen", "Oslo", "Voss", "Hull", "Cork", "Vigo")
PEOPLE = ("Nora Vik", "Ola Berg", "Mary Lund", "John Dale", "Eva Holm", "Tom Strand")
CLAUSES = (
    "{person}, the harbour master, said the fleet of {place} would stay in port for {n} more weeks.",
    "“We will wait for the spring, whatever it costs us,” {person} told reporters in {place} on Monday.",
    "The landing of cod fell {n}% in May against the year before, according to the statistics office.",
    "Most of the boats are older than {n} years, and few of their owners expect to replace them soon.",
    "{person} called the offer “a good start” but declined to say whether the talks would go on after June {n}.",
    "The quota was set at {n},500 tonnes, which the union rejected at once, while the buyers said nothing.",
    "Nobody in the old harbour remembers a winter with as little wind and as few fish as the last one.",
)


def made_up(size: int) -> str:
    """Articles of roughly ``size`` characters, the same every time."""
    draw = random.Random(1)
    lines: list[str] = []
    length = 0
    while length < size:
        clause = " ".join(
            draw.choice(CLAUSES).format(person=draw.choice(PEOPLE), place=draw.choice(PLACES), n=draw.randint(2, 29))
            for _ in range(draw.randint(2, 5))
        )
        lines.append(clause)
        length += len(clause) + 2
    return "\n\n".join(lines)


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


def seconds(text: str) -> float:
    """Reading, statements and figures; the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        document = read_text(text)
        figures(document, statements(document))
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    for size in (250_000, 500_000, 1_000_000, 2_000_000):
        text = made_up(size)
        taken = seconds(text)
        print(f"made-up articles, {len(text) / 1e6:.2f} MB: {taken:.2f} s, {len(text) / 1e6 / taken:.2f} MB/s")
    for name, text in SLOW.items():
        taken = seconds(text)
        print(f"{name:32} {len(text):>9} characters {taken:.3f} s")


if __name__ == "__main__":
    main()
