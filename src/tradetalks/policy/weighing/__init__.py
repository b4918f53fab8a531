"""From trade by tariff line to the trade weights that a case ships: run by `tradetalks weigh` (needs pandas)."""

from tradetalks.policy.weighing.tables import write_weights
from tradetalks.policy.weighing.weigh import weigh

__all__ = ["weigh", "write_weights"]
