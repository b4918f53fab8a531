"""What is in dispute: parties, agenda, dated measures with references. No JAX here: reading is instant."""

from tradetalks.case.load import find_case, load_case, shipped_cases
from tradetalks.case.schedule import (
    Deadline,
    State,
    Step,
    change_days,
    deadlines,
    schedule,
    state_on,
    stopped_on,
    threats_on,
)

__all__ = [
    "Deadline",
    "State",
    "Step",
    "change_days",
    "deadlines",
    "find_case",
    "load_case",
    "schedule",
    "shipped_cases",
    "state_on",
    "stopped_on",
    "threats_on",
]
