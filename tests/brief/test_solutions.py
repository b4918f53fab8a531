"""What the scenarios of a brief are solved with."""

from tradetalks.brief.question import question
from tradetalks.brief.scenarios import DUTIES_ONLY, NOW, policies
from tradetalks.brief.solutions import changes
from tradetalks.equilibrium import priced
from tradetalks.equilibrium.items import FLOOR


def test_scenarios_differ_by_policy_and_not_by_elasticities() -> None:
    asked = question("london-2025")
    law = policies(asked.case, asked.economy, day=asked.day, known=asked.known, before=asked.before)
    engines = asked.economy.axes.sector("jet-engines")
    scarce, plentiful = (
        priced(law.before, law.states[scenario], asked.economy, "3 months", "low")[1].theta[engines]
        for scenario in (NOW, DUTIES_ONLY)
    )
    assert plentiful < scarce == FLOOR  # alone, each scenario would be solved with its own
    assert changes(asked, law, "3 months").elasticities["low"].theta[engines] == FLOOR
