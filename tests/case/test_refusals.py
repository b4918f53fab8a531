"""Bad input: each mistake is told with file, line and column, what is allowed and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from refused import mistakes_of

Change = Callable[[str, str, str], Path]

JAPAN, KOREA = "measures/japan.yaml", "measures/korea.yaml"
FIRST_ACT = "{on: 2025-03-01, announced: 2025-02-20, rate: 0.25, reference: decree-1}"
FOOD_DUTY = """
  «title: Duty on Japanese farm goods and food
  imposer: KOR
  targets: [JPN]
  instrument: import-tariff"""

# file, what is replaced, by what (« marks where the mistake is told), what is told, what to do
ONE_MISTAKE = {
    "a rate in per cent": (
        JAPAN, "rate: 0.25, ref", "rate: «25, ref",
        'jp-metals-duty, act of 2025-03-01: rate "25" is 2,500 %.',
        "Rates are fractions: write 0.25 for 25 %.",
    ),
    "a rate with a per cent sign": (
        JAPAN, "rate: 0.25, ref", "rate: «25%, ref",
        'jp-metals-duty, act of 2025-03-01: rate "25%" is not a number.',
        "Rates are fractions: write 0.25 for 25 %.",
    ),
    "a rate that is not a number": (
        JAPAN, "rate: 0.25, ref", "rate: «nan, ref",
        'jp-metals-duty, act of 2025-03-01: rate "nan" is not a number.',
        "Rates are fractions: write 0.25 for 25 %. A rate that is not known is `unknown: true`.",
    ),
    "an infinite rate": (
        JAPAN, "rate: 0.25, ref", "rate: «.inf, ref",
        'jp-metals-duty, act of 2025-03-01: rate ".inf" is not a number.',
        "Rates are fractions: write 0.25 for 25 %.",
    ),
    "a negative rate": (
        JAPAN, "rate: 0.25, ref", "rate: «-200%, ref",
        'jp-metals-duty, act of 2025-03-01: rate "-200%" is negative.',
        "Rates run from 0 to 5 (500 %); an act that stops a measure says `ends:`.",
    ),
    "a rate with a decimal comma": (
        JAPAN, "rate: 0.25, ref", 'rate: «"0,25", ref',
        'jp-metals-duty, act of 2025-03-01: rate "0,25" is not a number.',
        "Rates are fractions: write 0.25 for 25 %.",
    ),
    "a day that does not exist": (
        JAPAN, "announced: 2025-02-20", "announced: «2025-02-31",
        'jp-metals-duty, act of 2025-03-01: announced "2025-02-31" is not a day of the calendar',
        "February 2025 has 28 days. Write it as YYYY-MM-DD, for example 2025-06-10.",
    ),
    "a day in another order": (
        "case.yaml", "before: 2025-01-01", "before: «01.01.2025",
        'before "01.01.2025" is not a day of the calendar',
        "Write it as YYYY-MM-DD, for example 2025-06-10.",
    ),
    "a duplicate key": (
        JAPAN, "  imposer: JPN", "  imposer: JPN\n  «imposer: KOR",
        'the key "imposer" is already on line 4',
        "Keep one of the two.",
    ),
    "an unknown country": (
        JAPAN, "targets: [KOR]", "targets: [«NO]",
        'jp-metals-duty: unknown country or party "NO".',
        "A party of this case (JPN, KOR) or an ISO 3166 code of three letters. Did you mean NOR (Norway)?",
    ),
    "a reference that is not there": (
        JAPAN, "rate: 0.25, reference: decree-1", "rate: 0.25, reference: «decree-2",
        'jp-metals-duty, act of 2025-03-01: reference "decree-2" is not there.',
        "Add it to references.yaml. There: decree-1, joint-statement, notice-7, order-12, statement-japan, "
        "statement-korea. Did you mean decree-1?",
    ),
    "a value without a reference": (
        JAPAN, FIRST_ACT, "«{on: 2025-03-01, announced: 2025-02-20, rate: 0.25}",
        'jp-metals-duty, act of 2025-03-01: the key "reference" is missing',
        "reference: the legal text, by its id in references.yaml.",
    ),
    "an unknown instrument": (
        KOREA, "instrument: export-licence", "instrument: «export-license",
        'kr-chemical-licence: unknown instrument "export-license".',
        "One of: import-tariff, tariff-ceiling, tariff-quota, tariff-exemption, export-tax, export-licence, "
        "export-ban, import-ban, entity-list, customs-exemption, port-fee, visa-restriction, investment-restriction, "
        "purchase-commitment, guidance. Did you mean export-licence?",
    ),
    "an unknown cause": (
        JAPAN, "cause: expiry", "cause: «expired",
        'jp-metals-duty, act of 2025-05-15: unknown cause "expired".',
        "One of: expiry, truce, court, replacement, withdrawal, sunset, suspension, settlement. Did you mean expiry?",
    ),
    "an unknown key": (
        JAPAN, "  authority:", "  «authorithy:",
        'jp-metals-duty: unknown key "authorithy".',
        "One of: title, imposer, targets, exempt, instrument, authority, scope, exempts, stacks, share, acts, note. "
        "Did you mean authority?",
    ),
    "an unknown measure on the agenda": (
        "agenda.yaml", "kr-food-duty", "«kr-foods-duty",
        'metals-duty: measure "kr-foods-duty" is not there.',
        "Add it to measures/. There: jp-metals-duty, kr-chemical-licence, kr-food-duty. Did you mean kr-food-duty?",
    ),
    "a scope that is not there": (
        JAPAN, "scope: metals-and-machines", "scope: «metals",
        'jp-metals-duty: scope "metals" is not there.',
        "Add it to scope/. There: all-goods, chemicals, farm-goods-and-food, metals-and-machines, none.",
    ),
    "a tariff without a rate": (
        JAPAN, FIRST_ACT, "«{on: 2025-03-01, announced: 2025-02-20, reference: decree-1}",
        "jp-metals-duty, act of 2025-03-01: an import-tariff needs rate",
        "Add `rate:`; or `ends:` with a cause if the measure stops; or `unknown: true` if its level is not known.",
    ),
    "a rate on a licence": (
        KOREA, "ratio: 0.90", "rate: «0.90",
        "kr-chemical-licence, act of 2025-04-01: an export-licence has no rate",
        "`rate` belongs to: import-tariff, export-tax, tariff-quota, customs-exemption, port-fee.",
    ),
    "an exemption from nothing": (
        KOREA, FOOD_DUTY.replace("«", ""), FOOD_DUTY.replace("import-tariff", "tariff-exemption"),
        "kr-food-duty: an exemption says what it exempts from",
        "Add `exempts:` with the ids of those measures.",
    ),
    "law that reaches back without saying so": (
        JAPAN, "announced: 2025-02-20", "announced: «2025-03-20",
        "jp-metals-duty, act of 2025-03-01: announced on 2025-03-20, after it took effect on 2025-03-01",
        "Correct a date, or say `retroactive: true` where the law reaches back.",
    ),
    "an end before the beginning": (
        JAPAN, "until: 2025-08-13", "until: «2025-05-15",
        "jp-metals-duty, act of 2025-05-15: until 2025-05-15 is not after 2025-05-15",
        "`until` is the first day on which the act no longer holds.",
    ),
    "an end without what then": (
        JAPAN, "until: 2025-08-13\n      then: {rate: 0.25, cause: expiry}\n", "until: «2025-08-13\n",
        "jp-metals-duty, act of 2025-05-15: says until 2025-08-13, but not what then",
        "Add `then: {cause: expiry}` if it stops, `then: {rate: 0.34, cause: expiry}` if a rate returns, "
        "`then: {resumes: true, cause: expiry}` if the terms before it return.",
    ),
    "an end of nothing": (
        JAPAN, FIRST_ACT, "{on: 2025-03-01, announced: 2025-02-20, ends: «court, reference: decree-1}",
        "jp-metals-duty, act of 2025-03-01: stops a measure that nothing has started",
        "Add the earlier act.",
    ),
    "a tag": (
        JAPAN, "title: Duty", "title: «!!python/object:os.system Duty",
        'carries the tag "tag:yaml.org,2002:python/object:os.system"',
        "Tags are not read; remove it.",
    ),
    "an anchor": (
        JAPAN, "title: Duty", "title: «&it Duty",
        "sets an anchor (&it)",
        "Write values out in full where needed.",
    ),
    "an alias": (
        JAPAN, "imposer: JPN", "imposer: «*it",
        "uses an alias (*it)",
        "Write the value out in full.",
    ),
    "a second document": (
        JAPAN, "jp-metals-duty:", "---\na: b\n«---\nbr-metals-duty:",
        "holds a second document",
        "One file holds one document: remove `---`.",
    ),
    "an empty value": (
        JAPAN, "authority: reciprocity-law", "authority:«",
        "jp-metals-duty: authority is empty",
        "Give it a value, or remove the key.",
    ),
    "yes for true": (
        "references.yaml", "minister, confirmed: false", "minister, confirmed: «no",
        'statement-japan: confirmed "no" is neither true nor false',
        "Write true or false.",
    ),
    "keys where a list is wanted": (
        JAPAN, "targets: [KOR]", "targets: «{KOR: yes}",
        "jp-metals-duty: targets is not a list",
        "Write [ONE, TWO], or one line per entry beginning with a hyphen.",
    ),
    "a union of nobody": (
        "parties.yaml", "KOR:\n  title: South Korea", "KOR:\n  «title: South Korea\n  kind: customs-union",
        "KOR: a customs-union has members",
        "Add `members:` with their ISO 3166 codes of three letters.",
    ),
    "a day before the one it is compared with": (
        "case.yaml", "before: 2025-01-01", "before: «2025-06-01",
        "`before` is not earlier than `day`",
        "A brief looks from one to the other.",
    ),
    "a share from nowhere": (
        JAPAN, "  scope: metals", "  share: «0.8\n  scope: metals",
        "jp-metals-duty: a share without its source",
        "Say in `note` where it was read.",
    ),
    "a party that is its own target": (
        JAPAN, "targets: [KOR]", "targets: «[JPN]",
        "jp-metals-duty: JPN cannot impose it on itself",
        "Name the other side.",
    ),
    "everybody and somebody": (
        JAPAN, "targets: [KOR]", "targets: «[ALL, KOR]",
        "jp-metals-duty: ALL stands beside others",
        "Write [ALL], and name who is left out in `exempt`.",
    ),
    "an exemption written as a duty": (
        JAPAN, "  scope: metals", "  exempts: «[kr-food-duty]\n  scope: metals",
        "jp-metals-duty: an import-tariff exempts nothing",
        "Use instrument: tariff-exemption.",
    ),
    "a duty on nothing": (
        JAPAN, "scope: metals-and-machines", "scope: «none",
        "jp-metals-duty: an import-tariff is about goods",
        "Name a scope, or all-goods.",
    ),
    "a level given and not known": (
        JAPAN, "rate: 0.25, ref", "rate: 0.25, unknown: «true, ref",
        "jp-metals-duty, act of 2025-03-01: its level is given and said to be unknown",
        "Keep one of the two.",
    ),
    "an end with a rate": (
        JAPAN, "rate: 0.15", "ends: truce\n      rate: «0.15",
        "jp-metals-duty, act of 2025-05-15: an act that ends a measure has no rate",
        "Remove one of the two.",
    ),
    "what then, but not when": (
        JAPAN, "      until: 2025-08-13\n      then: {", "      then: «{",
        "jp-metals-duty, act of 2025-05-15: says what then, but not when",
        "Add `until:` with the first day after it.",
    ),
    "two things at once when it ends": (
        JAPAN, "then: {rate: 0.25,", "then: «{resumes: true, rate: 0.25,",
        "jp-metals-duty, act of 2025-05-15: gives a rate and resumes the one before",
        "Keep one of the two.",
    ),
    "an end after an end": (
        JAPAN, "rate: 0.15\n      until: 2025-08-13\n      then: {rate: 0.25,",
        "ends: truce\n      until: 2025-08-13\n      then: «{",
        "jp-metals-duty, act of 2025-05-15: ends the measure, and then ends it again",
        "Remove `until` and `then`, or say what resumes.",
    ),
    "retroactive when it is not": (
        JAPAN, "announced: 2025-02-20,", "announced: 2025-02-20, retroactive: «true,",
        "jp-metals-duty, act of 2025-03-01: is not retroactive: it was announced before it took effect",
        "Remove it.",
    ),
    "an id in capitals": (
        "references.yaml", "decree-1: {", "«Decree-1: {",
        '"Decree-1" is not a usable id',
        "Use lower-case letters, digits and single hyphens.",
    ),
    "an unknown stacking rule": (
        JAPAN, "  scope: metals", "  stacks: [«add]\n  scope: metals",
        'jp-metals-duty: unknown stacking rule "add".',
        "One of: adds, highest-of-authority, not-on-section-232. Did you mean adds?",
    ),
    "a licence that allows more than was traded": (
        KOREA, "ratio: 0.90", "ratio: «1.5",
        "kr-chemical-licence, act of 2025-04-01: ratio 1.5 is out of range", "Allowed: 0 to 1.",
    ),
    "paperwork in per cent": (
        KOREA, "paperwork: 0.02", "paperwork: «5",
        "kr-chemical-licence, act of 2025-04-01: paperwork 5 is out of range", "Allowed: 0 to 1.",
    ),
    "a world that is not there": (
        "case.yaml", "world: world-2024", "world: «world-2030",
        'no world called "world-2030"',
        "One of: world-2024. Did you mean world-2024? Or a world's folder of that name where the command is run.",
    ),
    "an unknown key of the case": (
        "case.yaml", "world: world-2024", "«wolrd: world-2024",
        'unknown key "wolrd".',
        "One of: name, title, summary, checked_on, world, before, day. Did you mean world?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_MISTAKE)
def test_each_mistake_is_told_where_it_stands_with_what_to_do(name: str, folder: Path, change: Change) -> None:
    file, old, new, what, todo = ONE_MISTAKE[name]
    path = change(file, old, new)
    before, _, after = path.read_text(encoding="utf-8").partition("«")
    path.write_text(before + after, encoding="utf-8")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    told = [(mistake.where, mistake.what, mistake.todo) for mistake in mistakes_of(folder)]
    assert (f"mycase/{file}:{line}:{column}", what, todo) in told
