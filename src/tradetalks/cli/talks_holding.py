"""Whether a deal would be kept and what time does to it, in plain words for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tradetalks.cli.talks_package import print_package, say
from tradetalks.talks import Linkage, Patience
from tradetalks.talks.scenarios import SNAP_BACK
from tradetalks.talks.session import Keeping, Talks

if TYPE_CHECKING:
    from rich.console import Console


def print_keeping(done: Talks, names: dict[str, str], out: Console) -> None:
    out.print("\n[bold]Will it hold?[/bold]")
    keeping = done.keeping
    if keeping is not None:
        for party, one in keeping.patience.items():
            say(out, f"  {names.get(party, party)} {_needs(one, done.threat.name)}.")
        _print_best_kept(done, keeping, names, out)
    for party, limit in done.survives.items():
        told = (
            "however much it minds the other side's gain"
            if limit == float("inf")
            else f"unless it counts more than {limit:.2f} of the other side's gain as its own loss"
        )
        say(out, f"  {names.get(party, party)} prefers it to failing {told}.")
    if done.disappears is not None:
        say(
            out, f"  Nothing can be agreed once both count {done.disappears:.2f} of the other's gain as their own loss."
        )
    if done.linkage is not None:
        _print_linkage(done.linkage, names, out)


def _print_linkage(linkage: Linkage, names: dict[str, str], out: Console) -> None:
    say(out, f"  One package instead of item by item is worth {_gains(linkage.value, names)}. Each item settled alone:")
    nothing = [item for item, gain in linkage.alone.items() if not any(gain.values())]
    for item, gain in linkage.alone.items():
        if item not in nothing:
            say(out, f"    {item}: {_gains(gain, names)}.")
    if nothing:
        say(out, f"    {', '.join(nothing)}: no agreement alone.")


def _gains(gain: Mapping[str, float], names: dict[str, str]) -> str:
    return ", ".join(f"{names.get(party, party)} {value:+.3f} %" for party, value in gain.items())


def _needs(one: Patience, threat: str) -> str:
    if one.critical == 0.0:
        return "has nothing to gain by breaking it"
    if one.critical is None:
        return f"would break it whatever its patience: {threat} is no punishment"
    return (
        f"keeps it if a quarter later counts for at least {one.critical:.2f} of today; breaking it brings "
        f"{one.deviation - one.deal:+.3f} % until the other side answers"
    )


def _print_best_kept(done: Talks, keeping: Keeping, names: dict[str, str], out: Console) -> None:
    at = f"at 5 % interest a year ({keeping.discount:.3f} a quarter)"
    if keeping.itself:
        say(out, f"  Both keep it {at}: no less ambitious deal is needed.")
    elif keeping.best is not None:
        say(out, f"  The most cooperative package that both keep {at}:")
        print_package(done.game, keeping.best, names, out)
    elif keeping.none_kept:
        say(out, f"  No package that beats {done.threat.name} is kept by both {at}.")
    else:
        say(out, f"  It is not kept by both {at}; --thorough looks for the best deal that is.")
    if keeping.proof:
        told = ", ".join(f"{names.get(party, party)} {_held(one)}" for party, one in keeping.proof.items())
        say(
            out,
            f"  Under the hardest punishments that a short search finds the other side prefers to the deal: {told}.",
        )


def _held(one: Patience) -> str:
    if one.critical is None:
        return "would break it all the same"
    return "keeps it anyway" if one.critical == 0.0 else f"keeps it from {one.critical:.2f}"


def print_time(done: Talks, names: dict[str, str], out: Console) -> None:
    if not done.clock and done.turns is None:
        return
    out.print("\n[bold]What time does[/bold]")
    for party, clock in done.clock.items():
        name = names.get(party, party)
        say(
            out,
            f"  To {name} three more months of truce are worth {clock.extension:+.3f} % a year against a lapse today.",
        )
        if clock.waits_below is not None:
            say(out, f"  {name} should settle rather than hold out {_hurry(clock.waits_below)}.")
    turns = done.turns
    if turns is None:
        return
    lapse = next(one.value for one in done.threats if one.name == SNAP_BACK)
    say(out, f"  Offers in turn, one a month, {turns.deadline} before the truce lapses; gains over the lapse:")
    for offers, when in (
        (turns.in_time, "only the deadline presses"),
        (turns.at_risk, "one refusal in ten ends talks"),
    ):
        first, second = (
            ", ".join(f"{party} {value:+.3f}" for party, value in zip(done.game.parties, one - lapse, strict=True))
            for one in (offers.first_proposes, offers.second_proposes)
        )
        a, b = done.game.parties[:2]
        say(out, f"    {when}: {a} first {first}; {b} first {second} %.")


def _hurry(hazard: float) -> str:
    if hazard < 0.005:
        return "at any risk of a lapse"
    return f"once a lapse is likelier than {hazard:.2f} a year (a better deal expected within a year)"
