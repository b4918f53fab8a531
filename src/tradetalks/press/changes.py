"""What a sentence may change in a case: a party's wish or refusal, a day to come, a rate set on one measure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from tradetalks.case.model import Case, Measure, Position
from tradetalks.press.linking import Link
from tradetalks.press.model import Document, Figure
from tradetalks.press.wording import meaning

_WISH = re.compile(
    r"\b(?:want|expect|demand|seek|sought|insist|urge|require|hope|(?:call|ask|press)(?:s|es|ed|ing)? (?:for|on))"
    r"|\b(?:must|should|ha(?:s|ve) to|need(?:s|ed)? to) ",
    re.I,
)
_HINDRANCE = r"(?:limits?|curbs?|controls?|restrictions?|bans?|duties|duty|tariffs?)"
_REFUSAL = re.compile(
    r"\b(?:will not|would not|won[’']t|wouldn[’']t|never|refus|reject|rul(?:e|es|ed|ing) out"
    r"|not (?:up )?for (?:sale|trade)|not negotiable|non-negotiable|no intention|red line"
    r"|(?:remain|stay|keep)s?(?:ed|ing)? (?:restricted|shut|closed|barred|banned|in place|in force|on\b)"
    rf"|{_HINDRANCE} (?:[\w-]+ ){{0,5}}?(?:(?:will|would) )?(?:remain|stay))",
    re.I,
)
_DEADLINE = re.compile(
    r"\b(?:until|deadline|expir\w+|lapse\w*|by the end|run(?:s|ning)? out|take(?:s)? effect|(?:come|enter)s? into"
    r"|in force (?:from|on)|due (?:on|by)|end(?:s|ing)? on)\b",
    re.I,
)
_MEETING = re.compile(
    r"\b(?:talks?|negotiations?|negotiators|round|summit|delegations?|ministers?|leaders|presidents)\b[^.;]{0,80}"
    r"\b(?:will|to|are|is|would|due)\b[^.;]{0,30}\b(?:meet|resume|begin|start|continue|convene|take place|be held)",
    re.I,
)
_SET = re.compile(
    r"\b(?:rais|lift|cut|reduc|lower|impos|set|increas|doubl|slash|introduc|levied|put|went up|goes up|rose|fell)\w*\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\b(?:would|may|might|could|if|unless|threat\w*|consider\w*|propos\w*|plan(?:s|ned|ning)?|want\w*|call\w*|urge\w*)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a party asks, and whether it is a refusal."""

    words: str
    refuses: bool


def wish(sentence: str, said: str) -> Wish | None:
    """A wish or a refusal in what somebody said; ``sentence`` holds it, with the verb before it."""
    words = " ".join(said.split()).rstrip(",;: ").removeprefix("that ")
    if _REFUSAL.search(said):
        return Wish(words, True)
    return Wish(words, False) if _WISH.search(sentence) else None


def coming_day(sentence: str, figure: Figure, document: Document) -> str:
    """The kind of calendar entry a date stands for: a day to come on which something ends or talks are; "" for none."""
    if figure.day is None or (document.dated and figure.day <= document.dated):
        return ""
    if _DEADLINE.search(sentence):
        return "deadline"
    return "meeting" if document.dated and _MEETING.search(sentence) else ""


def new_rate(sentence: str, figure: Figure) -> float | None:
    """The rate, as a fraction, that a sentence says was set; None for a change by so much or for what is planned."""
    per_cent = figure.unit.strip() in ("%", "per cent", "percent")
    if figure.kind not in ("rate", "share", "level") or not per_cent or figure.value is None or figure.value <= 0:
        return None
    if not _SET.search(sentence) or _NOT_YET.search(sentence):
        return None
    return round(figure.value / 100, 6)


def measure_meant(sentence: str, link: Link, case: Case) -> Measure | None:
    """The one tariff of the acting party that a sentence is about; None when none or several may be.

    The party named first acts. A measure is meant when the sentence links to it alone, or has a word of its title
    that no other of the party's tariffs on the parties named has.
    """
    if not link.parties:
        return None
    imposer, others = link.parties[0], set(link.parties[1:])
    tariffs = [one for one in case.measures if one.imposer == imposer and one.instrument == "import-tariff"]
    linked = [one for one in tariffs if one.id in link.measures]
    if len(linked) == 1:
        return linked[0]
    able = [one for one in tariffs if not others or others & set(one.targets)]
    titles = {one.id: set(meaning(one.title)) for one in able}
    shared = Counter(word for words in titles.values() for word in words)
    said = {word for word in meaning(sentence) if shared[word] == 1}
    found = [one for one in able if titles[one.id] & said]
    return found[0] if len(found) == 1 else None


def present_position(case: Case, item: str, party: str) -> Position | None:
    """The last position of a party on an agenda item."""
    listed = [one for entry in case.agenda if entry.id == item for one in entry.positions if one.party == party]
    return max(listed, key=lambda one: one.stated or date.min) if listed else None
